internal import HousingSim
internal import SimNumerics
internal import UrbanMine

/// The indicators of material, hubs, emissions and costs: year by year from the flows of the mine, without any table.
///
/// The memory is made once and written anew in every run. A plain run adds tables to it (``EffectsRecorder``,
/// ``MineRecorder``); a member of an ensemble does not.
struct MineIndicators: Sendable {
  /// The values.
  private(set) var block: IndicatorBlock
  /// The emissions of the last year that was recorded.
  private(set) var carbon: CarbonAccount
  /// kg per year, flows x zones.
  private var sums: [Double]
  private let zoneCount: Int
  private let effectPositions: EffectPositions

  init(scenario: Scenario) {
    zoneCount = scenario.axes.zones.count
    let effects = EffectIndicator.all(hasFactors: scenario.effects != nil)
    let first = scenario.axes.years.lowerBound
    let heads =
      Self.mineHeads(firstYear: first)
      + effects.map {
        IndicatorHead(
          key: $0.rawValue, unit: $0.unit, kind: $0.isFlow ? .flow : .stock,
          firstYear: $0.hasBaseline ? first - 1 : first, meaning: $0.formula)
      }
    effectPositions = EffectPositions(effects, from: MinePosition.count)
    block = IndicatorBlock(
      heads, firstYear: scenario.baselineYear, yearCount: scenario.axes.yearCount + 1,
      placeCount: zoneCount + 1)
    carbon = CarbonAccount(zoneCount: zoneCount)
    sums = Array(repeating: 0, count: MaterialFlow.count * zoneCount)
  }

  /// The positions of the indicators after those of the material flows.
  private enum MinePosition {
    static let reuseRate = MaterialFlow.count
    static let recyclingRate = reuseRate + 1
    static let circularInputShare = recyclingRate + 1
    static let transportWork = circularInputShare + 1
    static let hubsOpen = transportWork + 1
    static let count = hubsOpen + 1
  }

  private static func mineHeads(firstYear: Int) -> [IndicatorHead] {
    let flows = MaterialFlow.allCases.map { ($0.rawValue, "t/year", IndicatorSeries.Kind.flow) }
    let others: [(String, String, IndicatorSeries.Kind)] = [
      ("reuse_rate", "1", .stock), ("recycling_rate", "1", .stock), ("circular_input_share", "1", .stock),
      ("transport_work", "t km/year", .flow), ("hubs_open", "hubs", .stock),
    ]
    return (flows + others).map { IndicatorHead(key: $0.0, unit: $0.1, kind: $0.2, firstYear: firstYear) }
  }

  // MARK: - Years

  /// Records the energy that dwellings use at the end of a year; year -1 is the baseline year.
  mutating func record(_ use: EnergyUse, yearIndex: Int, _ factors: OperationFactors) {
    guard let gasUse = effectPositions[.gasUse], let electricityUse = effectPositions[.electricityUse],
      let operational = effectPositions[.operational]
    else { return }
    let perKWh = factors.electricityKgPerKWh(yearIndex: yearIndex)
    let year = yearIndex + 1
    for zone in 0..<zoneCount {
      let (gas, electricity) = (use.gasM3[zone], use.electricityKWh[zone])
      block.set(gas, gasUse, year: year, place: zone)
      block.set(electricity, electricityUse, year: year, place: zone)
      block.set(
        gas * factors.gasKgPerM3 + electricity * perKWh, operational, year: year, place: zone)
    }
    block.addUpZones(gasUse, year: year)
    block.addUpZones(electricityUse, year: year)
    block.addUpZones(operational, year: year)
  }

