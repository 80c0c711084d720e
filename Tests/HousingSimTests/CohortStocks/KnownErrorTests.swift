import HousingSim
import SimNumerics
import Testing

/// What other packages return wrongly or in silence, what is right, and why.
@Suite struct KnownErrorTests {
  /// The mean and standard deviation of a lifetime, by adding up its survival: E = sum of S, E2 = sum of 2 a S.
  private func moments(_ lifetime: Lifetime, step: Double = 0.05, to end: Double = 2000) -> (Double, Double) {
    let ages = (0..<Int(end / step)).map { (Double($0) + 0.5) * step }
    let survival = lifetime.survival(at: ages)
    let mean = survival.reduce(0, +) * step
    let square = zip(ages, survival).reduce(0) { $0 + 2 * $1.0 * $1.1 } * step
    return (mean, (square - mean * mean).squareRoot())
  }

  @Test func `lognormal parameters are moments of the lifetime itself`() {
    let (mean, deviation) = moments(.lognormal(mean: 50, standardDeviation: 15))
    #expect((mean - 50).magnitude < 1e-4 && (deviation - 15).magnitude < 1e-3)
  }

  @Test func `the lognormal of ODYM has the standard deviation m m over s, which is not used here`() throws {
    // Its code has m^2/s^2 where the variance of the logarithm is ln(1 + s^2/m^2).
    let reference = ReferenceCase.named("odym_inflow_lognormal")
    let wrong = Lifetime.lognormal(mean: 50, standardDeviation: 50 * 50 / 15)
    let right = reference.lifetime(at: 0)
    var largest = 0.0
    for entry in try #require(reference.survival) {
      let age = entry[0] - entry[1]
      #expect((wrong.survival(at: age) - entry[2]).magnitude < referenceTolerance)
      largest = max(largest, (right.survival(at: age) - entry[2]).magnitude)
    }
    #expect(largest > 0.2)
  }

  @Test func `the package gives the right lognormal where it is handed the survival table`() throws {
    let reference = ReferenceCase.named("odym_inflow_lognormal_exogenous")
    let other = ReferenceCase.named("flodym_inflow_lognormal_end")
    for reference in [reference, other] {
      let result = try reference.model().inflowDriven(reference.driverColumn)
      try expectSeries(result, of: reference, ["stock", "outflow"])
    }
  }

  @Test(arguments: ["odym_inflow_lognormal_byCohort", "odym_stock_lognormal_growth"])
  func `the other lognormal cases of ODYM follow from its wrong standard deviation`(id: String) throws {
    let reference = ReferenceCase.named(id)
    let wrong = reference.lifetimeRow.map { lifetime -> Lifetime in
      guard let parameters = lifetime.parameters else { return lifetime }
      let (mean, deviation) = parameters
      return .lognormal(mean: mean, standardDeviation: mean * mean / deviation)
    }
    let model = try CohortStockModel(
      periods: StockPeriods(years: reference.years), lifetimes: StockLifetimes(byCohort: wrong),
      negativeInflow: .allow)
    let isStock = reference.kind == "stock"
    let found =
      try isStock ? model.stockDriven(reference.driverColumn) : model.inflowDriven(reference.driverColumn)
    try expectSeries(found, of: reference, ["stock", "outflow"] + (isStock ? ["inflow"] : []))
    let right =
      try isStock
      ? reference.model().stockDriven(reference.driverColumn)
      : reference.model().inflowDriven(reference.driverColumn)
    let largest = try #require(reference.columns["outflow"]).largest
    let differences = zip(right.outflow.storage, found.outflow.storage).map { ($0 - $1).magnitude }
    #expect((differences.max() ?? 0) > 0.1 * largest)
  }

  @Test func `uneven steps keep mass, which flodym does not`() throws {
    let reference = ReferenceCase.named("flodym_inflow_normal_uneven")
    let model = try reference.model()
    let result = try model.inflowDriven(reference.driverColumn)
    try expectSeries(result, of: reference, ["stock"])
    #expect(result.largestResidual < 1e-14)
    // The package leaves out L(c)/L(t): its own outflow does not close the balance of the stock.
    let periods = result.periods
    let outflow = try #require(reference.columns["outflow"])
    var largest = 0.0
    for period in 1..<periods.count {
      let change = result.stock[period, 0] - result.stock[period - 1, 0]
      let flow = (result.inflow[period, 0] - outflow.values[period]) * periods.length(period)
      largest = max(largest, (flow - change).magnitude / result.stock[period, 0])
    }
    #expect(largest > 0.01)
  }

  @Test func `stock-driven steps of five years bring the stock to what is given`() throws {
    // flodym 1.1 builds the cohorts from inflow per year: its cohorts add up to a fifth of the stock.
    let model = try CohortStockModel(
      periods: StockPeriods(years: [2000, 2005, 2010]),
      lifetimes: StockLifetimes(.normal(mean: 50, standardDeviation: 12)))
    let result = try model.stockDriven(
      Matrix(rows: 3, columns: 1, storage: [10, 20, 30]), byCohort: true)
    let cohorts = try #require(result.cohorts)
    for period in 0..<3 {
      let sum = (0...period).reduce(0) { $0 + cohorts.stock(period: period, cohort: $1) }
      #expect((sum - Double(10 * (period + 1))).magnitude < 1e-13)
    }
    #expect(result.largestResidual < 1e-14)
  }

  @Test(arguments: ["dlm_stock_normal_byPeriod", "dlm_stock_normal_byPeriod_decline"])
  func `the first inflow is s over 1 minus h, where dynamic_lifetime_model has s times 1 plus h`(id: String)
    throws
  {
    let reference = ReferenceCase.named(id)
    let model = try reference.model()
    let result = try model.stockDriven(reference.driverColumn, byCohort: true)
    // The stock is given, so that it agrees; what enters and leaves in the year of entry does not.
    try expectSeries(result, of: reference, ["stock"])
    try expectCohortStocks(result, of: reference)
    let survival = model.survivalTable()
    let expected = try #require(reference.columns["inflow"])
    for (place, period) in reference.positions.enumerated() {
      let hazard = 1 - survival[period, period]
      let kept = result.inflow[period, 0] * survival[period, period]
      #expect(
        (expected.values[place] - kept * (1 + hazard)).magnitude <= referenceTolerance * expected.largest)
    }
    // Only s / (1 - h) gives the stock back.
    let back = try model.inflowDriven(result.inflow)
    for (found, target) in zip(back.stock.storage, reference.driverValues) {
      #expect((found - target).magnitude < 1e-12 * 41000)
    }
  }

  private func expectCohortStocks(_ result: CohortStockResult, of reference: ReferenceCase) throws {
    let cohorts = try #require(result.cohorts)
    let expected = try #require(reference.cohorts)
    for entry in expected.entries {
      let found = cohorts.stock(period: Int(entry[0]) - 1951, cohort: Int(entry[1]) - 1951)
      #expect((found - entry[2]).magnitude <= referenceTolerance * expected.largest[0])
    }
  }

  @Test(arguments: ["legacy_inflow_normal", "legacy_inflow_gamma", "legacy_inflow_exponential"])
  func `densities at whole ages do not add up to what leaves`(id: String) throws {
    // The package takes the density at each age for the share that leaves in that year.
    let reference = ReferenceCase.named(id)
    let densities = try #require(reference.densities)
    // An exponential lifetime is a Weibull with shape 1.
    let right =
      id.hasSuffix("exponential") ? Lifetime.weibull(shape: 1, scale: 25) : reference.lifetime(at: 0)
    var left = 1.0
    var largest = 0.0
    for (age, density) in densities.enumerated() {
      left -= density
      largest = max(largest, (left - right.survival(at: Double(age))).magnitude)
    }
    // Half a year of the curve, up to a hundredth and more.
    #expect(largest > 5e-3)
  }

  @Test func `a lifetime of zero is refused, not made a stock of zero`() throws {
    for id in ["odym_inflow_fixed_zero", "odym_inflow_normal_zero_mean", "odym_stock_fixed_zero"] {
      let reference = ReferenceCase.named(id)
      #expect(throws: CohortStockError.parameter(name: "mean", row: 0, stock: 0, found: 0)) {
        try reference.model()
      }
    }
    // What leaves at once can be said by a table, and then agrees.
    let reference = ReferenceCase.named("odym_inflow_fixed_zero")
    let model = try CohortStockModel(
      periods: StockPeriods(years: reference.years),
      lifetimes: StockLifetimes(.table(SurvivalCurve(yearly: [0]))))
    try expectSeries(
      try model.inflowDriven(reference.driverColumn), of: reference, ["stock", "outflow"])
  }

  @Test func `a stock that cannot be reached is an error, not a missed stock`() throws {
    let reference = ReferenceCase.named("odym_stock_fixed_zero")
    let model = try CohortStockModel(
      periods: StockPeriods(years: reference.years),
      lifetimes: StockLifetimes(.table(SurvivalCurve(yearly: [0]))))
    let target = reference.driverValues[0]
    #expect(
      throws: CohortStockError.unreachableStock(period: 0, stock: 0, target: target, survival: 0)
    ) { try model.stockDriven(reference.driverColumn) }
  }
}
