internal import SimNumerics
internal import UrbanMine

extension SitingReader {
  /// What a problem over periods has beside demands, sites and costs.
  struct Stages {
    let sites: [PeriodSite]
    /// Demands x periods.
    let amounts: Matrix
    /// The periods, in order.
    let periods: [Int]
  }

  /// Reads the amounts and capacity steps of a problem over periods, and refuses what has no effect there.
  mutating func periods(_ demand: Table?, _ sites: Table?) -> Stages? {
    for (given, missing) in [("amounts", "steps"), ("steps", "amounts")] where !view.has(missing) {
      report(
        .missingKey, view[given], "stands without \(missing)", "both or neither are accepted",
        "give \(missing) too")
    }
    for key in ["assignment", "objective", "open.min"] where view.has(key) {
      report(.inconsistent, view[key], "has no effect over periods", "", "take it away")
    }
    if view.has("open"), !view.has("open.max"), !view.has("open.min"), case .scalar = view["open"].node?.value
    {
      report(
        .inconsistent, view["open"], "is a number; over periods sites open one by one",
        "a map with max is accepted")
    }
    let amounts = table("amounts", SitingCatalogue.amounts(demands: demand?.texts("id")))
    let steps = table("steps", SitingCatalogue.steps(sites: sites?.texts("id")))
    guard let demand, let sites, let amounts, let steps else { return nil }
    let periods = Set((0..<amounts.rowCount).map { amounts.integer($0, "period") }).sorted()
    guard let matrix = matrix(of: amounts, demand.texts("id"), periods) else { return nil }
    return Stages(
      sites: (0..<sites.rowCount).map { Self.site(sites, $0, steps) }, amounts: matrix, periods: periods)
  }

  /// The amounts, demands x periods; `nil` and a problem where one is missing.
  private mutating func matrix(of amounts: Table, _ demands: [String], _ periods: [Int]) -> Matrix? {
    var matrix = Matrix(rows: demands.count, columns: periods.count, repeating: .nan)
    for row in 0..<amounts.rowCount {
      guard let period = periods.firstIndex(of: amounts.integer(row, "period")) else { continue }
      matrix[amounts.position(row, "demand_id"), period] = amounts.number(row, "amount")
    }
    var isComplete = true
    for (row, demand) in demands.enumerated() {
      for (column, period) in periods.enumerated() where matrix[row, column].isNaN {
        isComplete = false
        report(
          .missingRow, view["amounts"], "has no amount of '\(demand)' in period \(period)",
          "every demand in every period of the table is expected", "add the row, 0 where nothing comes")
      }
    }
    return isComplete ? matrix : nil
  }

  private static func site(_ sites: Table, _ row: Int, _ steps: Table) -> PeriodSite {
    let own = (0..<steps.rowCount).filter { steps.position($0, "site_id") == row }
      .map { (capacity: steps.number($0, "capacity"), cost: steps.number($0, "cost")) }
      .sorted { $0.capacity < $1.capacity }
    return PeriodSite(
      key: sites.text(row, "id"), openCostPerPeriod: sites.optionalNumber(row, "fixed_cost") ?? 0,
      capacitySteps: own.map(\.capacity), stepCostsPerPeriod: own.map(\.cost),
      storeCapacity: sites.optionalNumber(row, "store_capacity") ?? 0,
      storeCost: sites.optionalNumber(row, "store_cost") ?? 0)
  }
}
