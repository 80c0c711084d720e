internal import SimNumerics

/// What one year brought: events, what the programmes did, and the account of dwellings.
public struct HousingYear: Sendable, Equatable {
  /// The events, the input of the material model.
  public internal(set) var flows: YearFlows
  /// What the programmes and construction lines planned and did.
  public internal(set) var outcomes: ProgrammeOutcomes
  /// The account of dwellings per zone.
  public internal(set) var balance: StockBalance
}

/// The housing model: everything that can be computed once from checked inputs, then only read.
///
/// The members of an ensemble share its look-ups: ``update(_:)`` takes on other numbers.
public struct HousingModel: Sendable {
  /// The axes of the stock and the simulated years.
  public internal(set) var axes: StockAxes
  /// The accounts that events are booked to, in the order of ``YearFlows``.
  public let accounts: [EventAccount]
  /// The keys of the outcome lines: programmes, construction lines, transformation lines.
  public let lines: [String]
  /// Autonomous demolition and change of state.
  public internal(set) var projection: Projection
  /// The stock at the end of the year before the first simulated one.
  public internal(set) var baseline: HousingStock
  let layout: StockLayout
  let structure: HousingStructure
  let reach: ReachableCells
  var programmePlans: [ProgrammePlan]
  var replacementPlans: [ReplacementPlan]
  var constructionLines: [ConstructionLine]
  let constructionAccounts: [Int]
  var transformationLines: [TransformationLine]
  let transformationAccounts: [Int]
  let remainderCount: Int
  /// What an event of each account adds to the number of dwellings: +1, 0 or -1.
  let stockEffects: [Double]

  /// Makes a model of inputs.
  ///
  /// - Parameter inputs: the axes, the baseline and what happens to it.
  /// - Throws: ``HousingInputError`` for the first input that the model cannot be made of.
  public init(_ inputs: HousingInputs) throws(HousingInputError) {
    axes = inputs.axes
    layout = inputs.axes.layout
    structure = HousingStructure(inputs)
    baseline = inputs.baseline
    Self.checkBaseline(inputs)
    projection = try Projection(axes: inputs.axes, hazards: inputs.hazards, rules: inputs.rules)
    var builder = PlanBuilder(axes: inputs.axes)
    var plans: [ProgrammePlan] = []
    for (line, programme) in inputs.programmes.enumerated() {
      plans.append(try builder.plan(programme, line: line, among: inputs.programmes))
    }
    for line in inputs.construction { try Checks.construction(line, years: axes.yearCount) }
    for line in inputs.transformations { try Checks.transformation(line, years: axes.yearCount) }
    let reach = ReachableCells(
      axes: inputs.axes, built: inputs.builtRows,
      moves: plans.map(\.moves) + inputs.rules.map { $0.moves(inputs.axes) })
    self.reach = reach
    programmePlans = plans.map { $0.located(in: reach) }
    constructionLines = inputs.construction
    constructionAccounts = inputs.construction.map { builder.account(.construction, $0.key) }
    transformationLines = inputs.transformations
    transformationAccounts = inputs.transformations.map { builder.account(.transformation, $0.key) }
    replacementPlans = builder.replacements
    remainderCount = builder.remainderCount
    accounts = builder.accounts
    stockEffects = builder.accounts.map(\.event.stockEffect)
    lines =
      inputs.programmes.map(\.key) + inputs.construction.map(\.key) + inputs.transformations.map(\.key)
  }

  static func checkBaseline(_ inputs: HousingInputs) {
    let (baseline, axes) = (inputs.baseline, inputs.axes)
    precondition(
      baseline.layout == axes.layout, "the baseline is laid out as \(baseline.layout), not as \(axes.layout)")
    precondition(
      baseline.activeCohorts == axes.baselineCohortCount,
      "the baseline must hold exactly the baseline cohorts")
  }

  /// The state before the first simulated year: the baseline stock, nothing waiting to be built.
  ///
  /// - Returns: the state, to be stepped through the years.
  public func makeState() -> HousingState {
    HousingState(
      stock: baseline,
      replacementsDue: Array(
        repeating: 0, count: replacementPlans.count * axes.yearCount * layout.zoneCount),
      replacementsAfterHorizon: Array(repeating: 0, count: replacementPlans.count),
      remainders: Array(repeating: 0, count: remainderCount * layout.zoneCount))
  }

  /// Brings a state back to that before the first simulated year, with nothing allocated.
  ///
  /// - Parameter state: a state of this model, or of one with the same structure.
  public func reset(_ state: inout HousingState) {
    precondition(
      state.stock.layout == layout, "the stock is laid out as \(state.stock.layout), not as \(layout)")
    VectorMath.copy(baseline.dwellings, to: &state.stock.dwellings, reach.rows)
    state.stock.activeCohorts = axes.baselineCohortCount
    VectorMath.clear(&state.replacementsDue)
    VectorMath.clear(&state.replacementsAfterHorizon)
    VectorMath.clear(&state.remainders)
  }

