internal import SimNumerics

/// One way in which dwellings change state by themselves, with its yearly probability.
///
/// Several rules may leave one state; what no rule takes stays. Their probabilities add up, and a state cannot
/// lose more than all its dwellings.
public struct TransitionRule: Sendable {
  /// The key of the rule in the scenario.
  public let key: String
  /// Which dwellings the rule applies to; zones are not told apart.
  public let selection: DwellingSelection
  /// Per state axis (by its position) the label that the dwelling moves to.
  public let target: [Int: Int]
  /// The probability a year, 0...1.
  public let probability: Double
  /// The years in which the rule holds.
  public let years: ClosedRange<Int>

  /// Makes a rule.
  ///
  /// - Parameters:
  ///   - key: the key of the rule in the scenario.
  ///   - selection: which dwellings the rule applies to; zones are not told apart.
  ///   - target: the position of the label that the dwelling moves to, by position of the state axis; other axes stay.
  ///   - probability: the probability a year, 0...1.
  ///   - years: the calendar years in which the rule holds, both ends included.
  /// - Throws: ``HousingInputError/probabilityOutOfRange(rule:found:)``.
  public init(
    key: String, selection: DwellingSelection, target: [Int: Int], probability: Double,
    years: ClosedRange<Int>
  ) throws(HousingInputError) {
    guard probability >= 0 && probability <= 1 else {
      throw HousingInputError.probabilityOutOfRange(rule: key, found: probability)
    }
    self.key = key
    self.selection = selection
    self.target = target
    self.probability = probability
    self.years = years
  }
}
