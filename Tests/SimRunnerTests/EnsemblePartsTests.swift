import Foundation
import Testing

/// An ensemble has the same bytes however its members are divided and whenever it is stopped.
@Suite struct EnsemblePartsTests {
  private let region: SmallRegion
  private let whole: [String: Data]

  /// Runs the whole ensemble on one thread.
  init() throws {
    region = try SmallRegion()
    let run = try Self.ensemble(region, ["--threads", "1"], out: "whole")
    try #require(run.exitCode == 0, "\(run.messages)")
    whole = try Self.results(region, "whole")
  }

  private static func ensemble(
    _ region: SmallRegion, _ arguments: [String], out: String
  ) throws -> ProgramRun {
    try Program.run(
      ["ensemble", region.scenario, "--members", "1100", "--quiet"] + arguments
        + ["--out", region.folder.appending(path: out).path])
  }

  /// The files of a result but the record, which holds times.
  private static func results(_ region: SmallRegion, _ name: String) throws -> [String: Data] {
    try region.bytes(of: region.folder.appending(path: name)).filter { $0.key != "run.json" }
  }

  private func merge(_ parts: [String], out: String = "merged") throws -> ProgramRun {
    try Program.run(
      ["merge", "--quiet"] + parts.map { region.folder.appending(path: $0).path }
        + ["--out", region.folder.appending(path: out).path])
  }

  @Test func `any number of threads gives the same bytes`() throws {
    #expect(whole.count > 10)
    for threads in ["2", "3", "7"] {
      let run = try Self.ensemble(region, ["--threads", threads], out: "threads")
      #expect(run.exitCode == 0 && run.messages.isEmpty)
      #expect(try Self.results(region, "threads") == whole, "\(threads) threads")
    }
  }

  @Test(arguments: [2, 3, 7])
  func `any number of parts gives the same bytes when merged in any order`(count: Int) throws {
    let names = try (1...count).map { number in
      let run = try Self.ensemble(region, ["--shard", "\(number)/\(count)"], out: "part\(number)")
      #expect(run.exitCode == 0, "\(run.messages)")
      return "part\(number)"
    }
    for order in [names, names.reversed(), Array(names[1...]) + [names[0]]] {
      let merged = try merge(order)
      #expect(merged.exitCode == 0, "\(merged.messages)")
      #expect(try Self.results(region, "merged") == whole)
    }
  }

  @Test func `a part that is cut off is named, and run again by resume; one that is whole stays`() throws {
    for number in 1...2 { _ = try Self.ensemble(region, ["--shard", "\(number)/2"], out: "part\(number)") }
    let state = region.folder.appending(path: "part2/ensemble.state")
    let bytes = try Data(contentsOf: state)
    try bytes.dropLast(9).write(to: state)
    let refused = try merge(["part1", "part2"])
    #expect(refused.exitCode == 65 && refused.messages.contains("\(state.path): "), "\(refused.messages)")
    #expect(!FileManager.default.fileExists(atPath: region.folder.appending(path: "merged").path))
    for number in 1...2 {
      let run = try Self.ensemble(region, ["--shard", "\(number)/2", "--resume"], out: "part\(number)")
      #expect(run.exitCode == 0, "\(run.messages)")
    }
    #expect(try Data(contentsOf: state) == bytes)
    #expect(try merge(["part1", "part2"]).exitCode == 0)
    #expect(try Self.results(region, "merged") == whole)
    #expect(try region.names() == ["merged", "part1", "part2", "small", "whole"])
  }

  @Test func `a run that was killed while it wrote is resumed from what is whole, and leaves nothing behind`()
    throws
  {
    _ = try Self.ensemble(region, ["--shard", "1/2"], out: "part1")
    _ = try Self.ensemble(region, ["--shard", "2/2"], out: "part2")
    let names = ["part1", "part2"].map { region.folder.appending(path: $0) }
    let states = try names.map { try Data(contentsOf: $0.appending(path: "ensemble.state")) }
    // The first was killed between two files, the second within the first of all.
    for (number, state) in [states[0], states[1].dropLast(100)].enumerated() {
      try FileManager.default.removeItem(at: names[number])
      let left = region.folder.appending(path: ".part\(number + 1)-\(number + 1)-of-2.ensemble-next")
      try state.write(to: left)
      let run = try Self.ensemble(
        region, ["--shard", "\(number + 1)/2", "--resume"], out: "part\(number + 1)")
      #expect(run.exitCode == 0, "\(run.messages)")
      #expect(try Data(contentsOf: names[number].appending(path: "ensemble.state")) == states[number])
    }
    #expect(try region.names() == ["part1", "part2", "small", "whole"])
  }

  @Test func `resume takes nothing from a part of another division or another ensemble`() throws {
    _ = try Self.ensemble(region, ["--shard", "1/2"], out: "part1")
    _ = try Self.ensemble(region, ["--shard", "1/4", "--resume"], out: "part1")
    for number in 2...4 { _ = try Self.ensemble(region, ["--shard", "\(number)/4"], out: "part\(number)") }
    #expect(try merge(["part1", "part2", "part3", "part4"]).exitCode == 0)
    #expect(try Self.results(region, "merged") == whole)
    _ = try Self.ensemble(region, ["--shard", "1/4", "--seed", "2", "--resume"], out: "part1")
    let refused = try merge(["part2", "part1", "part3", "part4"])
    #expect(refused.exitCode == 65 && refused.messages.contains("seed is 2, not 1"), "\(refused.messages)")
  }

  @Test func `the members of any threads and parts have the same bytes, also where a part lost some of them`()
    throws
  {
    _ = try Self.ensemble(region, ["--member-output", "--threads", "1"], out: "members")
    let kept = try Self.results(region, "members")
    #expect(kept.filter { $0.key != "members.csv" } == whole)
    let rows = try #require(kept["members.csv"])
    #expect(rows.starts(with: "member,year,zone,indicator,value\n0,".utf8))
    _ = try Self.ensemble(region, ["--member-output", "--threads", "3"], out: "threads")
    #expect(try Self.results(region, "threads") == kept)
    for number in 1...2 {
      let run = try Self.ensemble(
        region, ["--member-output", "--shard", "\(number)/2"], out: "part\(number)")
      #expect(run.exitCode == 0, "\(run.messages)")
    }
    #expect(try merge(["part2", "part1"]).exitCode == 0)
    #expect(try Self.results(region, "merged") == kept)
    let lost = region.folder.appending(path: "part2/members-1.part")
    try Data(contentsOf: lost).dropLast(3).write(to: lost)
    let refused = try merge(["part1", "part2"])
    #expect(refused.exitCode == 65 && refused.messages.contains("\(lost.path): "), "\(refused.messages)")
    let again = try Self.ensemble(region, ["--member-output", "--shard", "2/2", "--resume"], out: "part2")
    #expect(again.exitCode == 0, "\(again.messages)")
    #expect(try merge(["part1", "part2"]).exitCode == 0)
    #expect(try Self.results(region, "merged") == kept)
    #expect(try region.names() == ["members", "merged", "part1", "part2", "small", "threads", "whole"])
  }

  @Test func `parts without members cannot be merged into an ensemble with them`() throws {
    _ = try Self.ensemble(region, ["--member-output", "--shard", "1/2"], out: "part1")
    _ = try Self.ensemble(region, ["--shard", "2/2"], out: "part2")
    let refused = try merge(["part1", "part2"])
    #expect(refused.exitCode == 65, "\(refused.messages)")
    #expect(refused.messages.contains("blocks of members missing"), "\(refused.messages)")
  }
}
