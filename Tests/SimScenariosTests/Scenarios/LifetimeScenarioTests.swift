import HousingSim
import SimScenarios
import Testing

@Suite struct LifetimeScenarioTests {
  private static let table = """
    lifetime,distribution,mean,stddev,shape,scale,file
    short,normal,40,10,,,
    long,weibull,120,,2.95,,
    plain,gamma,,,6,12,
    listed,table,,,,,curve.csv

    """

  /// The small scenario with a table of lifetimes and these lines in `demolition`.
  private func input(_ lines: String, table: String = Self.table) -> SmallInput {
    var input = SmallInput(
      "  rates: tables/demolition_rates.csv\n  new_cohorts_as: from_1965\n",
      to: "  lifetimes: tables/lifetimes.csv\n\(lines)")
    input.files["tables/lifetimes.csv"] = Array(table.utf8)
    input.files["tables/curve.csv"] = Array("age,survival\n0,1\n100,0.5\n200,0\n".utf8)
    return input
  }

  @Test(arguments: ["short", "long", "plain", "listed"])
  func `every lifetime of the table can drive demolition, and balances hold`(name: String) throws {
    let scenario = try input("  lifetime: \(name)\n").load()
    #expect(scenario.warnings.isEmpty)
    let result = try Simulation.run(scenario)
    let demolished = try #require(result.value("autonomous_demolition", year: scenario.axes.years.lowerBound))
    #expect(demolished > 0)
  }

  @Test func `new dwellings can have a lifetime of their own`() throws {
    let same = try Simulation.run(input("  lifetime: long\n").load())
    let other = try Simulation.run(input("  lifetime: long\n  lifetime_of_new: short\n").load())
    let last = same.scenario.axes.years.upperBound
    let (left, right) = (same.value("dwellings", year: last), other.value("dwellings", year: last))
    #expect(try #require(left) > #require(right))
    #expect(same.value("dwellings", year: same.scenario.axes.years.lowerBound) != nil)
  }

  @Test func `the default scenario takes every set of its table`() throws {
    let path = "\(ScenarioRuns.packageRoot)/scenarios/parkstad.yaml"
    var demolition: [String: Double] = [:]
    for name in ["muller_nl_low", "muller_nl_central", "muller_nl_high", "buma_weurope", "kuperus_existing"] {
      let scenario = try Scenario.load(path, overrides: ["demolition.lifetime=\(name)"])
      #expect(scenario.warnings.count == 3, "\(scenario.warnings)")
      demolition[name] = try Simulation.run(scenario).value("autonomous_demolition", year: 2024)
    }
    let central = try #require(demolition["muller_nl_central"])
    #expect(try #require(demolition["muller_nl_low"]) > central)
    #expect(try #require(demolition["muller_nl_high"]) < central)
  }

  @Test func `keys that a lifetime leaves unused are named in a warning`() throws {
    var both = SmallInput(
      "  new_cohorts_as: from_1965\n\n# What",
      to: "  new_cohorts_as: from_1965\n  lifetime: short\n  lifetimes: tables/lifetimes.csv\n\n# What")
    both.files["tables/lifetimes.csv"] = Array(Self.table.utf8)
    both.files["tables/curve.csv"] = Array("age,survival\n0,1\n200,0\n".utf8)
    let warnings = try both.load().warnings
    #expect(
      warnings.map { $0.split(separator: ": ").dropFirst().joined(separator: ": ") } == [
        "demolition.rates is not used, for demolition.lifetime is given",
        "demolition.new_cohorts_as is not used, for demolition.lifetime is given",
      ])
  }

  @Test func `an unknown lifetime names the nearest`() {
    let wrong = input("  lifetime: shrt\n")
    wrong.expect(at: "shrt", "demolition.lifetime: *'shrt'*did you mean 'short'?")
  }

  @Test func `a lifetime without its table, and neither rates nor lifetime, are refused`() {
    SmallInput(
      "  rates: tables/demolition_rates.csv\n  new_cohorts_as: from_1965\n", to: "  lifetime: short\n"
    ).expect([
      "small.yaml:*: error: demolition: lifetime is given without lifetimes; name the table that has the lifetime"
    ])
    input("").expect([
      "small.yaml:*: error: demolition.rates: this key is missing; rates and new_cohorts_as are accepted, or lifetime",
      "small.yaml:*: error: demolition.new_cohorts_as: this key is missing; "
        + "rates and new_cohorts_as are accepted, or lifetime",
    ])
  }

  @Test func `every wrong row of the table is named, also where no lifetime is used`() {
    let table = """
      lifetime,distribution,mean,stddev,shape,scale,file
      a,normal,40,,,,
      b,weibull,40,3,,,
      c,table,5,,,,
      d,gamma,,,6,-1,
      e,gama,,,6,1,
      a,fixed,3,,,,

      """
    var unused = SmallInput(
      "  new_cohorts_as: from_1965\n\n# What",
      to: "  new_cohorts_as: from_1965\n  lifetimes: tables/lifetimes.csv\n\n# What")
    unused.files["tables/lifetimes.csv"] = Array(table.utf8)
    unused.expect([
      "tables/lifetimes.csv:5:13: error: scale: -1 is out of range; *",
      "tables/lifetimes.csv:6:3: error: distribution: 'gama' is not known; *; did you mean 'gamma'?",
      "tables/lifetimes.csv:7:1: error: lifetime: the row lifetime=a stands twice; *",
    ])
    let sound = table.split(separator: "\n").prefix(4).joined(separator: "\n") + "\n"
    unused.files["tables/lifetimes.csv"] = Array(sound.utf8)
    unused.expect([
      "tables/lifetimes.csv:2:3: error: distribution: normal has mean; mean and stddev stand for it, and no others",
      "tables/lifetimes.csv:3:3: error: distribution: weibull has mean, stddev; "
        + "shape and scale, or mean and shape stand for it, and no others",
      "tables/lifetimes.csv:4:3: error: distribution: table has mean; file stand for it, and no others",
    ])
  }

  @Test func `a curve that rises is named in its own file`() {
    var wrong = input("  lifetime: listed\n")
    wrong.files["tables/curve.csv"] = Array("age,survival\n0,0.5\n1,0.6\n".utf8)
    wrong.expect([
      "tables/curve.csv:3:3: error: survival: increases from 0.5 to 0.6; what has left does not come back"
    ])
  }
}
