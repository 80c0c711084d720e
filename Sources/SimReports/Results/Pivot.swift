/// A table that is added up from a result file: what its rows and columns are, and which rows of the file count.
///
/// A figure of the report is a pivot, so that its chart, its table and the test that adds the file up again all follow one
/// description.
public struct Pivot: Sendable, Equatable {
  /// What the columns of the pivot are.
  public enum Columns: Sendable, Equatable {
    /// One column for every text of a column of the file; the numbers are those of `value`.
    case keys(of: String, value: String)
    /// These columns of the file.
    case measures([String])
  }

  /// The name of the result file.
  public let file: String
  /// The columns of the file whose texts name the rows.
  public let rows: [String]
  /// What the columns are.
  public let columns: Columns
  /// The rows of the file that count: column and accepted texts.
  public let filters: [Filter]

  /// A condition on the rows of the file.
  public struct Filter: Sendable, Equatable {
    /// The column.
    public let column: String
    /// The texts of which one is accepted.
    public let accepted: [String]
  }

  /// Makes the description of a table.
  ///
  /// - Parameters:
  ///   - file: the name of the result file, for example `stock.csv`.
  ///   - rows: the columns of the file whose texts name the rows.
  ///   - columns: what the columns are.
  ///   - filters: the accepted texts by column of the file; a row counts where every one of these columns has one of
  ///     them.
  public init(_ file: String, rows: [String], columns: Columns, where filters: [String: [String]] = [:]) {
    self.file = file
    self.rows = rows
    self.columns = columns
    self.filters = filters.map { Filter(column: $0, accepted: $1) }.sorted { $0.column < $1.column }
  }

  /// The columns of the file that the pivot needs.
  var needed: [String] {
    switch columns {
    case .keys(let key, let value): rows + filters.map(\.column) + [key, value]
    case .measures(let names): rows + filters.map(\.column) + names
    }
  }

  /// Adds up the file.
  ///
  /// - Parameter results: the results.
  /// - Returns: the table, or `nil` where the results have no such file, or one without these columns or rows.
  /// - Throws: ``ReportError/malformed(path:reason:)`` for a cell that is no number.
  public func table(of results: ResultSet) throws(ReportError) -> PivotTable? {
    guard let table = try results.table(file), needed.allSatisfy({ table.column($0) != nil }) else {
      return nil
    }
    var sums = PivotSums(table, rows: rows.compactMap(table.column))
    let accepted = accepted(in: table)
    switch columns {
    case .keys(let key, let value):
      guard let keyColumn = table.column(key), let valueColumn = table.column(value) else { return nil }
      let (distinct, codes) = table.keys(keyColumn)
      sums.columns = distinct
      for row in accepted { sums.add(try table.number(row, valueColumn), row: row, column: codes[row]) }
    case .measures(let names):
      sums.columns = names
      let positions = names.compactMap(table.column)
      for row in accepted {
        for (position, column) in positions.enumerated() {
          sums.add(try table.number(row, column), row: row, column: position)
        }
      }
    }
    let result = sums.table
    return result.rows.isEmpty ? nil : result
  }

  private func accepted(in table: ResultColumns) -> [Int] {
    var isAccepted = [Bool](repeating: true, count: table.rowCount)
    for filter in filters {
      guard let column = table.column(filter.column) else { continue }
      let (distinct, codes) = table.keys(column)
      let passes = distinct.map(filter.accepted.contains)
      for (row, code) in codes.enumerated() where !passes[code] { isAccepted[row] = false }
    }
    return isAccepted.indices.filter { isAccepted[$0] }
  }
}

/// The sums of a pivot while they grow, in the order of the file.
private struct PivotSums {
  var columns: [String] = []
  private let keys: [(distinct: [String], codes: [Int])]
  private var order: [[Int]] = []
  private var positions: [[Int]: Int] = [:]
  private var values: [[Double?]] = []
  private var used: Set<Int> = []

  init(_ table: ResultColumns, rows: [Int]) { keys = rows.map(table.keys) }

  mutating func add(_ number: Double, row: Int, column: Int) {
    let key = keys.map { $0.codes[row] }
    let position: Int
    if let known = positions[key] {
      position = known
    } else {
      position = order.count
      positions[key] = position
      order.append(key)
      values.append(Array(repeating: nil, count: columns.count))
    }
    values[position][column] = (values[position][column] ?? 0) + number
    used.insert(column)
  }

  /// The sums without columns that no row has.
  var table: PivotTable {
    let kept = columns.indices.filter(used.contains)
    return PivotTable(
      rows: order.map { key in zip(keys, key).map { $0.distinct[$1] } }, columns: kept.map { columns[$0] },
      values: values.map { row in kept.map { row[$0] } })
  }
}

/// A pivot with its sums.
public struct PivotTable: Sendable, Equatable {
  /// The texts that name each row.
  public var rows: [[String]]
  /// The texts that name each column.
  public var columns: [String]
  /// The sums, row by row; `nil` where the file has no such row.
  public var values: [[Double?]]

  /// The values of a column by row.
  ///
  /// - Parameter name: the name of the column.
  /// - Returns: one sum per row, in the unit of the file, `nil` where the file has none; empty where there is
  ///   no such column.
  public func column(_ name: String) -> [Double?] {
    guard let position = columns.firstIndex(of: name) else { return [] }
    return values.map { $0[position] }
  }

  /// The sum of a column, missing values being 0.
  func total(_ name: String) -> Double { column(name).reduce(0) { $0 + ($1 ?? 0) } }
}

extension PivotTable {
  /// Keeps the rows whose names meet a condition.
  mutating func keep(_ condition: ([String]) -> Bool) {
    let kept = rows.indices.filter { condition(rows[$0]) }
    values = kept.map { values[$0] }
    rows = kept.map { rows[$0] }
  }
}
