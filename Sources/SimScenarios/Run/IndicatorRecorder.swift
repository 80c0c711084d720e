internal import HousingSim
internal import SimNumerics
internal import UrbanMine

/// Records yearly indicators: the built-in ones and those of the scenario.
struct IndicatorRecorder: RunObserver {
  private(set) var series: [IndicatorSeries]
  private var position: [String: Int] = [:]
  private let zoneCount: Int
  private var stays: StayTimes
  private var totals: StockTotals
  private let everything: DwellingSelection

  init(scenario: Scenario) {
    zoneCount = scenario.axes.zones.count
    everything = DwellingSelection(axes: scenario.axes)
    totals = StockTotals(layout: scenario.axes.layout)
    stays = StayTimes(model: scenario.housingModel, states: Self.poorStates(scenario))
    series = IndicatorCatalogue.keys(lines: scenario.housingModel.lines, indicators: scenario.indicators).map
    { key in
      let (unit, kind) = Self.unitAndKind(key, scenario)
      return IndicatorSeries(
        key: key, unit: unit, kind: kind,
        firstYear: kind == .flow || Self.isMine(key) ? scenario.axes.years.lowerBound : scenario.baselineYear)
    }
    for (index, indicator) in series.enumerated() { position[indicator.key] = index }
  }

  mutating func sawBaseline(_ stock: HousingStock, of scenario: Scenario) {
    recordStock(stock, scenario)
    recordStays(stock, yearIndex: 0, outcomes: nil)
  }

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) {
    recordStock(year.stock, scenario)
    recordStays(
      year.stock, yearIndex: year.year - scenario.axes.years.lowerBound, outcomes: year.housing.outcomes)
    recordEvents(year.housing)
    recordMine(year, scenario)
  }

  private static func isMine(_ key: String) -> Bool {
    key.hasSuffix("_rate") || key == "circular_input_share" || key == "hubs_open"
  }

  private static func unitAndKind(_ key: String, _ scenario: Scenario) -> (String, IndicatorSeries.Kind) {
    switch key {
    case "dwellings": return ("dwellings", .stock)
    case "floor_area_withdrawn": return ("m2/year", .flow)
    case "transport_work": return ("t km/year", .flow)
    case "hubs_open": return ("hubs", .stock)
    case "reuse_rate", "recycling_rate", "circular_input_share": return ("1", .stock)
    default: break
    }
    if IndicatorCatalogue.stayKeys.contains(where: key.hasPrefix) { return ("years", .stock) }
    if MaterialFlow(rawValue: key) != nil { return ("t/year", .flow) }
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

  private mutating func recordMine(_ year: SimulatedYear, _ scenario: Scenario) {
    let inputs = scenario.mineModel.inputs
    var tonnes: [MaterialFlow: [Double]] = [:]
    for flow in MaterialFlow.allCases {
      let sums = (0..<zoneCount).map { zone in
        inputs.streams.axis.indices.reduce(0) { sum, stream in
          sum + Quantity<Kilograms>(year.mine.mass(flow, zone: zone, stream: stream)).tonnes.value
        }
      }
      tonnes[flow] = sums
      append(flow.rawValue, sums)
    }
    func sums(_ flow: MaterialFlow) -> [Double] { tonnes[flow] ?? [] }
    append("reuse_rate", sums(.reused), of: sums(.released))
    append("recycling_rate", sums(.recycled), of: sums(.released))
    append(
      "circular_input_share", zip(sums(.demandReused), sums(.demandRecycled)).map { $0 + $1 },
      of: sums(.demand))
    append("transport_work", transportWork(year, inputs))
    let open = inputs.hubs.count { $0.openingYear <= year.year }
    append("hubs_open", Array(repeating: nil, count: zoneCount), region: Double(open))
  }

  /// Transport work of both legs, by the zone where a leg starts or ends.
  private func transportWork(_ year: SimulatedYear, _ inputs: MineInputs) -> [Double] {
    (0..<zoneCount).map { zone in
      inputs.hubs.indices.reduce(0) { sum, hub in
        let mass = TransportLeg.allCases.reduce(0) { sum, leg in
          sum
            + inputs.streams.axis.indices.reduce(0) {
              $0 + year.mine.mass(leg, zone: zone, hub: hub, stream: $1)
            }
        }
        let work = Quantity<Kilograms>(mass).tonnes * Quantity<Kilometres>(inputs.distances[zone, hub])
        return sum + work.value
      }
    }
  }
}
