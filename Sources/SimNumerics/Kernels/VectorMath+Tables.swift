internal import CSimMath

/// Passes over tables of which only some runs of cells may not be zero.
///
/// Sums are made run by run in their order, each column on its own, so they do not depend on how columns are cut into
/// vectors. Of a run only the cells before the column `active` are visited.
extension VectorMath {
  /// Sets every entry to zero and keeps the storage.
  package static func clear(_ values: inout [Double]) {
    unsafe values.withUnsafeMutableBufferPointer { unsafe $0.update(repeating: 0) }
  }

  /// Sets the cells of all runs of rows to zero, but for the columns before `active`.
  package static func clear(_ table: inout [Double], _ rows: RowRuns, from active: Int = 0) {
    precondition(
      table.count == rows.rowCount * rows.columns, "\(table.count) cells for \(rows.rowCount) rows")
    unsafe table.withUnsafeMutableBufferPointer { table in
      guard let cells = table.baseAddress else { return }
      if rows.isFull && active <= 0 { return unsafe table.update(repeating: 0) }
      rows.forEachRun { row, first, last in
        let start = max(first, active)
        guard start < last else { return }
        unsafe (cells + row * rows.columns + start).update(repeating: 0, count: last - start)
      }
    }
  }

  /// Copies the cells of all runs of rows from one table to another.
  package static func copy(_ table: [Double], to copy: inout [Double], _ rows: RowRuns) {
    precondition(
      table.count == rows.rowCount * rows.columns && copy.count == table.count,
      "\(table.count) and \(copy.count) cells for \(rows.rowCount) rows")
    unsafe table.withUnsafeBufferPointer { table in
      unsafe copy.withUnsafeMutableBufferPointer { copy in
        guard let from = table.baseAddress, let to = copy.baseAddress else { return }
        rows.forEachRun { row, first, last in
          let start = row * rows.columns + first
          unsafe (to + start).update(from: from + start, count: last - first)
        }
      }
    }
  }

  /// Copies some columns of a table, rows x columns, to a table of their own; 0 in rows whose runs end before them.
  package static func copyColumns(
    _ columns: Range<Int>, of table: [Double], _ rows: RowRuns, to copy: inout [Double]
  ) {
    precondition(
      table.count == rows.rowCount * rows.columns && copy.count == rows.rowCount * columns.count
        && columns.lowerBound >= 0 && columns.upperBound <= rows.columns,
      "\(columns) of \(table.count) cells in \(rows.rowCount) rows do not fill \(copy.count)")
    unsafe table.withUnsafeBufferPointer { table in
      unsafe copy.withUnsafeMutableBufferPointer { copy in
        guard let from = table.baseAddress, let to = copy.baseAddress else { return }
        for row in 0..<rows.rowCount {
          let target = unsafe to + row * columns.count
          if rows.span(row).upperBound > columns.lowerBound {
            unsafe target.update(from: from + row * rows.columns + columns.lowerBound, count: columns.count)
          } else {
            unsafe target.update(repeating: 0, count: columns.count)
          }
        }
      }
    }
  }

  /// y += factor x for the entries of a range of both arrays.
  ///
  /// - Parameters:
  ///   - x: the array that is added.
  ///   - offset: where the entries of x start.
  ///   - factor: what they are multiplied by.
  ///   - y: the array that is added to.
  ///   - target: the entries of y.
  package static func add(
    _ x: [Double], from offset: Int, times factor: Double, to y: inout [Double], _ target: Range<Int>
  ) {
    precondition(
      offset >= 0 && offset + target.count <= x.count && target.lowerBound >= 0
        && target.upperBound <= y.count,
      "\(target.count) entries from \(offset) of \(x.count) and \(target) of \(y.count)")
    unsafe x.withUnsafeBufferPointer { x in
      unsafe y.withUnsafeMutableBufferPointer { y in
        guard let x = x.baseAddress, let y = y.baseAddress else { return }
        unsafe sim_add_scaled(factor, x + offset, y + target.lowerBound, target.count)
      }
    }
  }

