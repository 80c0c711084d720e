internal import CSimMath

/// What is present and what leaves by cohort, for many stocks whose survival depends on age alone.
///
///     stock(t, c) = inflow(c) S(t - c),   outflow(t, c) = inflow(c) (S(t - c - 1) - S(t - c)),   S(-1) = 1
///
/// Nothing of it is kept: the inflow and the survival are, and the cells are made of them on demand.
extension VectorMath {
  /// Writes all cells, each once.
  ///
  /// - Parameters:
  ///   - inflow: `years x stocks`, or `years` numbers that all stocks share.
  ///   - shares: S by age, `years x stocks`.
  ///   - years: the number of years.
  ///   - stocks: the number of stocks.
  ///   - stock: a packed triangle, `[year][cohort up to the year][stock]`, overwritten.
  ///   - outflow: the same shape, overwritten.
  ///   - threads: how many groups of stocks may run side by side, 1 or more.
  package static func writeCohortTables(
    inflow: [Double], shares: [Double], years: Int, stocks: Int, stock: inout [Double],
    outflow: inout [Double], threads: Int = 1
  ) {
    let length = years * (years + 1) / 2 * stocks
    precondition(
      stock.count == length && outflow.count == length,
      "tables of \(stock.count) and \(outflow.count) entries where \(length) are written")
    guard length > 0 else { return }
    unsafe stock.withUnsafeMutableBufferPointer { stock in
      unsafe outflow.withUnsafeMutableBufferPointer { outflow in
        unsafe CohortProblem.with(inflow, shares, years, stocks, stock, outflow) { problem in
          Blocks.run(stocks, CohortProblem.stocksPerTable, threads) { problem.writeTables($0) }
        }
      }
    }
  }

  /// Adds up the cells of groups of cohorts, each cell read once.
  ///
  ///     stock(t, g) = sum over the cohorts c <= t of group g of stock(t, c),   the same for the outflow
  ///
  /// - Parameters:
  ///   - groups: the first cohort of every group and the one after its last, within `0...years`.
  ///   - inflow: `years x stocks`, or `years` numbers that all stocks share.
  ///   - shares: S by age, `years x stocks`.
  ///   - years: the number of years.
  ///   - stocks: the number of stocks.
  ///   - stock: `[year][group][stock]`, overwritten.
  ///   - outflow: the same shape, overwritten.
  ///   - threads: how many groups of stocks may run side by side, 1 or more.
  package static func addCohorts(
    _ groups: [Range<Int>], inflow: [Double], shares: [Double], years: Int, stocks: Int,
    stock: inout [Double], outflow: inout [Double], threads: Int = 1
  ) {
    let length = years * groups.count * stocks
    precondition(
      stock.count == length && outflow.count == length
        && groups.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= years },
      "\(groups.count) groups within \(years) years, sums of \(stock.count) and \(outflow.count) entries")
    guard length > 0 else { return }
    let bounds = groups.flatMap { [$0.lowerBound, $0.upperBound] }
    unsafe stock.withUnsafeMutableBufferPointer { stock in
      unsafe outflow.withUnsafeMutableBufferPointer { outflow in
        unsafe CohortProblem.with(inflow, shares, years, stocks, stock, outflow) { problem in
          Blocks.run(stocks, CohortProblem.stocksPerSum, threads) { problem.addGroups(bounds, $0) }
        }
      }
    }
  }
}

/// Many stocks and where their cohorts go; groups write to parts that do not overlap, hence safe to share.
@safe private struct CohortProblem: @unchecked Sendable {
  /// Stocks of a unit of work on tables: whole cache lines, and survival and inflow of all stay in the cache.
  static let stocksPerTable = 16 * LaneRows.lanes
  /// Stocks of a unit of work on sums: rows of some cache lines.
  static let stocksPerSum = 8 * LaneRows.lanes
  static let lead = Int(SIM_LEAD)

  let inflow: UnsafePointer<Double>
  let sharesInflow: Bool
  let shares: UnsafePointer<Double>
  let years: Int
  let stocks: Int
  let stock: UnsafeMutablePointer<Double>
  let outflow: UnsafeMutablePointer<Double>

