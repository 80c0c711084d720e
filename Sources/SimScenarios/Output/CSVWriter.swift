/// Writes tables as comma-separated text (RFC 4180) with a header, `.` decimals and line feeds, in UTF-8.
public enum CSVWriter {
  /// The bytes of a table as a CSV file.
  ///
  /// Numbers are the shortest text that reads back to the same double. Text is quoted where it holds a comma, a
  /// quote or a line break, and where it is the empty only cell of a row, which would otherwise be a blank line.
  ///
  /// - Parameter table: the table; rows keep their order.
  /// - Returns: the header and one line for every row.
  /// - Throws: ``OutputError/unwritableValue(file:place:found:accepted:)`` for a number that is not finite, naming
  ///   table, column and row (the row after the header is row 1).
  public static func bytes(of table: ResultTable) throws(OutputError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity((table.rowCount + 1) * table.columns.count * 12)
    for (position, column) in table.columns.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: field(column.name))
    }
    bytes.append(UInt8(ascii: "\n"))
    let fields = table.values.map { $0.texts.distinct.map(field) }
    for row in 0..<table.rowCount {
      try append(row: row, of: table, fields: fields, to: &bytes)
    }
    return bytes
  }

  /// Appends one row; `fields` holds the fields of the distinct texts of each column.
  private static func append(
    row: Int, of table: ResultTable, fields: [[[UInt8]]], to bytes: inout [UInt8]
  ) throws(OutputError) {
    let start = bytes.count
    for column in table.columns.indices {
      if column > 0 { bytes.append(UInt8(ascii: ",")) }
      switch table.columns[column].kind {
      case .text: bytes.append(contentsOf: fields[column][Int(table.values[column].texts.codes[row])])
      case .integer: bytes.append(text: table.values[column].integers[row])
      case .number:
        let number = table.values[column].numbers[row]
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

  /// A text as a field, in quotes where it needs them.
  static func field(_ text: String) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    let special: [UInt8] = [quote, UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    guard text.utf8.contains(where: special.contains) else { return Array(text.utf8) }
    let doubled = text.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }
    return [quote] + doubled + [quote]
  }
}
