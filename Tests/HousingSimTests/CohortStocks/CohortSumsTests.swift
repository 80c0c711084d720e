import HousingSim
import SimNumerics
import SimTestSupport
import Testing

/// Sums of groups of cohorts straight from inflow against those of the cohort tables.
@Suite struct CohortSumsTests {
  private struct Case {
    let model: CohortStockModel
    let inflow: Matrix
    let groups: [Range<Int>]
  }

  private static func lifetimes(_ random: inout SplitMix64, _ count: Int) -> [Lifetime] {
    let kind = random.integer(in: 0...6)
    return (0..<count).map { _ in
      let (mean, spread) = (random.number(in: 2...60), random.number(in: 0.5...20))
      return switch kind == 6 ? random.integer(in: 0...5) : kind {
      case 0: .fixed(mean: mean)
      case 1: .normal(mean: mean, standardDeviation: spread)
      case 2: .foldedNormal(mean: mean, standardDeviation: spread)
      case 3: .lognormal(mean: mean, standardDeviation: spread)
      case 4: .weibull(shape: random.number(in: 0.6...5), scale: mean)
      default: .gamma(shape: random.number(in: 0.6...9), scale: spread)
      }
    }
  }

  private static func groups(_ random: inout SplitMix64, _ cohorts: Int) -> [Range<Int>] {
    (0..<random.integer(in: 0...5)).map { _ in
      let start = random.integer(in: 0...cohorts)
      return start..<random.integer(in: start...cohorts)
    }
  }

  /// A model that the kernels know, but for kinds of lifetimes that are mixed, or one that varies as nothing else does.
  private static func randomCase(_ seed: UInt64, isPlain: Bool) throws -> Case {
    var random = SplitMix64(seed: seed)
    let count = random.chance(0.1) ? 1 : random.integer(in: 2...60)
    let stocks = [1, 2, 7, 8, 16, 33, 41, 72][random.integer(in: 0...7)]
    let step = isPlain || random.chance(0.5) ? 1 : 3
    let historic = isPlain || random.chance(0.5) ? 0 : random.integer(in: 1...10)
    let own = random.chance(0.3) ? 1 : stocks
    var lifetimes = StockLifetimes(byStock: lifetimes(&random, own))
    if !isPlain && random.chance(0.5) {
      lifetimes.yearFactors = (0..<count).map { _ in random.number(in: 0.5...2) }
    }
    // An initial stock needs lifetimes that leave something of it.
    if historic > 0 { lifetimes = StockLifetimes(.normal(mean: 60, standardDeviation: 20)) }
    let negative: [NegativeInflow] = isPlain ? [.allow] : [.allow, .clip]
    let timings: [InflowTiming] = [.start, .middle, .end, .quadrature(points: 4)]
    let model = try CohortStockModel(
      periods: StockPeriods(years: (0..<count).map { 2000 + $0 * step }), lifetimes: lifetimes,
      timing: timings[random.integer(in: 0...3)], hasFirstYearOutflow: random.chance(0.7),
      initial: historic == 0
        ? nil
        : InitialStock(
          cohorts: Array(1980..<1980 + historic),
          stock: Matrix(rows: historic, columns: 1, storage: (0..<historic).map { _ in random.number() })),
      negativeInflow: negative[random.integer(in: 0...negative.count - 1)])
    let columns = random.chance(0.3) ? 1 : stocks
    let inflow = Matrix(
      rows: count, columns: columns,
      storage: (0..<count * columns).map { _ in random.number(in: -5...50) })
    return Case(model: model, inflow: inflow, groups: groups(&random, historic + count))
  }

  private func expectSums(_ found: CohortSums, _ expected: CohortSums) {
    #expect(found.groups == expected.groups)
    #expect(found.periodCount == expected.periodCount && found.stockCount == expected.stockCount)
    expectSameBits(found.stocks, expected.stocks, "the stocks")
    expectSameBits(found.outflows, expected.outflows, "the outflows")
  }

