import Foundation
import SimReports
import SimScenarios
import Testing

/// A sheet as a reader of its own, in Python, finds it.
private struct Sheet {
  let name: String
  let isFrozen: Bool
  let rows: [[Any]]

  static func read(_ path: String) throws -> [Sheet] {
    let process = Process()
    process.executableURL = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Programs/read-workbook")
    process.arguments = [path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let sheets = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
    return sheets.map { sheet in
      Sheet(
        name: sheet["name"] as? String ?? "", isFrozen: sheet["frozen"] as? Bool ?? false,
        rows: sheet["rows"] as? [[Any]] ?? [])
    }
  }
}

@Suite struct WorkbookTests {
  private static func write(_ results: MadeResults, rowsOfSheet: Int = Workbook.mostRows) throws -> String {
    let path = results.folder.appending(path: "report.xlsx").path
    try Workbook(try ResultSet(directory: results.path)).write(to: path, rowsOfSheet: rowsOfSheet)
    return path
  }

  private static func sheets(
    _ tables: [String: String], rowsOfSheet: Int = Workbook.mostRows
  ) throws -> [Sheet] {
    let results = try MadeResults(tables: tables)
    defer { withExtendedLifetime(results) {} }
    return try Sheet.read(try write(results, rowsOfSheet: rowsOfSheet))
  }

  @Test func `there is a sheet for every table, the targets first, with the head in view`() throws {
    let sheets = try Self.sheets(MadeResults.full)
    #expect(sheets.map(\.name).prefix(2) == ["targets", "summary"])
    #expect(
      sheets.map { $0.name + ".csv" }.sorted() == MadeResults.full.keys.sorted()
        && sheets.allSatisfy(\.isFrozen))
  }

  @Test func `every number equals the table to 16 digits and is a number, every text is a text`() throws {
    var tables = MadeResults.full
    tables["costs.csv"] = """
      year,programme,item,euro
      2023,urban_mine,transport,0.30000000000000004
      2023,urban_mine,sale,-1.2345678901234567e+308
      2023,urban_mine,works,5e-324
      2023,=1+1,<b>&"x",-0

      """
    tables["costs.csv"] = tables["costs.csv"]?.replacing("<b>&\"x\"", with: "<b>&'x'")
    let sheets = try Self.sheets(tables)
    var numbers = 0
    for sheet in sheets where sheet.name != "targets" {
      let lines = try #require(PageTables.lines(tables)["\(sheet.name).csv"])
      #expect(sheet.rows.count == lines.count, "\(sheet.name)")
      for (row, line) in zip(sheet.rows, lines).dropFirst() {
        for (column, text) in line.enumerated() {
          let cell = column < row.count ? row[column] : ""
          if let number = cell as? Double, !(cell is String) {
            let expected = try #require(Double(text), "\(text)")
            #expect((number - expected).magnitude <= 1e-15 * expected.magnitude, "\(text)")
            numbers += 1
          } else {
            #expect(cell as? String == text, "\(sheet.name) \(line)")
          }
        }
      }
    }
    #expect(numbers > 150)
    let siting = try #require(sheets.first { $0.name == "siting" })
    #expect(siting.rows[2][0] as? String == "203554")
  }

  @Test func `units stand behind the names of columns that have one`() throws {
    let sheets = try Self.sheets(MadeResults.full)
    let head = try #require(sheets.first { $0.name == "unused" }?.rows.first)
    #expect(head.compactMap { $0 as? String } == ["year", "zone", "material", "cause", "tonnes (t/year)"])
  }

  @Test func `a table that is longer than a sheet goes on in the next`() throws {
    let sheets = try Self.sheets(MadeResults.full, rowsOfSheet: 6).filter { $0.name.hasPrefix("materials") }
    // Eleven rows, five a sheet.
    #expect(sheets.map(\.name) == ["materials", "materials 2", "materials 3"])
    #expect(sheets.map(\.rows.count) == [6, 6, 2])
    #expect(sheets.allSatisfy { $0.rows[0][0] as? String == "year" })
    #expect(sheets[2].rows[1][4] as? Double == 7.0625)
  }

  @Test func `equal results give equal bytes`() throws {
    let results = try MadeResults(tables: MadeResults.full)
    let bytes = try (0..<2).map { _ in try Data(contentsOf: URL(filePath: try Self.write(results))) }
    #expect(bytes[0] == bytes[1] && bytes[0].count > 5_000)
  }

  @Test func `a table without rows has its head`() throws {
    var tables = MadeResults.tables
    tables["costs.csv"] = "year,programme,item,euro\n"
    let sheets = try Self.sheets(tables)
    #expect(sheets.first { $0.name == "costs" }?.rows.count == 1)
  }

  @Test func `results that do not say what their columns hold, or were edited, give no workbook`() throws {
    let results = try MadeResults()
    let record = try String(contentsOf: results.folder.appending(path: "run.json"), encoding: .utf8)
    try results.write(record.replacing("\"euro\"", with: "\"dollar\""), as: "run.json")
    #expect(throws: ReportError.self) {
      try ReportWriter.write(results.path, language: .nl, plotly: nil, workbook: true)
    }
    try results.write(record, as: "run.json")
    try results.write("year,programme,item,euro\n", as: "costs.csv")
    #expect(throws: ReportError.edited(path: results.path + "/costs.csv")) {
      try ReportWriter.write(results.path, language: .nl, plotly: nil, workbook: true)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: results.path)
    #expect(!names.contains { $0.hasPrefix("report") })
  }

  @Test func `a workbook that cannot be written is an error that names the file`() throws {
    let results = try MadeResults()
    let workbook = try Workbook(try ResultSet(directory: results.path))
    do {
      try workbook.write(to: "/nowhere/report.xlsx")
      Issue.record("no error")
    } catch {
      #expect(error.description.contains("/nowhere/report.xlsx"))
    }
  }
}
