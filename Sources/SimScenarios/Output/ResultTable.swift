/// A column of a result table: its name, what it holds, and in which unit.
public struct ResultColumn: Sendable, Equatable {
  /// What the values of a column are.
  public enum Kind: String, Sendable {
    /// Text, such as the key of a zone.
    case text
    /// Whole numbers, such as a year.
    case integer
    /// Finite double-precision numbers.
    case number
  }

  /// The name in the header.
  public let name: String
  /// What the values are.
  public let kind: Kind
  /// The unit of the values, for example `t`; `1` for counts and shares, empty for text.
  public let unit: String
  /// The meaning of the column in a few words.
  public let longName: String

  /// Makes a column; a text column needs no unit.
  ///
  /// - Parameters:
  ///   - name: the name in the header.
  ///   - kind: what the values are.
  ///   - unit: the unit of the values, for example `t`; `1` for counts and shares, empty for text.
  ///   - longName: the meaning in a few words.
  public init(_ name: String, _ kind: Kind, unit: String = "", longName: String) {
    self.name = name
    self.kind = kind
    self.unit = unit
    self.longName = longName
  }
}

/// One value of a row, of the kind of its column.
public enum ResultCell: Sendable, Equatable {
  /// A value of a text column.
  case text(String)
  /// A value of an integer column.
  case integer(Int)
  /// A value of a number column.
  case number(Double)
}

/// A result file as rows under named columns, held column by column.
public struct ResultTable: Sendable, Equatable {
  /// The name of the file in the result directory, for example `stock.csv`.
  public let fileName: String
  /// The columns in the order of the file.
  public let columns: [ResultColumn]
  /// The number of rows.
  public private(set) var rowCount = 0
  /// The values of each column.
  private(set) var values: [ColumnValues]

  /// Makes a table without rows.
  ///
  /// - Parameters:
  ///   - fileName: the name of the file in the result directory.
  ///   - columns: at least one column; the names must differ, anything else is a fault of the caller.
  public init(fileName: String, columns: [ResultColumn]) {
    precondition(!columns.isEmpty, "\(fileName) has no columns")
    let names = columns.map(\.name)
    precondition(Set(names).count == names.count, "\(fileName) names a column twice: \(names)")
    self.fileName = fileName
    self.columns = columns
    values = Array(repeating: ColumnValues(), count: columns.count)
  }

  /// Makes room for `rows` rows in all, so that appending them moves nothing.
  ///
  /// - Parameter rows: the number of rows in all, 0 or more.
  public mutating func reserveCapacity(_ rows: Int) {
    for (position, column) in columns.enumerated() {
      switch column.kind {
      case .text: values[position].texts.codes.reserveCapacity(rows)
      case .integer: values[position].integers.reserveCapacity(rows)
      case .number: values[position].numbers.reserveCapacity(rows)
      }
    }
  }

  /// Appends one row.
  ///
  /// - Parameter cells: one cell for every column, in the order and of the kind of the columns; anything else is
  ///   a fault of the caller.
  public mutating func append(_ cells: ResultCell...) {
    append(cells)
  }

  /// Appends one row of cells, in the order and of the kind of the columns.
  ///
  /// - Parameter cells: one cell for every column; anything else is a fault of the caller.
  public mutating func append(_ cells: [ResultCell]) {
    precondition(
      cells.count == columns.count,
      "a row of \(cells.count) cells for \(columns.count) columns of \(fileName)")
    for position in cells.indices {
      switch (cells[position], columns[position].kind) {
      case (.text(let text), .text): values[position].texts.append(text)
      case (.integer(let integer), .integer): values[position].integers.append(integer)
      case (.number(let number), .number): values[position].numbers.append(number)
      default: preconditionFailure("\(cells[position]) in \(columns[position]) of \(fileName)")
      }
    }
    rowCount += 1
  }

  /// The table with further columns behind its own.
  ///
  /// - Parameters:
  ///   - columns: the columns to add, of other names.
  ///   - cells: the values of a row, one per added column.
  /// - Returns: the wider table, with the same rows.
  package func appending(_ columns: [ResultColumn], cells: (_ row: Int) -> [ResultCell]) -> ResultTable {
    var table = ResultTable(fileName: fileName, columns: self.columns + columns)
    for row in 0..<rowCount { table.append(self.cells(ofRow: row) + cells(row)) }
    return table
  }

  private func cells(ofRow row: Int) -> [ResultCell] {
    columns.indices.map { position in
      let column = values[position]
      return switch columns[position].kind {
      case .text: .text(column.texts.distinct[Int(column.texts.codes[row])])
      case .integer: .integer(column.integers[row])
      case .number: .number(column.numbers[row])
      }
    }
  }

  /// The values of a text column by row, or `nil` where the table has no text column of this name.
  ///
  /// - Parameter name: the name of the column.
  /// - Returns: one text per row, or `nil`.
  public func texts(of name: String) -> [String]? {
    values(of: name, .text).map { column in column.texts.codes.map { column.texts.distinct[Int($0)] } }
  }

  /// The values of an integer column by row, or `nil` where the table has no integer column of this name.
  ///
  /// - Parameter name: the name of the column.
  /// - Returns: one whole number per row in the unit of the column, or `nil`.
  public func integers(of name: String) -> [Int]? { values(of: name, .integer)?.integers }

  /// The values of a number column by row, or `nil` where the table has no number column of this name.
  ///
  /// - Parameter name: the name of the column.
  /// - Returns: one number per row in the unit of the column, or `nil`.
  public func numbers(of name: String) -> [Double]? { values(of: name, .number)?.numbers }

  private func values(of name: String, _ kind: ResultColumn.Kind) -> ColumnValues? {
    columns.firstIndex { $0.name == name && $0.kind == kind }.map { values[$0] }
  }
}

/// The values of one column; only the part of the column's kind is in use.
struct ColumnValues: Sendable, Equatable {
  var texts = TextValues()
  var integers: [Int] = []
  var numbers: [Double] = []
}

/// Texts as codes into the list of distinct texts, because the keys in a result repeat in many rows.
///
/// As everywhere in Swift, spellings that Unicode holds for the same text (é as one or two scalars) are one text.
struct TextValues: Sendable, Equatable {
  private(set) var distinct: [String] = []
  var codes: [Int32] = []
  private var codeOfText: [String: Int32] = [:]

  mutating func append(_ text: String) {
    // Rows are mostly sorted, so that a text often equals the one above it.
    if let last = codes.last, distinct[Int(last)] == text {
      codes.append(last)
    } else if let code = codeOfText[text] {
      codes.append(code)
    } else {
      let code = Int32(distinct.count)
      distinct.append(text)
      codeOfText[text] = code
      codes.append(code)
    }
  }
}
