internal import HousingSim
internal import SimNumerics
internal import UrbanMine

/// Records `carbon.csv`, `costs.csv` and `energy_use.csv`, and the indicators of material, hubs, emissions and costs.
///
/// Without `effects` in the scenario the tables have no rows. In `carbon.csv` the row of the region is the sum of those
/// of the zones, source by source.
struct EffectsRecorder: RunObserver {
  private(set) var carbon = ResultTable(
    fileName: "carbon.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year"),
      ResultColumn("zone", .text, longName: "zone, or region for the total"),
      ResultColumn("source", .text, longName: "what emits, or avoids emissions"),
      ResultColumn("kg_co2e", .number, unit: "kg CO2e/year", longName: "emissions; below 0 where avoided"),
    ])
  private(set) var costs = ResultTable(
    fileName: "costs.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year"),
      ResultColumn("programme", .text, longName: "programme that causes it, or urban_mine"),
      ResultColumn("item", .text, longName: "what is paid or saved"),
      ResultColumn("euro", .number, unit: "euro/year", longName: "costs; below 0 where saved"),
    ])
  private(set) var energy = ResultTable(
    fileName: "energy_use.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year, stock at its end"),
      ResultColumn("zone", .text, longName: "zone, or region for the total"),
      ResultColumn("energy_label", .text, longName: "energy label"),
      ResultColumn("heating", .text, longName: "heating"),
      ResultColumn("floor_area_m2", .number, unit: "m2", longName: "usable floor area"),
      ResultColumn("gas_m3", .number, unit: "m3/year", longName: "natural gas"),
      ResultColumn("electricity_kwh", .number, unit: "kWh/year", longName: "electricity"),
      ResultColumn("kg_co2e", .number, unit: "kg CO2e/year", longName: "emissions of both"),
    ])
  /// kg CO2e, years x zones x sources.
  private(set) var carbonCells: [Double] = []
  /// The indicators, from which the tables take emissions and costs.
  private var indicators: MineIndicators
  private let zoneCount: Int

  init(scenario: Scenario) {
    zoneCount = scenario.axes.zones.count
    indicators = MineIndicators(scenario: scenario)
  }

  /// One series per indicator of material, hubs, emissions and costs.
  var series: [IndicatorSeries] { indicators.block.heads.indices.map { indicators.block.series($0) } }

  mutating func sawBaseline(_ stock: HousingStock, of scenario: Scenario) {
    guard let effects = scenario.effects else { return }
    let energy = OperationalEnergy(stock, of: scenario)
    indicators.record(energy.use(effects.operation), yearIndex: -1, effects.operation)
    recordEnergy(energy, year: scenario.baselineYear, scenario, effects.operation)
  }

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) {
    let inputs = scenario.mineModel.inputs
    let energy = scenario.effects.map { _ in OperationalEnergy(year.stock, of: scenario) }
    indicators.record(
      year.mine, energy: energy, yearIndex: year.year - inputs.firstYear, of: inputs, scenario.effects)
    guard let effects = scenario.effects, let energy else { return }
    recordCarbon(year: year.year, zones: scenario.axes.zones.keys)
    recordEnergy(energy, year: year.year, scenario, effects.operation)
    recordCosts(
      CostAccount(
        year.mine, dismantled: CarefulDismantling(year.mine.harvest, of: inputs), of: inputs, year: year.year,
        factors: effects.cost), year: year.year)
  }

  // MARK: - Tables

  private mutating func recordCarbon(year: Int, zones: [String]) {
    let account = indicators.carbon
    carbonCells += account.kilograms
    for (zone, key) in (zones + [Scenario.regionKey]).enumerated() {
      for source in CarbonSource.allCases {
        let kilograms = zone < zoneCount ? account[zone, source] : account.total(source)
        carbon.append(.integer(year), .text(key), .text(source.rawValue), .number(kilograms))
      }
    }
  }

  private mutating func recordCosts(_ account: CostAccount, year: Int) {
    for line in account.lines {
      costs.append(
        .integer(year), .text(line.programme ?? Self.mineKey), .text(line.item.rawValue), .number(line.euro))
    }
  }

  /// The word that stands for the Urban Mine in the programme column of costs.
  static let mineKey = "urban_mine"

  private mutating func recordEnergy(
    _ use: OperationalEnergy, year: Int, _ scenario: Scenario, _ factors: OperationFactors
  ) {
    let axes = scenario.axes
    let yearIndex = year - axes.years.lowerBound
    let labels = axes.states.axes[scenario.stateAxes.energyLabel].labels.keys
    let heatings = axes.states.axes[scenario.stateAxes.heating].labels.keys
    for (zone, key) in (axes.zones.keys + [Scenario.regionKey]).enumerated() {
      let zones = zone < zoneCount ? zone..<zone + 1 : 0..<zoneCount
      for (label, labelKey) in labels.enumerated() {
        for (heating, heatingKey) in heatings.enumerated() {
          let cell = label * heatings.count + heating
          let area = zones.reduce(0) {
            $0 + use.floorAreaM2[use.offset(zone: $1, label: label, heating: heating)]
          }
          energy.append(
            .integer(year), .text(key), .text(labelKey), .text(heatingKey), .number(area),
            .number(area * factors.gasM3PerM2[cell]), .number(area * factors.electricityKWhPerM2[cell]),
            .number(area * factors.kgPerM2(label: label, heating: heating, yearIndex: yearIndex)))
        }
      }
    }
  }
}
