import Foundation
import Testing

/// `simrunner report` and `compare`, and what keeps wrong results and names out of them.
@Suite struct ReportCommandTests {
  @Test func `report writes the page and the workbook, the same bytes each time`() throws {
    let region = try SmallRegion()
    #expect(try region.run(["--no-report"]).exitCode == 0)
    let before = try region.bytes()
    #expect(before["report.html"] == nil && before["report.xlsx"] == nil)
    let run = try Program.run(["report", region.results.path])
    #expect(run.exitCode == 0 && run.output == region.results.path + "/report.html\n")
    let first = try region.bytes()
    _ = try Program.run(["report", region.results.path])
    #expect(try region.bytes() == first)
    #expect(first.count == before.count + 2)
    #expect(try #require(first["report.xlsx"]).starts(with: Data("PK".utf8)))
  }

  @Test func `a run writes the workbook where asked, and results with it stay sound`() throws {
    let region = try SmallRegion()
    #expect(try region.run(["--workbook", "--quiet"]).exitCode == 0)
    let workbook = try #require(try region.bytes()["report.xlsx"])
    #expect(try Program.run(["report", region.results.path]).exitCode == 0)
    #expect(try region.bytes()["report.xlsx"] == workbook)
    #expect(try region.run(["--workbook", "--no-report"]).exitCode == 64)
  }

  @Test func `a sensitivity analysis writes its report`() throws {
    let region = try SmallRegion()
    let run = try Program.run([
      "sensitivity", region.scenario, "--samples", "4", "--method", "morris", "--quiet", "--report-language",
      "en", "--workbook", "--out", region.results.path,
    ])
    #expect(run.exitCode == 0, "\(run.messages)")
    let files = try region.bytes()
    #expect(
      String(decoding: try #require(files["report.html"]), as: UTF8.self).contains(
        "What the outcome depends on"))
    #expect(files["report.xlsx"] != nil)
  }

  @Test(arguments: ["<script>alert(1)</script>", "../out", "a/b", "..", ".", "", "a b"])
  func `a name that could leave the results or be markup is refused`(name: String) throws {
    let region = try SmallRegion()
    let scenario = try region.extend("name: \"\(name)\"\n")
    let run = try Program.run(["run", scenario], in: region.folder)
    #expect(run.exitCode == 65)
    #expect(
      run.messages
        == "\(scenario):2:7: error: name: '\(name)' is not a name; lowercase letters, digits, _ and - are accepted\n"
    )
    #expect(try region.names() == ["small"])
  }

  @Test func `a title with markup is text on every page`() throws {
    let region = try SmallRegion()
    let title = "<script>alert(1)</script>"
    let scenario = try region.extend("title_nl: \"\(title)\"\ntitle_en: \"\(title)\"\n")
    _ = try Program.run(["run", scenario, "--quiet", "--out", region.results.path])
    let pages = ["c.html", "c.md"].map { region.folder.appending(path: $0) }
    let run = try Program.run(
      [
        "compare", region.results.path, region.results.path, "--html", pages[0].path, "--markdown",
        pages[1].path,
      ])
    #expect(run.exitCode == 0, "\(run.messages)")
    for page in pages + [region.results.appending(path: "report.html")] {
      let text = try String(contentsOf: page, encoding: .utf8)
      #expect(text.contains("alert(1)") && !text.contains(title), "\(page.lastPathComponent)")
    }
  }

  @Test(arguments: [
    ("missing", "stock.csv' does not exist"), ("edited", "stock.csv: was changed after the run"),
    ("other version", "run.json: written by version 0.0.0; version "),
    ("no record", "run.json' does not exist"),
  ])
  func `results that are incomplete, edited or of another version give no report, page or tables`(
    fault: String, message: String
  ) throws {
    let region = try SmallRegion()
    _ = try region.run(["--no-report"])
    let (stock, record) = ("stock.csv", "run.json")
    func path(_ name: String) -> URL { region.results.appending(path: name) }
    switch fault {
    case "missing": try FileManager.default.removeItem(at: path(stock))
    case "edited": try Data("year\n".utf8).write(to: path(stock))
    case "no record": try FileManager.default.removeItem(at: path(record))
    default:
      let text = try String(contentsOf: path(record), encoding: .utf8)
      try Data(text.replacing(/"package": "[^"]*"/, with: "\"package\": \"0.0.0\"").utf8).write(
        to: path(record))
    }
    let before = try region.bytes()
    let page = region.folder.appending(path: "c.html").path
    for arguments in [
      ["report", region.results.path],
      ["compare", region.results.path, region.results.path, "--html", page, "--out", page + ".csv"],
    ] {
      let run = try Program.run(arguments)
      #expect([65, 74].contains(run.exitCode) && run.output.isEmpty)
      #expect(
        run.messages.contains(message) && run.messages.contains("run the scenario again"), "\(run.messages)")
    }
    #expect(try region.bytes() == before)
    #expect(try region.names() == ["results", "small"])
  }

  @Test func `the published comparison of the Parkstad scenarios is that of the present code`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "comparison-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "comparison.md")
    let process = Process()
    process.executableURL = Program.root.appending(path: "Scripts/comparison")
    process.arguments = [file.path]
    process.environment = ProcessInfo.processInfo.environment.merging(["SIMRUNNER": Program.path.path]) { $1 }
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let published = try String(
      contentsOf: Program.root.appending(path: "docs/comparison.md"), encoding: .utf8)
    #expect(try String(contentsOf: file, encoding: .utf8) == published, "make comparison writes it anew")
  }
}
