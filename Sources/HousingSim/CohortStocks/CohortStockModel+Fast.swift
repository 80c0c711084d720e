internal import SimNumerics

extension CohortStockModel {
  /// Runs the model in the kernels for many stocks, where it is one that they know.
  ///
  /// They know yearly steps, no initial stock, and lifetimes of one kind with parameters that depend on nothing but
  /// the stock. Whatever has to be refused, clipped or retired is left to the general form.
  ///
  /// - Returns: the result, or `nil` where the general form has to be taken.
  func fast(_ driver: StockDriver, _ given: Matrix, byCohort: Bool, threads: Int) -> CohortStockResult? {
    guard let lifetimes = ageLifetimes, given.rows == periods.count,
      admits(given.storage, negative: driver == .inflow && negativeInflow == .allow)
    else { return nil }
    let (years, stocks) = (periods.count, stockCount(given.columns))
    let found = VectorMath.run(
      driver, given.storage, lifetimes: lifetimes, years: years, stocks: stocks, threads: threads)
    guard admits(found.result, negative: driver == .inflow || negativeInflow == .allow) else { return nil }
    let all = given.columns == stocks ? given.storage : spread(given.storage, stocks)
    let (inflow, stock) = driver == .inflow ? (all, found.result) : (found.result, all)
    let matrix = { (entries: [Double]) in Matrix(rows: years, columns: stocks, storage: entries) }
    return CohortStockResult(
      periods: periods, inflow: matrix(inflow), outflow: matrix(found.outflow), stock: matrix(stock),
      initial: Array(repeating: 0, count: stocks),
      cohorts: byCohort ? tables(inflow, lifetimes, stocks, threads) : nil)
  }

  private func tables(
    _ inflow: [Double], _ lifetimes: AgeLifetimes, _ stocks: Int, _ threads: Int
  ) -> CohortTables {
    let tables = VectorMath.cohortTables(
      inflow: inflow, lifetimes: lifetimes, years: periods.count, stocks: stocks, threads: threads)
    return CohortTables(
      periodCount: periods.count, historicCount: 0, stockCount: stocks, stocks: tables.stock,
      outflows: tables.outflow)
  }

  /// Whether all entries are finite, and none is below zero where that is not allowed.
  private func admits(_ entries: [Double], negative: Bool) -> Bool {
    let extent = VectorMath.extent(of: entries)
    return entries.isEmpty
      || extent.greatest < .infinity && extent.least >= (negative ? -.greatestFiniteMagnitude : 0)
  }

  /// A driver that all stocks share, repeated for each.
  private func spread(_ values: [Double], _ stocks: Int) -> [Double] {
    var entries: [Double] = []
    entries.reserveCapacity(values.count * stocks)
    for value in values { entries.append(contentsOf: repeatElement(value, count: stocks)) }
    return entries
  }

  /// The lifetimes as the kernels know them, `nil` where they do not.
  private var ageLifetimes: AgeLifetimes? {
    guard case .lifetimes(let lifetimes, let timing, let hasFirstYearOutflow) = survival,
      initial == nil, periods.areYearly, lifetimes.variation == .constant,
      lifetimes.cohortFactors.isEmpty, lifetimes.yearFactors.isEmpty,
      let kind = lifetimes.lifetimes.first?.distribution
    else { return nil }
    var (first, second) = ([Double](), [Double]())
    first.reserveCapacity(lifetimes.stockCount)
    second.reserveCapacity(lifetimes.stockCount)
    for lifetime in lifetimes.lifetimes {
      guard lifetime.distribution == kind, let parameters = lifetime.parameters else { return nil }
      first.append(parameters.first)
      second.append(parameters.second)
    }
    return AgeLifetimes(
      kind.ageDistribution, first: first, second: second,
      entries: timing.nodes.map { AgeLifetimes.Entry(position: $0.position, weight: $0.weight) },
      keepsFirstYear: !hasFirstYearOutflow)
  }
}

extension LifetimeDistribution {
  fileprivate var ageDistribution: AgeLifetimes.Distribution {
    switch self {
    case .fixed: .fixed
    case .normal: .normal
    case .foldedNormal: .foldedNormal
    case .lognormal: .lognormal
    case .weibull: .weibull
    case .gamma: .gamma
    }
  }
}
