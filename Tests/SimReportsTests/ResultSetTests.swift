import Foundation
import SimReports
import SimScenarios
import Testing

@Suite struct ResultSetTests {
  @Test func `a directory without results is refused`() {
    #expect(throws: ReportError.unreadable(InputFileError(path: "/nowhere/run.json", reason: .notFound))) {
      try ResultSet(directory: "/nowhere")
    }
  }

  @Test func `a file that was changed after the run is refused and no report is written`() throws {
    let results = try MadeResults()
    try results.write(
      try #require(MadeResults.tables["stock.csv"]).replacing("1000.25", with: "1000.26"), as: "stock.csv")
    #expect(throws: ReportError.edited(path: results.path + "/stock.csv")) {
      try ReportWriter.write(results.path, language: .nl, plotly: nil)
    }
    #expect(!FileManager.default.fileExists(atPath: results.path + "/report.html"))
  }

  @Test func `a file that is missing is named`() throws {
    let results = try MadeResults()
    try FileManager.default.removeItem(at: results.folder.appending(path: "hubs.csv"))
    #expect(
      throws: ReportError.unreadable(InputFileError(path: results.path + "/hubs.csv", reason: .notFound))
    ) {
      try ResultSet(directory: results.path)
    }
  }

  @Test func `the rows of all members are not read, for they can be larger than memory`() throws {
    let results = try MadeResults()
    let record = try String(contentsOf: results.folder.appending(path: "run.json"), encoding: .utf8)
    let members = #"{ "path": "members.csv", "sha256": "0" }, "#
    let extended = record.replacing(#/"outputs": \[\s*/#) { String($0.output) + members }
    #expect(extended != record)
    try results.write(extended, as: "run.json")
    let set = try ResultSet(directory: results.path)
    #expect(!set.has("members.csv") && !set.fileNames.contains("members.csv") && set.has("stock.csv"))
  }

  @Test func `results of another version are refused`() throws {
    let results = try MadeResults(version: "0.0.1")
    #expect(throws: ReportError.otherVersion(path: results.path + "/run.json", found: "version 0.0.1")) {
      try ResultSet(directory: results.path)
    }
  }

  @Test func `a part of an ensemble is refused`() throws {
    let results = try MadeResults(ensemble: ["shard": "2/5"])
    #expect(throws: ReportError.part(path: results.path + "/run.json", shard: "2/5")) {
      try ResultSet(directory: results.path)
    }
  }

  @Test(arguments: ["", "{", "[]", "{\"versions\": 3}"])
  func `a record that is none is refused`(text: String) throws {
    let results = try MadeResults()
    try results.write(text, as: "run.json")
    #expect(throws: ReportError.self) { try ResultSet(directory: results.path) }
  }

  @Test func `an output cannot lead out of the directory`() throws {
    let results = try MadeResults()
    let record = try String(contentsOf: results.folder.appending(path: "run.json"), encoding: .utf8)
    try results.write(record.replacing("\"stock.csv\"", with: "\"../stock.csv\""), as: "run.json")
    #expect(throws: ReportError.self) { try ResultSet(directory: results.path) }
  }

  @Test(arguments: ["a,b\n1\n", "a,b\n1,2,3\n", "a,b\n1,2", "", "a,b\n\"1,2\n"])
  func `a table of another form is refused`(text: String) {
    #expect(throws: ReportError.self) { try ResultColumns(Array(text.utf8), path: "x.csv") }
  }

  @Test func `quoted cells read back`() throws {
    let table = try ResultColumns(Array("a,b\n\"x, \"\"y\"\"\n\",2\n\"\",3\n".utf8), path: "x.csv")
    #expect(table.rowCount == 2 && table.text(0, 0) == "x, \"y\"\n" && table.text(1, 0).isEmpty)
    #expect(try table.number(1, 1) == 3)
  }

  @Test func `plotly of another version is refused`() {
    let files = InMemoryFiles(["plotly.min.js": "alert(1)"])
    #expect(throws: ReportError.self) { try PlotlyLibrary(path: "plotly.min.js", files: files) }
  }
}
