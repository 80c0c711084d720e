internal import HousingSim
internal import SimNumerics
public import UrbanMine

/// A broken account: a defect of the model, which stops the run.
public enum SimulationError: Error, Equatable, CustomStringConvertible {
  /// The dwellings of a zone do not add up.
  case dwellings(zone: String, year: Int, residual: Double, scale: Double)
  /// The material of a stream or hub does not add up.
  case material(MineBalanceError)

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .dwellings(let zone, let year, let residual, let scale):
      "the account of dwellings in \(zone) is off by \(residual) of \(scale) in \(year)"
    case .material(let error): "\(error)"
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
    let state = try simulate(scenario, threads: threads, observedBy: &recorders, progress: progress)
    return RunResult(scenario: scenario, recorders: recorders, finalState: state)
  }

  /// The story of a run: every year the housing model takes a step, what it releases goes through the mine, and the
  /// observers look.
  static func simulate(
    _ scenario: Scenario, threads: Int, observedBy observer: inout some RunObserver,
    progress: (_ done: Int, _ of: Int) -> Void
  ) throws(SimulationError) -> HousingState {
    let housing = scenario.housingModel
    let mine = scenario.mineModel
    var stock = housing.makeState()
    var stores = mine.makeState()
    var housingWorkspace = housing.makeWorkspace()
    var mineWorkspace = mine.makeWorkspace()
    var housingYear = housing.makeYear()
    var mineYear = mine.makeFlows()
    observer.sawBaseline(stock.stock, of: scenario)
    for (yearIndex, year) in scenario.axes.years.enumerated() {
      housing.step(
        &stock, yearIndex: yearIndex, into: &housingYear, using: &housingWorkspace, threads: threads)
      try check(housingYear.balance, in: year, scenario)
      do {
        try mine.step(
          housingYear.flows, yearIndex: yearIndex, state: &stores, into: &mineYear, using: &mineWorkspace)
      } catch {
        throw SimulationError.material(error)
      }
      observer.saw(
        SimulatedYear(year: year, stock: stock.stock, housing: housingYear, mine: mineYear), of: scenario)
      progress(yearIndex + 1, scenario.axes.yearCount)
    }
    return stock
  }

  private static func check(
    _ balance: StockBalance, in year: Int, _ scenario: Scenario
  ) throws(SimulationError) {
    guard let zone = balance.firstBreach else { return }
    throw SimulationError.dwellings(
      zone: scenario.axes.zones[zone].key, year: year, residual: balance.residual[zone],
      scale: balance.scale[zone])
  }
}

/// The recorders of a run, in the order of the result files.
struct RunRecorders: RunObserver {
  var stock = StockRecorder()
  var events = EventRecorder()
  var mine = MineRecorder()
  var balance = BalanceRecorder()
  var indicators: IndicatorRecorder
  var effects: EffectsRecorder
  /// All indicators, in the order of the results.
  var series: [IndicatorSeries] { indicators.series + effects.series }

  init(scenario: Scenario) {
    indicators = IndicatorRecorder(scenario: scenario)
    effects = EffectsRecorder(scenario: scenario)
  }

  mutating func sawBaseline(_ dwellings: HousingStock, of scenario: Scenario) {
    stock.sawBaseline(dwellings, of: scenario)
    indicators.sawBaseline(dwellings, of: scenario)
    effects.sawBaseline(dwellings, of: scenario)
  }

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) {
    stock.saw(year, of: scenario)
    events.saw(year, of: scenario)
    mine.saw(year, of: scenario)
    balance.saw(year, of: scenario)
    indicators.saw(year, of: scenario)
    effects.saw(year, of: scenario)
  }
}
