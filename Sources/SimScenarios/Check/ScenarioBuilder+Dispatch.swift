internal import UrbanMine

extension ScenarioBuilder {
  /// How it is decided what the hubs take in and whom they serve.
  ///
  /// - Parameters:
  ///   - materials: the materials that savings may name, `nil` where they are not known.
  ///   - hubs: the hubs, `nil` where they have problems.
  /// - Returns: the policy; problems of its keys are reported.
  func dispatchPolicy(_ materials: MaterialNames?, _ hubs: [Hub]?) -> DispatchPolicy {
    let place = view["mine.dispatch"]
    let method = DispatchPolicy.Method(rawValue: place.text("method")) ?? .nearestFirst
    let keys = materials?.keys ?? []
    var saved = [Double](repeating: 0, count: keys.count)
    for (name, number) in place.numberMap("saved_euro_per_tonne") {
      if let stream = keys.firstIndex(of: name) {
        saved[stream] = number.value
      } else if materials != nil {
        reportUnknownLabel(name, among: keys, place["saved_euro_per_tonne.\(name)"])
      }
    }
    if method == .leastCost, !place.has("saved_euro_per_tonne") {
      report(
        .missingKey, place["method"],
        found: "least_cost needs saved_euro_per_tonne, without which nothing is worth moving",
        accepted: "euro per tonne by material is accepted", remedy: "add it, or take most_reuse")
    }
    warnOfUnused(method, place)
    if method != .nearestFirst { checkHorizon(place, hubs ?? []) }
    return DispatchPolicy(
      method: method, horizonSteps: place.integer("horizon_steps"),
      transportEuroPerTonneKm: place.number("transport_euro_per_tonne_km").value,
      handlingEuroPerTonne: place.number("handling_euro_per_tonne").value, savedEuroPerTonne: saved)
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
