/// Writes tables as comma-separated text (RFC 4180) with a header, `.` decimals and line feeds, in UTF-8.
public enum CSVWriter {
  /// The bytes of a table as a CSV file.
  ///
  /// Numbers are the shortest text that reads back to the same double. Text is quoted where it holds a comma, a
  /// quote or a line break, and where it is the empty only cell of a row, which would otherwise be a blank line.
  ///
  /// - Parameter table: the table; rows keep their order.
  /// - Throws: ``OutputError/unwritableValue(file:place:found:accepted:)`` for a number that is not finite, naming
  ///   table, column and row (the row after the header is row 1).
  public static func bytes(of table: ResultTable) throws(OutputError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity((table.rowCount + 1) * table.columns.count * 12)
    for (position, column) in table.columns.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      append(column.name, to: &bytes)
    }
    bytes.append(UInt8(ascii: "\n"))
    for row in 0..<table.rowCount {
      try append(row: row, of: table, to: &bytes)
    }
    return bytes
  }

  private static func append(
    row: Int, of table: ResultTable, to bytes: inout [UInt8]
  ) throws(OutputError) {
    let start = bytes.count
    for column in table.columns.indices {
      if column > 0 { bytes.append(UInt8(ascii: ",")) }
      switch table.cell(row: row, column: column) {
      case .text(let text): append(text, to: &bytes)
      case .integer(let integer): bytes.append(text: integer)
      case .number(let number):
        guard number.isFinite else {
          throw OutputError.unwritableValue(
            file: table.fileName, place: "column '\(table.columns[column].name)', row \(row + 1)",
            found: "\(number)", accepted: "results hold finite numbers only")
        }
        bytes.append(text: number)
      }
    }
    if bytes.count == start { bytes.append(contentsOf: "\"\"".utf8) }
    bytes.append(UInt8(ascii: "\n"))
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    guard text.utf8.contains(where: needsQuotes) else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    let quote = UInt8(ascii: "\"")
    bytes.append(quote)
    for byte in text.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
    default: false
    }
  }
}
