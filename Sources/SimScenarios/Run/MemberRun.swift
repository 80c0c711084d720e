internal import HousingSim
internal import SimNumerics

/// Runs the members of an ensemble and keeps of each the numbers of a ``MemberLayout``.
public struct MemberRun: Sendable {
  /// Which numbers are kept.
  public let layout: MemberLayout
  /// The run with the central values.
  public let central: RunResult

  /// Runs the central scenario, which decides what is kept.
  ///
  /// - Throws: ``SimulationError`` where an account does not close.
  public init(_ family: ScenarioFamily, threads: Int = 1) throws(SimulationError) {
    central = try Simulation.run(family.central, threads: threads)
    layout = MemberLayout(family.central, series: central.indicators)
  }

  /// Runs one member.
  ///
  /// - Parameters:
  ///   - scenario: the scenario of the member.
  ///   - cells: its numbers, `layout.cellCount` of them; what they held is replaced.
  /// - Throws: ``SimulationError`` where an account does not close.
  public func run(_ scenario: Scenario, into cells: inout [Double]) throws(SimulationError) {
    var recorder = MemberRecorder(scenario)
    var times = SimulationTimes()
    _ = try Simulation.simulate(
      scenario, threads: 1, observedBy: &recorder, times: &times, progress: { _, _ in })
    let series = recorder.series
    if cells.count != layout.cellCount { cells = Array(repeating: .nan, count: layout.cellCount) }
    for (position, indicator) in series.enumerated() {
      let kept = layout.series[position]
      for (year, values) in indicator.values.enumerated() {
        let start = layout.cell(kept, year: kept.firstYear + year, position: 0)
        for zone in values.indices { cells[start + zone] = values[zone] ?? .nan }
      }
    }
    for (target, goal) in scenario.targets.enumerated() {
      let outcome = RunResult.outcome(goal, series, scenario)
      cells[layout.metCell(target: target)] = outcome.isMet ? 1 : 0
      cells[layout.valueCell(target: target)] = outcome.value ?? .nan
    }
  }
}

/// Records the indicators of a member and nothing else.
private struct MemberRecorder: RunObserver {
  private var indicators: IndicatorRecorder
  private var effects: EffectsRecorder
  var series: [IndicatorSeries] { indicators.series + effects.series }

  init(_ scenario: Scenario) {
    indicators = IndicatorRecorder(scenario: scenario)
    effects = EffectsRecorder(scenario: scenario)
  }

  mutating func sawBaseline(_ stock: HousingStock, of scenario: Scenario) {
    indicators.sawBaseline(stock, of: scenario)
    effects.sawBaseline(stock, of: scenario)
  }

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) {
    indicators.saw(year, of: scenario)
    effects.saw(year, of: scenario)
  }
}
