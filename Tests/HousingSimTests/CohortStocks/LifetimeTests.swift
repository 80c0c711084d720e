import HousingSim
import SimNumerics
import Testing

@Suite struct LifetimeTests {
  private static let every: [Lifetime] = [
    .fixed(mean: 35), .normal(mean: 50, standardDeviation: 12),
    .foldedNormal(mean: 30, standardDeviation: 15),
    .lognormal(mean: 50, standardDeviation: 15), .weibull(shape: 2.5, scale: 60),
    .weibull(shape: 0.8, scale: 40), .gamma(shape: 6, scale: 9), .gamma(shape: 0.5, scale: 30),
  ]

  @Test(arguments: every)
  func `survival falls from one towards zero and never rises`(lifetime: Lifetime) {
    let shares = lifetime.survival(at: (0...2000).map { Double($0) / 2 })
    #expect(shares.allSatisfy { $0 >= 0 && $0 <= 1 })
    for position in shares.indices.dropFirst() { #expect(shares[position] <= shares[position - 1] + 1e-15) }
    #expect(shares[0] > 0.9999 && shares[2000] < 1e-5)
  }

  @Test func `everything is there before its age is above zero, but for the normal`() {
    for lifetime in Self.every {
      guard lifetime.distribution != .normal else { continue }
      #expect(lifetime.survival(at: [-1, 0]) == [1, 1])
    }
    let normal = Lifetime.normal(mean: 50, standardDeviation: 12)
    #expect(normal.survival(at: 0.0) < 1 && normal.survival(at: -1.0) > normal.survival(at: 0.0))
  }

  @Test func `values agree with the literature of each distribution`() {
    // Half of a normal lifetime is left at its mean, exp(-1) of a Weibull one at its scale.
    #expect(Lifetime.normal(mean: 50, standardDeviation: 12).survival(at: 50.0) == 0.5)
    #expect(
      (Lifetime.weibull(shape: 2.5, scale: 60).survival(at: 60.0) - 0.36787944117144233).magnitude < 1e-15)
    // A gamma lifetime of shape 1 and a Weibull one of shape 1 are exponential.
    let ages = [0.5, 3, 25, 80]
    let gamma = Lifetime.gamma(shape: 1, scale: 25).survival(at: ages)
    let weibull = Lifetime.weibull(shape: 1, scale: 25).survival(at: ages)
    for (left, right) in zip(gamma, weibull) { #expect((left - right).magnitude < 1e-15) }
    // A fixed lifetime ends at its age, not after it.
    #expect(Lifetime.fixed(mean: 35).survival(at: [34.5, 35, 35.5]) == [1, 0, 0])
    // Without a mean above the spread the folded normal has twice the upper tail.
    let folded = Lifetime.foldedNormal(mean: 1e-12, standardDeviation: 10).survival(at: 10.0)
    #expect((folded - 0.31731050786291410).magnitude < 1e-12)
  }

  @Test func `a Weibull lifetime can be given by its mean`() throws {
    let parameters = try #require(Lifetime.weibull(shape: 2.95, mean: 120).parameters)
    #expect((parameters.second - 134.479515504983).magnitude < 1e-10)
    let exponential = try #require(Lifetime.weibull(shape: 1, mean: 25).parameters)
    #expect((exponential.second - 25).magnitude < 1e-13)
  }

  @Test func `a lognormal lifetime keeps to its moments where they are far apart or close`() {
    // Very narrow: half is left at the median, which is the mean but for a share of s^2/m^2.
    let narrow = Lifetime.lognormal(mean: 50, standardDeviation: 1e-10)
    #expect(narrow.survival(at: [49.999, 50.001]) == [1, 0])
    let wide = Lifetime.lognormal(mean: 50, standardDeviation: 1e200).survival(at: [1e-300, 1, 50])
    #expect(wide.allSatisfy { $0 >= 0 && $0 <= 1 })
  }

  @Test func `a table is linear between its ages and keeps its ends`() throws {
    let curve = try SurvivalCurve(ages: [0, 10, 30], shares: [0.9, 0.5, 0])
    let found = Lifetime.table(curve).survival(at: [-1, 0, 5, 10, 20, 30, 99])
    let expected = [0.9, 0.9, 0.7, 0.5, 0.25, 0, 0]
    for (left, right) in zip(found, expected) { #expect((left - right).magnitude < 1e-15) }
  }

  @Test func `wrong tables are refused with their row`() {
    func error(_ ages: [Double], _ shares: [Double]) -> CohortStockError? {
      do {
        _ = try SurvivalCurve(ages: ages, shares: shares)
        return nil
      } catch { return error }
    }
    #expect(error([], []) == .curveStart(found: nil))
    #expect(error([1, 2], [1, 0]) == .curveStart(found: 1))
    #expect(error([0, 2, 2], [1, 1, 0]) == .curveAge(row: 2, found: 2))
    #expect(error([0, 1], [1, 1.5]) == .curveShare(row: 1, found: 1.5))
    #expect(error([0, 1, 2], [1, 0.5, 0.6]) == .curveIncreases(row: 2, previous: 0.5, found: 0.6))
    #expect(error([0, .infinity], [1, 0]) == .curveAge(row: 1, found: .infinity))
    if case .curveShare(let row, let found) = error([0], [.nan]) {
      #expect(row == 0 && found.isNaN)
    } else {
      Issue.record("a share that is not a number is accepted")
    }
  }

  @Test func `a table that ends too soon is refused unless nothing is left`() throws {
    let periods = StockPeriods(yearly: 2000...2020)
    let short = try StockLifetimes(.table(SurvivalCurve(yearly: [1, 0.5])))
    #expect(throws: CohortStockError.curveTooShort(lastAge: 1, share: 0.5, needed: 20)) {
      try CohortStockModel(periods: periods, lifetimes: short)
    }
    #expect(throws: CohortStockError.curveTooShort(lastAge: 1, share: 0.5, needed: 21)) {
      try CohortStockModel(periods: periods, lifetimes: short, timing: .start)
    }
    let ended = try StockLifetimes(.table(SurvivalCurve(yearly: [1, 0.5, 0])))
    #expect(throws: Never.self) { try CohortStockModel(periods: periods, lifetimes: ended) }
    let exact = try StockLifetimes(.table(SurvivalCurve(yearly: Array(repeating: 0.5, count: 21))))
    #expect(throws: Never.self) { try CohortStockModel(periods: periods, lifetimes: exact) }
  }

