internal import SimNumerics

/// Autonomous demolition and change of state for all years, computed once from checked inputs.
///
/// One year of a type with stock X (states x columns) is
///
///     kept(s, c, z) = (1 - hazard(type, class of s, c)) X(s, c, z)
///     X'            = T kept
///
/// with T the column-stochastic matrix of the rules that hold for the type, the cohort and the year. All cohorts
/// with the same rules, and all zones, are one product.
public struct Projection: Sendable {
  /// The layout of the stocks that it advances.
  public let layout: StockLayout
  private let plans: [BlockPlan]
  private let transitions: TransitionPlan
  /// The cells that may not be zero in any stock.
  private let everything: RowRuns
  private var kept: [Double]
  private let ruleKeys: [String]
  private var probabilities: [Double]
  private var factors: BlockFactors
  /// Scratch for the values of the matrices.
  private var shares: [Double]

  /// Computes shares kept and transition matrices.
  ///
  /// - Parameters:
  ///   - axes: the axes of the stock and the simulated years.
  ///   - hazards: the share of dwellings that is demolished every year, made for these axes.
  ///   - rules: the autonomous changes of state, in any order; their probabilities add up.
  /// - Throws: ``HousingInputError/transitionColumnAboveOne(type:cohort:state:year:sum:)`` where the rules move more
  ///   than all dwellings out of a state.
  public init(axes: StockAxes, hazards: DemolitionHazards, rules: [TransitionRule]) throws(HousingInputError)
  {
    try self.init(
      axes: axes, types: axes.dwellingTypes.indices, zoneCount: axes.zones.count, hazards: hazards,
      rules: rules)
  }

  /// Computes the same for stocks of some types and another number of zones: neither influence each other.
  init(
    axes: StockAxes, types: Range<Int>, zoneCount: Int, hazards: DemolitionHazards, rules: [TransitionRule]
  ) throws(HousingInputError) {
    precondition(hazards.yearCount == axes.yearCount && hazards.classOfState.count == axes.states.count)
    let layout = StockLayout(
      typeCount: types.count, stateCount: axes.states.count, cohortCount: axes.cohorts.count,
      zoneCount: zoneCount)
    self.layout = layout
    let transitions = TransitionPlan(axes: axes, types: types, zoneCount: zoneCount, rules: rules)
    let sharesPerType = hazards.classCount * layout.cohortCount
    plans = (0..<axes.yearCount).map { year in
      BlockPlan(
        order: layout.stateCount, columns: layout.columnCount, groupSize: layout.zoneCount,
        classOfRow: hazards.classOfState, classCount: hazards.classCount,
        blocks: transitions.ranges[year], active: (axes.baselineCohortCount + year) * layout.zoneCount,
        keptStart: (year * axes.dwellingTypes.count + types.lowerBound) * sharesPerType)
    }
    self.transitions = transitions
    everything = RowRuns(columns: layout.columnCount, allOf: layout.rowCount)
    kept = hazards.shares.map { 1 - $0 }
    ruleKeys = rules.map(\.key)
    probabilities = rules.map(\.probability)
    factors = transitions.emptyFactors
    shares = Array(repeating: 0, count: factors.entryCount)
    try transitions.fill(probabilities, into: &factors, using: &shares)
  }

  /// The number of different transition matrices.
  public var matrixCount: Int { factors.count }

  /// The key of a rule, by its position in the inputs.
  func key(ofRule rule: Int) -> String { ruleKeys[rule] }

  /// Takes on hazards of the same classes and rules that move the same dwellings in the same years.
  ///
  /// - Throws: ``HousingInputError/transitionColumnAboveOne(type:cohort:state:year:sum:)``; everything then stays.
  mutating func replace(hazards: DemolitionHazards, rules: [TransitionRule]) throws(HousingInputError) {
    precondition(hazards.shares.count == kept.count)
    try replace(probabilities: rules.map(\.probability))
    for position in kept.indices { kept[position] = 1 - hazards.shares[position] }
  }

  /// Takes on the probability of a rule.
  ///
  /// - Throws: ``HousingInputError/transitionColumnAboveOne(type:cohort:state:year:sum:)``; everything then stays.
  mutating func replace(_ probability: Double, ofRule rule: Int) throws(HousingInputError) {
    let old = probabilities[rule]
    probabilities[rule] = probability
    do {
      try transitions.fill(probabilities, into: &factors, using: &shares)
    } catch {
      probabilities[rule] = old
      throw error
    }
  }

  /// Takes on the probabilities of all rules.
  ///
  /// - Throws: ``HousingInputError/transitionColumnAboveOne(type:cohort:state:year:sum:)``; everything then stays.
  mutating func replace(probabilities found: [Double]) throws(HousingInputError) {
    precondition(
      found.count == probabilities.count, "\(found.count) probabilities of \(probabilities.count) rules")
    guard found != probabilities else { return }
    try transitions.fill(found, into: &factors, using: &shares)
    probabilities = found
  }

  /// The position of the transition matrix of a cohort among all different ones; the cohort stands before the year.
  func transitionIndex(yearIndex: Int, type: Int, cohort: Int) -> Int {
    let column = cohort * layout.zoneCount
    let ranges = plans[yearIndex].blocks[type]
    guard let range = ranges.first(where: { $0.columns.contains(column) || layout.zoneCount == 0 }) else {
      preconditionFailure("cohort \(cohort) has no transition in year \(yearIndex)")
    }
    return range.factor
  }

