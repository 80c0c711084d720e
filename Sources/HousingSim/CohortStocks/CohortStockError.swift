/// Why a dynamic stock model cannot be made or cannot be run.
///
/// Positions count from 0: `period` in the years of the model, `stock` in the columns of its arrays, `cohort` in the
/// cohorts, those of the initial stock first.
public enum CohortStockError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is no year to simulate.
  case noYears
  /// A year does not come after the one before it.
  case yearsNotIncreasing(position: Int, previous: Int, found: Int)
  /// A parameter of a lifetime is not a finite number above zero.
  case parameter(name: String, row: Int, stock: Int, found: Double)
  /// A factor on lifetimes is not a finite number above zero.
  case factor(name: String, position: Int, found: Double)
  /// Gauss-Lobatto quadrature has 2 to 10 points.
  case quadraturePoints(found: Int)
  /// A survival table by age has no rows, or does not begin at age 0.
  case curveStart(found: Double?)
  /// An age of a survival table is not finite or not above the one before it.
  case curveAge(row: Int, found: Double)
  /// A share of a survival table by age is outside 0...1 or not a number.
  case curveShare(row: Int, found: Double)
  /// A survival table by age increases.
  case curveIncreases(row: Int, previous: Double, found: Double)
  /// A survival table by age ends before everything has left, and the model needs greater ages.
  case curveTooShort(lastAge: Double, share: Double, needed: Double)
  /// A share of a survival table by year and cohort is outside 0...1 or not a number.
  case survivalShare(period: Int, cohort: Int, found: Double)
  /// The share of a cohort that is present increases from one year to the next.
  case survivalIncreases(period: Int, cohort: Int, previous: Double, found: Double)
  /// A given inflow or stock is not a finite number.
  case notFinite(quantity: String, period: Int, stock: Int, found: Double)
  /// A given inflow, or the inflow that a given stock needs, is below zero and the model refuses that.
  case negativeInflow(period: Int, stock: Int, found: Double)
  /// A given stock is below zero.
  case negativeStock(period: Int, stock: Int, found: Double)
  /// No finite inflow brings the stock to what is given: of the inflow of this year `survival` is present at its end.
  case unreachableStock(period: Int, stock: Int, target: Double, survival: Double)
  /// A cohort of the initial stock is not built before the first year, or not after the cohort before it.
  case initialCohort(cohort: Int, found: Int, start: Double)
  /// A cohort of the initial stock is below zero or not a number.
  case initialStock(cohort: Int, stock: Int, found: Double)
  /// The lifetime leaves nothing of a cohort at the start, but the initial stock has some.
  case initialStockOutlived(cohort: Int, stock: Int, found: Double)
  /// Shares of stocks in a joint inflow are outside 0...1 or do not add up to 1.
  case inflowShares(period: Int, sum: Double)
  /// A stock or flow grows beyond what a double can hold.
  case overflow(period: Int, stock: Int)

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .noYears, .yearsNotIncreasing, .parameter, .factor, .quadraturePoints: ofSettings
    case .curveStart, .curveAge, .curveShare, .curveIncreases, .curveTooShort: ofCurve
    default: ofRun
    }
  }

  private var ofSettings: String {
    switch self {
    case .yearsNotIncreasing(let position, let previous, let found):
      "year \(found) at position \(position) does not come after \(previous)"
    case .parameter(let name, let row, let stock, let found):
      "\(name) is \(found) (row \(row), stock \(stock)); it has to be above 0"
    case .factor(let name, let position, let found):
      "\(name) is \(found) at position \(position); it has to be above 0"
    case .quadraturePoints(let found): "quadrature has 2 to 10 points, not \(found)"
    default: "there are no years"
    }
  }

  private var ofCurve: String {
    switch self {
    case .curveStart(let found?): "the first age is \(found); a survival table begins at age 0"
    case .curveAge(let row, let found): "age \(found) in row \(row) does not come after the age before it"
    case .curveShare(let row, let found): "the survival in row \(row) is \(found), not within 0 and 1"
    case .curveIncreases(let row, let previous, let found):
      "survival increases from \(previous) to \(found) in row \(row)"
    case .curveTooShort(let lastAge, let share, let needed):
      "the survival table ends at age \(lastAge) with \(share) still there, and age \(needed) is needed"
    default: "the survival table has no rows"
    }
  }

  private var ofRun: String {
    switch self {
    case .survivalShare(let period, let cohort, let found):
      "the survival of cohort \(cohort) in period \(period) is \(found), not within 0 and 1"
    case .survivalIncreases(let period, let cohort, let previous, let found):
      "the survival of cohort \(cohort) increases from \(previous) to \(found) in period \(period)"
    case .notFinite(let quantity, let period, let stock, let found):
      "the \(quantity) of period \(period), stock \(stock), is \(found), not a finite number"
    case .negativeInflow(let period, let stock, let found):
      "the inflow of period \(period), stock \(stock), is \(found), below 0"
    case .negativeStock(let period, let stock, let found):
      "the stock of period \(period), stock \(stock), is \(found), below 0"
    case .unreachableStock(let period, let stock, let target, let survival):
      "no inflow gives stock \(stock) the size \(target) in period \(period): \(survival) of it stays to the end"
    case .initialCohort(let cohort, let found, let start):
      "cohort \(found) at position \(cohort) of the initial stock has to come after the one before it and end by \(start)"
    case .initialStock(let cohort, let stock, let found):
      "cohort \(cohort) of the initial stock \(stock) is \(found); it has to be 0 or more"
    case .initialStockOutlived(let cohort, let stock, let found):
      "cohort \(cohort) of the initial stock \(stock) is \(found), but its lifetime leaves nothing at the start"
    case .inflowShares(let period, let sum):
      "the inflow shares of period \(period) add up to \(sum) or leave 0...1; they have to add up to 1"
    default: "a stock or flow is too large for a double"
    }
  }
}
