import SimEnsembles
import SimNumerics
import Testing

/// Boxes that explain an outcome, and none where there is nothing to explain.
@Suite struct ScenarioDiscoveryTests {
  /// Members with uniform parameters, a year among them, and an outcome that is a function of them.
  private func data(
    members: Int = 1_000, seed: UInt64 = 1, parameters: Int = 8, _ outcome: ([Double], Double) -> Bool
  ) throws -> DiscoveryData {
    let names = (0..<parameters).map { "p\($0)" }
    let sample = try UnitSample(seed: seed, factors: names + ["noise"], design: .plain, members: members)
    var values = (0..<parameters).map { factor in
      (0..<members).map { sample.unit(member: $0, factor: factor) }
    }
    // Parameter 1 is an opening year from 2024 to 2030.
    values[1] = values[1].map { 2024 + ($0 * 7).rounded(.down) }
    let hasOutcome = (0..<members).map { member in
      outcome(values.map { $0[member] }, sample.unit(member: member, factor: parameters))
    }
    return try DiscoveryData(names: names, values: values, hasOutcome: hasOutcome)
  }

  private let labels = ["dismantling share", "opening year", "c", "d", "e", "f", "g", "h"]

  @Test func `a box of two parameters is found and said in both languages`() throws {
    let data = try data { values, _ in values[0] < 0.3 && values[1] > 2026 }
    let boxes = ScenarioDiscovery().boxes(data)
    let box = try #require(boxes.first)
    #expect(boxes.count == 1)
    #expect(box.restrictions.map(\.parameter) == [0, 1])
    #expect(box.density > 0.97 && box.coverage > 0.9 && box.probability == 0.01)
    #expect(box.restrictions[1].above == 2026 && box.restrictions[1].below == nil)
    let limit = try #require(box.restrictions[0].below)
    #expect(abs(limit - 0.3) < 0.02 && box.restrictions[0].above == nil)
    let outcome = "the reuse target is missed"
    #expect(
      box.sentence(outcome: outcome, labels: labels)
        == "the reuse target is missed when dismantling share < \(limit) and opening year > 2026")
    #expect(
      box.sentence(outcome: "het hergebruikdoel wordt gemist", labels: ["aandeel", "jaar"], language: .dutch)
        .hasPrefix("het hergebruikdoel wordt gemist als aandeel < 0,"))
    let inside = (0..<data.members).filter { member in box.contains(data.values.map { $0[member] }) }
    #expect(inside.count == box.members && inside.count { data.hasOutcome[$0] } == box.outcomes)
    #expect(box.evidence().contains("\(box.members) members"))
    #expect(box.evidence(language: .dutch).contains("dekking"))
  }

  @Test func `a box survives noise and leaves out parameters without influence`() throws {
    let data = try data(members: 2_000) { values, noise in
      noise < (values[2] > 0.7 && values[3] < 0.5 ? 0.85 : 0.1)
    }
    let box = try #require(ScenarioDiscovery().boxes(data).first)
    #expect(box.restrictions.map(\.parameter) == [2, 3])
    #expect(box.density > 0.7 && box.coverage > 0.45)
    #expect(box.restrictions.allSatisfy { $0.quasiProbability < 0.01 })
  }

  @Test func `a box with sharp limits leaves nothing for a second one`() throws {
    let data = try data(members: 5_000) { values, _ in values[2] < 0.4 && values[3] > 0.5 }
    let boxes = ScenarioDiscovery().boxes(data)
    #expect(boxes.count == 1 && boxes[0].density > 0.98 && boxes[0].coverage > 0.98)
  }

  @Test func `two separate boxes are found one after the other`() throws {
    let data = try data(members: 2_000, parameters: 4) { values, _ in
      (values[0] < 0.25 && values[2] < 0.6) || values[3] > 0.85
    }
    let boxes = ScenarioDiscovery().boxes(data)
    #expect(boxes.count == 2)
    #expect(Set(boxes.map { $0.restrictions.map(\.parameter) }) == [[0, 2], [3]])
    #expect(boxes[1].searched == 2_000 - boxes[0].members)
  }

  @Test func `outcomes by chance give no box in at least 97 of 100 data sets`() throws {
    var found = 0
    for seed in 0..<100 {
      var search = ScenarioDiscovery()
      search.seed = UInt64(seed)
      let share = [0.1, 0.3, 0.5, 0.8][seed % 4]
      let data = try data(members: 300, seed: UInt64(seed) + 50) { _, noise in noise < share }
      if !search.boxes(data).isEmpty { found += 1 }
    }
    #expect(found <= 3)
  }

  @Test func `outcomes that always or never happen, and no members, give no box`() throws {
    #expect(ScenarioDiscovery().boxes(try data { _, _ in true }).isEmpty)
    #expect(ScenarioDiscovery().boxes(try data { _, _ in false }).isEmpty)
    let one = try DiscoveryData(names: ["a"], values: [[1]], hasOutcome: [true])
    #expect(ScenarioDiscovery().boxes(one).isEmpty)
    let none = try DiscoveryData(names: ["a"], values: [[]], hasOutcome: [])
    #expect(ScenarioDiscovery().boxes(none).isEmpty)
    let constant = try DiscoveryData(
      names: ["a"], values: [[Double](repeating: 2, count: 50)], hasOutcome: (0..<50).map { $0 < 20 })
    #expect(ScenarioDiscovery().boxes(constant).isEmpty)
    let nothingVaries = try DiscoveryData(names: [], values: [], hasOutcome: [true, false])
    #expect(ScenarioDiscovery().boxes(nothingVaries).isEmpty)
  }

  @Test func `a parameter with two values is cut between them`() throws {
    let data = try data(members: 400, parameters: 3) { values, noise in values[1] >= 2027 && noise < 0.9 }
    var values = data.values
    values[1] = values[1].map { $0 >= 2027 ? 1 : 0 }
    let switched = try DiscoveryData(names: data.names, values: values, hasOutcome: data.hasOutcome)
    let box = try #require(ScenarioDiscovery().boxes(switched).first)
    #expect(box.restrictions.map(\.parameter) == [1])
    #expect(box.restrictions[0].above == 0 && box.coverage == 1)
  }

  @Test func `a middle range has two limits`() throws {
    let data = try data { values, _ in values[4] > 0.4 && values[4] < 0.6 }
    let box = try #require(ScenarioDiscovery().boxes(data).first)
    #expect(box.restrictions.map(\.parameter) == [4])
    #expect(box.sentence(outcome: "it fails", labels: labels).hasPrefix("it fails when e between 0."))
  }

  @Test func `the same data give the same boxes`() throws {
    let data = try data { values, noise in values[0] < 0.3 && noise < 0.8 }
    #expect(ScenarioDiscovery().boxes(data) == ScenarioDiscovery().boxes(data))
  }

  @Test func `a value that is no number is refused`() {
    #expect(throws: DiscoveryError.notFinite(parameter: "b", member: 1, found: .infinity)) {
      try DiscoveryData(names: ["a", "b"], values: [[1, 2], [3, .infinity]], hasOutcome: [true, false])
    }
  }
}
