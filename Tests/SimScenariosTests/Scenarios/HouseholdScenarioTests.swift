import HousingSim
import SimNumerics
import SimScenarios
import SimTestSupport
import Testing

/// Population, households and vacancy of the scenarios, from their result tables and from published numbers.
struct HouseholdScenarioTests {
  static let withHouseholds = ScenarioRuns.names.filter { !["small", "parkstad-previous-deal"].contains($0) }

  private func model() throws -> HouseholdModel {
    try #require(try ScenarioRuns.run("parkstad").scenario.households)
  }

  private func parkstad(_ overrides: [String]) throws -> Scenario {
    try Scenario.load("\(ScenarioRuns.packageRoot)/scenarios/parkstad.yaml", overrides: overrides)
  }

  @Test func `the projection starts from 257,069 inhabitants by age and 125,700 households`() throws {
    let model = try model()
    let start = model.projection.populations[0]
    expectClose(start.total, 257_069)
    for (position, municipality) in model.inputs.population.municipalities.enumerated() {
      for count in model.inputs.population.counts {
        expectClose(
          start.persons(count.span, municipality: position), count.persons[position], limit: 1e-9,
          municipality.key)
      }
    }
    expectClose(model.households(endOf: 2019).reduce(0, +), 125_700)
    let heerlen = try #require(model.inputs.population.municipalities.position(of: "heerlen"))
    let own = model.households(endOf: 2019)[heerlen * 5..<heerlen * 5 + 5]
    expectClose((own.first ?? 0) / own.reduce(0, +), 0.4634, limit: 1e-9)
    // Measured: 45,247 private households in Heerlen in 2020.
    #expect((own.reduce(0, +) / 45_247 - 1).magnitude < 0.01)
  }

  @Test func `the rates have the published life expectancy and total fertility`() throws {
    let inputs = try parkstad(["households.mortality_ratio=1", "households.fertility_ratio=1"]).households?
      .inputs
    let population = try #require(inputs?.population)
    // World Population Prospects 2022, the Netherlands: men 80.69, women 83.79, 1.6288 children in 2020-2025.
    for (sex, published) in [80.69, 83.79].enumerated() {
      let table = LifeTable(rates: population.mortality[sex].rates(in: 2022))
      #expect((table.lifeExpectancy - published).magnitude < 0.15, "\(table.lifeExpectancy)")
    }
    expectClose(population.fertility.rates(in: 2022).reduce(0, +), 1.6288, limit: 1e-4)
  }

  @Test func `inhabitants of 2021 to 2024 are near the counted ones, without being fitted to them`() throws {
    let model = try model()
    for (year, counted) in [(2021, 256_318.0), (2023, 256_366), (2024, 256_180)] {
      let found = model.projection.population(endOf: year - 1).total
      #expect((found / counted - 1).magnitude < 0.005, "\(found) on 1 January \(year)")
    }
  }

