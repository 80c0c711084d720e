public import SimNumerics

/// The share sf(t, c) of each cohort that is present at the end of each period.
///
/// Rows are periods, columns cohorts: first those of an initial stock, then one per period. For a cohort of the
/// initial stock the share is of what stood at the start; for others it is of what entered. Before its own
/// period a cohort has 0. Shares are within 0...1 and never increase with time.
public struct SurvivalTable: Sendable, Equatable {
  /// The shares, `periods x (historicCount + periods)`.
  public let shares: Matrix
  /// The number of cohorts of the initial stock.
  public let historicCount: Int

  /// Makes a table of given shares; entries before the period of a cohort are passed by.
  ///
  /// - Parameters:
  ///   - shares: `periods x (historicCount + periods)`.
  ///   - historicCount: the number of cohorts of an initial stock.
  /// - Throws: ``CohortStockError/survivalShare(period:cohort:found:)`` or
  ///   ``CohortStockError/survivalIncreases(period:cohort:previous:found:)``.
  public init(shares: Matrix, historicCount: Int = 0) throws(CohortStockError) {
    precondition(
      historicCount >= 0 && shares.columns == shares.rows + historicCount,
      "\(shares.rows) x \(shares.columns) shares are not periods x (\(historicCount) + periods)")
    var kept = Matrix(rows: shares.rows, columns: shares.columns)
    for period in 0..<shares.rows {
      for cohort in 0...(historicCount + period) {
        let share = shares[period, cohort]
        guard share >= 0 && share <= 1 else {
          throw .survivalShare(period: period, cohort: cohort, found: share)
        }
        let isFirst = period == max(0, cohort - historicCount)
        let previous = isFirst ? 1 : shares[period - 1, cohort]
        guard share <= previous else {
          throw .survivalIncreases(period: period, cohort: cohort, previous: previous, found: share)
        }
        kept[period, cohort] = share
      }
    }
    self.init(kept: kept, historicCount: historicCount)
  }

  init(kept shares: Matrix, historicCount: Int) {
    self.shares = shares
    self.historicCount = historicCount
  }

  /// The number of periods.
  public var periodCount: Int { shares.rows }

  /// The share of a cohort that is present at the end of a period.
  ///
  /// - Parameters:
  ///   - period: the position of the period, from 0.
  ///   - cohort: the position of the cohort, from 0.
  /// - Returns: the share, 0...1.
  public subscript(period: Int, cohort: Int) -> Double { shares[period, cohort] }
}
