public import HousingSim
internal import SimNumerics
public import UrbanMine

/// A broken account: a defect of the model, which stops the run.
public enum SimulationError: Error, Equatable, CustomStringConvertible {
  /// The dwellings of a zone do not add up.
  case dwellings(zone: String, year: Int, residual: Double, scale: Double)
  /// The material of a stream or hub does not add up, or a dispatch programme has no proven best plan.
  case material(MineStepError)
  /// The numbers of a member make no housing model.
  case member(HousingInputError)
  /// Households cannot be placed.
  case households(HouseholdStepError)
  /// An account of inhabitants, households or vacancy chains does not close.
  case householdAccount(String, key: String, year: Int, residual: Double, scale: Double)

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .dwellings(let zone, let year, let residual, let scale):
      "the account of dwellings in \(zone) is off by \(residual) of \(scale) in \(year)"
    case .material(let error): "\(error)"
    case .member(let error): "\(error)"
    case .households(let error): "\(error)"
    case .householdAccount(let account, let key, let year, let residual, let scale):
      "the account of \(account) in \(key) is off by \(residual) of \(scale) in \(year)"
    }
  }
}

/// Runs a scenario year by year.
public enum Simulation {
  /// Runs a scenario from its first to its last year.
  ///
  /// - Parameters:
  ///   - scenario: the checked scenario.
  ///   - threads: how many blocks may be computed side by side; the results do not depend on it.
  ///   - progress: called at the end of every year with the number of years done and of all years.
  /// - Returns: the recorded results.
  /// - Throws: ``SimulationError`` where an account does not close.
  public static func run(
    _ scenario: Scenario, threads: Int = 1, progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) throws(SimulationError) -> RunResult {
    var recorders = RunRecorders(scenario: scenario)
    var times = SimulationTimes()
    let state = try simulate(
      scenario, threads: threads, observedBy: &recorders, times: &times, progress: progress)
    return RunResult(scenario: scenario, recorders: recorders, finalState: state, phases: times.phases)
  }

  /// Runs a scenario, and keeps what members of an ensemble need of its run of the housing model.
  ///
  /// - Parameters:
  ///   - scenario: the checked scenario.
  ///   - threads: how many blocks may be computed side by side; the results do not depend on it.
  /// - Returns: the recorded results, and the record of the housing model.
  /// - Throws: ``SimulationError`` where an account does not close.
  static func runRecorded(
    _ scenario: Scenario, threads: Int
  ) throws(SimulationError) -> (result: RunResult, record: HousingRecord) {
    var recorder = RecordingObserver(scenario)
    var times = SimulationTimes()
    let state = try simulate(
      scenario, threads: threads, observedBy: &recorder, times: &times, progress: { _, _ in })
    let result = RunResult(
      scenario: scenario, recorders: recorder.recorders, finalState: state, phases: times.phases)
    return (result, recorder.record(of: scenario))
  }

  /// The story of a run: every year the housing model takes a step, what it releases goes through the mine, and the
  /// observers look.
  static func simulate(
    _ scenario: Scenario, threads: Int, observedBy observer: inout some RunObserver,
    times: inout SimulationTimes, progress: (_ done: Int, _ of: Int) -> Void
  ) throws(SimulationError) -> HousingState {
    let housing = scenario.housingModel
    let mine = scenario.mineModel
    var stock = housing.makeState()
    var stores = mine.makeState()
    var housingWorkspace = housing.makeWorkspace()
    var mineWorkspace = mine.makeWorkspace()
    var housingYear = housing.makeYear()
    var mineYear = mine.makeFlows()
    var money = scenario.funding?.makeState()
    observer.sawBaseline(stock.stock, of: scenario)
    try placeHouseholds(stock.stock, yearIndex: nil, scenario, observedBy: &observer)
    for (yearIndex, year) in scenario.axes.years.enumerated() {
      times.start()
      let affordable = scenario.affordableDwellings(money, yearIndex: yearIndex)
      housing.step(
        &stock, yearIndex: yearIndex, into: &housingYear, using: &housingWorkspace, threads: threads,
        affordable: affordable)
      try check(housingYear.balance, in: year, scenario)
      times.endHousing()
      do {
        try mine.step(
          housingYear.flows, yearIndex: yearIndex, state: &stores, into: &mineYear, using: &mineWorkspace)
      } catch {
        throw SimulationError.material(error)
      }
      times.endMine()
      let funded = scenario.fund(housingYear, yearIndex: yearIndex, from: &money)
      observer.saw(
        SimulatedYear(
          year: year, stock: stock.stock, housing: housingYear, mine: mineYear, funding: funded), of: scenario
      )
      try placeHouseholds(stock.stock, yearIndex: yearIndex, scenario, observedBy: &observer)
      times.endRecording()
      progress(yearIndex + 1, scenario.axes.yearCount)
    }
    return stock
  }

