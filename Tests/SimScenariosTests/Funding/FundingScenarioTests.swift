import HousingSim
import SimNumerics
import SimScenarios
import Testing

/// Money in the scenarios of the package, from the result tables.
struct FundingScenarioTests {
  private func sums(
    _ file: String, _ column: String = "euro", by keys: [String], in result: RunResult
  ) throws -> ColumnSums {
    ColumnSums(of: column, in: try #require(result.table(file)), by: keys)
  }

  /// Costs of programmes by year, programme and item, without the Urban Mine.
  private func costs(_ result: RunResult, by keys: [String]) throws -> ColumnSums {
    ColumnSums(of: "euro", in: try #require(result.table("costs.csv")), by: keys) {
      FundingItem(rawValue: $0["item"] ?? "").map { !$0.isRevenue } ?? false
    }
  }

  @Test(arguments: ScenarioRuns.names)
  func `every euro that a programme costs has a source or is unfunded, to the cent`(name: String) throws {
    let result = try ScenarioRuns.run(name)
    guard result.scenario.funding != nil else { return #expect(result.table("funding.csv") == nil) }
    let costs = try costs(result, by: ["programme", "year"])
    let paid = try sums("funding.csv", by: ["programme", "year"], in: result)
    #expect(costs.keys == paid.keys)
    for key in costs.keys { #expect((costs[key] - paid[key]).magnitude < 0.005, "\(key)") }
    let balance = try sums("balance.csv", "residual", by: ["account", "key", "year"], in: result)
    let money = balance.keys.filter { $0[0] == "funding" }
    #expect(money.count == result.scenario.housingModel.lines.count * result.scenario.axes.yearCount)
    for key in money { #expect(balance[key] == 0, "\(key)") }
    #expect(result.balances.contains { $0.account == "funding" })
  }

  @Test(arguments: ScenarioRuns.names)
  func `no source pays more than its cap, or outside its years, and the region matches the deal`(name: String)
    throws
  {
    let result = try ScenarioRuns.run(name)
    guard let inputs = result.scenario.funding?.inputs else { return }
    let paid = try sums("funding.csv", by: ["source", "programme", "year"], in: result)
    for source in inputs.sources {
      let rows = paid.keys.filter { $0[0] == source.key }
      #expect(rows.reduce(0) { $0 + paid[$1] } <= (source.capEuro ?? .infinity) + 0.005, "\(source.key)")
      for row in rows where !source.years.map(String.init).contains(row[2]) {
        #expect(paid[row] == 0, "\(row)")
      }
      guard let match = source.match else { continue }
      for row in rows {
        #expect(paid[match.source, row[1], row[2]] >= match.ratio * paid[row] - 0.005, "\(row)")
      }
    }
  }

  @Test(arguments: ScenarioRuns.names)
  func `the lines of the allocation add up to the sources of every programme and year`(name: String) throws {
    let result = try ScenarioRuns.run(name)
    guard result.scenario.funding != nil else { return #expect(result.table("funding_lines.csv") == nil) }
    let keys = ["programme", "source", "year"]
    let lines = try sums("funding_lines.csv", "granted", by: keys, in: result)
    let paid = try sums("funding.csv", by: keys, in: result)
    for key in Set(lines.keys + paid.keys) where key[1] != "revenue" {
      #expect((lines[key] - paid[key]).magnitude < 0.005, "\(key)")
    }
  }

  @Test func `indicators of money are the sums of the tables`() throws {
    let result = try ScenarioRuns.run("parkstad")
    let (costs, paid) = (
      try costs(result, by: ["year"]), try sums("funding.csv", by: ["source", "year"], in: result)
    )
    for year in result.scenario.axes.years {
      expectEqual(
        try #require(result.value("programme_costs", year: year)), costs["\(year)"], "costs in \(year)")
      expectEqual(
        try #require(result.value("unfunded_costs", year: year)), paid["unfunded", "\(year)"],
        "unfunded in \(year)")
      expectEqual(
        try #require(result.value("funding_regio_envelop", year: year)), paid["regio_envelop", "\(year)"],
        "envelop in \(year)")
    }
    let treated = ColumnSums(
      of: "done", in: try #require(result.table("programmes.csv")), by: ["programme", "year"]
    ) { $0["zone"] == Scenario.regionKey }
    let byProgramme = try self.costs(result, by: ["programme", "year"])
    let programmes = result.scenario.housing.programmes.map(\.key)
    func total(_ sums: ColumnSums) -> Double { programmes.reduce(0) { $0 + sums[$1, "2024"] } }
    expectEqual(
      try #require(result.value("cost_per_dwelling_improved", year: 2024)),
      total(byProgramme) / total(treated), "cost per dwelling")
    #expect(result.value("cost_per_dwelling_improved", year: 2050) == nil)
  }

  @Test func `the multiplier counts all money of the programmes that the source may pay for`() throws {
    let result = try ScenarioRuns.run("parkstad")
    let paid = try sums("funding.csv", by: ["programme", "source", "year"], in: result)
    let rows = paid.keys.filter { ["2023", "2024"].contains($0[2]) && $0[1] != "unfunded" }
    let all = rows.filter { ["restructure_private", "restructure", "retail"].contains($0[0]) }
    let own = rows.filter { $0[1] == "regio_envelop" }
    expectEqual(
      try #require(result.value("multiplier_regio_envelop", year: 2024)),
      all.reduce(0) { $0 + paid[$1] } / own.reduce(0) { $0 + paid[$1] }, "multiplier")
  }

  // MARK: - The proposal

  @Test func `the deal pays after the national funds, at most 40 million, and organisation is a tenth`()
    throws
  {
    let result = try ScenarioRuns.run("parkstad")
    let inputs = try #require(result.scenario.funding?.inputs)
    let order = inputs.sources.map(\.key)
    let deal = try #require(order.firstIndex(of: "regio_envelop"))
    for fund in ["volkshuisvestingsfonds", "woningbouwimpuls", "nationaal_isolatieprogramma", "klimaatfonds"]
    {
      #expect(try #require(order.firstIndex(of: fund)) < deal)
    }
    let spent = (2023...2050).reduce(0) { $0 + (result.value("funding_regio_envelop", year: $1) ?? .nan) }
    #expect(spent > 0 && spent <= 40_000_000.005)
    let costs = try sums("costs.csv", by: ["programme", "item", "year"], in: result)
    let asked = try sums("funding.csv", by: ["programme", "source", "year"], in: result)
    for year in 2023...2025 {
      let sources = asked.keys.filter {
        $0[0] == "restructure_private" && $0[1] != "revenue" && $0[2] == "\(year)"
      }
      let tenth = 0.1 * sources.reduce(0) { $0 + asked[$1] }
      // Both are whole cents.
      let organisation = costs["restructure_private", "organisation", "\(year)"]
      #expect((organisation - tenth).magnitude < 0.01, "\(organisation), not \(tenth) in \(year)")
    }
  }

  @Test func `a transfer tax of 8 instead of 2 % on 70 million euro of purchases costs 4.2 million`() throws {
    func items(_ rate: String) throws -> (acquisition: Double, tax: Double) {
      let key = "programmes.restructure_private.budget"
      let scenario = try Scenario.load(
        "\(ScenarioRuns.packageRoot)/scenarios/parkstad-previous-deal.yaml",
        overrides: ["\(key).euro_per_year=1e9", "\(key).transfer_tax={2019: \(rate)}"])
      let costs = try sums("costs.csv", by: ["item"], in: try Simulation.run(scenario))
      return (costs["acquisition"], costs["transfer_tax"])
    }
    let (before, after) = (try items("0.02"), try items("0.08"))
    expectEqual(before.acquisition, 1_600 * 0.324 * 135_000, "purchases")
    #expect((before.acquisition / 1e6).rounded() == 70 && after.acquisition == before.acquisition)
    #expect(((after.tax - before.tax) / 1e5).rounded() == 42)
  }

  @Test func `the first deal pays with 40 and 100 million, and nothing stays unfunded`() throws {
    let paid = try sums(
      "funding.csv", by: ["source"], in: try ScenarioRuns.run("parkstad-previous-deal"))
    #expect((paid["regio_envelop"] / 1e6 * 10).rounded() == 400)
    #expect((paid["region"] / 1e6 * 10).rounded() == 1_000)
    #expect(paid["unfunded"] < 0.05)
  }

  @Test func `without funding the other results are the same`() throws {
    let funded = try ScenarioRuns.run("parkstad")
    let scenario = try Scenario.load(
      "\(ScenarioRuns.packageRoot)/scenarios/parkstad.yaml", overrides: ["funding=null"])
    let bare = try Simulation.run(scenario)
    for table in bare.tables where !["summary.csv", "costs.csv", "balance.csv"].contains(table.fileName) {
      #expect(funded.table(table.fileName) == table, "\(table.fileName)")
    }
    for series in bare.indicators { #expect(funded.indicators.contains(series), "\(series.key)") }
    #expect(!bare.tables.contains { $0.fileName.hasPrefix("funding") })
    #expect(!RunSummary(bare, language: .en).text(directory: "x").contains("Money from"))
  }

  @Test func `the summary tells the money by source and the gap for 2025 and 2032, in both languages`() throws
  {
    let result = try ScenarioRuns.run("parkstad")
    let lines = RunSummary(result, language: .en).text(directory: "x").split(separator: "\n").map(String.init)
    let head = try #require(lines.firstIndex { $0.contains("Money from 2023 to the end of") })
    let years = lines[head].split(separator: " ").suffix(4)
    #expect(years == ["2025", "2026", "2032", "2050"])
    let gap = try #require(lines[head...].first { $0.contains("unfunded") })
    let unfunded = (2023...2025).reduce(0) { $0 + (result.value("unfunded_costs", year: $1) ?? .nan) }
    let printed = try #require(gap.split(separator: " ").dropFirst().first.flatMap { Double($0) })
    #expect((printed - unfunded / 1e6).magnitude <= 0.051)
    #expect(lines[head...].contains { $0.contains("Regio Envelop") })
    let dutch = RunSummary(result, language: .nl).text(directory: "x")
    #expect(dutch.contains("Geld van 2023 tot en met") && dutch.contains("zonder dekking"))
  }
}
