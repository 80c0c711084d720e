internal import HousingSim
internal import SimNumerics

extension ScenarioBuilder {
  /// The indicators of the scenario, in the order of the file.
  func indicators(_ axes: StockAxes) -> [Scenario.Indicator] {
    view.entries("indicators").map { key, place in
      titles["indicator:\(key)"] = title(of: place, key: key)
      let counted = selection(place["where"], axes)
      let isShare = place.text("kind") == "share"
      if !isShare, place.has("of") {
        report(.inconsistent, place["of"], found: "`of` has a meaning for kind: share only")
      }
      if IndicatorCatalogue.isTaken(key) {
        report(.duplicateKey, place, found: "'\(key)' is a built-in indicator", remedy: "choose another name")
      }
      return Scenario.Indicator(
        key: key, counted: counted, whole: isShare ? selection(place["of"], axes) : nil)
    }
  }

  /// The targets, in the order of the file.
  func targets(_ axes: StockAxes, lines: [String], indicators: [Scenario.Indicator]) -> [Scenario.Target] {
    let known =
      IndicatorCatalogue.keys(lines: lines, indicators: indicators)
      + EffectIndicator.all(hasFactors: view.has("effects")).map(\.rawValue)
      + (view.has("households") ? HouseholdIndicator.allCases.map(\.rawValue) : [])
    return view.entries("targets").compactMap { key, place in
      titles["target:\(key)"] = title(of: place, key: key)
      let indicator = place.text("indicator")
      if !known.contains(indicator) { reportUnknownLabel(indicator, among: known, place["indicator"]) }
      let zone = place.optionalText("zone")
      if let zone, axes.zones.position(of: zone) == nil {
        reportUnknownLabel(zone, among: axes.zones.keys, place["zone"])
      }
      if zone != nil, IndicatorCatalogue.regional.contains(indicator) {
        report(
          .inconsistent, place["zone"], found: "\(indicator) is counted for the region only",
          remedy: "take it away")
      }
      let years = years(of: place, within: axes.years)
      let least = place.optionalNumber("at_least")
      let most = place.optionalNumber("at_most")
      guard let goal = least ?? most, least == nil || most == nil else {
        report(
          .inconsistent, place, found: least == nil ? "has no goal" : "has two goals",
          accepted: "either at_least or at_most is accepted")
        return nil
      }
      return Scenario.Target(
        key: key, indicator: indicator, zone: zone, years: years,
        comparison: least == nil ? .atMost : .atLeast, goal: goal.value, source: place.text("source"))
    }
  }
}
