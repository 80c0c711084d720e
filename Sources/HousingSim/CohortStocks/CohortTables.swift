internal import SimNumerics

/// Stock and outflow by cohort, for every period and stock.
///
///     stock(t, c), in items at the end of period t;   outflow(t, c), in items per year in period t
///
/// Period t has the cohorts `0..<historicCount + t + 1`, those of the initial stock first. Where survival depends on age
/// alone, the tables keep inflow and survival, periods x stocks each, and make their cells on demand; otherwise they keep
/// every cell.
public struct CohortTables: Sendable {
  /// The number of periods.
  public let periodCount: Int
  /// The number of cohorts of the initial stock.
  public let historicCount: Int
  /// The number of stocks.
  public let stockCount: Int
  private var content: Content

  private enum Content {
    /// Packed triangles, `[period][cohort up to the period][stock]`.
    case cells(stocks: [Double], outflows: [Double])
    /// Inflow, `periods x stocks` or one column that all share, and survival by age, `periods x stocks`; yearly periods.
    case factors(inflow: [Double], shares: [Double])
  }

  /// Makes tables of the inflow and the survival by age of yearly periods, without an initial stock.
  init(periodCount: Int, stockCount: Int, inflow: [Double], shares: [Double]) {
    self.periodCount = periodCount
    historicCount = 0
    self.stockCount = stockCount
    content = .factors(inflow: inflow, shares: shares)
  }

  /// Makes tables of zeros, whose cells are recorded one by one.
  init(periodCount: Int, historicCount: Int, stockCount: Int) {
    self.periodCount = periodCount
    self.historicCount = historicCount
    self.stockCount = stockCount
    let zeros = [Double](
      repeating: 0, count: Self.row(periodCount, historicCount) * stockCount)
    content = .cells(stocks: zeros, outflows: zeros)
  }

  /// The number of cohorts that have entered by the end of a period.
  ///
  /// - Parameter period: the position of the period, from 0 and below ``periodCount``.
  /// - Returns: the number of cohorts, those of the initial stock included.
  public func cohortCount(period: Int) -> Int { historicCount + period + 1 }

  /// What is present of a cohort at the end of a period.
  ///
  /// - Parameters:
  ///   - period: `0..<periodCount`.
  ///   - cohort: `0..<historicCount + periodCount`.
  ///   - stock: `0..<stockCount`.
  /// - Returns: items; 0 before the cohort enters.
  public func stock(period: Int, cohort: Int, stock: Int = 0) -> Double {
    guard let index = index(period, cohort, stock) else { return 0 }
    switch content {
    case .cells(let stocks, _): return stocks[index]
    case .factors(let inflow, let shares):
      return inflow[entry(cohort, stock, of: inflow)] * shares[(period - cohort) * stockCount + stock]
    }
  }

  /// What leaves of a cohort in a period.
  ///
  /// - Parameters:
  ///   - period: `0..<periodCount`.
  ///   - cohort: `0..<historicCount + periodCount`.
  ///   - stock: `0..<stockCount`.
  /// - Returns: items per year; 0 before the cohort enters.
  public func outflow(period: Int, cohort: Int, stock: Int = 0) -> Double {
    guard let index = index(period, cohort, stock) else { return 0 }
    switch content {
    case .cells(_, let outflows): return outflows[index]
    case .factors(let inflow, let shares):
      let age = period - cohort
      let before = age > 0 ? shares[(age - 1) * stockCount + stock] : 1
      return inflow[entry(cohort, stock, of: inflow)] * (before - shares[age * stockCount + stock])
    }
  }

  /// All cells as packed triangles, `[period][cohort up to the period][stock]`, row-major.
  ///
  /// - Parameter threads: how many groups of stocks may run side by side; the cells do not depend on it.
  /// - Returns: what is present, in items, and what leaves, in items per year.
  public func packed(threads: Int = 1) -> (stocks: [Double], outflows: [Double]) {
    var (stocks, outflows) = ([Double](), [Double]())
    write(stocks: &stocks, outflows: &outflows, threads: threads)
    return (stocks, outflows)
  }

  /// Writes all cells as ``packed(threads:)`` has them into arrays, which are kept where they have the right length.
  ///
  /// - Parameters:
  ///   - stocks: what is present, in items; replaced.
  ///   - outflows: what leaves, in items per year; replaced.
  ///   - threads: as there.
  public func write(stocks: inout [Double], outflows: inout [Double], threads: Int = 1) {
    switch content {
    case .cells(let keptStocks, let keptOutflows): (stocks, outflows) = (keptStocks, keptOutflows)
    case .factors(let inflow, let shares):
      let length = Self.row(periodCount, 0) * stockCount
      if stocks.count != length { stocks = VectorMath.unwritten(length) }
      if outflows.count != length { outflows = VectorMath.unwritten(length) }
      VectorMath.writeCohortTables(
        inflow: inflow, shares: shares, years: periodCount, stocks: stockCount, stock: &stocks,
        outflow: &outflows, threads: threads)
    }
  }

