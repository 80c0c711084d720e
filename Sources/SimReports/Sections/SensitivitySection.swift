internal import SimScenarios

/// Which uncertain numbers an outcome depends on: a tornado for every target and main indicator.
enum SensitivitySection {
  /// How many numbers a tornado shows.
  private static let shown = 15

  static func make(_ context: ReportContext) throws(ReportError) -> ReportSection {
    var section = ReportSection(
      id: "sensitivity", title: context.pick("Waar de uitkomst van afhangt", "What the outcome depends on"),
      intro: context.pick(
        "Hoe sterk elk onzeker getal elke uitkomst stuurt; de vijftien sterkste, met een 95 %-interval.",
        "How strongly each uncertain number drives each outcome; the fifteen strongest, with a 95 % interval."
      ))
    section.figures = try figures(context)
    if section.figures.isEmpty { section.missing.append("sensitivity.csv") }
    return section
  }

  /// A tornado per target, and per main indicator in its last year; none where the results have no `sensitivity.csv`.
  static func figures(_ context: ReportContext) throws(ReportError) -> [Figure] {
    guard let table = try context.results.table("sensitivity.csv"), let output = table.column("output"),
      let year = table.column("year"),
      let measure = ["total", "mu_star"].first(where: { table.column($0) != nil })
    else { return [] }
    let (outputs, codes) = table.keys(output)
    let wanted = Set(UncertaintySection.indicators)
    var last: [String: Int] = [:]
    for (row, code) in codes.enumerated()
    where outputs[code].hasPrefix("target:") || wanted.contains(outputs[code]) {
      last[outputs[code]] = max(last[outputs[code]] ?? 0, Int(table.text(row, year)) ?? 0)
    }
    var figures: [Figure] = []
    for key in outputs {
      guard let year = last[key] else { continue }
      if let figure = try tornado(key, year, measure, context) { figures.append(figure) }
    }
    return figures
  }

  private static func tornado(
    _ output: String, _ year: Int, _ measure: String, _ context: ReportContext
  ) throws(ReportError) -> Figure? {
    let pivot = Pivot(
      "sensitivity.csv", rows: ["factor"],
      columns: .measures([measure, measure + "_low", measure + "_high"]),
      where: ["output": [output], "year": ["\(year)"]])
    guard let all = try pivot.table(of: context.results), all.columns.count == 3 else { return nil }
    let order = all.rows.indices.sorted { (all.values[$1][0] ?? 0, $0) < (all.values[$0][0] ?? 0, $1) }
      .prefix(shown)
    let table = PivotTable(
      rows: order.map { all.rows[$0] }, columns: all.columns, values: order.map { all.values[$0] })
    let name =
      output.hasPrefix("target:")
      ? context.words.name(String(output.dropFirst("target:".count)), part: "targets")
      : context.words.name(output, part: "indicators")
    let (word, note) = meaning(of: measure, context)
    return Figure(
      id: "tornado-" + output.replacing(":", with: "-"),
      title: "\(name.prefix(1).uppercased() + name.dropFirst()), \(year)", note: note,
      chart: Chart.tornado(table, rows: table.rows.map { $0[0] }, name: word),
      table: FigureTable(
        file: pivot.file, pivot: pivot,
        header: [
          context.pick("getal", "number"), word, context.pick("van", "from"), context.pick("tot", "to"),
        ],
        rows: zip(table.rows, table.values).map { keys, values in
          keys + values.map { $0.map(context.format.significant) ?? "" }
        }, wordColumns: 1, order: table.rows))
  }

  private static func meaning(of measure: String, _ context: ReportContext) -> (word: String, note: String) {
    guard measure == "total" else {
      return (
        context.pick("gemiddeld effect", "mean effect"),
        context.pick(
          "Hoeveel de uitkomst gemiddeld verandert over het hele bereik van het getal (Morris).",
          "By how much the outcome changes on average over the whole range of the number (Morris).")
      )
    }
    return (
      context.pick("deel van de spreiding", "share of the variance"),
      context.pick(
        "Deel van de spreiding dat overblijft als alle andere getallen bekend zijn (Sobol, totaal).",
        "Share of the variance that is left while all other numbers are known (Sobol, total).")
    )
  }
}
