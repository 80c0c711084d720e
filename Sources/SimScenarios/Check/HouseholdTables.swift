internal import HousingSim
internal import SimNumerics

/// The tables of population, households and vacancy, read and checked; `nil` where one has problems.
struct HouseholdTables {
  let population: Table?
  let mortality: Table?
  let fertility: Table?
  let profile: Table?
  let headship: Table?
  let typeShares: Table?
  let municipalities: Table?
  let preferences: Table?
  let odds: Table?
  let moves: Table?
}

extension ScenarioBuilder {
  /// Reads the tables of households; `nil` where the scenario has none.
  func householdTables(_ axes: StockAxes) -> HouseholdTables? {
    guard view.has("households") else { return nil }
    let municipality = TableColumn("municipality", .label(municipalities(axes)))
    let everyMunicipality = LabelList(column: "municipality", labels: municipalities(axes))
    let age = TableColumn("age_group", .text)
    let sex = TableColumn("sex", .label(Sex.allCases.map(\.rawValue)))
    let everySex = TableCompleteness.allCombinations(of: ["sex"])
    let type = TableColumn("household_type", .label(view.names("households.types")))
    let period = ["from_year", "to_year"].map { TableColumn($0, .integer(.closed(1500...2500))) }
    return HouseholdTables(
      population: table(
        "households.population",
        TableSchema(
          columns: [municipality, age, TableColumn("inhabitants", .number(.nonNegative))],
          keyColumns: ["municipality", "age_group"], completeness: .combinations([everyMunicipality]))),
      mortality: table(
        "households.mortality",
        TableSchema(
          columns: [sex, age] + period + [TableColumn("deaths_per_person_year", .triple(.closed(0...2)))],
          keyColumns: ["sex", "age_group", "from_year"], completeness: everySex)),
      fertility: table(
        "households.fertility",
        TableSchema(
          columns: [age] + period + [TableColumn("births_per_woman_year", .triple(.share))],
          keyColumns: ["age_group", "from_year"])),
      profile: table(
        "households.migration_profile",
        TableSchema(
          columns: [sex, age, TableColumn("share", .triple(.share))], keyColumns: ["sex", "age_group"])),
      headship: headshipTable(age), typeShares: typeTable(age, type),
      municipalities: municipalTable(municipality, everyMunicipality),
      preferences: preferenceTable(axes, type), odds: oddsTable(), moves: moveTable(axes))
  }

  private func headshipTable(_ age: TableColumn) -> Table? {
    table(
      "households.headship",
      TableSchema(
        columns: [age, TableColumn("households_per_person", .triple(.share))], keyColumns: ["age_group"]))
  }

  private func typeTable(_ age: TableColumn, _ type: TableColumn) -> Table? {
    table(
      "households.type_shares",
      TableSchema(
        columns: [age, type, TableColumn("share", .triple(.share))],
        keyColumns: ["age_group", "household_type"]))
  }

  private func municipalTable(_ municipality: TableColumn, _ every: LabelList) -> Table? {
    table(
      "households.municipalities",
      TableSchema(
        columns: [
          municipality, TableColumn("households", .triple(.positive)),
          TableColumn("one_person_share_percent", .triple(.closed(0...100))),
        ], keyColumns: ["municipality"], completeness: .combinations([every])))
  }

  private func preferenceTable(_ axes: StockAxes, _ type: TableColumn) -> Table? {
    let keys = ["household_type", "dwelling_type", "tenure"]
    return table(
      "households.preferences",
      TableSchema(
        columns: [
          type, TableColumn("dwelling_type", .label(axes.dwellingTypes.keys)),
          TableColumn("tenure", .label(axes.states.axes[0].labels.keys)),
          TableColumn("share", .triple(NumberRange(low: 0, high: 1, includesLow: false))),
        ], keyColumns: keys, completeness: .allCombinations(of: keys)))
  }

  /// The axes that odds of vacancy may name.
  static let oddsAxes = ["dwelling_type", "tenure", "condition"]

  private func oddsTable() -> Table? {
    guard view.has("households.vacancy_odds") else { return nil }
    return table(
      "households.vacancy_odds",
      TableSchema(
        columns: [
          TableColumn("axis", .label(Self.oddsAxes)), TableColumn("label", .text),
          TableColumn("odds_ratio", .triple(.positive)),
        ], keyColumns: ["axis", "label"]))
  }

  private func moveTable(_ axes: StockAxes) -> Table? {
    table(
      "households.chains.moves",
      TableSchema(
        columns: [
          TableColumn("dwelling_type", .label(axes.dwellingTypes.keys)),
          TableColumn("moves_per_year", .triple(.positive)),
        ], keyColumns: ["dwelling_type"], completeness: .allCombinations(of: ["dwelling_type"])))
  }
}
