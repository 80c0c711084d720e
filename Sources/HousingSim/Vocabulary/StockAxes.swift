public import SimNumerics

/// The axes of a housing stock: zones, dwelling types, cohorts and quality states, and the simulated years.
///
/// The cohorts are those of the baseline followed by one per simulated year.
public struct StockAxes: Sendable {
  /// The planning areas.
  public let zones: Axis<Zone>
  /// The dwelling types.
  public let dwellingTypes: Axis<DwellingType>
  /// The baseline cohorts followed by one cohort per simulated year.
  public let cohorts: Axis<Cohort>
  /// The quality states.
  public let states: QualityStates
  /// The number of cohorts of the baseline.
  public let baselineCohortCount: Int
  /// The simulated years, first to last.
  public let years: ClosedRange<Int>

  /// Makes the axes, with one further cohort per simulated year, named by that year.
  ///
  /// - Parameters:
  ///   - zones: the planning areas.
  ///   - dwellingTypes: the dwelling types.
  ///   - baselineCohorts: the cohorts of the baseline, in order; none may have the key of another or of a simulated
  ///     year.
  ///   - states: the quality states.
  ///   - years: the simulated years, calendar years, both ends included.
  /// - Throws: ``AxisError`` where a baseline cohort has the name of a simulated year.
  public init(
    zones: Axis<Zone>, dwellingTypes: Axis<DwellingType>, baselineCohorts: [Cohort], states: QualityStates,
    years: ClosedRange<Int>
  ) throws(AxisError) {
    self.zones = zones
    self.dwellingTypes = dwellingTypes
    self.states = states
    self.years = years
    baselineCohortCount = baselineCohorts.count
    let simulated = years.map { Cohort(key: String($0), firstYear: $0, lastYear: $0) }
    cohorts = try Axis(baselineCohorts + simulated)
  }

  /// The number of simulated years.
  public var yearCount: Int { years.count }

  /// The cohort of the dwellings that are built in a simulated year, counted from 0.
  ///
  /// - Parameter yearIndex: the simulated year, counted from 0.
  /// - Returns: the position on the cohort axis.
  public func newCohort(yearIndex: Int) -> Int { baselineCohortCount + yearIndex }

  /// The layout of a stock on these axes.
  public var layout: StockLayout {
    StockLayout(
      typeCount: dwellingTypes.count, stateCount: states.count, cohortCount: cohorts.count,
      zoneCount: zones.count)
  }
}
