/// The rows of a table by the texts of some of its columns.
struct RowIndex {
  private let table: Table?
  private var rows: [[String]: Int] = [:]

  init(_ table: Table?, _ columns: [String]) {
    self.table = table
    for row in 0..<(table?.rowCount ?? 0) {
      rows[columns.map { table?.text(row, $0) ?? "" }] = row
    }
  }

  /// The number in a column of the row under a key, with its origin.
  func number(_ key: [String], _ column: String) -> SourcedNumber? {
    rows[key].flatMap { table?.sourcedNumber($0, column) }
  }
}
