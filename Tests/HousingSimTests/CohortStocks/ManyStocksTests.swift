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
      SimTestSupport.expectClose(one.stocks, other.stocks)
      SimTestSupport.expectClose(one.outflows, other.outflows)
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
