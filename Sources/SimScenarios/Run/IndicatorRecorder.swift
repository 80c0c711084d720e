internal import HousingSim
internal import SimNumerics

/// Records yearly indicators of stock, events and programmes: the built-in ones and those of the scenario.
///
/// Those of material, hubs, emissions and costs are the part of ``MineIndicators``.
struct IndicatorRecorder: RunObserver {
  /// The values.
  private(set) var block: IndicatorBlock
  private let positions: [String: Int]
  private let zoneCount: Int
  private var stays: StayTimes
  private var totals: StockTotals
  /// The different selections of dwellings that the indicators of the stock count.
  private let selections: [DwellingSelection]
  /// The indicators of the stock, each with the positions of what it counts and of what that is a share of.
  private let stockIndicators: [(key: String, counted: Int, whole: Int?)]

  /// The recorder of a scenario, or of a member of it with a housing model of its own.
  init(scenario: Scenario, model: HousingModel? = nil) {
    let model = model ?? scenario.housingModel
    zoneCount = scenario.axes.zones.count
    (selections, stockIndicators) = Self.stockIndicators(scenario)
    totals = StockTotals(layout: scenario.axes.layout)
    stays = StayTimes(model: model, states: Self.poorStates(scenario))
    let keys = IndicatorCatalogue.keys(lines: model.lines, indicators: scenario.indicators)
    let heads = keys.filter { !IndicatorCatalogue.mine.contains($0) }.map { key in
      let (unit, kind) = Self.unitAndKind(key, scenario)
      return IndicatorHead(
        key: key, unit: unit, kind: kind,
        firstYear: kind == .flow ? scenario.axes.years.lowerBound : scenario.baselineYear)
    }
    positions = Dictionary(uniqueKeysWithValues: heads.enumerated().map { ($1.key, $0) })
    block = IndicatorBlock(
      heads, firstYear: scenario.baselineYear, yearCount: scenario.axes.yearCount + 1,
      placeCount: zoneCount + 1)
  }

  /// The recorder of another run of the same scenario, with a housing model that differs in its numbers.
  func restarted(with model: HousingModel) -> IndicatorRecorder {
    var recorder = self
    recorder.stays = StayTimes(model: model, states: stays.states)
    recorder.block.clear()
    return recorder
  }

  /// The values as series, in the order of the block.
  var series: [IndicatorSeries] { block.heads.indices.map { block.series($0) } }

