public import SimNumerics

extension CohortStockModel {
  /// Computes the inflows that bring every stock to what is given, and the outflows.
  ///
  ///     inflow(t) = (stock(t) - sum over c < t of s(t, c)) / (L(t) sf(t, t))
  ///
  /// - Parameters:
  ///   - stock: what is wanted at the end of each period, in items, `periods x stocks`, 0 or more; one column is
  ///     shared by all stocks.
  ///   - byCohort: whether stock and outflow by cohort are wanted too.
  ///   - threads: how many groups of stocks may run side by side where lifetimes depend on age alone; the result does
  ///     not depend on it.
  /// - Returns: flows, the stocks that result and, on demand, cohort tables.
  /// - Throws: ``CohortStockError`` for a stock that is below zero, not finite or cannot be reached, and where it needs
  ///   an inflow below zero that the model refuses.
  public func stockDriven(
    _ stock: Matrix, byCohort: Bool = false, threads: Int = 1
  ) throws(CohortStockError) -> CohortStockResult {
    if let result = fast(.stock, stock, byCohort: byCohort, threads: threads) { return result }
    try checkTarget(stock)
    let count = stockCount(stock.columns)
    var run = CohortStockRun(self, stockCount: count, byCohort: byCohort)
    let shared = sharesSurvival ? survivalTable() : nil
    for column in 0..<count {
      var states = [
        CohortState(shared ?? survivalTable(ofStock: column), initial: initialAmounts(column))
      ]
      for period in 0..<periods.count {
        let target = stock[period, stock.columns == 1 ? 0 : column]
        try advance(&states, period, column, to: target, shares: [1], &run)
      }
    }
    return try run.result(inflow: nil)
  }

  /// Computes the same as ``stockDriven(_:byCohort:threads:)`` in the memory of an earlier result.
  ///
  /// New memory costs more time than the model where there are many stocks. With the cohort tables that the result has.
  ///
  /// - Parameters:
  ///   - stock: as there.
  ///   - result: replaced; its former numbers are lost where an error is thrown too.
  ///   - threads: as there.
  /// - Throws: ``CohortStockError`` as there.
  public func stockDriven(
    _ stock: Matrix, into result: inout CohortStockResult, threads: Int = 1
  ) throws(CohortStockError) {
    let byCohort = result.cohorts != nil
    let room = StockRoom(taking: &result, .stock)
    if let found = fast(.stock, stock, byCohort: byCohort, threads: threads, room: consume room) {
      result = found
    } else {
      result = try stockDriven(stock, byCohort: byCohort, threads: threads)
    }
  }

  /// Computes inflows that bring several stocks together to one given total.
  ///
  ///     inflow(t, g) = share(t, g) (total(t) - sum over g and c < t of s(t, c, g)) / (L(t) sf_g(t, t))
  ///
  /// Early retirement takes the same share from all cohorts of all stocks.
  ///
  /// - Parameters:
  ///   - total: what is wanted of all stocks together at the end of each period, in items, 0 or more.
  ///   - shares: the share of each stock in what is added, `periods x stocks`, adding up to 1 in every period.
  ///   - byCohort: whether stock and outflow by cohort are wanted too.
  /// - Returns: flows and stocks by stock and, on demand, cohort tables.
  /// - Throws: ``CohortStockError`` as ``stockDriven(_:byCohort:threads:)``, and for shares that do not add up to 1.
  public func stockDriven(
    total: [Double], shares: Matrix, byCohort: Bool = false
  ) throws(CohortStockError) -> CohortStockResult {
    try checkTarget(Matrix(rows: total.count, columns: 1, storage: total))
    let count = stockCount(shares.columns)
    precondition(
      shares.rows == periods.count && shares.columns == count,
      "\(shares.rows) x \(shares.columns) shares for \(periods.count) periods and \(count) stocks")
    var run = CohortStockRun(self, stockCount: count, byCohort: byCohort)
    var states = (0..<count).map {
      CohortState(survivalTable(ofStock: $0), initial: initialAmounts($0))
    }
    for period in 0..<periods.count {
      let row = (0..<count).map { shares[period, $0] }
      let sum = row.reduce(0, +)
      guard row.allSatisfy({ $0 >= 0 && $0 <= 1 }), Tolerance.holds(residual: sum - 1, scale: 1) else {
        throw .inflowShares(period: period, sum: sum)
      }
      try advance(&states, period, 0, to: total[period], shares: row, &run)
    }
    return try run.result(inflow: nil)
  }

  private func checkTarget(_ stock: Matrix) throws(CohortStockError) {
    try checkFinite(stock, "stock")
    guard let position = stock.storage.firstIndex(where: { $0 < 0 }) else { return }
    throw .negativeStock(
      period: position / stock.columns, stock: position % stock.columns, found: stock.storage[position])
  }

  /// Ends a period for stocks with one target together; `first` is the column of the first of them.
  private func advance(
    _ states: inout [CohortState], _ period: Int, _ first: Int, to target: Double, shares: [Double],
    _ run: inout CohortStockRun
  ) throws(CohortStockError) {
    let older = states.map { $0.older(period) }
    let left = older.reduce(0) { $0 + $1.left }
    let need = try need(target - left, left: left, target: target, period, first)
    for position in states.indices {
      let table = states[position].table
      let survival = table[period, table.historicCount + period]
      let amount = shares[position] * need.entering
      let inflow = amount == 0 ? 0 : amount / (survival * periods.length(period))
      guard inflow.isFinite else {
        throw .unreachableStock(
          period: period, stock: first + position, target: target, survival: survival)
      }
      run.end(
        period, first + position, &states[position], older[position], retiring: need.retiring, inflow: inflow)
    }
  }

  /// What has to be present of the new cohort at the end, and the share of the older ones that retires early.
  private func need(
    _ gap: Double, left: Double, target: Double, _ period: Int, _ stock: Int
  ) throws(CohortStockError) -> (entering: Double, retiring: Double) {
    guard gap < 0 else { return (gap, 0) }
    switch negativeInflow {
    case .allow: return (gap, 0)
    case .clip: return (0, 0)
    case .earlyRetirement: return (0, -gap / left)
    case .refuse:
      guard Tolerance.holds(residual: gap, scale: left, limit: Self.roundingOfStock) else {
        throw .negativeInflow(period: period, stock: stock, found: gap / periods.length(period))
      }
      return (0, 0)
    }
  }

  /// The need below zero, as a share of the stock, that is rounding: some thousand terms of a sum.
  private static let roundingOfStock = 1e-12
}
