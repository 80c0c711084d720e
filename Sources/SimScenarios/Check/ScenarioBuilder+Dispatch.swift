internal import UrbanMine

extension ScenarioBuilder {
  /// How it is decided what the hubs take in and whom they serve.
  ///
  /// - Parameters:
  ///   - materials: the materials that savings may name, `nil` where they are not known.
  ///   - hubs: the hubs, `nil` where they have problems.
  ///   - prices: the prices of the Urban Mine, `nil` where the scenario has none.
  /// - Returns: the policy; problems of its keys are reported.
  func dispatchPolicy(_ materials: MaterialNames?, _ hubs: [Hub]?, _ prices: CostFactors?) -> DispatchPolicy {
    let place = view["mine.dispatch"]
    let method = DispatchPolicy.Method(rawValue: place.text("method")) ?? .nearestFirst
    warnOfUnused(method, place)
    guard method != .nearestFirst else { return .nearestFirst }
    checkHorizon(place, hubs ?? [])
    return DispatchPolicy(
      method: method, horizonSteps: place.integer("horizon_steps"),
      transportEuroPerTonneKm: price("transport_euro_per_tonne_km", place, prices?.transportPerTonneKm),
      handlingEuroPerTonne: price("handling_euro_per_tonne", place, prices?.hubHandlingPerTonne),
      savedEuroPerTonne: savings(place, method, materials, prices))
  }

  /// A price of the dispatch itself, or that of the effects; one must be there unless the effects have problems.
  private func price(_ key: String, _ place: ScenarioView, _ general: Double?) -> Double {
    if let own = place.optionalNumber(key)?.value ?? general { return own }
    if !view.has("effects") {
      report(
        .missingKey, place, found: "\(key) is missing, and the scenario has no effects.cost",
        accepted: "a price in one of the two is accepted")
    }
    return 0
  }

  /// What a tonne reused saves, per stream: the map of the dispatch, or material price and gate fee of the effects.
  private func savings(
    _ place: ScenarioView, _ method: DispatchPolicy.Method, _ materials: MaterialNames?,
    _ prices: CostFactors?
  ) -> [Double] {
    let keys = materials?.keys ?? []
    var saved = [Double](repeating: 0, count: keys.count)
    guard place.has("saved_euro_per_tonne") else {
      if let prices { return zip(prices.materialPricePerTonne, prices.gateFeePerTonne).map { $0 + $1 } }
      if method == .leastCost, !view.has("effects") {
        report(
          .missingKey, place["method"],
          found:
            "least_cost needs saved_euro_per_tonne or effects.cost, without which nothing is worth moving",
          accepted: "euro per tonne by material is accepted", remedy: "add it, or take most_reuse")
      }
      return saved
    }
    for (name, number) in place.numberMap("saved_euro_per_tonne") {
      if let stream = keys.firstIndex(of: name) {
        saved[stream] = number.value
      } else if materials != nil {
        reportUnknownLabel(name, among: keys, place["saved_euro_per_tonne.\(name)"])
      }
    }
    return saved
  }

  /// Notes hubs whose refurbishment takes as long as a programme looks ahead: it would never take anything in.
  private func checkHorizon(_ place: ScenarioView, _ hubs: [Hub]) {
    let horizon = place.integer("horizon_steps")
    let months = 12 / (Int(view.text("mine.steps_per_year")) ?? 4)
    for hub in hubs {
      let lead = (hub.leadTimeMonths + months - 1) / months
      guard lead >= horizon else { continue }
      report(
        .inconsistent, place["horizon_steps"],
        found:
          "is \(horizon), and refurbishment in \(hub.key) takes \(lead) steps, so that nothing would be taken in",
        accepted: "\(lead + 1) or more is accepted")
    }
  }

  /// Says which keys a method does not read.
  private func warnOfUnused(_ method: DispatchPolicy.Method, _ place: ScenarioView) {
    let unread: [String] =
      switch method {
      case .nearestFirst:
        [
          "horizon_steps", "transport_euro_per_tonne_km", "handling_euro_per_tonne", "saved_euro_per_tonne",
        ]
      case .mostReuse: ["saved_euro_per_tonne"]
      case .leastCost: []
      }
    for key in unread where place.has(key) {
      warnings.append(
        "\(place[key].location): \(place[key].key) is not used, for the method is \(method.rawValue)")
    }
  }
}
