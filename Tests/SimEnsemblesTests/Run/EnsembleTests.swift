import Foundation
import SimEnsembles
import SimScenarios
import Testing

/// Ensembles of the small scenario.
struct EnsembleTests {
  static let files: [String: [UInt8]] = Dictionary(
    uniqueKeysWithValues: SmallScenario.files.map { ($0.path, Array($0.text.utf8)) })

  static func ensemble(
    _ members: Int = 40, seed: UInt64 = 3, design: SampleDesign = .plain, only: [String] = [],
    isStochastic: Bool = false, overrides: [String] = []
  ) throws -> Ensemble {
    try Ensemble(
      EnsemblePlan(
        scenario: "small.yaml", overrides: overrides, members: members, seed: seed, design: design,
        only: only,
        isStochastic: isStochastic), files: InMemoryFiles(files))
  }

  private func state(_ ensemble: Ensemble, _ blocks: [Int]? = nil, threads: Int = 1) throws -> EnsembleState {
    var state = ensemble.emptyState
    try ensemble.run(blocks: blocks ?? Array(0..<ensemble.blockCount), into: &state, threads: threads)
    return state
  }

  @Test(arguments: [SampleDesign.plain, .latinHypercube, .sobol], [false, true])
  func `the bytes do not depend on threads, parts and their order`(design: SampleDesign, isStochastic: Bool)
    throws
  {
    let ensemble = try Self.ensemble(1500, design: design, isStochastic: isStochastic)
    #expect(ensemble.blockCount > 1)
    let whole = try state(ensemble).bytes
    for threads in [2, 3, 7] { #expect(try state(ensemble, threads: threads).bytes == whole) }
    for parts in [2, 3, 7] {
      var joined = ensemble.emptyState
      for number in (1...parts).reversed() {
        let shard = try #require(EnsembleShard("\(number)/\(parts)"))
        try joined.merge(try state(ensemble, Array(shard.blocks(of: ensemble.blockCount))), from: "\(shard)")
      }
      #expect(joined.bytes == whole)
    }
    #expect(try EnsembleState(bytes: whole).bytes == whole)
  }

  @Test func `quantiles are those of the members one by one`() throws {
    let ensemble = try Self.ensemble()
    let result = try EnsembleResult(ensemble, try state(ensemble))
    #expect(result.rankError == 0)
    let layout = ensemble.run.layout
    let series = try #require(layout.series.first { $0.key == "poor_share" })
    let cell = layout.cell(series, year: 2030, position: layout.zones.count - 1)
    var runner = ensemble.run.makeRunner()
    var cells: [Double] = []
    var values = [Double](repeating: 0, count: ensemble.family.parameters.count)
    let found = try (0..<40).map { member -> Double in
      ensemble.sampler.values(member: member, into: &values)
      try ensemble.run.run(try ensemble.family.member(values), number: member, using: &runner, into: &cells)
      return cells[cell]
    }.sorted()
    let table = try #require(result.tables.first)
    let rows = try #require(table.texts(of: "indicator")).indices.filter { row in
      table.texts(of: "indicator")?[row] == "poor_share" && table.texts(of: "zone")?[row] == "region"
        && table.integers(of: "year")?[row] == 2030
    }
    let row = try #require(rows.first)
    #expect(rows.count == 1)
    // Median of 40 values: half way between the 20th and the 21st.
    let median = try #require(table.numbers(of: "p50"))[row]
    #expect((median - (found[19] + found[20]) / 2).magnitude <= 1e-15)
    let mean = try #require(table.numbers(of: "mean"))[row]
    #expect((mean - found.reduce(0, +) / 40).magnitude <= 1e-14)
    #expect(found[0] < found[39])
  }

  @Test func `the probability of a target is the share of the members that meet it, with an interval`() throws
  {
    let always = try EnsembleResult(try Self.ensemble(), try state(try Self.ensemble()))
    #expect(always.targets.map(\.probability) == [1])
    #expect(always.targets[0].interval.upperBound == 1 && always.targets[0].interval.lowerBound > 0.9)
    // 80 homes are asked for and fewer than 80 may be poor.
    let overrides = ["baseline.condition.poor.low=10", "baseline.condition.poor.value=60"]
    let ensemble = try Self.ensemble(200, overrides: overrides)
    let target = try #require(try EnsembleResult(ensemble, try state(ensemble)).targets.first)
    #expect(target.probability > 0.1 && target.probability < 0.99)
    #expect(target.interval.contains(target.probability))
  }

