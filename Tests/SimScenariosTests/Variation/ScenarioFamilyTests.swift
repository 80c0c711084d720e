import SimNumerics
import SimScenarios
import Testing

/// Scenarios whose uncertain numbers vary.
struct ScenarioFamilyTests {
  private func family(_ input: SmallInput = SmallInput()) throws -> ScenarioFamily {
    try ScenarioFamily.load(SmallInput.main, files: InMemoryFiles(input.files))
  }

  /// The cells of a member.
  private func cells(_ family: ScenarioFamily, _ values: [Double]) throws -> (
    layout: MemberLayout, cells: [Double]
  ) {
    let run = try MemberRun(family)
    var runner = run.makeRunner()
    var cells: [Double] = []
    try run.run(try family.member(values), number: 0, using: &runner, into: &cells)
    return (run.layout, cells)
  }

  @Test func `a number with a range in the file is triangular with its value as the mode`() throws {
    let poor = try #require(try family().parameters.first { $0.name == "baseline.condition.poor" })
    #expect(poor.distribution == .triangular(low: 50, mode: 100, high: 200))
    #expect(poor.central == 100)
    #expect(poor.source == "example")
    #expect(poor.isOfFile)
  }

  @Test func `cells of tables with a range vary by the name of their row`() throws {
    let names = try family().parameters.filter { !$0.isOfFile }.map(\.name)
    #expect(names.contains { $0.hasPrefix("materials.intensity[") && $0.hasSuffix("].kg_per_m2") })
    #expect(Set(names).count == names.count)
  }

