internal import HousingSim
internal import SimNumerics

/// Records `stock.csv` and `energy.csv`: dwellings at the end of the baseline year and of every simulated year.
struct StockRecorder: RunObserver {
  private(set) var stock = ResultTable(
    fileName: "stock.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year, state at its end"),
      ResultColumn("zone", .text, longName: "zone, or region for the total"),
      ResultColumn("dwelling_type", .text, longName: "dwelling type"),
      ResultColumn("tenure", .text, longName: "tenure"),
      ResultColumn("condition", .text, longName: "condition"),
      ResultColumn("dwellings", .number, unit: "dwellings", longName: "dwellings"),
    ])
  private(set) var energy = ResultTable(
    fileName: "energy.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year, state at its end"),
      ResultColumn("zone", .text, longName: "zone, or region for the total"),
      ResultColumn("energy_label", .text, longName: "energy label"),
      ResultColumn("heating", .text, longName: "heating"),
      ResultColumn("dwellings", .number, unit: "dwellings", longName: "dwellings"),
    ])
  /// Dwellings, years x zones x types x tenures x conditions.
  private(set) var stockCells: [Double] = []
  /// Dwellings, years x zones x energy labels x heatings.
  private(set) var energyCells: [Double] = []

  mutating func sawBaseline(_ stock: HousingStock, of scenario: Scenario) {
    record(stock, year: scenario.baselineYear, scenario)
  }

  mutating func saw(_ year: SimulatedYear, of scenario: Scenario) {
    record(year.stock, year: year.year, scenario)
  }

  private mutating func record(_ dwellings: HousingStock, year: Int, _ scenario: Scenario) {
    let axes = scenario.axes
    let stateAxes = scenario.stateAxes
    var totals = StockTotals(layout: axes.layout)
    scenario.housingModel.count(dwellings, into: &totals)
    let byState = totals.table(
      states: axes.states, keeping: [stateAxes.tenure, stateAxes.condition], byType: true)
    let byEnergy = totals.table(
      states: axes.states, keeping: [stateAxes.energyLabel, stateAxes.heating], byType: false)
    stockCells += byState
    energyCells += byEnergy
    let tenures = axes.states.axes[stateAxes.tenure].labels.keys
    let conditions = axes.states.axes[stateAxes.condition].labels.keys
    addRows(
      year, byState, zones: axes.zones.keys, labels: [axes.dwellingTypes.keys, tenures, conditions],
      to: &stock)
    let labels = axes.states.axes[stateAxes.energyLabel].labels.keys
    let heatings = axes.states.axes[stateAxes.heating].labels.keys
    addRows(year, byEnergy, zones: axes.zones.keys, labels: [labels, heatings], to: &energy)
  }

  /// Adds one row per zone and combination of labels, and the same for the region.
  private func addRows(
    _ year: Int, _ cells: [Double], zones: [String], labels: [[String]], to table: inout ResultTable
  ) {
    let combinations = labels.reduce([[]]) { rows, axis in rows.flatMap { row in axis.map { row + [$0] } } }
    for (zone, key) in (zones + [Scenario.regionKey]).enumerated() {
      for (position, combination) in combinations.enumerated() {
        let value =
          zone < zones.count
          ? cells[zone * combinations.count + position]
          : stride(from: position, to: cells.count, by: combinations.count).reduce(0) { $0 + cells[$1] }
        table.append([.integer(year), .text(key)] + combination.map { .text($0) } + [.number(value)])
      }
    }
  }
}

extension Scenario {
  /// The word that stands for the total of all zones in the zone column of results.
  public static let regionKey = "region"
}
