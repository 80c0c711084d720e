public import SimNumerics

/// What a dynamic stock model gives: flows and stocks of every period, and by cohort where that was asked for.
///
/// For every period t and stock: (inflow - outflow) L(t) = stock(t) - stock(t-1), where stock(-1) is the initial stock and
/// L(t) the length of the period.
public struct CohortStockResult: Sendable, Equatable {
  /// The periods.
  public let periods: StockPeriods
  /// What enters, `periods x stocks`, in items per year.
  public internal(set) var inflow: Matrix
  /// What leaves, `periods x stocks`, in items per year.
  public internal(set) var outflow: Matrix
  /// What is present at the end of each period, `periods x stocks`, in items.
  public internal(set) var stock: Matrix
  /// What was present at the start, one number per stock, in items.
  public let initial: [Double]
  /// Stock and outflow by cohort, where they were asked for.
  public internal(set) var cohorts: CohortTables?

  /// The largest residual of the balance, as a share of the largest of its terms: 0 but for rounding.
  public var largestResidual: Double {
    var largest = 0.0
    for period in 0..<stock.rows {
      let length = periods.length(period)
      for column in 0..<stock.columns {
        let before = period > 0 ? stock[period - 1, column] : initial[column]
        let terms = [
          inflow[period, column] * length, -outflow[period, column] * length, before, -stock[period, column],
        ]
        let scale = terms.reduce(0) { max($0, $1.magnitude) }
        if scale > 0 { largest = max(largest, terms.reduce(0, +).magnitude / scale) }
      }
    }
    return largest
  }
}