  @Test func `a member with the central values has the bits of the plain run`() throws {
    let family = try family()
    let central = try Simulation.run(family.central)
    let (layout, cells) = try cells(family, family.parameters.map(\.central))
    for series in layout.series {
      for year in series.firstYear..<series.firstYear + series.yearCount {
        for (position, zone) in layout.zones.enumerated() {
          let found = cells[layout.cell(series, year: year, position: position)]
          let expected = central.value(series.key, year: year, zone: zone == "region" ? nil : zone) ?? .nan
          #expect(
            found.bitPattern == expected.bitPattern || (found.isNaN && expected.isNaN),
            "\(series.key) \(year) \(zone)")
        }
      }
    }
    for (position, target) in central.targets.enumerated() {
      #expect(cells[layout.valueCell(target: position)] == target.value)
      #expect((cells[layout.metCell(target: position)] == 1) == target.isMet)
    }
  }

  @Test func `a member equals the plain run of a file with its numbers`() throws {
    let family = try family()
    let changed = ["baseline.condition.poor": 180.0, "transitions.decay.probability_per_year": 0.009]
    let values = family.parameters.map { changed[$0.name] ?? $0.central }
    let (layout, cells) = try cells(family, values)
    let overrides = changed.map { "\($0.key).value=\($0.value)" }.sorted()
    let plain = try Simulation.run(try SmallInput(overrides: overrides).load())
    for series in layout.series {
      let last = series.firstYear + series.yearCount - 1
      let found = cells[layout.cell(series, year: last, position: layout.zones.count - 1)]
      let expected = plain.value(series.key, year: last) ?? .nan
      let scale = max(expected.magnitude, 1)
      #expect(
        found.isNaN && expected.isNaN || (found - expected).magnitude <= 1e-9 * scale,
        "\(series.key): \(found) for \(expected)")
    }
  }

  @Test func `only what is asked for varies`() throws {
    let family = try family().varying([NamePattern("transitions.*")])
    #expect(family.parameters.map(\.name) == ["transitions.decay.probability_per_year"])
    #expect(family.variesHousing)
    #expect(try !self.family().varying([NamePattern("materials.intensity*")]).variesHousing)
  }

  @Test func `groups and fixed numbers follow their patterns`() throws {
    let text = """
      uncertainty:
        groups:
          content: ["materials.intensity[*"]
        fixed: ["baseline.*"]

      indicators:
      """
    let family = try family(SmallInput("indicators:\n", to: text + "\n"))
    let content = family.parameters.filter { $0.name.hasPrefix("materials.intensity[") }
    #expect(!content.isEmpty && content.allSatisfy { $0.group == "content" })
    #expect(family.parameters.allSatisfy { !$0.name.hasPrefix("baseline.") })
  }

  @Test func `shares that vary keep the sum of their central values, and whole numbers are whole`() throws {
    var input = SmallInput(
      "renovate: {share: 0.75, at_least", to: "renovate: {share: {value: 0.75, low: 0.5, high: 1}, at_least")
    input.replace("demolish: {share: 0.25}", with: "demolish: {share: {value: 0.25, low: 0, high: 0.5}}")
    input.replace("opening_year: 2026", with: "opening_year: {value: 2026, low: 2025, high: 2029}")
    let family = try family(input)
    let settled = family.settled(family.parameters.map { $0.value(atUnit: 0.9) })
    let values = Dictionary(uniqueKeysWithValues: zip(family.parameters.map(\.name), settled))
    let shares = ["renovate", "demolish"].compactMap { values["programmes.restructure.actions.\($0).share"] }
    #expect(shares.count == 2)
    #expect((shares.reduce(0, +) - 1).magnitude < 1e-12)
    let year = try #require(values["hubs.town_hub.opening_year"])
    #expect(year == year.rounded() && year > 2026)
  }

  @Test func `every distribution of the file is read`() throws {
    let texts: [(String, Distribution)] = [
      ("{value: 100, low: 50, high: 200, distribution: uniform}", .uniform(low: 50, high: 200)),
      (
        "{value: 100, stddev: 10, distribution: normal, low: 0, high: 200}",
        .normal(mean: 100, standardDeviation: 10, low: 0, high: 200)
      ),
      (
        "{value: 100, stddev: 10, distribution: lognormal, high: 300}",
        .lognormal(mean: 100, standardDeviation: 10, low: 0, high: 300)
      ),
      (
        "{value: 100, low: 50, high: 200, alpha: 2, beta: 3, distribution: beta}",
        .beta(alpha: 2, beta: 3, low: 50, high: 200)
      ),
      (
        "{value: 100, values: [80, 100], distribution: discrete}",
        .discrete(values: [80, 100], weights: [1, 1])
      ),
    ]
    for (text, distribution) in texts {
      let input = SmallInput(
        "{value: 100, low: 50, high: 200, source: example, confidence: assumption}", to: text)
      let found = try family(input).parameters.first { $0.name == "baseline.condition.poor" }?.distribution
      #expect(found == distribution, "\(text)")
    }
    let fixed = SmallInput(
      "{value: 100, low: 50, high: 200, source: example, confidence: assumption}",
      to: "{value: 100, low: 50, high: 200, distribution: fixed}")
    #expect(try family(fixed).parameters.allSatisfy { $0.name != "baseline.condition.poor" })
  }

  @Test func `numbers of a member that cannot be used together are refused at their places`() throws {
    let family = try family()
    let values = family.parameters.map { $0.name == "baseline.condition.poor" ? 1e9 : $0.central }
    let problems = #expect(throws: ScenarioProblems.self) { try family.member(values) }
    #expect(problems?.problems.first?.key == "baseline.condition")
    #expect(problems?.problems.first?.found == "counts 1000000000 dwellings")
  }

  @Test(arguments: [
    ("a.b", "a.b", true), ("a.*", "a.b.c", true), ("*", "", true), ("a*c", "abc", true), ("a*c", "ac", true),
    ("a*b*c", "a1b2c", true), ("a.b", "a.b.c", false), ("a*c", "ab", false), ("x[*,y].*", "x[1,y].z", true),
    ("x[*,y].*", "x[1,yy].z", false),
  ])
  func `a pattern matches whole names`(pattern: String, name: String, matches: Bool) {
    #expect(NamePattern(pattern).matches(name) == matches)
  }
}
