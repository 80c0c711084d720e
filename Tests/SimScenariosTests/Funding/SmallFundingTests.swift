import HousingSim
import SimNumerics
import SimScenarios
import Testing

/// Prices and rules in the small scenario, with numbers that can be checked by hand.
struct SmallFundingTests {
  private func costs(_ input: SmallInput) throws -> ColumnSums {
    ColumnSums(
      of: "euro", in: try #require(try Simulation.run(input.load()).table("costs.csv")),
      by: ["programme", "item", "year"])
  }

  @Test func `20 homes a year: 15 renovated and 5 demolished, half of these bought`() throws {
    let costs = try costs(.funded)
    // 2025 is the price year; the tax is that of 2023 on.
    #expect(costs["restructure", "acquisition", "2025"] == 250_000)
    #expect(costs["restructure", "transfer_tax", "2025"] == 26_000)
    #expect(costs["restructure", "vat", "2025"] == 126_000)
    let works = costs["restructure", "works", "2025"]
    // Demolition of 5 homes of 70 to 125 m2 at 40 or 51 euro.
    let (least, most): (Double, Double) = (614_000, 631_875)
    #expect(works >= least && works <= most)
    // Two years later at 2 % a year.
    #expect(costs["restructure", "acquisition", "2027"] == 260_100)
    #expect(costs["new_homes", "works", "2026"] == 2_040_000)
    #expect(costs["new_homes", "sale", "2026"] == -1_938_000)
    #expect(costs["new_homes", "organisation", "2026"] == 0)
    #expect(costs["restructure", "works", "2029"] == 0)
  }

  @Test func `a row of a type stands instead of the row of all types`() throws {
    // With the row of apartments at the same price in money of 2025 all demolition costs 51 euro per m2.
    let own = SmallInput.funded(
      ",apartment,works,m2,40,,2025", to: ",apartment,works,m2,51,,2025", in: SmallInput.prices)
    var all = SmallInput.funded
    all.replace(
      "restructure,demolition,apartment,works,m2,40,,2025,included,example,assumption\n", with: "",
      in: SmallInput.prices)
    let (first, second) = (try costs(own), try costs(all))
    for year in 2025...2028 {
      let key = ["restructure", "works", "\(year)"]
      #expect((first[key] - second[key]).magnitude < 0.02 && first[key] > 600_000)
    }
  }

  @Test func `prices rise by year where the rise is given by year`() throws {
    var input = SmallInput.funded
    input.overrides = ["funding.price_rise_per_year={2026: 0, 2028: 0.1}"]
    let costs = try costs(input)
    let bought = (2025...2028).map { costs["restructure", "acquisition", "\($0)"] }
    #expect(bought == [250_000, 250_000, 262_500, 288_750])
  }

  @Test func `the deal waits for the state, is spread over its years and matched by the region`() throws {
    let result = try Simulation.run(SmallInput.funded.load())
    #expect(result.scenario.funding?.inputs.sources.map(\.key) == ["state", "deal", "region"])
    let paid = ColumnSums(
      of: "euro", in: try #require(result.table("funding.csv")), by: ["source", "programme", "year"])
    for year in ["2025", "2026", "2027"] { #expect(paid["deal", "restructure", year] == 100_000) }
    #expect(paid["deal", "restructure", "2028"] == 0)
    // 30,000 euro for each of 20 homes, as far as anything is left to pay.
    #expect(paid["region", "restructure", "2025"] <= 600_000)
    // Two fifths of what 10 homes cost above their sale.
    #expect(paid["region", "new_homes", "2026"] == 40_800)
    #expect(paid["revenue", "new_homes", "2026"] == 1_938_000)
    #expect(paid["unfunded", "new_homes", "2026"] == 61_200)
  }

  @Test func `a limited programme stops where its money ends, and programmes.csv says budget`() throws {
    var input = SmallInput.funded
    input.files[SmallInput.prices] = Array(
      """
      programme,event,dwelling_type,item,per,euro,price_year,vat,source,confidence
      restructure,treated,,works,dwelling,50000,2025,included,example,assumption
      new_homes,construction,,works,dwelling,200000,2025,included,example,assumption

      """.utf8)
    input.overrides = [
      "funding.limited_programmes=[restructure]", "funding.organisation=null",
      "funding.price_rise_per_year=0", "funding.sources.state.cap_euro=750000",
      "funding.sources.deal=null",
      "funding.sources.region.programmes.restructure.maximum_euro_per_dwelling=25000",
    ]
    let result = try Simulation.run(input.load())
    let done = (2025...2028).map { (result.value("done_restructure", year: $0) ?? .nan) }
    // The state pays half of 50,000, so 30 homes in all; the region the other half.
    #expect(zip(done, [20, 10, 0, 0]).allSatisfy { ($0 - $1).magnitude < 1e-3 }, "\(done)")
    let table = try #require(result.table("programmes.csv"))
    let causes = Set(
      zip(try #require(table.integers(of: "year")), try #require(table.texts(of: "cause"))).compactMap {
        $0.0 >= 2026 ? $0.1 : nil
      })
    #expect(causes.contains("budget"))
    let unfunded = ColumnSums(
      of: "euro", in: try #require(result.table("funding.csv")), by: ["programme", "source"])
    #expect(unfunded["restructure", "unfunded"] < 0.1)
  }

  @Test func `targets may name money and mixes`() throws {
    var input = SmallInput.funded
    input.overrides = [
      "indicators.tenure_mix={kind: mix, axis: tenure}",
      "indicators.apart={kind: theil, axis: tenure, where: {dwelling_type: house}}",
      "targets.gap={indicator: unfunded_costs, from_year: 2025, to_year: 2030, at_most: 1e9, source: x}",
      "targets.deal={indicator: funding_deal, from_year: 2025, to_year: 2027, at_least: 300000, source: x}",
      "targets.owned={indicator: tenure_mix_owner_occupied, zone: centre, from_year: 2025, to_year: 2030, at_least: 0, source: x}",
      "targets.mixed={indicator: apart_within_focus, from_year: 2025, to_year: 2030, at_most: 1, source: x}",
    ]
    let targets = try Simulation.run(input.load()).targets
    #expect(targets.count == 5 && targets.allSatisfy(\.isMet))
    #expect(targets.first { $0.key == "deal" }?.value == 300_000)
  }
}
