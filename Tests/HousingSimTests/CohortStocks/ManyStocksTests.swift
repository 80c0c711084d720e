import HousingSim
import SimNumerics
import SimTestSupport
import Testing

/// The kernels for many stocks against the general form, which lifetimes that are written out by cohort take.
@Suite struct ManyStocksTests {
  private static let kinds: [[Lifetime]] = [
    [.fixed(mean: 7), .fixed(mean: 11.5)],
    [.normal(mean: 30, standardDeviation: 9), .normal(mean: 12, standardDeviation: 5)],
    [.foldedNormal(mean: 9, standardDeviation: 6), .foldedNormal(mean: 20, standardDeviation: 2)],
    [.lognormal(mean: 25, standardDeviation: 8), .lognormal(mean: 10, standardDeviation: 0.5)],
    [.weibull(shape: 2.5, scale: 20), .weibull(shape: 0.8, scale: 15)],
    [.gamma(shape: 3, scale: 6), .gamma(shape: 0.7, scale: 20)],
  ]

  private func models(
    _ kind: [Lifetime], stocks: Int, years: Int, timing: InflowTiming, leaves: Bool,
    _ negative: NegativeInflow
  ) throws -> [CohortStockModel] {
    let lifetimes = (0..<stocks).map { kind[$0 % kind.count] }
    let byCohort = (0..<years).flatMap { _ in lifetimes }
    return try [StockLifetimes(byStock: lifetimes), StockLifetimes(byCohort: byCohort, stockCount: stocks)]
      .map {
        try CohortStockModel(
          periods: StockPeriods(yearly: 2000...1999 + years), lifetimes: $0, timing: timing,
          hasFirstYearOutflow: leaves, negativeInflow: negative)
      }
  }