  @Test func `what the members that miss a target have in common is found`() throws {
    let overrides = ["baseline.condition.poor.low=10", "baseline.condition.poor.value=60"]
    let ensemble = try Self.ensemble(400, overrides: overrides)
    let discovery = try #require(try EnsembleResult(ensemble, try state(ensemble)).discoveries.first)
    #expect(discovery.target == "restructured")
    #expect(discovery.text.english.contains("missed when baseline.condition.poor <"))
    #expect(discovery.text.dutch.contains("gemist als baseline.condition.poor <"))
    #expect(discovery.density > 0.9)
  }

  @Test func `the mean of chance events comes to the expectation`() throws {
    // Nothing varies but by chance.
    let overrides = ["baseline.condition.poor=100", "transitions.decay.probability_per_year=0.005"]
    let ensemble = try Self.ensemble(400, isStochastic: true, overrides: overrides)
    #expect(ensemble.family.parameters.isEmpty)
    let moments = try state(ensemble).forest.moments
    let layout = ensemble.run.layout
    let central = ensemble.run.central
    for key in ["dwellings", "done_restructure", "construction"] {
      let series = try #require(layout.series.first { $0.key == key })
      let cell = layout.cell(series, year: 2027, position: layout.zones.count - 1)
      let expected = try #require(central.value(key, year: 2027))
      let error = 5 * max(moments.standardError[cell], 1e-9 * expected)
      // Quotas and lines are whole per year and exact over the years: at most one dwelling apart in a year.
      #expect(
        (moments.mean[cell] - expected).magnitude <= error + 1,
        "\(key): \(moments.mean[cell]) for \(expected)")
    }
  }

  @Test func `a name that no number has is refused with the nearest one`() {
    let error = #expect(throws: EnsembleError.self) {
      try Self.ensemble(only: ["transitions.decy.probability_per_year"])
    }
    #expect(
      error?.description
        == "no uncertain number is named 'transitions.decy.probability_per_year'; did you mean 'transitions.decay.probability_per_year'?"
    )
  }

  @Test func `no members, a part beyond the last and a part of another ensemble are refused`() throws {
    #expect(throws: EnsembleError.self) { try Self.ensemble(0) }
    for text in ["4/3", "0/3", "1", "1/2/3", "a/b", "-1/3"] { #expect(EnsembleShard(text) == nil, "\(text)") }
    var state = try Self.ensemble().emptyState
    let error = #expect(throws: EnsembleError.self) {
      try state.merge(try Self.ensemble(seed: 4).emptyState, from: "other")
    }
    #expect(error?.description == "other belongs to another ensemble: its seed is 4, not 3")
  }

  @Test func `missing blocks are named, and damaged bytes are refused`() throws {
    let ensemble = try Self.ensemble(1500)
    let part = try state(ensemble, [0])
    let error = #expect(throws: EnsembleError.self) { try EnsembleResult(ensemble, part) }
    #expect(
      error?.description.hasPrefix("1 of 2 blocks of members missing") == true, "\(String(describing: error))"
    )
    let bytes = part.bytes
    #expect(throws: ForestError.self) { try EnsembleState(bytes: Array(bytes.dropLast(9))) }
    #expect(throws: ForestError.self) { try EnsembleState(bytes: []) }
    var changed = bytes
    changed[20] ^= 1
    #expect(throws: ForestError.self) { try EnsembleState(bytes: changed) }
  }

  @Test func `a stopped run goes on where it ended, to the same bytes`() throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: directory) }
    let ensemble = try Self.ensemble(1500)
    let job = EnsembleJob(ensemble, directory: directory.appending(path: "out").path, checkpointSeconds: 0)
    let whole = try job.run(resumes: false, threads: 1)
    // What a run that was stopped after its first block leaves behind.
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try Data(try state(ensemble, [1]).bytes).write(to: URL(fileURLWithPath: job.partialFile))
    #expect(try job.run(resumes: true, threads: 2).bytes == whole.bytes)
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: job.partialFile))
    let error = #expect(throws: EnsembleError.self) { try job.run(resumes: true, threads: 1) }
    #expect(error?.description.contains("run that part again with --resume") == true)
  }

  @Test func `an estimate comes from members that ran`() throws {
    let estimate = try EnsembleEstimate(try Self.ensemble(), threads: 1)
    #expect(estimate.members == 40)
    #expect(estimate.membersPerSecond > 0 && estimate.seconds > 0 && estimate.memory > 0)
  }
}
