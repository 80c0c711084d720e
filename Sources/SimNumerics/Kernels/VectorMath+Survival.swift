internal import CSimMath

/// The survival by age of many stocks in the kernels, made eight stocks at a time.
@safe struct SurvivalColumns: Sendable {
  private let lifetimes: AgeLifetimes
  private let ages: [Double]
  private let years: Int
  private let stocks: Int

  /// Makes columns of lifetimes, one per stock or one that all share.
  init(_ lifetimes: AgeLifetimes, years: Int, stocks: Int) {
    precondition(
      lifetimes.count == 1 || lifetimes.count == stocks, "\(lifetimes.count) lifetimes for \(stocks) stocks")
    self.lifetimes = lifetimes
    self.years = years
    self.stocks = stocks
    ages = lifetimes.ages(years: years)
  }

  /// Whether all stocks have the same survival.
  var isShared: Bool { lifetimes.count == 1 }

  /// Writes the survival of eight stocks from `first` on, `[age][lane]`; where fewer are left, the last is repeated.
  func fill(_ column: UnsafeMutablePointer<Double>, _ first: Int) {
    let parameters = LaneRows(2)
    for lane in 0..<LaneRows.lanes {
      let stock = isShared ? 0 : min(first + lane, stocks - 1)
      unsafe parameters.start[lane] = lifetimes.first[stock]
      unsafe parameters.row(1)[lane] = lifetimes.second[stock]
    }
    unsafe column.update(repeating: 0, count: years * LaneRows.lanes)
    unsafe ages.withUnsafeBufferPointer { ages in
      for (position, entry) in lifetimes.entries.enumerated() {
        unsafe sim_add_survival(
          sim_distribution(lifetimes.distribution.rawValue), parameters.start, parameters.row(1),
          ages.baseAddress.map { unsafe $0 + position * years }, entry.weight, column, years)
      }
    }
    unsafe sim_settle_survival(column, years, lifetimes.keepsFirstYear ? 1 : 0)
  }
}
