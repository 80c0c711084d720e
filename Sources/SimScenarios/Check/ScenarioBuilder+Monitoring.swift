internal import HousingSim
internal import SimNumerics

extension ScenarioBuilder {
  /// Rounds of running the years with the updated rates until nothing changes.
  private static let mostRounds = 50

  /// The inputs with the rates that the observed events let expect, and what was learned.
  ///
  /// What the events come from depends a little on the rates themselves, so the observed years are run with the rates of
  /// the round before until the rates stay.
  func monitored(
    _ inputs: HousingInputs, _ plan: MonitoringPlan?, _ indicators: [Scenario.Indicator]
  ) -> (inputs: HousingInputs, update: MonitoringUpdate?)? {
    guard let plan = plan?.withColumns(inputs) else { return (inputs, nil) }
    let selections = plan.drifts.map { drift in
      indicators.first { $0.key == drift.indicator }?.counted ?? DwellingSelection(axes: inputs.axes)
    }
    // Inputs that make no model are reported where the model is made.
    guard let first = try? ObservedRun(inputs, selections: selections, to: plan.lastYear) else {
      return (inputs, nil)
    }
    guard checkExposures(plan, first, inputs) else { return nil }
    do {
      var (means, run, updated) = (plan.priorMeans, first, inputs)
      var monitors = rates(plan, first, before: first, means: means)
      for _ in 0..<Self.mostRounds where !plan.rates.isEmpty {
        let last = means
        means = monitors.map(\.update.posterior.mean)
        updated = try inputs.with(plan, means: means)
        run = try ObservedRun(updated, selections: selections, to: plan.lastYear)
        monitors = rates(plan, run, before: first, means: means)
        if zip(means, last).allSatisfy({ ($0 - $1).magnitude <= 1e-12 * $1 }) { break }
      }
      for column in plan.columns {
        contradiction(column.rates.map { monitors[$0] }, widens: plan.widens)
        warnUnlessJoint(column, plan, inputs)
      }
      for monitor in monitors { judge(monitor) }
      let firstYear = inputs.axes.years.lowerBound
      let states = states(plan, run, baselineYear: firstYear - 1)
      checkParts(plan)
      guard !problems.hasErrors else { return nil }
      return (updated, MonitoringUpdate(rates: monitors, indicators: states, firstYear: firstYear))
    } catch {
      report(.inconsistent, view["monitoring"], found: "with the observed rates, \(error)")
      return nil
    }
  }

  // MARK: - Rates

  /// Every rate with its observations as a run with these rates sees them.
  private func rates(
    _ plan: MonitoringPlan, _ run: ObservedRun, before: ObservedRun, means: [Double]
  ) -> [RateMonitor] {
    let rows = zip(plan.rates, means).map { rate, mean in
      plan.rows(of: rate).map { observation in
        RateMonitor.Row(
          observation: observation, exposure: plan.exposure(of: rate, observation, run, mean: mean),
          expectedBefore: rate.prior.mean
            * plan.exposure(of: rate, observation, before, mean: rate.prior.mean))
      }
    }
    let limit = plan.widens ? MonitoringPlan.contradiction : 0
    var monitors: [Int: RateMonitor] = [:]
    for column in plan.columns {
      let updates = column.updates(plan, rows, widensBelow: limit)
      for ((outcome, rate), update) in zip(column.rates.enumerated(), updates.rates) {
        monitors[rate] = RateMonitor(
          key: plan.rates[rate].key, event: plan.rates[rate].event, unit: plan.rates[rate].unit,
          update: update, rows: rows[rate], column: updates.column, outcome: outcome,
          earlier: column.rates[..<outcome].map { plan.rates[$0].key })
      }
    }
    return plan.rates.indices.compactMap { monitors[$0] }
  }

  /// Whether every observed event has dwellings that it can happen to.
  private func checkExposures(_ plan: MonitoringPlan, _ run: ObservedRun, _ inputs: HousingInputs) -> Bool {
    var isSound = checkSums(plan, run)
    for rate in plan.rates {
      for observation in plan.observations where observation.indicator == rate.event {
        let exposure = plan.exposure(of: rate, observation, run, mean: rate.prior.mean)
        let isTooMany = rate.rule != nil && observation.value > exposure
        guard exposure <= 0 || isTooMany else { continue }
        isSound = false
        let years = rate.rule.map { inputs.rules[$0].years } ?? inputs.axes.years
        let found = "is \(observation.value.plainText) of \(rate.event) in '\(observation.area.key)'"
        let accepted =
          !years.contains(observation.year)
          ? "the rule holds from \(years.lowerBound) to \(years.upperBound)"
          : "the run has \(exposure.threeDigits) dwellings there that it can happen to"
        report(observation, found, accepted: accepted)
      }
    }
    return isSound
  }

  /// Whether the moves out of one state that are counted together are not more than the dwellings in it.
  private func checkSums(_ plan: MonitoringPlan, _ run: ObservedRun) -> Bool {
    var isSound = true
    for column in plan.columns where column.prior != nil {
      let counts = column.rates.map { plan.rows(of: plan.rates[$0]) }
      for (row, observation) in counts[counts.count - 1].enumerated() {
        let rate = plan.rates[column.rates[0]]
        let exposure = plan.exposure(of: rate, observation, run, mean: rate.prior.mean)
        let sum = counts.reduce(0) { $0 + $1[row].value }
        guard sum > exposure, counts.allSatisfy({ $0[row].value <= exposure }) else { continue }
        isSound = false
        report(
          observation,
          "makes \(sum.plainText) of \(plan.events(of: column)) in '\(observation.area.key)' together",
          accepted: "the run has \(exposure.threeDigits) dwellings there that they can happen to")
      }
    }
    return isSound
  }

