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
  private let kept: [Double]
  private let factors: [Double]

  /// Computes shares kept and transition matrices.
  ///
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
    layout = StockLayout(
      typeCount: types.count, stateCount: axes.states.count, cohortCount: axes.cohorts.count,
      zoneCount: zoneCount)
    kept = hazards.shares.map { 1 - $0 }
    var builder = TransitionBuilder(axes: axes, types: types, zoneCount: zoneCount, rules: rules)
    let sharesPerType = hazards.classCount * layout.cohortCount
    var plans: [BlockPlan] = []
    for year in 0..<axes.yearCount {
      let active = axes.baselineCohortCount + year
      plans.append(
        BlockPlan(
          order: layout.stateCount, columns: layout.columnCount, groupSize: layout.zoneCount,
          classOfRow: hazards.classOfState, classCount: hazards.classCount,
          blocks: try builder.ranges(year: year, activeCohorts: active), active: active * layout.zoneCount,
          keptStart: (year * axes.dwellingTypes.count + types.lowerBound) * sharesPerType))
    }
    self.plans = plans
    factors = builder.factors
  }

  /// The number of different transition matrices.
  public var matrixCount: Int {
    layout.stateCount == 0 ? 0 : factors.count / (layout.stateCount * layout.stateCount)
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

  /// Where the dwellings of a state are a year later, by the transition matrix at a position of all different ones:
  /// the states that get a share of them, ascending.
  func transitions(of state: Int, matrix: Int) -> [(state: Int, share: Double)] {
    let order = layout.stateCount
    return (0..<order).compactMap { next in
      let share = factors[(matrix * order + next) * order + state]
      return share > 0 ? (next, share) : nil
    }
  }

  /// The shares of dwellings of a type and a cohort that autonomous demolition leaves in a year, one per class.
  func keptShares(yearIndex: Int, type: Int, cohort: Int) -> [Double] {
    let plan = plans[yearIndex]
    return (0..<plan.classCount).map { group in
      kept[plan.keptStart + (type * plan.classCount + group) * layout.cohortCount + cohort]
    }
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
    precondition(stock.layout == layout, "the stock is laid out as \(stock.layout), not as \(layout)")
    BLAS.advance(
      plans[yearIndex], factors: factors, kept: kept, source: &stock.dwellings, destination: &spare,
      removed: &demolished, threads: threads)
    // What the array held before, for example of another run, must not become dwellings of later cohorts.
    for row in 0..<layout.rowCount {
      let start = layout.offset(row: row, cohort: 0)
      for cell in start + plans[yearIndex].active..<start + layout.columnCount { spare[cell] = 0 }
    }
    swap(&stock.dwellings, &spare)
  }
}

/// Collects the distinct transition matrices and which columns they multiply.
private struct TransitionBuilder {
  let axes: StockAxes
  let types: Range<Int>
  let zoneCount: Int
  let rules: [TransitionRule]
  private(set) var factors: [Double] = []
  private var factorOfRules: [[Int]: Int] = [:]
  private var appliesToState: [[[Bool]]]

  init(axes: StockAxes, types: Range<Int>, zoneCount: Int, rules: [TransitionRule]) {
    self.axes = axes
    self.types = types
    self.zoneCount = zoneCount
    self.rules = rules
    appliesToState = rules.map { rule in
      var states = Array(
        repeating: Array(repeating: false, count: axes.states.count), count: axes.dwellingTypes.count)
      for row in rule.selection.rows {
        states[axes.layout.type(ofRow: row)][axes.layout.state(ofRow: row)] = true
      }
      return states
    }
  }

  /// The product ranges of the types in a year, contiguous cohorts with the same rules in one range.
  mutating func ranges(year: Int, activeCohorts: Int) throws(HousingInputError) -> [[BlockPlan.ProductRange]]
  {
    var blocks: [[BlockPlan.ProductRange]] = []
    for type in types {
      var ranges: [BlockPlan.ProductRange] = []
      for cohort in 0..<activeCohorts {
        let factor = try factor(year: year, type: type, cohort: cohort)
        let columns = cohort * zoneCount..<(cohort + 1) * zoneCount
        if let last = ranges.last, last.factor == factor {
          ranges[ranges.count - 1] = .init(
            columns: last.columns.lowerBound..<columns.upperBound, factor: factor)
        } else {
          ranges.append(.init(columns: columns, factor: factor))
        }
      }
      blocks.append(ranges)
    }
    return blocks
  }

  private mutating func factor(year: Int, type: Int, cohort: Int) throws(HousingInputError) -> Int {
    let calendarYear = axes.years.lowerBound + year
    let active = rules.indices.filter { position in
      rules[position].years.contains(calendarYear) && rules[position].selection.cohorts.contains(cohort)
        && appliesToState[position][type].contains(true)
    }
    // Rules that leave the types apart make a matrix of their own per type.
    let key = active + [-1] + distinguishingType(active, type: type)
    if let known = factorOfRules[key] { return known }
    do {
      let transition = try TransitionMatrix(
        rules: active.map { rules[$0] }, states: axes.states,
        appliesTo: active.map { appliesToState[$0][type] })
      let position = factorOfRules.count
      factorOfRules[key] = position
      factors += transition.matrix.storage
      return position
    } catch {
      throw HousingInputError.transitionColumnAboveOne(
        type: axes.dwellingTypes[type].key, cohort: axes.cohorts[cohort].key,
        state: axes.states.describe(error.state), year: calendarYear, sum: error.sum)
    }
  }

  /// For every active rule the first type with the same states, so that equal types share their matrix.
  private func distinguishingType(_ active: [Int], type: Int) -> [Int] {
    active.map { position in
      appliesToState[position].firstIndex(of: appliesToState[position][type]) ?? type
    }
  }
}
