internal import SimNumerics

/// A rate that observed events update, before and after.
struct RateMonitor: Sendable, Equatable {
  /// An observation of its events beside what the run expects.
  struct Row: Sendable, Equatable {
    let observation: Observation
    /// Events that the run expects at a rate of one.
    let exposure: Double
    /// Events that the run expected before the update.
    let expectedBefore: Double
  }

  /// The dotted key of the rate in the scenario.
  let key: String
  /// The word under which its events are observed.
  let event: String
  /// The unit of the rate.
  let unit: String
  /// The rate before and after.
  let update: RateUpdate
  /// The observations, in the order of years and areas.
  let rows: [Row]
  /// The posterior of the column that the rate was updated with, or `nil` where it was updated alone.
  let column: DirichletColumn?
  /// The position of the rate in its column.
  let outcome: Int
  /// The keys of the rates before it in its column.
  let earlier: [String]

  /// What members of an ensemble are drawn from: the posterior, in a column given the means of the earlier rates.
  var draw: Distribution { column?.conditional(outcome) ?? update.posterior.distribution }
}

extension RateMonitor {
  /// The rows of the rate and of its events in the result table.
  func append(to table: inout ResultTable, from firstYear: Int) {
    let name = (key, ObservedArea.regionKey, firstYear)
    append(to: &table, name, "prior", update.prior)
    if let rate = update.dataRate, let deviation = update.dataDeviation {
      MonitoringUpdate.append(to: &table, (name.0, name.1, name.2, "data", unit), rate, deviation)
    }
    append(to: &table, name, "posterior", update.posterior)
    for row in rows {
      let observed = row.observation
      let name = (event, observed.area.key, observed.year)
      append(to: &table, name, "prior", update.prior, exposure: row.expectedBefore / update.prior.mean)
      MonitoringUpdate.append(
        to: &table, (name.0, name.1, name.2, "data", Self.eventUnit), observed.value, observed.standardError)
      append(to: &table, name, "posterior", update.posterior, exposure: row.exposure)
    }
  }

  private static let eventUnit = "dwellings/year"

  /// The rows of what is known about the rate, or about its events where there is an exposure.
  private func append(
    to table: inout ResultTable, _ name: (quantity: String, zone: String, year: Int), _ stage: String,
    _ known: RateKnowledge, exposure: Double? = nil
  ) {
    let factor = exposure ?? 1
    let quantile = QuantileFunction(known.distribution)
    MonitoringUpdate.append(
      to: &table, (name.quantity, name.zone, name.year, stage, exposure == nil ? unit : Self.eventUnit),
      factor * known.mean, factor * known.standardDeviation,
      (low: factor * quantile(0.05), high: factor * quantile(0.95)))
  }
}
