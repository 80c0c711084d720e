/// Stock and outflow by cohort, for every period and stock.
///
/// A packed triangle, `[period][cohort up to the period][stock]`, row-major: period t has `historicCount + t + 1`
/// cohorts, those of the initial stock first.
public struct CohortTables: Sendable, Equatable {
  /// The number of periods.
  public let periodCount: Int
  /// The number of cohorts of the initial stock.
  public let historicCount: Int
  /// The number of stocks.
  public let stockCount: Int
  /// What is present at the end of each period, in items.
  public internal(set) var stocks: [Double]
  /// What leaves in each period, in items per year.
  public internal(set) var outflows: [Double]

  /// Makes tables of packed arrays, each as long as the triangle.
  package init(
    periodCount: Int, historicCount: Int, stockCount: Int, stocks: [Double], outflows: [Double]
  ) {
    let length = Self.offset(periodCount, historicCount) * stockCount
    precondition(
      stocks.count == length && outflows.count == length,
      "\(stocks.count) and \(outflows.count) entries do not fill tables of \(length)")
    self.periodCount = periodCount
    self.historicCount = historicCount
    self.stockCount = stockCount
    self.stocks = stocks
    self.outflows = outflows
  }

  /// Makes tables of zeros.
  init(periodCount: Int, historicCount: Int, stockCount: Int) {
    let length = Self.offset(periodCount, historicCount) * stockCount
    self.init(
      periodCount: periodCount, historicCount: historicCount, stockCount: stockCount,
      stocks: Array(repeating: 0, count: length), outflows: Array(repeating: 0, count: length))
  }

  /// The number of cohorts that have entered by the end of a period.
  public func cohortCount(period: Int) -> Int { historicCount + period + 1 }

  /// What is present of a cohort at the end of a period, in items; 0 before the cohort enters.
  ///
  /// - Parameters:
  ///   - period: the position of the period, from 0.
  ///   - cohort: the position of the cohort, those of the initial stock first.
  ///   - stock: the position of the stock, from 0.
  /// - Returns: items, 0 or more.
  public func stock(period: Int, cohort: Int, stock: Int = 0) -> Double {
    index(period, cohort, stock).map { stocks[$0] } ?? 0
  }

  /// What leaves of a cohort in a period, in items per year; 0 before the cohort enters.
  ///
  /// - Parameters:
  ///   - period: the position of the period, from 0.
  ///   - cohort: the position of the cohort, those of the initial stock first.
  ///   - stock: the position of the stock, from 0.
  /// - Returns: items per year.
  public func outflow(period: Int, cohort: Int, stock: Int = 0) -> Double {
    index(period, cohort, stock).map { outflows[$0] } ?? 0
  }

  func index(_ period: Int, _ cohort: Int, _ stock: Int) -> Int? {
    precondition(
      (0..<periodCount).contains(period) && (0..<stockCount).contains(stock) && cohort >= 0
        && cohort < historicCount + periodCount,
      "period \(period), cohort \(cohort), stock \(stock) of \(periodCount) periods, "
        + "\(historicCount) + \(periodCount) cohorts and \(stockCount) stocks")
    guard cohort < cohortCount(period: period) else { return nil }
    return (Self.offset(period, historicCount) + cohort) * stockCount + stock
  }

  /// The number of cohorts of all periods before one.
  private static func offset(_ period: Int, _ historicCount: Int) -> Int {
    period * historicCount + period * (period + 1) / 2
  }
}