  /// Adds up groups of cohorts, such as building periods.
  ///
  /// Where nothing but these sums is wanted, ``CohortStockModel/cohortSums(_:ofCohorts:threads:)`` takes less time.
  ///
  /// - Parameters:
  ///   - groups: cohorts within `0..<historicCount + periodCount`; a cohort may be in several groups or in none.
  ///   - threads: how many groups of stocks may run side by side; the sums do not depend on it.
  /// - Returns: what is present, in items, and what leaves, in items per year, both `[period][group][stock]`, row-major.
  public func sums(ofCohorts groups: [Range<Int>], threads: Int = 1) -> CohortSums {
    var sums = CohortSums()
    writeSums(ofCohorts: groups, into: &sums, threads: threads)
    return sums
  }

  /// Writes the sums of ``sums(ofCohorts:threads:)`` into the memory of earlier ones.
  ///
  /// - Parameters:
  ///   - groups: as there.
  ///   - sums: replaced.
  ///   - threads: as there.
  public func writeSums(ofCohorts groups: [Range<Int>], into sums: inout CohortSums, threads: Int = 1) {
    sums.prepare(
      groups, cohortCount: historicCount + periodCount, periodCount: periodCount, stockCount: stockCount)
    switch content {
    case .cells(let stocks, let outflows):
      addUp(groups, of: stocks, into: &sums.stocks)
      addUp(groups, of: outflows, into: &sums.outflows)
    case .factors(let inflow, let shares):
      VectorMath.addCohorts(
        groups, inflow: inflow, survival: .shares(shares), years: periodCount, stocks: stockCount,
        stock: &sums.stocks, outflow: &sums.outflows, threads: threads)
    }
  }
}

extension CohortTables {
  /// The survival by age that the tables are made of, `periods x stocks`; empty where they keep every cell.
  var shares: [Double] {
    guard case .factors(_, let shares) = content else { return [] }
    return shares
  }

  /// Records one cell of tables that keep every cell.
  mutating func record(_ period: Int, _ cohort: Int, _ stock: Int, present: Double, leaving: Double) {
    guard let index = index(period, cohort, stock), case .cells(var stocks, var outflows) = content
    else { return }
    // Moved out and in again, so that nothing is copied.
    content = .factors(inflow: [], shares: [])
    stocks[index] = present
    outflows[index] = leaving
    content = .cells(stocks: stocks, outflows: outflows)
  }

  private func index(_ period: Int, _ cohort: Int, _ stock: Int) -> Int? {
    precondition(
      (0..<periodCount).contains(period) && (0..<stockCount).contains(stock) && cohort >= 0
        && cohort < historicCount + periodCount,
      "period \(period), cohort \(cohort), stock \(stock) of \(periodCount) periods, "
        + "\(historicCount) + \(periodCount) cohorts and \(stockCount) stocks")
    guard cohort < cohortCount(period: period) else { return nil }
    return (Self.row(period, historicCount) + cohort) * stockCount + stock
  }

  /// Where the inflow of a cohort stands.
  private func entry(_ cohort: Int, _ stock: Int, of inflow: [Double]) -> Int {
    inflow.count == periodCount ? cohort : cohort * stockCount + stock
  }

  /// Writes the sums of groups of cohorts of packed cells.
  private func addUp(_ groups: [Range<Int>], of cells: [Double], into sums: inout [Double]) {
    for position in sums.indices { sums[position] = 0 }
    for period in 0..<periodCount {
      for (group, range) in groups.enumerated() {
        let target = (period * groups.count + group) * stockCount
        for cohort in range.clamped(to: 0..<cohortCount(period: period)) {
          let source = (Self.row(period, historicCount) + cohort) * stockCount
          for stock in 0..<stockCount { sums[target + stock] += cells[source + stock] }
        }
      }
    }
  }

  /// The number of cohorts of all periods before one.
  private static func row(_ period: Int, _ historicCount: Int) -> Int {
    period * historicCount + period * (period + 1) / 2
  }
}

extension CohortTables: Equatable {
  /// Whether two tables have the same cells, however they are kept.
  ///
  /// - Parameters:
  ///   - one: the one pair of tables.
  ///   - other: the other pair.
  /// - Returns: whether shapes and all cells are equal.
  public static func == (one: Self, other: Self) -> Bool {
    guard
      one.periodCount == other.periodCount && one.historicCount == other.historicCount
        && one.stockCount == other.stockCount
    else { return false }
    if case .factors(let inflow, let shares) = one.content,
      case .factors(let otherInflow, let otherShares) = other.content,
      inflow == otherInflow && shares == otherShares
    {
      return true
    }
    return one.packed() == other.packed()
  }
}
