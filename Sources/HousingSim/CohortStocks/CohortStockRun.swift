internal import SimNumerics

/// Collects the results of a model while it runs.
struct CohortStockRun {
  private let model: CohortStockModel
  private var inflow: Matrix
  private var outflow: Matrix
  private var stock: Matrix
  private var tables: CohortTables?

  init(_ model: CohortStockModel, stockCount: Int, byCohort: Bool) {
    self.model = model
    let empty = Matrix(rows: model.periods.count, columns: stockCount)
    inflow = empty
    outflow = empty
    stock = empty
    guard byCohort else { return }
    tables = CohortTables(
      periodCount: model.periods.count, historicCount: model.initial?.cohorts.count ?? 0,
      stockCount: stockCount)
  }

  init(_ model: CohortStockModel, stock: Matrix, outflow: Matrix) {
    self.model = model
    inflow = Matrix(rows: 0, columns: 0)
    self.outflow = outflow
    self.stock = stock
  }

  /// Ends a period of a stock: a share of the older cohorts retires early, and an inflow in items per year enters.
  mutating func end(
    _ period: Int, _ column: Int, _ state: inout CohortState, _ older: CohortState.Older,
    retiring share: Double, inflow entering: Double
  ) {
    let length = model.periods.length(period)
    let amount = entering * length
    if var tables {
      // Moved out and in again, so that nothing is copied.
      self.tables = nil
      state.record(period, retiring: share, entering: amount, length: length, into: &tables, stock: column)
      self.tables = tables
    }
    let (present, left) = state.step(period, older, retiring: share, entering: amount)
    inflow[period, column] = entering
    stock[period, column] = present
    outflow[period, column] = left / length
  }

  /// The result; `inflow` replaces what was collected.
  func result(inflow given: Matrix?) throws(CohortStockError) -> CohortStockResult {
    for (position, value) in stock.storage.enumerated()
    where !value.isFinite || !outflow.storage[position].isFinite {
      throw .overflow(period: position / stock.columns, stock: position % stock.columns)
    }
    return CohortStockResult(
      periods: model.periods, entering: given ?? inflow, outflow: outflow, stock: stock,
      initial: (0..<stock.columns).map { model.initialAmounts($0).reduce(0, +) }, cohorts: tables)
  }
}
