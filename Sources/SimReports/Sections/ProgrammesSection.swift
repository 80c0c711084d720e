internal import SimScenarios

/// What every programme did against its plan, and why it fell short.
enum ProgrammesSection {
  /// The section, without figures where the results have no programmes.
  static func make(_ context: ReportContext) throws(ReportError) -> ReportSection {
    var section = ReportSection(
      id: "programmes", title: context.pick("De programma's", "The programmes"),
      intro: context.pick(
        "Wat elk programma wilde doen en wat het deed, in woningen over alle jaren samen.",
        "What each programme wanted to do and what it did, in dwellings over all years."))
    let unit = context.pick("woningen", "dwellings")
    guard let total = try whole(context, unit) else {
      section.missing.append("programmes.csv")
      return section
    }
    section.figures.append(total)
    if let years = try years(context, unit) { section.figures.append(years) }
    if let causes = try causes(context, unit) { section.figures.append(causes) }
    return section
  }

  /// Plan and outcome of every programme over all years, or `nil` where the results have no programmes.
  private static func whole(_ context: ReportContext, _ unit: String) throws(ReportError) -> Figure? {
    let pivot = Pivot(
      "programmes.csv", rows: ["programme"], columns: .measures(["planned", "done", "shortfall"]),
      where: ["zone": ["region"]])
    return try context.figure(
      "programmes-total", context.pick("Plan en uitvoering", "Plan and outcome"),
      context.pick("Woningen, alle jaren samen, hele regio.", "Dwellings, all years together, whole region."),
      pivot, unit: unit
    ) { table in
      Chart.horizontalBars(
        table, names: table.columns.map { context.words.name($0) },
        rows: table.rows.map { context.words.programme($0[0]) }, unit: unit)
    }
  }

  /// What every programme did by year.
  private static func years(_ context: ReportContext, _ unit: String) throws(ReportError) -> Figure? {
    let pivot = Pivot(
      "programmes.csv", rows: ["year"], columns: .keys(of: "programme", value: "done"),
      where: ["zone": ["region"]])
    return try context.figure(
      "programmes-years", context.pick("Gedaan per jaar", "Done by year"),
      context.pick("Woningen per jaar, hele regio.", "Dwellings a year, whole region."), pivot, unit: unit
    ) { table in
      Chart.stackedBars(
        table, names: table.columns.map { context.words.programme($0) }, x: table.rows.map { $0[0] },
        unit: unit)
    }
  }

  /// The shortfall by programme and cause; causes that stand together are one line.
  private static func causes(_ context: ReportContext, _ unit: String) throws(ReportError) -> Figure? {
    let pivot = Pivot(
      "programmes.csv", rows: ["programme", "cause"], columns: .measures(["shortfall"]),
      where: ["zone": ["region"]])
    guard let all = try pivot.table(of: context.results) else { return nil }
    let kept = all.rows.indices.filter { (all.values[$0][0] ?? 0) > 0.5 }
    let none = context.pick("Geen enkel programma kwam tekort.", "No programme fell short.")
    let table = PivotTable(
      rows: kept.map { all.rows[$0] }, columns: all.columns, values: kept.map { all.values[$0] })
    var shown = context.table(table, pivot, decimals: 0, unit: unit)
    shown = FigureTable(
      file: shown.file, pivot: pivot, header: shown.header,
      rows: zip(shown.rows, table.rows).map { cells, keys in
        let causes = keys[1].split(separator: ";").map { context.words.name(String($0)) }
        return [cells[0], causes.joined(separator: ", "), cells[2]]
      }, wordColumns: 2, order: table.rows)
    return Figure(
      id: "programmes-causes", title: context.pick("Waarom er minder werd gedaan", "Why less was done"),
      note: kept.isEmpty
        ? none : context.pick("Woningen die niet werden gedaan.", "Dwellings that were not done."),
      chart: nil, table: shown)
  }
}
