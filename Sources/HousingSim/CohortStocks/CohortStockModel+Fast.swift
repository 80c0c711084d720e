internal import SimNumerics

extension CohortStockModel {
  /// Runs the model in the kernels for many stocks, where it is one that they know.
  ///
  /// They know yearly steps, no initial stock, and lifetimes of one kind with parameters that depend on nothing but
  /// the stock. Whatever has to be refused, clipped or retired is left to the general form.
  ///
  /// - Returns: the result, or `nil` where the general form has to be taken.
  func fast(
    _ driver: StockDriver, _ given: Matrix, byCohort: Bool, threads: Int,
    room arrays: consuming StockRoom = StockRoom()
  ) -> CohortStockResult? {
    guard let lifetimes = ageLifetimes, given.rows == periods.count,
      admits(given.storage, negative: driver == .inflow && negativeInflow == .allow)
    else { return nil }
    let (years, stocks) = (periods.count, stockCount(given.columns))
    var room = consume arrays
    room.prepare(years: years, stocks: stocks, byCohort: byCohort)
    let extent = VectorMath.run(
      driver, given.storage, lifetimes: lifetimes, years: years, stocks: stocks, result: &room.result,
      outflow: &room.outflow, shares: &room.shares, threads: threads)
    guard years * stocks == 0 || admits(extent, negative: driver == .inflow || negativeInflow == .allow)
    else { return nil }
    // A result keeps a shared inflow as the one column that it is.
    if driver == .inflow || given.columns == stocks {
      room.driver = given.storage
    } else {
      room.spread(given.storage, stocks)
    }
    return result(driver, room, stocks, byCohort: byCohort)
  }

  private func result(
    _ driver: StockDriver, _ room: StockRoom, _ stocks: Int, byCohort: Bool
  ) -> CohortStockResult {
    let matrix = { (entries: [Double]) in Matrix(rows: periods.count, columns: stocks, storage: entries) }
    let isShared = driver == .inflow && room.driver.count != room.result.count
    return CohortStockResult(
      periods: periods,
      entering: isShared
        ? Matrix(rows: periods.count, columns: 1, storage: room.driver)
        : matrix(driver == .inflow ? room.driver : room.result),
      outflow: matrix(room.outflow), stock: matrix(driver == .inflow ? room.result : room.driver),
      initial: Array(repeating: 0, count: stocks),
      cohorts: byCohort
        ? CohortTables(
          periodCount: periods.count, stockCount: stocks,
          inflow: driver == .inflow ? room.driver : room.result, shares: room.shares) : nil)
  }

  /// Whether all entries are finite, and none is below zero where that is not allowed.
  private func admits(_ entries: [Double], negative: Bool) -> Bool {
    entries.isEmpty || admits(VectorMath.extent(of: entries), negative: negative)
  }

  private func admits(_ extent: (least: Double, greatest: Double), negative: Bool) -> Bool {
    extent.greatest < .infinity && extent.least >= (negative ? -.greatestFiniteMagnitude : 0)
  }

  /// The lifetimes as the kernels know them, `nil` where they do not.
  var ageLifetimes: AgeLifetimes? {
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

/// The arrays of a result, new ones or those of an earlier result.
struct StockRoom {
  var result: [Double] = []
  var outflow: [Double] = []
  var driver: [Double] = []
  var shares: [Double] = []

  init() {}

  /// Takes the arrays of a result, which is empty afterwards.
  init(taking result: inout CohortStockResult, _ driver: StockDriver) {
    outflow = result.outflow.takeStorage()
    let (inflow, stock) = (result.entering.takeStorage(), result.stock.takeStorage())
    (self.driver, self.result) = driver == .inflow ? (inflow, stock) : (stock, inflow)
    if let tables = result.cohorts {
      result.cohorts = nil
      shares = tables.shares
    }
  }

  /// Makes new arrays where those at hand have another length.
  mutating func prepare(years: Int, stocks: Int, byCohort: Bool) {
    let totals = years * stocks
    if result.count != totals { result = VectorMath.unwritten(totals) }
    if outflow.count != totals { outflow = VectorMath.unwritten(totals) }
    let entries = byCohort ? totals : 0
    if shares.count != entries { shares = VectorMath.unwritten(entries) }
  }

  /// Repeats a driver that all stocks share for each of them.
  mutating func spread(_ values: [Double], _ stocks: Int) {
    if driver.count != values.count * stocks { driver = VectorMath.unwritten(values.count * stocks) }
    driver.removeAll(keepingCapacity: true)
    for value in values { driver.append(contentsOf: repeatElement(value, count: stocks)) }
  }
}
