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
          Blocks.run(problem.blocks(CohortProblem.stocksPerTable), threads) { problem.writeTables($0) }
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
          for (part, blocks) in problem.partsOfSums {
            Blocks.run(blocks, threads) { problem.addGroups(bounds, part, $0) }
          }
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
  static let stocksPerSum = 4 * LaneRows.lanes
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

  /// Which of the two results is computed.
  enum Part: Sendable { case both, stock, outflow }

  /// The stocks in blocks of a size, of whole lines of the tables.
  func blocks(_ size: Int) -> ColumnBlocks { unsafe ColumnBlocks(stocks, size: size, of: stock) }

  /// The results with the blocks that each is computed in: both at once where their rows start at the same place of a line
  /// of the caches, else one after the other, for a line that is written in two parts takes far longer.
  var partsOfSums: [(part: Part, blocks: ColumnBlocks)] {
    let own = blocks(Self.stocksPerSum)
    let other = unsafe ColumnBlocks(stocks, size: Self.stocksPerSum, of: outflow)
    return own.lead == other.lead ? [(.both, own)] : [(.stock, own), (.outflow, other)]
  }

  /// Writes the cohort tables of the blocks that a lane is given.
  func writeTables(_ next: () -> Range<Int>?) {
    let columns = Columns(years, Self.stocksPerTable, sharesInflow: sharesInflow)
    let tables = LaneRows(3 * years * Self.stocksPerTable / LaneRows.lanes)
    while let block = next() {
      let given = unsafe tables.start
      let kept = unsafe given + years * block.count
      let lost = unsafe kept + years * block.count
      gather(block, columns)
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

  /// Writes the sums of groups of cohorts of the blocks that a lane is given.
  func addGroups(_ bounds: [Int], _ part: Part, _ next: () -> Range<Int>?) {
    let columns = Columns(years, Self.stocksPerSum, sharesInflow: sharesInflow)
    let (groups, lead, lost) = unsafe (bounds.count / 2, Self.lead * LaneRows.lanes, columns.lost.start)
    let limits = bounds.map { size_t($0) }
    unsafe limits.withUnsafeBufferPointer { limits in
      while let block = next() {
        gather(block, columns)
        for first in stride(from: block.lowerBound, to: block.upperBound, by: LaneRows.lanes) {
          let group = (first - block.lowerBound) / LaneRows.lanes
          let (kept, inflow) = unsafe (columns.kept(group), columns.inflow(group))
          let count = min(LaneRows.lanes, block.upperBound - first)
          if part != .outflow {
            unsafe sim_group_cohorts(
              kept - lead, inflow, years, limits.baseAddress, groups, stock + first, stocks, count)
          }
          guard part != .stock else { continue }
          unsafe sim_lost(kept, lost + lead, years)
          unsafe sim_group_cohorts(
            lost, inflow, years, limits.baseAddress, groups, outflow + first, stocks, count)
        }
      }
    }
  }

  /// Fills the columns of a block of stocks.
  private func gather(_ block: Range<Int>, _ columns: borrowing Columns) {
    let first = block.lowerBound
    unsafe sim_gather(
      shares + first, stocks, block.count, years, columns.kept(0), columns.apart * LaneRows.lanes)
    guard sharesInflow else {
      return unsafe sim_gather(
        inflow + first, stocks, block.count, years, columns.inflow(0), years * LaneRows.lanes)
    }
    for year in 0..<years {
      unsafe columns.inflow(0).advanced(by: year * LaneRows.lanes)
        .update(repeating: inflow[year], count: LaneRows.lanes)
    }
  }
}

/// Inflow, survival and what is lost by age of stocks, eight in a group; the last two with rows of zeros around each group.
private struct Columns: ~Copyable {
  /// The rows from one group of survival to the next: the zeros after one are those before the next.
  let apart: Int
  let lost: LaneRows
  private let given: LaneRows
  private let givenApart: Int
  private let shares: LaneRows

  init(_ years: Int, _ stocks: Int, sharesInflow: Bool) {
    let groups = stocks / LaneRows.lanes
    apart = years + CohortProblem.lead
    lost = LaneRows(years + 2 * CohortProblem.lead)
    given = LaneRows(sharesInflow ? years : years * groups)
    givenApart = sharesInflow ? 0 : years
    shares = LaneRows(apart * groups + CohortProblem.lead)
  }

  /// The inflow of a group of stocks, `[year][lane]`.
  func inflow(_ group: Int) -> UnsafeMutablePointer<Double> { unsafe given.row(group * givenApart) }

  /// The survival of a group of stocks, `[age][lane]`.
  func kept(_ group: Int) -> UnsafeMutablePointer<Double> {
    unsafe shares.row(CohortProblem.lead + group * apart)
  }
}
