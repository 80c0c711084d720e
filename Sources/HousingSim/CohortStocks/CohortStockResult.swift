public import SimNumerics

/// What a dynamic stock model gives: flows and stocks of every period, and by cohort where that was asked for.
///
/// For every period t and stock: (inflow - outflow) L(t) = stock(t) - stock(t-1), where stock(-1) is the initial stock and
/// L(t) the length of the period.
public struct CohortStockResult: Sendable, Equatable {
  /// The periods.
  public let periods: StockPeriods
  /// What enters, in items per year: `periods x stocks`, or one column that all stocks share.
  var entering: Matrix
  /// What leaves, `periods x stocks`, in items per year.
  public internal(set) var outflow: Matrix
  /// What is present at the end of each period, `periods x stocks`, in items.
  public internal(set) var stock: Matrix
  /// What was present at the start, one number per stock, in items.
  public let initial: [Double]
  /// Stock and outflow by cohort, where they were asked for.
  public internal(set) var cohorts: CohortTables?

  /// What enters, `periods x stocks`, in items per year.
  ///
  /// Where many stocks share one given inflow, only that is kept, and every reading repeats it for each of them.
  public var inflow: Matrix {
    guard entering.columns != stock.columns else { return entering }
    var repeated: [Double] = []
    repeated.reserveCapacity(stock.rows * stock.columns)
    for value in entering.storage { repeated.append(contentsOf: repeatElement(value, count: stock.columns)) }
    return Matrix(rows: stock.rows, columns: stock.columns, storage: repeated)
  }

  /// Whether two results have the same numbers, however their inflow is kept.
  ///
  /// - Parameters:
  ///   - one: a result.
  ///   - other: another one.
  /// - Returns: whether all tables agree to the last bit; an inflow kept once for all stocks equals one per stock.
  public static func == (one: Self, other: Self) -> Bool {
    one.periods == other.periods && one.stock == other.stock && one.outflow == other.outflow
      && one.initial == other.initial && one.cohorts == other.cohorts
      && (one.entering == other.entering || one.inflow == other.inflow)
  }

  /// The largest residual of the balance, as a share of the largest of its terms: 0 but for rounding.
  public var largestResidual: Double {
    var largest = 0.0
    for period in 0..<stock.rows {
      let length = periods.length(period)
      for column in 0..<stock.columns {
        let before = period > 0 ? stock[period - 1, column] : initial[column]
        let entering = entering[period, entering.columns == 1 ? 0 : column]
        let terms = [
          entering * length, -outflow[period, column] * length, before, -stock[period, column],
        ]
        let scale = terms.reduce(0) { max($0, $1.magnitude) }
        if scale > 0 { largest = max(largest, terms.reduce(0, +).magnitude / scale) }
      }
    }
    return largest
  }
}
