import Foundation
import HousingSim
import SimNumerics
import SimScenarios
import SimTestSupport
import Testing

/// The indicators of homes, people and money in the default run: all are there, stand in the catalogue of docs/model.md, and
/// follow from the tables.
@Suite struct HousingIndicatorTests {
  /// The rows of the catalogue and the series of `summary.csv` that each stands for.
  static let series: [(row: String, keys: [String])] = [
    ("*`poor_share`*", ["poor_share"]), ("*`gas_free_ready_share`*", ["gas_free_ready_share"]),
    (
      "*`label_mix_<label>`*, *`tenure_mix_<tenure>`*",
      "ABCDEFG".map { "label_mix_\($0)" }
        + ["tenure_mix_owner_occupied", "tenure_mix_housing_association", "tenure_mix_private_rent"]
    ),
    ("*`tenure_dissimilarity`*", ["tenure_dissimilarity"]),
    (
      "*`tenure_theil`* with `_between_groups`, `_within_<group>`",
      [
        "tenure_theil", "tenure_theil_between_groups", "tenure_theil_within_focus",
        "tenure_theil_within_rest",
      ]
    ),
    ("`dwellings_per_household`", ["dwellings_per_household"]),
    ("`vacant_dwellings`, `vacancy_share`", ["vacant_dwellings", "vacancy_share"]),
    (
      "`vacancy_chain_length`, `sd_vacancy_chain_length`",
      ["vacancy_chain_length", "sd_vacancy_chain_length"]
    ),
    ("`cost_per_dwelling_improved`", ["cost_per_dwelling_improved"]),
    ("`multiplier_<source>`", ["multiplier_regio_envelop"]),
    ("`funding_<source>`, `unfunded_costs`", ["funding_regio_envelop", "unfunded_costs"]),
  ]

  @Test func `every indicator of homes and money has a value in 2025 and 2032 and a row in the catalogue`()
    throws
  {
    let result = try ScenarioRuns.run("parkstad")
    let summary = try #require(result.table("summary.csv"))
    let values = ColumnSums(of: "value", in: summary, by: ["indicator", "zone", "year"])
    let written = Set(values.keys)
    let catalogue = try GuideTable("model", head: "| key | formula | source |")
    #expect(catalogue.rows.map { $0[0] } == Self.series.map(\.row))
    for row in catalogue.rows { #expect(row.count == 3 && row.allSatisfy { !$0.isEmpty }, "\(row)") }
    for key in Self.series.flatMap(\.keys) {
      for year in ["2025", "2032"] {
        #expect(written.contains([key, Scenario.regionKey, year]), "\(key) in \(year)")
      }
    }
  }

  @Test(arguments: [2022, 2025, 2032])
  func `shares and mixes are those of the tables of the stock`(year: Int) throws {
    let result = try ScenarioRuns.run("parkstad")
    let stock = ColumnSums(
      of: "dwellings", in: try #require(result.table("stock.csv")), by: ["zone", "condition", "year"])
    let energy = try #require(result.table("energy.csv"))
    let heating = ColumnSums(of: "dwellings", in: energy, by: ["zone", "heating", "year"])
    let labels = ColumnSums(of: "dwellings", in: energy, by: ["zone", "energy_label", "year"])
    let zones = result.scenario.axes.zones.keys
    for zone in zones.map(Optional.some) + [nil] {
      func sum(_ table: ColumnSums, _ label: String) -> Double {
        (zone.map { [$0] } ?? zones).reduce(0) { $0 + table[$1, label, "\(year)"] }
      }
      let all = "ABCDEFG".reduce(0) { $0 + sum(labels, "\($1)") }
      func expect(_ key: String, _ part: Double) throws {
        let found = try #require(result.value(key, year: year, zone: zone), "\(key)")
        expectEqual(found, part / all, "\(key) of \(zone ?? "the region")")
      }
      try expect("poor_share", sum(stock, "poor"))
      try expect("gas_free_ready_share", sum(heating, "gas_free_ready"))
      for label in "ABCDEFG" { try expect("label_mix_\(label)", sum(labels, "\(label)")) }
    }
  }

  @Test(arguments: [2025, 2032])
  func `dwellings per household and vacancy are those of the tables of households`(year: Int) throws {
    let result = try ScenarioRuns.run("parkstad")
    let vacancy = try #require(result.table("vacancy.csv"))
    func sum(_ column: String, _ table: ResultTable) -> Double {
      ColumnSums(of: column, in: table, by: ["zone", "year"])[Scenario.regionKey, "\(year)"]
    }
    let dwellings = sum("dwellings", vacancy)
    let households = sum("households", try #require(result.table("households.csv")))
    for (key, expected) in [
      ("dwellings_per_household", dwellings / households), ("vacant_dwellings", sum("vacant", vacancy)),
      ("vacancy_share", sum("vacant", vacancy) / dwellings),
    ] { expectEqual(try #require(result.value(key, year: year)), expected, key) }
  }

  @Test func `the summary tells targets, vacancy, money by source and the gap for 2025 and 2032`() throws {
    let result = try ScenarioRuns.run("parkstad")
    let lines = RunSummary(result, language: .en).text(directory: "x").split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    let targets = result.targets
    #expect(lines.contains("Targets: \(targets.filter(\.isMet).count) of \(targets.count) met"))
    #expect(lines.filter { $0.hasPrefix("  met  ") || $0.hasPrefix("  missed  ") }.count == targets.count)
    /// The columns of a line under the head of its block.
    func cells(_ head: String, _ name: String) throws -> [String: String] {
      let start = try #require(lines.firstIndex { $0.hasPrefix(head) }, "\(head)")
      let block = lines[start...].prefix { !$0.isEmpty }
      let row = try #require(block.first { $0.hasPrefix(name) }, "\(name)")
      let years = block[start].split(separator: " ").filter { $0.count == 4 && Int($0) != nil }.suffix(4)
      let values = row.split(separator: " ").filter { $0 != "%" }.suffix(years.count)
      return Dictionary(zip(years.map(String.init), values.map(String.init))) { _, last in last }
    }
    let vacancy = try cells("  Households at the end of", "  vacancy ")
    for year in [2025, 2032] {
      let share = try #require(result.value("vacancy_share", year: year))
      #expect(vacancy["\(year)"] == GuideTable.text(share * 100, digits: 1))
      for (name, key) in [("    Regio Envelop", "funding_regio_envelop"), ("    unfunded", "unfunded_costs")]
      {
        let money = try cells("  Money from 2023", name)
        let sum = (2023...year).reduce(0) { $0 + (result.value(key, year: $1) ?? .nan) }
        #expect(money["\(year)"] == String(format: "%.1f", sum / 1e6), "\(name) to \(year)")
      }
    }
  }

  @Test
  func `every number in the tables of the small scenarios says that it is an assumption of the example`()
    throws
  {
    for (path, text) in SmallScenario.files where path.hasSuffix(".csv") {
      let lines = text.split(separator: "\n")
      #expect(lines[0].hasSuffix(",source,confidence"), "\(path)")
      #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(",example,assumption") }, "\(path)")
    }
    let homes = try #require(SmallScenario.files.first { $0.path == "homes.yaml" })
    #expect(homes.text.contains("Every number here is an assumption of the example"))
    let result = try ScenarioRuns.run("homes")
    for file in ["vacancy.csv", "households.csv", "funding.csv"] { #expect(result.table(file) != nil) }
    #expect(result.value("unfunded_costs", year: 2028) != nil)
  }
}
