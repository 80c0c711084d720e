import Foundation
import HousingSim
import SimNumerics
import SimScenarios
import Testing

/// The tables of docs/households.md, docs/funding.md and docs/hindcast.md beside what the scenarios give.
@Suite struct GuideTableTests {
  /// The default scenario with a net migration of 1,250, 0 and 2,500 a year, in the order of the pages.
  private static let runs = Result {
    try [nil, 0, 2_500].map { migration -> RunResult in
      guard let migration else { return try ScenarioRuns.run("parkstad") }
      return try Simulation.run(
        Scenario.load(
          "\(ScenarioRuns.packageRoot)/scenarios/parkstad.yaml",
          overrides: ["households.migration_per_year=\(migration)"]))
    }
  }

  private func models() throws -> [HouseholdModel] {
    try Self.runs.get().map { try #require($0.scenario.households) }
  }

  /// The value of a run, with those of no and of much migration in brackets.
  private func bracketed(_ values: [Double], digits: Int = 0, signed: Bool = false) -> String {
    let texts = values.map { GuideTable.text($0, digits: digits, signed: signed) }
    return texts.count == 3 ? "\(texts[0]) (\(texts[1]); \(texts[2]))" : texts[0]
  }

  /// The first number of a cell.
  private func number(_ cell: String) -> Double? {
    cell.split(whereSeparator: { $0 == " " || $0 == "(" || $0 == "%" }).first.flatMap {
      Double($0.replacing(",", with: "").replacing("+", with: ""))
    }
  }

  /// Expects a row `quantity | published | here | difference in percent`.
  private func expectRow(_ name: String, _ values: [Double], in table: GuideTable) throws {
    let row = try #require(table.row(name), "\(name)")
    #expect(row[2] == bracketed(values), "\(name)")
    let published = try #require(number(row[1]), "\(name)")
    let difference = (values[0] / published - 1) * 100
    #expect(row[3] == GuideTable.text(difference, digits: 1, signed: true) + " %", "\(name)")
  }

  private func table() throws -> GuideTable { try GuideTable("households", head: "| quantity | published") }

  @Test
  func `the inhabitants that the page on households shows are those of the run, with their differences`()
    throws
  {
    let (table, models) = (try table(), try models())
    let found = { (year: Int) in models.map { $0.projection.population(endOf: year).total } }
    try expectRow("inhabitants, 1 January 2021 (CBS)", [found(2020)[0]], in: table)
    try expectRow("inhabitants, 1 January 2023", found(2022), in: table)
    try expectRow("inhabitants, 1 January 2024", [found(2023)[0]], in: table)
    try expectRow("inhabitants 2040 (older projection, superseded)", found(2039), in: table)
    let population = models[0].projection.population(endOf: 2023)
    for (position, municipality) in models[0].inputs.population.municipalities.keys.enumerated() {
      let name = municipality.capitalized
      try expectRow(
        "- " + name + (municipality == "brunssum" ? ", 2024" : ""), [population.totals[position]], in: table)
    }
    for (sex, name) in [(Sex.men, "men, 2024"), (.women, "women, 2024")] {
      let persons = (0..<AgeSpan.count).reduce(0) { sum, age in
        sum + (0..<population.municipalityCount).reduce(0) { $0 + population[sex, age, $1] }
      }
      try expectRow(name, [persons], in: table)
    }
  }

  @Test func `ages, births, deaths and life expectancy of the page are those of the run`() throws {
    let (table, model) = (try table(), try models()[0])
    let population = model.projection.population(endOf: 2020)
    // Shares of the municipalities (CBS 2021), weighted by their inhabitants of that year.
    for (span, name, published) in [
      ("0_14", "aged 0-14, 1 January 2021", 12.7056), ("15_24", "aged 15-24", 9.6893),
      ("25_44", "aged 25-44", 22.0323), ("45_64", "aged 45-64", 30.3220),
      ("65_plus", "aged 65 and over", 25.2548),
    ] {
      let ages = try #require(AgeSpan(span))
      let persons = (0..<population.municipalityCount).reduce(0) {
        $0 + population.persons(ages, municipality: $1)
      }
      let share = persons / population.total * 100
      let row = try #require(table.row(name))
      #expect(row[2] == GuideTable.text(share, digits: 1) + " %", "\(name)")
      #expect(row[1] == GuideTable.text(published, digits: 1) + " %", "\(name)")
      #expect(
        row[3] == GuideTable.text(share - published, digits: 1, signed: true) + " points", "\(name)")
    }
    let balance = model.projection.balance(of: 2021)
    try expectRow(
      "births 2021 (crude rates, whole numbers)", [balance.births.reduce(0, +)], in: table)
    try expectRow(
      "deaths 2021 (the same; a year of the pandemic)", [balance.deaths.reduce(0, +)], in: table)
    let national = try Scenario.load(
      "\(ScenarioRuns.packageRoot)/scenarios/parkstad.yaml", overrides: ["households.mortality_ratio=1"])
    let mortality = try #require(national.households?.inputs.population.mortality)
    for (rates, name) in zip(mortality, ["life expectancy of the Netherlands 2020-2025, men", "- women"]) {
      let row = try #require(table.row(name))
      #expect(row[2] == GuideTable.text(LifeTable(rates: rates.rates(in: 2022)).lifeExpectancy, digits: 2))
    }
  }

