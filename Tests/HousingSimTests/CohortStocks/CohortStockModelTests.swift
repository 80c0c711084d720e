import HousingSim
import SimNumerics
import Testing

@Suite struct CohortStockModelTests {
  private let normal = StockLifetimes(.normal(mean: 50, standardDeviation: 12))

  private func column(_ values: [Double]) -> Matrix {
    Matrix(rows: values.count, columns: 1, storage: values)
  }

  private func fixed(
    _ mean: Double, years: ClosedRange<Int> = 2000...2004, _ policy: NegativeInflow = .refuse
  ) throws -> CohortStockModel {
    try CohortStockModel(
      periods: StockPeriods(yearly: years), lifetimes: StockLifetimes(.fixed(mean: mean)),
      negativeInflow: policy)
  }

  @Test func `what enters with a fixed lifetime of two years leaves two years later`() throws {
    let result = try fixed(2).inflowDriven(column([10, 20, 0, 5, 0]))
    #expect(result.stock.storage == [10, 30, 20, 5, 5])
    #expect(result.outflow.storage == [0, 0, 10, 20, 0])
    #expect(result.largestResidual == 0)
  }

  @Test func `one year is a model too, and its period is one year long`() throws {
    let periods = try StockPeriods(years: [2020])
    #expect(periods.bounds == [2019.5, 2020.5] && periods.areYearly)
    let model = try CohortStockModel(periods: periods, lifetimes: normal, timing: .start)
    let result = try model.inflowDriven(column([100]), byCohort: true)
    #expect((result.stock[0, 0] + result.outflow[0, 0] - 100).magnitude < 1e-13)
    #expect(result.cohorts?.cohortCount(period: 0) == 1)
  }

  @Test func `no stocks are no work`() throws {
    let model = try CohortStockModel(periods: StockPeriods(yearly: 2000...2001), lifetimes: normal)
    let result = try model.inflowDriven(Matrix(rows: 2, columns: 0))
    #expect(result.stock.columns == 0 && result.largestResidual == 0)
    #expect(try model.stockDriven(Matrix(rows: 2, columns: 0)).inflow.columns == 0)
  }

  @Test func `no inflow is no stock`() throws {
    let model = try CohortStockModel(periods: StockPeriods(yearly: 2000...2009), lifetimes: normal)
    let result = try model.inflowDriven(Matrix(rows: 10, columns: 2), byCohort: true)
    #expect(result.stock.storage.allSatisfy { $0 == 0 } && result.outflow.storage.allSatisfy { $0 == 0 })
    let back = try model.stockDriven(Matrix(rows: 10, columns: 2))
    #expect(back.inflow.storage.allSatisfy { $0 == 0 })
  }

