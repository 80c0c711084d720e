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
  /// The observations, in the order of their table.
  let rows: [Row]
}

extension RateMonitor {
  /// The rows of the rate and of its events in the result table.
  func append(to table: inout ResultTable, from firstYear: Int) {
    let region = ObservedArea.regionKey
    func add(_ stage: String, _ mean: Double, _ deviation: Double) {
      MonitoringUpdate.append(to: &table, (key, region, firstYear, stage, unit), mean, deviation)
    }
    add("prior", update.prior.mean, update.prior.standardDeviation)
    if let rate = update.dataRate, let deviation = update.dataDeviation { add("data", rate, deviation) }
    add("posterior", update.posterior.mean, update.posterior.standardDeviation)
    for row in rows {
      let observed = row.observation
      func add(_ stage: String, _ mean: Double, _ deviation: Double) {
        let name = (event, observed.area.key, observed.year, stage, "dwellings/year")
        MonitoringUpdate.append(to: &table, name, mean, deviation)
      }
      let before = row.expectedBefore / update.prior.mean
      add("prior", row.expectedBefore, before * update.prior.standardDeviation)
      add("data", observed.value, observed.standardError)
      add(
        "posterior", update.posterior.mean * row.exposure,
        update.posterior.standardDeviation * row.exposure)
    }
  }
}
