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
        unsafe CohortProblem.with(inflow, .shares(shares), years, stocks, stock, outflow) { problem in
          Blocks.run(problem.blocks(CohortProblem.stocksPerTable), threads) { problem.writeTables($0) }
        }
      }
    }
  }
}

extension CohortProblem {
  /// Writes the cohort tables of the blocks that a lane is given.
  func writeTables(_ next: () -> Range<Int>?) {
    let columns = CohortColumns(years, Self.stocksPerTable, sharesInflow: sharesInflow)
    let tables = LaneRows(3 * years * Self.stocksPerTable / LaneRows.lanes)
    var isFirst = true
    while let block = next() {
      let given = unsafe tables.start
      let kept = unsafe given + years * block.count
      let lost = unsafe kept + years * block.count
      gather(block, columns, isFirst: isFirst)
      isFirst = false
      for first in stride(from: 0, to: block.count, by: LaneRows.lanes) {
        let (count, group) = (min(LaneRows.lanes, block.count - first), first / LaneRows.lanes)
        unsafe sim_lost(columns.kept(group), columns.lost.row(Self.lead), years)
        unsafe sim_scatter(columns.inflow(group), years, count, given + first, block.count, 0)
        unsafe sim_scatter(columns.kept(group), years, count, kept + first, block.count, 0)
        unsafe sim_scatter(columns.lost.row(Self.lead), years, count, lost + first, block.count, 0)
      }
      unsafe sim_cohort_tables(
        given, kept, lost, years, block.count, stocks, stock + block.lowerBound, outflow + block.lowerBound)
    }
  }
}
