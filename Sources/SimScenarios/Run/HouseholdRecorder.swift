internal import HousingSim
internal import SimNumerics

/// Records `households.csv`, `vacancy.csv`, `vacancy_markets.csv`, `vacancy_chains.csv` and their indicators.
struct HouseholdRecorder: RunObserver {
  private var households = ResultTable(
    fileName: "households.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year, state at its end"),
      ResultColumn("zone", .text, longName: "zone, or region for the total"),
      ResultColumn("household_type", .text, longName: "type of household"),
      ResultColumn("households", .number, unit: "households", longName: "households"),
    ])
  private var vacancy = ResultTable(
    fileName: "vacancy.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year, state at its end"),
      ResultColumn("zone", .text, longName: "zone, or region for the total"),
      ResultColumn("dwelling_type", .text, longName: "dwelling type"),
      ResultColumn("dwellings", .number, unit: "dwellings", longName: "dwellings"),
      ResultColumn("occupied", .number, unit: "dwellings", longName: "dwellings with a household"),
      ResultColumn("vacant", .number, unit: "dwellings", longName: "dwellings without a household"),
    ])
  private var markets = ResultTable(
    fileName: "vacancy_markets.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year, state at its end"),
      ResultColumn("zone", .text, longName: "zone, or region for the total"),
      ResultColumn("dwelling_type", .text, longName: "dwelling type"),
      ResultColumn("tenure", .text, longName: "tenure"),
      ResultColumn("dwellings", .number, unit: "dwellings", longName: "dwellings"),
      ResultColumn("wanted", .number, unit: "dwellings", longName: "dwellings wanted by preference alone"),
      ResultColumn("occupied", .number, unit: "dwellings", longName: "dwellings with a household"),
      ResultColumn("vacant", .number, unit: "dwellings", longName: "dwellings without a household"),
    ])
  private var chains = VacancyChainTable()
  private(set) var series: [IndicatorSeries] = []
  private var position: [HouseholdIndicator: Int] = [:]
  private let zoneCount: Int
  private let hasTables: Bool

  /// The recorder of a scenario, or of members of it, which need no tables.
  init(scenario: Scenario, hasTables: Bool = true) {
    self.hasTables = hasTables
    zoneCount = scenario.axes.zones.count
    guard scenario.households != nil else { return }
    for (index, indicator) in HouseholdIndicator.allCases.enumerated() {
      series.append(
        IndicatorSeries(
          key: indicator.rawValue, unit: indicator.unit, kind: indicator.isFlow ? .flow : .stock,
          firstYear: indicator.hasBaseline ? scenario.baselineYear : scenario.axes.years.lowerBound,
          meaning: indicator.formula))
      position[indicator] = index
    }
  }

  /// The result tables, in the order in which they are written.
  var tables: [ResultTable] { [households, vacancy, markets, chains.table] }

  mutating func sawBaseline(_ stock: HousingStock, of scenario: Scenario) {}

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) {}

  mutating func saw(_ year: HouseholdYear, of scenario: Scenario) {
    guard let model = scenario.households else { return }
    recordHouseholds(year, model, scenario)
    recordVacancy(year)
    if hasTables {
      recordVacancyTable(year, scenario)
      recordMarkets(year, scenario)
    }
    if let counts = year.chains { recordChains(counts, year, model, scenario) }
    guard let population = year.population, year.year > scenario.baselineYear else { return }
    appendRegion(.births, population.births.reduce(0, +))
    appendRegion(.deaths, population.deaths.reduce(0, +))
    appendRegion(.netMigration, population.migration.reduce(0, +))
  }

  // MARK: - Tables

  /// The zones and the region, each with the sum of the values that it is about.
  private func rows(_ values: [Double], _ scenario: Scenario) -> [(zone: String, values: [Double])] {
    let width = values.count / zoneCount
    let zones = scenario.axes.zones.keys.enumerated().map { zone, key in
      (key, Array(values[zone * width..<(zone + 1) * width]))
    }
    let region = (0..<width).map { column in
      stride(from: column, to: values.count, by: width).reduce(0) { $0 + values[$1] }
    }
    return zones + [(Scenario.regionKey, region)]
  }

  private mutating func recordHouseholds(_ year: HouseholdYear, _ model: HouseholdModel, _ scenario: Scenario)
  {
    let types = model.inputs.types
    if hasTables {
      for (zone, values) in rows(year.occupancy.households, scenario) {
        for (type, count) in zip(types, values) {
          households.append(.integer(year.year), .text(zone), .text(type.key), .number(count))
        }
      }
    }
    let perZone = year.occupancy.households.indices.reduce(into: [Double](repeating: 0, count: zoneCount)) {
      $0[$1 / types.count] += year.occupancy.households[$1]
    }
    let single = (0..<zoneCount).map { year.occupancy.households[$0 * types.count] }
    let dwellings = year.occupancy.sums(year.occupancy.dwellings)
    append(.inhabitants, year.inhabitants)
    append(.households, perZone)
    append(.onePersonShare, single, of: perZone)
    append(.dwellingsPerHousehold, dwellings, of: perZone)
    append(.withoutDwelling, year.occupancy.unhoused)
  }

  private mutating func recordVacancy(_ year: HouseholdYear) {
    let occupancy = year.occupancy
    let empty = occupancy.sums(occupancy.vacantCells).map { max(0, $0) }
    append(.vacantDwellings, empty)
    append(.vacancyShare, empty, of: occupancy.sums(occupancy.dwellings))
  }

  private mutating func recordVacancyTable(_ year: HouseholdYear, _ scenario: Scenario) {
    let occupancy = year.occupancy
    let types = scenario.axes.dwellingTypes.keys
    let (dwellings, occupied) = (occupancy.dwellings, occupancy.occupiedCells)
    let columns = [dwellings, occupied].map { cells in
      rows(occupancy.sums(cells, groups: types.count, group: occupancy.kinds.type), scenario)
    }
    for (all, lived) in zip(columns[0], columns[1]) {
      for (type, key) in types.enumerated() {
        vacancy.append(
          .integer(year.year), .text(all.zone), .text(key), .number(all.values[type]),
          .number(lived.values[type]), .number(max(0, all.values[type] - lived.values[type])))
      }
    }
  }

  private mutating func recordMarkets(_ year: HouseholdYear, _ scenario: Scenario) {
    let occupancy = year.occupancy
    let kinds = occupancy.kinds
    let tenures = scenario.axes.states.axes[scenario.stateAxes.tenure].labels.keys
    let columns = [occupancy.dwellings, occupancy.occupiedCells].map { cells in
      rows(occupancy.sums(cells, groups: kinds.marketCount, group: kinds.market), scenario)
    }
    for ((all, lived), wanted) in zip(zip(columns[0], columns[1]), rows(occupancy.wanted, scenario)) {
      for market in 0..<kinds.marketCount {
        markets.append(
          .integer(year.year), .text(all.zone),
          .text(scenario.axes.dwellingTypes[market / tenures.count].key),
          .text(tenures[market % tenures.count]), .number(all.values[market]), .number(wanted.values[market]),
          .number(lived.values[market]), .number(max(0, all.values[market] - lived.values[market])))
      }
    }
  }

  private mutating func recordChains(
    _ counts: VacancyChainCounts, _ year: HouseholdYear, _ model: HouseholdModel, _ scenario: Scenario
  ) {
    if hasTables { chains.append(counts, year, scenario) }
    let occupancy = year.occupancy
    let started = occupancy.sums(counts.started)
    append(.chainStarts, started)
    appendRegion(.chainMoves, (counts.movesOn + counts.movesEnding).reduce(0, +))
    let weighted = zip(counts.started, counts.meanLength).map { $0 * $1 }
    append(.chainLength, occupancy.sums(weighted), of: started)
    appendRegion(.chainLengthSpread, counts.length.map { $0.variance.squareRoot() })
    let conditions = scenario.axes.states.axes[scenario.stateAxes.condition].labels
    let poor = conditions.position(of: IndicatorCatalogue.poorLabel)
    let left = occupancy.sums(counts.leftVacant, groups: 2) { kind in
      occupancy.kinds.condition(of: kind) == poor ? 1 : 0
    }
    append(.poorLeftVacant, (0..<zoneCount).map { left[2 * $0 + 1] })
  }

  // MARK: - Indicators

  private mutating func append(_ indicator: HouseholdIndicator, _ zones: [Double]) {
    guard let index = position[indicator] else { return }
    series[index].append(zones.map { $0 } + [zones.reduce(0, +)])
  }

  /// Appends ratios, `nil` where there is nothing to be a share of.
  private mutating func append(_ indicator: HouseholdIndicator, _ part: [Double], of whole: [Double]) {
    guard let index = position[indicator] else { return }
    let parts = part + [part.reduce(0, +)]
    let wholes = whole + [whole.reduce(0, +)]
    series[index].append(zip(parts, wholes).map { $1 > 0 ? $0 / $1 : nil })
  }

  /// Appends a value that only the region has.
  private mutating func appendRegion(_ indicator: HouseholdIndicator, _ region: Double?) {
    guard let index = position[indicator] else { return }
    series[index].append([Double?](repeating: nil, count: zoneCount) + [region])
  }
}
