internal import SimNumerics

/// Which rules make which entries of the transition matrices: all of them that does not depend on probabilities.
///
/// A matrix T is column-stochastic, n(t+1) = T n(t): entry (i, j) is the share of the dwellings in state j that is in
/// state i a year later. Cohorts, types and years in which the same rules hold share one matrix.
struct TransitionPlan: Sendable {
  /// A dwelling's way from one state to another by a rule.
  private struct Move {
    let rule: Int
    let entry: Int
  }

  /// A column of a matrix: the entry of what stays, and the moves out of the state.
  private struct Column {
    let stays: Int
    let moves: Range<Int>
  }

  /// The matrices, still empty.
  let emptyFactors: BlockFactors
  /// Per year and type the ranges of columns, contiguous cohorts with the same rules in one range.
  let ranges: [[[BlockPlan.ProductRange]]]
  private var columns: [Column] = []
  private var moves: [Move] = []
  /// Per matrix where it is used first, for messages.
  private let firstUses: [TransitionUse]
  private let axes: StockAxes

  init(axes: StockAxes, types: Range<Int>, zoneCount: Int, rules: [TransitionRule]) {
    var builder = TransitionBuilder(axes: axes, rules: rules)
    ranges = (0..<axes.yearCount).map { year in
      types.map { type in
        builder.ranges(year: year, type: type, cohorts: axes.baselineCohortCount + year, zoneCount: zoneCount)
      }
    }
    var pattern = TransitionPattern(order: axes.states.count)
    for use in builder.uses { pattern.add(builder.moves(use)) }
    emptyFactors = BlockFactors(order: axes.states.count, columns: pattern.rows)
    firstUses = builder.uses
    self.axes = axes
    for (matrix, states) in pattern.moves.enumerated() {
      for (state, ways) in states.enumerated() {
        let first = moves.count
        for way in ways {
          moves.append(
            Move(rule: way.rule, entry: emptyFactors.entry(matrix, row: way.target, column: state)))
        }
        let stays = emptyFactors.entry(matrix, row: state, column: state)
        columns.append(Column(stays: stays, moves: first..<moves.count))
      }
    }
  }

  /// Adds up the probabilities of the rules.
  ///
  /// - Parameters:
  ///   - probabilities: one per rule, 0...1.
  ///   - factors: the matrices, whose values are replaced.
  ///   - shares: scratch, one number per entry; what it held is replaced.
  /// - Throws: ``HousingInputError/transitionColumnAboveOne(type:cohort:state:year:sum:)``; the matrices then stay.
  func fill(
    _ probabilities: [Double], into factors: inout BlockFactors, using shares: inout [Double]
  ) throws(HousingInputError) {
    VectorMath.clear(&shares)
    for position in columns.indices {
      let column = columns[position]
      var leaving = 0.0
      for move in column.moves {
        let probability = probabilities[moves[move].rule]
        shares[moves[move].entry] += probability
        leaving += probability
      }
      guard leaving <= 1 + Tolerance.balance else { throw columnAboveOne(position, sum: leaving) }
      shares[column.stays] = max(0, 1 - leaving)
    }
    factors.replace(shares)
  }

  private func columnAboveOne(_ column: Int, sum: Double) -> HousingInputError {
    let use = firstUses[column / axes.states.count]
    return .transitionColumnAboveOne(
      type: axes.dwellingTypes[use.type].key, cohort: axes.cohorts[use.cohort].key,
      state: axes.states.describe(column % axes.states.count), year: axes.years.lowerBound + use.year,
      sum: sum)
  }
}

/// Where a transition matrix is used: a year, a type and a cohort, with the rules that hold there.
struct TransitionUse: Sendable {
  let year: Int
  let type: Int
  let cohort: Int
  let rules: [Int]
}

/// The entries of the matrices that may not be zero.
private struct TransitionPattern {
  let order: Int
  /// Per matrix and row the columns of its entries, ascending.
  private(set) var rows: [[Int]] = []
  /// Per matrix and state the rules that move dwellings out of it, with their target.
  private(set) var moves: [[[(rule: Int, target: Int)]]] = []

  init(order: Int) {
    self.order = order
  }

