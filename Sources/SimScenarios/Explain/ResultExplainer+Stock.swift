internal import HousingSim

extension ResultExplainer {
  /// The dwellings of the baseline, then year by year what was added and taken away.
  func stockChain(_ cell: ResultCellQuery) throws(ExplainError) -> Chain {
    let type = cell["dwelling_type"]
    try check("zone", cell["zone"], among: zones + [Scenario.regionKey])
    try check("dwelling_type", type, among: stock.texts(of: "dwelling_type"))
    try check("year", "\(cell.year)", among: stock.texts(of: "year"))
    var chain = Chain(
      equation:
        "dwellings = those of the baseline + added - taken away, year by year; renovation and what changes "
        + "tenure, label or heating changes no number of dwellings")
    for zone in zones where [zone, Scenario.regionKey].contains(cell["zone"]) {
      let baseline = try needed(.baselineDwellings, ["zone": zone, "dwelling_type": type])
      chain.terms.append(Explanation.Term(label: "baseline \(zone)", factors: [baseline]))
    }
    let rows = events.rows(where: ["zone": cell["zone"], "dwelling_type": type])
    for row in rows where (Int(row["year"]) ?? .max) <= cell.year {
      guard let effect = HousingEvent(rawValue: row["event"])?.stockEffect, effect != 0 else { continue }
      if let last = chain.steps.indices.last, !chain.steps[last].input.label.hasPrefix(row["year"]) {
        Self.endYear(&chain.steps[last])
      }
      let words = [row["year"], row["event"], row["programme"]].filter { !$0.isEmpty }
      let dwellings = try input(
        row, of: events, "dwellings", label: words.joined(separator: " "), unit: "dwellings")
      chain.steps.append(Explanation.Step(operation: effect > 0 ? .add : .subtract, input: dwellings))
    }
    if let last = chain.steps.indices.last { Self.endYear(&chain.steps[last]) }
    return chain
  }

  /// Names the amount after the last event of a year.
  private static func endYear(_ step: inout Explanation.Step) {
    step.reaches = "at the end of \(step.input.label.prefix { $0 != " " })"
  }
}
