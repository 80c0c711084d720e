internal import CSimMath

/// Per line of a table the line of sums or factors that belongs to it.
package struct LineGroups: Sendable, Equatable {
  /// The positions, one per line of the table.
  package let positions: [Int]
  /// How many lines of sums they need.
  let count: Int

  package init(_ positions: [Int]) {
    precondition(positions.allSatisfy { $0 >= 0 }, "a line has no group")
    self.positions = positions
    count = (positions.max() ?? -1) + 1
  }
}

extension VectorMath {
  /// The number of cells of a line of `width` cells that is filled up to whole vectors.
  package static func padded(_ width: Int) -> Int {
    (width + LaneRows.lanes - 1) / LaneRows.lanes * LaneRows.lanes
  }

  /// Adds up every row: sums(row) = sum of the `width` entries of the row.
  ///
  /// - Parameters:
  ///   - cells: what is added up.
  ///   - start: the first entry of the first row.
  ///   - width: the number of entries of a row.
  ///   - sums: one per row, overwritten.
  package static func sumRows(_ cells: [Double], from start: Int = 0, width: Int, into sums: inout [Double]) {
    precondition(
      start >= 0 && width >= 0 && start + width * sums.count <= cells.count,
      "\(sums.count) rows of \(width) from \(start) on do not fit \(cells.count) entries")
    unsafe cells.withUnsafeBufferPointer { cells in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        guard let cells = cells.baseAddress, let to = sums.baseAddress else { return }
        unsafe sim_sum_rows(cells + start, sums.count, width, to)
      }
    }
  }

  /// Adds up every row with weights: sums(row) = sum of the `width` entries of the row, each times its weight.
  ///
  /// - Parameters:
  ///   - cells: what is added up.
  ///   - start: the first entry of the first row.
  ///   - weights: one per entry of a row.
  ///   - sums: one per row, overwritten.
  package static func weighRows(
    _ cells: [Double], from start: Int = 0, by weights: [Double], into sums: inout [Double]
  ) {
    precondition(
      start >= 0 && start + weights.count * sums.count <= cells.count,
      "\(sums.count) rows of \(weights.count) from \(start) on do not fit \(cells.count) entries")
    unsafe cells.withUnsafeBufferPointer { cells in
      unsafe weights.withUnsafeBufferPointer { weights in
        unsafe sums.withUnsafeMutableBufferPointer { sums in
          guard let cells = cells.baseAddress, let by = weights.baseAddress, let to = sums.baseAddress
          else { return }
          unsafe sim_weigh_rows(cells + start, by, sums.count, weights.count, to)
        }
      }
    }
  }

  /// Adds every line of a table to a line of sums.
  ///
  /// - Parameters:
  ///   - cells: lines x `width`.
  ///   - width: the number of cells of a line, as ``padded(_:)`` gives it.
  ///   - groups: per line of the table its line of sums.
  ///   - sums: lines of sums x `width`.
  package static func addLines(
    _ cells: [Double], width: Int, _ groups: LineGroups, to sums: inout [Double]
  ) {
    check(groups, cells: cells.count, width: width, sums: sums.count)
    unsafe cells.withUnsafeBufferPointer { cells in
      unsafe groups.positions.withUnsafeBufferPointer { groups in
        unsafe sums.withUnsafeMutableBufferPointer { sums in
          unsafe sim_add_lines(
            cells.baseAddress, groups.count, width, groups.baseAddress, sums.baseAddress)
        }
      }
    }
  }

  /// Multiplies every line of a table by a line of factors and adds it to a line of sums.
  ///
  /// - Parameters:
  ///   - cells: lines x `width`.
  ///   - width: the number of cells of a line, as ``padded(_:)`` gives it.
  ///   - factors: lines of factors x `width`.
  ///   - groups: per line of the table its line of factors.
  ///   - next: per line of the table its line of sums.
  ///   - sums: lines of sums x `width`.
  package static func scaleLines(
    _ cells: inout [Double], width: Int, by factors: [Double], _ groups: LineGroups,
    adding next: LineGroups, to sums: inout [Double]
  ) {
    check(groups, cells: cells.count, width: width, sums: factors.count)
    check(next, cells: cells.count, width: width, sums: sums.count)
    unsafe cells.withUnsafeMutableBufferPointer { cells in
      unsafe groups.positions.withUnsafeBufferPointer { groups in
        unsafe next.positions.withUnsafeBufferPointer { next in
          unsafe factors.withUnsafeBufferPointer { factors in
            unsafe sums.withUnsafeMutableBufferPointer { sums in
              unsafe sim_scale_lines(
                cells.baseAddress, groups.count, width, groups.baseAddress, factors.baseAddress,
                next.baseAddress, sums.baseAddress)
            }
          }
        }
      }
    }
  }

  /// Stops on lines that do not fit their arrays: a defect of this library.
  private static func check(_ groups: LineGroups, cells: Int, width: Int, sums: Int) {
    precondition(
      width % LaneRows.lanes == 0 && cells == groups.positions.count * width && groups.count * width <= sums,
      "\(cells) cells in \(groups.positions.count) lines of \(width) do not fit \(sums) sums")
  }

  /// Divides the amount of every column over the rows in proportion to factor(row) weight(row, column).
  ///
  ///     perBid(c) = amount(c) / sum over r of factor(r) weight(r, c),   sums(r) = factor(r) sum of weight(r, c) perBid(c)
  ///
  /// - Parameters:
  ///   - weights: rows x columns, 0 or more.
  ///   - factors: one per row, 0 or more.
  ///   - amounts: one per column, as many as ``padded(_:)`` gives.
  ///   - perBid: one per column, overwritten; 0 where no row bids.
  ///   - sums: what every row gets, overwritten.
  package static func shareOut(
    _ weights: [Double], _ factors: [Double], _ amounts: [Double], perBid: inout [Double],
    sums: inout [Double]
  ) {
    precondition(
      amounts.count % LaneRows.lanes == 0 && weights.count == factors.count * amounts.count
        && perBid.count == amounts.count && sums.count == factors.count,
      "\(weights.count) weights for \(factors.count) rows x \(amounts.count) columns")
    unsafe weights.withUnsafeBufferPointer { weights in
      unsafe factors.withUnsafeBufferPointer { factors in
        unsafe amounts.withUnsafeBufferPointer { amounts in
          unsafe perBid.withUnsafeMutableBufferPointer { perBid in
            unsafe sums.withUnsafeMutableBufferPointer { sums in
              unsafe sim_share_out(
                weights.baseAddress, factors.baseAddress, amounts.baseAddress, factors.count, amounts.count,
                perBid.baseAddress, sums.baseAddress)
            }
          }
        }
      }
    }
  }

  /// Adds up the cells of every row over groups of neighbouring columns, and the same with weights.
  ///
  ///     sums(r, i) = sum over the groups g of cell(r, g, i),   weighed(r, i) = sum of cell(r, g, i) weight(t, g, i)
  ///
  /// - Parameters:
  ///   - table: rows x (groups x `width`).
  ///   - rows: per row the columns that may not be zero.
  ///   - active: the number of leading columns that are visited, whole groups.
  ///   - weights: t is the row divided by `rowsPerWeight`: rows / `rowsPerWeight` x (groups x `width`).
  ///   - rowsPerWeight: how many rows share their weights.
  ///   - sums: rows x `width`, overwritten.
  ///   - weighed: the same shape, overwritten.
  package static func weigh(
    _ table: [Double], _ rows: RowRuns, active: Int, weights: [Double], rowsPerWeight: Int,
    sums: inout [Double], weighed: inout [Double]
  ) {
    guard rows.rowCount > 0, rows.columns > 0 else { return }
    let width = sums.count / rows.rowCount
    precondition(
      table.count == rows.rowCount * rows.columns && sums.count == rows.rowCount * width
        && weighed.count == sums.count && rows.columns % width == 0 && active % width == 0
        && active <= rows.columns && weights.count * rowsPerWeight == table.count,
      "\(table.count) cells and \(weights.count) weights for \(rows.rowCount) rows of \(rows.columns)")
    unsafe table.withUnsafeBufferPointer { table in
      unsafe weights.withUnsafeBufferPointer { weights in
        unsafe sums.withUnsafeMutableBufferPointer { sums in
          unsafe weighed.withUnsafeMutableBufferPointer { weighed in
            guard let table = table.baseAddress, let weights = weights.baseAddress,
              let sums = sums.baseAddress, let weighed = weighed.baseAddress
            else { return }
            for row in 0..<rows.rowCount {
              let reached = rows.span(row)
              let first = reached.lowerBound / width * width
              let groups = max(0, (min(reached.upperBound, active) - first + width - 1) / width)
              unsafe sim_weigh(
                table + row * rows.columns + first,
                weights + row / rowsPerWeight * rows.columns + first, groups, width, sums + row * width,
                weighed + row * width)
            }
          }
        }
      }
    }
  }
}
