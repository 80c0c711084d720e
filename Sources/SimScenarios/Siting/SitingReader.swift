internal import SimNumerics
internal import UrbanMine

/// Turns a checked siting file and its tables into a problem, and collects every problem on the way.
struct SitingReader {
  let view: ScenarioView
  let files: any InputFiles
  private(set) var problems: [ScenarioProblem]

  init(view: ScenarioView, files: any InputFiles, problems: [ScenarioProblem]) {
    self.view = view
    self.files = files
    self.problems = problems
  }

  /// Whether hubs open and grow over periods.
  private var isOverPeriods: Bool { view.has("amounts") || view.has("steps") }

  /// The request, or `nil` where problems leave nothing to build.
  mutating func request() -> SitingRequest? {
    let demand = table("demand", SitingCatalogue.demand(overPeriods: isOverPeriods))
    let sites = table("sites", SitingCatalogue.sites(overPeriods: isOverPeriods))
    let costs = unitCosts(demand, sites)
    let count = sites.flatMap { openCount(of: $0.rowCount) }
    let stages = isOverPeriods ? periods(demand, sites) : nil
    guard !problems.hasErrors, let demand, let sites, let costs else { return nil }
    do throws(SitingError) {
      let problem: SitingRequest.Problem =
        if let stages {
          .periods(
            try PeriodSiting(
              sites: stages.sites, amounts: stages.amounts, unitCosts: costs,
              mostOpen: count?.upperBound ?? sites.rowCount), demands: demand.texts("id"),
            periods: stages.periods)
        } else {
          .single(try problem(demand, sites, costs, count))
        }
      return SitingRequest(problem: problem, timeLimit: view.number("time_limit_seconds").value)
    } catch {
      let place = if case .capacityOfFarthest = error { view["objective"] } else { view }
      report(.inconsistent, place, "\(error)")
      return nil
    }
  }

  private func problem(
    _ demand: Table, _ sites: Table, _ costs: Matrix, _ count: ClosedRange<Int>?
  ) throws(SitingError) -> SitingProblem {
    try SitingProblem(
      demands: (0..<demand.rowCount).map {
        SitingDemand(key: demand.text($0, "id"), amount: demand.number($0, "amount"))
      },
      sites: (0..<sites.rowCount).map {
        CandidateSite(
          key: sites.text($0, "id"), fixedCost: sites.optionalNumber($0, "fixed_cost") ?? 0,
          capacity: sites.optionalNumber($0, "capacity") ?? .infinity)
      },
      unitCosts: costs, openCount: count,
      assignment: SitingAssignment(rawValue: view.text("assignment")) ?? .split,
      objective: SitingObjective(rawValue: view.text("objective")) ?? .total)
  }

  mutating func report(
    _ code: ProblemCode, _ place: ScenarioView, _ found: String, _ accepted: String = "",
    _ remedy: String = ""
  ) {
    problems.append(
      ScenarioProblem(
        code, at: place.location, key: place.key, found: found, accepted: accepted, remedy: remedy))
  }

  mutating func table(_ key: String, _ schema: TableSchema) -> Table? {
    let place = view[key]
    guard let path = place.filePath() else { return nil }
    let reading = TableReader.read(path, files: files, as: schema, namedAt: place.location, key: key)
    problems += reading.problems
    return reading.table
  }

  /// How many sites may open; `nil` where the file does not say or says it wrongly.
  private mutating func openCount(of siteCount: Int) -> ClosedRange<Int>? {
    let open = view["open"]
    guard open.exists else { return nil }
    let isMap = if case .mapping = open.node?.value { true } else { false }
    let fewest = isMap ? open["min"] : open
    let most = isMap ? open["max"] : open
    let low = fewest.optionalInteger() ?? 1
    let high = most.optionalInteger() ?? siteCount
    let ends = isMap ? [(fewest, low), (most, high)] : [(open, low)]
    for (place, count) in ends where place.exists && count > siteCount {
      report(
        .outOfRange, place, "is \(count)", "1 to \(siteCount), the number of sites, is accepted")
    }
    guard low <= siteCount, high <= siteCount else { return nil }
    guard low <= high else {
      report(.outOfRange, fewest, "is \(low) with a max of \(high)", "at most the max is accepted")
      return nil
    }
    return low >= 1 ? low...high : nil
  }

