internal import HousingSim
internal import SimNumerics

extension ScenarioBuilder {
  /// The projected population and its households.
  ///
  /// - Parameters:
  ///   - tables: the tables of this part.
  ///   - axes: the axes of the stock.
  ///   - known: the projected population, where its numbers are those of another model; projected anew without it.
  ///   - other: a model of other numbers, whose look-ups are kept where they hold.
  /// - Returns: the model; `nil` where something has problems, which are reported.
  func householdModel(
    _ tables: HouseholdTables, _ axes: StockAxes, _ known: PopulationProjection? = nil,
    like other: HouseholdModel? = nil
  ) -> HouseholdModel? {
    let population = known?.inputs ?? populationInputs(tables, axes)
    let types = householdTypes()
    let formed = types.flatMap { formation(tables, $0) }
    let municipal = tables.municipalities.map(municipalNumbers)
    let demand = types.flatMap { dwellingDemand(tables, $0, axes) }
    let moves = types.flatMap { householdMoves(tables, $0, axes) }
    guard let population, let types, let formed, let municipal, let demand, let moves,
      !problems.contains(where: { $0.severity == .error && $0.key.hasPrefix("households") })
    else { return nil }
    let inputs = HouseholdInputs(
      population: population, types: types, headship: formed.headship, typeShares: formed.shares,
      households: municipal.households, onePersonShares: municipal.onePersonShares, dwellings: demand,
      moves: moves)
    do {
      return try HouseholdModel(
        inputs, axes: axes, tenureAxis: 0, conditionAxis: 1, projection: known, like: other)
    } catch {
      report(error, tables)
      return nil
    }
  }

  /// Notes what the model cannot be made of, where it stands.
  private func report(_ error: HouseholdInputError, _ tables: HouseholdTables) {
    let place = view["households"]
    switch error {
    case .emptied:
      report(
        .infeasible, place["migration_per_year"], found: "\(error)",
        accepted: "a net migration that leaves people of every age is accepted",
        remedy: "let fewer leave, or divide them otherwise in households.migration_profile")
    case .headshipAboveOne(let municipality, _, _), .noHeads(let municipality),
      .typesDoNotFit(let municipality, _):
      guard let table = tables.municipalities,
        let row = (0..<table.rowCount).first(where: { table.text($0, "municipality") == municipality })
      else { return }
      let isShare = if case .typesDoNotFit = error { true } else { false }
      report(
        .infeasible, table, row, isShare ? "one_person_share_percent" : "households", found: "\(error)",
        accepted: "at most one household per person of every age is accepted")
    default: report(.inconsistent, place, found: "\(error)")
    }
  }

  // MARK: - Formation

  private func householdTypes() -> Axis<Label>? {
    let place = view["households.types"]
    let names = place.names()
    guard names.count >= 2 else {
      report(
        .inconsistent, place, found: "names \(names.count == 1 ? "one type" : "no type")",
        accepted: "the type of one person and at least one other")
      return nil
    }
    do {
      return try Axis(names.map(Label.init))
    } catch {
      report(.duplicateKey, place, found: "\(error)")
      return nil
    }
  }

  /// Headship rates by age, and shares of types, ages x types.
  private func formation(
    _ tables: HouseholdTables, _ types: Axis<Label>
  ) -> (headship: [Double], shares: [Double])? {
    guard let headship = tables.headship, let shares = tables.typeShares,
      let headRows = ageSpans(headship), let shareRows = ageSpans(shares),
      let first = headRows.map(\.span.first).min()
    else { return nil }
    let isSound = checkAges(headRows, headship, from: first, "headship")
    var values = [Double](repeating: 0, count: AgeSpan.count * types.count)
    var areSound = true
    for (type, label) in types.enumerated() {
      let part = shareRows.filter { shares.position($0.row, "household_type") == type }
      guard !part.isEmpty else {
        areSound = false
        report(
          .missingRow, shares, max(0, shares.rowCount - 1), "household_type",
          found: "the household type \(label.key) has no share", accepted: "a share of every type is expected"
        )
        continue
      }
      areSound = checkAges(part, shares, from: first, label.key) && areSound
      for (age, share) in byAge(part, { shares.number($0, "share") }).enumerated() {
        values[age * types.count + type] = share
      }
    }
    guard isSound, areSound, checkShares(values, types.count, shares, shareRows) else { return nil }
    return (byAge(headRows) { headship.number($0, "households_per_person") }, values)
  }

  /// Reports ages at which the shares of types do not add up to 1, each age group once.
  private func checkShares(_ values: [Double], _ types: Int, _ table: Table, _ rows: AgeRows) -> Bool {
    var groups: [AgeSpan: Int] = [:]
    for (row, span) in rows { groups[span] = row }
    var isSound = true
    for (span, row) in groups.sorted(by: { $0.value < $1.value }) {
      let sum = values[span.first * types..<(span.first + 1) * types].reduce(0, +)
      isSound = checkSum(sum, table, row, of: "age group '\(table.text(row, "age_group"))'") && isSound
    }
    return isSound
  }