  @Test func `vacancy at the baseline is near the municipal figures of 2021`() throws {
    let result = try ScenarioRuns.run("parkstad")
    let vacant = ColumnSums(
      of: "vacant", in: try #require(result.table("vacancy.csv")), by: ["year", "zone"])
    let all = ColumnSums(
      of: "dwellings", in: try #require(result.table("vacancy.csv")), by: ["year", "zone"])
    let published = [
      "brunssum": 0.07, "heerlen": 0.05, "kerkrade": 0.05, "landgraaf": 0.04, "simpelveld": 0.07,
      "voerendaal": 0.04, "beekdaelen": 0.05,
    ]
    for (municipality, expected) in published.sorted(by: { $0.key < $1.key }) {
      let zones = result.scenario.axes.zones.filter { $0.municipality == municipality }.map(\.key)
      let empty: Double = zones.reduce(0) { $0 + vacant["2022", $1] }
      let dwellings: Double = zones.reduce(0) { $0 + all["2022", $1] }
      let found = empty / dwellings
      #expect((found - expected).magnitude < 0.03, "\(municipality): \(found), not \(expected)")
    }
  }

  @Test(arguments: withHouseholds)
  func `the tables of households and vacancy add up to each other and to the stock`(name: String) throws {
    let result = try ScenarioRuns.run(name)
    let vacancy = try #require(result.table("vacancy.csv"))
    let keys = ["year", "zone", "dwelling_type"]
    let all = ColumnSums(of: "dwellings", in: vacancy, by: keys)
    let occupied = ColumnSums(of: "occupied", in: vacancy, by: keys)
    let vacant = ColumnSums(of: "vacant", in: vacancy, by: keys)
    let stock = ColumnSums(of: "dwellings", in: try #require(result.table("stock.csv")), by: keys)
    let markets = try #require(result.table("vacancy_markets.csv"))
    let byTenure = ColumnSums(of: "vacant", in: markets, by: keys)
    #expect(all.keys == stock.keys)
    for key in all.keys {
      expectEqual(all[key], stock[key], "dwellings \(key)")
      expectEqual(occupied[key] + vacant[key], all[key], "occupied and vacant \(key)")
      expectEqual(byTenure[key], vacant[key], scale: all[key], "by tenure \(key)")
      #expect(vacant[key] >= all[key] * 0.02 * (1 - 1e-9), "friction of \(key)")
    }
    let summary = ColumnSums(
      of: "value", in: try #require(result.table("summary.csv")), by: ["year", "zone", "indicator"])
    let households = ColumnSums(
      of: "households", in: try #require(result.table("households.csv")), by: ["year", "zone"])
    for key in households.keys {
      expectEqual(households[key], summary[key + ["households"]], "households \(key)")
    }
    for year in result.scenario.axes.years {
      let change = { (key: String) in summary["\(year)", Scenario.regionKey, key] }
      expectEqual(
        change("inhabitants") - summary["\(year - 1)", Scenario.regionKey, "inhabitants"],
        change("births") - change("deaths") + change("net_migration"), scale: change("inhabitants"),
        "inhabitants of \(year)")
    }
  }

  @Test func `more migration means more households and fewer empty dwellings`() throws {
    var last: (households: Double, vacant: Double)?
    for migration in [0, 1_250, 2_500] {
      let result = try Simulation.run(parkstad(["households.migration_per_year=\(migration)"]))
      let found = (
        try #require(result.value("households", year: 2032)),
        try #require(result.value("vacant_dwellings", year: 2032))
      )
      if let last { #expect(found.0 > last.households && found.1 < last.vacant) }
      last = found
    }
  }

  @Test func `without households every other table is the same, and theirs are not written`() throws {
    let with = try ScenarioRuns.run("parkstad")
    let without = try Simulation.run(parkstad(["households=null"]))
    let files = ["households.csv", "vacancy.csv", "vacancy_markets.csv", "vacancy_chains.csv"]
    let names = with.tables.map(\.fileName)
    #expect(names.filter(files.contains) == files)
    #expect(names.filter { !files.contains($0) } == without.tables.map(\.fileName))
    for table in without.tables where !["summary.csv", "balance.csv"].contains(table.fileName) {
      #expect(table == with.table(table.fileName), "\(table.fileName)")
    }
    for indicator in without.indicators { #expect(with.indicators.contains(indicator), "\(indicator.key)") }
    #expect(!RunSummary(without, language: .en).text(directory: "").contains("Households"))
  }

  @Test func `stock-driven construction builds what households lack and not more`() throws {
    let overrides = [
      "construction.new_build.method=stock_driven", "construction.new_build.dwellings=1000000",
      "households.dwellings_per_household=1.03",
    ]
    let scenario = try parkstad(overrides)
    let result = try Simulation.run(scenario)
    let model = try #require(scenario.households)
    let municipalities = model.inputs.population.municipalities.keys
    var years = 0
    for year in 2023...2032 {
      let needed = model.dwellingsNeeded(endOf: year)
      for (municipality, need) in zip(municipalities, needed) {
        let zones = scenario.axes.zones.filter { $0.municipality == municipality }.map(\.key)
        let dwellings: Double = zones.reduce(0) {
          $0 + (result.value("dwellings", year: year, zone: $1) ?? 0)
        }
        let built: Double = zones.reduce(0) {
          $0 + (result.value("done_new_build", year: year, zone: $1) ?? 0)
        }
        #expect(dwellings >= need * (1 - 1e-9), "\(municipality) in \(year): \(dwellings), not \(need)")
        if built > 0 {
          years += 1
          expectEqual(dwellings, need, "\(municipality) in \(year)")
        }
      }
    }
    #expect(years > 10)
    #expect(result.value("done_new_build", year: 2033) == 0)
    try expectBalances(of: result)
  }

  @Test func `the summary tells households and vacancy of 2025 and 2032 in both languages`() throws {
    let result = try ScenarioRuns.run("parkstad")
    for (language, words) in [(SummaryLanguage.en, "vacancy "), (.nl, "leegstand ")] {
      let lines = RunSummary(result, language: language).text(directory: "out").split(separator: "\n")
      let start = language == .en ? "  Households at the end" : "  Huishoudens aan het eind"
      let head = try #require(lines.first { $0.hasPrefix(start) })
      #expect(head.contains("2025") && head.contains("2032"))
      #expect(lines.contains { $0.hasPrefix("  " + words) && $0.contains("%") })
    }
  }
}
