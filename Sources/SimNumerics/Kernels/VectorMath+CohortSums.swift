internal import CSimMath

extension VectorMath {
  /// Adds up the cells of groups of cohorts, each cell made once.
  ///
  ///     stock(t, g) = sum over the cohorts c <= t of group g of stock(t, c),   the same for the outflow
  ///
  /// with the cells of ``writeCohortTables(inflow:shares:years:stocks:stock:outflow:threads:)``.
  ///
  /// - Parameters:
  ///   - groups: the first cohort of every group and the one after its last, within `0...years`.
  ///   - inflow: `years x stocks`, or `years` numbers that all stocks share.
  ///   - survival: where the survival by age comes from.
  ///   - years: the number of years.
  ///   - stocks: the number of stocks.
  ///   - stock: `[year][group][stock]`, overwritten.
  ///   - outflow: the same shape, overwritten.
  ///   - threads: how many groups of stocks may run side by side, 1 or more.
  /// - Returns: the least and the greatest of all inflows, shares that survive and zero, as ``extent(of:)`` gives them;
  ///   both zero where there is nothing to add up.
  @discardableResult
  package static func addCohorts(
    _ groups: [Range<Int>], inflow: [Double], survival: AgeSurvival, years: Int, stocks: Int,
    stock: inout [Double], outflow: inout [Double], threads: Int = 1
  ) -> (least: Double, greatest: Double) {
    let length = years * groups.count * stocks
    precondition(
      stock.count == length && outflow.count == length
        && groups.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= years },
      "\(groups.count) groups within \(years) years, sums of \(stock.count) and \(outflow.count) entries")
    guard length > 0 else { return (0, 0) }
    let bounds = groups.flatMap { [$0.lowerBound, $0.upperBound] }
    var extents = [Double](repeating: 0, count: CohortSumming.extents(stocks))
    unsafe stock.withUnsafeMutableBufferPointer { stock in
      unsafe outflow.withUnsafeMutableBufferPointer { outflow in
        unsafe extents.withUnsafeMutableBufferPointer { extents in
          unsafe CohortProblem.with(inflow, survival, years, stocks, stock, outflow) { problem in
            for (part, blocks) in problem.partsOfSums {
              let sums = unsafe CohortSumming(
                problem: problem, bounds: bounds, part: part, blocks: blocks, extents: extents)
              Blocks.run(blocks, threads) { sums.run($0) }
            }
          }
        }
      }
    }
    return extent(of: extents)
  }
}

extension CohortProblem {
  /// Which of the two results is computed.
  fileprivate enum Part: Sendable { case both, stock, outflow }

  /// The results with the blocks that each is computed in: both at once where their rows start at the same place of a line
  /// of the caches, else one after the other, for a line that is written in two parts takes far longer.
  fileprivate var partsOfSums: [(part: Part, blocks: ColumnBlocks)] {
    let own = blocks(Self.stocksPerSum)
    let other = unsafe ColumnBlocks(stocks, size: Self.stocksPerSum, of: outflow)
    return own.lead == other.lead ? [(.both, own)] : [(.stock, own), (.outflow, other)]
  }
}

/// Sums of groups of cohorts; blocks write to parts that do not overlap, hence safe to share.
@safe private struct CohortSumming: @unchecked Sendable {
  let problem: CohortProblem
  /// The first cohort of every group and the one after its last.
  let bounds: [Int]
  let part: CohortProblem.Part
  let blocks: ColumnBlocks
  /// The least and the greatest inflow and share that survives, four numbers for each block.
  let extents: UnsafeMutableBufferPointer<Double>

  /// The room for the extents of all blocks; the columns before the first line of the caches are one block more.
  static func extents(_ stocks: Int) -> Int {
    ((stocks + CohortProblem.stocksPerSum - 1) / CohortProblem.stocksPerSum + 1) * 4
  }

  /// Writes the sums of the blocks that a lane is given.
  func run(_ next: () -> Range<Int>?) {
    let columns = CohortColumns(
      problem.years, CohortProblem.stocksPerSum, sharesInflow: problem.sharesInflow)
    let limits = bounds.map { size_t($0) }
    var isFirst = true
    while let block = next() {
      problem.gather(block, columns, isFirst: isFirst)
      isFirst = false
      record(block, columns)
      for first in stride(from: block.lowerBound, to: block.upperBound, by: LaneRows.lanes) {
        addUp(
          limits, columns, (first - block.lowerBound) / LaneRows.lanes,
          first..<min(first + LaneRows.lanes, block.upperBound))
      }
    }
  }

  /// Writes the sums of eight stocks or fewer.
  private func addUp(
    _ limits: [size_t], _ columns: borrowing CohortColumns, _ group: Int, _ range: Range<Int>
  ) {
    let lead = CohortProblem.lead * LaneRows.lanes
    let (years, stride, groups) = (problem.years, problem.stocks, limits.count / 2)
    let (kept, inflow, lost) = unsafe (columns.kept(group), columns.inflow(group), columns.lost.start)
    unsafe limits.withUnsafeBufferPointer { limits in
      let limits = limits.baseAddress
      if part != .outflow {
        unsafe sim_group_cohorts(
          kept - lead, inflow, years, limits, groups, problem.stock + range.lowerBound, stride, range.count)
      }
      guard part != .stock else { return }
      unsafe sim_lost(kept, lost + lead, years)
      unsafe sim_group_cohorts(
        lost, inflow, years, limits, groups, problem.outflow + range.lowerBound, stride, range.count)
    }
  }

  /// Notes the least and the greatest of what a block is made of.
  private func record(_ block: Range<Int>, _ columns: borrowing CohortColumns) {
    guard let start = unsafe extents.baseAddress else { return }
    let (extent, lanes) = unsafe (start + blocks.block(from: block.lowerBound) * 4, LaneRows.lanes)
    let used = (block.count + lanes - 1) / lanes
    let inflowRows = min(columns.inflowRows, used * problem.years)
    unsafe sim_extent(columns.inflow(0), inflowRows * lanes, extent, extent + 1)
    // The zeros between the groups are read too, which changes no extent.
    unsafe sim_extent(
      columns.kept(0), ((used - 1) * columns.apart + problem.years) * lanes, extent + 2, extent + 3)
  }
}
