import HousingSim
import SimNumerics
import Testing

/// Cases whose conventions are those of this library.
private func agreeing(_ kind: String) -> [ReferenceCase] {
  ReferenceCase.all.filter { reference in
    reference.kind == kind && ["odym", "flodym", "dlm"].contains(reference.package)
      && !KnownErrors.ids.contains(reference.id) && reference.by != "age"
  }
}

/// Cases in which a package is wrong or returns what this library refuses; `KnownErrorTests` has a test for each.
enum KnownErrors {
  static let ids: Set<String> = [
    "odym_inflow_lognormal", "odym_inflow_lognormal_byCohort", "odym_stock_lognormal_growth",
    "odym_inflow_fixed_zero", "odym_inflow_normal_zero_mean", "odym_stock_fixed_zero",
    "dlm_stock_normal_byPeriod", "dlm_stock_normal_byPeriod_decline", "flodym_inflow_normal_uneven",
  ]
}

@Suite struct ReferenceAgreementTests {
  @Test func `the fixture has all 102 cases of five packages`() {
    #expect(ReferenceCase.all.count == 102)
    #expect(Set(ReferenceCase.all.map(\.package)) == ["odym", "flodym", "dlm", "legacy", "dpmfa"])
    #expect(agreeing("inflow").count + agreeing("stock").count == 73)
  }

  @Test(arguments: agreeing("inflow"))
  func `an inflow-driven model agrees with the package`(reference: ReferenceCase) throws {
    let model = try reference.model()
    let result = try model.inflowDriven(reference.driverColumn, byCohort: true)
    try expectSeries(result, of: reference, ["stock", "outflow"])
    try expectCohorts(model, result, of: reference)
    let totals = try model.inflowDriven(reference.driverColumn)
    try expectSeries(totals, of: reference, ["stock", "outflow"])
    #expect(result.largestResidual < 1e-13 && totals.largestResidual < 1e-13)
  }

  @Test(arguments: agreeing("stock"))
  func `a stock-driven model agrees with the package`(reference: ReferenceCase) throws {
    let model = try reference.model()
    let result = try model.stockDriven(reference.driverColumn, byCohort: true)
    try expectSeries(result, of: reference, ["inflow", "stock", "outflow"])
    try expectCohorts(model, result, of: reference)
    #expect(result.largestResidual < 1e-13)
  }

