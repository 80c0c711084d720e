internal import SimNumerics

/// A dynamic stock model: parallel stocks that things enter, stay in for a lifetime, and leave.
///
/// With i(c) the inflow of period c in items per year, L(c) its length in years and sf(t, c) the share of cohort c that is
/// present at the end of period t:
///
///     stock(t)   = sum over c <= t of i(c) L(c) sf(t, c)
///     outflow(t) = (sum over c < t of i(c) L(c) (sf(t-1, c) - sf(t, c)) + i(t) L(t) (1 - sf(t, t))) / L(t)
///
/// so that (inflow - outflow) L(t) = stock(t) - stock(t-1) for every length of step. All arrays are periods x stocks.
/// Sources: Müller (2006), Ecological Economics 59:142-156; Pauliuk and Heeren (2020), Journal of Industrial Ecology
/// 24:446-458 (ODYM).
public struct CohortStockModel: Sendable {
  /// Where survival shares come from.
  enum Survival: Sendable {
    case lifetimes(StockLifetimes, InflowTiming, hasFirstYearOutflow: Bool)
    case tables([SurvivalTable])
  }

  /// The time steps.
  public let periods: StockPeriods
  /// What stands at the start, by cohort.
  public let initial: InitialStock?
  /// What happens where an inflow is below zero.
  public let negativeInflow: NegativeInflow
  let survival: Survival

  /// Makes a model of lifetimes.
  ///
  /// - Parameters:
  ///   - periods: the time steps.
  ///   - lifetimes: shared or one per stock; by cohort with the cohorts of the initial stock first.
  ///   - timing: when in its period the inflow enters.
  ///   - hasFirstYearOutflow: whether something leaves in the period in which it enters; otherwise sf(c, c) = 1.
  ///   - initial: what stands at the start.
  ///   - negativeInflow: what happens where an inflow is below zero.
  /// - Throws: ``CohortStockError`` for parameters, tables, quadrature points or an initial stock that cannot be used.
  public init(
    periods: StockPeriods, lifetimes: StockLifetimes, timing: InflowTiming = .end,
    hasFirstYearOutflow: Bool = true, initial: InitialStock? = nil, negativeInflow: NegativeInflow = .refuse
  ) throws(CohortStockError) {
    try timing.check()
    let start = periods.bounds[0]
    try initial?.check(start: start)
    let oldest = initial?.cohorts.first.map { Double($0) - 0.5 } ?? start
    let earliest = timing.nodes.map(\.position).min() ?? 1
    let oldestLength = initial?.cohorts.isEmpty == false ? 1 : periods.length(0)
    try lifetimes.check(
      cohortCount: periods.count + (initial?.cohorts.count ?? 0), periodCount: periods.count,
      greatestAge: periods.bounds[periods.count] - oldest - earliest * oldestLength)
    self.periods = periods
    self.initial = initial
    self.negativeInflow = negativeInflow
    survival = .lifetimes(lifetimes, timing, hasFirstYearOutflow: hasFirstYearOutflow)
    try checkOutlived(lifetimes)
  }

  /// Makes a model of survival tables, one that all stocks share or one per stock.
  ///
  /// - Parameters:
  ///   - periods: the time steps, as many as the tables have.
  ///   - tables: shares by period and cohort; with the cohorts of the initial stock, if any, first.
  ///   - initial: what stands at the start.
  ///   - negativeInflow: what happens where an inflow is below zero.
  /// - Throws: ``CohortStockError`` for an initial stock that cannot be used.
  public init(
    periods: StockPeriods, tables: [SurvivalTable], initial: InitialStock? = nil,
    negativeInflow: NegativeInflow = .refuse
  ) throws(CohortStockError) {
    precondition(!tables.isEmpty, "there is no survival table")
    let historic = initial?.cohorts.count ?? 0
    for table in tables {
      precondition(
        table.periodCount == periods.count && table.historicCount == historic,
        "a survival table of \(table.periodCount) periods and \(table.historicCount) initial cohorts for a model of "
          + "\(periods.count) and \(historic)")
    }
    try initial?.check(start: periods.bounds[0])
    self.periods = periods
    self.initial = initial
    self.negativeInflow = negativeInflow
    survival = .tables(tables)
  }

  /// The survival table of a stock.
  ///
  /// - Parameter stock: the position of the stock, from 0; of no matter where all stocks share one table.
  /// - Returns: shares by period and cohort, 0...1.
  public func survivalTable(ofStock stock: Int = 0) -> SurvivalTable {
    switch survival {
    case .tables(let tables): tables[tables.count == 1 ? 0 : stock]
    case .lifetimes:
      maker?.table(ofStock: stock) ?? SurvivalTable(kept: Matrix(rows: 0, columns: 0), historicCount: 0)
    }
  }
}

extension CohortStockModel {
  private var maker: SurvivalTableMaker? {
    guard case .lifetimes(let lifetimes, let timing, let hasFirstYearOutflow) = survival else { return nil }
    return SurvivalTableMaker(
      periods: periods, historic: initial?.cohorts ?? [], lifetimes: lifetimes, nodes: timing.nodes,
      hasFirstYearOutflow: hasFirstYearOutflow)
  }

  /// Whether all stocks have the same survival table.
  var sharesSurvival: Bool { survivalCount == 1 }

  /// The number of different survival tables, 1 where all stocks share one.
  private var survivalCount: Int {
    switch survival {
    case .tables(let tables): tables.count
    case .lifetimes(let lifetimes, _, _): lifetimes.stockCount
    }
  }

  /// The number of stocks that the lifetimes, the initial stock and given columns agree on; 1 fits any number.
  func stockCount(_ columns: Int) -> Int {
    let counts = [survivalCount, initial?.stock.columns ?? 1, columns]
    let count = counts.contains(0) ? 0 : counts.reduce(1, max)
    precondition(
      counts.allSatisfy { $0 == 1 || $0 == count },
      "\(counts[0]) lifetimes, \(counts[1]) initial stocks and \(counts[2]) columns do not fit each other")
    return count
  }

  /// The cohorts of the initial stock of a stock, in items.
  func initialAmounts(_ stock: Int) -> [Double] {
    guard let initial else { return [] }
    let column = initial.stock.columns == 1 ? 0 : stock
    return initial.cohorts.indices.map { initial.stock[$0, column] }
  }

  private func checkOutlived(_ lifetimes: StockLifetimes) throws(CohortStockError) {
    guard let initial, let maker else { return }
    for cohort in initial.cohorts.indices {
      for stock in 0..<max(lifetimes.stockCount, initial.stock.columns) {
        let found = initial.stock[cohort, initial.stock.columns == 1 ? 0 : stock]
        if found > 0 && maker.shareAtStart(cohort, stock: stock) <= 0 {
          throw .initialStockOutlived(cohort: cohort, stock: stock, found: found)
        }
      }
    }
  }

  /// Refuses numbers that are not finite.
  func checkFinite(_ given: Matrix, _ quantity: String) throws(CohortStockError) {
    precondition(
      given.rows == periods.count,
      "\(given.rows) x \(given.columns) \(quantity)s for \(periods.count) periods")
    for (position, value) in given.storage.enumerated() where !value.isFinite {
      throw .notFinite(
        quantity: quantity, period: position / given.columns, stock: position % given.columns, found: value)
    }
  }
}
