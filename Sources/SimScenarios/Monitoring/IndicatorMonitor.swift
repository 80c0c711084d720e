internal import SimNumerics

/// How far the run is off an observed state, year by year.
///
/// The difference between reality and the run is a random walk of which nothing is known at the start (a local level
/// model): d(t+1) = d(t) + u, observed = run + d + e, with the variance of u from the scenario and that of e from the table.
struct IndicatorMonitor: Sendable, Equatable {
  /// The key of the indicator.
  let key: String
  /// Where it was observed.
  let area: ObservedArea
  /// The standard deviation of u, as a share of the value at the start.
  let driftShare: Double
  /// What all variances are multiplied by; above 1 where observations that contradict each other were widened.
  var widening = 1.0
  /// The observations, in the order of their years.
  let observations: [Observation]

  /// What is known about the state at the end of one year.
  struct Estimate: Sendable, Equatable {
    let mean: Double
    let standardDeviation: Double

    /// The 5 and 95 % points of the normal distribution.
    var range: (low: Double, high: Double) {
      let quantile = NormalDistribution.quantile(0.95) * standardDeviation
      return (mean - quantile, mean + quantile)
    }
  }

  /// The filter over the years of a run.
  ///
  /// - Parameters:
  ///   - run: the indicator of the run in this area, from the end of the baseline year on.
  ///   - baselineYear: the calendar year of the first entry.
  /// - Returns: the filter of the difference, one state in dwellings.
  func filter(_ run: [Double], baselineYear: Int) -> KalmanFilter {
    var values = [[Double?]](repeating: [nil], count: run.count)
    var variances = [[Double]](repeating: [0], count: run.count)
    for observation in observations {
      let time = observation.year - baselineYear
      guard run.indices.contains(time) else { continue }
      values[time] = [observation.value - run[time]]
      variances[time] = [widening * observation.standardError * observation.standardError]
    }
    let drift = driftShare * (run.first ?? 0)
    return KalmanFilter(
      .localLevel(levelVariance: widening * drift * drift, observationVariance: 0), observations: values,
      variances: variances)
  }

  /// The state of every year from all observations; empty where there is none.
  func estimates(_ run: [Double], baselineYear: Int) -> [Estimate] {
    guard let smoothed = try? filter(run, baselineYear: baselineYear).smoothed() else { return [] }
    return zip(run, smoothed).map { value, difference in
      Estimate(
        mean: value + difference.mean[0],
        standardDeviation: max(0, difference.covariance[0, 0]).squareRoot())
    }
  }

  /// The rows of the indicator in the result table.
  func append(to table: inout ResultTable, run: [Double], baselineYear: Int) {
    let estimates = estimates(run, baselineYear: baselineYear)
    for (time, value) in run.enumerated() {
      let year = baselineYear + time
      func add(
        _ stage: String, _ mean: Double, _ deviation: Double?, _ range: (low: Double, high: Double)? = nil
      ) {
        MonitoringUpdate.append(to: &table, (key, area.key, year, stage, "dwellings"), mean, deviation, range)
      }
      add("prior", value, nil)
      if let observed = observations.first(where: { $0.year == year }) {
        add("data", observed.value, observed.standardError)
      }
      if estimates.indices.contains(time) {
        let estimate = estimates[time]
        add("posterior", estimate.mean, estimate.standardDeviation, estimate.range)
      }
    }
  }
}
