internal import HousingSim
public import UrbanMine

/// Runs of the mine and its effects over one housing record, one after the other in the same memory.
///
/// A run gives the indicators of material, hubs, emissions and costs, to the same bits as ``Simulation/run(_:threads:progress:)``,
/// and no tables. Every balance of material is checked in every step. Two threads take a runner each.
public struct MineRunner: ~Copyable, Sendable {
  private var record: HousingRecord
  private let yearCount: Int
  private var indicators: MineIndicators
  private var state: MineState
  private var flows: MineFlows
  private var workspace: MineWorkspace
  private var weighed: EventMasses

  /// Makes a runner with its memory.
  ///
  /// - Parameters:
  ///   - record: the run of the housing model of the scenario.
  ///   - scenario: the scenario, from whose zones, years and effects the indicators follow.
  public init(_ record: HousingRecord, of scenario: Scenario) {
    self.record = record
    yearCount = scenario.axes.yearCount
    indicators = MineIndicators(scenario: scenario)
    state = scenario.mineModel.makeState()
    flows = scenario.mineModel.makeFlows()
    workspace = scenario.mineModel.makeWorkspace()
    weighed = scenario.mineModel.makeMasses()
  }

  /// Takes another run of the housing model.
  mutating func take(_ record: HousingRecord) { self.record = record }

  /// The indicators of the last run.
  public var values: IndicatorBlock { indicators.block }

  /// Runs a mine through all years.
  ///
  /// - Parameters:
  ///   - model: the mine, of the zones, types, cohorts, profiles, floor areas and years of the record.
  ///   - effects: the factors of emissions and costs; `nil` where the scenario has none.
  ///   - masses: the masses of the events, made with the intensities of this model (``HousingRecord/masses(of:)``); `nil` to
  ///     weigh them in this run.
  /// - Throws: ``SimulationError`` where an account of material does not close, or a dispatch programme has no plan.
  public mutating func run(
    _ model: MineModel, effects: MineEffects?, masses: [EventMasses]? = nil
  ) throws(SimulationError) {
    try run(model, effects: effects, masses: masses) { _, _ in }
  }

  /// Runs a mine through all years, and shows the flows of every year.
  mutating func run(
    _ model: MineModel, effects: MineEffects?, masses: [EventMasses]?,
    seeing look: (_ yearIndex: Int, _ flows: MineFlows) -> Void
  ) throws(SimulationError) {
    precondition(
      model.inputs.yearCount == yearCount && (effects == nil) == record.energy.isEmpty,
      "a mine of \(model.inputs.yearCount) years does not fit a record of \(yearCount), or one has effects")
    precondition(
      model.inputs.floorAreaM2 == record.floorAreaM2, "a mine of other floor areas than those of the record")
    prepare(model)
    if let effects {
      indicators.record(record.energy[0].use(effects.operation), yearIndex: -1, effects.operation)
    }
    let inputs = model.inputs
    for year in 0..<yearCount {
      do {
        if let masses {
          try model.step(masses[year], yearIndex: year, state: &state, into: &flows, using: &workspace)
        } else {
          model.weigh(record.areas[year], into: &weighed)
          try model.step(weighed, yearIndex: year, state: &state, into: &flows, using: &workspace)
        }
      } catch {
        throw SimulationError.material(error)
      }
      // The flows are many arrays: they are handed on once.
      func see(_ flows: MineFlows) {
        look(year, flows)
        indicators.record(
          flows, energy: effects == nil ? nil : record.energy[year + 1], yearIndex: year, of: inputs, effects)
      }
      see(flows)
    }
  }

  /// Empties the stores; makes memory anew where the model has other numbers of hubs, grades, lines or steps.
  private mutating func prepare(_ model: MineModel) {
    guard !model.reuse(&state, flows, workspace) else { return }
    state = model.makeState()
    flows = model.makeFlows()
    workspace = model.makeWorkspace()
  }
}
