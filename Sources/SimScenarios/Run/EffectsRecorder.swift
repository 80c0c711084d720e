internal import HousingSim
internal import SimNumerics
internal import UrbanMine

/// Records `carbon.csv`, `costs.csv` and `energy_use.csv`, and the indicators of hubs, emissions and costs.
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
  /// One series per indicator of the scenario.
  private(set) var series: [IndicatorSeries]
  private var position: [EffectIndicator: Int] = [:]
  private let zoneCount: Int
  private var totals: StockTotals

  init(scenario: Scenario) {
    zoneCount = scenario.axes.zones.count
    totals = StockTotals(
      layout: scenario.axes.layout, floorAreaM2: scenario.mineModel.inputs.floorAreaM2)
    let first = scenario.axes.years.lowerBound
    let indicators = EffectIndicator.all(hasFactors: scenario.effects != nil)
    series = indicators.map {
      IndicatorSeries(
        key: $0.rawValue, unit: $0.unit, kind: $0.isFlow ? .flow : .stock,
        firstYear: $0.hasBaseline ? first - 1 : first, meaning: $0.formula)
    }
    for (index, indicator) in indicators.enumerated() { position[indicator] = index }
  }

  mutating func sawBaseline(_ stock: HousingStock, of scenario: Scenario) {
    guard let effects = scenario.effects else { return }
    _ = recordEnergy(stock, year: scenario.baselineYear, scenario, effects.operation)
  }

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) {
    let inputs = scenario.mineModel.inputs
    let hubs = HubPerformance(year.mine, of: inputs, year: year.year)
    append(.hubUse, hubs.use)
    append(.storeLevel, hubs.storeLevel)
    append(.monthsInStore, hubs.monthsInStore)
    guard let effects = scenario.effects else { return }
    var account = CarbonAccount(zoneCount: zoneCount)
    account.add(
      year.mine, of: inputs, demand: DemandByUse(year.housing.flows, of: inputs), factors: effects.carbon)
    let energy = recordEnergy(year.stock, year: year.year, scenario, effects.operation)
    account.add(energy, yearIndex: year.year - inputs.firstYear, factors: effects.operation)
    recordCarbon(account, year: year.year, zones: scenario.axes.zones.keys)
    let dismantled = CarefulDismantling(
      year.housing.flows, yearIndex: year.year - inputs.firstYear, of: inputs)
    let costs = CostAccount(
      year.mine, dismantled: dismantled, of: inputs, year: year.year, factors: effects.cost)
    recordCosts(costs, year: year.year)
    recordRatios(costs, account, year.mine)
  }

  // MARK: - Tables

  private mutating func recordCarbon(_ account: CarbonAccount, year: Int, zones: [String]) {
    carbonCells += account.kilograms
    for (zone, key) in (zones + [Scenario.regionKey]).enumerated() {
      for source in CarbonSource.allCases {
        let kilograms = zone < zoneCount ? account[zone, source] : account.total(source)
        carbon.append(.integer(year), .text(key), .text(source.rawValue), .number(kilograms))
      }
    }
    let embodied: [CarbonSource] = [
      .embodiedNewBuild, .embodiedRenovation, .reuseAvoidedProduction, .recycledInput,
    ]
    append(.embodied, (0..<zoneCount).map { zone in embodied.reduce(0) { $0 + account[zone, $1] } })
    append(.avoided, (0..<zoneCount).map { account.avoidedByReuse(zone: $0) })
  }

  private mutating func recordCosts(_ account: CostAccount, year: Int) {
    for line in account.lines {
      costs.append(
        .integer(year), .text(line.programme ?? Self.mineKey), .text(line.item.rawValue), .number(line.euro))
    }
    append(.spent, account.spent)
    append(.saved, account.saved)
    append(.netCost, account.net)
  }

  /// The word that stands for the Urban Mine in the programme column of costs.
  static let mineKey = "urban_mine"

  private mutating func recordRatios(_ costs: CostAccount, _ carbon: CarbonAccount, _ mine: MineFlows) {
    let reused = (0..<mine.streamCount).reduce(0) { $0 + mine.total(.demandReused, stream: $1) }
    let tonnes = Quantity<Kilograms>(reused).tonnes.value
    let avoided = (0..<zoneCount).reduce(0) { $0 + carbon.avoidedByReuse(zone: $1) }
    append(.costPerTonneReused, tonnes > 0 ? costs.net / tonnes : nil)
    append(
      .costPerTonneAvoided, avoided > 0 ? costs.net / Quantity<Kilograms>(avoided).tonnes.value : nil)
    append(.avoidedPerEuro, costs.spent > 0 ? avoided / costs.spent : nil)
  }

  private mutating func recordEnergy(
    _ stock: HousingStock, year: Int, _ scenario: Scenario, _ factors: OperationFactors
  ) -> OperationalEnergy {
    let axes = scenario.axes
    let yearIndex = year - axes.years.lowerBound
    scenario.housingModel.count(stock, into: &totals)
    let use = OperationalEnergy(
      totals, states: axes.states, labelAxis: scenario.stateAxes.energyLabel,
      heatingAxis: scenario.stateAxes.heating)
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
    let gas = (0..<zoneCount).map { use.gasM3(zone: $0, factors) }
    let electricity = (0..<zoneCount).map { use.electricityKWh(zone: $0, factors) }
    append(.gasUse, gas)
    append(.electricityUse, electricity)
    let perKWh = factors.electricityKgPerKWh(yearIndex: yearIndex)
    append(.operational, zip(gas, electricity).map { $0 * factors.gasKgPerM3 + $1 * perKWh })
    return use
  }

  // MARK: - Indicators

  private mutating func append(_ indicator: EffectIndicator, _ zones: [Double]) {
    guard let index = position[indicator] else { return }
    series[index].append(zones.map { $0 } + [zones.reduce(0, +)])
  }

  /// Appends a value that only the region has.
  private mutating func append(_ indicator: EffectIndicator, _ region: Double?) {
    guard let index = position[indicator] else { return }
    series[index].append([Double?](repeating: nil, count: zoneCount) + [region])
  }
}