  /// Reports shares of a table that do not add up to 1, at the last of their rows.
  private func checkSum(_ sum: Double, _ table: Table, _ row: Int, of owner: String) -> Bool {
    guard (sum - 1).magnitude > 1e-6 else { return true }
    report(
      .shareSum, table, row, "share",
      found: "the shares of \(owner) add up to \((((sum * 1e9).rounded()) / 1e9).plainText)",
      accepted: "1 is accepted", remedy: "correct the shares of the group that ends here")
    return false
  }

  private func municipalNumbers(_ table: Table) -> (households: [Double], onePersonShares: [Double]) {
    var households = [Double](repeating: 0, count: table.rowCount)
    var shares = households
    for row in 0..<table.rowCount {
      households[table.position(row, "municipality")] = table.number(row, "households")
      shares[table.position(row, "municipality")] = table.number(row, "one_person_share_percent") / 100
    }
    return (households, shares)
  }

  // MARK: - Dwellings

  private func dwellingDemand(
    _ tables: HouseholdTables, _ types: Axis<Label>, _ axes: StockAxes
  ) -> DwellingDemand? {
    let odds = vacancyOdds(tables.odds, axes)
    guard let table = tables.preferences, let odds else { return nil }
    let tenures = axes.states.axes[0].labels.count
    let markets = axes.dwellingTypes.count * tenures
    var preferences = [Double](repeating: 0, count: types.count * markets)
    var lastRow = [Int](repeating: 0, count: types.count)
    for row in 0..<table.rowCount {
      let type = table.position(row, "household_type")
      let market = table.position(row, "dwelling_type") * tenures + table.position(row, "tenure")
      preferences[type * markets + market] = table.number(row, "share")
      lastRow[type] = row
    }
    let areSound = types.indices.map { type in
      let sum = preferences[type * markets..<(type + 1) * markets].reduce(0, +)
      return checkSum(sum, table, lastRow[type], of: types[type].key)
    }
    guard areSound.allSatisfy({ $0 }) else { return nil }
    return DwellingDemand(
      dwellingsPerHousehold: view.number("households.dwellings_per_household").value,
      frictionalVacancy: view.number("households.frictional_vacancy").value, preferences: preferences,
      vacancyOdds: odds)
  }

  /// Odds of vacancy by kind: the product of the odds ratios that apply.
  private func vacancyOdds(_ table: Table?, _ axes: StockAxes) -> [Double]? {
    let labels = [
      axes.dwellingTypes.keys, axes.states.axes[0].labels.keys, axes.states.axes[1].labels.keys,
    ]
    var ratios = labels.map { [Double](repeating: 1, count: $0.count) }
    guard let table else { return view.has("households.vacancy_odds") ? nil : Self.products(ratios) }
    var isSound = true
    for row in 0..<table.rowCount {
      let axis = table.position(row, "axis")
      let name = table.text(row, "label")
      guard let label = labels[axis].firstIndex(of: name) else {
        isSound = false
        let nearest = NearestKey.nearest(to: name, among: labels[axis])
        report(
          .unknownLabel, table, row, "label",
          found: "the axis \(table.text(row, "axis")) has no '\(name)'", accepted: listed(labels[axis]),
          remedy: nearest.map { "did you mean '\($0)'?" } ?? "")
        continue
      }
      ratios[axis][label] = table.number(row, "odds_ratio")
    }
    return isSound ? Self.products(ratios) : nil
  }

  private static func products(_ ratios: [[Double]]) -> [Double] {
    ratios.reduce([1]) { products, axis in products.flatMap { product in axis.map { product * $0 } } }
  }

  private func householdMoves(
    _ tables: HouseholdTables, _ types: Axis<Label>, _ axes: StockAxes
  ) -> HouseholdMoves? {
    let place = view["households.chains"]
    let ending = namedNumbers(place["ending_share"], types.keys)
    let conditions = axes.states.axes[1].labels.keys
    let odds = namedNumbers(place["leaving_odds"], conditions)
    for type in types.keys where !ending.keys.contains(type) {
      report(.missingKey, place["ending_share"], found: "the share of \(type) is missing")
    }
    guard let table = tables.moves else { return nil }
    var moves = [Double](repeating: 0, count: axes.dwellingTypes.count)
    for row in 0..<table.rowCount {
      moves[table.position(row, "dwelling_type")] = table.number(row, "moves_per_year")
    }
    return HouseholdMoves(
      endingShares: types.keys.map { ending[$0] ?? .nan }, movesPerYear: moves,
      leavingOdds: conditions.map { odds[$0] ?? 1 })
  }

  /// The numbers of a map by name; names that are not known are reported.
  private func namedNumbers(_ place: ScenarioView, _ known: [String]) -> [String: Double] {
    var numbers: [String: Double] = [:]
    for (name, number) in place.numberMap() {
      if known.contains(name) {
        numbers[name] = number.value
      } else {
        reportUnknownLabel(name, among: known, place[name])
      }
    }
    return numbers
  }
}