  @Test(arguments: [true, false], 1...60)
  func `sums have the bits of those of the cohort tables, for any number of threads`(
    isPlain: Bool, seed: UInt64
  ) throws {
    let random = try Self.randomCase(seed, isPlain: isPlain)
    let tables = try #require(random.model.inflowDriven(random.inflow, byCohort: true).cohorts)
    let expected = tables.sums(ofCohorts: random.groups)
    #expect(expected.stocks.count == tables.periodCount * random.groups.count * tables.stockCount)
    var kept = CohortSums()
    for threads in [1, 2, 5] {
      expectSums(
        try random.model.cohortSums(random.inflow, ofCohorts: random.groups, threads: threads), expected)
      try random.model.cohortSums(random.inflow, ofCohorts: random.groups, into: &kept, threads: threads)
      expectSums(kept, expected)
    }
    try random.model.cohortSums(random.inflow, ofCohorts: [0..<1], into: &kept)
    expectSums(kept, tables.sums(ofCohorts: [0..<1]))
  }

  @Test func `sums are read by period, group and stock`() throws {
    let model = try CohortStockModel(
      periods: StockPeriods(yearly: 2000...2003),
      lifetimes: StockLifetimes(byStock: [.fixed(mean: 2), .fixed(mean: 3)]))
    let inflow = Matrix(rows: 4, columns: 1, storage: [1, 10, 100, 1000])
    let sums = try model.cohortSums(inflow, ofCohorts: [0..<2, 1..<4, 3..<3])
    #expect(sums.periodCount == 4 && sums.stockCount == 2 && sums.groups == [0..<2, 1..<4, 3..<3])
    #expect((0..<4).map { sums.stock(period: $0, group: 0) } == [1, 11, 10, 0])
    #expect((0..<4).map { sums.stock(period: $0, group: 1, stock: 1) } == [0, 10, 110, 1110])
    #expect((0..<4).map { sums.outflow(period: $0, group: 0, stock: 1) } == [0, 0, 0, 1])
    #expect((0..<4).allSatisfy { sums.stock(period: $0, group: 2) == 0 })
  }

  private func expectSameError(_ model: CohortStockModel, _ inflow: Matrix, _ groups: [Range<Int>]) {
    let expected = #expect(throws: CohortStockError.self) { try model.inflowDriven(inflow, byCohort: true) }
    let found = #expect(throws: CohortStockError.self) { try model.cohortSums(inflow, ofCohorts: groups) }
    // Errors that name what is not a number are not equal to themselves.
    #expect(found?.description == expected?.description)
  }

  @Test(arguments: [[], [0..<12], [0..<0], [4..<5, 0..<9]])
  func `what cannot be used is refused as it is for totals`(groups: [Range<Int>]) throws {
    func model(_ negative: NegativeInflow) throws -> CohortStockModel {
      try CohortStockModel(
        periods: StockPeriods(yearly: 2000...2011),
        lifetimes: StockLifetimes(byStock: Array(repeating: .weibull(shape: 2, scale: 20), count: 9)),
        negativeInflow: negative)
    }
    for value in [Double.nan, .infinity, -.infinity] {
      var inflow = Matrix(rows: 12, columns: 9, repeating: 10)
      inflow[5, 7] = value
      expectSameError(try model(.allow), inflow, groups)
    }
    var falling = Matrix(rows: 12, columns: 9, repeating: 10)
    falling[5, 7] = -1
    expectSameError(try model(.refuse), falling, groups)
    // Each inflow is a number, the stock is not.
    let large = Matrix(rows: 12, columns: 9, repeating: 1e308)
    expectSameError(try model(.allow), large, groups)
  }

  /// Totals near the largest double, and a lifetime whose logarithm has no spread that a double can hold.
  @Test(arguments: [
    (Lifetime.normal(mean: 5, standardDeviation: 1), 0.4e308),
    (.lognormal(mean: 1e-200, standardDeviation: 1e200), 10),
  ])
  func `what the kernels leave to the general form gives the sums of the tables too`(
    lifetime: Lifetime, last: Double
  ) throws {
    let model = try CohortStockModel(
      periods: StockPeriods(yearly: 2000...2009), lifetimes: StockLifetimes(lifetime), negativeInflow: .allow)
    let inflow = Matrix(rows: 10, columns: 1, storage: (0..<10).map { $0 < 8 ? 1 : last })
    let tables = try #require(model.inflowDriven(inflow, byCohort: true).cohorts)
    let groups = [0..<9, 8..<10]
    expectSums(try model.cohortSums(inflow, ofCohorts: groups), tables.sums(ofCohorts: groups))
  }
}
