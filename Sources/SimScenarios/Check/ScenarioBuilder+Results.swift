internal import HousingSim
internal import SimNumerics

extension ScenarioBuilder {
  /// The counts and shares of the scenario, in the order of the file.
  func indicators(_ axes: StockAxes) -> [Scenario.Indicator] {
    view.entries("indicators").compactMap { key, place in
      guard MixIndicator.Kind(rawValue: place.text("kind")) == nil else { return nil }
      noteIndicator(key, place)
      let counted = selection(place["where"], axes)
      let isShare = place.text("kind") == "share"
      if !place.has("where") {
        report(
          .missingKey, place["where"], found: "this key is missing",
          accepted: "a map of axes to names is expected")
      }
      if !isShare, place.has("of") {
        report(.inconsistent, place["of"], found: "`of` has a meaning for kind: share only")
      }
      if place.has("axis") {
        report(
          .inconsistent, place["axis"], found: "`axis` has no meaning for kind: \(place.text("kind"))",
          remedy: "take it away")
      }
      return Scenario.Indicator(
        key: key, counted: counted, whole: isShare ? selection(place["of"], axes) : nil)
    }
  }

  /// The mixes and measures of segregation of the scenario, in the order of the file.
  func mixes(_ axes: StockAxes) -> [MixIndicator] {
    view.entries("indicators").compactMap { key, place in
      guard let kind = MixIndicator.Kind(rawValue: place.text("kind")) else { return nil }
      noteIndicator(key, place)
      if place.has("of") {
        report(.inconsistent, place["of"], found: "`of` has a meaning for kind: share only")
      }
      guard let axis = place.optionalText("axis") else {
        report(
          .missingKey, place["axis"], found: "kind: \(kind.rawValue) needs an axis",
          accepted: listed(axes.states.axes.keys))
        return nil
      }
      guard let position = axes.states.axes.position(of: axis) else { return nil }
      return MixIndicator(key: key, kind: kind, axis: position, counted: selection(place["where"], axes))
    }
  }

  /// Reports mixes whose series carry the name of another indicator.
  private func checkSeries(
    of mixes: [MixIndicator], _ indicators: [Scenario.Indicator], _ axes: StockAxes
  ) {
    var taken = Set(indicators.map(\.key) + mixes.map(\.key) + fundingIndicators.map(\.key))
    for mix in mixes {
      // The key of the indicator itself is judged with it.
      let keys = seriesKeys(mix, axes).filter { $0 != mix.key }
      for key in keys where taken.contains(key) || IndicatorCatalogue.isTaken(key) {
        report(
          .duplicateKey, view["indicators.\(mix.key)"], found: "its '\(key)' already names an indicator",
          remedy: "choose another name")
      }
      taken.formUnion(keys)
    }
  }

  private func seriesKeys(_ mix: MixIndicator, _ axes: StockAxes) -> [String] {
    mix.seriesKeys(
      labels: axes.states.axes[mix.axis].labels.keys, groups: axes.zoneGroups.map(\.key))
  }

  private func noteIndicator(_ key: String, _ place: ScenarioView) {
    titles["indicator:\(key)"] = title(of: place, key: key)
    let isTaken =
      IndicatorCatalogue.isTaken(key)
      || view.has("funding") && fundingIndicators.contains { $0.key == key }
    guard isTaken else { return }
    report(.duplicateKey, place, found: "'\(key)' is a built-in indicator", remedy: "choose another name")
  }

  /// The indicators of money; none where the scenario has no funding.
  var fundingIndicators: [FundingIndicator] {
    guard view.has("funding") else { return [] }
    return FundingIndicator.all(sources: view.entries("funding.sources").map(\.name))
  }

  /// The targets, in the order of the file.
  func targets(
    _ axes: StockAxes, lines: [String], indicators: [Scenario.Indicator], mixes: [MixIndicator]
  ) -> [Scenario.Target] {
    checkSeries(of: mixes, indicators, axes)
    let money = fundingIndicators.map(\.key)
    let known =
      IndicatorCatalogue.keys(lines: lines, indicators: indicators)
      + EffectIndicator.all(hasFactors: view.has("effects")).map(\.rawValue)
      + (view.has("households") ? HouseholdIndicator.allCases.map(\.rawValue) : [])
      + mixes.flatMap { seriesKeys($0, axes) } + money
    let regional =
      IndicatorCatalogue.regional + mixes.filter(\.isRegional).flatMap { seriesKeys($0, axes) } + money
    return view.entries("targets").compactMap { key, place in
      titles["target:\(key)"] = title(of: place, key: key)
      let indicator = place.text("indicator")
      if !known.contains(indicator) { reportUnknownLabel(indicator, among: known, place["indicator"]) }
      let zone = place.optionalText("zone")
      if let zone, axes.zones.position(of: zone) == nil {
        reportUnknownLabel(zone, among: axes.zones.keys, place["zone"])
      }
      if zone != nil, (IndicatorCatalogue.regional + regional).contains(indicator) {
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
