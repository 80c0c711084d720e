internal import SimScenarios

extension Comparison {
  /// The comparison for a terminal: targets, the last year, inputs that differ, and the difference in poor dwellings.
  public var text: String {
    (["Scenarios: " + names.joined(separator: ", ") + " (differences are from the first)", ""] + targetLines
      + lastYearLines + poorLines + inputLines).joined(separator: "\n")
  }

  private var format: NumberFormat { NumberFormat(language: .en) }

  private var targetLines: [String] {
    guard !targets.isEmpty else { return [] }
    let rows = targets.map { target in
      [target.target]
        + zip(target.values, target.met).map { value, met in
          Double(value).map { number($0) + (met == "yes" ? " met" : " missed") } ?? "-"
        }
    }
    return ["Targets"] + Self.aligned([[""] + names] + rows) + [""]
  }

  private var lastYearLines: [String] {
    guard let last = indicators.map(\.year).max() else { return [] }
    let rows = indicators.filter { $0.year == last }.map { row in
      ["\(row.indicator) (\(row.unit))", row.values[0].map(number) ?? "-"]
        + row.values.dropFirst().map { value in
          guard let value, let reference = row.values[0] else { return "-" }
          return (value >= reference ? "+" : "") + number(value - reference)
        }
    }
    return ["Indicators of the region in \(last)"] + Self.aligned([[""] + names] + rows) + [""]
  }

  private var poorLines: [String] {
    guard let last = poorDwellings.map(\.year).max() else { return [] }
    let rows = names.indices.dropFirst().map { position -> [String] in
      let terms = poorDwellings.filter { $0.result == position && $0.year == last }
      let sums = [terms.map(\.byNumber), terms.map(\.byShare), terms.map(\.total)].map { $0.reduce(0, +) }
      return [names[position]] + sums.map(number)
    }
    return [
      "Difference in poor dwellings at the end of \(last), by other numbers of dwellings and other shares of poor ones"
    ] + Self.aligned([["", "by number", "by share", "together"]] + rows) + [""]
  }

  private var inputLines: [String] {
    let shown = inputs.filter { !$0.key.hasPrefix("title_") && $0.key != "name" }
    return ["Inputs that differ: \(shown.count)"]
      + Self.aligned(shown.map { [$0.key] + $0.values.map { $0.isEmpty ? "-" : String($0.prefix(40)) } })
  }

  private func number(_ value: Double) -> String {
    format.text(value, decimals: value.magnitude >= 100 || value == value.rounded() ? 0 : 3)
      .replacing("\u{2212}", with: "-")
  }

  /// Rows with their columns under each other; the first column is on the left.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell -> String in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + space : space + cell
      }
      return "  " + cells.joined(separator: "  ")
    }
  }
}
