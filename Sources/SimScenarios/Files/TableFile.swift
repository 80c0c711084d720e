/// One cell of a table with its place.
public struct TableCell: Sendable, Equatable {
  /// The text without quotes.
  public let text: String
  private let storedLine: Int32
  private let storedColumn: Int32

  /// Makes a cell of its text and place; line and column count from 1.
  ///
  /// - Parameters:
  ///   - text: the text without quotes.
  ///   - line: the line that the cell starts in, from 1.
  ///   - column: the column in characters that the cell starts in, from 1; numbers above 2^31 - 1 are cut to it.
  public init(text: String, line: Int, column: Int) {
    self.text = text
    storedLine = Int32(clamping: line)
    storedColumn = Int32(clamping: column)
  }

  /// The line that the cell starts in, from 1.
  public var line: Int { Int(storedLine) }
  /// The column in characters that the cell starts in, from 1.
  public var column: Int { Int(storedColumn) }
}

/// A table as its CSV file says it: a header and rows of cells, each with its place.
///
/// Commas separate, a first line names the columns, cells may stand in double quotes (RFC 4180). Empty lines are
/// passed by; blanks around unquoted cells are taken away.
public struct TableFile: Sendable, Equatable {
  /// Most columns that a table may have.
  public static let mostColumns = 10_000

  /// The path as named.
  public let path: String
  /// The names of the columns.
  public let header: [TableCell]
  /// Every problem of the form: unfinished quotes, rows of another length, column names, encoding.
  public let problems: [ScenarioProblem]
  /// Whether every row was read and every row has the length of the header.
  public let isComplete: Bool
  private let cells: [TableCell]
  private let rowStarts: [Int]
  private let raggedRows: Set<Int>

  /// Reads a table from the bytes of a CSV file.
  ///
  /// - Parameters:
  ///   - bytes: the file, UTF-8, with LF or CRLF.
  ///   - path: the path that places and problems name.
  public init(_ bytes: [UInt8], path: String) {
    self.path = path
    var parser = CSVParser(path: path)
    switch SourceText.read(bytes, path: path) {
    case .problem(let problem): parser.fail(problem)
    case .text(let text): parser.parse(text)
    }
    header = parser.header
    cells = parser.cells
    rowStarts = parser.rowStarts
    raggedRows = parser.raggedRows
    problems = parser.problems.inFileOrder
    isComplete = parser.isComplete && parser.raggedRows.isEmpty
  }

  /// The number of rows below the header.
  public var rowCount: Int { rowStarts.count }

  /// The cells of a row in `0..<rowCount`, at most as many as the header has.
  ///
  /// - Parameter row: the row below the header, from 0 and below ``rowCount``.
  /// - Returns: the cells in the order of the columns.
  public func row(_ row: Int) -> ArraySlice<TableCell> {
    let end = row + 1 < rowStarts.count ? rowStarts[row + 1] : cells.count
    return cells[rowStarts[row]..<end]
  }

  /// A cell of a row in `0..<rowCount`, or `nil` where the row is too short.
  ///
  /// - Parameters:
  ///   - row: the row below the header, from 0.
  ///   - column: the position of the column, from 0.
  /// - Returns: the text with its place, or `nil`.
  public func cell(_ row: Int, _ column: Int) -> TableCell? {
    let row = self.row(row)
    return column < row.count ? row[row.startIndex + column] : nil
  }

  /// Whether a row has more or fewer cells than the header.
  ///
  /// - Parameter row: the row below the header, from 0.
  /// - Returns: whether their numbers differ.
  public func isRagged(_ row: Int) -> Bool { !raggedRows.isEmpty && raggedRows.contains(row) }

  /// The place of a cell.
  ///
  /// - Parameter cell: a cell of this table.
  /// - Returns: file, line and column.
  public func location(of cell: TableCell) -> SourceLocation {
    SourceLocation(path: path, line: cell.line, column: cell.column)
  }

  /// The place of a cell, or of the row where it is too short.
  ///
  /// - Parameters:
  ///   - row: the row below the header, from 0 and below ``rowCount``.
  ///   - column: the position of the column, from 0.
  /// - Returns: file, line and column; only the file for a row without cells.
  public func location(_ row: Int, _ column: Int) -> SourceLocation {
    guard let cell = cell(row, column) ?? self.row(row).first else { return SourceLocation(path: path) }
    return location(of: cell)
  }
}