  /// Records what the mine did in a year.
  ///
  /// - Parameters:
  ///   - mine: the flows of the year.
  ///   - energy: the floor area at the end of the year, which emits by use of energy.
  ///   - yearIndex: the year, counted from the first simulated year.
  ///   - inputs: the inputs of the mine.
  ///   - effects: the factors of emissions and costs, or `nil` where there are none.
  mutating func record(
    _ mine: MineFlows, energy: OperationalEnergy?, yearIndex: Int, of inputs: MineInputs,
    _ effects: MineEffects?
  ) {
    let year = yearIndex + 1
    recordFlows(mine, year, open: inputs.hubs.count { $0.openingYear < inputs.firstYear + year })
    let hubs = HubPerformance(mine, of: inputs, year: inputs.firstYear + yearIndex)
    setRegion(hubs.use, .hubUse, year)
    setRegion(hubs.storeLevel, .storeLevel, year)
    setRegion(hubs.monthsInStore, .monthsInStore, year)
    guard let effects, let energy else { return }
    carbon.reset()
    carbon.add(mine, factors: effects.carbon)
    let use = energy.use(effects.operation)
    record(use, yearIndex: yearIndex, effects.operation)
    carbon.add(use, yearIndex: yearIndex, factors: effects.operation)
    recordCarbon(year)
    let costs = CostTotals(mine, of: inputs, year: inputs.firstYear + yearIndex, factors: effects.cost)
    recordCosts(costs, year)
  }

  private mutating func recordFlows(_ mine: MineFlows, _ year: Int, open: Int) {
    mine.addUpStreams(into: &sums)
    let tonnes = Quantity<Kilograms>(1).tonnes.value
    for flow in 0..<MaterialFlow.count {
      block.setZones(sums, from: flow * zoneCount, times: tonnes, flow, year: year)
    }
    block.setZones(mine.tonneKilometres, MinePosition.transportWork, year: year)
    let released = MaterialFlow.released.position
    block.setRatio(MinePosition.reuseRate, of: [MaterialFlow.reused.position], to: released, year: year)
    block.setRatio(MinePosition.recyclingRate, of: [MaterialFlow.recycled.position], to: released, year: year)
    block.setRatio(
      MinePosition.circularInputShare,
      of: [MaterialFlow.demandReused.position, MaterialFlow.demandRecycled.position],
      to: MaterialFlow.demand.position, year: year)
    block.set(Double(open), MinePosition.hubsOpen, year: year, place: zoneCount)
  }

  private mutating func recordCarbon(_ year: Int) {
    guard let embodiedPosition = effectPositions[.embodied], let avoidedPosition = effectPositions[.avoided]
    else { return }
    for zone in 0..<zoneCount {
      var embodied = carbon[zone, .embodiedNewBuild] + carbon[zone, .embodiedRenovation]
      embodied += carbon[zone, .reuseAvoidedProduction]
      embodied += carbon[zone, .recycledInput]
      block.set(embodied, embodiedPosition, year: year, place: zone)
      block.set(carbon.avoidedByReuse(zone: zone), avoidedPosition, year: year, place: zone)
    }
    block.addUpZones(embodiedPosition, year: year)
    block.addUpZones(avoidedPosition, year: year)
  }

  private mutating func recordCosts(_ costs: CostTotals, _ year: Int) {
    let (spent, net) = (costs.spent, costs.net)
    setRegion(spent, .spent, year)
    setRegion(costs.saved, .saved, year)
    setRegion(net, .netCost, year)
    var (reused, avoided) = (0.0, 0.0)
    for zone in 0..<zoneCount {
      reused += sums[MaterialFlow.demandReused.position * zoneCount + zone]
      avoided += carbon.avoidedByReuse(zone: zone)
    }
    let tonnes = Quantity<Kilograms>(reused).tonnes.value
    setRegion(tonnes > 0 ? net / tonnes : nil, .costPerTonneReused, year)
    setRegion(
      avoided > 0 ? net / Quantity<Kilograms>(avoided).tonnes.value : nil, .costPerTonneAvoided, year)
    setRegion(spent > 0 ? avoided / spent : nil, .avoidedPerEuro, year)
  }

  /// Sets a value that only the region has.
  private mutating func setRegion(_ value: Double?, _ indicator: EffectIndicator, _ year: Int) {
    guard let position = effectPositions[indicator] else { return }
    block.set(value ?? .nan, position, year: year, place: zoneCount)
  }
}

/// The positions of the indicators of hubs, emissions and costs.
private struct EffectPositions: Sendable {
  /// One per case, -1 where the scenario does not have the indicator.
  private var positions = Array(repeating: -1, count: EffectIndicator.allCases.count)

  /// Numbers indicators in their order.
  init(_ indicators: [EffectIndicator], from first: Int) {
    for (position, indicator) in indicators.enumerated() { positions[indicator.place] = first + position }
  }

  subscript(indicator: EffectIndicator) -> Int? {
    let position = positions[indicator.place]
    return position < 0 ? nil : position
  }
}
