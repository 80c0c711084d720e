internal import Foundation
internal import SimScenarios

/// The result tables as a workbook: one sheet per CSV file, the targets first.
public struct Workbook: Sendable {
  /// The rows that a sheet can hold, its header among them (Excel).
  public static let mostRows = 1_048_576

  private let results: ResultSet
  private let tables: [Table]

  /// A table with what its columns hold.
  private struct Table: Sendable {
    let name: String
    let columns: ResultColumns
    let header: [String]
    let isNumber: [Bool]
  }

  /// Takes the tables of results.
  ///
  /// - Parameter results: the results of a run or of an ensemble.
  /// - Throws: ``ReportError`` where a table has not the form that it must have, or columns that the record does not know.
  public init(_ results: ResultSet) throws(ReportError) {
    self.results = results
    let names = results.fileNames.filter { $0.hasSuffix(".csv") }
    let first = ["targets.csv", "summary.csv"].filter(names.contains)
    var tables: [Table] = []
    for name in first + names.filter({ !first.contains($0) }) {
      if let table = try Self.table(name, results) { tables.append(table) }
    }
    self.tables = tables
  }

  private static func table(_ file: String, _ results: ResultSet) throws(ReportError) -> Table? {
    guard let columns = try results.table(file) else { return nil }
    let record = results.record["columns"]?[file]?.items ?? []
    guard record.map({ $0["name"]?.text ?? "" }) == columns.header else {
      throw .notARecord(
        path: results.directory + "/run.json", reason: "does not say what the columns of \(file) hold")
    }
    return Table(
      name: String(file.dropLast(4)), columns: columns,
      header: record.map { column in
        let (name, unit) = (column["name"]?.text ?? "", column["unit"]?.text ?? "")
        return unit.isEmpty || unit == name ? name : "\(name) (\(unit))"
      }, isNumber: record.map { $0["kind"]?.text != ResultColumn.Kind.text.rawValue })
  }

  /// Writes the workbook.
  ///
  /// A table with more rows than a sheet can hold goes on in further sheets, `name 2`, `name 3`.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - rowsOfSheet: the most rows of a sheet, its header among them; 2 or more.
  /// - Throws: ``ReportError`` for a cell that is no number, or a file that cannot be written.
  public func write(to path: String, rowsOfSheet: Int = Workbook.mostRows) throws(ReportError) {
    var writer = try XLSXWriter(path: path, title: results.scenario["name"]?.text ?? "")
    for table in tables {
      for (part, start) in stride(from: 0, to: max(1, table.columns.rowCount), by: rowsOfSheet - 1)
        .enumerated()
      {
        try writer.addSheet(part == 0 ? table.name : "\(table.name) \(part + 1)", header: table.header)
        let end = min(table.columns.rowCount, start + rowsOfSheet - 1)
        try Self.write(table, rows: start..<end, to: writer)
      }
    }
    try writer.close()
  }

  private static func write(
    _ table: Table, rows: Range<Int>, to writer: borrowing XLSXWriter
  ) throws(ReportError) {
    let keys = table.isNumber.indices.map { table.isNumber[$0] ? ([], []) : table.columns.keys($0) }
    for row in rows {
      for column in table.isNumber.indices {
        let place = row - rows.lowerBound + 1
        if table.isNumber[column] {
          try writer.write(try table.columns.number(row, column), row: place, column: column)
        } else {
          try writer.write(keys[column].0[keys[column].1[row]], row: place, column: column)
        }
      }
    }
  }
}
