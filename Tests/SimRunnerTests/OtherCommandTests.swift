import Foundation
import Testing

@Suite struct OtherCommandTests {
  @Test func `check reports every problem of every file`() throws {
    let region = try SmallRegion()
    let first = try region.extend("last_year: 2020\nprogrammes:\n  restructure:\n    to_yaer: 2026\n")
    let second = try region.extend("axis: 1\nfirst_year: soon\n", as: "second.yaml")
    let run = try Program.run(["check", first, region.scenario, second])
    #expect(run.exitCode == 65)
    #expect(run.output == "\(region.scenario): no problems in 20 files\n")
    let places = [
      "\(first):2:12: error: last_year: ", "\(first):5:5: error: programmes.restructure.to_yaer: ",
      "\(second):2:1: error: axis: ", "\(second):3:13: error: first_year: ",
    ]
    for place in places { #expect(run.messages.contains(place), "\(place) in \(run.messages)") }
  }

  @Test func `a wrong file and a missing file give the exit code of the wrong file`() throws {
    let region = try SmallRegion()
    let wrong = try region.extend("last_year: 2020\n")
    let run = try Program.run(["check", "/nowhere/x.yaml", wrong])
    #expect(run.exitCode == 65)
    #expect(run.messages.contains("/nowhere/x.yaml") && run.messages.contains("\(wrong):2:12: error: "))
  }

  @Test func `check accepts every scenario of the project`() throws {
    let folder = Program.root.appending(path: "scenarios")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".yaml")
    }
    let run = try Program.run(["check"] + names.sorted().map { "scenarios/\($0)" })
    #expect(run.exitCode == 0, "\(run.messages)")
    #expect(run.output.split(separator: "\n").count == names.count && names.count >= 5)
  }

  @Test func `check warns of zones that the method does not use`() throws {
    let region = try SmallRegion()
    let unused = try region.extend("programmes: {restructure: {zones: {method: proportional}}}\n")
    let run = try Program.run(["check", unused])
    #expect(run.exitCode == 0)
    #expect(
      run.messages.contains("programmes.restructure.zones.order is not used, for the method is proportional"))
  }

  @Test func `check of a missing file gives exit code 74`() throws {
    let run = try Program.run(["check", "/nowhere/x.yaml"])
    #expect(run.exitCode == 74)
    #expect(run.messages.contains("/nowhere/x.yaml"))
  }

  @Test func `show names the place, source and confidence of a value`() throws {
    let region = try SmallRegion()
    let extended = try region.extend("last_year: 2031\n")
    let run = try Program.run(["show", extended])
    #expect(run.exitCode == 0)
    #expect(run.output.contains("last_year = 2031  (\(extended):2:12)"))
    #expect(
      run.output.contains("baseline.condition.poor = 100 [50..200]  (\(region.folder.path)/small/small.yaml:")
    )
    #expect(run.output.contains("; example; assumption)"))
    #expect(run.output.contains("demolition.scale = 1  (default"))
  }

  @Test func `schema lists keys with unit and meaning`() throws {
    let run = try Program.run(["schema"])
    #expect(run.exitCode == 0)
    #expect(run.output.contains("hubs.*.floor_area_m2"))
    #expect(run.output.contains("m2"))
  }

  @Test func `schema as JSON is a JSON Schema`() throws {
    let run = try Program.run(["schema", "--json"])
    let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect((json["$schema"] as? String)?.contains("2020-12") == true)
    #expect((json["properties"] as? [String: Any])?["programmes"] != nil)
  }

  @Test func `new refuses a directory that is not empty`() throws {
    let region = try SmallRegion()
    let run = try Program.run(["new", region.folder.path])
    #expect(run.exitCode == 74)
    #expect(run.messages.contains("is not empty"))
    #expect(try region.names() == ["small"])
  }

  @Test func `the version and the help are printed`() throws {
    #expect(try Program.run(["--version"]).output.hasPrefix("simrunner 0."))
    let help = try Program.run(["--help"])
    #expect(help.exitCode == 0)
    for verb in ["run", "check", "show", "schema", "new"] { #expect(help.output.contains("  \(verb) ")) }
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/ncdump"), "ncdump is not installed"))
  func `ncdump opens the NetCDF file`() throws {
    let region = try SmallRegion()
    _ = try region.run()
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/ncdump")
    process.arguments = ["-h", region.results.appending(path: "results.nc").path]
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(text.contains("double dwellings(year, zone, dwelling_type, tenure, condition)"))
    #expect(text.contains("material_flow:units = \"t/year\""))
    #expect(text.contains("Conventions = \"CF-1.10\""))
  }
}
