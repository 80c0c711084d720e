internal import HousingSim
internal import SimNumerics

/// Records `events.csv` and `programmes.csv`: what happened to dwellings, and what was planned.
///
/// Events that did not happen (zero dwellings) have no row.
struct EventRecorder: RunObserver {
  private(set) var events = ResultTable(
    fileName: "events.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year"),
      ResultColumn("zone", .text, longName: "zone, or region for the total"),
      ResultColumn("event", .text, longName: "what happened"),
      ResultColumn("programme", .text, longName: "programme or line; empty for autonomous events"),
      ResultColumn("dwelling_type", .text, longName: "dwelling type"),
      ResultColumn("dwellings", .number, unit: "dwellings/year", longName: "dwellings"),
    ])
  private(set) var programmes = ResultTable(
    fileName: "programmes.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year"),
      ResultColumn("programme", .text, longName: "programme, construction line or transformation line"),
      ResultColumn("zone", .text, longName: "zone, or region for the total"),
      ResultColumn(
        "planned", .number, unit: "dwellings/year", longName: "dwellings planned, without those counted"),
      ResultColumn(
        "done", .number, unit: "dwellings/year", longName: "dwellings done by the programme itself"),
      ResultColumn("shortfall", .number, unit: "dwellings/year", longName: "planned - done"),
      ResultColumn("cause", .text, longName: "why less was done than planned"),
    ])

  mutating func sawBaseline(_ stock: HousingStock, of scenario: Scenario) {}

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) {
    recordEvents(year, scenario.axes)
    recordProgrammes(year, scenario.axes)
  }

  private mutating func recordEvents(_ year: SimulatedYear, _ axes: StockAxes) {
    let flows = year.housing.flows
    for (position, account) in flows.accounts.enumerated() {
      for type in axes.dwellingTypes.indices {
        var sums = [Double](repeating: 0, count: flows.zoneCount)
        for cohort in 0..<flows.cohortCount {
          let start = flows.offset(account: position, type: type, cohort: cohort, zone: 0)
          for zone in sums.indices { sums[zone] += flows.dwellings[start + zone] }
        }
        for (zone, key) in (axes.zones.keys + [Scenario.regionKey]).enumerated() {
          let dwellings = zone < sums.count ? sums[zone] : sums.reduce(0, +)
          guard dwellings > 0 else { continue }
          events.append(
            .integer(year.year), .text(key), .text(account.event.rawValue), .text(account.programme ?? ""),
            .text(axes.dwellingTypes[type].key), .number(dwellings))
        }
      }
    }
  }

  private mutating func recordProgrammes(_ year: SimulatedYear, _ axes: StockAxes) {
    let outcomes = year.housing.outcomes
    for (line, key) in outcomes.lines.enumerated() {
      let planned = outcomes.total(outcomes.planned, line: line)
      let counted = outcomes.total(outcomes.counted, line: line)
      guard planned + counted + outcomes.total(outcomes.done, line: line) > 0 else { continue }
      var causes: ShortfallCause = []
      for zone in axes.zones.indices {
        let offset = outcomes.offset(line: line, zone: zone)
        causes.formUnion(outcomes.causes[offset])
        addRow(
          year.year, key, axes.zones[zone].key, outcomes.planned[offset], outcomes.done[offset],
          outcomes.causes[offset])
      }
      addRow(
        year.year, key, Scenario.regionKey, planned, outcomes.total(outcomes.done, line: line), causes)
    }
  }

  private mutating func addRow(
    _ year: Int, _ line: String, _ zone: String, _ planned: Double, _ done: Double, _ causes: ShortfallCause
  ) {
    // Without a cause the difference is rounding.
    let shortfall = causes.isEmpty ? 0 : planned - done
    programmes.append(
      .integer(year), .text(line), .text(zone), .number(planned), .number(done), .number(shortfall),
      .text(causes.words))
  }
}
