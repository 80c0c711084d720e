import HousingSim
import SimScenarios
import Testing
import UrbanMine

/// Mistakes in the keys and tables of the mine.
@Suite struct BadMineTests {
  private static let careful = "careful_dismantling_share: 0.5"

  @Test func `a schedule is read by year, straight between its years`() throws {
    var input = SmallInput()
    input.overrides = ["programmes.restructure.careful_dismantling_share={2026: 0.25, 2028: 0.75}"]
    let profiles = try input.load().mineModel.inputs.profiles
    let shares = profiles.first { $0.account.programme == "restructure" }?.carefulShares
    #expect(shares == [0.25, 0.25, 0.5, 0.75, 0.75, 0.75])
  }

  @Test func `a schedule names years, and shares within their range`() {
    SmallInput(Self.careful, to: "careful_dismantling_share: {soon: 0.5}").expect(
      at: "soon: 0.5",
      "programmes.restructure.careful_dismantling_share.soon: 'soon' is no year; a year with its number is expected"
    )
    SmallInput(Self.careful, to: "careful_dismantling_share: {2026: 1.5}").expect(
      at: "1.5}",
      "programmes.restructure.careful_dismantling_share.2026: 1.5 is out of range; a number, from 0 to 1, is expected"
    )
    SmallInput(Self.careful, to: "careful_dismantling_share: {}").expect(
      at: "{}",
      "programmes.restructure.careful_dismantling_share: is an empty map; at least one entry is expected")
  }

