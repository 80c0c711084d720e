import HousingSim
import SimNumerics
import Testing

@Suite struct InitialStockAgreementTests {
  @Test func `what is left of an initial stock agrees with the package`() throws {
    let reference = ReferenceCase.named("odym_evolution_initialstock")
    let model = try CohortStockModel(
      periods: StockPeriods(yearly: 1992...2030), lifetimes: StockLifetimes(reference.lifetime(at: 0)),
      initial: initialStock(reference))
    let result = try model.inflowDriven(Matrix(rows: 39, columns: 1))
    // The package gives the initial stock itself as the stock of its first year.
    try expectColumn("stock", of: reference, is: result.initial + result.stock.column(0))
  }

  @Test func `the inflow that left an initial stock agrees with the package`() throws {
    let reference = ReferenceCase.named("odym_inflow_from_stock")
    let inflow = try initialStock(reference).historicInflow(
      lifetimes: StockLifetimes(reference.lifetime(at: 0)), start: 1990.5)
    try expectColumn("inflow", of: reference, is: inflow.column(0))
  }

  @Test(arguments: ReferenceCase.all.filter { $0.kind == "stock_initial" })
  func `a stock-driven model with an initial stock agrees with the package`(reference: ReferenceCase) throws {
    let historic = try #require(reference.historicCohorts)
    let years = 1951 + historic...2030
    let initial = try initialStock(reference)
    let model = try CohortStockModel(
      periods: StockPeriods(yearly: years), lifetimes: StockLifetimes(reference.lifetime(at: 0)),
      initial: initial, negativeInflow: reference.negativeInflow)
    let target = Matrix(rows: years.count, columns: 1, storage: Array(reference.driverValues[historic...]))
    let result = try model.stockDriven(target)
    for (name, matrix) in [("inflow", result.inflow), ("stock", result.stock), ("outflow", result.outflow)] {
      try expectColumn(name, of: reference, is: matrix.column(0), from: historic)
    }
    #expect(result.largestResidual < 1e-13)
  }

  @Test(arguments: ReferenceCase.all.filter { $0.kind == "stock_initial_types" })
  func `types with one stock together and shares of the inflow agree with the package`(
    reference: ReferenceCase
  ) throws {
    let historic = try #require(reference.historicCohorts)
    let years = 1951 + historic...2030
    let types = try #require(reference.types)
    let lifetimes = reference.parts(80).flatMap { part in
      types.map { ReferenceCase.lifetime($0.dist, $0.params, at: part) }
    }
    let model = try CohortStockModel(
      periods: StockPeriods(yearly: years), lifetimes: StockLifetimes(byCohort: lifetimes, stockCount: 2),
      hasFirstYearOutflow: reference.unitDiagonal != true, initial: initialStock(reference),
      negativeInflow: reference.negativeInflow)
    let shares = try #require(reference.shares)[historic...]
    let result = try model.stockDriven(
      total: Array(reference.driverValues[historic...]),
      shares: Matrix(rows: years.count, columns: 2, storage: shares.flatMap { $0 }))
    for (column, type) in ["single_family", "multi_family"].enumerated() {
      try expectColumn("inflow_\(type)", of: reference, is: result.inflow.column(column), from: historic)
      try expectColumn("stock_\(type)", of: reference, is: result.stock.column(column), from: historic)
      try expectColumn("outflow_\(type)", of: reference, is: result.outflow.column(column), from: historic)
    }
    #expect(result.largestResidual < 1e-13)
  }

  /// The initial stock of a case, cohorts from 1951.
  private func initialStock(_ reference: ReferenceCase) throws -> InitialStock {
    let rows = try #require(reference.initial)
    return InitialStock(
      cohorts: rows.indices.map { 1951 + $0 },
      stock: Matrix(rows: rows.count, columns: rows[0].count, storage: rows.flatMap { $0 }))
  }
}