  @Test func `the households of the page are those of the run, with their differences`() throws {
    let (table, models) = (try table(), try models())
    let found = { (year: Int) in models.map { $0.households(endOf: year).reduce(0, +) } }
    let types = models[0].inputs.types.count
    let heerlen = try #require(models[0].inputs.population.municipalities.position(of: "heerlen"))
    try expectRow(
      "households of Heerlen, 2020",
      [models[0].households(endOf: 2019)[heerlen * types..<(heerlen + 1) * types].reduce(0, +)], in: table)
    try expectRow("households 2040 (43 % of CBS for Zuid-Limburg; 67 % interval)", found(2039), in: table)
    let alone = models.map { model in
      let households = model.households(endOf: 2039)
      return stride(from: 0, to: households.count, by: types).reduce(0) { $0 + households[$1] }
    }
    try expectRow("one-person households 2040 (the same)", alone, in: table)
    let change = zip(found(2029), found(2019)).map { $0 - $1 }
    let row = try #require(table.row("change of households 2020-2030 (Platform31)"))
    #expect(row[2] == bracketed(change, signed: true))
    #expect(row[3] == GuideTable.text(change[0] + 2_200, signed: true))
  }

  @Test func `vacancy of the page, and what the default scenario says, are those of the runs`() throws {
    let runs = try Self.runs.get()
    let vacancy = try GuideTable("households", head: "| municipality | 2021")
    func share(_ run: RunResult, _ zones: [String?]) -> Double {
      func sum(_ key: String) -> Double {
        zones.reduce(0) { $0 + (run.value(key, year: 2022, zone: $1) ?? .nan) }
      }
      return sum("vacant_dwellings") / sum("dwellings") * 100
    }
    let zones = runs[0].scenario.axes.zones
    for municipality in Set(zones.map(\.municipality)) {
      let found = share(runs[0], zones.filter { $0.municipality == municipality }.map(\.key))
      let row = try #require(vacancy.row(municipality.capitalized))
      #expect(row[2] == GuideTable.text(found, digits: 1), "\(municipality)")
      let published = try #require(number(row[1]))
      #expect(row[3] == GuideTable.text(found - published, digits: 1, signed: true), "\(municipality)")
    }
    let region = try #require(vacancy.row("region"))
    #expect(region[2] == bracketed(runs.map { share($0, [nil]) }, digits: 1))
    let said = try GuideTable("households", head: "| at the end of | 2025")
    for (name, key, factor, digits) in [
      ("inhabitants", "inhabitants", 1.0, 0), ("households", "households", 1, 0),
      ("vacancy, %", "vacancy_share", 100, 1), ("dwellings per chain", "vacancy_chain_length", 1, 1),
    ] {
      let row = try #require(said.row(name))
      for (column, year) in [2025, 2032, 2050].enumerated() {
        let values = runs.map { ($0.value(key, year: year) ?? .nan) * factor }
        #expect(row[column + 1] == bracketed(values, digits: digits), "\(name) of \(year)")
      }
    }
  }

