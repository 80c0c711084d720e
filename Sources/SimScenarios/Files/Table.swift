/// A table that was read without errors: typed access to its cells by row and column name.
///
/// Rows count from 0 in file order. Asking for a column that the schema does not declare, or for a type that the
/// column does not have, is an error of the program.
public struct Table: Sendable {
  /// The file that the table was read from.
  public let file: TableFile
  private(set) var columns: [String: StoredColumn]

  /// The number of rows.
  public var rowCount: Int { file.rowCount }

  /// Whether the file has this column.
  ///
  /// - Parameter column: the name of a column.
  /// - Returns: whether the schema declares it and the file has it.
  public func has(_ column: String) -> Bool { columns[column]?.index != nil }

  /// The number in a cell; the column must be one whose cells cannot be empty.
  ///
  /// - Parameters:
  ///   - row: the row, from 0 and below ``rowCount``.
  ///   - column: the name of a column of numbers.
  /// - Returns: the number in the unit of the column, in the range that the schema accepts.
  public func number(_ row: Int, _ column: String) -> Double {
    guard let number = optionalNumber(row, column) else {
      preconditionFailure("row \(row), column \(column) of \(file.path) may be empty: ask for optionalNumber")
    }
    return number
  }

  /// The number in a cell, or `nil` where the cell is empty or the column is absent.
  ///
  /// - Parameters:
  ///   - row: the row, from 0 and below ``rowCount``.
  ///   - column: the name of a column of numbers.
  /// - Returns: the number in the unit of the column, in the range that the schema accepts, or `nil`.
  public func optionalNumber(_ row: Int, _ column: String) -> Double? {
    let stored = stored(column)
    precondition(stored.isNumeric, "column \(column) of \(file.path) does not hold numbers")
    guard stored.index != nil, !stored.numbers[row].isNaN else { return nil }
    return stored.numbers[row]
  }

  /// The whole number in a cell; the column must be one whose cells cannot be empty.
  ///
  /// - Parameters:
  ///   - row: the row, from 0 and below ``rowCount``.
  ///   - column: the name of a column of whole numbers.
  /// - Returns: the whole number in the unit of the column, in the range that the schema accepts.
  public func integer(_ row: Int, _ column: String) -> Int { Int(number(row, column)) }

  /// The number in a cell with its range, source and confidence, from `<column>_low`, `<column>_high`, `source`
  /// and `confidence`; `nil` where the cell is empty or the column is absent.
  ///
  /// - Parameters:
  ///   - row: the row, from 0 and below ``rowCount``.
  ///   - column: the name of a column of numbers.
  /// - Returns: the number and what is known about it; parts that the file lacks are `nil`.
  public func sourcedNumber(_ row: Int, _ column: String) -> SourcedNumber? {
    guard let value = optionalNumber(row, column) else { return nil }
    return SourcedNumber(
      value: value, low: columns[column + "_low"] == nil ? nil : optionalNumber(row, column + "_low"),
      high: columns[column + "_high"] == nil ? nil : optionalNumber(row, column + "_high"),
      source: freeText(row, "source"), confidence: freeText(row, "confidence").flatMap(Confidence.init),
      location: location(row, column))
  }

  /// The numbers of a column, one per row; the column must be one whose cells cannot be empty.
  ///
  /// - Parameter column: the name of a column of numbers.
  /// - Returns: one number per row, in the unit of the column and the range that the schema accepts.
  public func numbers(_ column: String) -> [Double] {
    let stored = stored(column)
    precondition(
      stored.isNumeric && stored.index != nil && !stored.numbers.contains(where: \.isNaN),
      "column \(column) of \(file.path) does not hold a number in every row")
    return stored.numbers
  }

  /// The positions of the labels of a column, one per row; the column must be one whose cells cannot be empty.
  ///
  /// - Parameter column: the name of a column of labels.
  /// - Returns: one position per row among the labels of the schema, from 0.
  public func positions(_ column: String) -> [Int] {
    let stored = stored(column)
    precondition(
      stored.isLabel && stored.index != nil && stored.positions.allSatisfy { $0 >= 0 },
      "column \(column) of \(file.path) does not hold a label in every row")
    return stored.positions.map(Int.init)
  }

  /// Changes numbers in some rows of a column of numbers.
  mutating func replace(_ column: String, _ numbers: some Sequence<(row: Int, value: Double)>) {
    columns[column]?.replace(numbers)
  }

  /// The position of the label in a cell; the column must be one whose cells cannot be empty.
  ///
  /// - Parameters:
  ///   - row: the row, from 0 and below ``rowCount``.
  ///   - column: the name of a column of labels.
  /// - Returns: the position among the labels of the schema, from 0.
  public func position(_ row: Int, _ column: String) -> Int {
    guard let position = optionalPosition(row, column) else {
      preconditionFailure(
        "row \(row), column \(column) of \(file.path) may be empty: ask for optionalPosition")
    }
    return position
  }

  /// The position of the label in a cell, or `nil` where the cell is empty or the column is absent.
  ///
  /// - Parameters:
  ///   - row: the row, from 0 and below ``rowCount``.
  ///   - column: the name of a column of labels.
  /// - Returns: the position among the labels of the schema, from 0, or `nil`.
  public func optionalPosition(_ row: Int, _ column: String) -> Int? {
    let stored = stored(column)
    precondition(stored.isLabel, "column \(column) of \(file.path) does not hold labels")
    guard stored.index != nil, stored.positions[row] >= 0 else { return nil }
    return Int(stored.positions[row])
  }

  /// The text of a cell; empty where the cell is empty or the column is absent.
  ///
  /// - Parameters:
  ///   - row: the row, from 0 and below ``rowCount``.
  ///   - column: the name of a column of any kind.
  /// - Returns: the text without quotes.
  public func text(_ row: Int, _ column: String) -> String {
    stored(column).index.flatMap { file.cell(row, $0) }?.text ?? ""
  }

  /// The place of a cell, or of the row where the column is absent.
  ///
  /// - Parameters:
  ///   - row: the row, from 0 and below ``rowCount``.
  ///   - column: the name of a column of any kind.
  /// - Returns: file, line and column.
  public func location(_ row: Int, _ column: String) -> SourceLocation {
    file.location(row, stored(column).index ?? 0)
  }

  func freeText(_ row: Int, _ column: String) -> String? {
    guard columns[column]?.index != nil else { return nil }
    let text = text(row, column)
    return text.isEmpty ? nil : text
  }

  private func stored(_ column: String) -> StoredColumn {
    guard let stored = columns[column] else {
      preconditionFailure("the schema of \(file.path) has no column \(column), only \(columns.keys.sorted())")
    }
    return stored
  }
}

/// The values of one column; `index` is its place in the header, `nil` where the file lacks it.
struct StoredColumn {
  var index: Int?
  var isNumeric = false
  var isLabel = false
  var numbers: [Double] = []
  var positions: [Int32] = []

  fileprivate mutating func replace(_ values: some Sequence<(row: Int, value: Double)>) {
    for (row, value) in values { numbers[row] = value }
  }
}
