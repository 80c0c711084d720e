internal import HousingSim
internal import SimNumerics

extension ScenarioBuilder {
  /// Demolition shares from lifetimes, where the scenario names one, or from the table of observed rates.
  func demolitionHazards(_ axes: StockAxes) -> DemolitionHazards? {
    if view.has("demolition.lifetime") { return lifetimeHazards(axes) }
    // The table is checked even where no lifetime of it is used.
    if view.has("demolition.lifetimes") { _ = namedLifetimes() }
    if view.has("demolition.lifetime_of_new") {
      report(
        .inconsistent, view["demolition.lifetime_of_new"], found: "stands without demolition.lifetime",
        remedy: "give a lifetime, or take it out")
    }
    let missing = ["rates", "new_cohorts_as"].filter { !view.has("demolition.\($0)") }
    for key in missing {
      report(
        .missingKey, view["demolition.\(key)"], found: "this key is missing",
        accepted: "rates and new_cohorts_as are accepted, or lifetime")
    }
    return missing.isEmpty ? observedHazards(axes) : nil
  }

  /// Demolition shares from the table of observed rates.
  private func observedHazards(_ axes: StockAxes) -> DemolitionHazards? {
    let cohorts = Array(axes.cohorts.keys.prefix(axes.baselineCohortCount))
    let tenures = axes.states.axes[0].labels.keys
    let schema = TableSchema(
      columns: [
        TableColumn("dwelling_type", .label(axes.dwellingTypes.keys)), TableColumn("cohort", .label(cohorts)),
        TableColumn("tenure", .label(tenures), isRequired: false, allowsEmptyCells: false),
        TableColumn("rate_per_year", .triple(.share)),
      ], keyColumns: ["dwelling_type", "cohort", "tenure"],
      completeness: .allCombinations(of: ["dwelling_type", "cohort"]))
    let scale = view.number("demolition.scale").value
    let template = newCohorts("demolition.new_cohorts_as", cohorts)
    guard let table = table("demolition.rates", schema), let template else { return nil }
    let classes = table.has("tenure") ? tenures.count : 1
    var rates = [Double?](repeating: nil, count: axes.dwellingTypes.count * classes * cohorts.count)
    for row in 0..<table.rowCount {
      let group = table.optionalPosition(row, "tenure") ?? 0
      let rate = table.number(row, "rate_per_year") * scale
      if rate > 1 {
        report(
          .outOfRange, table, row, "rate_per_year",
          found: "is \(rate.plainText) after the scale of \(scale.plainText)",
          accepted: "at most 1 is accepted")
      }
      rates[
        (table.position(row, "dwelling_type") * classes + group) * cohorts.count
          + table.position(row, "cohort")] =
        rate
    }
    guard !rates.contains(nil) else {
      report(
        .missingRow, table, 0, "tenure", found: "not every tenure has a rate for every type and cohort",
        accepted: "a row for each, or no column tenure")
      return nil
    }
    // A scale that is not a number is reported with the file.
    guard !problems.hasErrors else { return nil }
    do {
      return try DemolitionHazards(
        axes: axes,
        classOfState: (0..<axes.states.count).map { classes == 1 ? 0 : axes.states.label(of: $0, on: 0) }
      ) { _, type, group, cohort in
        let known = cohort < cohorts.count ? cohort : template
        return min(1, (rates[(type * classes + group) * cohorts.count + known] ?? 0))
      }
    } catch {
      report(.outOfRange, view["demolition.rates"], found: "\(error)")
      return nil
    }
  }

  /// The baseline cohort that stands for those of simulated years.
  func newCohorts(_ key: String, _ cohorts: [String]) -> Int? {
    let name = view.text(key)
    if let position = cohorts.firstIndex(of: name) { return position }
    // A name of the wrong form is reported with the file.
    if !problems.contains(where: { $0.key == key }) { reportUnknownLabel(name, among: cohorts, view[key]) }
    return nil
  }

  /// The rules of autonomous change.
  func transitionRules(_ axes: StockAxes) -> [TransitionRule] {
    view.entries("transitions").compactMap { key, rule in
      let both = selection(at: rule.key) {
        selection(rule["from"], axes, zones: false).intersection(selection(rule["where"], axes, zones: false))
      }
      let target = labels(rule["to"], axes)
      let years = years(of: rule, within: axes.years, defaults: axes.years)
      if both.isEmpty {
        report(.emptySelection, rule, found: "from and where cannot hold together")
      }
      do {
        return try TransitionRule(
          key: key, selection: both, target: target, probability: rule.number("probability_per_year").value,
          years: years)
      } catch {
        report(.outOfRange, rule["probability_per_year"], found: "\(error)")
        return nil
      }
    }
  }

  /// The years `from_year` to `to_year` of a part of the scenario.
  ///
  /// - Parameters:
  ///   - place: the part of the scenario.
  ///   - limits: the simulated years; a span that misses them entirely is a problem.
  ///   - defaults: the years where the file gives none.
  /// - Returns: the years, or all simulated years where the file's are reported.
  func years(
    of place: ScenarioView, within limits: ClosedRange<Int>, defaults: ClosedRange<Int>? = nil
  ) -> ClosedRange<Int> {
    let first = place.optionalInteger("from_year") ?? defaults?.lowerBound ?? limits.lowerBound
    let last = place.optionalInteger("to_year") ?? defaults?.upperBound ?? limits.upperBound
    for (key, year) in [("from_year", first), ("to_year", last)] where !limits.contains(year) {
      report(
        .outOfRange, place[key], found: "is \(year)",
        accepted: "a year from \(limits.lowerBound) to \(limits.upperBound) (first_year to last_year)")
    }
    guard limits.contains(first), limits.contains(last) else { return limits }
    guard first <= last else {
      report(
        .inconsistent, place["to_year"], found: "is \(last), before from_year \(first)",
        remedy: "give a year from \(first) on")
      return limits
    }
    return first...last
  }
}
