internal import HousingSim
internal import SimNumerics
internal import UrbanMine

/// Records `balance.csv`: how well every account closes in every year.
struct BalanceRecorder: RunObserver {
  private(set) var table = ResultTable(
    fileName: "balance.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year"),
      ResultColumn(
        "account", .text,
        longName: "dwellings, material, material_demand, material_unused, hub_store or funding"),
      ResultColumn("key", .text, longName: "zone, material, hub or programme"),
      ResultColumn(
        "residual", .number, unit: "dwellings, t or euro", longName: "what is left of the equation"),
      ResultColumn(
        "scale", .number, unit: "dwellings, t or euro", longName: "largest magnitude in the equation"),
    ])
  /// Per account the residual that is largest relative to its scale.
  private(set) var worst: [RunRecord.Balance] = []

  mutating func sawBaseline(_ stock: HousingStock, of scenario: Scenario) {}

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) {
    let dwellings = year.housing.balance
    for (zone, key) in scenario.axes.zones.keys.enumerated() {
      add(year.year, "dwellings", key, dwellings.residual[zone], dwellings.scale[zone])
    }
    let inputs = scenario.mineModel.inputs
    for (stream, key) in inputs.streams.axis.keys.enumerated() {
      add(year.year, "material", key, year.mine.balance.released[stream])
      add(year.year, "material_demand", key, year.mine.balance.demand[stream])
      add(year.year, "material_unused", key, year.mine.balance.unused[stream])
    }
    for (hub, key) in inputs.hubs.keys.enumerated() {
      add(year.year, "hub_store", key, year.mine.balance.hubs[hub])
    }
    guard let money = year.funding?.balance else { return }
    for (line, key) in scenario.housingModel.lines.enumerated() {
      add(year.year, "funding", key, money.residual[line], money.scale[line])
    }
  }

  mutating func saw(_ households: HouseholdYear, of scenario: Scenario) {
    // The baseline year is no simulated one, and has no rows.
    guard households.year > scenario.baselineYear else { return }
    for line in HouseholdAccountLine.lines(of: households, scenario) {
      add(households.year, line.account, line.key, line.residual, line.scale)
    }
  }

  private mutating func add(_ year: Int, _ account: String, _ key: String, _ line: BalanceLine) {
    add(
      year, account, key, Quantity<Kilograms>(line.residual).tonnes.value,
      Quantity<Kilograms>(line.scale).tonnes.value)
  }

  private mutating func add(
    _ year: Int, _ account: String, _ key: String, _ residual: Double, _ scale: Double
  ) {
    table.append(.integer(year), .text(account), .text(key), .number(residual), .number(scale))
    let line = RunRecord.Balance(account: account, largestResidual: residual.magnitude, scale: scale)
    guard let position = worst.firstIndex(where: { $0.account == account }) else { return worst.append(line) }
    let known = worst[position]
    if line.largestResidual * max(known.scale, .leastNonzeroMagnitude) > known.largestResidual * scale {
      worst[position] = line
    }
  }
}
