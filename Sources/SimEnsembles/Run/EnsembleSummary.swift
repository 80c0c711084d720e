public import SimScenarios

/// What an ensemble says in a terminal: how likely each target is, bandwidths, and which hub sites survive.
public struct EnsembleSummary {
  private let result: EnsembleResult
  private let words: RunSummary

  /// Makes the summary of an ensemble in a language.
  ///
  /// - Parameters:
  ///   - result: the results over all members.
  ///   - language: the language of all words but those of the scenario's own texts.
  public init(_ result: EnsembleResult, language: SummaryLanguage) {
    self.result = result
    words = RunSummary(result.ensemble.run.central, language: language)
  }

  /// The summary.
  ///
  /// - Parameter directory: where the results were written.
  /// - Returns: lines of text, joined by line feeds.
  public func text(directory: String) -> String {
    let scenario = result.ensemble.family.central
    let head = "\(words.pick(scenario.title)), \(scenario.baselineYear + 1)-\(scenario.lastYear)"
    return
      ([head, String(repeating: "=", count: head.count), ""] + setup() + targets() + bands() + sites()
      + discoveries() + footer(directory)).joined(separator: "\n")
  }

  private func setup() -> [String] {
    let plan = result.ensemble.plan
    let count = result.ensemble.family.parameters.count
    return [
      words.pick(
        "\(result.members) leden, \(count) onzekere getallen (\(plan.design.rawValue), seed \(plan.seed))",
        "\(result.members) members, \(count) uncertain numbers (\(plan.design.rawValue), seed \(plan.seed))"),
      "",
    ]
  }

  private func targets() -> [String] {
    guard !result.targets.isEmpty else { return [] }
    let title = words.pick(
      "Kans op elk doel (95 %-interval), waarde 5 - 50 - 95 %",
      "Probability of each target (95 % interval), value 5 - 50 - 95 %")
    let rows = result.targets.map { target -> [String] in
      let central = target.central
      let values = target.quantiles.map { $0.isNaN ? "-" : words.number($0, central.unit) }
      return [
        words.number(target.probability, "1"),
        "(\(words.number(target.interval.lowerBound, "1")) - \(words.number(target.interval.upperBound, "1")))",
        words.title("target:\(central.key)", else: central.key),
        "\(central.years.lowerBound)-\(central.years.upperBound)", values[0], values[1], values[2],
        words.pick("doel ", "goal ") + words.number(central.goal, central.unit),
      ]
    }
    return [title] + words.align(rows, right: [0, 4, 5, 6]) + [""]
  }

  /// The indicators whose bandwidths stand in the summary.
  private static let shown = [
    "dwellings", "poor_dwellings", "gas_free_ready_share", "released", "reused", "reuse_rate",
    "co2e_avoided_by_reuse", "urban_mine_net_cost",
  ]

  private func bands() -> [String] {
    let layout = result.ensemble.run.layout
    guard let table = result.tables.first, let years = table.integers(of: "year"),
      let zones = table.texts(of: "zone"), let keys = table.texts(of: "indicator")
    else { return [] }
    let quantiles = ["p05", "p50", "p95"].compactMap { table.numbers(of: $0) }
    let last = years.max() ?? 0
    let wanted = [2032, last].filter { years.contains($0) }.reduce(into: [Int]()) { list, year in
      if !list.contains(year) { list.append(year) }
    }
    let rows = years.indices.filter {
      zones[$0] == Scenario.regionKey && Self.shown.contains(keys[$0]) && wanted.contains(years[$0])
    }
    let lines = rows.map { row -> [String] in
      let unit = layout.series.first { $0.key == keys[row] }?.unit ?? ""
      return ["\(years[row])", words.title("indicator:\(keys[row])", else: keys[row])]
        + quantiles.map { words.number($0[row], unit) } + [unit == "1" ? "" : unit]
    }
    let title = words.pick(
      "Bandbreedtes in de regio (5 - 50 - 95 %)", "Bandwidths in the region (5 - 50 - 95 %)")
    return lines.isEmpty ? [] : [title] + words.align(lines, right: [2, 3, 4]) + [""]
  }

  private func sites() -> [String] {
    guard let table = result.tables.first(where: { $0.fileName == "siting.csv" }),
      let options = table.texts(of: "sites"), let best = table.numbers(of: "probability_best"),
      let regret = table.numbers(of: "regret_p95"),
      let chosen = result.ensemble.family.central.siting?.chosen.sites.joined(separator: "+")
    else { return [] }
    let likely = options.indices.prefix(3)
    let own = options.firstIndex(of: chosen)
    let rows = (Array(likely) + [own].compactMap { $0 }.filter { !likely.contains($0) }).map {
      row -> [String] in
      [
        options[row], words.number(best[row], "1"), words.number(regret[row], "euro/year"),
        row == own ? words.pick("gekozen", "chosen") : "",
      ]
    }
    let title = words.pick(
      "Locaties van hubs: kans de goedkoopste te zijn, spijt in 95 % van de leden hoogstens (euro per jaar)",
      "Sites of hubs: probability of being cheapest, regret in 95 % of the members at most (euro a year)")
    return [title] + words.align(rows, right: [1, 2]) + flips() + [""]
  }

  /// How much flows would have to change for another choice.
  private func flips() -> [String] {
    guard let table = result.tables.first(where: { $0.fileName == "siting_flips.csv" }),
      let names = table.texts(of: "flow_factor"), let low = table.numbers(of: "p05"),
      let middle = table.numbers(of: "p50"), let high = table.numbers(of: "p95")
    else { return [] }
    return names.indices.map { row in
      let factors = [low, middle, high].map { Self.factor($0[row]) }.joined(separator: " - ")
      return names[row] == "above"
        ? words.pick(
          "  Pas met \(factors) keer zoveel materiaal (5 - 50 - 95 %) wordt een andere keuze het goedkoopst.",
          "  Only with \(factors) times as much material (5 - 50 - 95 %) does another choice become the cheapest."
        )
        : words.pick(
          "  Met \(factors) keer zo weinig materiaal (5 - 50 - 95 %) wordt een andere keuze het goedkoopst.",
          "  With \(factors) times the material (5 - 50 - 95 %) another choice becomes the cheapest.")
    }
  }

  /// A factor with two leading digits.
  private static func factor(_ value: Double) -> String {
    value >= 10 ? "\(Int(value.rounded()))" : "\((value * 10).rounded() / 10)"
  }

  private func discoveries() -> [String] {
    let lines = result.discoveries.map { "  " + words.pick($0.text) }
    guard !lines.isEmpty else { return [] }
    return [words.pick("Waar doelen gemist worden", "Where targets are missed")] + lines + [""]
  }

  private func footer(_ directory: String) -> [String] {
    let exact =
      result.rankError == 0
      ? words.pick("Kwantielen zijn exact.", "Quantiles are exact.")
      : words.pick(
        "Kwantielen: rang op \(words.number(result.rankError, "1")) nauwkeurig.",
        "Quantiles: the rank is off by at most \(words.number(result.rankError, "1")).")
    return [exact, words.pick("Resultaten: ", "Results: ") + directory]
  }
}
