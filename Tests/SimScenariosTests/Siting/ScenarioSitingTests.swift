import SimNumerics
import SimScenarios
import Testing
import UrbanMine

@Suite struct ScenarioSitingTests {
  @Test func `a hub without a site is placed where it costs least`() throws {
    let scenario = try Self.input().load()
    let siting = try #require(scenario.siting)
    #expect(siting.candidateCount == 3 && siting.places.map(\.site) == ["station"])
    #expect(siting.places.map(\.hub) == ["town_hub"])
    #expect(siting.chosen == siting.best(ofSites: 1) && siting.tonnesPerYear > 0)
    #expect(siting.options.count == 6)
    #expect(zip(siting.options, siting.options.dropFirst()).allSatisfy { $0.euroPerYear <= $1.euroPerYear })
    let hub = scenario.mineModel.inputs.hubs[0]
    #expect(hub.latitude == 50.9 && hub.longitude == 5.98)
  }

  @Test func `the chosen site moves less than any other would in the run`() throws {
    func transport(_ scenario: Scenario) throws -> Double {
      let table = try #require(try Simulation.run(scenario).table("transport.csv"))
      return try #require(table.numbers(of: "tonne_km")).reduce(0, +)
    }
    let chosen = try transport(try Self.input().load())
    #expect(chosen > 0)
    for site in ["harbour", "quarry"] {
      var fixed = Self.input()
      fixed.replace("siting: {transport_euro_per_tonne_km: 1, hub_fixed_euro_per_year: 0}\n", with: "")
      fixed.replace("opening_year: 2026", with: "opening_year: 2026\n    site: \(site)")
      #expect(try transport(try fixed.load()) > chosen)
    }
  }

  @Test func `a run with placed hubs writes how all choices compare`() throws {
    let result = try Simulation.run(try Self.input().load())
    let table = try #require(result.table("siting.csv"))
    #expect(table.texts(of: "sites")?.count == 6)
    #expect(table.numbers(of: "probability_best")?.reduce(0, +) == 1)
    #expect(table.numbers(of: "regret_p50")?.first == 0)
    let text = RunSummary(result, language: .en).text(directory: "x")
    #expect(text.contains("the cheapest choice out of 3 sites"))
    #expect(text.contains("station"))
  }

  @Test func `a hub that already stands counts when another is placed`() throws {
    var input = Self.input()
    let hub = try #require(Self.hubText(input))
    input.replace(
      hub,
      with: hub
        + hub.replacing("town_hub", with: "old_hub").replacing(
          "opening_year: 2026", with: "opening_year: 2026\n    site: station"))
    let siting = try #require(try input.load().siting)
    #expect(siting.places.count == 1 && siting.places[0].site != "station")
  }

  @Test func `the fixed cost of a hub is that of the effects unless siting has its own`() throws {
    var input = Self.input()
    input.replace(", hub_fixed_euro_per_year: 0}", with: "}")
    let scenario = try input.load()
    #expect(scenario.warnings.isEmpty)
    let (one, two) = (scenario.siting?.best(ofSites: 1), scenario.siting?.best(ofSites: 2))
    let cost = try #require(scenario.effects?.cost.hubFixedPerYear)
    #expect(cost > 0 && one?.euroPerYear ?? 0 >= cost && two?.euroPerYear ?? 0 >= 2 * cost)
    let warnings = try Self.input().load().warnings
    let differs =
      ": siting.hub_fixed_euro_per_year is 0.0, and effects.cost.hub_fixed_euro_per_year is 150000.0; hubs are chosen "
      + "with the first and paid with the second"
    #expect(warnings.count == 1 && warnings[0].hasPrefix("small.yaml:") && warnings[0].hasSuffix(differs))
    input.overrides = ["effects=null"]
    #expect(
      input.problems() == [
        input.place(of: "{transport_euro")
          + ": error: siting: hub_fixed_euro_per_year is missing, and the scenario has no effects.cost; a yearly cost "
          + "in one of the two is accepted"
      ])
  }

  @Test(arguments: [
    ("transport_euro_per_tonne_km", "euro/t km"), ("hub_fixed_euro_per_year", "euro/year"),
  ]) func `a negative cost of siting is refused`(key: String, unit: String) {
    var input = Self.input()
    input.overrides = ["siting.\(key)=-1"]
    let problems = input.problems()
    #expect(
      problems.count == 1
        && problems[0].hasSuffix(
          "error: siting.\(key): -1 is out of range; a number in \(unit), 0 or more, is expected"),
      "\(problems)")
  }

  @Test func `wrong demands on siting are refused with their place`() {
    SmallInput("    site: harbour\n", to: "").expect(
      at: "title_nl: Stadshub",
      "hubs.town_hub: the hub names no site; a site of the table of sites, or a part 'siting' *")
    var needless = SmallInput()
    needless.replace("hubs:\n", with: Self.siting + "hubs:\n")
    needless.expect(
      at: "{transport_euro", "siting: every hub names its site*")
    var crowded = Self.input()
    crowded.replace(
      "station,50.9,5.98,example,assumption\nquarry,51.2,6.4,example,assumption\n", with: "", in: Self.sites)
    if let hub = Self.hubText(crowded) {
      crowded.replace(hub, with: hub + hub.replacing("town_hub", with: "second_hub"))
    }
    crowded.expect(
      at: "{transport_euro",
      "siting: 2 hubs are to be placed at 1 sites; at most as many hubs as sites are accepted")
  }

  private static let sites = "tables/hub_sites.csv"
  private static let siting =
    "siting: {transport_euro_per_tonne_km: 1, hub_fixed_euro_per_year: 0}\n"

  /// The small scenario with three sites and a hub that names none.
  private static func input() -> SmallInput {
    var input = SmallInput("    site: harbour\n", to: "")
    input.replace("hubs:\n", with: siting + "hubs:\n")
    input.replace(
      "harbour,50.91,5.99,example,assumption\n",
      with: "harbour,51.0,6.2,example,assumption\nstation,50.9,5.98,example,assumption\n"
        + "quarry,51.2,6.4,example,assumption\n", in: sites)
    return input
  }

  /// The text of the hub in the scenario file.
  private static func hubText(_ input: SmallInput) -> String? {
    let text = input.text(of: SmallInput.main)
    guard let start = text.firstRange(of: "  town_hub:"), let end = text.firstRange(of: "\nindicators:")
    else {
      return nil
    }
    return text[start.lowerBound..<end.lowerBound].trimmingSuffix() + "\n"
  }
}

extension StringProtocol {
  /// The text without empty lines and blanks at its end.
  fileprivate func trimmingSuffix() -> String {
    var text = String(self)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