  @Test func `a number with its origin is no schedule`() throws {
    var input = SmallInput()
    input.overrides = [
      "programmes.restructure.careful_dismantling_share={value: 0.25, low: 0, high: 1, source: x}"
    ]
    let profiles = try input.load().mineModel.inputs.profiles
    #expect(
      profiles.first { $0.account.programme == "restructure" }?.carefulShares.allSatisfy { $0 == 0.25 }
        == true)
  }

  @Test func `careful dismantling has its own cost, which is not negative`() throws {
    var input = SmallInput()
    input.overrides = [
      "programmes.restructure.careful_dismantling_euro_per_tonne=12.5",
      "mine.careful_dismantling_euro_per_dwelling=300",
    ]
    let profiles = try input.load().mineModel.inputs.profiles
    let own = profiles.first { $0.account.programme == "restructure" }?.dismantlingCost
    #expect(own?.euroPerTonne == 12.5 && own?.euroPerDwelling == 0)
    let autonomous = profiles.first { $0.account.programme == nil }?.dismantlingCost
    #expect(autonomous?.euroPerTonne == 0 && autonomous?.euroPerDwelling == 300)
    #expect(profiles.first { $0.account.programme == "new_homes" }?.dismantlingCost == nil)
    input.overrides = ["mine.careful_dismantling_euro_per_tonne=-1"]
    #expect(input.problems().count == 1)
    #expect(
      input.problems()[0].contains(
        "mine.careful_dismantling_euro_per_tonne: -1 is out of range; a number in euro/t"))
  }

  @Test func `a lead time is a whole number of months`() {
    var input = SmallInput()
    input.overrides = ["hubs.town_hub.lead_time_months=1.5"]
    #expect(input.problems().count == 1 && input.problems()[0].contains("1.5 is not a whole number"))
    input.overrides = ["hubs.town_hub.lead_time_months=-3"]
    #expect(input.problems().count == 1 && input.problems()[0].contains("-3 is out of range"))
  }

  @Test(arguments: ["logistics_share=1", "fill_share=0"])
  func `a hub whose floor holds nothing is refused`(setting: String) {
    var input = SmallInput()
    input.overrides = ["hubs.town_hub.\(setting)"]
    let problems = input.problems()
    #expect(
      problems.count == 1
        && problems[0].contains(
          "hubs.town_hub: the floor of this hub holds nothing; a logistics_share below 1"),
      "\(problems)")
  }

  @Test(arguments: [
    ("floor_area_m2", "m2"), ("maximum_stored_tonnes", "t"), ("stack_height_m", "m"),
  ]) func `a hub without floor, stacks or any mass in store is refused`(key: String, unit: String) {
    var input = SmallInput()
    input.overrides = ["hubs.town_hub.\(key)=0"]
    let problems = input.problems()
    #expect(
      problems.count == 1
        && problems[0].hasSuffix(
          "error: hubs.town_hub.\(key): 0 is out of range; a number in \(unit), above 0, is expected"),
      "\(problems)")
  }

  @Test func `a hub that stands twice is refused`() {
    let input = SmallInput("hubs:\n", to: "hubs:\n  town_hub: {}\n")
    #expect(
      input.problems().contains(
        "small.yaml:\(Self.line(of: "  town_hub:\n", in: input)):3: error: town_hub: stands a second time in this map; "
          + "the first is in line \(Self.line(of: "  town_hub: {}", in: input)); keep one of them"))
  }

  private static func line(of text: String, in input: SmallInput) -> String {
    String(input.place(of: text).split(separator: ":")[1])
  }

  @Test func `lines that cannot refurbish anything are warned of`() throws {
    var input = SmallInput()
    input.overrides = ["hubs.town_hub.capacities.rest={materials: [concrete], tonnes_per_year: 0}"]
    let warnings = try input.load().warnings
    #expect(
      warnings.contains { $0.contains("capacities.rest.tonnes_per_year is 0; the line refurbishes nothing") })
    #expect(warnings.contains { $0.contains("names concrete, of which nothing passes inspection") })
    #expect(try SmallInput().load().warnings.isEmpty)
  }

  // MARK: - Sites

  @Test func `a site without coordinates, or one that stands twice, is refused`() {
    SmallInput("harbour,50.91,5.99", to: "harbour,,5.99", in: "tables/hub_sites.csv").expect(
      at: ",5.99", in: "tables/hub_sites.csv",
      "latitude: the cell is empty; a number, from -90 to 90, is expected")
    var twice = SmallInput()
    twice.files["tables/hub_sites.csv"]? += Array("harbour,50.9,6,example,assumption\n".utf8)
    let problems = twice.problems()
    #expect(
      problems == [
        "tables/hub_sites.csv:3:1: error: site: the row site=harbour stands twice; the first is in line 2"
      ])
  }

  // MARK: - Grades

  private func grades(_ rows: String) -> SmallInput {
    var input = SmallInput(
      "treatment: tables/treatment.csv", to: "grades: tables/grades.csv\n  treatment: tables/treatment.csv")
    input.files["tables/grades.csv"] = Array(
      ("material,grade,share,suitable_share,maximum_reuse_share_of_demand,source,confidence\n" + rows).utf8)
    return input
  }

  @Test func `grades refine the properties of a material`() throws {
    let scenario = try grades(
      "timber_floor,good,0.5,0.7,0.5,example,assumption\ntimber_floor,worn,0.5,0.2,0.25,example,assumption\n"
    ).load()
    let streams = scenario.mineModel.inputs.streams.axis
    #expect(streams.first { $0.key == "timber_floor" }?.grades.map(\.key) == ["good", "worn"])
    #expect(streams.first { $0.key == "wood" }?.grades.map(\.key) == ["all"])
  }

  @Test func `grades that contradict the properties or each other are refused`() {
    grades("timber_floor,good,0.5,0.9,0.5,x,assumption\n").expect(
      at: "0.5,0.9", in: "tables/grades.csv",
      "share: the grades of timber_floor add up to 0.5; 1 is accepted")
    grades("timber_floor,good,1,0.9,0.5,x,assumption\n").expect(
      at: "0.9", in: "tables/grades.csv",
      "suitable_share: share x suitable_share of the grades of timber_floor add up to 0.9; "
        + "0.45 is accepted, its reuse_potential in the table of properties")
    grades(
      "timber_floor,good,0.5,0.45,0.5,x,assumption\ntimber_floor,worn,0.5,0.45,0.75,x,assumption\n"
    ).expect(
      at: "0.5,x", in: "tables/grades.csv",
      "maximum_reuse_share_of_demand: the grades of timber_floor have 0.5, 0.75; "
        + "0.5 for the best, as in the table of properties, and no more for a worse one")
  }

  @Test func `a grade of an unknown material is refused`() {
    grades("timber_flor,good,1,0.45,0.5,x,assumption\n").expect(
      at: "timber_flor,", in: "tables/grades.csv", "material: *did you mean 'timber_floor'?")
  }

  // MARK: - Dispatch

  @Test func `a dispatch programme of the scenario runs`() throws {
    var input = SmallInput()
    input.overrides = ["mine.dispatch={method: most_reuse, horizon_steps: 2}"]
    let result = try Simulation.run(try input.load())
    try expectBalances(of: result)
    input.overrides = ["mine.dispatch={method: least_cost, saved_euro_per_tonne: {timber_floor: 400}}"]
    try expectBalances(of: try Simulation.run(try input.load()))
  }

  @Test(arguments: [
    (
      "{method: best}",
      "mine.dispatch.method: 'best' is not known; choose nearest_first, least_cost, most_reuse"
    ),
    ("{method: most_reuse, horizon_steps: 0}", "mine.dispatch.horizon_steps: 0 is out of range"),
    (
      "{method: least_cost, saved_euro_per_tonne: {timber: 4}}",
      "mine.dispatch.saved_euro_per_tonne.timber: "
    ),
    (
      "{method: least_cost, saved_euro_per_tonne: {wood: -4}}",
      "mine.dispatch.saved_euro_per_tonne.wood: -4 is out of range"
    ),
    (
      "{method: most_reuse, transport_euro_per_tonne_km: -1}",
      "mine.dispatch.transport_euro_per_tonne_km: -1 is out of range"
    ),
  ])
  func `a dispatch that cannot be meant is refused`(value: String, expected: String) {
    var input = SmallInput()
    input.overrides = ["mine.dispatch=\(value)"]
    let problems = input.problems()
    #expect(problems.count == 1 && problems[0].contains("error: " + expected), "\(problems)")
  }

  @Test func `a programme needs prices, its own or those of the effects`() throws {
    var input = SmallInput(overrides: ["effects=null", "mine.dispatch={method: least_cost}"])
    let problems = input.problems()
    #expect(problems.count == 3, "\(problems)")
    for key in [
      "transport_euro_per_tonne_km is missing", "handling_euro_per_tonne is missing", "needs saved",
    ] {
      #expect(problems.contains { $0.contains(key) }, "\(key)")
    }
    input.overrides = ["mine.dispatch={method: least_cost}"]
    let general = try input.load()
    let cost = try #require(general.effects?.cost)
    #expect(general.mineModel.inputs.dispatch.transportEuroPerTonneKm == cost.transportPerTonneKm)
    #expect(general.mineModel.inputs.dispatch.savedEuroPerTonne[0] > cost.gateFeePerTonne[0])
    input.overrides = ["mine.dispatch={method: most_reuse, handling_euro_per_tonne: 7}"]
    #expect(try input.load().mineModel.inputs.dispatch.handlingEuroPerTonne == 7)
  }

  @Test func `a programme looks further ahead than refurbishment takes`() {
    var input = SmallInput()
    input.overrides = [
      "mine.dispatch={method: most_reuse, horizon_steps: 2}", "hubs.town_hub.lead_time_months=4",
    ]
    let problems = input.problems()
    #expect(
      problems.count == 1
        && problems[0].contains(
          "mine.dispatch.horizon_steps: is 2, and refurbishment in town_hub takes 2 steps, so that nothing would "
            + "be taken in; 3 or more is accepted"),
      "\(problems)")
  }

  @Test func `keys that the method does not read are warned of`() throws {
    var input = SmallInput()
    input.overrides = ["mine.dispatch={horizon_steps: 3}"]
    #expect(
      try input.load().warnings.contains {
        $0.contains("mine.dispatch.horizon_steps is not used, for the method is nearest_first")
      })
  }
}
