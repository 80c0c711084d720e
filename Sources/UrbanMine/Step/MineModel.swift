public import HousingSim
internal import SimNumerics

/// The Urban Mine: what becomes of the materials that dwellings release, and where demand is met from.
///
/// All that does not change is computed once; ``step(_:yearIndex:state:into:using:)`` takes one year.
public struct MineModel: Sendable {
  /// The checked inputs.
  public let inputs: MineInputs
  let weights: Harvest
  let streams: StreamPlan
  let plan: HubPlan
  /// The shape of the tables of stores and books.
  let shape: StoreShape

  /// Precomputes the model.
  ///
  /// - Parameter inputs: the checked inputs.
  public init(_ inputs: MineInputs) {
    self.inputs = inputs
    weights = Harvest(inputs, classOfCohort: inputs.intensities.classOfCohort)
    streams = StreamPlan(inputs.streams)
    shape = StoreShape(
      zones: inputs.zones.count, hubs: inputs.hubs.count, ranks: streams.rankCount,
      streams: streams.streamCount)
    plan = HubPlan(inputs, shape)
  }

  /// Makes empty stores at the start of the first year.
  public func makeState() -> MineState {
    MineState(
      hubCount: inputs.hubs.count, slotCount: plan.slotCount, zoneCount: inputs.zones.count,
      rankCount: streams.rankCount, streamCount: streams.streamCount)
  }

  /// Makes the results of a year, to be used again every year.
  public func makeFlows() -> MineFlows {
    MineFlows(
      zoneCount: inputs.zones.count, streamCount: inputs.streams.count, hubCount: inputs.hubs.count,
      stepCount: inputs.stepsPerYear, accountCount: inputs.profiles.count)
  }

  /// Makes the scratch memory, to be used again every year.
  public func makeWorkspace() -> MineWorkspace {
    MineWorkspace(inputs: inputs, shape, groupCount: plan.stepCapacityKg.count)
  }

  /// Empties stores for another run, where memory that was made for another model fits this one.
  ///
  /// - Parameters:
  ///   - state: the stores; as they are where the memory does not fit.
  ///   - flows: the results of a year.
  ///   - work: scratch memory.
  /// - Returns: whether the memory fits.
  public func reuse(
    _ state: inout MineState, _ flows: MineFlows, _ work: borrowing MineWorkspace
  ) -> Bool {
    let counts = (inputs.zones.count, inputs.streams.count, inputs.hubs.count)
    guard (state.zoneCount, state.streamCount, state.hubCount) == counts,
      state.slotCount == plan.slotCount, state.rankCount == streams.rankCount,
      (flows.zoneCount, flows.streamCount, flows.hubCount) == counts,
      flows.stepCount == inputs.stepsPerYear,
      flows.harvest.carefulByAccount.count == inputs.profiles.count,
      work.capacityLeft.count == plan.stepCapacityKg.count, work.drawn.count == shape.hubs * shape.grades
    else { return false }
    state.empty()
    return true
  }

  /// Takes one year in its steps; the flows of the year are spread evenly over them.
  ///
  /// - Parameters:
  ///   - flows: dwellings per year of every account, of the shape and accounts of the profiles, not negative.
  ///   - yearIndex: the year, counted from the first simulated year, in `0..<yearCount`.
  ///   - state: the stores, carried on from the year before.
  ///   - result: what the mine did in this year; what it held before is overwritten.
  ///   - work: scratch memory.
  /// - Throws: ``MineStepError`` where mass is lost or made, or a dispatch programme has no proven best plan. The state
  ///   is then of no use.
  public func step(
    _ flows: YearFlows, yearIndex: Int, state: inout MineState, into result: inout MineFlows,
    using work: inout MineWorkspace
  ) throws(MineStepError) {
    requireShapes(flows)
    work.areas.measure(flows, of: inputs)
    weights.weigh(work.areas, inputs.profiles, into: &work.masses)
    requireYear(yearIndex, state, result)
    result.harvest.collect(work.masses, inputs.profiles, yearIndex: yearIndex)
    try take(year: yearIndex, &state, &result, &work)
  }

