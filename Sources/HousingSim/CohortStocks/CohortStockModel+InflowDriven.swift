public import SimNumerics

extension CohortStockModel {
  /// Computes stocks and outflows from given inflows; equations at ``CohortStockModel``.
  ///
  /// - Parameters:
  ///   - inflow: items per year, `periods x stocks`; one column is shared by all stocks.
  ///   - byCohort: whether stock and outflow by cohort are wanted too, which takes memory for periods x cohorts x
  ///     stocks. Without them memory grows with periods x stocks only.
  ///   - threads: how many groups of stocks may run side by side where lifetimes depend on age alone; the result does
  ///     not depend on it.
  /// - Returns: flows, stocks and, on demand, cohort tables. Negative inflows are clipped where the model clips.
  /// - Throws: ``CohortStockError`` for an inflow that is not finite, or below zero where the model does not allow or
  ///   clip it, and for stocks too large for a double.
  public func inflowDriven(
    _ inflow: Matrix, byCohort: Bool = false, threads: Int = 1
  ) throws(CohortStockError) -> CohortStockResult {
    if let result = fast(.inflow, inflow, byCohort: byCohort, threads: threads) { return result }
    try checkFinite(inflow, "inflow")
    let entering = try admitted(inflow)
    let count = stockCount(inflow.columns)
    if !byCohort && sharesSurvival { return try sharedTotals(entering, count) }
    var run = CohortStockRun(self, stockCount: count, byCohort: byCohort)
    for stock in 0..<count {
      let column = inflow.columns == 1 ? 0 : stock
      var state = CohortState(survivalTable(ofStock: stock), initial: initialAmounts(stock))
      for period in 0..<periods.count {
        let older = state.older(period)
        run.end(period, stock, &state, older, retiring: 0, inflow: entering[period, column])
      }
    }
    return try run.result(inflow: nil)
  }

  /// Computes the same as ``inflowDriven(_:byCohort:threads:)`` in the memory of an earlier result.
  ///
  /// New memory costs more time than the model where there are many stocks. With the cohort tables that the result has.
  ///
  /// - Parameters:
  ///   - inflow: as there.
  ///   - result: replaced; its former numbers are lost where an error is thrown too.
  ///   - threads: as there.
  /// - Throws: ``CohortStockError`` as there.
  public func inflowDriven(
    _ inflow: Matrix, into result: inout CohortStockResult, threads: Int = 1
  ) throws(CohortStockError) {
    let byCohort = result.cohorts != nil
    let room = StockRoom(taking: &result, .inflow)
    if let found = fast(.inflow, inflow, byCohort: byCohort, threads: threads, room: consume room) {
      result = found
    } else {
      result = try inflowDriven(inflow, byCohort: byCohort, threads: threads)
    }
  }

  /// The inflow that the model works with: without what is below zero where it clips.
  private func admitted(_ inflow: Matrix) throws(CohortStockError) -> Matrix {
    guard negativeInflow != .allow, inflow.storage.contains(where: { $0 < 0 }) else { return inflow }
    if negativeInflow == .clip {
      return Matrix(rows: inflow.rows, columns: inflow.columns, storage: inflow.storage.map { max(0, $0) })
    }
    let position = inflow.storage.firstIndex { $0 < 0 } ?? 0
    throw .negativeInflow(
      period: position / inflow.columns, stock: position % inflow.columns, found: inflow.storage[position])
  }

  /// Totals of stocks that share one survival table: two matrix products for all stocks together.
  private func sharedTotals(_ inflow: Matrix, _ count: Int) throws(CohortStockError) -> CohortStockResult {
    let table = survivalTable()
    let historic = table.historicCount
    var amounts = Matrix(rows: historic + periods.count, columns: count)
    var spread = Matrix(rows: periods.count, columns: count)
    for stock in 0..<count {
      for (cohort, amount) in initialAmounts(stock).enumerated() { amounts[cohort, stock] = amount }
      for period in 0..<periods.count {
        let entering = inflow[period, inflow.columns == 1 ? 0 : stock]
        spread[period, stock] = entering
        amounts[historic + period, stock] = entering * periods.length(period)
      }
    }
    let stock = BLAS.product(table.shares, amounts)
    let outflow = BLAS.product(departures(table), amounts)
    let run = CohortStockRun(self, stock: stock, outflow: outflow)
    return try run.result(inflow: spread)
  }

  /// The share of each cohort that leaves in each period, per year of the period.
  private func departures(_ table: SurvivalTable) -> Matrix {
    var departures = Matrix(rows: periods.count, columns: table.shares.columns)
    for period in 0..<periods.count {
      for cohort in 0...table.historicCount + period {
        let isNew = cohort == table.historicCount + period
        let before = isNew || period == 0 ? 1 : table[period - 1, cohort]
        departures[period, cohort] = (before - table[period, cohort]) / periods.length(period)
      }
    }
    return departures
  }
}