  /// Says where the observations of a column, or of a rate alone, contradict each other.
  private func contradiction(_ rates: [RateMonitor], widens: Bool) {
    let scores = rates.flatMap { rate in
      zip(rate.update.scores, rate.rows).map { (score: $0, observation: $1.observation) }
    }
    guard let update = rates.first?.update, update.test.probability < MonitoringPlan.contradiction,
      let worst = scores.max(by: { $0.score.magnitude < $1.score.magnitude })
    else { return }
    contradiction(
      rates.map(\.event).joined(separator: " and "), update.test, worst.score, worst.observation,
      widens: widens, widening: update.widening)
  }

  /// Says that rates which leave the same dwellings are updated one by one, and why.
  private func warnUnlessJoint(
    _ column: MonitoringPlan.RateColumn, _ plan: MonitoringPlan, _ inputs: HousingInputs
  ) {
    let rate = plan.rates[column.rates[0]]
    guard column.prior == nil, !plan.rows(of: rate).isEmpty, let rule = rate.rule else { return }
    let earlier = plan.rates.prefix(column.rates[0]).first { other in
      !plan.rows(of: other).isEmpty && (other.rule.map { inputs.haveSameOrigin($0, rule) } ?? false)
    }
    guard let earlier else { return }
    warnings.append(
      "\(earlier.event) and \(rate.event) leave the same dwellings, but are not counted in the same years and areas: they are updated one by one"
    )
  }

  /// Says where observations of a rate contradict what was known before.
  private func judge(_ rate: RateMonitor) {
    let update = rate.update
    guard let data = update.dataRate, let deviation = update.dataDeviation else {
      warnings.append("\(rate.key) may be updated, and nothing of it was observed")
      return
    }
    let spread = (deviation * deviation + update.prior.standardDeviation * update.prior.standardDeviation)
      .squareRoot()
    let distance = (data - update.prior.mean) / spread
    guard distance.magnitude > 3 else { return }
    warnings.append(
      "the observations say that \(rate.key) is \(data.threeDigits), \(distance.magnitude.threeDigits) standard deviations from what was assumed (\(update.prior.mean.threeDigits))"
    )
  }

  // MARK: - States

  private func states(_ plan: MonitoringPlan, _ run: ObservedRun, baselineYear: Int) -> [IndicatorMonitor] {
    plan.drifts.enumerated().flatMap { position, drift in
      plan.series(of: drift.indicator).map { series in
        let values = run.totals[position].map { series.area.sum($0) }
        var monitor = IndicatorMonitor(
          key: drift.indicator, area: series.area, driftShare: drift.share,
          observations: series.observations)
        if values.first == 0, let first = series.observations.first {
          report(first, "the run has no \(drift.indicator) in '\(series.area.key)' at its start")
          return monitor
        }
        let filter = monitor.filter(values, baselineYear: baselineYear)
        guard filter.test.probability < MonitoringPlan.contradiction else { return monitor }
        let worst = filter.innovations.max { ($0.score ?? 0).magnitude < ($1.score ?? 0).magnitude }
        let widening = filter.test.statistic / Double(filter.test.degreesOfFreedom)
        if plan.widens { monitor.widening = widening }
        if let worst, let score = worst.score,
          let observation = series.observations.first(where: { $0.year == baselineYear + worst.time })
        {
          contradiction(
            drift.indicator, filter.test, score, observation, widens: plan.widens, widening: widening)
        }
        return monitor
      }
    }
  }

  /// A whole and its parts that are observed in the same year may differ by their errors only.
  private func checkParts(_ plan: MonitoringPlan) {
    for (indicator, _) in plan.drifts {
      let all = plan.observations.filter { $0.indicator == indicator }
      for whole in all where whole.area.zones.count > 1 {
        let zones = Set(whole.area.zones)
        let parts = all.filter {
          $0.year == whole.year && $0.area != whole.area && zones.isSuperset(of: $0.area.zones)
        }
        guard parts.flatMap(\.area.zones).sorted() == whole.area.zones.sorted() else { continue }
        let misfit = whole.value - parts.reduce(0) { $0 + $1.value }
        let variance = ([whole] + parts).reduce(0) { $0 + $1.standardError * $1.standardError }
        let test = ChiSquareTest(
          statistic: misfit == 0 ? 0 : misfit * misfit / variance, degreesOfFreedom: 1)
        guard test.probability < MonitoringPlan.contradiction else { continue }
        report(
          whole,
          "\(indicator) of \(whole.year) in '\(whole.area.key)' is \(misfit.plainText) off the sum of its parts",
          accepted: "their standard errors explain \(variance.squareRoot().threeDigits)",
          remedy: "correct the values or their standard errors")
      }
    }
  }

  private func contradiction(
    _ name: String, _ test: ChiSquareTest, _ score: Double, _ worst: Observation, widens: Bool,
    widening: Double
  ) {
    let found =
      "the observations of \(name) contradict each other: chi-square is \(test.statistic.threeDigits) on "
      + "\(test.degreesOfFreedom) degrees of freedom"
    guard widens else {
      report(
        worst,
        "\(found), probability \(test.probability.threeDigits); this one is \(score.magnitude.threeDigits) standard deviations off",
        accepted: "a probability of \(MonitoringPlan.contradiction.plainText) or more is accepted",
        remedy: "correct it or its standard error, or give on_contradiction: widen")
      return
    }
    warnings.append(
      "\(found), so all their variances are multiplied by \(widening.threeDigits); the one of \(worst.year) in '\(worst.area.key)' is furthest off"
    )
  }
}
