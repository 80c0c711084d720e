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
public struct HousingModel: Sendable {
  /// The axes of the stock and the simulated years.
  public let axes: StockAxes
  /// The accounts that events are booked to, in the order of ``YearFlows``.
  public let accounts: [EventAccount]
  /// The keys of the outcome lines: programmes, construction lines, transformation lines.
  public let lines: [String]
  /// Autonomous demolition and change of state.
  public let projection: Projection
  let layout: StockLayout
  let programmePlans: [ProgrammePlan]
  let replacementPlans: [ReplacementPlan]
  let constructionLines: [ConstructionLine]
  let constructionAccounts: [Int]
  let transformationLines: [TransformationLine]
  let transformationAccounts: [Int]
  let everything: DwellingSelection
  private let baseline: HousingStock

  /// Makes a model of inputs.
  ///
  /// - Throws: ``HousingInputError`` for the first input that the model cannot be made of.
  public init(_ inputs: HousingInputs) throws(HousingInputError) {
    axes = inputs.axes
    layout = inputs.axes.layout
    baseline = inputs.baseline
    precondition(
      baseline.layout == layout, "the baseline is laid out as \(baseline.layout), not as \(layout)")
    precondition(
      baseline.activeCohorts == axes.baselineCohortCount,
      "the baseline must hold exactly the baseline cohorts")
    projection = try Projection(axes: inputs.axes, hazards: inputs.hazards, rules: inputs.rules)
    var builder = PlanBuilder(axes: inputs.axes)
    var plans: [ProgrammePlan] = []
    for (line, programme) in inputs.programmes.enumerated() {
      plans.append(try builder.plan(programme, line: line, among: inputs.programmes))
    }
    for line in inputs.construction { try Checks.construction(line, years: axes.yearCount) }
    for line in inputs.transformations { try Checks.transformation(line, years: axes.yearCount) }
    programmePlans = plans
    constructionLines = inputs.construction
    constructionAccounts = inputs.construction.map { builder.account(.construction, $0.key) }
    transformationLines = inputs.transformations
    transformationAccounts = inputs.transformations.map { builder.account(.transformation, $0.key) }
    replacementPlans = builder.replacements
    accounts = builder.accounts
    lines =
      inputs.programmes.map(\.key) + inputs.construction.map(\.key) + inputs.transformations.map(\.key)
    everything = DwellingSelection(axes: inputs.axes)
  }

  /// The state before the first simulated year: the baseline stock, nothing waiting to be built.
  public func makeState() -> HousingState {
    HousingState(
      stock: baseline,
      replacementsDue: Array(
        repeating: 0, count: replacementPlans.count * axes.yearCount * layout.zoneCount),
      replacementsAfterHorizon: Array(repeating: 0, count: replacementPlans.count))
  }

  /// Scratch arrays for ``step(_:yearIndex:into:using:threads:)``.
  public func makeWorkspace() -> HousingWorkspace {
    HousingWorkspace(layout: layout, largestSelection: programmePlans.map(\.cellCount).max() ?? 0)
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
  ///   - workspace: scratch arrays; nothing is allocated but what OpenBLAS takes for small products.
  ///   - threads: how many dwelling types may be computed side by side; the result does not depend on it.
  ///   - affordable: the most dwellings per outcome line that there is money for, beside budgets; empty for no limit.
  public func step(
    _ state: inout HousingState, yearIndex: Int, into year: inout HousingYear,
    using workspace: inout HousingWorkspace, threads: Int = 1, affordable: [Double] = []
  ) {
    year.flows.reset()
    year.outcomes.reset()
    state.stock.writeTotals(overStatesTo: &workspace.before)
    projection.advance(
      &state.stock, yearIndex: yearIndex, spare: &workspace.spare, demolished: &workspace.demolished,
      threads: threads)
    year.flows.book(workspace.demolished)
    runProgrammes(&state, yearIndex: yearIndex, into: &year, using: &workspace, affordable: affordable)
    build(&state, yearIndex: yearIndex, into: &year, using: &workspace)
    state.stock.writeTotals(overStatesTo: &workspace.after)
    year.balance.close(before: workspace.before, after: workspace.after, flows: year.flows)
  }
}

extension YearFlows {
  /// Books autonomous demolition, types x (cohorts x zones), to the first account.
  mutating func book(_ demolished: [Double]) {
    precondition(demolished.count * accounts.count == dwellings.count)
    for cell in demolished.indices { dwellings[cell] = demolished[cell] }
  }
}