  @Test func `the money by source of the page on funding is that of the default run`() throws {
    let result = try ScenarioRuns.run("parkstad")
    let table = try GuideTable("funding", head: "| source | 2025")
    let paid = ColumnSums(
      of: "euro", in: try #require(result.table("funding.csv")), by: ["source", "year"])
    let sources = Set(paid.keys.map { $0[0] })
    #expect(Set(table.rows.map { $0[0].replacing("`", with: "") }) == sources.union(["all costs"]))
    for (column, last) in [2025, 2032].enumerated() {
      func sum(_ source: String) -> Double {
        (2023...last).reduce(0) { $0 + paid[source, "\($1)"] } / 1e6
      }
      for source in sources {
        let row = try #require(table.row("`\(source)`"))
        // A sum may lie halfway between two tenths but for rounding.
        let published = try #require(number(row[column + 1]))
        #expect((published - sum(source)).magnitude <= 0.05 + 1e-6, "\(source) to \(last)")
      }
      let all = sources.reduce(0) { $0 + sum($1) }
      #expect(number(try #require(table.row("all costs"))[column + 1]) == (all * 10).rounded() / 10)
    }
  }

  @Test func `the steps of 2023 on the page on funding are rows of funding_lines.csv`() throws {
    let lines = try #require(try ScenarioRuns.run("parkstad").table("funding_lines.csv"))
    let texts = ["programme", "source", "limited_by"].map { lines.texts(of: $0) ?? [] }
    let numbers = ["asked", "allowed", "granted"].map { lines.numbers(of: $0) ?? [] }
    let years = lines.integers(of: "year") ?? []
    let rows = years.indices.filter { years[$0] == 2023 }.map { row in
      [texts[0][row], texts[1][row]] + numbers.map { GuideTable.text($0[row], digits: 2) } + [texts[2][row]]
    }
    let table = try GuideTable("funding", head: "| step | source")
    #expect(table.rows.count == 12)
    for shown in table.rows {
      let cells = [shown[0].split(separator: " ").last.map(String.init) ?? ""] + shown.dropFirst()
      #expect(rows.contains(cells.map { $0.replacing("`", with: "") }), "\(shown)")
    }
  }

  @Test func `zones of the hindcast stand beside their districts with the differences of the run`() throws {
    let result = try ScenarioRuns.run("parkstad-hindcast")
    let table = try GuideTable("hindcast", head: "| zone | run")
    for (name, zone) in [
      ("Heerlen Noord", "heerlen_noord"), ("Kerkrade Oost", "kerkrade_oost"),
      ("Simpelveld, village", "simpelveld"), ("Ubachsberg", "ubachsberg"),
    ] {
      let row = try #require(table.row(name))
      let found = try #require(result.value("dwellings", year: 2023, zone: zone))
      #expect(row[1] == GuideTable.text(found), "\(name)")
      let counted = try #require(number(row[2]))
      #expect(row[3] == GuideTable.text(found.rounded() - counted, signed: true), "\(name)")
    }
  }

  @Test func `the errors in the text of the hindcast follow from its table`() throws {
    let table = try GuideTable("hindcast", head: "| municipality")
    let rows = table.rows.filter { $0[0] != "Region" }
    func rootMeanSquare(_ column: Int) throws -> Double {
      let errors = try rows.map { try #require(number($0[column])) }
      return (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
    }
    let path = "\(ScenarioRuns.packageRoot)/docs/hindcast.md"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let (run, still) = (try rootMeanSquare(4).rounded(), try rootMeanSquare(5).rounded())
    #expect(text.contains("\(Int(run)) against \(Int(still))"), "\(run) against \(still)")
    for row in table.rows {
      let (found, counted) = (try #require(number(row[2])), try #require(number(row[3])))
      #expect(row[6] == GuideTable.text((found / counted - 1) * 100, digits: 1) + " %", "\(row[0])")
    }
  }
}
