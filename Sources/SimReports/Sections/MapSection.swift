internal import SimScenarios

/// The map of zones, hubs and what moves to them.
enum MapSection {
  static func make(_ context: ReportContext) throws(ReportError) -> ReportSection {
    var section = ReportSection(
      id: "map", title: context.pick("Kaart", "Map"),
      intro: context.pick(
        "Waar materiaal vrijkomt en naar welke hub het gaat. Punten zijn zwaartepunten van gebieden, geen adressen.",
        "Where material comes free and to which hub it goes. Points are centres of areas, not addresses."))
    guard let places = try Places(context) else {
      section.missing.append("places.csv")
      return section
    }
    if places.outlines.isEmpty { section.missing.append("boundaries.csv") }
    let pivot = Pivot(
      "transport.csv", rows: ["from", "to"], columns: .measures(["tonnes"]), where: ["leg": ["to_hub"]])
    let streams = try pivot.table(of: context.results)
    let released = Pivot(
      "materials.csv", rows: ["zone"], columns: .keys(of: "flow", value: "tonnes"),
      where: ["flow": ["released", "reused", "to_hub"]])
    guard var table = try released.table(of: context.results) else {
      section.missing.append("materials.csv")
      return section
    }
    table.keep { $0[0] != "region" }
    var shown = context.table(table, released, decimals: 0, unit: context.pick("ton", "t"))
    shown.order = table.rows
    section.figures.append(
      Figure(
        id: "map-zones", title: context.pick("Vrijgekomen materiaal en hubs", "Released material and hubs"),
        note: context.pick(
          "Hoe groter de stip, hoe meer materiaal er vrijkomt; hoe dikker de lijn, hoe meer er naar een hub gaat (ton, alle jaren samen).",
          "The larger the dot, the more material comes free; the thicker the line, the more goes to a hub (tonnes, all years together)."
        ),
        chart: chart(places, table, streams, context),
        table: shown))
    if let streams { section.figures.append(figure(streams, pivot, context)) }
    return section
  }

  private static func figure(_ streams: PivotTable, _ pivot: Pivot, _ context: ReportContext) -> Figure {
    Figure(
      id: "map-streams", title: context.pick("Van gebied naar hub", "From area to hub"),
      note: context.pick("Ton, alle jaren samen.", "Tonnes, all years together."), chart: nil,
      table: context.table(streams, pivot, decimals: 0, unit: context.pick("ton", "t")))
  }

  private static func chart(
    _ places: Places, _ released: PivotTable, _ streams: PivotTable?, _ context: ReportContext
  ) -> JSONValue {
    let tonnes = released.column("released").map { $0 ?? 0 }
    let most = max(tonnes.max() ?? 0, .leastNormalMagnitude)
    let zones = zip(released.rows, tonnes).compactMap { key, tonnes in
      places.points[key[0]].map { place in
        (
          place: place, size: tonnes / most,
          text: "\(place.name): \(context.format.text(tonnes, decimals: 0)) \(context.pick("ton", "t"))"
        )
      }
    }
    let moved = streams?.column("tonnes").map { $0 ?? 0 } ?? []
    let largest = max(moved.max() ?? 0, .leastNormalMagnitude)
    let lines = zip(streams?.rows ?? [], moved).compactMap { keys, tonnes -> Chart.Stream? in
      guard let from = places.points[keys[0]], let to = places.points[keys[1]] else { return nil }
      let text =
        "\(from.name) \u{2192} \(to.name): \(context.format.text(tonnes, decimals: 0)) \(context.pick("ton", "t"))"
      return Chart.Stream(from: from, to: to, share: tonnes / largest, text: text)
    }
    return Chart.map(
      outlines: places.outlines, zones: zones, hubs: places.hubs, streams: lines,
      names: [
        context.pick("gemeente", "municipality"), context.pick("gebied", "area"), "hub",
        context.pick("naar hub", "to hub"),
      ], stretch: places.stretch)
  }
}
