internal import HousingSim
internal import SimNumerics

extension ScenarioBuilder {
  /// The inputs of the population projection; `nil` where something has problems, which are reported.
  func populationInputs(_ tables: HouseholdTables, _ axes: StockAxes) -> PopulationInputs? {
    let counts = tables.population.flatMap { populationCounts($0, axes) }
    let mortality = tables.mortality.flatMap(mortality)
    let fertility = tables.fertility.flatMap { table in
      ageSpans(table).flatMap {
        rates(
          $0, table, "births_per_woman_year", ratio: view.number("households.fertility_ratio").value,
          from: nil, "fertility")
      }
    }
    let shares = tables.profile.flatMap(migrationShares)
    let start = view.integer("households.population_year")
    guard checkStart(start, axes), let municipalities = try? Axis(municipalities(axes).map(Label.init)),
      let counts, let mortality, let fertility, let shares
    else { return nil }
    return PopulationInputs(
      municipalities: municipalities, startYear: start, lastYear: axes.years.upperBound, counts: counts,
      mortality: mortality, fertility: fertility,
      maleShareOfBirths: view.number("households.male_share_of_births").value,
      migration: migration(from: start, axes), migrationShares: shares)
  }

  private func checkStart(_ start: Int, _ axes: StockAxes) -> Bool {
    let first = axes.years.lowerBound
    guard start > first || first - start > 100 else { return true }
    report(
      .inconsistent, view["households.population_year"],
      found: "counts the inhabitants of 1 January \(start); the baseline stands at the end of \(first - 1)",
      accepted: "a year from \(first - 100) to \(first) is accepted")
    return false
  }

  private func populationCounts(_ table: Table, _ axes: StockAxes) -> [PopulationInputs.Count]? {
    guard let rows = ageSpans(table) else { return nil }
    let municipalities = municipalities(axes)
    let firstPart = rows.filter { table.position($0.row, "municipality") == 0 }
    let spans = firstPart.map(\.span).sorted { $0.first < $1.first }
    var isSound = true
    var persons: [AgeSpan: [Double]] = [:]
    for (position, municipality) in municipalities.enumerated() {
      let part = rows.filter { table.position($0.row, "municipality") == position }
      isSound = checkAges(part, table, from: 0, municipality) && isSound
      if let other = part.first(where: { !spans.contains($0.span) }) {
        isSound = false
        report(
          .inconsistent, table, other.row, "age_group",
          found: "\(municipality) is counted by other age groups than \(municipalities[0])",
          accepted: "the same age groups in every municipality")
      }
      for (row, span) in part {
        persons[span, default: Array(repeating: 0, count: municipalities.count)][position] =
          table.number(row, "inhabitants")
      }
      let inhabitants = part.reduce(0) { $0 + table.number($1.row, "inhabitants") }
      guard inhabitants == 0, let first = part.first else { continue }
      isSound = false
      report(.inconsistent, table, first.row, "inhabitants", found: "\(municipality) has no inhabitants")
    }
    guard isSound else { return nil }
    return spans.map { PopulationInputs.Count(span: $0, persons: persons[$0] ?? []) }
  }

  private func mortality(_ table: Table) -> [AgeRates]? {
    guard let rows = ageSpans(table) else { return nil }
    let ratio = view.number("households.mortality_ratio").value
    let found = Sex.allCases.map { sex in
      let part = rows.filter { table.position($0.row, "sex") == sex.position }
      return rates(
        part, table, "deaths_per_person_year", ratio: ratio, from: 0, "mortality of \(sex.rawValue)")
    }
    let known = found.compactMap { $0 }
    return known.count == found.count ? known : nil
  }

  /// Shares of net migration, sexes x ages: those of an age group are divided evenly over its years of age.
  private func migrationShares(_ table: Table) -> [Double]? {
    guard let rows = ageSpans(table) else { return nil }
    var isSound = true
    let shares = Sex.allCases.flatMap { sex -> [Double] in
      let part = rows.filter { table.position($0.row, "sex") == sex.position }
      isSound = checkAges(part, table, from: nil, sex.rawValue) && isSound
      let spans = Dictionary(part.map { ($0.row, $0.span) }) { first, _ in first }
      return byAge(part) { row in table.number(row, "share") / Double(spans[row]?.ages.count ?? 1) }
    }
    let sum = (0..<table.rowCount).reduce(0) { $0 + table.number($1, "share") }
    if (sum - 1).magnitude > 1e-6 {
      isSound = false
      report(
        .shareSum, table, max(0, table.rowCount - 1), "share",
        found: "the shares add up to \((((sum * 1e9).rounded()) / 1e9).plainText)", accepted: "1 is accepted")
    }
    return isSound ? shares : nil
  }

  /// Net migration of every projected year.
  private func migration(from start: Int, _ axes: StockAxes) -> [Double] {
    let place = view["households.migration_per_year"]
    let points = Self.points(of: place)
    let level = points.isEmpty ? place.number().value : 0
    guard start <= axes.years.upperBound else { return [] }
    return (start...axes.years.upperBound).map {
      points.isEmpty ? level : Self.value(of: points, in: $0)
    }
  }

  // MARK: - Construction

  /// What a line of construction is to reach, or `nil` where it builds a fixed number.
  func dwellingNeed(_ place: ScenarioView, _ years: ClosedRange<Int>, _ axes: StockAxes) -> DwellingNeed? {
    guard place.text("method") == "stock_driven" else { return nil }
    guard view.has("households") else {
      report(
        .inconsistent, place["method"], found: "stock_driven asks what households need, and there are none",
        accepted: "fixed, or a part 'households', is accepted")
      return nil
    }
    if place.text("zones.method") == "shares" {
      report(
        .inconsistent, place["zones.method"],
        found: "stock_driven builds where the stock of a municipality falls short",
        accepted: "proportional is accepted")
    }
    guard let households else { return nil }
    let groups = households.inputs.population.municipalities.count
    let isEnabled = place.boolean("enabled")
    return DwellingNeed(
      groupOfZone: households.municipalityOfZone, groupCount: groups,
      dwellings: axes.years.flatMap { year in
        isEnabled && years.contains(year)
          ? households.dwellingsNeeded(endOf: year) : Array(repeating: 0, count: groups)
      })
  }
}