  /// Where the dwellings of every state are a year later, by the transition matrix at a position of all different ones:
  /// the states that get a share of them, ascending.
  func transitions(matrix: Int) -> [[(state: Int, share: Double)]] {
    var moves = [[(state: Int, share: Double)]](repeating: [], count: layout.stateCount)
    for next in 0..<layout.stateCount {
      for entry in factors.entries(matrix: matrix, row: next) where factors[entry: entry] > 0 {
        moves[factors.column(ofEntry: entry)].append((next, factors[entry: entry]))
      }
    }
    return moves
  }

  /// Where the dwellings of every matrix and state go, as chances one after the other: what has not gone to a state goes to
  /// the next one with its share, and the last one has the share 1. Matrices x states, the most frequent target first.
  func conditionalMoves() -> [[(state: Int, share: Double)]] {
    var moves = (0..<factors.count).flatMap { transitions(matrix: $0) }
    for column in moves.indices {
      moves[column].sort { ($1.share, $0.state) < ($0.share, $1.state) }
      var behind = 0.0
      for position in moves[column].indices.reversed() {
        behind += moves[column][position].share
        moves[column][position].share /= behind
      }
    }
    return moves
  }

  /// The share of the dwellings of a cell that autonomous demolition leaves in a year, and the matrix that moves them.
  func rates(yearIndex: Int, type: Int, state: Int, cohort: Int) -> (kept: Double, matrix: Int) {
    let plan = plans[yearIndex]
    let group = type * plan.classCount + plan.classOfRow[state]
    return (
      kept[plan.keptStart + group * layout.cohortCount + cohort],
      transitionIndex(yearIndex: yearIndex, type: type, cohort: cohort)
    )
  }

  /// The shares of dwellings of a type and a cohort that autonomous demolition leaves in a year, one per class.
  func keptShares(yearIndex: Int, type: Int, cohort: Int) -> [Double] {
    let plan = plans[yearIndex]
    return (0..<plan.classCount).map { group in
      kept[plan.keptStart + (type * plan.classCount + group) * layout.cohortCount + cohort]
    }
  }

  /// The cohorts up to a limit as runs of neighbours that change and are demolished alike in a year.
  ///
  /// - Parameters:
  ///   - yearIndex: the simulated year, from 0.
  ///   - type: the position of the dwelling type.
  ///   - limit: the number of cohorts, of which all stand before the year.
  /// - Returns: the runs, ascending; together they hold every cohort below the limit once.
  func equalCohorts(yearIndex: Int, type: Int, limit: Int) -> [Range<Int>] {
    let plan = plans[yearIndex]
    let cohorts = layout.cohortCount
    let kept = kept.span
    let first = plan.keptStart + type * plan.classCount * cohorts
    let starts = plan.blocks[type].map { $0.columns.lowerBound }
    var runs: [Range<Int>] = []
    for cohort in 0..<limit {
      var isNew = cohort == 0 || starts.contains(cohort * layout.zoneCount)
      for group in 0..<plan.classCount {
        let position = first + group * cohorts + cohort
        isNew = isNew || kept[position] != kept[position - 1]
      }
      if isNew {
        runs.append(cohort..<cohort + 1)
      } else {
        runs[runs.count - 1] = runs[runs.count - 1].lowerBound..<cohort + 1
      }
    }
    return runs
  }

  /// The class that decides the demolition of a state.
  func hazardClass(of state: Int) -> Int { plans.first?.classOfRow[state] ?? 0 }

  /// Advances a stock by the autonomous demolition and change of state of one year.
  ///
  /// - Parameters:
  ///   - stock: the stock at the end of the year before; afterwards that after demolition and change.
  ///   - yearIndex: the simulated year, counted from 0.
  ///   - spare: an array as large as the stock, whose contents are replaced.
  ///   - demolished: dwellings, types x (cohorts x zones); what it held is replaced.
  ///   - threads: how many dwelling types may be computed side by side; the result does not depend on it.
  public func advance(
    _ stock: inout HousingStock, yearIndex: Int, spare: inout [Double], demolished: inout [Double],
    threads: Int = 1
  ) {
    var before = demolished
    advance(
      &stock, yearIndex: yearIndex, spare: &spare, before: &before, demolished: &demolished,
      threads: threads)
  }

  /// Advances a stock in which only the cells of `reach` may not be zero, all where it is left out, and tells the
  /// dwellings `before`, types x (cohorts x zones).
  func advance(
    _ stock: inout HousingStock, yearIndex: Int, reach: RowRuns? = nil, spare: inout [Double],
    before: inout [Double], demolished: inout [Double], threads: Int
  ) {
    let reach = reach ?? everything
    precondition(stock.layout == layout, "the stock is laid out as \(stock.layout), not as \(layout)")
    BLAS.advance(
      plans[yearIndex], factors: factors, kept: kept, reach: reach, source: &stock.dwellings,
      destination: &spare, before: &before, removed: &demolished, threads: threads)
    // What the array held before, for example of another run, must not become dwellings of later cohorts.
    VectorMath.clear(&spare, reach, from: plans[yearIndex].active)
    swap(&stock.dwellings, &spare)
  }
}
