internal import HousingSim

extension RunSummary {
  /// Who pays for the programmes since the first year, and what stays unfunded; nothing without funding.
  func money() -> [String] {
    guard let funding = result.scenario.funding else { return [] }
    let first = result.scenario.axes.years.lowerBound
    let ends = milestones()
    let header =
      [
        pick(
          "Geld van \(first) tot en met (miljoen euro)", "Money from \(first) to the end of (million euro)")
      ] + ends.map(String.init)
    let sources = funding.inputs.sources.map { source in
      row("  " + title("source:\(source.key)", else: source.key), .granted(source.key), ends)
    }
    let sales = [pick("  opbrengsten", "  revenues")] + ends.map { millions(revenue(until: $0)) }
    let rows =
      [row(pick("kosten", "costs"), .cost, ends), sales] + sources
      + [row(pick("  zonder dekking", "  unfunded"), .unfunded, ends)]
    return align([header] + rows + perDwelling(ends), right: Array(1...ends.count)) + [""]
  }

  private func row(_ name: String, _ indicator: FundingIndicator, _ ends: [Int]) -> [String] {
    [name] + ends.map { millions(sum(indicator, until: $0)) }
  }

  /// What a treated dwelling costs in a year, in whole euro.
  private func perDwelling(_ ends: [Int]) -> [[String]] {
    let key = FundingIndicator.costPerDwelling.key
    let word = pick("euro per verbeterde woning, in", "euro per dwelling improved, in")
    return [[word] + ends.map { result.value(key, year: $0).map { number($0, "euro") } ?? "-" }]
  }

  /// What sales pay for: costs that no source pays and that are not unfunded.
  private func revenue(until year: Int) -> Double {
    let sources = result.scenario.funding?.inputs.sources ?? []
    return sources.reduce(sum(.cost, until: year) - sum(.unfunded, until: year)) {
      $0 - sum(.granted($1.key), until: year)
    }
  }

  private func sum(_ indicator: FundingIndicator, until year: Int) -> Double {
    let years = result.scenario.axes.years
    let series = result.indicators.first { $0.key == indicator.key }
    return series?.value(years: years.lowerBound...year, position: result.scenario.axes.zones.count) ?? 0
  }

  private func millions(_ euro: Double) -> String { tenths(max(0, euro) / 1e6) }
}
