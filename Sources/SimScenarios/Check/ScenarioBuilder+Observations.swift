internal import HousingSim
internal import SimNumerics

extension ScenarioBuilder {
  /// The word of the table under which autonomous demolition is observed.
  private static let demolitionEvent = HousingEvent.autonomousDemolition.rawValue
  /// Standard deviations from the middle of a normal distribution that leave 5 % on each side.
  private static let ninetyPercent = 1.6448536269514722

  /// The part `monitoring` of the scenario; `nil` where it is absent or has problems.
  func monitoringPlan(_ axes: StockAxes, indicators: [Scenario.Indicator]) -> MonitoringPlan? {
    guard view.has("monitoring") else { return nil }
    let place = view["monitoring"]
    let names = place.names("rates").uniqued
    let rates = names.compactMap { observedRate($0, place["rates"]) }
    let counts = ["dwellings"] + indicators.filter { $0.whole == nil }.map(\.key)
    let shares = place.numberMap("indicators")
    let drifts = shares.compactMap { name, number -> (String, Double)? in
      guard counts.contains(name) else {
        reportUnknownLabel(name, among: counts, place["indicators"])
        return nil
      }
      return (name, number.value)
    }
    guard !names.isEmpty || !shares.isEmpty else {
      report(
        .missingKey, place, found: "names neither rates nor indicators",
        accepted: "at least one of them is expected")
      return nil
    }
    // Where a name is wrong, its rows of the table are not reported as well.
    let isSound = rates.count == names.count && drifts.count == shares.count
    let known =
      isSound
      ? rates.map(\.event) + drifts.map(\.0)
      : [Self.demolitionEvent] + view.entries("transitions").map(\.name) + counts
    guard let observations = observations(axes, known: known, states: drifts.map(\.0)) else { return nil }
    checkOverlaps(observations, events: rates.map(\.event))
    return MonitoringPlan(
      rates: rates, drifts: drifts, observations: observations,
      widens: place.text("on_contradiction") == "widen")
  }

  // MARK: - Rates

  private func observedRate(_ name: String, _ place: ScenarioView) -> MonitoringPlan.Rate? {
    let rules = view.entries("transitions").map(\.name)
    if name == "demolition" {
      guard !view.has("demolition.lifetime") else {
        report(
          .inconsistent, place, found: "demolition follows a lifetime, which has no scale to update",
          remedy: "take demolition out, or use rates")
        return nil
      }
      return prior("demolition.scale", isProbability: false).map {
        MonitoringPlan.Rate(
          key: "demolition.scale", event: Self.demolitionEvent, unit: "1", rule: nil, prior: $0)
      }
    }
    guard let rule = rules.firstIndex(of: name) else {
      reportUnknownLabel(name, among: ["demolition"] + rules, place)
      return nil
    }
    let key = "transitions.\(name).probability_per_year"
    return prior(key, isProbability: true).map {
      MonitoringPlan.Rate(key: key, event: name, unit: "1/year", rule: rule, prior: $0)
    }
  }

  /// What is known about a rate before, from its value, low and high.
  private func prior(_ key: String, isProbability: Bool) -> RateKnowledge? {
    let number = view.number(key)
    guard let low = number.low, let high = number.high, low < high else {
      report(
        .inconsistent, view[key], found: "has no range, so nothing is said about what it was before",
        accepted: "low and high, one below the other, are expected of a rate that is updated")
      return nil
    }
    let deviation = (high - low) / (2 * Self.ninetyPercent)
    let most = number.value * (1 - number.value)
    guard number.value > 0, !isProbability || deviation * deviation < most else {
      report(
        .outOfRange, view[key],
        found: "is \(number.value.plainText) from \(low.plainText) to \(high.plainText)",
        accepted:
          "a value above 0\(isProbability ? ", and a range that a probability can have," : "") is accepted")
      return nil
    }
    return isProbability
      ? .moves(DirichletColumn(mean: number.value, standardDeviation: deviation))
      : .events(GammaRate(mean: number.value, standardDeviation: deviation))
  }

  // MARK: - Table

  private func observations(_ axes: StockAxes, known: [String], states: [String]) -> [Observation]? {
    let areas = Self.areas(axes)
    let schema = TableSchema(
      columns: [
        TableColumn("year", .integer(.closed(1500...2500))), TableColumn("indicator", .label(known)),
        TableColumn("zone", .label(areas.map(\.key))), TableColumn("value", .number(.closed(0...1e12))),
        TableColumn("standard_error", .number(.closed(0...1e12)), isRequired: false),
      ], keyColumns: ["year", "indicator", "zone"])
    guard let table = table("monitoring.observations", schema) else { return nil }
    return (0..<table.rowCount).map { row in
      let indicator = known[table.position(row, "indicator")]
      let year = table.integer(row, "year")
      let isState = states.contains(indicator)
      let years = (isState ? axes.years.lowerBound - 1 : axes.years.lowerBound)...axes.years.upperBound
      if !years.contains(year) {
        let first = isState ? "the year before first_year" : "first_year"
        report(
          .outOfRange, table, row, "year", found: "is \(year)",
          accepted:
            "a year from \(years.lowerBound) to \(years.upperBound) (\(first) to last_year) is accepted for \(indicator)"
        )
      }
      return Observation(
        year: year, indicator: indicator, area: areas[table.position(row, "zone")],
        value: table.number(row, "value"), standardError: table.optionalNumber(row, "standard_error") ?? 0,
        location: table.location(row, "value"))
    }
  }

  /// Every part of the region that can be observed: zones, municipalities, all.
  private static func areas(_ axes: StockAxes) -> [ObservedArea] {
    let zones = axes.zones.enumerated().map { ObservedArea(key: $1.key, zones: [$0]) }
    let municipalities = axes.zones.map(\.municipality).uniqued.map { key in
      ObservedArea(
        key: ObservedArea.municipalityPrefix + key,
        zones: axes.zones.indices.filter { axes.zones[$0].municipality == key })
    }
    return zones + municipalities
      + [ObservedArea(key: ObservedArea.regionKey, zones: Array(axes.zones.indices))]
  }

  /// Events of one year may be counted in areas that have no zone in common, or they would count twice.
  private func checkOverlaps(_ observations: [Observation], events: [String]) {
    for (position, observation) in observations.enumerated() where events.contains(observation.indicator) {
      let zones = Set(observation.area.zones)
      let earlier = observations[..<position].first {
        $0.year == observation.year && $0.indicator == observation.indicator
          && !zones.isDisjoint(with: $0.area.zones)
      }
      guard let earlier else { continue }
      report(
        observation,
        "\(observation.indicator) of \(observation.year) in '\(observation.area.key)' counts dwellings twice",
        accepted: "line \(earlier.location.line) has '\(earlier.area.key)'", remedy: "keep one of the two")
    }
  }

  /// Notes a problem of an observed value.
  func report(_ observation: Observation, _ found: String, accepted: String = "", remedy: String = "") {
    add(
      [
        ScenarioProblem(
          .inconsistent, at: observation.location, key: "value", found: found, accepted: accepted,
          remedy: remedy)
      ], file: nil)
  }
}