  @Test(arguments: ReferenceCase.all.filter { $0.package == "legacy" })
  func `the package without first-year outflow agrees where its densities are given as a table`(
    reference: ReferenceCase
  ) throws {
    var shares = [1.0]
    for density in try #require(reference.densities).dropFirst() {
      shares.append(min(shares.last ?? 1, max(0, (shares.last ?? 1) - density)))
    }
    let model = try CohortStockModel(
      periods: StockPeriods(years: reference.years),
      lifetimes: StockLifetimes(.table(SurvivalCurve(yearly: shares))), negativeInflow: .allow)
    let isInflow = reference.kind == "inflow"
    let result =
      try isInflow
      ? model.inflowDriven(reference.driverColumn, byCohort: true)
      : model.stockDriven(reference.driverColumn, byCohort: true)
    try expectSeries(result, of: reference, ["stock", "outflow"] + (isInflow ? [] : ["inflow"]))
    try expectCohorts(model, result, of: reference)
  }

  @Test(arguments: ReferenceCase.all.filter { $0.package == "dpmfa" })
  func `release rates are a table of what is not yet released`(reference: ReferenceCase) throws {
    var released = 0.0
    var shares: [Double] = []
    for rate in try #require(reference.rates) {
      released = min(1, released + rate)
      shares.append(1 - released)
    }
    let curve = try SurvivalCurve(yearly: shares + Array(repeating: shares.last ?? 0, count: 80))
    let model = try CohortStockModel(
      periods: StockPeriods(years: reference.years), lifetimes: StockLifetimes(.table(curve)))
    let result = try model.inflowDriven(reference.driverColumn)
    try expectSeries(result, of: reference, ["stock", "outflow"])
  }

  @Test func `parameters by age are a table made of the hazards`() throws {
    let reference = ReferenceCase.named("dlm_inflow_normal_byAge")
    let lifetimes = reference.lifetimeRow
    var shares = [lifetimes[0].survival(at: 0)]
    for age in 1..<lifetimes.count {
      let ratio = lifetimes[age].survival(at: Double(age)) / lifetimes[age].survival(at: Double(age - 1))
      shares.append((shares.last ?? 1) * ratio)
    }
    let model = try CohortStockModel(
      periods: StockPeriods(years: reference.years),
      lifetimes: StockLifetimes(.table(SurvivalCurve(yearly: shares))))
    let result = try model.inflowDriven(reference.driverColumn, byCohort: true)
    try expectSeries(result, of: reference, ["stock", "outflow"])
    try expectCohorts(model, result, of: reference)
  }

  @Test func `parallel stocks with their own lifetimes agree, both ways`() throws {
    let reference = ReferenceCase.named("flodym_multidim_lognormal_middle")
    let means = try #require(reference.meanByRegionType).flatMap { $0 }
    let scales = try #require(reference.inflows)
    let driver = reference.driverValues.prefix(60)
    let inflow = Matrix(
      rows: 60, columns: 6, storage: driver.flatMap { value in scales.map { value * $0 } })
    let model = try CohortStockModel(
      periods: StockPeriods(years: reference.years),
      lifetimes: StockLifetimes(byStock: means.map { .lognormal(mean: $0, standardDeviation: 0.3 * $0) }),
      timing: .middle, negativeInflow: .allow)
    let result = try model.inflowDriven(inflow)
    let back = try model.stockDriven(result.stock)
    let names = ["north", "centre", "south"].flatMap { ["\($0)_single_family", "\($0)_multi_family"] }
    for (column, name) in names.enumerated() {
      try expectColumn("stock_\(name)", of: reference, is: result.stock.column(column))
      try expectColumn("outflow_\(name)", of: reference, is: result.outflow.column(column))
      try expectColumn("inflow_from_stock_driven_\(name)", of: reference, is: back.inflow.column(column))
    }
  }

  @Test func `two hundred lifetimes of one inflow agree, with their mean and standard deviation`() throws {
    let reference = ReferenceCase.named("flodym_ensemble_normal_end")
    let members = try #require(reference.members)
    let model = try CohortStockModel(
      periods: StockPeriods(years: reference.years),
      lifetimes: StockLifetimes(
        byStock: members.map { .normal(mean: $0[0], standardDeviation: $0[1]) }))
    let result = try model.inflowDriven(reference.driverColumn)
    for (name, matrix) in [("stock", result.stock), ("outflow", result.outflow)] {
      for year in [1971, 1991, 2030] {
        let column = try #require(reference.columns["member_\(name)_\(year)"])
        for (position, expected) in column.values.enumerated() {
          let found = matrix[year - 1951, 4 * position]
          #expect((found - expected).magnitude <= referenceTolerance * column.largest)
        }
      }
      let rows = (0..<80).map { period in members.indices.map { matrix[period, $0] } }
      let means = rows.map { $0.reduce(0, +) / 200 }
      let deviations = zip(rows, means).map { row, mean in
        (row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 199).squareRoot()
      }
      try expectColumn("\(name)_mean", of: reference, is: means)
      try expectColumn("\(name)_sd", of: reference, is: deviations)
      try expectColumn("\(name)_q05", of: reference, is: rows.map { quantile($0, 0.05) })
      try expectColumn("\(name)_q75", of: reference, is: rows.map { quantile($0, 0.75) })
    }
  }

  /// The quantile by linear interpolation at p (n - 1).
  private func quantile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    return sorted[low] + (place - Double(low)) * (sorted[min(low + 1, sorted.count - 1)] - sorted[low])
  }
}