  /// Adds the cells of runs to their sums.
  package static func addRuns(
    _ table: [Double], _ runs: CellRuns, active: Int, to sums: inout [Double]
  ) {
    runs.check(table: table.count, sums: sums.count)
    unsafe table.withUnsafeBufferPointer { table in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        unsafe runs.with { runs, count in
          unsafe sim_add_runs(table.baseAddress, runs, count, active, sums.baseAddress)
        }
      }
    }
  }

  /// Adds the cells of runs to sums, and what is left of each without what is treated of it to others.
  package static func addRuns(
    _ table: [Double], treated: [Double], _ runs: CellRuns, active: Int, to sums: inout [Double],
    untreated: inout [Double]
  ) {
    runs.check(table: min(table.count, treated.count), sums: min(sums.count, untreated.count))
    unsafe table.withUnsafeBufferPointer { table in
      unsafe treated.withUnsafeBufferPointer { treated in
        unsafe sums.withUnsafeMutableBufferPointer { sums in
          unsafe untreated.withUnsafeMutableBufferPointer { untreated in
            unsafe runs.with { runs, count in
              unsafe sim_add_free_runs(
                table.baseAddress, treated.baseAddress, runs, count, active, sums.baseAddress,
                untreated.baseAddress)
            }
          }
        }
      }
    }
  }

  /// Takes a share of what is left untreated out of the cells of runs.
  ///
  ///     taken = share(column) max(0, cell - treated),   cell <- cell - taken
  ///
  /// - Parameters:
  ///   - runs: the runs.
  ///   - table: the cells.
  ///   - treated: what is treated of them, same shape.
  ///   - shares: the share of every column, 0...1.
  ///   - active: the number of leading columns that are visited.
  ///   - taken: what is taken, one entry for each cell that is visited, in the order of the runs.
  ///   - sums: what is taken is added to the sums of the runs.
  package static func take(
    _ runs: CellRuns, from table: inout [Double], treated: [Double], shares: [Double], active: Int,
    taken: inout [Double], sums: inout [Double]
  ) {
    runs.check(table: min(table.count, treated.count), sums: sums.count)
    precondition(
      shares.count >= runs.columnLimit && taken.count >= runs.cellCount,
      "\(shares.count) shares and \(taken.count) entries for \(runs.cellCount) cells")
    unsafe table.withUnsafeMutableBufferPointer { table in
      unsafe treated.withUnsafeBufferPointer { treated in
        unsafe shares.withUnsafeBufferPointer { shares in
          unsafe taken.withUnsafeMutableBufferPointer { taken in
            unsafe sums.withUnsafeMutableBufferPointer { sums in
              unsafe runs.with { runs, count in
                unsafe sim_take_runs(
                  table.baseAddress, treated.baseAddress, runs, count, active, shares.baseAddress,
                  taken.baseAddress, sums.baseAddress)
              }
            }
          }
        }
      }
    }
  }

  /// Adds a share of what was taken from runs to other cells, and to what is treated of these.
  ///
  /// - Parameters:
  ///   - taken: what ``take(_:from:treated:shares:active:taken:sums:)`` left.
  ///   - runs: the runs that it was taken from.
  ///   - targets: the first cell that each run moves to, such that all of them lie in the table.
  ///   - share: the share of what was taken.
  ///   - active: the number of leading columns that are visited.
  ///   - table: the cells.
  ///   - treated: what is treated of them, same shape.
  package static func move(
    _ taken: [Double], of runs: CellRuns, to targets: [Int], times share: Double, active: Int,
    table: inout [Double], treated: inout [Double]
  ) {
    let cells = min(table.count, treated.count)
    precondition(taken.count >= runs.cellCount && targets.count == runs.count)
    for run in targets.indices { precondition(targets[run] >= 0 && targets[run] + runs[run].count <= cells) }
    unsafe taken.withUnsafeBufferPointer { taken in
      unsafe targets.withUnsafeBufferPointer { targets in
        unsafe table.withUnsafeMutableBufferPointer { table in
          unsafe treated.withUnsafeMutableBufferPointer { treated in
            unsafe runs.with { runs, count in
              unsafe sim_move_runs(
                taken.baseAddress, runs, targets.baseAddress, count, active, share, table.baseAddress,
                treated.baseAddress)
            }
          }
        }
      }
    }
  }

  /// Finds per column the difference of two tables that is largest in size: found - expected, rows x columns.
  ///
  /// - Parameters:
  ///   - expected: a table whose rows have as many columns as `worst`.
  ///   - found: the same shape.
  ///   - worst: the largest differences so far, one per column; a larger one takes their place, the first of equal ones and
  ///     the first that is not a number stay.
  package static func findWorst(_ expected: [Double], _ found: [Double], into worst: inout [Double]) {
    guard !worst.isEmpty else { return }
    precondition(
      expected.count == found.count && expected.count % worst.count == 0,
      "\(expected.count) and \(found.count) entries in rows of \(worst.count)")
    let rows = expected.count / worst.count
    unsafe expected.withUnsafeBufferPointer { expected in
      unsafe found.withUnsafeBufferPointer { found in
        unsafe worst.withUnsafeMutableBufferPointer { worst in
          unsafe sim_find_worst(
            expected.baseAddress, found.baseAddress, rows, worst.count, worst.baseAddress)
        }
      }
    }
  }

  /// Writes values one after the other again and again: row(i) = values(i mod width), i < times x width.
  package static func `repeat`(_ values: [Double], times: Int, into row: inout [Double]) {
    precondition(row.count >= times * values.count, "\(times) x \(values.count) values for \(row.count)")
    let from = values.span
    var to = row.mutableSpan
    var cell = 0
    for _ in 0..<times {
      for position in from.indices {
        to[cell] = from[position]
        cell += 1
      }
    }
  }

  /// Adds up groups of neighbouring entries: sums(i) += sum over the groups of values(group width + i).
  package static func fold(_ values: [Double], _ range: Range<Int>, to sums: inout [Double]) {
    guard !sums.isEmpty else { return }
    precondition(
      range.lowerBound >= 0 && range.upperBound <= values.count && range.count % sums.count == 0,
      "\(range) of \(values.count) entries are no groups of \(sums.count)")
    unsafe values.withUnsafeBufferPointer { values in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        guard let from = values.baseAddress, let to = sums.baseAddress else { return }
        unsafe sim_fold(from + range.lowerBound, range.count / sums.count, sums.count, to)
      }
    }
  }

  /// Adds up groups of neighbouring entries from one on: sums(i) += sum over g of values(start + g width + i).
  ///
  /// - Parameters:
  ///   - values: what is added up.
  ///   - start: the first entry.
  ///   - groups: the number of groups, 0 or more.
  ///   - sums: what is added to.
  ///   - part: the entries of the sums that are meant, as many as a group has.
  package static func fold(
    _ values: [Double], from start: Int, groups: Int, to sums: inout [Double], _ part: Range<Int>
  ) {
    precondition(
      start >= 0 && groups >= 0 && start + groups * part.count <= values.count && part.lowerBound >= 0
        && part.upperBound <= sums.count,
      "\(groups) groups of \(part.count) from \(start) on do not fit \(values.count) entries and "
        + "\(sums.count) sums")
    guard !part.isEmpty else { return }
    unsafe values.withUnsafeBufferPointer { values in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        guard let from = values.baseAddress, let to = sums.baseAddress else { return }
        unsafe sim_fold(from + start, groups, part.count, to + part.lowerBound)
      }
    }
  }
}

extension CellRuns {
  /// Calls a function with the runs as the kernels read them.
  fileprivate func with(_ body: (UnsafePointer<sim_run>?, Int) -> Void) {
    unsafe entries.withUnsafeBytes { bytes in
      let runs = unsafe bytes.assumingMemoryBound(to: sim_run.self)
      unsafe body(runs.baseAddress, count)
    }
  }

  /// Stops on tables and sums that the runs do not fit: a defect of this library.
  fileprivate func check(table: Int, sums: Int) {
    precondition(
      table >= tableLimit && sums >= sumLimit,
      "runs of \(tableLimit) cells and \(sumLimit) sums for \(table) and \(sums)")
  }
}
