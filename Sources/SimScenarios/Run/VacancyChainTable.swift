internal import HousingSim
internal import SimNumerics

/// The rows of `vacancy_chains.csv`: what chains do in the poor dwellings of every zone, type and tenure.
///
/// Other conditions are left out: the table answers which poor dwellings empty first.
struct VacancyChainTable {
  private(set) var table = ResultTable(
    fileName: "vacancy_chains.csv",
    columns: [
      ResultColumn("year", .integer, longName: "calendar year"),
      ResultColumn("zone", .text, longName: "zone"),
      ResultColumn("dwelling_type", .text, longName: "dwelling type"),
      ResultColumn("tenure", .text, longName: "tenure"),
      ResultColumn("poor_dwellings", .number, unit: "dwellings", longName: "poor dwellings"),
      ResultColumn(
        "opened", .number, unit: "dwellings/year", longName: "vacancies that chains open in them"),
      ResultColumn(
        "left_vacant", .number, unit: "dwellings/year", longName: "vacancies in them that nobody fills"),
      ResultColumn(
        "left_vacant_share", .number, unit: "1/year", longName: "left_vacant / poor_dwellings"),
      ResultColumn(
        "rank", .integer, unit: "1", longName: "rank by that share in the year, 1 empties first"),
      ResultColumn(
        "mean_length", .number, unit: "1", longName: "vacancies in a chain that starts there, mean"),
      ResultColumn(
        "sd_length", .number, unit: "1", longName: "vacancies in a chain that starts there, spread"),
    ])

  /// Fewer dwellings than this are what rounding leaves of kinds that are gone.
  private static let fewest = 1e-6

  /// Adds the rows of a year; kinds without a dwelling have none. Shares that differ by rounding have one rank.
  mutating func append(_ counts: VacancyChainCounts, _ year: HouseholdYear, _ scenario: Scenario) {
    let conditions = scenario.axes.states.axes[scenario.stateAxes.condition].labels
    guard let poor = conditions.position(of: IndicatorCatalogue.poorLabel) else { return }
    let kinds = year.occupancy.kinds
    let dwellings = year.occupancy.dwellings
    let cells = dwellings.indices.filter {
      kinds.condition(of: $0 % kinds.count) == poor && dwellings[$0] >= Self.fewest
    }
    let shares = cells.map { counts.leftVacant[$0] / dwellings[$0] }
    let order = cells.indices.sorted { shares[$0] > shares[$1] || shares[$0] == shares[$1] && $0 < $1 }
    var ranks = [Int](repeating: 0, count: cells.count)
    for (place, position) in order.enumerated() {
      let before = place > 0 ? order[place - 1] : position
      let isTie =
        place > 0 && Tolerance.holds(residual: shares[before] - shares[position], scale: shares[before])
      ranks[position] = isTie ? ranks[before] : place + 1
    }
    let tenures = scenario.axes.states.axes[scenario.stateAxes.tenure].labels.keys
    for (position, cell) in cells.enumerated() {
      let kind = cell % kinds.count
      table.append(
        .integer(year.year), .text(scenario.axes.zones[cell / kinds.count].key),
        .text(scenario.axes.dwellingTypes[kinds.type(of: kind)].key), .text(tenures[kinds.tenure(of: kind)]),
        .number(dwellings[cell]), .number(counts.opened[cell]), .number(counts.leftVacant[cell]),
        .number(shares[position]), .integer(ranks[position]), .number(counts.meanLength[cell]),
        .number(counts.varianceOfLength[cell].squareRoot()))
    }
  }
}
