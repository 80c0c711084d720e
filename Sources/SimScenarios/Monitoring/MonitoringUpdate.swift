/// What observations say about a run: its rates, updated before it, and its indicators, filtered after it.
struct MonitoringUpdate: Sendable {
  /// The rates that may be updated, in the order of the scenario.
  let rates: [RateMonitor]
  /// The indicators that are filtered, by indicator and area in the order of the table.
  let indicators: [IndicatorMonitor]
  /// The first simulated year.
  let firstYear: Int

  /// `monitoring.csv` without rows.
  private static let empty = ResultTable(
    fileName: "monitoring.csv",
    columns: [
      ResultColumn("quantity", .text, longName: "rate, event or indicator"),
      ResultColumn("zone", .text, longName: "zone, municipality: with its key, or region"),
      ResultColumn("year", .integer, longName: "calendar year; a rate holds from its year on"),
      ResultColumn("stage", .text, longName: "prior (rates before, the run), data, or posterior"),
      ResultColumn("statistic", .text, longName: "mean or standard_deviation"),
      ResultColumn("value", .number, unit: "as stated", longName: "value"),
      ResultColumn("unit", .text, longName: "unit of the value"),
    ])

  /// `monitoring.csv`.
  ///
  /// - Parameter run: the values of an indicator by zone, from the end of the baseline year on: years x zones.
  /// - Returns: the table, one row per quantity, area, year, stage and statistic.
  func table(run: (_ indicator: String) -> [[Double]]) -> ResultTable {
    var table = Self.empty
    for rate in rates { rate.append(to: &table, from: firstYear) }
    for indicator in indicators {
      let values = run(indicator.key).map { indicator.area.sum($0) }
      indicator.append(to: &table, run: values, baselineYear: firstYear - 1)
    }
    return table
  }

  /// Adds the mean and, where there is one, the standard deviation of a quantity.
  static func append(
    to table: inout ResultTable,
    _ name: (quantity: String, zone: String, year: Int, stage: String, unit: String), _ mean: Double,
    _ deviation: Double?
  ) {
    for (statistic, value) in [("mean", mean), ("standard_deviation", deviation)] {
      guard let value else { continue }
      table.append(
        .text(name.quantity), .text(name.zone), .integer(name.year), .text(name.stage), .text(statistic),
        .number(value), .text(name.unit))
    }
  }
}
