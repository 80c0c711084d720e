import Foundation
import SimEnsembles
import SimScenarios
import Testing

/// `members.csv`: every number of every member.
@Suite struct MemberOutputTests {
  private static let decay = "transitions.decay.probability_per_year"

  private static func ensemble(_ members: Int, seed: UInt64 = 3) throws -> Ensemble {
    try Ensemble(
      EnsemblePlan(scenario: "small.yaml", members: members, seed: seed, only: [decay], keepsMembers: true),
      files: InMemoryFiles(EnsembleTests.files))
  }

  /// A folder that is removed at the end.
  private final class Folder {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

    deinit { try? FileManager.default.removeItem(at: url) }

    func job(_ ensemble: Ensemble, shard: EnsembleShard = .whole) -> EnsembleJob {
      EnsembleJob(ensemble, shard: shard, directory: url.appending(path: "out").path, checkpointSeconds: 0)
    }

    func members() throws -> String {
      String(decoding: try Data(contentsOf: url.appending(path: "out/members.csv")), as: UTF8.self)
    }
  }

  /// Runs a whole ensemble and gives its `members.csv` and its quantiles.
  private func whole(_ ensemble: Ensemble, _ folder: Folder) throws -> (lines: [Substring], ResultTable) {
    let job = folder.job(ensemble)
    let result = try EnsembleResult(ensemble, try job.run(resumes: false, threads: 2))
    try EnsembleWriter.write(result, job.memberFiles, to: job.directory, threads: 1, phases: [])
    job.removePartialFile()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["out"])
    let table = try #require(result.tables.first { $0.fileName == "quantiles.csv" })
    return (try folder.members().split(separator: "\n"), table)
  }

  @Test func `the rows of a member are those of a single run with its numbers`() throws {
    let ensemble = try Self.ensemble(3)
    let (lines, _) = try whole(ensemble, Folder())
    #expect(lines.first == "member,year,zone,indicator,value")
    var values = [0.0]
    for member in 0..<3 {
      ensemble.sampler.values(member: member, into: &values)
      let scenario = try Scenario.load(
        "small.yaml", overrides: ["\(Self.decay)=\(values[0])"], files: InMemoryFiles(EnsembleTests.files))
      let summary = try #require(try Simulation.run(scenario).tables.first { $0.fileName == "summary.csv" })
      let text = String(decoding: try CSVWriter.bytes(of: summary), as: UTF8.self)
      let expected = text.split(separator: "\n").dropFirst().map { line -> String in
        let fields = line.split(separator: ",").dropLast()
        return "\(member)," + fields.joined(separator: ",")
      }
      let found = lines.filter { $0.hasPrefix("\(member),") }.map { String($0) }
      #expect(found == expected, "member \(member)")
      #expect(expected.count > 100)
    }
  }

  @Test func `the median of the rows is that of the quantiles, and members come in order`() throws {
    let ensemble = try Self.ensemble(1_101)
    #expect(ensemble.blockCount > 1)
    let (lines, table) = try whole(ensemble, Folder())
    let rows: [[Substring]] = lines.filter { $0.contains(",2030,region,poor_share,") }.map { line in
      line.split(separator: ",")
    }
    let order = rows.map { Int($0[0]) }
    #expect(order == (0..<1_101).map { Optional($0) })
    let values: [Double] = rows.compactMap { Double($0[4]) }.sorted()
    let (years, zones) = (try #require(table.integers(of: "year")), try #require(table.texts(of: "zone")))
    let keys = try #require(table.texts(of: "indicator"))
    let row = try #require(
      keys.indices.first { keys[$0] == "poor_share" && years[$0] == 2030 && zones[$0] == "region" })
    #expect(table.numbers(of: "p50")?[row] == values[550])
    #expect(values[0] < values[1_100])
  }

  @Test func `lost, cut off and foreign rows of blocks that have run are written again by a resumed run`()
    throws
  {
    let ensemble = try Self.ensemble(4_200)
    let blocks = ensemble.blockCount
    #expect(blocks >= 4)
    let folder = Folder()
    let expected = try whole(ensemble, folder).lines
    let job = folder.job(ensemble)
    let state = try job.run(resumes: false, threads: 1)
    // What a run leaves that was stopped after its last block.
    try Data(state.bytes).write(to: URL(fileURLWithPath: job.partialFile))
    let hidden = folder.url.appending(path: ".out.members")
    try FileManager.default.removeItem(at: hidden.appending(path: "members-0.part"))
    let cut = hidden.appending(path: "members-1.part")
    try Data(contentsOf: cut).dropLast(5).write(to: cut)
    let foreign = hidden.appending(path: "members-2.part")
    try FileManager.default.removeItem(at: foreign)
    try FileManager.default.copyItem(at: hidden.appending(path: "members-3.part"), to: foreign)
    let error = #expect(throws: EnsembleError.self) { try job.memberFiles.check() }
    #expect(error?.description.contains(cut.path) == true, "\(String(describing: error))")
    let resumed = try job.run(resumes: true, threads: 2)
    #expect(resumed.bytes == state.bytes)
    try job.memberFiles.check()
    try EnsembleWriter.write(
      try EnsembleResult(ensemble, resumed), job.memberFiles, to: job.directory, threads: 1, phases: [])
    #expect(try folder.members().split(separator: "\n") == expected)
  }

  @Test func `missing rows are named, and rows of another seed are not taken`() throws {
    let folder = Folder()
    let ensemble = try Self.ensemble(40)
    _ = try folder.job(ensemble).run(resumes: false, threads: 1)
    try folder.job(ensemble).memberFiles.check()
    #expect(throws: EnsembleError.self) { try folder.job(try Self.ensemble(40, seed: 4)).memberFiles.check() }
    let empty = #expect(throws: EnsembleError.self) { try Folder().job(ensemble).memberFiles.check() }
    #expect(
      empty?.description.hasPrefix("0 of 1 blocks of members missing") == true, "\(String(describing: empty))"
    )
  }
}
