internal import HousingSim
internal import SimNumerics

extension ScenarioBuilder {
  /// The programmes in the order of the file.
  func programmes(_ axes: StockAxes) -> [Programme] {
    let keys = view.entries("programmes").map(\.name)
    return view.entries("programmes").map { key, place in
      titles[key] = title(of: place, key: key)
      let years = years(of: place, within: axes.years)
      let enabled = place.boolean("enabled")
      let wider = place.optionalText("counts_towards")
      if let wider { checkWider(wider, of: key, among: keys, place["counts_towards"]) }
      return Programme(
        key: key, selection: selection(place["where"], axes),
        quota: quota(place["quota"], years, enabled: enabled, axes),
        budget: place.has("budget") ? budget(place["budget"], years, axes) : nil,
        distribution: distribution(place["zones"], axes, allowsPriority: true),
        actions: actions(place["actions"], axes), countsTowards: wider)
    }
  }

  private func checkWider(_ wider: String, of key: String, among keys: [String], _ place: ScenarioView) {
    let own = keys.firstIndex(of: key) ?? 0
    let later = Array(keys.dropFirst(own + 1))
    guard !later.contains(wider) else { return }
    reportUnknownLabel(wider, among: later, place)
  }

  private func quota(
    _ place: ScenarioView, _ years: ClosedRange<Int>, enabled: Bool, _ axes: StockAxes
  ) -> ProgrammeQuota {
    let ways = ["dwellings", "dwellings_per_year", "reach_share"].filter(place.has)
    if ways.count != 1 {
      report(
        .inconsistent, place,
        found: ways.isEmpty ? "gives no number" : "gives " + ways.joined(separator: " and "),
        accepted: "one of dwellings, dwellings_per_year, reach_share is accepted")
    }
    if place.has("of"), !ways.isEmpty, !place.has("reach_share") {
      report(.inconsistent, place["of"], found: "has a meaning for reach_share only", remedy: "take it away")
    }
    if place.has("reach_share") {
      if !place.has("of") {
        report(.missingKey, place, found: "reach_share needs `of`, the dwellings whose share is meant")
      }
      let first = years.lowerBound - axes.years.lowerBound
      let last = years.upperBound - axes.years.lowerBound
      let share = enabled ? place.number("reach_share").value : 0
      return .reachShare(share, of: selection(place["of"], axes), from: first, by: last)
    }
    let perYear =
      place.has("dwellings")
      ? wholeDwellings(place["dwellings"]) / Double(years.count)
      : place.optionalNumber("dwellings_per_year")?.value ?? 0
    return .dwellings(yearly(enabled ? perYear : 0, years, axes))
  }

  /// A number of dwellings; one that is not whole is likely a thousands mark, and warned of.
  private func wholeDwellings(_ place: ScenarioView) -> Double {
    let number = place.number()
    if number.value != number.value.rounded() {
      warnings.append(
        "\(number.location): \(place.key) is \(number.value) dwellings; a full stop is the decimal mark, "
          + "so 7500 is written without one")
    }
    return number.value
  }

  /// One value for every simulated year: an amount in some years, 0 in the others.
  func yearly(_ amount: Double, _ years: ClosedRange<Int>, _ axes: StockAxes) -> [Double] {
    axes.years.map { years.contains($0) ? amount : 0 }
  }

  private func budget(_ place: ScenarioView, _ years: ClosedRange<Int>, _ axes: StockAxes) -> ProgrammeBudget
  {
    let works = place.number("works_euro_per_dwelling").value
    let bought = place.number("acquired_share").value
    let price = place.number("acquisition_euro_per_dwelling").value
    let taxes = transferTaxes(place["transfer_tax"])
    let perDwelling = axes.years.map { year in
      works + bought * price * (1 + Self.rate(of: taxes, in: year))
    }
    return ProgrammeBudget(
      euro: yearly(place.number("euro_per_year").value, years, axes), euroPerDwelling: perDwelling)
  }

  /// How an amount is divided over the zones.
  func distribution(_ place: ScenarioView, _ axes: StockAxes, allowsPriority: Bool) -> ZoneDistribution {
    let method = place.text("method")
    for (key, reader) in [("order", "priority"), ("shares", "shares")]
    where place.has(key) && method != reader {
      warnings.append("\(place[key].location): \(place[key].key) is not used, for the method is \(method)")
    }
    switch method {
    case "priority" where allowsPriority: return .priority(priorityGroups(place["order"], axes))
    case "priority":
      report(
        .inconsistent, place["method"], found: "priority has no meaning for construction",
        accepted: "proportional or shares is accepted")
      return .proportional
    case "shares": return .shares(zoneShares(place["shares"], axes))
    default: return .proportional
    }
  }

  private func priorityGroups(_ place: ScenarioView, _ axes: StockAxes) -> [[Int]] {
    var taken: Set<Int> = []
    var groups: [[Int]] = []
    for name in order(place) {
      let zones = axes.zones.indices.filter { position in
        let zone = axes.zones[position]
        return [zone.key, zone.group, zone.municipality].contains(name)
      }
      if zones.isEmpty {
        reportUnknownLabel(
          name, among: (axes.zones.keys + axes.zones.map(\.group) + axes.zones.map(\.municipality)).uniqued,
          place)
      }
      groups.append(zones.filter { !taken.contains($0) })
      taken.formUnion(zones)
    }
    if groups.isEmpty {
      report(.missingKey, place, found: "priority needs an order of zones, groups or municipalities")
    }
    return groups
  }