  /// Takes one year in its steps, beginning at the masses of its events instead of the flows of the housing model.
  ///
  /// The same events give the same bits either way.
  ///
  /// - Parameters:
  ///   - masses: the masses of the events of the year, of the accounts of the profiles.
  ///   - yearIndex: the year, counted from the first simulated year, in `0..<yearCount`.
  ///   - state: the stores, carried on from the year before.
  ///   - result: what the mine did in this year; what it held before is overwritten.
  ///   - work: scratch memory.
  /// - Throws: ``MineStepError`` where mass is lost or made, or a dispatch programme has no proven best plan. The state
  ///   is then of no use.
  public func step(
    _ masses: EventMasses, yearIndex: Int, state: inout MineState, into result: inout MineFlows,
    using work: inout MineWorkspace
  ) throws(MineStepError) {
    requireYear(yearIndex, state, result)
    precondition(
      masses.zoneCount == inputs.zones.count && masses.streamCount == inputs.streams.count
        && masses.accounts.allSatisfy(inputs.profiles.indices.contains),
      "masses of \(masses.zoneCount) zones x \(masses.streamCount) streams do not fit inputs of "
        + "\(inputs.zones.count) x \(inputs.streams.count) and \(inputs.profiles.count) profiles")
    result.harvest.collect(masses, inputs.profiles, yearIndex: yearIndex)
    try take(year: yearIndex, &state, &result, &work)
  }

  private func take(
    year yearIndex: Int, _ state: inout MineState, _ result: inout MineFlows, _ work: inout MineWorkspace
  ) throws(MineStepError) {
    let year = inputs.firstYear + yearIndex
    result.reset()
    plan.findNearestOpenHubs(in: year, &work)
    work.standing.prepare(self, nearestOpenHub: work.nearestOpenHub, &result)
    VectorMath.clear(&work.unasked)
    measureStores(state, &work)
    work.yearLedger.openStores(as: work.ledger)
    for step in 0..<inputs.stepsPerYear { try take(step, of: year, &state, &result, &work) }
    try close(of: year, &result, &work)
  }

  func requireShapes(_ flows: YearFlows) {
    let shape = inputs.intensities
    precondition(
      flows.typeCount == shape.typeCount && flows.cohortCount == shape.cohortCount
        && flows.zoneCount == inputs.zones.count,
      "flows of \(flows.typeCount) types x \(flows.cohortCount) cohorts x \(flows.zoneCount) zones do not fit "
        + "inputs of \(shape.typeCount) x \(shape.cohortCount) x \(inputs.zones.count)")
    precondition(
      flows.accounts.count == inputs.profiles.count,
      "flows of \(flows.accounts.count) accounts do not fit \(inputs.profiles.count) profiles")
    for (account, profile) in zip(flows.accounts, inputs.profiles) {
      precondition(account == profile.account, "flows of \(account) meet the profile of \(profile.account)")
    }
  }

  private func requireYear(_ yearIndex: Int, _ state: MineState, _ result: MineFlows) {
    precondition(
      (0..<inputs.yearCount).contains(yearIndex), "year \(yearIndex) lies outside 0..<\(inputs.yearCount)")
    let shape = (inputs.zones.count, inputs.streams.count, inputs.hubs.count)
    precondition(
      (state.zoneCount, state.streamCount, state.hubCount) == shape && state.slotCount == plan.slotCount
        && state.rankCount == streams.rankCount,
      "a state of \(state.zoneCount) zones x \(state.streamCount) streams x \(state.hubCount) hubs x "
        + "\(state.slotCount) slots with \(state.rankCount) ranks does not fit a model of \(shape) x "
        + "\(plan.slotCount) with \(streams.rankCount)")
    precondition(
      (result.zoneCount, result.streamCount, result.hubCount) == shape
        && result.stepCount == inputs.stepsPerYear,
      "flows of \(result.zoneCount) zones x \(result.streamCount) streams x \(result.hubCount) hubs x "
        + "\(result.stepCount) steps do not fit a model of \(shape) x \(inputs.stepsPerYear)")
  }
}
