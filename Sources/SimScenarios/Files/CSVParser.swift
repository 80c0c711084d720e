/// Splits CSV bytes into cells with places, and notes what is wrong with their form.
struct CSVParser {
  private(set) var header: [TableCell] = []
  private(set) var cells: [TableCell] = []
  private(set) var rowStarts: [Int] = []
  private(set) var raggedRows: Set<Int> = []
  private(set) var problems: [ScenarioProblem] = []
  private(set) var isComplete = true
  private let path: String
  private var row: [TableCell] = []
  private var cellsInRow = 0

  init(path: String) { self.path = path }

  /// Notes a problem after which nothing more is read.
  mutating func fail(_ problem: ScenarioProblem) {
    problems.append(problem)
    isComplete = false
  }

  /// Parses checked UTF-8 bytes without a byte order mark.
  mutating func parse(_ bytes: [UInt8]) {
    var cursor = CSVCursor(bytes: bytes)
    while isComplete, !cursor.isAtEnd { parseLine(&cursor) }
    guard !header.isEmpty else {
      if isComplete {
        fail(ScenarioProblem(.emptyTable, at: place(1, 1), found: "the table is empty", accepted: Self.form))
      }
      return
    }
    guard rowStarts.isEmpty, isComplete else { return }
    let found = "the table has no rows"
    problems.append(ScenarioProblem(.emptyTable, at: place(header[0].line, 1), found: found))
  }

  private static let form = "a first line with column names and then rows are expected"

  private mutating func parseLine(_ cursor: inout CSVCursor) {
    if cursor.skipBreak() { return }
    row.removeAll(keepingCapacity: true)
    cellsInRow = 0
    let line = cursor.line
    repeat {
      guard let cell = parseCell(&cursor) else { return }
      cellsInRow += 1
      if header.isEmpty || row.count < header.count { row.append(cell) }
      if row.count > TableFile.mostColumns {
        let found = "the header has more than \(TableFile.mostColumns) columns"
        return fail(ScenarioProblem(.tooLarge, at: place(line, 1), found: found))
      }
    } while cursor.skipComma()
    _ = cursor.skipBreak()
    if header.isEmpty { takeHeader() } else { takeRow(line: line) }
  }

  private mutating func parseCell(_ cursor: inout CSVCursor) -> TableCell? {
    cursor.skipBlanks()
    let (line, column) = (cursor.line, cursor.column)
    guard cursor.isAtQuote else {
      let text = cursor.takePlain()
      if text.hasInnerQuote {
        let remedy = "put the cell in quotes and double the quote inside"
        problems.append(
          ScenarioProblem(
            .syntax, at: place(line, column), found: "a quote stands inside a cell without quotes",
            remedy: remedy))
      }
      return TableCell(text: text.text, line: line, column: column)
    }
    guard let text = cursor.takeQuoted() else {
      let found = "the quote that opens this cell is never closed"
      fail(ScenarioProblem(.syntax, at: place(line, column), found: found, remedy: "close it"))
      return nil
    }
    cursor.skipBlanks()
    if !cursor.isAtCellEnd {
      let remedy = "double a quote that belongs to the text"
      let found = "text follows the closing quote of a cell"
      problems.append(
        ScenarioProblem(.syntax, at: place(cursor.line, cursor.column), found: found, remedy: remedy))
      _ = cursor.takePlain()
    }
    return TableCell(text: text, line: line, column: column)
  }

  private mutating func takeHeader() {
    header = row
    if header.count == 1, header[0].text.contains(";") {
      let place = place(header[0].line, 1)
      header = []
      let found = "the columns are separated by ';'"
      return fail(ScenarioProblem(.syntax, at: place, found: found, remedy: "separate them by commas"))
    }
    var firstColumns: [String: Int] = [:]
    for cell in header {
      let place = place(cell.line, cell.column)
      if cell.text.isEmpty {
        problems.append(ScenarioProblem(.emptyColumnName, at: place, found: "a column has no name"))
      } else if let first = firstColumns[cell.text] {
        let found = "the column name stands twice"
        let accepted = "the first is in column \(first)"
        problems.append(
          ScenarioProblem(.duplicateColumn, at: place, key: cell.text, found: found, accepted: accepted))
      } else {
        firstColumns[cell.text] = cell.column
      }
    }
  }

  private mutating func takeRow(line: Int) {
    if cellsInRow != header.count {
      raggedRows.insert(rowStarts.count)
      let accepted = "the header has \(header.count)"
      let found = "the row has \(cellsInRow) \(cellsInRow == 1 ? "cell" : "cells")"
      problems.append(ScenarioProblem(.raggedRow, at: place(line, 1), found: found, accepted: accepted))
    }
    rowStarts.append(cells.count)
    cells += row
  }

  private func place(_ line: Int, _ column: Int) -> SourceLocation {
    SourceLocation(path: path, line: line, column: column)
  }
}

/// A position in CSV bytes that knows its line and its column in characters.
private struct CSVCursor {
  let bytes: [UInt8]
  private(set) var line = 1
  private(set) var column = 1
  private var index = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { index >= bytes.count }
  var isAtQuote: Bool { index < bytes.count && bytes[index] == UInt8(ascii: "\"") }
  var isAtCellEnd: Bool { isAtEnd || Self.endsCell(bytes[index]) }

  private static func endsCell(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x0D
  }

  mutating func skipBlanks() {
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { skipByte() }
  }

  mutating func skipComma() -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(ascii: ",") else { return false }
    skipByte()
    return true
  }

  /// Passes one line break: LF, CRLF or CR.
  mutating func skipBreak() -> Bool {
    guard index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D else { return false }
    index += bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
    line += 1
    column = 1
    return true
  }

  /// Takes a cell without quotes, without the blanks at its end.
  mutating func takePlain() -> (text: String, hasInnerQuote: Bool) {
    let start = index
    var end = index
    var hasQuote = false
    while index < bytes.count, !Self.endsCell(bytes[index]) {
      if bytes[index] == UInt8(ascii: "\"") { hasQuote = true }
      let isBlank = bytes[index] == 0x20 || bytes[index] == 0x09
      skipByte()
      if !isBlank { end = index }
    }
    return (String(decoding: bytes[start..<end], as: UTF8.self), hasQuote)
  }

  /// Takes a cell in quotes, `nil` where the closing quote is missing.
  mutating func takeQuoted() -> String? {
    skipByte()
    var text: [UInt8] = []
    var start = index
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\"") {
        text += bytes[start..<index]
        skipByte()
        guard isAtQuote else { return String(decoding: text, as: UTF8.self) }
        start = index
        skipByte()
      } else if !skipBreak() {
        skipByte()
      }
    }
    return nil
  }

  /// Passes one byte; the column moves on with the first byte of each character.
  private mutating func skipByte() {
    if bytes[index] & 0xC0 != 0x80 { column += 1 }
    index += 1
  }
}
