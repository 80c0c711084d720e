internal import SimNumerics

/// What observations say about a run: its rates, updated before it, and its indicators, filtered after it.
struct MonitoringUpdate: Sendable {
  /// The rates that may be updated, in the order of the scenario.
  let rates: [RateMonitor]
  /// The indicators that are filtered, by indicator and area in the order of the table.
  let indicators: [IndicatorMonitor]
  /// The first simulated year.
  let firstYear: Int

  /// The means of the updated rates by the keys that they have in the scenario.
  var means: [String: Double] {
    Dictionary(uniqueKeysWithValues: rates.map { ($0.key, $0.update.posterior.mean) })
  }

  /// The rates that members of an ensemble draw given others of their column.
  var dependents: [RateMonitor] { rates.filter { !$0.earlier.isEmpty } }

  /// `monitoring.csv` without rows.
  private static let empty = ResultTable(
    fileName: "monitoring.csv",
    columns: [
      ResultColumn("quantity", .text, longName: "rate, event or indicator"),
      ResultColumn("zone", .text, longName: "zone, municipality: with its key, or region"),
      ResultColumn("year", .integer, longName: "calendar year; a rate holds from its year on"),
      ResultColumn("stage", .text, longName: "prior (rates before, the run), data, or posterior"),
      ResultColumn("statistic", .text, longName: "mean, standard_deviation, p05 or p95"),
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

  /// Adds the mean of a quantity and, where there are any, its standard deviation and its 5 and 95 % points.
  static func append(
    to table: inout ResultTable,
    _ name: (quantity: String, zone: String, year: Int, stage: String, unit: String), _ mean: Double,
    _ deviation: Double?, _ range: (low: Double, high: Double)? = nil
  ) {
    let statistics = [
      ("mean", mean), ("standard_deviation", deviation), ("p05", range?.low), ("p95", range?.high),
    ]
    for (statistic, value) in statistics {
      guard let value else { continue }
      table.append(
        .text(name.quantity), .text(name.zone), .integer(name.year), .text(name.stage), .text(statistic),
        .number(value), .text(name.unit))
    }
  }
}
