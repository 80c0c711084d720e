internal import HousingSim
internal import SimNumerics
public import UrbanMine

/// What the mine and the effects need of a run of the housing model, made once for any number of runs of the mine.
///
/// Members of an ensemble in which no input of the housing model varies, and no floor area, share one record.
public struct HousingRecord: Sendable {
  /// The floor area of the events, one per simulated year.
  public let areas: [EventAreas]
  /// The floor area of the stock by energy label and heating, at the end of the baseline year and of every simulated
  /// year; empty where the scenario has no factors of effects.
  public let energy: [OperationalEnergy]
  /// m2 per dwelling, zones x types x cohorts, with which it was measured.
  let floorAreaM2: [Double]
  /// The indicators of stock, events and programmes: the same for every member.
  public let values: IndicatorBlock
  /// The indicators of households, mixes and money; none where the scenario has none.
  let otherSeries: [IndicatorSeries]

  /// Runs the housing model of a scenario.
  ///
  /// - Parameters:
  ///   - scenario: the checked scenario.
  ///   - threads: how many blocks may be computed side by side; the record does not depend on it.
  /// - Throws: ``SimulationError`` where the account of dwellings does not close.
  public init(_ scenario: Scenario, threads: Int = 1) throws(SimulationError) {
    var memory = HousingMemory(scenario)
    try self.init(
      scenario, scenario.mineModel, scenario.households, scenario.funding, using: &memory, threads: threads)
  }

  /// Runs a housing model that has taken on the numbers of a member of a scenario.
  ///
  /// - Parameters:
  ///   - scenario: the scenario, from whose axes and indicators the record follows.
  ///   - mine: the mine of the member, whose floor areas hold.
  ///   - households: the population and households of the member.
  ///   - funding: what programmes of the member cost and who pays.
  ///   - memory: the model and its memory.
  ///   - draws: the chance events of the member, or `nil` for expectations.
  ///   - threads: how many blocks may be computed side by side; the record does not depend on it.
  /// - Throws: ``SimulationError`` where an account does not close or households cannot be placed.
  init(
    _ scenario: Scenario, _ mine: MineModel, _ households: HouseholdModel?, _ funding: FundingModel?,
    using memory: inout HousingMemory, drawing draws: HousingDraws? = nil, threads: Int = 1
  ) throws(SimulationError) {
    var recorders = memory.makeRecorders()
    var areas: [EventAreas] = []
    memory.restart(drawing: draws)
    memory.count()
    var energy: [OperationalEnergy] = []
    if scenario.effects != nil { energy.append(memory.energy(of: scenario)) }
    var money = funding?.makeState()
    recorders.mixes.record(memory.state.stock, totals: memory.totals)
    recorders.indicators.sawBaseline(memory.state.stock, totals: memory.totals, of: scenario)
    try Simulation.placeHouseholds(
      memory.state.stock, yearIndex: nil, scenario, households, totals: memory.totals,
      observedBy: &recorders.households)
    for (yearIndex, year) in scenario.axes.years.enumerated() {
      memory.model.step(
        &memory.state, yearIndex: yearIndex, into: &memory.year, using: &memory.workspace, drawing: draws,
        threads: threads,
        affordable: scenario.affordableDwellings(money, yearIndex: yearIndex, of: funding))
      try Simulation.check(memory.year.balance, in: year, scenario)
      memory.count()
      recorders.indicators.saw(
        memory.year, stock: memory.state.stock, totals: memory.totals, year: year, of: scenario)
      recorders.mixes.record(memory.state.stock, totals: memory.totals)
      recorders.funding.saw(
        scenario.fund(memory.year, yearIndex: yearIndex, from: &money, of: funding), year: year, of: scenario)
      try Simulation.placeHouseholds(
        memory.state.stock, yearIndex: yearIndex, scenario, households, totals: memory.totals,
        observedBy: &recorders.households)
      mine.measure(memory.year.flows, into: &memory.areas)
      areas.append(memory.areas)
      if scenario.effects != nil { energy.append(memory.energy(of: scenario)) }
    }
    self.areas = areas
    floorAreaM2 = mine.inputs.floorAreaM2
    self.energy = energy
    values = recorders.indicators.block
    otherSeries = recorders.households.series + recorders.mixes.series + recorders.funding.series
  }

  /// Makes a record of what was measured and recorded.
  init(
    areas: [EventAreas], energy: [OperationalEnergy], floorAreaM2: [Double], values: IndicatorBlock,
    otherSeries: [IndicatorSeries]
  ) {
    self.areas = areas
    self.energy = energy
    self.floorAreaM2 = floorAreaM2
    self.values = values
    self.otherSeries = otherSeries
  }

  /// The indicators as series, those of households, mixes and money last.
  public var indicators: [IndicatorSeries] {
    values.heads.indices.map { values.series($0) } + otherSeries
  }

  /// Weighs the events of all years with the intensities of a model.
  ///
  /// Members of which no intensity varies share the result.
  ///
  /// - Parameter model: a model whose cohorts of one content are of one content here too.
  /// - Returns: the masses, one per simulated year.
  public func masses(of model: MineModel) -> [EventMasses] {
    areas.map { year in
      var masses = model.makeMasses()
      model.weigh(year, into: &masses)
      return masses
    }
  }
}

extension OperationalEnergy {
  /// Measures the stock of a scenario.
  init(_ stock: HousingStock, of scenario: Scenario) {
    self.init(
      stock, states: scenario.axes.states, labelAxis: scenario.stateAxes.energyLabel,
      heatingAxis: scenario.stateAxes.heating, floorAreaM2: scenario.mineModel.inputs.floorAreaM2)
  }
}

/// The recorders of a run, and beside them what a ``HousingRecord`` needs.
struct RecordingObserver: RunObserver {
  private(set) var recorders: RunRecorders
  private var areas: [EventAreas] = []
  private var energy: [OperationalEnergy] = []
  private var measured: EventAreas

  init(_ scenario: Scenario) {
    recorders = RunRecorders(scenario: scenario)
    measured = scenario.mineModel.makeAreas()
  }

  mutating func sawBaseline(_ stock: HousingStock, of scenario: Scenario) {
    recorders.sawBaseline(stock, of: scenario)
    if scenario.effects != nil { energy.append(OperationalEnergy(stock, of: scenario)) }
  }

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) {
    recorders.saw(year, of: scenario)
    scenario.mineModel.measure(year.housing.flows, into: &measured)
    areas.append(measured)
    if scenario.effects != nil { energy.append(OperationalEnergy(year.stock, of: scenario)) }
  }

  mutating func saw(_ year: HouseholdYear, of scenario: Scenario) { recorders.saw(year, of: scenario) }

  /// The record of the housing model.
  func record(of scenario: Scenario) -> HousingRecord {
    HousingRecord(
      areas: areas, energy: energy, floorAreaM2: scenario.mineModel.inputs.floorAreaM2,
      values: recorders.indicators.block,
      otherSeries: recorders.households.series + recorders.mixes.series + recorders.funding.series)
  }
}
