/// The lifetimes of parallel stocks: shared or one per stock; constant, by cohort or by year.
///
/// By cohort, what entered in a year keeps its lifetime. By year, all cohorts have the survival ratios of the lifetime of
/// that year: sf(t, c) = sf(t-1, c) S_t(a(t)) / S_t(a(t-1)), as in flodym's `lt_factor_by_year` and in
/// dynamic_lifetime_model by period.
public struct StockLifetimes: Sendable, Equatable {
  /// On what the lifetimes depend.
  public enum Variation: Sendable, Equatable {
    /// On the stock only.
    case constant
    /// On the cohort: one row per cohort, those of the initial stock first.
    case byCohort
    /// On the year: one row per period.
    case byYear
  }

  /// On what the lifetimes depend.
  public let variation: Variation
  /// The lifetimes, rows x stocks; one row where they are constant.
  public let lifetimes: [Lifetime]
  /// The number of stocks, 1 where all stocks share the lifetimes.
  public let stockCount: Int
  /// Factors on the lifetimes by cohort, those of the initial stock first; empty for 1. Mean, standard deviation and
  /// scale are multiplied, a shape is not: S(a) becomes S(a / f).
  public var cohortFactors: [Double] = []
  /// Factors on the lifetimes by period, applied to survival ratios; empty for 1.
  public var yearFactors: [Double] = []

  /// Makes one constant lifetime that all stocks share.
  ///
  /// - Parameter lifetime: the lifetime.
  public init(_ lifetime: Lifetime) { self.init(byStock: [lifetime]) }

  /// Makes constant lifetimes, one for each stock.
  ///
  /// - Parameter lifetimes: one per stock, at least one.
  public init(byStock lifetimes: [Lifetime]) {
    variation = .constant
    self.lifetimes = lifetimes
    stockCount = lifetimes.count
    precondition(!lifetimes.isEmpty, "there is no lifetime")
  }

  /// Makes lifetimes by cohort, `cohorts x stocks`, cohorts of the initial stock first.
  ///
  /// - Parameters:
  ///   - lifetimes: row-major; the number is a multiple of the number of stocks.
  ///   - stockCount: the number of stocks, 1 or more.
  public init(byCohort lifetimes: [Lifetime], stockCount: Int = 1) {
    self.init(.byCohort, lifetimes, stockCount)
  }

  /// Makes lifetimes by year, `periods x stocks`.
  ///
  /// - Parameters:
  ///   - lifetimes: row-major; the number is a multiple of the number of stocks.
  ///   - stockCount: the number of stocks, 1 or more.
  public init(byYear lifetimes: [Lifetime], stockCount: Int = 1) {
    self.init(.byYear, lifetimes, stockCount)
  }

  private init(_ variation: Variation, _ lifetimes: [Lifetime], _ stockCount: Int) {
    precondition(
      stockCount > 0 && !lifetimes.isEmpty && lifetimes.count.isMultiple(of: stockCount),
      "\(lifetimes.count) lifetimes do not make rows of \(stockCount) stocks")
    self.variation = variation
    self.lifetimes = lifetimes
    self.stockCount = stockCount
  }

  /// The number of rows: 1, or that of cohorts or periods.
  public var rowCount: Int { lifetimes.count / stockCount }

  /// The lifetime of a row and a stock; stocks and rows that share one may ask for any position.
  func lifetime(row: Int, stock: Int) -> Lifetime {
    lifetimes[(variation == .constant ? 0 : row) * stockCount + (stockCount == 1 ? 0 : stock)]
  }

  /// Refuses parameters, factors and tables that no model can use, and shapes that do not fit.
  func check(cohortCount: Int, periodCount: Int, greatestAge: Double) throws(CohortStockError) {
    let rows = [Variation.constant: 1, .byCohort: cohortCount, .byYear: periodCount][variation] ?? 1
    precondition(rowCount == rows, "\(rowCount) rows of lifetimes for \(rows) that vary \(variation)")
    try Self.check(cohortFactors, count: cohortCount, name: "lifetime factor by cohort")
    try Self.check(yearFactors, count: periodCount, name: "lifetime factor by year")
    let least = min(1, cohortFactors.min() ?? 1) * min(1, yearFactors.min() ?? 1)
    for position in lifetimes.indices {
      try lifetimes[position].check(row: position / stockCount, stock: position % stockCount)
      if case .table(let curve) = lifetimes[position] { try curve.check(greatestAge: greatestAge / least) }
    }
  }

  private static func check(_ factors: [Double], count: Int, name: String) throws(CohortStockError) {
    precondition(factors.isEmpty || factors.count == count, "\(factors.count) factors for \(count), \(name)")
    for (position, factor) in factors.enumerated() where !(factor > 0 && factor.isFinite) {
      throw .factor(name: name, position: position, found: factor)
    }
  }
}
