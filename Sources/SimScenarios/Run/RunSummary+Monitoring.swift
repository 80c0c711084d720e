internal import SimNumerics

extension MonitoringUpdate {
  /// `monitoring.csv` of a run.
  func table(of series: [IndicatorSeries]) -> ResultTable { table { Self.zones($0, series) } }

  /// The values of an indicator by year and zone.
  static func zones(_ indicator: String, _ series: [IndicatorSeries]) -> [[Double]] {
    let values = series.first { $0.key == indicator }?.values ?? []
    return values.map { year in year.dropLast().map { $0 ?? 0 } }
  }
}

extension RunSummary {
  /// What was assumed, what the data say, and what follows from both.
  func monitoring() -> [String] {
    guard let monitoring = result.scenario.monitoring else { return [] }
    return rateLines(monitoring) + stateLines(monitoring)
  }

  private func rateLines(_ monitoring: MonitoringUpdate) -> [String] {
    guard !monitoring.rates.isEmpty else { return [] }
    let header = [
      pick("Tempo's (met standaardafwijking)", "Rates (with standard deviation)"), pick("vooraf", "prior"),
      pick("waargenomen", "data"), pick("achteraf", "posterior"),
    ]
    let rows = monitoring.rates.map { rate -> [String] in
      let update = rate.update
      return [
        rate.key, spread(update.prior.mean, update.prior.standardDeviation),
        update.dataRate.map { spread($0, update.dataDeviation ?? 0) } ?? "-",
        spread(update.posterior.mean, update.posterior.standardDeviation),
      ]
    }
    return align([header] + rows, right: [1, 2, 3]) + [""]
  }

  private func stateLines(_ monitoring: MonitoringUpdate) -> [String] {
    guard !monitoring.indicators.isEmpty else { return [] }
    let header = [
      pick("Stand aan het eind van het jaar", "State at the end of the year"), pick("jaar", "year"),
      pick("berekend", "run"), pick("waargenomen", "data"), pick("achteraf", "posterior"), "",
    ]
    let rows = monitoring.indicators.compactMap { state -> [String]? in
      let run = MonitoringUpdate.zones(state.key, result.indicators).map { state.area.sum($0) }
      let first = result.scenario.baselineYear
      let estimates = state.estimates(run, baselineYear: first)
      guard let last = state.observations.last, run.indices.contains(last.year - first),
        estimates.indices.contains(last.year - first)
      else { return nil }
      let estimate = estimates[last.year - first]
      let name = title("indicator:\(state.key)", else: pick(dutch(state.key), state.key))
      return [
        "\(name), \(state.area.key)", String(last.year), number(run[last.year - first], ""),
        number(last.value, ""), number(estimate.mean, ""), "± " + number(estimate.standardDeviation, ""),
      ]
    }
    return align([header] + rows, right: [1, 2, 3, 4, 5]) + [""]
  }

  private func dutch(_ key: String) -> String { key == "dwellings" ? "woningen" : key }

  private func spread(_ mean: Double, _ deviation: Double) -> String {
    let text = "\(mean.threeDigits) ± \(deviation.threeDigits)"
    return pick(text.replacing(".", with: ","), text)
  }
}
