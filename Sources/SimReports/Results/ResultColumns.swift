/// A result table, split into cells once; columns are turned into keys or numbers when asked for.
public struct ResultColumns: Sendable {
  /// The names of the columns.
  public let header: [String]
  /// The number of rows below the header.
  public let rowCount: Int
  let path: String
  private let bytes: [UInt8]
  /// The first byte of every cell and the first byte after the last; the byte before a start ends the cell before.
  private let starts: [Int32]
  private let hasQuotes: Bool

  /// Splits a CSV file as ``SimScenarios/CSVWriter`` writes it.
  ///
  /// - Parameters:
  ///   - bytes: the file, with line feeds and at most 2 GiB.
  ///   - path: the path that errors name.
  /// - Throws: ``ReportError/malformed(path:reason:)`` where a row has not as many cells as the header.
  public init(_ bytes: [UInt8], path: String) throws(ReportError) {
    var starts: [Int32] = [0]
    starts.reserveCapacity(bytes.count / 8)
    var isQuoted = false
    var hasQuotes = false
    var lines = 0
    var width = 0
    for (position, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "\""):
        isQuoted.toggle()
        hasQuotes = true
      case UInt8(ascii: ",") where !isQuoted: starts.append(Int32(position + 1))
      case UInt8(ascii: "\n") where !isQuoted:
        starts.append(Int32(position + 1))
        lines += 1
        if lines == 1 { width = starts.count - 1 }
        guard starts.count - 1 == lines * width else {
          throw .malformed(path: path, reason: "line \(lines) has not \(width) cells")
        }
      default: break
      }
    }
    guard lines > 0, Int(starts[lines * width]) == bytes.count else {
      throw .malformed(path: path, reason: "it does not end with a line feed")
    }
    self.bytes = bytes
    self.starts = starts
    self.hasQuotes = hasQuotes
    self.path = path
    rowCount = lines - 1
    header = (0..<width).map { Self.text(bytes, starts, $0, hasQuotes) }
  }

  /// The position of a column, or `nil`.
  ///
  /// - Parameter name: the name in the header.
  /// - Returns: the position, from 0, or `nil`.
  public func column(_ name: String) -> Int? { header.firstIndex(of: name) }

  /// The text of a cell; rows count from 0 below the header.
  ///
  /// - Parameters:
  ///   - row: the row, from 0 and below ``rowCount``.
  ///   - column: the position of the column, from 0.
  /// - Returns: the text without the quotes of the file; empty for an empty cell.
  public func text(_ row: Int, _ column: Int) -> String {
    Self.text(bytes, starts, (row + 1) * header.count + column, hasQuotes)
  }

  /// The number in a cell.
  ///
  /// - Parameters:
  ///   - row: the row, from 0 and below ``rowCount``.
  ///   - column: the position of the column, from 0.
  /// - Returns: a finite number, in the unit of the column.
  /// - Throws: ``ReportError/malformed(path:reason:)`` where it is none.
  public func number(_ row: Int, _ column: Int) throws(ReportError) -> Double {
    let text = text(row, column)
    guard let number = Double(text), number.isFinite else {
      throw .malformed(
        path: path, reason: "'\(text)' in row \(row + 1), column \(header[column]) is not a number")
    }
    return number
  }

  /// The distinct texts of a column in the order of the file, and which of them each row has.
  ///
  /// - Parameter column: the position of the column, from 0.
  /// - Returns: the distinct texts, and one position among them per row.
  public func keys(_ column: Int) -> (distinct: [String], codes: [Int]) {
    var distinct: [String] = []
    var codes: [Int] = []
    codes.reserveCapacity(rowCount)
    var known: [ArraySlice<UInt8>: Int] = [:]
    for row in 0..<rowCount {
      let cell = slice(row, column)
      // Rows are mostly sorted, so that a key often equals the one above it.
      if let last = codes.last, row > 0, slice(row - 1, column) == cell {
        codes.append(last)
      } else if let code = known[cell] {
        codes.append(code)
      } else {
        known[cell] = distinct.count
        codes.append(distinct.count)
        distinct.append(text(row, column))
      }
    }
    return (distinct, codes)
  }

  private func slice(_ row: Int, _ column: Int) -> ArraySlice<UInt8> {
    let cell = (row + 1) * header.count + column
    return bytes[Int(starts[cell])..<Int(starts[cell + 1]) - 1]
  }

  private static func text(_ bytes: [UInt8], _ starts: [Int32], _ cell: Int, _ hasQuotes: Bool) -> String {
    let slice = bytes[Int(starts[cell])..<Int(starts[cell + 1]) - 1]
    guard hasQuotes, slice.first == UInt8(ascii: "\"") else { return String(decoding: slice, as: UTF8.self) }
    return String(decoding: slice.dropFirst().dropLast(), as: UTF8.self).replacing("\"\"", with: "\"")
  }
}