  /// Calls a function with a problem of one stock or more and one year or more.
  static func with(
    _ inflow: [Double], _ shares: [Double], _ years: Int, _ stocks: Int,
    _ stock: UnsafeMutableBufferPointer<Double>, _ outflow: UnsafeMutableBufferPointer<Double>,
    _ body: (Self) -> Void
  ) {
    precondition(
      shares.count == years * stocks && (inflow.count == shares.count || inflow.count == years),
      "\(inflow.count) inflows and \(shares.count) shares for \(years) years x \(stocks) stocks")
    unsafe inflow.withUnsafeBufferPointer { values in
      unsafe shares.withUnsafeBufferPointer { kept in
        guard let inflow = values.baseAddress, let shares = kept.baseAddress,
          let stock = stock.baseAddress, let outflow = outflow.baseAddress
        else { return }
        unsafe body(
          Self(
            inflow: inflow, sharesInflow: values.count != kept.count, shares: shares, years: years,
            stocks: stocks, stock: stock, outflow: outflow))
      }
    }
  }

  /// Writes the cohort tables of the blocks that a lane is given.
  func writeTables(_ next: () -> Range<Int>?) {
    let rows = Columns(years)
    let tables = LaneRows(3 * years * Self.stocksPerTable / LaneRows.lanes)
    while let block = next() {
      let given = unsafe tables.start
      let kept = unsafe given + years * block.count
      let lost = unsafe kept + years * block.count
      for first in stride(from: block.lowerBound, to: block.upperBound, by: LaneRows.lanes) {
        let (count, column) = (min(LaneRows.lanes, stocks - first), first - block.lowerBound)
        gather(first, count, rows)
        unsafe sim_scatter(rows.inflow.start, years, count, given + column, block.count, 0)
        unsafe sim_scatter(rows.kept.row(Self.lead), years, count, kept + column, block.count, 0)
        unsafe sim_scatter(rows.lost.row(Self.lead), years, count, lost + column, block.count, 0)
      }
      unsafe sim_cohort_tables(
        given, kept, lost, years, block.count, stocks, stock + block.lowerBound, outflow + block.lowerBound)
    }
  }

  /// Writes the sums of groups of cohorts of the blocks that a lane is given.
  func addGroups(_ bounds: [Int], _ next: () -> Range<Int>?) {
    let (groups, batches) = (bounds.count / 2, Self.stocksPerSum / LaneRows.lanes)
    let rows = Columns(years)
    let present = LaneRows(batches * years * groups)
    let leaving = LaneRows(batches * years * groups)
    let limits = bounds.map { size_t($0) }
    unsafe limits.withUnsafeBufferPointer { limits in
      while let block = next() {
        for first in stride(from: block.lowerBound, to: block.upperBound, by: LaneRows.lanes) {
          gather(first, min(LaneRows.lanes, stocks - first), rows)
          let row = (first - block.lowerBound) / LaneRows.lanes * years * groups
          unsafe sim_group_cohorts(
            rows.kept.start, rows.inflow.start, years, limits.baseAddress, groups, present.row(row))
          unsafe sim_group_cohorts(
            rows.lost.start, rows.inflow.start, years, limits.baseAddress, groups, leaving.row(row))
        }
        let (count, place) = (block.count, block.lowerBound)
        unsafe sim_scatter(present.start, years * groups, count, stock + place, stocks, 1)
        unsafe sim_scatter(leaving.start, years * groups, count, outflow + place, stocks, 1)
      }
    }
  }

  /// Fills the columns of eight stocks from `first` on.
  private func gather(_ first: Int, _ count: Int, _ rows: borrowing Columns) {
    unsafe sim_gather(shares + first, stocks, count, years, rows.kept.row(Self.lead))
    unsafe sim_lost(rows.kept.row(Self.lead), rows.lost.row(Self.lead), years)
    guard sharesInflow else {
      return unsafe sim_gather(inflow + first, stocks, count, years, rows.inflow.start)
    }
    for year in 0..<years {
      unsafe rows.inflow.row(year).update(repeating: inflow[year], count: LaneRows.lanes)
    }
  }
}

/// Inflow, survival and what is lost by age of eight stocks; the last two with rows of zeros around them.
private struct Columns: ~Copyable {
  let inflow: LaneRows
  let kept: LaneRows
  let lost: LaneRows

  init(_ years: Int) {
    inflow = LaneRows(years)
    kept = LaneRows(years + 2 * CohortProblem.lead)
    lost = LaneRows(years + 2 * CohortProblem.lead)
  }
}
