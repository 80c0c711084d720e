internal import HousingSim
internal import SimNumerics
internal import UrbanMine

/// Whether a target was met, and by how much.
public struct TargetOutcome: Sendable, Equatable {
  /// The key of the target.
  public let key: String
  /// The key of the indicator.
  public let indicator: String
  /// The unit of goal and value.
  public let unit: String
  /// The years of the target.
  public let years: ClosedRange<Int>
  /// The goal, in ``unit``.
  public let goal: Double
  /// The value of the run, in ``unit``, or `nil` where the indicator has none in these years.
  public let value: Double?
  /// Whether the goal was met, but for rounding.
  public let isMet: Bool
  /// Where the goal comes from.
  public let source: String
}

/// What a run gave: tables, targets, indicators and balances.
public struct RunResult: Sendable {
  /// The scenario that was run.
  public let scenario: Scenario
  /// The result tables, in the order in which they are written.
  public let tables: [ResultTable]
  /// The targets in the order of the scenario.
  public let targets: [TargetOutcome]
  /// The indicators, built-in ones first.
  public let indicators: [IndicatorSeries]
  /// Per account how well it closed over the run.
  public let balances: [RunRecord.Balance]
  /// What a reader of the results should know, one sentence each.
  public let warnings: [String]
  /// The wall-clock time of the parts of the year loop, in seconds.
  public let phases: [RunRecord.Phase]
  /// The results as NetCDF-4.
  public let netCDF: NetCDFFile

  init(
    scenario: Scenario, recorders: RunRecorders, finalState: HousingState, phases: [RunRecord.Phase]
  ) {
    self.scenario = scenario
    self.phases = phases
    indicators = recorders.series
    targets = scenario.targets.map { Self.outcome($0, recorders.series, scenario) }
    balances = recorders.balance.worst
    warnings = scenario.warnings + Self.unbuilt(finalState)
    tables =
      [
        Self.summaryTable(recorders.series, scenario), recorders.stock.stock, recorders.stock.energy,
        recorders.events.events, recorders.events.programmes, recorders.mine.materials,
        recorders.mine.unused, recorders.mine.hubs, recorders.mine.transport, recorders.effects.carbon,
        recorders.funding.costs(with: recorders.effects.costs), recorders.effects.energy,
        recorders.factors.cohorts,
        FactorRecorder.table(scenario.factors), Self.targetTable(targets), recorders.balance.table,
        scenario.places,
      ] + [scenario.siting?.table, scenario.boundaries].compactMap(\.self)
      + (scenario.monitoring.map { [$0.table(of: recorders.series)] } ?? [])
      + (scenario.households == nil ? [] : recorders.households.tables)
      + recorders.funding.tables
    netCDF = NetCDFFile(scenario: scenario, recorders: recorders)
  }

  /// The table of a result file.
  ///
  /// - Parameter fileName: the name of the file, such as `stock.csv`.
  /// - Returns: the table, or `nil` where the run has no such file.
  public func table(_ fileName: String) -> ResultTable? { tables.first { $0.fileName == fileName } }

  /// The value of an indicator in a year.
  ///
  /// - Parameters:
  ///   - indicator: the key of the indicator.
  ///   - year: the calendar year.
  ///   - zone: the zone, or `nil` for the region.
  /// - Returns: the value, or `nil` where there is no such indicator, zone or year, or nothing to be a share of.
  public func value(_ indicator: String, year: Int, zone: String? = nil) -> Double? {
    guard let series = indicators.first(where: { $0.key == indicator }) else { return nil }
    let zones = scenario.axes.zones
    guard let position = zone.map({ zones.position(of: $0) }) ?? zones.count else { return nil }
    return series.value(years: year...year, position: position)
  }

  private static func outcome(
    _ target: Scenario.Target, _ series: [IndicatorSeries], _ scenario: Scenario
  ) -> TargetOutcome {
    let zones = scenario.axes.zones
    let position = target.zone.flatMap { zones.position(of: $0) } ?? zones.count
    let indicator = series.first { $0.key == target.indicator }
    let value = indicator?.value(years: target.years, position: position)
    return TargetOutcome(
      key: target.key, indicator: target.indicator,
      unit: (indicator?.unit ?? "").replacing("/year", with: ""), years: target.years, goal: target.goal,
      value: value, isMet: target.isMet(by: value), source: target.source)
  }

  private static func unbuilt(_ state: HousingState) -> [String] {
    let left = state.replacementsAfterHorizon.reduce(0, +)
    guard left > 0 else { return [] }
    return [
      "\(Int(left.rounded())) replacement dwellings fall due after the last simulated year and are not built in this run"
    ]
  }

  private static func summaryTable(_ indicators: [IndicatorSeries], _ scenario: Scenario) -> ResultTable {
    var table = ResultTable(
      fileName: "summary.csv",
      columns: [
        ResultColumn("year", .integer, longName: "calendar year"),
        ResultColumn("zone", .text, longName: "zone, or region for the total"),
        ResultColumn("indicator", .text, longName: "indicator"),
        ResultColumn("value", .number, unit: "as stated", longName: "value"),
        ResultColumn("unit", .text, longName: "unit of the value"),
      ])
    let zones = scenario.axes.zones.keys + [Scenario.regionKey]
    for year in scenario.baselineYear...scenario.axes.years.upperBound {
      for series in indicators {
        for (position, zone) in zones.enumerated() {
          guard let value = series.value(years: year...year, position: position) else { continue }
          table.append(.integer(year), .text(zone), .text(series.key), .number(value), .text(series.unit))
        }
      }
    }
    return table
  }

  /// `targets.csv`.
  package static func targetTable(_ targets: [TargetOutcome]) -> ResultTable {
    var table = ResultTable(
      fileName: "targets.csv",
      columns: [
        ResultColumn("target", .text, longName: "target"),
        ResultColumn("indicator", .text, longName: "indicator that is judged"),
        ResultColumn("period", .text, longName: "first and last year"),
        ResultColumn("goal", .number, unit: "as the indicator", longName: "goal"),
        ResultColumn("value", .number, unit: "as the indicator", longName: "value of the run"),
        ResultColumn("met", .text, longName: "yes or no"),
        ResultColumn("source", .text, longName: "where the goal comes from"),
      ])
    for target in targets {
      table.append(
        .text(target.key), .text(target.indicator),
        .text("\(target.years.lowerBound)-\(target.years.upperBound)"), .number(target.goal),
        .number(target.value ?? 0), .text(target.isMet ? "yes" : "no"), .text(target.source))
    }
    return table
  }
}

extension Scenario.Target {
  /// Whether a value meets the goal, but for rounding; no value meets none.
  func isMet(by value: Double?) -> Bool {
    guard let value else { return false }
    let slack = Tolerance.balance * max(goal.magnitude, value.magnitude)
    return switch comparison {
    case .atLeast: value >= goal - slack
    case .atMost: value <= goal + slack
    }
  }
}
