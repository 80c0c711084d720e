/// The runs of columns of every row of a table that may hold something else than zero.
package struct RowRuns: Sendable, Equatable {
  /// The number of columns of the table.
  package let columns: Int
  /// The number of rows.
  package let rowCount: Int
  /// Where the runs of every row start, `rows + 1` positions; then per run its first column and the one after its last.
  let entries: [Int]

  /// Makes runs of ascending ranges of columns that do not touch, one list per row.
  package init(columns: Int, rows: [[Range<Int>]]) {
    var starts = [0]
    var bounds: [Int] = []
    for runs in rows {
      for run in runs {
        precondition(run.lowerBound >= 0 && run.upperBound <= columns, "\(run) of \(columns) columns")
        bounds += [run.lowerBound, run.upperBound]
      }
      starts.append(bounds.count / 2)
    }
    self.columns = columns
    rowCount = rows.count
    entries = starts + bounds
  }

  /// Every column of every row.
  package init(columns: Int, allOf rows: Int) {
    self.init(columns: columns, rows: Array(repeating: columns > 0 ? [0..<columns] : [], count: rows))
  }

  /// Calls a function with row, first column and the one after the last of every run.
  func forEachRun(_ body: (_ row: Int, _ first: Int, _ last: Int) -> Void) {
    for row in 0..<rowCount {
      for run in entries[row]..<entries[row + 1] {
        body(row, entries[rowCount + 1 + 2 * run], entries[rowCount + 2 + 2 * run])
      }
    }
  }

  /// Whether every row is one run of all columns, so that the table is one run of cells.
  var isFull: Bool {
    guard entries.count == 3 * rowCount + 1 else { return false }
    for row in 0..<rowCount
    where entries[rowCount + 1 + 2 * row] != 0 || entries[rowCount + 2 + 2 * row] != columns { return false }
    return true
  }

  /// The columns from the first run of a row to its last; empty without runs.
  func span(_ row: Int) -> Range<Int> {
    guard entries[row] < entries[row + 1] else { return 0..<0 }
    return entries[rowCount + 1 + 2 * entries[row]]..<entries[rowCount + 2 * entries[row + 1]]
  }

  /// The runs of a row.
  package subscript(row: Int) -> [Range<Int>] {
    (entries[row]..<entries[row + 1]).map {
      entries[rowCount + 1 + 2 * $0]..<entries[rowCount + 2 + 2 * $0]
    }
  }
}

/// Runs of neighbouring cells of a table, each with the place where its sums are booked.
package struct CellRuns: Sendable, Equatable {
  /// One run of cells of a row.
  package struct Run: Sendable, Equatable {
    /// The position of its first cell in the table.
    package let start: Int
    /// The number of cells, above 0.
    package let count: Int
    /// The column of its first cell.
    package let column: Int
    /// Where the sum of its first cell stands.
    package let booked: Int

    package init(start: Int, count: Int, column: Int, booked: Int) {
      self.start = start
      self.count = count
      self.column = column
      self.booked = booked
    }
  }

  /// Start, count, column and booking of every run.
  let entries: [Int]
  /// The number of cells of all runs.
  package let cellCount: Int
  /// What tables, columns and sums must at least hold.
  let tableLimit: Int
  let columnLimit: Int
  let sumLimit: Int

  package init(_ runs: [Run]) {
    for run in runs {
      precondition(
        run.start >= 0 && run.count > 0 && run.column >= 0 && run.booked >= 0, "\(run) is no run of cells")
    }
    entries = runs.flatMap { [$0.start, $0.count, $0.column, $0.booked] }
    cellCount = runs.reduce(0) { $0 + $1.count }
    tableLimit = runs.map { $0.start + $0.count }.max() ?? 0
    columnLimit = runs.map { $0.column + $0.count }.max() ?? 0
    sumLimit = runs.map { $0.booked + $0.count }.max() ?? 0
  }

  /// The number of runs.
  package var count: Int { entries.count / 4 }

  /// The run at a position.
  package subscript(run: Int) -> Run {
    Run(
      start: entries[4 * run], count: entries[4 * run + 1], column: entries[4 * run + 2],
      booked: entries[4 * run + 3])
  }
}
