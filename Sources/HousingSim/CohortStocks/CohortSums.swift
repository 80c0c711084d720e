internal import SimNumerics

/// Stock and outflow by groups of cohorts, such as building periods, for every period and stock.
///
///     stock(t, g) = sum over the cohorts c <= t of group g of stock(t, c),   the same for the outflow
///
/// with stock(t, c), in items at the end of period t, and outflow(t, c), in items per year in period t, as
/// ``CohortTables`` has them.
public struct CohortSums: Sendable, Equatable {
  /// The number of periods.
  public private(set) var periodCount = 0
  /// The cohorts of every group, those of the initial stock first.
  public private(set) var groups: [Range<Int>] = []
  /// The number of stocks.
  public private(set) var stockCount = 0
  /// What is present at the end of each period, `[period][group][stock]`, row-major, in items.
  public internal(set) var stocks: [Double] = []
  /// What leaves in each period, `[period][group][stock]`, row-major, in items per year.
  public internal(set) var outflows: [Double] = []

  /// Makes sums of nothing, whose place others can take.
  public init() {}

  /// What is present of a group of cohorts at the end of a period.
  ///
  /// - Parameters:
  ///   - period: `0..<periodCount`.
  ///   - group: a position in `groups`.
  ///   - stock: `0..<stockCount`.
  /// - Returns: items; 0 before the first cohort of the group enters.
  public func stock(period: Int, group: Int, stock: Int = 0) -> Double { stocks[index(period, group, stock)] }

  /// What leaves of a group of cohorts in a period.
  ///
  /// - Parameters:
  ///   - period: `0..<periodCount`.
  ///   - group: a position in `groups`.
  ///   - stock: `0..<stockCount`.
  /// - Returns: items per year; 0 before the first cohort of the group enters.
  public func outflow(period: Int, group: Int, stock: Int = 0) -> Double {
    outflows[index(period, group, stock)]
  }

  /// Makes room for the sums of groups within `0..<cohortCount`: new arrays where those at hand have another length.
  ///
  /// All entries are still to be written.
  mutating func prepare(_ groups: [Range<Int>], cohortCount: Int, periodCount: Int, stockCount: Int) {
    precondition(
      groups.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= cohortCount },
      "groups \(groups) are not within \(cohortCount) cohorts")
    self.periodCount = periodCount
    self.groups = groups
    self.stockCount = stockCount
    let length = periodCount * groups.count * stockCount
    if stocks.count != length { stocks = VectorMath.unwritten(length) }
    if outflows.count != length { outflows = VectorMath.unwritten(length) }
  }

  private func index(_ period: Int, _ group: Int, _ stock: Int) -> Int {
    precondition(
      (0..<periodCount).contains(period) && groups.indices.contains(group)
        && (0..<stockCount).contains(stock),
      "period \(period), group \(group), stock \(stock) of \(periodCount) periods, \(groups.count) groups and "
        + "\(stockCount) stocks")
    return (period * groups.count + group) * stockCount + stock
  }
}