  mutating func sawBaseline(_ stock: HousingStock, of scenario: Scenario) {
    scenario.housingModel.count(stock, into: &totals)
    sawBaseline(stock, totals: totals, of: scenario)
  }

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) {
    scenario.housingModel.count(year.stock, into: &totals)
    saw(year.housing, stock: year.stock, totals: totals, year: year.year, of: scenario)
  }

  /// Records the baseline, whose dwellings are counted already.
  mutating func sawBaseline(_ stock: HousingStock, totals: StockTotals, of scenario: Scenario) {
    recordStock(stock, totals, 0)
    recordStays(stock, 0, outcomes: nil)
  }

  /// Records a year of the housing model alone, whose dwellings are counted already.
  mutating func saw(
    _ housing: HousingYear, stock: HousingStock, totals: StockTotals, year: Int, of scenario: Scenario
  ) {
    let row = year - scenario.baselineYear
    recordStock(stock, totals, row)
    recordStays(stock, row, outcomes: housing.outcomes)
    recordEvents(housing, row)
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

  /// Sets the values of the zones; that of the region is their sum.
  private mutating func set(_ key: String, _ year: Int, _ zones: [Double]) {
    guard let index = positions[key] else { return }
    for (zone, value) in zones.enumerated() { block.set(value, index, year: year, place: zone) }
    block.addUpZones(index, year: year)
  }

  /// Sets ratios, which are no value where there is nothing to be a share of.
  private mutating func set(_ key: String, _ year: Int, _ part: [Double], of whole: [Double]) {
    guard let index = positions[key] else { return }
    func setRatio(_ part: Double, _ whole: Double, place: Int) {
      block.set(whole > 0 ? part / whole : .nan, index, year: year, place: place)
    }
    for zone in 0..<zoneCount { setRatio(part[zone], whole[zone], place: zone) }
    setRatio(part.reduce(0, +), whole.reduce(0, +), place: zoneCount)
  }

  private mutating func recordStock(_ stock: HousingStock, _ totals: StockTotals, _ year: Int) {
    let sums = selections.map { totals.totals(of: $0) ?? stock.totals(of: $0) }
    for indicator in stockIndicators {
      if let whole = indicator.whole {
        set(indicator.key, year, sums[indicator.counted], of: sums[whole])
      } else {
        set(indicator.key, year, sums[indicator.counted])
      }
    }
  }

  /// The indicators of the stock with what they count; equal selections stand once.
  private static func stockIndicators(
    _ scenario: Scenario
  ) -> (selections: [DwellingSelection], indicators: [(key: String, counted: Int, whole: Int?)]) {
    var selections = [DwellingSelection(axes: scenario.axes)]
    func position(_ selection: DwellingSelection) -> Int {
      if let known = selections.firstIndex(of: selection) { return known }
      selections.append(selection)
      return selections.count - 1
    }
    let indicators = scenario.indicators.map {
      (key: $0.key, counted: position($0.counted), whole: $0.whole.map(position))
    }
    return (selections, [(key: "dwellings", counted: 0, whole: nil)] + indicators)
  }

  /// The states with the condition `poor`; none where the scenario has no such condition.
  private static func poorStates(_ scenario: Scenario) -> [Int] {
    let states = scenario.axes.states
    let axis = scenario.stateAxes.condition
    guard let poor = states.axes[axis].labels.position(of: IndicatorCatalogue.poorLabel) else { return [] }
    return (0..<states.count).filter { states.label(of: $0, on: axis) == poor }
  }

  /// How long dwellings that are poor now stay so with the rates of a year, with and without its programmes.
  ///
  /// The baseline has the rates of the first simulated year.
  private mutating func recordStays(_ stock: HousingStock, _ year: Int, outcomes: ProgrammeOutcomes?) {
    let ways = outcomes.map { [nil, $0] } ?? [nil]
    let found = stays.times(of: stock, yearIndex: max(0, year - 1), each: ways)
    for (times, suffix) in [(found[ways.count - 1], ""), (found[0], IndicatorCatalogue.withoutProgrammes)] {
      let indices = IndicatorCatalogue.stayKeys.map { positions[$0 + suffix] }
      for (place, time) in times.enumerated() {
        for (index, value) in zip(indices, [time?.mean, time?.standardDeviation]) {
          if let index { block.set(value ?? .nan, index, year: year, place: place) }
        }
      }
    }
  }

  private mutating func recordEvents(_ housing: HousingYear, _ year: Int) {
    let flows = housing.flows
    for event in HousingEvent.allCases {
      var sums = [Double](repeating: 0, count: zoneCount)
      for (account, entry) in flows.accounts.enumerated() where entry.event == event {
        flows.addTotals(account: account, to: &sums)
      }
      set(event.rawValue, year, sums)
    }
    let outcomes = housing.outcomes
    var withdrawn = [Double](repeating: 0, count: zoneCount)
    for (line, key) in outcomes.lines.enumerated() {
      let offsets = (0..<zoneCount).map { outcomes.offset(line: line, zone: $0) }
      set(IndicatorCatalogue.donePrefix + key, year, offsets.map { outcomes.done[$0] + outcomes.counted[$0] })
      for zone in 0..<zoneCount { withdrawn[zone] += outcomes.floorAreaWithdrawn[offsets[zone]] }
    }
    set("floor_area_withdrawn", year, withdrawn)
  }
}
