internal import HousingSim
internal import UrbanMine

/// A housing model that takes on the numbers of one member after the other, with the memory that it runs in.
struct HousingMemory: ~Copyable {
  private(set) var model: HousingModel
  var state: HousingState
  var workspace: HousingWorkspace
  var year: HousingYear
  var areas: EventAreas
  private(set) var totals: StockTotals
  private var floorAreaM2: [Double]
  /// Recorders that have recorded nothing yet.
  private let blank: HousingRecorders

  /// The memory of the housing model of a scenario.
  init(_ scenario: Scenario) {
    self.init(scenario.housingModel, scenario.mineModel, HousingRecorders(scenario))
  }

  private init(_ model: HousingModel, _ mine: MineModel, _ blank: HousingRecorders) {
    self.model = model
    self.blank = blank
    state = model.makeState()
    workspace = model.makeWorkspace()
    year = model.makeYear()
    areas = mine.makeAreas()
    floorAreaM2 = mine.inputs.floorAreaM2
    totals = StockTotals(layout: model.axes.layout, floorAreaM2: floorAreaM2)
  }

  /// Takes on the inputs of a member; a model with other look-ups is made anew.
  mutating func take(_ inputs: HousingInputs, _ mine: MineModel) throws(HousingInputError) {
    if try !model.update(inputs) {
      self = HousingMemory(try HousingModel(inputs), mine, blank)
    } else if floorAreaM2 != mine.inputs.floorAreaM2 {
      floorAreaM2 = mine.inputs.floorAreaM2
      totals = StockTotals(layout: model.axes.layout, floorAreaM2: floorAreaM2)
    }
  }

  /// The recorders of the next run.
  func makeRecorders() -> HousingRecorders {
    var recorders = blank
    recorders.indicators = blank.indicators.restarted(with: model)
    return recorders
  }

  /// Brings the stock back to the baseline, in whole dwellings where events are drawn.
  mutating func restart(drawing draws: HousingDraws?) {
    if let draws {
      state = model.makeState(drawing: draws)
    } else {
      model.reset(&state)
    }
  }

  /// Counts the dwellings and the floor area of the stock.
  mutating func count() { model.count(state.stock, into: &totals) }

  /// The floor area of the stock that was counted last, by energy label and heating.
  func energy(of scenario: Scenario) -> OperationalEnergy {
    OperationalEnergy(
      totals, states: scenario.axes.states, labelAxis: scenario.stateAxes.energyLabel,
      heatingAxis: scenario.stateAxes.heating)
  }
}

/// What records the numbers of a run of the housing model; members of an ensemble need no tables.
struct HousingRecorders {
  var indicators: IndicatorRecorder
  var households: HouseholdRecorder
  var mixes: MixRecorder
  var funding: FundingRecorder

  init(_ scenario: Scenario) {
    indicators = IndicatorRecorder(scenario: scenario)
    households = HouseholdRecorder(scenario: scenario, hasTables: false)
    mixes = MixRecorder(scenario: scenario)
    funding = FundingRecorder(scenario: scenario, hasTables: false)
  }
}
