import HousingSim
import SimNumerics
import Testing

/// The example of docs/from-odym-flodym.md; the expected numbers are those of flodym 1.1.0.
@Suite struct CohortStockTests {
  @Test func `stock and outflow follow from an inflow`() throws {
    // from-odym-flodym begin
    let model = try CohortStockModel(
      periods: StockPeriods(yearly: 2020...2024), lifetimes: StockLifetimes(.weibull(shape: 2.5, scale: 3)))
    let inflow = Matrix(rows: 5, columns: 1, storage: [100, 120, 90, 60, 80])
    let result = try model.inflowDriven(inflow)
    // result.stock, result.outflow: matrices, periods x stocks
    // from-odym-flodym end
    expect(
      result.stock, [100, 213.78642812813465, 272.1101919834941, 264.6755033081444, 255.86470294000407])
    expect(
      result.outflow, [0, 6.213571871865353, 31.676236144640573, 67.43468867534966, 88.81080036814036])
    // from-odym-flodym begin
    let target = Matrix(rows: 5, columns: 1, storage: [100, 200, 250, 240, 230])
    let back = try model.stockDriven(target, byCohort: true)
    // back.inflow, back.outflow, back.cohorts?.stock(period: 4, cohort: 0)
    // from-odym-flodym end
    expect(
      back.inflow, [100, 106.21357187186535, 80.81960652433588, 53.52519234320579, 71.6660077936503])
    expect(
      back.outflow, [0, 6.213571871865353, 30.819606524335867, 63.5251923432058, 81.6660077936503])
    #expect(back.cohorts?.stock(period: 4, cohort: 0) ?? 0 > 12)
  }

  @Test func `a thousand stocks have lifetimes of their own`() throws {
    // from-odym-flodym begin
    let lifetimes = (0..<1000).map { stock in
      Lifetime.lognormal(mean: 30 + Double(stock) / 20, standardDeviation: 10)
    }
    let many = try CohortStockModel(
      periods: StockPeriods(yearly: 1950...2030), lifetimes: StockLifetimes(byStock: lifetimes),
      timing: .quadrature(points: 4))
    let steady = try many.inflowDriven(Matrix(rows: 81, columns: 1, repeating: 5))
    // steady.stock: 81 x 1000; the one column of inflow is shared
    // from-odym-flodym end
    #expect(steady.stock.columns == 1000 && steady.inflow.columns == 1000)
    #expect(steady.stock[80, 999] > steady.stock[80, 0])
    #expect(steady.largestResidual < 1e-13)
    // from-odym-flodym begin
    let cohorts = try many.inflowDriven(Matrix(rows: 81, columns: 1, repeating: 5), byCohort: true).cohorts
    // what is left in 2030 of what was built in 1950...1974 and in 1975...1999, by period, group and stock:
    let byPeriod = cohorts?.sums(ofCohorts: [0..<25, 25..<50]).stocks
    // from-odym-flodym end
    #expect(byPeriod?.count == 81 * 2 * 1000)
    // from-odym-flodym begin
    let built = try many.cohortSums(
      Matrix(rows: 81, columns: 1, repeating: 5), ofCohorts: [0..<25, 25..<50], threads: 2)
    // built.stock(period: 80, group: 1, stock: 7), built.outflows: by period, group and stock
    // from-odym-flodym end
    #expect(built.stocks == byPeriod)
    let tables = try #require(cohorts)
    let left = (0..<25).reduce(0.0) { $0 + tables.stock(period: 80, cohort: $1, stock: 7) }
    let sums = try #require(byPeriod)
    #expect((sums[80 * 2 * 1000 + 7] - left).magnitude < 1e-12 * left)
  }

  private func expect(_ found: Matrix, _ expected: [Double], location: SourceLocation = #_sourceLocation) {
    for (left, right) in zip(found.storage, expected) {
      #expect((left - right).magnitude < 1e-12, sourceLocation: location)
    }
  }
}
