public import SimNumerics

/// What stands at the start of the first period, by the year in which it entered.
///
/// The share of cohort c that is still present at the end of period t is sf(t, c) / sf(start, c). Each cohort is
/// one calendar year, y - 0.5 to y + 0.5, and ends no later than the first period starts.
public struct InitialStock: Sendable, Equatable {
  /// The years of entry, increasing.
  public let cohorts: [Int]
  /// What is left of each cohort at the start, `cohorts x stocks`, in items.
  public let stock: Matrix

  /// Makes an initial stock.
  ///
  /// - Parameters:
  ///   - cohorts: the years of entry, increasing; others are refused where the stock is used.
  ///   - stock: `cohorts x stocks`, in items; one row per cohort.
  public init(cohorts: [Int], stock: Matrix) {
    precondition(
      stock.rows == cohorts.count, "\(stock.rows) x \(stock.columns) stocks for \(cohorts.count) cohorts")
    self.cohorts = cohorts
    self.stock = stock
  }

  /// The inflow that left this stock: i(c) = x(c) / sf(start, c), in items per year; 0 where x(c) is 0.
  ///
  /// - Parameters:
  ///   - lifetimes: constant, or by cohort with one row per cohort of this stock.
  ///   - start: the moment at which the stock stands, in calendar years: the end of year y is y + 0.5.
  ///   - timing: when in its year the inflow entered.
  /// - Returns: the inflow, `cohorts x stocks`.
  /// - Throws: ``CohortStockError`` for cohorts out of order, wrong lifetimes, or a stock of which the lifetime leaves
  ///   nothing.
  public func historicInflow(
    lifetimes: StockLifetimes, start: Double, timing: InflowTiming = .end
  ) throws(CohortStockError) -> Matrix {
    precondition(
      lifetimes.variation != .byYear && lifetimes.yearFactors.isEmpty,
      "historic inflow has no years for lifetimes by year")
    try timing.check()
    try check(start: start)
    try lifetimes.check(
      cohortCount: cohorts.count, periodCount: 0, greatestAge: start - Double(cohorts.first ?? 0) + 0.5)
    var inflow = stock
    for position in cohorts.indices {
      let span = CohortSpan(year: cohorts[position])
      for column in 0..<stock.columns where stock[position, column] != 0 {
        let lifetime = lifetimes.lifetime(row: position, stock: column)
        let factor = lifetimes.cohortFactors.isEmpty ? 1 : lifetimes.cohortFactors[position]
        let share = lifetime.survival(1, over: timing.nodes) { span.age(at: start, $1) / factor }[0]
        guard share > 0 else {
          throw .initialStockOutlived(cohort: position, stock: column, found: stock[position, column])
        }
        inflow[position, column] = stock[position, column] / share
      }
    }
    return inflow
  }

  /// Refuses cohorts out of order or after the start, and stocks below zero.
  func check(start: Double) throws(CohortStockError) {
    for position in cohorts.indices {
      let year = cohorts[position]
      guard Double(year) + 0.5 <= start, position == 0 || year > cohorts[position - 1] else {
        throw .initialCohort(cohort: position, found: year, start: start)
      }
      for column in 0..<stock.columns {
        let found = stock[position, column]
        guard found >= 0 && found.isFinite else {
          throw .initialStock(cohort: position, stock: column, found: found)
        }
      }
    }
  }
}
