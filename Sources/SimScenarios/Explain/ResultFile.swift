internal import Foundation

/// A table of a result directory, read back.
struct ResultFile {
  /// One row, by the texts of its cells.
  struct Row {
    fileprivate let cells: [String: String]
    /// The place of the row, as `file:line`.
    let place: String

    /// The text in a column; empty where the table has no such column.
    subscript(column: String) -> String { cells[column] ?? "" }
  }

  private let table: TableFile
  /// The name of the file.
  let name: String
  private let columns: [String: Int]

  /// Reads a table and checks that it has the columns it must have.
  init(_ name: String, in directory: String, files: any InputFiles, columns names: [String])
    throws(ExplainError)
  {
    let path = directory + "/" + name
    do {
      table = TableFile(try files.read(path), path: path)
    } catch {
      throw ExplainError.unreadable(error)
    }
    self.name = name
    columns = Dictionary(
      table.header.enumerated().map { ($0.element.text, $0.offset) }, uniquingKeysWith: { first, _ in first })
    // A run without hubs or effects writes some tables without rows.
    let problem = table.problems.first { $0.code != .emptyTable }
    guard problem == nil, table.isComplete else {
      throw ExplainError.incomplete(file: path, missing: problem?.description ?? "it is not complete")
    }
    if let missing = names.first(where: { columns[$0] == nil }) {
      throw ExplainError.incomplete(file: path, missing: "the column \(missing) is missing")
    }
  }

  /// The rows whose cells have the given texts, in the order of the file.
  func rows(where texts: [String: String]) -> [Row] {
    let wanted = texts.compactMap { key, text in columns[key].map { ($0, text) } }
    return (0..<table.rowCount).compactMap { row in
      guard wanted.allSatisfy({ table.cell(row, $0.0)?.text == $0.1 }) else { return nil }
      return Row(
        cells: columns.mapValues { table.cell(row, $0)?.text ?? "" },
        place: "\(name):\(table.location(row, 0).line)")
    }
  }

  /// The number in a column of a row.
  func number(_ row: Row, _ column: String) throws(ExplainError) -> Double {
    guard case .number(let number) = StrictNumber(row[column]) else {
      throw ExplainError.incomplete(
        file: row.place, missing: "'\(row[column])' in column \(column) is not a number")
    }
    return number
  }

  /// The different texts of a column, in the order of the file.
  func texts(of column: String) -> [String] {
    guard let position = columns[column] else { return [] }
    var seen: Set<String> = []
    return (0..<table.rowCount).compactMap { table.cell($0, position)?.text }.filter {
      seen.insert($0).inserted
    }
  }
}