  static func check(
    _ balance: StockBalance, in year: Int, _ scenario: Scenario
  ) throws(SimulationError) {
    guard let zone = balance.firstBreach else { return }
    throw SimulationError.dwellings(
      zone: scenario.axes.zones[zone].key, year: year, residual: balance.residual[zone],
      scale: balance.scale[zone])
  }
}

/// The wall-clock time that the parts of the year loop take, over all years.
struct SimulationTimes {
  private var last = ContinuousClock.now
  private var housing = Duration.zero
  private var mine = Duration.zero
  private var recording = Duration.zero

  /// The parts in the order of a year.
  var phases: [RunRecord.Phase] {
    [("simulate_housing", housing), ("simulate_mine", mine), ("simulate_recording", recording)].map {
      RunRecord.Phase($0.0, seconds: $0.1 / .seconds(1))
    }
  }

  /// Begins a year.
  mutating func start() { last = .now }

  /// Ends the step of the housing model.
  mutating func endHousing() { housing += lap() }

  /// Ends the step of the mine.
  mutating func endMine() { mine += lap() }

  /// Ends what the observers do.
  mutating func endRecording() { recording += lap() }

  private mutating func lap() -> Duration {
    let now = ContinuousClock.now
    defer { last = now }
    return last.duration(to: now)
  }
}

/// The recorders of a run, in the order of the result files.
struct RunRecorders: RunObserver {
  var stock = StockRecorder()
  var events = EventRecorder()
  var mine = MineRecorder()
  var factors = FactorRecorder()
  var balance = BalanceRecorder()
  var indicators: IndicatorRecorder
  var effects: EffectsRecorder
  var households: HouseholdRecorder
  var mixes: MixRecorder
  var funding: FundingRecorder
  /// All indicators, in the order of the results.
  var series: [IndicatorSeries] {
    let known = Dictionary(uniqueKeysWithValues: (indicators.series + effects.series).map { ($0.key, $0) })
    return keys.compactMap { known[$0] } + households.series + mixes.series + funding.series
  }
  private let keys: [String]

  init(scenario: Scenario) {
    indicators = IndicatorRecorder(scenario: scenario)
    effects = EffectsRecorder(scenario: scenario)
    keys =
      IndicatorCatalogue.keys(lines: scenario.housingModel.lines, indicators: scenario.indicators)
      + EffectIndicator.allCases.map(\.rawValue)
    households = HouseholdRecorder(scenario: scenario)
    mixes = MixRecorder(scenario: scenario)
    funding = FundingRecorder(scenario: scenario)
  }

  mutating func sawBaseline(_ dwellings: HousingStock, of scenario: Scenario) {
    stock.sawBaseline(dwellings, of: scenario)
    indicators.sawBaseline(dwellings, of: scenario)
    effects.sawBaseline(dwellings, of: scenario)
    mixes.sawBaseline(dwellings, of: scenario)
  }

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) {
    stock.saw(year, of: scenario)
    events.saw(year, of: scenario)
    mine.saw(year, of: scenario)
    factors.saw(year, of: scenario)
    balance.saw(year, of: scenario)
    indicators.saw(year, of: scenario)
    effects.saw(year, of: scenario)
    mixes.saw(year, of: scenario)
    funding.saw(year, of: scenario)
  }

  mutating func saw(_ year: HouseholdYear, of scenario: Scenario) {
    balance.saw(year, of: scenario)
    households.saw(year, of: scenario)
  }
}
