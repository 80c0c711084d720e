internal import SimScenarios

/// Where released material goes, and why not more of it is used again.
enum MaterialsSection {
  private static let destinations = [
    "reused", "recycled", "downcycled", "incinerated", "landfilled", "process_loss",
  ]

  static func make(_ context: ReportContext) throws(ReportError) -> ReportSection {
    var section = ReportSection(
      id: "materials", title: "Urban Mine",
      intro: context.pick(
        "Materiaal dat vrijkomt bij sloop en renovatie, en wat ermee gebeurt.",
        "Material that demolition and renovation release, and what happens to it."))
    let unit = context.pick("ton", "t")
    let sankey = Pivot(
      "materials.csv", rows: ["material"], columns: .keys(of: "flow", value: "tonnes"),
      where: ["zone": ["region"], "flow": ["released"] + destinations])
    let yearly = Pivot(
      "materials.csv", rows: ["year"], columns: .keys(of: "flow", value: "tonnes"),
      where: ["zone": ["region"], "flow": destinations])
    let unused = Pivot(
      "unused.csv", rows: ["year"], columns: .keys(of: "cause", value: "tonnes"), where: ["zone": ["region"]])
    let figures = [
      try context.figure(
        "materials-sankey", context.pick("Van vrijkomen tot bestemming", "From release to destination"),
        context.pick("Ton, alle jaren samen, hele regio.", "Tonnes, all years together, whole region."),
        sankey,
        unit: unit, chart: { flows($0, context) }),
      try context.figure(
        "materials-years", context.pick("Bestemming per jaar", "Destination by year"),
        context.pick("Ton per jaar, hele regio.", "Tonnes a year, whole region."), yearly, unit: unit,
        chart: { stacked($0, context, unit) }),
      try context.figure(
        "materials-unused", context.pick("Waarom niet hergebruikt", "Why not used again"),
        context.pick(
          "Ton per jaar dat vrijkwam en niet werd hergebruikt, naar oorzaak.",
          "Tonnes a year that came free and were not used again, by cause."), unused, unit: unit,
        chart: { stacked($0, context, unit) }),
    ]
    section.figures = figures.compactMap(\.self)
    section.missing = zip(figures, ["materials.csv", "materials.csv", "unused.csv"]).filter { $0.0 == nil }
      .map(\.1)
    return section
  }

  private static func stacked(_ table: PivotTable, _ context: ReportContext, _ unit: String) -> JSONValue {
    Chart.stackedBars(
      table, names: table.columns.map { context.words.name($0) }, x: table.rows.map { $0[0] }, unit: unit)
  }

  /// The eight materials with most mass and all others, each to its destinations.
  private static func flows(_ table: PivotTable, _ context: ReportContext) -> JSONValue {
    let released = table.column("released").map { $0 ?? 0 }
    let order = released.indices.sorted { (released[$1], $0) < (released[$0], $1) }
    let shown = Array(order.prefix(8))
    let others = context.pick("alle andere materialen", "all other materials")
    let names = shown.map { context.words.name(table.rows[$0][0]) } + (order.count > 8 ? [others] : [])
    let targets = destinations.filter(table.columns.contains)
    var links: [Chart.Link] = []
    for (position, target) in targets.enumerated() {
      let values = table.column(target).map { $0 ?? 0 }
      for (left, row) in shown.enumerated() where values[row] > 0 {
        links.append(Chart.Link(from: left, to: names.count + position, value: values[row]))
      }
      let rest = order.dropFirst(8).reduce(0) { $0 + values[$1] }
      if rest > 0 { links.append(Chart.Link(from: names.count - 1, to: names.count + position, value: rest)) }
    }
    return Chart.sankey(
      nodes: names + targets.map { context.words.name($0) },
      colours: names.map { _ in "#888888" } + targets.indices.map(Chart.colour), links: links,
      unit: context.pick("ton", "t"))
  }
}