  // MARK: - Costs

  /// The cost of one unit, demands x sites, from the costs, the distances or the places.
  private mutating func unitCosts(_ demand: Table?, _ sites: Table?) -> Matrix? {
    if view.has("costs"), view.has("distances") {
      report(.inconsistent, view["distances"], "stands beside costs", "one of the two is accepted")
    }
    checkUnread()
    if view.has("costs") { return pairs("costs", "cost", demand, sites, factor: 1) }
    let factor = view.number("cost_per_unit_km").value
    if view.has("distances") { return pairs("distances", "km", demand, sites, factor: factor) }
    guard let demand, let sites else { return nil }
    let hasPlaces = [demand, sites].allSatisfy { $0.has("latitude") && $0.has("longitude") }
    guard hasPlaces else {
      report(
        .missingKey, view, "neither costs nor distances are given",
        "one of the two, or latitude and longitude in the tables of demand and sites, is expected")
      return nil
    }
    let areComplete = [demand, sites].map { checkPlaces($0) }
    guard areComplete == [true, true] else { return nil }
    return byPlace(demand, sites, costPerKm: factor * view.number("road_detour_factor").value)
  }

  /// Refuses keys that costs or distances leave without effect.
  private mutating func checkUnread() {
    let unread = [
      ("costs", ["cost_per_unit_km", "road_detour_factor"]), ("distances", ["road_detour_factor"]),
    ]
    for (given, keys) in unread where view.has(given) {
      for key in keys where view.has(key) && (given == "costs" || !view.has("costs")) {
        report(
          .inconsistent, view[key], "has no effect beside \(given)", "", "take one of the two away")
      }
    }
  }

  private mutating func pairs(
    _ key: String, _ column: String, _ demand: Table?, _ sites: Table?, factor: Double
  ) -> Matrix? {
    // Also where the other tables are wrong, so that what is wrong here does not wait for the next pass.
    let schema = SitingCatalogue.pairs(column, demands: demand?.texts("id"), sites: sites?.texts("id"))
    guard let table = table(key, schema), let demand, let sites else { return nil }
    var costs = Matrix(rows: demand.rowCount, columns: sites.rowCount, repeating: .infinity)
    for row in 0..<table.rowCount {
      guard let value = table.optionalNumber(row, column) else { continue }
      costs[table.position(row, "demand_id"), table.position(row, "site_id")] = value * factor
    }
    return costs
  }

  /// Whether every row has a place; a row without one is reported.
  private mutating func checkPlaces(_ table: Table) -> Bool {
    var isComplete = true
    for row in 0..<table.rowCount {
      for column in ["latitude", "longitude"] where table.optionalNumber(row, column) == nil {
        isComplete = false
        problems.append(
          ScenarioProblem(
            .emptyCell, at: table.location(row, column), key: column,
            found: "'\(table.text(row, "id"))' has no place", accepted: "degrees are expected",
            remedy: "give both coordinates of every row, or a table of distances"))
      }
    }
    return isComplete
  }

  private func byPlace(_ demand: Table, _ sites: Table, costPerKm: Double) -> Matrix {
    var costs = Matrix(rows: demand.rowCount, columns: sites.rowCount)
    for row in 0..<demand.rowCount {
      for site in 0..<sites.rowCount {
        costs[row, site] =
          costPerKm
          * GreatCircle.kilometres(
            latitude: demand.number(row, "latitude"), longitude: demand.number(row, "longitude"),
            toLatitude: sites.number(site, "latitude"), longitude: sites.number(site, "longitude"))
      }
    }
    return costs
  }
}

extension Table {
  /// The texts of a column, row by row.
  func texts(_ column: String) -> [String] { (0..<rowCount).map { text($0, column) } }
}