  @Test(arguments: [0, -5, .infinity, .nan])
  func `parameters that are not above zero are refused with their place`(value: Double) throws {
    let periods = StockPeriods(yearly: 2000...2001)
    let good = Lifetime.normal(mean: 50, standardDeviation: 12)
    let lifetimes = StockLifetimes(byStock: [good, .normal(mean: 50, standardDeviation: value)])
    let found = #expect(throws: CohortStockError.self) {
      try CohortStockModel(periods: periods, lifetimes: lifetimes)
    }
    guard case .parameter(name: "stddev", row: 0, stock: 1, let number) = found else {
      Issue.record("\(String(describing: found)) does not name the place")
      return
    }
    #expect(number.isNaN == value.isNaN)
    #expect(found?.description.contains("stddev is \(value)") == true)
    let rows = StockLifetimes(byYear: [good, .weibull(shape: value, scale: 3)])
    let other = #expect(throws: CohortStockError.self) {
      try CohortStockModel(periods: periods, lifetimes: rows)
    }
    guard case .parameter(name: "shape", row: 1, stock: 0, _) = other else {
      Issue.record("\(String(describing: other)) does not name the place")
      return
    }
  }

  @Test func `factors that are not above zero are refused`() {
    var lifetimes = StockLifetimes(.fixed(mean: 3))
    lifetimes.yearFactors = [1, 0]
    #expect(
      throws: CohortStockError.factor(name: "lifetime factor by year", position: 1, found: 0)
    ) { try CohortStockModel(periods: StockPeriods(yearly: 2000...2001), lifetimes: lifetimes) }
  }
}