  /// Scratch arrays for ``step(_:yearIndex:into:using:drawing:threads:)``.
  public func makeWorkspace() -> HousingWorkspace {
    HousingWorkspace(layout: layout, largestSelection: programmePlans.map(\.runs.cellCount).max() ?? 0)
  }

  /// An empty year to step into.
  public func makeYear() -> HousingYear {
    HousingYear(
      flows: YearFlows(
        accounts: accounts, typeCount: layout.typeCount, cohortCount: layout.cohortCount,
        zoneCount: layout.zoneCount),
      outcomes: ProgrammeOutcomes(lines: lines, zoneCount: layout.zoneCount),
      balance: StockBalance(zoneCount: layout.zoneCount))
  }

  /// Advances the stock by one year, in the order that the model states: autonomous demolition and change of state,
  /// programmes, construction, and then the account of dwellings.
  ///
  /// - Parameters:
  ///   - state: the stock at the end of the year before; afterwards that at the end of this year.
  ///   - yearIndex: the simulated year, counted from 0; years are stepped one after the other.
  ///   - year: the events, outcomes and balance of the year; what they held is replaced.
  ///   - workspace: scratch arrays of this model, or of one with the same structure; nothing is allocated but what
  ///     OpenBLAS takes for small dense products.
  ///   - draws: the chance events of a member, with whole dwellings from ``makeState(drawing:)`` on: demolition is binomial,
  ///     change of state multinomial, programmes and lines do whole numbers that add up to theirs, and the account closes
  ///     exactly. Without them all is in expectation.
  ///   - threads: how many dwelling types may be computed side by side; the result does not depend on it.
  ///   - affordable: the most dwellings per outcome line that there is money for, beside budgets; empty for no limit.
  public func step(
    _ state: inout HousingState, yearIndex: Int, into year: inout HousingYear,
    using workspace: inout HousingWorkspace, drawing draws: HousingDraws? = nil, threads: Int = 1,
    affordable: [Double] = []
  ) {
    year.flows.reset()
    year.outcomes.reset()
    if let draws {
      drawChange(&state.stock, yearIndex: yearIndex, using: &workspace, drawing: draws)
    } else {
      projection.advance(
        &state.stock, yearIndex: yearIndex, reach: reach.rows, spare: &workspace.spare,
        before: &workspace.before, demolished: &workspace.demolished, threads: threads)
    }
    year.flows.book(workspace.demolished, times: 1, to: 0)
    runProgrammes(
      &state, yearIndex: yearIndex, into: &year, using: &workspace, affordable: affordable, drawing: draws)
    build(&state, yearIndex: yearIndex, into: &year, using: &workspace, drawing: draws)
    countNewest(state.stock, &workspace)
    year.balance.close(
      before: &workspace.before, after: workspace.totals, flows: year.flows, effects: stockEffects)
  }

  /// Whether dwellings of a type and state (a row of the layout) can ever be in a cohort.
  package func canHoldDwellings(row: Int, cohort: Int) -> Bool {
    reach.rows[row].contains { $0.contains(cohort * layout.zoneCount) }
  }

  /// Counts a stock that the model has stepped, with nothing allocated.
  ///
  /// - Parameters:
  ///   - stock: the stock of a state of this model.
  ///   - totals: totals of the same layout; what they held is replaced.
  public func count(_ stock: HousingStock, into totals: inout StockTotals) {
    totals.count(stock, in: reach.rows)
  }

  /// Counts the dwellings per type, cohort and zone, and per zone.
  func countStock(_ stock: HousingStock, _ workspace: inout HousingWorkspace) {
    VectorMath.clear(&workspace.totals)
    VectorMath.addRuns(
      stock.dwellings, reach.all, active: stock.activeCohorts * layout.zoneCount, to: &workspace.totals)
    countZones(&workspace)
  }

  /// Counts the newest cohort again, where dwellings have changed in no other one since all were counted.
  func countNewest(_ stock: HousingStock, _ workspace: inout HousingWorkspace) {
    let cohort = stock.activeCohorts - 1
    for type in 0..<layout.typeCount {
      let first = type * layout.columnCount + cohort * layout.zoneCount
      for column in first..<first + layout.zoneCount { workspace.totals[column] = 0 }
    }
    VectorMath.addRuns(
      stock.dwellings, reach.newCohorts[cohort - axes.baselineCohortCount],
      active: stock.activeCohorts * layout.zoneCount, to: &workspace.totals)
    countZones(&workspace)
  }

  /// Adds up what was counted per zone.
  private func countZones(_ workspace: inout HousingWorkspace) {
    VectorMath.clear(&workspace.zones.stock)
    VectorMath.fold(workspace.totals, workspace.totals.indices, to: &workspace.zones.stock)
  }
}

extension YearFlows {
  /// Adds a multiple of dwellings, types x (cohorts x zones), to an account.
  mutating func book(_ events: [Double], times factor: Double, to account: Int) {
    let start = account * events.count
    VectorMath.add(events, from: 0, times: factor, to: &dwellings, start..<start + events.count)
  }
}
