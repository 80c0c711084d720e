internal import SimScenarios

/// What is in the hubs, what passes through them, and what they refuse, by part of the year.
enum HubsSection {
  static func make(_ context: ReportContext) throws(ReportError) -> ReportSection {
    var section = ReportSection(
      id: "hubs", title: context.pick("De hubs", "The hubs"),
      intro: context.pick(
        "Hoeveel er ligt, binnenkomt, weggaat en geweigerd wordt, per kwartaal.",
        "How much is in store, comes in, goes out and is refused, by quarter."))
    let unit = context.pick("ton", "t")
    for part in parts(context) {
      let figure = try context.figure(
        part.id, part.title, part.note, Pivot("hubs.csv", rows: ["year", "step"], columns: part.columns),
        decimals: 1,
        unit: unit
      ) { table in
        let names = table.columns.map { context.words.name($0) }
        let x = table.rows.map { "\($0[0]) \(context.pick("k", "q"))\($0[1])" }
        return part.isLines
          ? Chart.lines(table, names: names, x: x, unit: unit)
          : Chart.stackedBars(table, names: names, x: x, unit: unit)
      }
      if let figure { section.figures.append(figure) }
    }
    if section.figures.isEmpty { section.missing.append("hubs.csv") }
    return section
  }

  private struct Part {
    let id: String
    let columns: Pivot.Columns
    let title: String
    let note: String
    let isLines: Bool
  }

  private static func parts(_ context: ReportContext) -> [Part] {
    [
      Part(
        id: "hubs-store", columns: .keys(of: "hub", value: "in_store"),
        title: context.pick("Voorraad", "In store"),
        note: context.pick(
          "Ton aan het eind van het kwartaal, per hub.", "Tonnes at the end of the quarter, by hub."),
        isLines: true
      ),
      Part(
        id: "hubs-use", columns: .measures(["received", "dispatched"]), title: context.pick("Gebruik", "Use"),
        note: context.pick("Ton per kwartaal, alle hubs.", "Tonnes a quarter, all hubs."), isLines: true
      ),
      Part(
        id: "hubs-refused",
        columns: .measures(["refused_unsuitable", "refused_capacity", "refused_room", "expired"]),
        title: context.pick("Geweigerd of te oud", "Refused or too old"),
        note: context.pick(
          "Ton per kwartaal, alle hubs. Ongeschikt: met zorg gesloopt, maar niet bruikbaar of zonder route.",
          "Tonnes a quarter, all hubs. Unsuitable: dismantled with care, but not usable or without a route."),
        isLines: false
      ),
    ]
  }
}
