internal import SimScenarios

/// The targets, met or missed, by how much, and how likely.
enum TargetsSection {
  static func make(_ context: ReportContext) throws(ReportError) -> ReportSection {
    var section = ReportSection(
      id: "targets", title: context.pick("Doelen", "Targets"),
      intro: context.pick(
        "Wat is afgesproken, wat er volgens de berekening van komt en hoeveel dat scheelt.",
        "What was agreed, what comes of it according to the calculation, and the difference."))
    guard let table = try context.results.table("targets.csv") else { return section }
    let rows = try (0..<table.rowCount).map { row throws(ReportError) in try Row(table, row, context) }
    let isEnsemble = table.column("probability") != nil
    var header = [
      context.pick("doel", "target"), context.pick("periode", "period"), context.pick("uitkomst", "result"),
      context.pick("afgesproken", "goal"), context.pick("bereikt", "reached"),
      context.pick("verschil", "difference"),
    ]
    if isEnsemble {
      header += [
        context.pick("kans dat het doel gehaald wordt", "probability of meeting it"),
        context.pick("95 %-interval van die kans", "95 % interval of it"),
      ]
    }
    section.figures.append(
      Figure(
        id: "targets-table", title: context.pick("Gehaald of gemist", "Met or missed"),
        note: summary(rows, context), chart: nil,
        table: FigureTable(
          file: "targets.csv", pivot: nil, header: header, rows: rows.map { $0.cells(context) },
          wordColumns: 3)))
    return section
  }

  private static func summary(_ rows: [Row], _ context: ReportContext) -> String {
    let met = rows.count(where: \.isMet)
    return context.pick(
      "\(met) van \(rows.count) doelen gehaald.", "\(met) of \(rows.count) targets met.")
  }

  /// The unit of an indicator, from `summary.csv`.
  static func unit(of indicator: String, _ results: ResultSet) throws(ReportError) -> String {
    guard let table = try results.table("summary.csv"), let keys = table.column("indicator"),
      let units = table.column("unit")
    else { return "" }
    let (distinct, codes) = table.keys(keys)
    guard let code = distinct.firstIndex(of: indicator), let row = codes.firstIndex(of: code) else {
      return ""
    }
    return table.text(row, units).replacing("/year", with: "")
  }

  /// One target.
  private struct Row {
    let name: String
    let period: String
    let isMet: Bool
    let goal: Double
    let value: Double?
    let unit: String
    let probability: [Double]

    init(_ table: ResultColumns, _ row: Int, _ context: ReportContext) throws(ReportError) {
      func text(_ name: String) -> String { table.column(name).map { table.text(row, $0) } ?? "" }
      name = context.words.name(text("target"), part: "targets")
      period = text("period")
      isMet = text("met") == "yes"
      goal = Double(text("goal")) ?? 0
      value = Double(text("value"))
      unit = try TargetsSection.unit(of: text("indicator"), context.results)
      probability = ["probability", "probability_low", "probability_high"].compactMap { Double(text($0)) }
    }

    func cells(_ context: ReportContext) -> [String] {
      let mark =
        isMet ? "\u{2713} " + context.pick("gehaald", "met") : "\u{2717} " + context.pick("gemist", "missed")
      var cells = [
        name, period, mark, context.amount(goal, unit: unit),
        value.map { context.amount($0, unit: unit) } ?? "-",
        value.map { context.amount($0 - goal, unit: unit) } ?? "-",
      ]
      if probability.count == 3 {
        let percent = probability.map { context.format.text($0 * 100, decimals: 1) + " %" }
        cells += [percent[0], "\(percent[1]) \u{2013} \(percent[2])"]
      }
      return cells
    }
  }
}
