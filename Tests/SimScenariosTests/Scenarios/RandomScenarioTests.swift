import HousingSim
import SimScenarios
import SimTestSupport
import Testing

/// Laws over random variations of the small scenario.
struct RandomScenarioTests {
  @Test(arguments: 1...60)
  func `a variation of the small scenario runs, closes and has nothing negative`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let overrides = Self.overrides(&random)
    let result = try Simulation.run(try SmallInput(overrides: overrides).load(), threads: seed % 3 + 1)
    try expectBalances(of: result)
    try expectNothingNegative(in: result)
    let scenario = result.scenario
    #expect(scenario.axes.years.upperBound == result.table("stock.csv")?.integers(of: "year")?.last)
    try expectEventsCloseStock(of: result)
    try expectMaterialCloses(of: result)
  }

  /// Settings of the scenario, each within its range.
  private static func overrides(_ random: inout SplitMix64) -> [String] {
    let first = 2025
    let last = first + random.integer(in: 0...12)
    let programme = years(in: first...last, &random)
    let construction = years(in: first...last, &random)
    let zones = random.shares(2)
    return [
      "last_year=\(last)", "demolition.scale=\(random.number(in: 0...20))",
      "baseline.condition.poor={value: \(random.number(in: 0...400))}",
      "transitions.decay.probability_per_year={value: \(random.chance(0.2) ? 1 : random.number())}",
      "mine.steps_per_year=\([1, 4, 12][random.integer(in: 0...2)])",
      "mine.careful_dismantling_share=\(random.number())",
      "programmes.restructure.from_year=\(programme.lowerBound)",
      "programmes.restructure.to_year=\(programme.upperBound)",
      "programmes.restructure.quota=\(quota(&random))",
      "programmes.restructure.zones.method=\(random.chance(0.5) ? "priority" : "proportional")",
      "programmes.restructure.careful_dismantling_share=\(random.number())",
      "programmes.restructure.actions=\(actions(&random))",
      "construction.new_homes.from_year=\(construction.lowerBound)",
      "construction.new_homes.to_year=\(construction.upperBound)",
      "construction.new_homes.dwellings=\(random.chance(0.2) ? 0 : random.number(in: 0...2000))",
      "construction.new_homes.zones.shares={centre: \(zones[0]), edge: \(zones[1])}",
      "targets.restructured.from_year=\(programme.lowerBound)",
      "targets.restructured.to_year=\(programme.upperBound)",
    ] + hub(first...last, &random)
  }

  private static func years(in limits: ClosedRange<Int>, _ random: inout SplitMix64) -> ClosedRange<Int> {
    let first = random.integer(in: limits)
    return first...random.integer(in: first...limits.upperBound)
  }

  private static func quota(_ random: inout SplitMix64) -> String {
    switch random.integer(in: 0...2) {
    case 0: "{dwellings: \(random.number(in: 0...2000))}"
    case 1: "{dwellings_per_year: \(random.number(in: 0...300))}"
    default: "{reach_share: \(random.number()), of: {condition: good}}"
    }
  }

  private static func actions(_ random: inout SplitMix64) -> String {
    let shares = random.shares(5)
    let floor = "at_least: {condition: good, energy_label: \(random.chance(0.5) ? "A" : "D")}"
    return """
      {renovate: {share: \(shares[0]), \(floor)}, demolish: {share: \(shares[1])}, \
      merge: {share: \(shares[2]), dwellings_into_one: \(random.number(in: 1...4)), \(floor)}, \
      convert_tenure: {share: \(shares[3]), to: {tenure: rented}, \(floor)}, \
      demolish_and_replace: {share: \(shares[4]), ratio: \(random.number(in: 0...2)), \
      delay_years: \(random.integer(in: 0...6)), mix: {dwelling_type: {house: 1}, tenure: {rented: 1}, \
      condition: {good: 1}, energy_label: {A: 0.25, D: 0.75}, heating: {gas_free_ready: 1}}}}
      """
  }

  private static func hub(_ years: ClosedRange<Int>, _ random: inout SplitMix64) -> [String] {
    let key = "hubs.town_hub"
    guard random.chance(0.9) else { return ["hubs=null"] }
    return [
      "\(key).opening_year=\(random.integer(in: years))",
      "\(key).floor_area_m2=\(random.number(in: 1...2000))",
      "\(key).logistics_share=\(random.number())", "\(key).fill_share=\(random.number())",
      "\(key).yield=\(random.number())", "\(key).maximum_storage_months=\(random.integer(in: 0...24))",
      "\(key).maximum_stored_tonnes=\(random.number(in: 0...50))",
      "\(key).capacities.timber.tonnes_per_year=\(random.number(in: 0...200))",
      "\(key).capacities.rest={materials: [wood, concrete], tonnes_per_year: \(random.number(in: 0...200))}",
    ]
  }
}
