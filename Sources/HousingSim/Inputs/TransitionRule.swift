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

/// The column-stochastic matrix of a set of rules: n(t+1) = T n(t).
///
/// Entry (i, j) is the share of the dwellings in state j that is in state i a year later.
struct TransitionMatrix {
  let matrix: Matrix

  /// Adds up the rules over the states that they apply to.
  ///
  /// - Parameters:
  ///   - rules: the rules that hold for a type, a cohort and a year, in the order of the scenario.
  ///   - states: the quality states.
  ///   - appliesTo: per rule whether it applies to a state.
  /// - Throws: the state and the sum of the first column that loses more than all its dwellings.
  init(rules: [TransitionRule], states: QualityStates, appliesTo: [[Bool]]) throws(ColumnAboveOne) {
    var matrix = Matrix(rows: states.count, columns: states.count)
    for state in 0..<states.count {
      var leaving = 0.0
      for (position, rule) in rules.enumerated() where appliesTo[position][state] {
        let target = rule.target.keys.sorted().reduce(state) { moved, axis in
          states.state(moved, moving: axis, to: rule.target[axis] ?? 0)
        }
        guard target != state else { continue }
        matrix[target, state] += rule.probability
        leaving += rule.probability
      }
      guard leaving <= 1 + Tolerance.balance else { throw ColumnAboveOne(state: state, sum: leaving) }
      matrix[state, state] = max(0, 1 - leaving)
    }
    self.matrix = matrix
  }

  /// A column that loses more than all its dwellings.
  struct ColumnAboveOne: Error {
    let state: Int
    let sum: Double
  }
}
