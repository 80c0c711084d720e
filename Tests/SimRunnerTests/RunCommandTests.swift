import Foundation
import Testing

@Suite struct RunCommandTests {
  /// The columns that users rely on.
  static let columns = [
    "summary.csv": "year,zone,indicator,value,unit",
    "stock.csv": "year,zone,dwelling_type,tenure,condition,dwellings",
    "energy.csv": "year,zone,energy_label,heating,dwellings",
    "events.csv": "year,zone,event,programme,dwelling_type,dwellings",
    "programmes.csv": "year,programme,zone,planned,done,shortfall,cause",
    "materials.csv": "year,zone,material,flow,tonnes",
    "hubs.csv":
      "year,step,hub,material,received,refurbished,dispatched,in_store,refused_unsuitable,refused_capacity,"
      + "refused_room,expired",
    "unused.csv": "year,zone,material,cause,tonnes",
    "event_cohorts.csv": "year,zone,event,programme,dwelling_type,cohort,dwellings",
    "factors.csv":
      "factor,zone,dwelling_type,cohort,event,programme,hub,material,energy_label,heating,year,value,unit,place,"
      + "source,confidence,note",
    "transport.csv": "year,leg,from,to,material,tonnes,tonne_km",
    "carbon.csv": "year,zone,source,kg_co2e",
    "costs.csv": "year,programme,item,euro",
    "energy_use.csv": "year,zone,energy_label,heating,floor_area_m2,gas_m3,electricity_kwh,kg_co2e",
    "targets.csv": "target,indicator,period,goal,value,met,source",
    "balance.csv": "year,account,key,residual,scale",
    "places.csv": "kind,key,name,latitude,longitude",
  ]

