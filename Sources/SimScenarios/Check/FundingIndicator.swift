/// The words of `funding.csv` beside the keys of sources.
package enum FundingWord {
  /// What sales pay for.
  package static let revenue = "revenue"
  /// What nobody pays for.
  package static let unfunded = "unfunded"
}

/// The indicators of money: their keys, units and formulas.
///
/// All are of the region; they exist where the scenario has `funding`. A ratio without a denominator has no value.
package enum FundingIndicator: Sendable, Hashable {
  /// What all programmes and lines cost.
  case cost
  /// What nobody pays for.
  case unfunded
  /// What a treated dwelling costs.
  case costPerDwelling
  /// What a source pays.
  case granted(String)
  /// What goes along with a euro of a source.
  case multiplier(String)

  /// The key in scenario and results.
  package var key: String {
    switch self {
    case .cost: "programme_costs"
    case .unfunded: "unfunded_costs"
    case .costPerDwelling: "cost_per_dwelling_improved"
    case .granted(let source): "funding_\(source)"
    case .multiplier(let source): "multiplier_\(source)"
    }
  }

  /// The unit of the values.
  package var unit: String {
    switch self {
    case .cost, .unfunded, .granted: "euro/year"
    case .costPerDwelling: "euro/dwelling"
    case .multiplier: "1"
    }
  }

  /// The formula and its source, in the words of the result files.
  package var formula: String {
    switch self {
    case .cost: "sum of the costs of all programmes and lines with organisation, before revenues"
    case .unfunded: "sum of the rows `unfunded` of funding.csv"
    case .costPerDwelling:
      "costs of the programmes with organisation / dwellings that they treated, construction and transformation "
        + "left out; none where nothing is treated"
    case .granted(let source): "sum of the rows `\(source)` of funding.csv"
    case .multiplier(let source):
      "since the first year: all money of the programmes that \(source) may pay for, unfunded costs left out, "
        + "/ money of \(source); none before it pays"
    }
  }

  /// Whether the values of several years add up.
  var isFlow: Bool { unit.hasSuffix("/year") }

  /// The indicators of a scenario with these sources, in the order of the results.
  static func all(sources: [String]) -> [FundingIndicator] {
    [.cost, .unfunded, .costPerDwelling] + sources.map { .granted($0) } + sources.map { .multiplier($0) }
  }
}
