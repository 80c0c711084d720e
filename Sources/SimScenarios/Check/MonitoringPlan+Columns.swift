internal import HousingSim
internal import SimNumerics

extension MonitoringPlan {
  /// The means of the rates before.
  var priorMeans: [Double] { rates.map(\.prior.mean) }

  /// The observations of a rate, in the order of years and areas, so that rates of one column have theirs side by side.
  func rows(of rate: Rate) -> [Observation] {
    observations.filter { $0.indicator == rate.event }.sorted {
      ($0.year, $0.area.zones.first ?? 0) < ($1.year, $1.area.zones.first ?? 0)
    }
  }

  /// The events of a column in words.
  func events(of column: RateColumn) -> String {
    column.rates.map { rates[$0].event }.joined(separator: " and ")
  }

  /// The plan with its rates in columns: those that leave the same dwellings and are counted in the same years and areas.
  ///
  /// The priors of rates in a column become those of one Dirichlet distribution.
  func withColumns(_ inputs: HousingInputs) -> MonitoringPlan {
    var plan = self
    var groups: [[Int]] = []
    for position in rates.indices {
      if let group = groups.firstIndex(where: { isJoint($0[0], position, inputs) }) {
        groups[group].append(position)
      } else {
        groups.append([position])
      }
    }
    plan.columns = groups.flatMap { group -> [RateColumn] in
      let priors = group.map { rates[$0].prior }
      guard group.count > 1, priors.reduce(0, { $0 + $1.mean }) < 1 else {
        return group.map { RateColumn(rates: [$0], prior: nil) }
      }
      let column = DirichletColumn(
        means: priors.map(\.mean), standardDeviations: priors.map(\.standardDeviation))
      for (outcome, position) in group.enumerated() {
        plan.rates[position].prior = .moves(column.marginal(outcome))
      }
      return [RateColumn(rates: group, prior: column)]
    }
    return plan
  }

  /// Whether two rates leave the same dwellings and are counted side by side.
  private func isJoint(_ first: Int, _ second: Int, _ inputs: HousingInputs) -> Bool {
    guard let one = rates[first].rule, let other = rates[second].rule, inputs.haveSameOrigin(one, other)
    else { return false }
    let (counts, others) = (rows(of: rates[first]), rows(of: rates[second]))
    return !counts.isEmpty && counts.count == others.count
      && zip(counts, others).allSatisfy { $0.year == $1.year && $0.area == $1.area }
  }

  /// Events that a run with a mean of the rate expects at a rate of one.
  func exposure(of rate: Rate, _ observation: Observation, _ run: ObservedRun, mean: Double) -> Double {
    let position = observation.year - (lastYear - run.exposures.count + 1)
    let year = run.exposures[position]
    guard let rule = rate.rule else { return observation.area.sum(year.demolitions) / mean }
    return observation.area.sum(year.exposed[rule])
  }
}

extension HousingInputs {
  /// The inputs with the means of the rates of a plan.
  func with(_ plan: MonitoringPlan, means: [Double]) throws(HousingInputError) -> HousingInputs {
    var factor = 1.0
    var probabilities: [String: Double] = [:]
    for (rate, mean) in zip(plan.rates, means) {
      if rate.rule == nil { factor = mean / rate.prior.mean } else { probabilities[rate.event] = mean }
    }
    return try with(demolitionFactor: factor, probabilities: probabilities)
  }
}

extension MonitoringPlan.RateColumn {
  /// What the observations say about the rates of the column.
  ///
  /// - Parameters:
  ///   - plan: the plan of the column.
  ///   - rows: the observations of every rate of the plan.
  ///   - limit: the probability below which observations that contradict each other are widened.
  /// - Returns: one update per rate, and the column where they share one.
  func updates(
    _ plan: MonitoringPlan, _ rows: [[RateMonitor.Row]], widensBelow limit: Double
  ) -> (rates: [RateUpdate], column: DirichletColumn?) {
    guard let prior else {
      let evidence = rows[rates[0]].map {
        CountEvidence(
          count: $0.observation.value, standardError: $0.observation.standardError, exposure: $0.exposure)
      }
      return ([RateUpdate(plan.rates[rates[0]].prior, evidence: evidence, widensBelow: limit)], nil)
    }
    let evidence = rows[rates[0]].indices.map { row in
      let counted = rates.map { rows[$0][row] }
      return ColumnEvidence(
        counts: counted.map(\.observation.value), standardErrors: counted.map(\.observation.standardError),
        exposure: counted[0].exposure)
    }
    let update = ColumnUpdate(prior, evidence: evidence, widensBelow: limit)
    return (rates.indices.map { update.rate($0) }, update.posterior)
  }
}
