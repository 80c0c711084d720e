internal import HousingSim
internal import SimNumerics

extension ScenarioBuilder {
  /// The axes of the stock, from the file and the zones.
  func stockAxes(_ zones: Axis<Zone>) -> StockAxes? {
    let first = view.integer("first_year")
    let last = view.integer("last_year")
    guard first <= last else {
      report(
        .inconsistent, view["last_year"], found: "is \(last), before first_year \(first)",
        remedy: "give a last year from \(first) on")
      return nil
    }
    guard last - first < 200 else {
      report(
        .outOfRange, view["last_year"], found: "leaves \(last - first + 1) years to simulate",
        accepted: "at most 200")
      return nil
    }
    let types = view.entries("axes.dwelling_types").map {
      DwellingType(key: $0.name, dwellingClass: $0.view.text())
    }
    let cohorts = baselineCohorts(before: first)
    guard let states = stateAxes(), let cohorts else { return nil }
    do {
      return try StockAxes(
        zones: zones, dwellingTypes: try Axis(types), baselineCohorts: cohorts,
        states: QualityStates(axes: states), years: first...last)
    } catch {
      report(.duplicateKey, view["axes"], found: "\(error)")
      return nil
    }
  }

  private func baselineCohorts(before firstYear: Int) -> [Cohort]? {
    var cohorts: [Cohort] = []
    var end = Int.min
    var complete = true
    for (name, cohort) in view.entries("axes.cohorts") {
      let first = cohort.integer("first_year")
      let last = cohort.integer("last_year")
      if last < first || first <= end || last >= firstYear {
        complete = false
        let before = end == Int.min ? "" : ", after \(end)"
        report(
          .inconsistent, cohort, found: "spans \(first) to \(last)",
          accepted: "a span that ends before \(firstYear)\(before) is accepted",
          remedy: "order the cohorts by year, without overlap")
      } else {
        cohorts.append(Cohort(key: name, firstYear: first, lastYear: last))
      }
      end = max(end, last)
    }
    return complete ? cohorts : nil
  }

  /// The four state axes that the result files name, in their fixed order.
  private func stateAxes() -> Axis<StateAxis>? {
    let axes = ["tenure", "condition", "energy_label", "heating"].compactMap { key -> StateAxis? in
      do {
        return StateAxis(key: key, labels: try Axis(view.names("axes.\(key)").map(Label.init)))
      } catch {
        report(.duplicateKey, view["axes.\(key)"], found: "\(error)")
        return nil
      }
    }
    return axes.count == 4 ? try? Axis(axes) : nil
  }

  /// The zones of their table; where it has problems, zones without a place, which other tables are checked by.
  func zoneAxis() -> Axis<Zone>? {
    let schema = TableSchema(
      columns: [
        TableColumn("zone", .text), TableColumn("name", .text), TableColumn("municipality", .text),
        TableColumn("group", .text), TableColumn("latitude", .number(.closed(-90...90))),
        TableColumn("longitude", .number(.closed(-180...180))),
        TableColumn("dwellings", .number(.nonNegative)),
      ], keyColumns: ["zone"])
    guard let table = table("baseline.zones", schema) else {
      let named = names(["zone", "municipality", "group"], of: "baseline.zones")
      return named.flatMap { rows in
        try? Axis(rows.map { Zone(key: $0[0], municipality: $0[1], group: $0[2], latitude: 0, longitude: 0) })
      }
    }
    let rows = 0..<table.rowCount
    zoneDwellings = rows.map { table.number($0, "dwellings") }
    for row in rows where table.text(row, "zone") == Scenario.regionKey {
      report(
        .inconsistent, table, row, "zone", found: "a zone is named \(Scenario.regionKey)",
        accepted: "any other name is accepted; results use this one for the total")
    }
    return try? Axis(
      rows.map { row in
        Zone(
          key: table.text(row, "zone"), municipality: table.text(row, "municipality"),
          group: table.text(row, "group"), latitude: table.number(row, "latitude"),
          longitude: table.number(row, "longitude"))
      })
  }

  /// The municipalities in the order in which the zones name them.
  func municipalities(_ axes: StockAxes) -> [String] {
    axes.zones.map(\.municipality).uniqued
  }

  // MARK: - Selections

  /// The dwellings that a map of axes and names selects.
  ///
  /// - Parameters:
  ///   - place: the map of the scenario file.
  ///   - axes: the axes of the stock.
  ///   - zones: whether zones may be told apart here.
  /// - Returns: the selection; a selection that nothing can meet is reported.
  func selection(_ place: ScenarioView, _ axes: StockAxes, zones: Bool = true) -> DwellingSelection {
    selection(at: place.key) { readSelection(place, axes, zones: zones) }
  }