  @Test func `years have to increase`() {
    #expect(throws: CohortStockError.noYears) { try StockPeriods(years: []) }
    #expect(throws: CohortStockError.yearsNotIncreasing(position: 2, previous: 2001, found: 2001)) {
      try StockPeriods(years: [2000, 2001, 2001])
    }
  }

  @Test func `bounds lie midway between years`() throws {
    let periods = try StockPeriods(years: [2000, 2001, 2005, 2015])
    #expect(periods.bounds == [1999.5, 2000.5, 2003, 2010, 2020])
    #expect((0..<4).map(periods.length) == [1, 2.5, 7, 10])
    #expect(!periods.areYearly)
    #expect(StockPeriods(yearly: 2000...2002) == (try StockPeriods(years: [2000, 2001, 2002])))
  }

  @Test func `a given inflow below zero is refused, kept or clipped`() throws {
    let inflow = column([10, -4, 0, 0, 0])
    #expect(throws: CohortStockError.negativeInflow(period: 1, stock: 0, found: -4)) {
      try fixed(9).inflowDriven(inflow)
    }
    #expect(throws: CohortStockError.negativeInflow(period: 1, stock: 0, found: -4)) {
      try fixed(9, .earlyRetirement).inflowDriven(inflow)
    }
    #expect(try fixed(9, .allow).inflowDriven(inflow).stock.storage == [10, 6, 6, 6, 6])
    let clipped = try fixed(9, .clip).inflowDriven(inflow)
    #expect(clipped.inflow.storage == [10, 0, 0, 0, 0] && clipped.stock.storage == [10, 10, 10, 10, 10])
  }

  @Test func `a falling stock is refused, allowed, clipped or reached by early retirement`() throws {
    let target = column([10, 20, 15, 15, 20])
    #expect(throws: CohortStockError.negativeInflow(period: 2, stock: 0, found: -5)) {
      try fixed(9).stockDriven(target)
    }
    let allowed = try fixed(9, .allow).stockDriven(target)
    #expect(allowed.inflow.storage == [10, 10, -5, 0, 5] && allowed.stock == target)
    let clipped = try fixed(9, .clip).stockDriven(target)
    #expect(clipped.inflow.storage == [10, 10, 0, 0, 0] && clipped.stock.storage == [10, 20, 20, 20, 20])
    let retired = try fixed(9, .earlyRetirement).stockDriven(target, byCohort: true)
    #expect(retired.inflow.storage == [10, 10, 0, 0, 5] && retired.stock == target)
    #expect(retired.outflow.storage == [0, 0, 5, 0, 0])
    // A quarter of every cohort, for good.
    let cohorts = try #require(retired.cohorts)
    #expect((0..<2).map { cohorts.stock(period: 4, cohort: $0) } == [7.5, 7.5])
    #expect((0..<2).map { cohorts.outflow(period: 2, cohort: $0) } == [2.5, 2.5])
  }

  @Test func `a stock of zero retires everything`() throws {
    let result = try fixed(9, .earlyRetirement).stockDriven(column([10, 0, 0, 8, 8]))
    #expect(result.stock.storage == [10, 0, 0, 8, 8] && result.outflow.storage == [0, 10, 0, 0, 0])
  }

  @Test func `a need below zero that is rounding is no need`() throws {
    // Nothing leaves, and the sum of the cohorts rounds to a little more than the stock.
    let target = (1...5).map { Double($0) * 0.1 } + Array(repeating: 0.5, count: 20)
    let result = try fixed(99, years: 2000...2024).stockDriven(column(target))
    #expect(result.inflow.storage.allSatisfy { $0 >= 0 && $0 < 0.1000001 })
  }

  @Test func `numbers that are not finite and stocks below zero are refused with their place`() throws {
    let model = try fixed(3)
    #expect(throws: CohortStockError.notFinite(quantity: "inflow", period: 1, stock: 0, found: .infinity)) {
      try model.inflowDriven(column([1, .infinity, 1, 1, 1]))
    }
    let found = #expect(throws: CohortStockError.self) { try model.stockDriven(column([1, 2, .nan, 4, 5])) }
    #expect(found?.description == "the stock of period 2, stock 0, is nan, not a finite number")
    #expect(throws: CohortStockError.negativeStock(period: 3, stock: 0, found: -1)) {
      try model.stockDriven(column([1, 1, 1, -1, 1]))
    }
    #expect(throws: CohortStockError.overflow(period: 1, stock: 0)) {
      try model.inflowDriven(column([1.7e308, 1.7e308, 0, 0, 0]))
    }
  }

  @Test func `a stock that no inflow reaches is refused`() throws {
    // At the start of a year with a lifetime of less than one nothing is left at its end.
    let model = try CohortStockModel(
      periods: StockPeriods(yearly: 2000...2001), lifetimes: StockLifetimes(.fixed(mean: 0.5)), timing: .start
    )
    #expect(throws: CohortStockError.unreachableStock(period: 0, stock: 0, target: 5, survival: 0)) {
      try model.stockDriven(column([5, 5]))
    }
    #expect(try model.stockDriven(column([0, 0])).inflow.storage == [0, 0])
  }

  @Test func `without first-year outflow a cohort is complete at the end of its year`() throws {
    for hasOutflow in [true, false] {
      let model = try CohortStockModel(
        periods: StockPeriods(yearly: 2000...2002),
        lifetimes: StockLifetimes(.weibull(shape: 2, scale: 2)), timing: .middle,
        hasFirstYearOutflow: hasOutflow)
      let result = try model.inflowDriven(column([10, 0, 0]))
      #expect((result.outflow[0, 0] > 0) == hasOutflow)
      #expect(result.largestResidual < 1e-15)
      let later = Lifetime.weibull(shape: 2, scale: 2).survival(at: 1.5)
      #expect((result.stock[1, 0] - 10 * later).magnitude < 1e-14)
    }
  }

  @Test func `an initial stock out of order, after the start or already gone is refused`() throws {
    func model(_ cohorts: [Int], _ amounts: [Double], _ lifetime: Lifetime) throws {
      _ = try CohortStockModel(
        periods: StockPeriods(yearly: 2000...2001), lifetimes: StockLifetimes(lifetime),
        initial: InitialStock(cohorts: cohorts, stock: column(amounts)))
    }
    let long = Lifetime.fixed(mean: 50)
    #expect(throws: CohortStockError.initialCohort(cohort: 1, found: 1990, start: 1999.5)) {
      try model([1990, 1990], [1, 1], long)
    }
    #expect(throws: CohortStockError.initialCohort(cohort: 0, found: 2000, start: 1999.5)) {
      try model([2000], [1], long)
    }
    #expect(throws: CohortStockError.initialStock(cohort: 0, stock: 0, found: -1)) {
      try model([1990], [-1], long)
    }
    #expect(throws: CohortStockError.initialStockOutlived(cohort: 0, stock: 0, found: 3)) {
      try model([1900, 1990], [3, 4], long)
    }
    #expect(throws: Never.self) { try model([1900, 1990], [0, 4], long) }
  }

  @Test func `an initial stock of fixed lifetime leaves in its year`() throws {
    let model = try CohortStockModel(
      periods: StockPeriods(yearly: 2000...2003), lifetimes: StockLifetimes(.fixed(mean: 3)),
      initial: InitialStock(cohorts: [1998, 1999], stock: column([4, 6])))
    let result = try model.inflowDriven(column([1, 1, 1, 1]))
    #expect(result.initial == [10] && result.stock.storage == [11, 8, 3, 3])
    #expect(result.outflow.storage == [0, 4, 6, 1])
  }

  @Test func `lifetimes by year multiply survival ratios`() throws {
    let periods = StockPeriods(yearly: 2000...2002)
    let rows = [10.0, 20, 30].map { Lifetime.weibull(shape: 1, scale: $0) }
    let model = try CohortStockModel(periods: periods, lifetimes: StockLifetimes(byYear: rows))
    let table = model.survivalTable()
    // An exponential lifetime loses the same share in every year, whatever the age.
    let kept = SpecialFunctions.exponential([-1.0 / 20 - 1.0 / 30])[0]
    #expect((table[2, 0] - kept).magnitude < 1e-15 && table[0, 0] == 1)
    // The same lifetime in every year is a constant lifetime.
    let same = try CohortStockModel(
      periods: periods,
      lifetimes: StockLifetimes(byYear: Array(repeating: .normal(mean: 5, standardDeviation: 3), count: 3)))
    let constant = try CohortStockModel(
      periods: periods, lifetimes: StockLifetimes(.normal(mean: 5, standardDeviation: 3)))
    for (left, right) in zip(same.survivalTable().shares.storage, constant.survivalTable().shares.storage) {
      #expect((left - right).magnitude < 1e-15)
    }
  }

  @Test func `factors scale every distribution in time`() throws {
    let lifetimes: [Lifetime] = [
      .fixed(mean: 5), .normal(mean: 5, standardDeviation: 3), .foldedNormal(mean: 5, standardDeviation: 3),
      .lognormal(mean: 5, standardDeviation: 3), .weibull(shape: 2, scale: 5), .gamma(shape: 2, scale: 3),
    ]
    for lifetime in lifetimes {
      let parameters = try #require(lifetime.parameters)
      let distribution = try #require(lifetime.distribution)
      let hasShape = distribution.parameterNames[0] == "shape"
      let longer = distribution.lifetime(
        hasShape ? parameters.first : 2 * parameters.first, 2 * parameters.second)
      var scaled = StockLifetimes(lifetime)
      scaled.cohortFactors = Array(repeating: 2, count: 12)
      let periods = StockPeriods(yearly: 2000...2011)
      let left = try CohortStockModel(periods: periods, lifetimes: scaled).survivalTable().shares
      let right = try CohortStockModel(periods: periods, lifetimes: StockLifetimes(longer))
        .survivalTable().shares
      for (found, expected) in zip(left.storage, right.storage) {
        #expect((found - expected).magnitude < 1e-14)
      }
    }
  }

  @Test func `survival tables that rise or leave zero to one are refused`() throws {
    #expect(throws: CohortStockError.survivalShare(period: 0, cohort: 0, found: 1.5)) {
      try SurvivalTable(shares: Matrix(rows: 1, columns: 1, storage: [1.5]))
    }
    #expect(throws: CohortStockError.survivalIncreases(period: 1, cohort: 0, previous: 0.5, found: 0.6)) {
      try SurvivalTable(shares: Matrix(rows: 2, columns: 2, storage: [0.5, 9, 0.6, 1]))
    }
    let table = try SurvivalTable(shares: Matrix(rows: 2, columns: 2, storage: [0.5, 9, 0.5, 1]))
    #expect(table[0, 1] == 0)
  }

  @Test func `shares of a joint inflow have to add up to one`() throws {
    let model = try CohortStockModel(
      periods: StockPeriods(yearly: 2000...2001), lifetimes: StockLifetimes(.fixed(mean: 9)))
    #expect(throws: CohortStockError.inflowShares(period: 1, sum: 0.9)) {
      try model.stockDriven(
        total: [1, 2], shares: Matrix(rows: 2, columns: 2, storage: [0.5, 0.5, 0.5, 0.4]))
    }
    let result = try model.stockDriven(
      total: [4, 8], shares: Matrix(rows: 2, columns: 2, storage: [0.25, 0.75, 0.5, 0.5]))
    #expect(result.inflow.storage == [1, 3, 2, 2] && result.stock.storage == [1, 3, 3, 5])
  }

  @Test func `a mature stock in steady state gives what it takes`() throws {
    let model = try CohortStockModel(
      periods: StockPeriods(yearly: 1800...2000), lifetimes: StockLifetimes(.gamma(shape: 6, scale: 3)))
    let result = try model.inflowDriven(column(Array(repeating: 7, count: 201)))
    #expect((result.outflow[200, 0] - 7).magnitude < 1e-12)
    // Little's law: stock = inflow x mean lifetime; the age at the end of the year of entry adds half a year.
    #expect((result.stock[200, 0] - 7 * (18 + 0.5)).magnitude < 0.02)
  }
}
