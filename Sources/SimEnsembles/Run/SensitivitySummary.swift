public import SimScenarios

/// What a sensitivity analysis says in a terminal: for every target and a few indicators what matters most.
public struct SensitivitySummary {
  private let run: SensitivityRun
  private let table: ResultTable
  private let words: RunSummary

  /// Makes the summary of an analysis in a language.
  ///
  /// - Parameters:
  ///   - run: the analysis.
  ///   - table: its measures, as they are written.
  ///   - language: the language of all words but those of the scenario's own texts.
  public init(_ run: SensitivityRun, _ table: ResultTable, language: SummaryLanguage) {
    self.run = run
    self.table = table
    words = RunSummary(run.ensemble.run.central, language: language)
  }

  /// The indicators that the summary shows in the last year of the analysis, beside the targets.
  private static let shown = ["dwellings", "poor_dwellings", "released", "reused", "co2e_avoided_by_reuse"]

  /// The summary.
  ///
  /// - Parameter directory: where the results were written.
  /// - Returns: lines of text, joined by line feeds.
  public func text(directory: String) -> String {
    let scenario = run.ensemble.family.central
    let head = words.pick(scenario.title)
    let runs = words.pick("\(run.evaluations) doorrekeningen", "\(run.evaluations) runs")
    let factors = run.ensemble.sampler.sample.factors.count
    let measure = run.method == .sobol ? "total" : "mu_star"
    return
      ([
        head, String(repeating: "=", count: head.count), "",
        words.pick(
          "\(runs), \(factors) factoren, \(run.method.rawValue)",
          "\(runs), \(factors) factors, \(run.method.rawValue)"),
        "",
      ] + blocks(measure) + [words.pick("Resultaten: ", "Results: ") + directory]).joined(separator: "\n")
  }

  private func blocks(_ measure: String) -> [String] {
    guard let years = table.integers(of: "year"), let outputs = table.texts(of: "output"),
      let factors = table.texts(of: "factor"), let values = table.numbers(of: measure),
      let lows = table.numbers(of: measure + "_low"), let highs = table.numbers(of: measure + "_high")
    else { return [] }
    let last = years.max() ?? 0
    let before = years.filter { $0 <= 2032 }.max() ?? last
    var lines: [String] = []
    var seen: Set<String> = []
    for row in years.indices {
      let isTarget = outputs[row].hasPrefix("target:")
      let isShown = Self.shown.contains(outputs[row]) && years[row] == before
      guard isTarget || isShown, seen.insert("\(outputs[row]) \(years[row])").inserted else { continue }
      let own = years.indices.filter { outputs[$0] == outputs[row] && years[$0] == years[row] }
      let top = own.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] > values[$1] }.prefix(5)
      let title =
        isTarget
        ? words.title(outputs[row], else: outputs[row])
        : words.title("indicator:\(outputs[row])", else: outputs[row])
      lines.append("\(title), \(years[row])")
      lines += words.align(
        top.map {
          [factors[$0], Self.short(values[$0]), "(\(Self.short(lows[$0])) - \(Self.short(highs[$0])))"]
        },
        right: [1])
      lines.append("")
    }
    return lines
  }

  /// Three decimals below ten, else a whole number.
  private static func short(_ value: Double) -> String {
    guard value.magnitude < 10 else { return "\(Int(value.rounded()))" }
    // Adding zero makes a plain zero of a negative one.
    return "\((value * 1000).rounded() / 1000 + 0)"
  }
}