  mutating func add(_ matrix: [[(rule: Int, target: Int)]]) {
    var sources = (0..<order).map { [$0] }
    for (state, ways) in matrix.enumerated() {
      for way in ways where !sources[way.target].contains(state) { sources[way.target].append(state) }
    }
    rows += sources.map { $0.sorted() }
    moves.append(matrix)
  }
}

/// Finds the distinct transition matrices and which columns they multiply.
private struct TransitionBuilder {
  let axes: StockAxes
  let rules: [TransitionRule]
  /// Where each distinct matrix is used first.
  private(set) var uses: [TransitionUse] = []
  private var matrixOfRules: [[Int]: Int] = [:]
  /// Per rule, type and state whether it applies.
  private let appliesToState: [[[Bool]]]
  /// Per rule and cohort whether it applies.
  private let appliesToCohort: [[Bool]]
  /// Matrices by the rules in force, per type and cohort.
  private var known: [[Int]: [[Int]]] = [:]

  init(axes: StockAxes, rules: [TransitionRule]) {
    self.axes = axes
    self.rules = rules
    appliesToState = rules.map { rule in
      var states = Array(
        repeating: Array(repeating: false, count: axes.states.count), count: axes.dwellingTypes.count)
      for row in rule.selection.rows {
        states[axes.layout.type(ofRow: row)][axes.layout.state(ofRow: row)] = true
      }
      return states
    }
    appliesToCohort = rules.map { rule in
      var cohorts = Array(repeating: false, count: axes.cohorts.count)
      for cohort in rule.selection.cohorts { cohorts[cohort] = true }
      return cohorts
    }
  }

  /// The product ranges of a type in a year, contiguous cohorts with the same rules in one range.
  mutating func ranges(year: Int, type: Int, cohorts: Int, zoneCount: Int) -> [BlockPlan.ProductRange] {
    let calendarYear = axes.years.lowerBound + year
    let inForce = rules.indices.filter { rules[$0].years.contains(calendarYear) }
    var matrices =
      known[inForce] ?? Array(repeating: [], count: axes.dwellingTypes.count)
    for cohort in matrices[type].count..<max(cohorts, matrices[type].count) {
      matrices[type].append(matrix(inForce, year: year, type: type, cohort: cohort))
    }
    known[inForce] = matrices
    var ranges: [BlockPlan.ProductRange] = []
    for (cohort, factor) in matrices[type].prefix(cohorts).enumerated() {
      let columns = cohort * zoneCount..<(cohort + 1) * zoneCount
      if let last = ranges.last, last.factor == factor {
        ranges[ranges.count - 1] = .init(
          columns: last.columns.lowerBound..<columns.upperBound, factor: factor)
      } else {
        ranges.append(.init(columns: columns, factor: factor))
      }
    }
    return ranges
  }

  /// Per state the moves of the rules of a use, in their order.
  func moves(_ use: TransitionUse) -> [[(rule: Int, target: Int)]] {
    (0..<axes.states.count).map { state in
      use.rules.filter { appliesToState[$0][use.type][state] }.compactMap { rule in
        let target = rules[rule].target(of: state, states: axes.states)
        return target == state ? nil : (rule, target)
      }
    }
  }

  private mutating func matrix(_ inForce: [Int], year: Int, type: Int, cohort: Int) -> Int {
    let active = inForce.filter { position in
      appliesToCohort[position][cohort] && appliesToState[position][type].contains(true)
    }
    // Rules that leave the types apart make a matrix of their own per type.
    let key = active + [-1] + distinguishingType(active, type: type)
    if let found = matrixOfRules[key] { return found }
    matrixOfRules[key] = uses.count
    uses.append(TransitionUse(year: year, type: type, cohort: cohort, rules: active))
    return uses.count - 1
  }

  /// For every active rule the first type with the same states, so that equal types share their matrix.
  private func distinguishingType(_ active: [Int], type: Int) -> [Int] {
    active.map { position in
      appliesToState[position].firstIndex(of: appliesToState[position][type]) ?? type
    }
  }
}

extension TransitionRule {
  /// The state that the rule moves a state to.
  func target(of state: Int, states: QualityStates) -> Int {
    target.keys.sorted().reduce(state) { moved, axis in
      states.state(moved, moving: axis, to: target[axis] ?? 0)
    }
  }
}
