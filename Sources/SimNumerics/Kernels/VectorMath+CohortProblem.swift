internal import CSimMath

/// Where the survival by age of many stocks comes from.
package enum AgeSurvival: Sendable {
  /// S of every age, `years x stocks`.
  case shares([Double])
  /// Lifetimes, one per stock or one that all share.
  case lifetimes(AgeLifetimes)
}

/// Many stocks and where their cohorts go; groups write to parts that do not overlap, hence safe to share.
@safe struct CohortProblem: @unchecked Sendable {
  /// Stocks of a unit of work on tables: whole cache lines, and survival and inflow of all stay in the cache.
  static let stocksPerTable = 16 * LaneRows.lanes
  /// Stocks of a unit of work on sums: rows of some cache lines.
  static let stocksPerSum = 4 * LaneRows.lanes
  static let lead = Int(SIM_LEAD)

  let inflow: UnsafePointer<Double>
  let sharesInflow: Bool
  private let shares: UnsafePointer<Double>?
  private let curves: SurvivalColumns?
  let years: Int
  let stocks: Int
  let stock: UnsafeMutablePointer<Double>
  let outflow: UnsafeMutablePointer<Double>

  /// Calls a function with a problem of one stock or more and one year or more.
  static func with(
    _ inflow: [Double], _ survival: AgeSurvival, _ years: Int, _ stocks: Int,
    _ stock: UnsafeMutableBufferPointer<Double>, _ outflow: UnsafeMutableBufferPointer<Double>,
    _ body: (Self) -> Void
  ) {
    precondition(
      inflow.count == years * stocks || inflow.count == years,
      "\(inflow.count) inflows for \(years) years x \(stocks) stocks")
    var (kept, curves) = ([Double](), SurvivalColumns?.none)
    switch survival {
    case .lifetimes(let lifetimes): curves = SurvivalColumns(lifetimes, years: years, stocks: stocks)
    case .shares(let shares):
      precondition(
        shares.count == years * stocks, "\(shares.count) shares for \(years) years x \(stocks) stocks")
      kept = shares
    }
    unsafe inflow.withUnsafeBufferPointer { values in
      unsafe kept.withUnsafeBufferPointer { kept in
        guard let inflow = values.baseAddress, let stock = stock.baseAddress,
          let outflow = outflow.baseAddress
        else { return }
        unsafe body(
          Self(
            inflow: inflow, sharesInflow: values.count != years * stocks, shares: kept.baseAddress,
            curves: curves, years: years, stocks: stocks, stock: stock, outflow: outflow))
      }
    }
  }

  /// The stocks in blocks of a size, of whole lines of the tables.
  func blocks(_ size: Int) -> ColumnBlocks { unsafe ColumnBlocks(stocks, size: size, of: stock) }

  /// Fills the columns of a block of stocks; those that all stocks share in the first block of a lane only.
  func gather(_ block: Range<Int>, _ columns: borrowing CohortColumns, isFirst: Bool) {
    gatherInflow(block, columns, isFirst: isFirst)
    guard let curves else {
      guard let shares = unsafe shares else { return }
      return unsafe sim_gather(
        shares + block.lowerBound, stocks, block.count, years, columns.kept(0),
        columns.apart * LaneRows.lanes)
    }
    guard isFirst || !curves.isShared else { return }
    let groups = curves.isShared ? columns.groups : (block.count + LaneRows.lanes - 1) / LaneRows.lanes
    for group in 0..<groups {
      unsafe curves.fill(columns.kept(group), block.lowerBound + group * LaneRows.lanes)
    }
  }

  private func gatherInflow(_ block: Range<Int>, _ columns: borrowing CohortColumns, isFirst: Bool) {
    guard sharesInflow else {
      return unsafe sim_gather(
        inflow + block.lowerBound, stocks, block.count, years, columns.inflow(0), years * LaneRows.lanes)
    }
    for year in 0..<(isFirst ? years : 0) {
      unsafe columns.inflow(0).advanced(by: year * LaneRows.lanes)
        .update(repeating: inflow[year], count: LaneRows.lanes)
    }
  }
}

/// Inflow, survival and what is lost by age of stocks, eight in a group; the last two with rows of zeros around each group.
struct CohortColumns: ~Copyable {
  /// The rows from one group of survival to the next: the zeros after one are those before the next.
  let apart: Int
  /// The number of groups.
  let groups: Int
  /// The rows of inflow: of all groups, or of the one that all share.
  let inflowRows: Int
  let lost: LaneRows
  private let given: LaneRows
  private let givenApart: Int
  private let shares: LaneRows

  init(_ years: Int, _ stocks: Int, sharesInflow: Bool) {
    groups = stocks / LaneRows.lanes
    apart = years + CohortProblem.lead
    lost = LaneRows(years + 2 * CohortProblem.lead)
    inflowRows = sharesInflow ? years : years * groups
    given = LaneRows(inflowRows)
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
