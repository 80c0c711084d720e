internal import HousingSim
internal import SimNumerics
internal import UrbanMine

extension RunSummary {
  /// What reuse avoids and costs over the run, and what the stock emits; nothing without their factors.
  func effects() -> [String] {
    guard result.scenario.effects != nil else { return [] }
    let years = result.scenario.axes.years
    let head = pick("Emissies en kosten", "Emissions and costs")
    return [
      "\(head), \(years.lowerBound)-\(years.upperBound)", "  " + avoided(), "  " + costs(),
      "  " + operation(), "",
    ]
  }

  private func avoided() -> String {
    let tonnes = number(sum(.avoided) / 1_000, "t")
    let built = number(sum(.embodied) / 1_000, "t")
    return pick(
      "hergebruik vermijdt \(tonnes) ton CO2e; het materiaal voor bouw en renovatie kost \(built) ton CO2e",
      "reuse avoids \(tonnes) t CO2e; the material of building and renovating costs \(built) t CO2e")
  }

  private func costs() -> String {
    let (net, spent) = (sum(.netCost), sum(.spent))
    let reused = flow(MaterialFlow.demandReused.rawValue)
    let avoided = Quantity<Kilograms>(sum(.avoided)).tonnes.value
    let perTonne = reused > 0 ? number(net / reused, "euro") : "-"
    let perAvoided = avoided > 0 ? number(net / avoided, "euro") : "-"
    return pick(
      "Urban Mine: \(number(spent, "euro")) euro uitgegeven, netto \(number(net, "euro")) euro; "
        + "\(perTonne) euro per ton hergebruik, \(perAvoided) euro per ton vermeden CO2e",
      "Urban Mine: \(number(spent, "euro")) euro spent, \(number(net, "euro")) euro net; "
        + "\(perTonne) euro per tonne reused, \(perAvoided) euro per tonne CO2e avoided")
  }

  private func operation() -> String {
    let years = [result.scenario.baselineYear, result.scenario.axes.years.upperBound]
    let tonnes = years.map { year in
      number((result.value(EffectIndicator.operational.rawValue, year: year) ?? 0) / 1_000, "t")
    }
    return pick(
      "gas en stroom in woningen: \(tonnes[0]) ton CO2e per jaar in \(years[0]), \(tonnes[1]) in \(years[1])",
      "gas and electricity of dwellings: \(tonnes[0]) t CO2e a year in \(years[0]), \(tonnes[1]) in \(years[1])"
    )
  }

  private func sum(_ indicator: EffectIndicator) -> Double { flow(indicator.rawValue) }

  /// The sum of a flow over all years in the region.
  private func flow(_ key: String) -> Double {
    let series = result.indicators.first { $0.key == key }
    return series?.value(years: result.scenario.axes.years, position: result.scenario.axes.zones.count) ?? 0
  }
}
