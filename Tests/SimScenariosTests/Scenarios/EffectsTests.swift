import HousingSim
import SimNumerics
import SimScenarios
import Testing
import UrbanMine

/// Emissions and costs of every scenario, from the result tables.
struct EffectsTests {
  private func carbon(_ result: RunResult, by keys: [String]) throws -> ColumnSums {
    ColumnSums(of: "kg_co2e", in: try #require(result.table("carbon.csv")), by: keys)
  }

  @Test(arguments: ScenarioRuns.names)
  func `the region emits the sum of its zones, every source in every year`(name: String) throws {
    let result = try ScenarioRuns.run(name)
    let sums = try carbon(result, by: ["year", "source", "zone"])
    let zones = result.scenario.axes.zones.keys
    let years = result.scenario.axes.years
    #expect(sums.keys.count == years.count * CarbonSource.count * (zones.count + 1))
    for year in years {
      for source in CarbonSource.allCases {
        let parts = zones.map { sums["\(year)", source.rawValue, $0] }
        let region = sums["\(year)", source.rawValue, Scenario.regionKey]
        expectEqual(
          region, parts.reduce(0, +), scale: parts.map(\.magnitude).max() ?? 0, "\(source) in \(year)")
      }
    }
  }

  @Test(arguments: ScenarioRuns.names)
  func `what is avoided is not above 0, and what is emitted is not below`(name: String) throws {
    let sums = try carbon(ScenarioRuns.run(name), by: ["source", "zone", "year"])
    for key in sums.keys {
      switch CarbonSource(rawValue: key[0]) {
      case .reuseAvoidedProduction: #expect(sums[key] <= 0, "\(key)")
      case .recycledInput, .recycledOutput: continue
      case nil: Issue.record("\(key[0]) is no source")
      default: #expect(sums[key] >= 0, "\(key)")
      }
    }
    let costs = ColumnSums(
      of: "euro", in: try #require(ScenarioRuns.run(name).table("costs.csv")),
      by: ["item", "programme", "year"])
    for key in costs.keys {
      if let item = FundingItem(rawValue: key[0]) {
        #expect(item.isRevenue ? costs[key] <= 0 : costs[key] >= 0, "\(key): \(costs[key])")
        continue
      }
      let item = try #require(CostItem(rawValue: key[0]), "\(key[0]) is no item")
      #expect(item.isSaving ? costs[key] <= 0 : costs[key] >= 0, "\(key): \(costs[key])")
    }
  }

  @Test(arguments: ScenarioRuns.names)
  func `transport emits and costs its factor times the work of the transport table`(name: String) throws {
    let result = try ScenarioRuns.run(name)
    let effects = try #require(result.scenario.effects)
    let work = ColumnSums(of: "tonne_km", in: try #require(result.table("transport.csv")), by: ["year"])
    let emitted = try carbon(result, by: ["source", "zone", "year"])
    let costs = ColumnSums(of: "euro", in: try #require(result.table("costs.csv")), by: ["item", "year"])
    for year in result.scenario.axes.years {
      expectEqual(
        emitted["reuse_transport", Scenario.regionKey, "\(year)"],
        effects.carbon.transport * work["\(year)"], "emissions of \(year)")
      expectEqual(
        costs["transport", "\(year)"], effects.cost.transportPerTonneKm * work["\(year)"], "costs of \(year)")
    }
  }

  @Test(arguments: ScenarioRuns.names)
  func `emissions and costs follow from the tables of material and hubs`(name: String) throws {
    let result = try ScenarioRuns.run(name)
    let effects = try #require(result.scenario.effects)
    let streams = result.scenario.mineModel.inputs.streams.axis.keys
    let flows = ColumnSums(
      of: "tonnes", in: try #require(result.table("materials.csv")), by: ["flow", "material", "zone", "year"])
    let emitted = try carbon(result, by: ["source", "zone", "year"])
    let costs = ColumnSums(of: "euro", in: try #require(result.table("costs.csv")), by: ["item", "year"])
    func sum(_ flow: MaterialFlow, _ year: Int, _ factors: [Double]) -> Double {
      zip(streams, factors).reduce(0) {
        $0 + flows[flow.rawValue, $1.0, Scenario.regionKey, "\(year)"] * $1.1
      }
    }
    let primary = effects.carbon.primary.map { $0 * 1000 }
    for year in result.scenario.axes.years {
      let source = { (source: CarbonSource) in emitted[source.rawValue, Scenario.regionKey, "\(year)"] }
      expectEqual(
        source(.embodiedNewBuild) + source(.embodiedRenovation), sum(.demand, year, primary),
        "demand of \(year)")
      expectEqual(
        -source(.reuseAvoidedProduction), sum(.demandReused, year, primary), "reuse of \(year)")
      expectEqual(
        -costs["primary_material_avoided", "\(year)"],
        sum(.demandReused, year, effects.cost.materialPricePerTonne), "material saved in \(year)")
      expectEqual(
        costs["hub_handling", "\(year)"],
        sum(.toHub, year, streams.map { _ in effects.cost.hubHandlingPerTonne }), "handling in \(year)")
    }
  }

  @Test(arguments: ScenarioRuns.names)
  func `the use of energy is that of the stock, in floor area and emissions`(name: String) throws {
    let result = try ScenarioRuns.run(name)
    let table = try #require(result.table("energy_use.csv"))
    let years = result.scenario.baselineYear...result.scenario.axes.years.upperBound
    let emitted = ColumnSums(of: "kg_co2e", in: table, by: ["zone", "year"])
    let carbon = try carbon(result, by: ["source", "zone", "year"])
    let area = ColumnSums(of: "floor_area_m2", in: table, by: ["zone", "year"])
    for year in years {
      for zone in result.scenario.axes.zones.keys + [Scenario.regionKey] {
        let place = zone == Scenario.regionKey ? nil : zone
        let dwellings = try #require(result.value("dwellings", year: year, zone: place))
        #expect(
          dwellings == 0 || (20...400).contains(area[zone, "\(year)"] / dwellings), "\(zone) in \(year)")
        expectEqual(
          try #require(result.value("operational_co2e", year: year, zone: place)), emitted[zone, "\(year)"],
          "operational_co2e of \(zone) in \(year)")
        guard year > result.scenario.baselineYear else { continue }
        expectEqual(
          carbon["operation_gas", zone, "\(year)"] + carbon["operation_electricity", zone, "\(year)"],
          emitted[zone, "\(year)"], "\(zone) in \(year)")
      }
    }
  }

  @Test(arguments: ScenarioRuns.names)
  func `ratios are what they say, and have no value where they have no denominator`(name: String) throws {
    let result = try ScenarioRuns.run(name)
    for year in result.scenario.axes.years {
      func value(_ key: String) -> Double? { result.value(key, year: year) }
      let net = try #require(value("urban_mine_net_cost"))
      let spent = try #require(value("urban_mine_spent"))
      let avoided = try #require(value("co2e_avoided_by_reuse"))
      let reused = try #require(value("demand_reused"))
      expectEqual(net, spent - (try #require(value("urban_mine_saved"))), scale: spent, "net of \(year)")
      expect(value("cost_per_tonne_reused"), reused > 0 ? net / reused : nil, "reused in \(year)")
      expect(
        value("cost_per_tonne_co2e_avoided"), avoided > 0 ? net / avoided * 1000 : nil, "avoided in \(year)")
      expect(value("co2e_avoided_per_euro"), spent > 0 ? avoided / spent : nil, "per euro in \(year)")
      for share in ["hub_use", "store_level"] {
        #expect(value(share).map { $0 >= 0 && $0 <= 1 + Tolerance.balance } ?? true, "\(share) in \(year)")
      }
    }
  }

  private func expect(_ found: Double?, _ wanted: Double?, _ what: String) {
    guard let found, let wanted else {
      #expect(found == nil && wanted == nil, "\(what): \(String(describing: found))")
      return
    }
    expectEqual(found, wanted, what)
  }

  @Test func `the dwellings of the baseline use the gas and electricity that the region was measured to use`()
    throws
  {
    let result = try ScenarioRuns.run("parkstad")
    // 3,506.82 TJ at 31.65 MJ/m3 and 1,348.93 TJ in 2023 (quintel2023).
    let gas = try #require(result.value("gas_use", year: 2022))
    let electricity = try #require(result.value("electricity_use", year: 2022))
    #expect(Tolerance.holds(residual: gas - 3506.82e6 / 31.65, scale: gas, limit: 0.002))
    #expect(Tolerance.holds(residual: electricity - 1348.93e6 / 3.6, scale: electricity, limit: 0.002))
  }

  @Test func `every default year has emissions of operation, and every year that builds has embodied ones`()
    throws
  {
    let result = try ScenarioRuns.run("parkstad")
    for year in 2023...2050 {
      #expect(try #require(result.value("operational_co2e", year: year)) > 0)
      let embodied = try #require(result.value("embodied_co2e", year: year))
      let demand = try #require(result.value("demand", year: year))
      #expect((embodied > 0) == (demand > 0), "\(year)")
    }
  }

  @Test func `careful dismantling is paid by the programme that demolishes`() throws {
    let result = try ScenarioRuns.run("parkstad")
    let costs = ColumnSums(
      of: "euro", in: try #require(result.table("costs.csv")), by: ["programme", "item", "year"])
    #expect(costs["restructure", "careful_dismantling", "2026"] > 0)
    #expect(costs["restructure_private", "careful_dismantling", "2026"] == 0)
    #expect(costs["restructure_private", "careful_dismantling", "2025"] > 0)
    #expect(costs["urban_mine", "careful_dismantling", "2040"] > 0)
    #expect(costs["urban_mine", "hub_fixed", "2023"] == 0)
    #expect(costs["urban_mine", "hub_fixed", "2024"] * 2 == costs["urban_mine", "hub_fixed", "2025"])
  }

  @Test func `a scenario without factors has no emissions and no costs, but knows how its hubs do`() throws {
    var input = SmallInput(overrides: ["effects=null"])
    let result = try Simulation.run(input.load())
    for file in ["carbon.csv", "costs.csv", "energy_use.csv"] {
      #expect(try #require(result.table(file)).rowCount == 0, "\(file)")
    }
    #expect(result.scenario.effects == nil)
    #expect(result.value("operational_co2e", year: 2026) == nil)
    #expect(result.value("hub_use", year: 2026) != nil)
    #expect(!RunSummary(result, language: .en).text(directory: "x").contains("CO2e"))
    input.overrides.append("targets.restructured.indicator=operational_co2e")
    #expect(input.problems().contains { $0.contains("there is no 'operational_co2e'") })
  }

  @Test func `the summary says what reuse avoids and costs, in both languages`() throws {
    let result = try ScenarioRuns.run("parkstad")
    let english = RunSummary(result, language: .en).text(directory: "x")
    #expect(english.contains("reuse avoids ") && english.contains(" euro per tonne reused"))
    let dutch = RunSummary(result, language: .nl).text(directory: "x")
    #expect(dutch.contains("hergebruik vermijdt ") && dutch.contains(" euro per ton hergebruik"))
  }

  @Test func `the summary says in which year and from which zones most is reused`() throws {
    let result = try ScenarioRuns.run("parkstad")
    let table = try #require(result.table("materials.csv"))
    let (years, zones) = (try #require(table.integers(of: "year")), try #require(table.texts(of: "zone")))
    let (flows, tonnes) = (try #require(table.texts(of: "flow")), try #require(table.numbers(of: "tonnes")))
    let rows = tonnes.indices.filter { flows[$0] == "reused" && zones[$0] == "region" }
    let byYear = Dictionary(grouping: rows) { years[$0] }.mapValues { $0.reduce(0) { $0 + tonnes[$1] } }
    let best = try #require(byYear.max { $0.value < $1.value })
    let text = RunSummary(result, language: .en).text(directory: "x")
    #expect(text.contains("most in \(best.key): \(Int(best.value.rounded())) t."))
    #expect(text.contains("By zone of release (tonnes in all): "))
    #expect(RunSummary(result, language: .nl).text(directory: "x").contains("het meest in \(best.key): "))
    let none = RunSummary(try ScenarioRuns.run("parkstad-no-policy"), language: .en).text(directory: "x")
    #expect(!none.contains("Reuse from"))
  }
}