  @Test func `a run writes every result file with the columns that users rely on`() throws {
    let region = try SmallRegion()
    let run = try region.run()
    #expect(run.exitCode == 0)
    #expect(run.messages.isEmpty)
    #expect(run.output.contains("Targets: 1 of 1 met"))
    #expect(run.output.contains("Results: \(region.results.path)"))
    let files = try region.bytes()
    #expect(files.keys.sorted() == (Self.columns.keys + ["report.html", "results.nc", "run.json"]).sorted())
    for (name, header) in Self.columns {
      let text = String(decoding: try #require(files[name]), as: UTF8.self)
      #expect(text.split(separator: "\n").first.map(String.init) == header, "\(name)")
      #expect(text.split(separator: "\n").count > 1, "\(name) has no rows")
    }
  }

  @Test func `the same run gives the same bytes, for any number of threads`() throws {
    let region = try SmallRegion()
    _ = try region.run()
    let first = try region.bytes()
    for threads in ["1", "2", "7"] {
      #expect(try region.run(["--threads", threads]).exitCode == 0)
      for (name, bytes) in try region.bytes() where name != "run.json" {
        #expect(bytes == first[name], "\(name)")
      }
    }
  }

  @Test func `the run record differs between equal runs in its times only`() throws {
    let region = try SmallRegion()
    func record() throws -> Data {
      _ = try region.run()
      let json = try JSONSerialization.jsonObject(with: try #require(try region.bytes()["run.json"]))
      var record = try #require(json as? [String: Any])
      #expect(record["scenario_digest"] is String)
      #expect(record.removeValue(forKey: "wall_seconds") is [String: Any])
      return try JSONSerialization.data(withJSONObject: record, options: .sortedKeys)
    }
    #expect(try record() == (try record()))
  }

  @Test func `a value can be set on the command line`() throws {
    let region = try SmallRegion()
    let run = try region.run(["--set", "programmes.restructure.quota.dwellings=40"])
    #expect(run.exitCode == 0)
    #expect(run.output.contains("Targets: 0 of 1 met"))
  }

  @Test func `a missed target gives exit code 2 where targets are required`() throws {
    let region = try SmallRegion()
    #expect(try region.run(["--require-targets"]).exitCode == 0)
    let missed = try region.run(["--require-targets", "--set", "programmes.restructure.quota.dwellings=40"])
    #expect(missed.exitCode == 2)
    // Tables, results.nc, report.html and run.json.
    #expect(try region.bytes().count == Self.columns.count + 3)
  }

  @Test func `a quiet run prints nothing`() throws {
    let run = try SmallRegion().run(["--quiet"])
    #expect(run.exitCode == 0 && run.output.isEmpty && run.messages.isEmpty)
  }

  @Test func `the summary speaks Dutch where asked`() throws {
    #expect(try SmallRegion().run(["--language", "nl"]).output.contains("Doelen: 1 van 1 gehaald"))
  }

  @Test func `messages for programs are one JSON object per line`() throws {
    let run = try SmallRegion().run(["--log-json"])
    #expect(run.output.isEmpty)
    let lines = run.messages.split(separator: "\n")
    #expect(lines.count >= 3)
    for line in lines {
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
    }
    #expect(lines.last?.contains("\"done\"") == true)
  }

  @Test(arguments: [
    (["--threads", "0"], "--threads is 0; give 1 to 1024"),
    (["--language", "fr"], "--language is 'fr'; give nl or en"),
    (["--thread", "2"], "Unknown option '--thread'. Did you mean '--threads'?"),
    (["--set"], "Missing value for '--set <key=value>'"),
  ])
  func `wrong arguments give exit code 64 and what is accepted`(arguments: [String], message: String) throws {
    let region = try SmallRegion()
    let run = try region.run(arguments)
    #expect(run.exitCode == 64)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains(message))
    #expect(try region.names() == ["small"])
  }

  @Test func `an unknown verb gives exit code 64 and is named`() throws {
    let run = try Program.run(["rum", "x.yaml"])
    #expect(run.exitCode == 64)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains("'rum'"))
  }

  @Test func `a wrong scenario gives exit code 65, its place, and leaves previous results as they were`()
    throws
  {
    let region = try SmallRegion()
    _ = try region.run()
    let before = try region.bytes()
    let wrong = try region.extend("programmes:\n  restructure:\n    to_yaer: 2026\n    from_year: 2031\n")
    let run = try Program.run(["run", wrong, "--out", region.results.path])
    #expect(run.exitCode == 65)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains("\(wrong):4:5: error: programmes.restructure.to_yaer: "))
    #expect(run.messages.contains("to_year"))
    #expect(try region.bytes() == before)
    #expect(try region.names() == ["results", "small"])
  }

  @Test func `a wrong scenario writes nothing where there were no results`() throws {
    let region = try SmallRegion()
    let run = try region.run(["--set", "programmes.restructure.actions.demolish.share=0.5"])
    #expect(run.exitCode == 65)
    #expect(run.messages.contains("the shares add up to 1.25"))
    #expect(!FileManager.default.fileExists(atPath: region.results.path))
  }

  @Test func `a scenario that is not there gives exit code 74`() throws {
    let run = try Program.run(["run", "/nowhere/x.yaml"])
    #expect(run.exitCode == 74)
    #expect(run.messages.contains("/nowhere/x.yaml"))
  }

  @Test func `a result directory below a file gives exit code 74 and names it`() throws {
    let region = try SmallRegion()
    let run = try region.run(out: region.scenario + "/results")
    #expect(run.exitCode == 74)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains("simrunner: error: \(region.scenario)"))
    #expect(try region.names() == ["small"])
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self"), "there is no /proc"))
  func `a result directory where nobody may write gives exit code 74 and names it`() throws {
    let run = try SmallRegion().run(out: "/proc/results")
    #expect(run.exitCode == 74)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains("simrunner: error: /proc/.results.tmp-"))
  }

  @Test(arguments: ["../x", "a/b", ".."])
  func `the name of a scenario cannot lead out of the directory of results`(name: String) throws {
    let region = try SmallRegion()
    let run = try Program.run(["run", region.scenario, "--set", "name=\(name)"], in: region.folder)
    #expect(run.exitCode == 65)
    #expect(run.messages.contains("error: name: "))
    #expect(try region.names() == ["small"])
  }

  @Test func `a directory that holds something else is not replaced`() throws {
    let region = try SmallRegion()
    let run = try region.run(out: region.folder.appending(path: "small").path)
    #expect(run.exitCode == 74)
    #expect(FileManager.default.fileExists(atPath: region.scenario))
  }

  @Test func `a run that is killed while it writes leaves the previous results, and the next run cleans up`()
    throws
  {
    let region = try SmallRegion()
    _ = try region.run()
    let before = try region.bytes()
    let process = try Program.start(
      ["run", "scenarios/parkstad.yaml", "--quiet", "--out", region.results.path])
    let unfinished = ".results.tmp-\(process.processIdentifier)"
    // Writing begins with this directory and lasts far longer than the look at it.
    while process.isRunning, try !region.names().contains(unfinished) {}
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try #require(process.terminationReason == .uncaughtSignal)
    #expect(try region.names() == [unfinished, "results", "small"])
    #expect(try region.bytes() == before)
    #expect(try region.run().exitCode == 0)
    #expect(try region.names() == ["results", "small"])
    #expect(try region.bytes()["stock.csv"] == before["stock.csv"])
  }

  @Test(.enabled(if: FullDisk.isAvailable, "mounting a small tmpfs needs root"))
  func `a full disk gives exit code 74 and leaves previous results as they were`() throws {
    let region = try SmallRegion()
    let disk = try FullDisk(kilobytes: 1_500)
    let results = disk.folder.appending(path: "results")
    #expect(try region.run(["--no-report"], out: results.path).exitCode == 0)
    let before = try region.bytes(of: results)
    let run = try Program.run(["run", "scenarios/parkstad.yaml", "--out", results.path])
    #expect(run.exitCode == 74)
    #expect(run.messages.contains("No space left on device"))
    #expect(try region.bytes(of: results) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.folder.path) == ["results"])
  }
}

/// A small tmpfs in a folder of its own, unmounted and removed at the end.
final class FullDisk {
  let folder: URL

  static var isAvailable: Bool { getuid() == 0 && (try? FullDisk(kilobytes: 64)) != nil }

  init(kilobytes: Int) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "simrunner-disk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FullDisk.call("/bin/mount", ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.path])
  }

  deinit {
    try? FullDisk.call("/bin/umount", [folder.path])
    try? FileManager.default.removeItem(at: folder)
  }

  private static func call(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}
