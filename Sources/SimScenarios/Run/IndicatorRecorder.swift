internal import HousingSim
internal import SimNumerics

/// Records yearly indicators of stock, events and programmes: the built-in ones and those of the scenario.
///
/// Those of material, hubs, emissions and costs are the part of ``MineIndicators``.
struct IndicatorRecorder: RunObserver {
  private(set) var series: [IndicatorSeries]
  private var position: [String: Int] = [:]
  private let zoneCount: Int
  private var stays: StayTimes
  private var totals: StockTotals
  private let everything: DwellingSelection

  /// The recorder of a scenario, or of a member of it with a housing model of its own.
  init(scenario: Scenario, model: HousingModel? = nil) {
    let model = model ?? scenario.housingModel
    zoneCount = scenario.axes.zones.count
    everything = DwellingSelection(axes: scenario.axes)
    totals = StockTotals(layout: scenario.axes.layout)
    stays = StayTimes(model: model, states: Self.poorStates(scenario))
    let keys = IndicatorCatalogue.keys(lines: model.lines, indicators: scenario.indicators)
    series = keys.filter { !IndicatorCatalogue.mine.contains($0) }.map { key in
      let (unit, kind) = Self.unitAndKind(key, scenario)
      return IndicatorSeries(
        key: key, unit: unit, kind: kind,
        firstYear: kind == .flow ? scenario.axes.years.lowerBound : scenario.baselineYear)
    }
    for (index, indicator) in series.enumerated() { position[indicator.key] = index }
  }

  mutating func sawBaseline(_ stock: HousingStock, of scenario: Scenario) {
    recordStock(stock, scenario)
    recordStays(stock, yearIndex: 0, outcomes: nil)
  }

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) {
    saw(year.housing, stock: year.stock, year: year.year, of: scenario)
  }

  /// Records a year of the housing model alone.
  mutating func saw(_ housing: HousingYear, stock: HousingStock, year: Int, of scenario: Scenario) {
    recordStock(stock, scenario)
    recordStays(stock, yearIndex: year - scenario.axes.years.lowerBound, outcomes: housing.outcomes)
    recordEvents(housing)
  }

  private static func unitAndKind(_ key: String, _ scenario: Scenario) -> (String, IndicatorSeries.Kind) {
    switch key {
    case "dwellings": return ("dwellings", .stock)
    case "floor_area_withdrawn": return ("m2/year", .flow)
    default: break
    }
    if IndicatorCatalogue.stayKeys.contains(where: key.hasPrefix) { return ("years", .stock) }
    if let indicator = scenario.indicators.first(where: { $0.key == key }) {
      return (indicator.whole == nil ? "dwellings" : "1", .stock)
    }
    return ("dwellings/year", .flow)
  }

  // MARK: - Values

  private mutating func append(_ key: String, _ zones: [Double]) {
    append(key, zones.map { $0 }, region: zones.reduce(0, +))
  }

  private mutating func append(_ key: String, _ zones: [Double?], region: Double?) {
    guard let index = position[key] else { return }
    series[index].append(zones + [region])
  }

  /// Appends ratios, `nil` where there is nothing to be a share of.
  private mutating func append(_ key: String, _ part: [Double], of whole: [Double]) {
    func ratio(_ part: Double, _ whole: Double) -> Double? { whole > 0 ? part / whole : nil }
    append(
      key, zip(part, whole).map { ratio($0, $1) }, region: ratio(part.reduce(0, +), whole.reduce(0, +)))
  }

  private mutating func recordStock(_ stock: HousingStock, _ scenario: Scenario) {
    scenario.housingModel.count(stock, into: &totals)
    func sums(_ selection: DwellingSelection) -> [Double] {
      totals.totals(of: selection) ?? stock.totals(of: selection)
    }
    append("dwellings", sums(everything))
    for indicator in scenario.indicators {
      let counted = sums(indicator.counted)
      if let whole = indicator.whole {
        append(indicator.key, counted, of: sums(whole))
      } else {
        append(indicator.key, counted)
      }
    }
  }

  /// The states with the condition `poor`; none where the scenario has no such condition.
  private static func poorStates(_ scenario: Scenario) -> [Int] {
    let states = scenario.axes.states
    let axis = scenario.stateAxes.condition
    guard let poor = states.axes[axis].labels.position(of: IndicatorCatalogue.poorLabel) else { return [] }
    return (0..<states.count).filter { states.label(of: $0, on: axis) == poor }
  }

  /// How long dwellings that are poor now stay so with the rates of a year, with and without its programmes.
  private mutating func recordStays(_ stock: HousingStock, yearIndex: Int, outcomes: ProgrammeOutcomes?) {
    let alone = stays.times(of: stock, yearIndex: yearIndex, outcomes: nil)
    let treated =
      outcomes.map { stays.times(of: stock, yearIndex: yearIndex, outcomes: $0) } ?? alone
    for (times, suffix) in [(treated, ""), (alone, IndicatorCatalogue.withoutProgrammes)] {
      let (mean, deviation) = (times.map { $0?.mean }, times.map { $0?.standardDeviation })
      let keys = IndicatorCatalogue.stayKeys.map { $0 + suffix }
      append(keys[0], Array(mean.dropLast()), region: mean[zoneCount])
      append(keys[1], Array(deviation.dropLast()), region: deviation[zoneCount])
    }
  }

  private mutating func recordEvents(_ housing: HousingYear) {
    let flows = housing.flows
    for event in HousingEvent.allCases {
      var sums = [Double](repeating: 0, count: zoneCount)
      for (account, entry) in flows.accounts.enumerated() where entry.event == event {
        flows.addTotals(account: account, to: &sums)
      }
      append(event.rawValue, sums)
    }
    let outcomes = housing.outcomes
    var withdrawn = [Double](repeating: 0, count: zoneCount)
    for (line, key) in outcomes.lines.enumerated() {
      let offsets = (0..<zoneCount).map { outcomes.offset(line: line, zone: $0) }
      append(IndicatorCatalogue.donePrefix + key, offsets.map { outcomes.done[$0] + outcomes.counted[$0] })
      for zone in 0..<zoneCount { withdrawn[zone] += outcomes.floorAreaWithdrawn[offsets[zone]] }
    }
    append("floor_area_withdrawn", withdrawn)
  }
}