  private func zoneShares(_ place: ScenarioView, _ axes: StockAxes) -> [Double] {
    var shares = [Double](repeating: 0, count: axes.zones.count)
    guard place.exists else {
      report(.missingKey, place, found: "the method shares needs a share per zone")
      return shares
    }
    for (name, share) in place.numberMap() {
      guard let zone = axes.zones.position(of: name) else {
        reportUnknownLabel(name, among: axes.zones.keys, place[name])
        continue
      }
      shares[zone] = share.value
    }
    checkSum(shares, place)
    return shares
  }

  /// Notes shares that do not add up to one.
  func checkSum(_ shares: [Double], _ place: ScenarioView) {
    let sum = shares.reduce(0, +)
    guard (sum - 1).magnitude > Tolerance.balance else { return }
    let difference = ((sum - 1).magnitude * 1e9).rounded() / 1e9
    report(
      .shareSum, place, found: "the shares add up to \(sum.plainText)", accepted: "1 is accepted",
      remedy: (sum > 1 ? "take away " : "add ") + difference.plainText)
  }

  // MARK: - Actions

  private func actions(_ place: ScenarioView, _ axes: StockAxes) -> [ProgrammeAction] {
    let actions = place.entries().compactMap { name, action -> ProgrammeAction? in
      guard let kind = kind(name, action, axes) else { return nil }
      return ProgrammeAction(kind: kind, share: action.number("share").value)
    }
    checkSum(actions.map(\.share), place)
    return actions
  }

  private func kind(_ name: String, _ action: ScenarioView, _ axes: StockAxes) -> ProgrammeAction.Kind? {
    let floor = labels(action["at_least"], axes)
    switch name {
    case "renovate": return .improve(.renovation, atLeast: floor)
    case "insulate": return .improve(.insulation, atLeast: floor)
    case "make_gas_free_ready": return .improve(.gasFreeReady, atLeast: floor)
    case "convert_tenure": return .convertTenure(to: labels(action["to"], axes), atLeast: floor)
    case "demolish": return .demolish
    case "merge": return .merge(count: action.number("dwellings_into_one").value, atLeast: floor)
    case "demolish_and_replace":
      return .demolishAndReplace(
        ratio: action.number("ratio").value, delay: action.integer("delay_years"),
        mix: mix(action["mix"], axes))
    default: return nil
    }
  }

  /// The types and states of new dwellings: the product of independent shares per axis.
  func mix(_ place: ScenarioView, _ axes: StockAxes) -> DwellingMix {
    let types = shares(place["dwelling_type"], labels: axes.dwellingTypes.keys)
    let states = axes.states.axes.map { shares(place[$0.key], labels: $0.labels.keys) }
    var parts: [DwellingMix.Part] = []
    for type in axes.dwellingTypes.indices {
      for state in 0..<axes.states.count {
        let share = axes.states.axes.indices.reduce(types[type]) { product, axis in
          product * states[axis][axes.states.label(of: state, on: axis)]
        }
        if share > 0 { parts.append(.init(type: type, state: state, share: share)) }
      }
    }
    return DwellingMix(parts: parts)
  }

  private func shares(_ place: ScenarioView, labels: [String]) -> [Double] {
    var shares = [Double](repeating: 0, count: labels.count)
    for (name, share) in place.numberMap() {
      guard let label = labels.firstIndex(of: name) else {
        reportUnknownLabel(name, among: labels, place[name])
        continue
      }
      shares[label] = share.value
    }
    checkSum(shares, place)
    return shares
  }

  // MARK: - Construction

  /// The lines of new construction in the order of the file.
  func constructionLines(_ axes: StockAxes) -> [ConstructionLine] {
    view.entries("construction").map { key, place in
      noteLine(key, place)
      let years = years(of: place, within: axes.years)
      let amount = place.boolean("enabled") ? wholeDwellings(place["dwellings"]) : 0
      return ConstructionLine(
        key: key, dwellings: yearly(amount / Double(years.count), years, axes), mix: mix(place["mix"], axes),
        distribution: distribution(place["zones"], axes, allowsPriority: false),
        need: dwellingNeed(place, years, axes))
    }
  }

  /// The lines of transformed floor space in the order of the file.
  func transformationLines(_ axes: StockAxes) -> [TransformationLine] {
    view.entries("transformations").map { key, place in
      noteLine(key, place)
      let years = years(of: place, within: axes.years)
      let amount = place.boolean("enabled") ? place.number("floor_area_m2").value : 0
      return TransformationLine(
        key: key, floorArea: yearly(amount / Double(years.count), years, axes),
        shareToDwellings: place.number("share_to_dwellings").value,
        floorAreaPerDwelling: Quantity(place.number("floor_area_m2_per_dwelling").value),
        mix: mix(place["mix"], axes),
        distribution: distribution(place["zones"], axes, allowsPriority: false))
    }
  }

  /// Keeps the title of a line; results tell programmes and lines apart by key, so keys must differ.
  private func noteLine(_ key: String, _ place: ScenarioView) {
    if titles[key] != nil {
      report(
        .duplicateKey, place, found: "'\(key)' already names a programme or another line",
        remedy: "choose another name")
    }
    titles[key] = title(of: place, key: key)
  }
}