  private func readSelection(_ place: ScenarioView, _ axes: StockAxes, zones: Bool) -> DwellingSelection {
    var filter = SelectionFilter()
    for (axis, names) in place.selection() {
      let here = place[axis]
      guard let labels = selectable(axis, axes, zones: zones) else {
        reportUnknownAxis(axis, here, zones: zones)
        continue
      }
      var positions: Set<Int> = []
      for name in names {
        let matches = labels.indices.filter { labels[$0] == name }
        if matches.isEmpty {
          reportUnknownLabel(name, among: labels.uniqued, here)
        }
        positions.formUnion(matches)
      }
      filter.narrow(axis, to: positions, axes)
    }
    let selection = filter.selection(axes)
    if selection.isEmpty, !problems.contains(where: { $0.key.hasPrefix(place.key) }) {
      report(
        .emptySelection, place, found: "selects no dwelling", accepted: "conditions that can hold together",
        remedy: "take one away")
    }
    return selection
  }

  /// Labels on state axes, by the position of the axis; one label each.
  func labels(_ place: ScenarioView, _ axes: StockAxes) -> [Int: Int] {
    var labels: [Int: Int] = [:]
    for (axis, names) in place.selection() {
      let here = place[axis]
      guard let position = axes.states.axes.position(of: axis) else {
        report(
          .unknownLabel, here, found: "there is no state axis '\(axis)'",
          accepted: axes.states.axes.keys.joined(separator: ", ") + " are accepted")
        continue
      }
      let known = axes.states.axes[position].labels
      guard names.count == 1, let name = names.first else {
        report(.wrongType, here, found: "names \(names.count) labels", accepted: "one label is accepted")
        continue
      }
      guard let label = known.position(of: name) else {
        reportUnknownLabel(name, among: known.keys, here)
        continue
      }
      labels[position] = label
    }
    return labels
  }

  func reportUnknownLabel(_ name: String, among known: [String], _ place: ScenarioView) {
    let nearest = NearestKey.nearest(to: name, among: known)
    report(
      .unknownLabel, place, found: "there is no '\(name)'",
      accepted: listed(known),
      remedy: nearest.map { "did you mean '\($0)'?" } ?? "")
  }

  /// The names of an order; one that stands twice is reported, for its second place would mean nothing.
  func order(_ place: ScenarioView) -> [String] {
    let names = place.names()
    for name in names.uniqued where names.count(where: { $0 == name }) > 1 {
      report(
        .inconsistent, place, found: "names '\(name)' more than once", accepted: "each name once is accepted",
        remedy: "keep the place that is meant")
    }
    return names
  }

  /// Names in a sentence: the first dozen, and how many more there are.
  func listed(_ names: [String]) -> String {
    let rest = names.count > 14 ? names.count - 12 : 0
    let first = names.prefix(names.count - rest).joined(separator: ", ")
    return rest > 0 ? "\(first) and \(rest) more are accepted" : "\(first) are accepted"
  }

  private func reportUnknownAxis(_ axis: String, _ place: ScenarioView, zones: Bool) {
    let known = SelectionFilter.axes(zones: zones)
    let nearest = NearestKey.nearest(to: axis, among: known)
    report(
      .unknownKey, place, found: "cannot select by '\(axis)'",
      accepted: known.joined(separator: ", ") + " are accepted",
      remedy: nearest.map { "did you mean '\($0)'?" } ?? "")
  }

  /// For every position of an axis the label that a selection may name; `nil` where it cannot select by this axis.
  func selectable(_ axis: String, _ axes: StockAxes, zones: Bool) -> [String]? {
    switch axis {
    case "zone": zones ? axes.zones.keys : nil
    case "zone_group": zones ? axes.zones.map(\.group) : nil
    case "municipality": zones ? axes.zones.map(\.municipality) : nil
    case "dwelling_type": axes.dwellingTypes.keys
    case "dwelling_class": axes.dwellingTypes.map(\.dwellingClass)
    case "cohort": axes.cohorts.keys
    default: axes.states.axes.position(of: axis).map { axes.states.axes[$0].labels.keys }
    }
  }
}

/// The conditions of a selection while they are read.
struct SelectionFilter {
  private var zones: Set<Int>?
  private var types: Set<Int>?
  private var cohorts: Set<Int>?
  private var labels: [Int: Set<Int>] = [:]

  static func axes(zones: Bool) -> [String] {
    (zones ? ["zone", "zone_group", "municipality"] : [])
      + ["dwelling_type", "dwelling_class", "cohort", "tenure", "condition", "energy_label", "heating"]
  }

  mutating func narrow(_ axis: String, to positions: Set<Int>, _ axes: StockAxes) {
    switch axis {
    case "zone", "zone_group", "municipality": zones = zones?.intersection(positions) ?? positions
    case "dwelling_type", "dwelling_class": types = types?.intersection(positions) ?? positions
    case "cohort": cohorts = positions
    default:
      if let position = axes.states.axes.position(of: axis) { labels[position] = positions }
    }
  }

  func selection(_ axes: StockAxes) -> DwellingSelection {
    DwellingSelection(axes: axes, zones: zones, dwellingTypes: types, cohorts: cohorts, labels: labels)
  }
}

extension Array where Element: Hashable {
  /// The elements without repetition, in the order of their first appearance.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
