internal import HousingSim
internal import SimNumerics

extension Simulation {
  /// Places the households of a year in the stock at its end, checks their accounts, and lets the observers look.
  ///
  /// - Parameters:
  ///   - stock: the stock at the end of the year.
  ///   - yearIndex: the simulated year from 0, or `nil` for the baseline year.
  ///   - scenario: the scenario; without households nothing happens.
  ///   - member: the households of a member of an ensemble, in place of those of the scenario.
  ///   - totals: the dwellings of the stock where they are counted already.
  ///   - observer: who looks.
  /// - Throws: ``SimulationError`` where households cannot be placed or an account does not close.
  static func placeHouseholds(
    _ stock: HousingStock, yearIndex: Int?, _ scenario: Scenario, _ member: HouseholdModel? = nil,
    totals: StockTotals? = nil, observedBy observer: inout some RunObserver
  ) throws(SimulationError) {
    guard let model = member ?? scenario.households else { return }
    let year: HouseholdYear
    do {
      if let totals {
        year = try model.year(totals, yearIndex: yearIndex)
      } else {
        year = try model.year(stock, yearIndex: yearIndex)
      }
    } catch {
      throw SimulationError.households(error)
    }
    if !year.closes {
      for line in HouseholdAccountLine.lines(of: year, scenario) where !line.closes {
        throw SimulationError.householdAccount(
          line.account, key: line.key, year: year.year, residual: line.residual, scale: line.scale)
      }
    }
    observer.saw(year, of: scenario)
  }
}

extension HouseholdYear {
  /// Whether all accounts close: the quick answer for the many years in which nothing is to be told of them.
  fileprivate var closes: Bool {
    population?.firstBreach == nil && balance.households.allSatisfy { $0.closes }
      && balance.housed.allSatisfy { $0.closes } && balance.chains?.closes ?? true
  }
}

/// One equation of the accounts of households, as `balance.csv` writes it.
struct HouseholdAccountLine {
  let account: String
  let key: String
  let residual: Double
  let scale: Double
  let closes: Bool

  /// The equations of a year: inhabitants and households by municipality, housing by zone, chains of the region.
  static func lines(of year: HouseholdYear, _ scenario: Scenario) -> [HouseholdAccountLine] {
    let municipalities = scenario.households?.inputs.population.municipalities.keys ?? []
    var lines: [HouseholdAccountLine] = []
    if let population = year.population {
      for (position, key) in municipalities.enumerated() {
        let line = HouseholdBalance.Line(
          residual: population.residual[position], scale: population.scale[position])
        lines.append(HouseholdAccountLine("inhabitants", key, line))
      }
    }
    for (key, line) in zip(municipalities, year.balance.households) {
      lines.append(HouseholdAccountLine("households", key, line))
    }
    for (key, line) in zip(scenario.axes.zones.keys, year.balance.housed) {
      lines.append(HouseholdAccountLine("households_housed", key, line))
    }
    if let chains = year.balance.chains {
      lines.append(HouseholdAccountLine("vacancy_chains", Scenario.regionKey, chains))
    }
    return lines
  }

  private init(_ account: String, _ key: String, _ line: HouseholdBalance.Line) {
    self.account = account
    self.key = key
    residual = line.residual
    scale = line.scale
    closes = line.closes
  }
}