  private func expectClose(_ found: CohortStockResult, _ expected: CohortStockResult) {
    for (one, other) in [
      (found.stock, expected.stock), (found.inflow, expected.inflow), (found.outflow, expected.outflow),
    ] {
      SimTestSupport.expectClose(one.storage, other.storage)
    }
    #expect(
      found.cohorts == nil && expected.cohorts == nil || found.cohorts != nil && expected.cohorts != nil)
    if let one = found.cohorts, let other = expected.cohorts {
      let (cells, others) = (one.packed(threads: 2), other.packed())
      SimTestSupport.expectClose(cells.stocks, others.stocks)
      SimTestSupport.expectClose(cells.outflows, others.outflows)
      expectSums(one)
      expectSums(other)
    }
  }

  /// Cells one by one are those of the packed tables, and groups of cohorts are their sums.
  private func expectSums(_ tables: CohortTables) {
    let cohorts = tables.historicCount + tables.periodCount
    let groups = [0..<cohorts, cohorts..<cohorts, cohorts / 3..<(cohorts + 1) / 2, 0..<1]
    let (packed, sums) = (tables.packed(), tables.sums(ofCohorts: groups, threads: 2))
    #expect(sums.stocks.count == tables.periodCount * groups.count * tables.stockCount)
    var row = 0
    for period in 0..<tables.periodCount {
      for stock in 0..<tables.stockCount {
        let present = (0..<cohorts).map { tables.stock(period: period, cohort: $0, stock: stock) }
        let leaving = (0..<cohorts).map { tables.outflow(period: period, cohort: $0, stock: stock) }
        for cohort in 0..<tables.cohortCount(period: period) {
          let index = (row + cohort) * tables.stockCount + stock
          #expect(packed.stocks[index].bitPattern == present[cohort].bitPattern)
          #expect(packed.outflows[index].bitPattern == leaving[cohort].bitPattern)
        }
        for (group, range) in groups.enumerated() {
          let index = (period * groups.count + group) * tables.stockCount + stock
          SimTestSupport.expectClose([sums.stocks[index]], [range.reduce(0) { $0 + present[$1] }])
          SimTestSupport.expectClose([sums.outflows[index]], [range.reduce(0) { $0 + leaving[$1] }])
        }
      }
      row += tables.cohortCount(period: period)
    }
  }

  /// Results of this size are written past the caches where rows are an even number of entries; the batches are not.
  @Test(arguments: [1, 2, 3], [(6_001, true), (6_001, false), (6_002, true), (6_002, false)])
  func `six thousand stocks at once have the bits of the same stocks in batches`(
    threads: Int, shape: (stocks: Int, isShared: Bool)
  ) throws {
    let (stocks, isShared) = shape
    let (years, batch) = (90, 101)
    let lifetimes = (0..<stocks).map { stock in
      Lifetime.normal(mean: 20 + Double(stock % 97) / 3, standardDeviation: 4 + Double(stock % 13) / 5)
    }
    func model(_ range: Range<Int>) throws -> CohortStockModel {
      try CohortStockModel(
        periods: StockPeriods(yearly: 1...years), lifetimes: StockLifetimes(byStock: Array(lifetimes[range])),
        negativeInflow: .allow)
    }
    func driver(_ range: Range<Int>) -> Matrix {
      let columns = isShared ? 0..<1 : range
      return Matrix(
        rows: years, columns: columns.count,
        storage: (0..<years).flatMap { year in columns.map { Double(50 + (year * 7 + $0 * 3) % 41) } })
    }
    let whole = try model(0..<stocks)
    let flows = try whole.inflowDriven(driver(0..<stocks), threads: threads)
    let stocksGiven = try whole.stockDriven(driver(0..<stocks), threads: threads)
    for first in stride(from: 0, to: stocks, by: 10 * batch) {
      let range = first..<min(first + batch, stocks)
      let part = try model(range)
      expectSameBits(flows, of: range, try part.inflowDriven(driver(range)))
      expectSameBits(stocksGiven, of: range, try part.stockDriven(driver(range)))
    }
  }

  private func expectSameBits(_ whole: CohortStockResult, of range: Range<Int>, _ part: CohortStockResult) {
    for (one, other) in [
      (whole.stock, part.stock), (whole.inflow, part.inflow), (whole.outflow, part.outflow),
    ] {
      let differs = (0..<one.rows).contains { year in
        range.contains { one[year, $0].bitPattern != other[year, $0 - range.lowerBound].bitPattern }
      }
      #expect(!differs)
    }
  }

  @Test(arguments: [InflowTiming.start, .middle, .end, .quadrature(points: 4)])
  func `many stocks at once are what the general form gives for each`(_ timing: InflowTiming) throws {
    var random = SplitMix64(seed: 31)
    for (kind, leaves) in zip(Self.kinds, [true, false, true, true, false, true]) {
      for (stocks, years) in [(1, 1), (2, 13), (19, 40)] {
        let models = try models(kind, stocks: stocks, years: years, timing: timing, leaves: leaves, .allow)
        let given = Matrix(
          rows: years, columns: stocks,
          storage: (0..<years * stocks).map { _ in random.number(in: 5...9) })
        let inflowDriven = try models.map { try $0.inflowDriven(given, byCohort: true, threads: 2) }
        expectClose(inflowDriven[0], inflowDriven[1])
        let stockDriven = try models.map { try $0.stockDriven(inflowDriven[1].stock, byCohort: true) }
        expectClose(stockDriven[0], stockDriven[1])
      }
    }
  }

  @Test func `many lifetimes of one driver are what each gives alone`() throws {
    let models = try models(Self.kinds[1], stocks: 20, years: 30, timing: .end, leaves: true, .refuse)
    let driver = Matrix(rows: 30, columns: 1, storage: (0..<30).map { 100 + 3 * Double($0) })
    expectClose(try models[0].inflowDriven(driver), try models[1].inflowDriven(driver))
    expectClose(try models[0].stockDriven(driver), try models[1].stockDriven(driver))
  }

  @Test func `a result is the same in the memory of an earlier one`() throws {
    let models = try models(Self.kinds[2], stocks: 11, years: 25, timing: .middle, leaves: true, .allow)
    let drivers = [11, 1].map { columns in
      Matrix(rows: 25, columns: columns, storage: (0..<25 * columns).map { 40 + Double($0 * 7 % 13) })
    }
    for (model, driver) in models.flatMap({ model in drivers.map { (model, $0) } }) {
      var result = try model.inflowDriven(drivers[0], byCohort: true)
      try model.inflowDriven(driver, into: &result, threads: 2)
      #expect(try result == model.inflowDriven(driver, byCohort: true))
      try model.stockDriven(driver, into: &result)
      #expect(try result == model.stockDriven(driver, byCohort: true))
    }
    #expect(drivers[0][24, 10] == 40 + Double(274 * 7 % 13))
  }

  @Test(arguments: [NegativeInflow.clip, .earlyRetirement])
  func `a falling stock is clipped or retired among many stocks too`(_ negative: NegativeInflow) throws {
    let models = try models(Self.kinds[1], stocks: 9, years: 12, timing: .end, leaves: true, negative)
    let target = Matrix(
      rows: 12, columns: 9, storage: (0..<108).map { 100 - Double($0 / 9) * Double($0 % 9) })
    expectClose(try models[0].stockDriven(target), try models[1].stockDriven(target))
  }

  @Test func `what cannot be used is refused with its place among many stocks too`() throws {
    let model = try models(Self.kinds[4], stocks: 9, years: 12, timing: .end, leaves: true, .refuse)[0]
    var values = [Double](repeating: 10, count: 108)
    values[5 * 9 + 7] = -1
    let falling = Matrix(rows: 12, columns: 9, storage: values)
    #expect(throws: CohortStockError.negativeInflow(period: 5, stock: 7, found: -1)) {
      try model.inflowDriven(falling)
    }
    #expect(throws: CohortStockError.negativeStock(period: 5, stock: 7, found: -1)) {
      try model.stockDriven(falling)
    }
    values[5 * 9 + 7] = .infinity
    #expect(
      throws: CohortStockError.notFinite(quantity: "inflow", period: 5, stock: 7, found: .infinity)
    ) { try model.inflowDriven(Matrix(rows: 12, columns: 9, storage: values)) }
  }
}
