import Foundation
import SimNumerics
import SimTestSupport
import Testing

/// Random lifetimes of every kind, and survival by the C library one number at a time.
private struct LifetimeCase {
  let distribution: AgeLifetimes.Distribution
  let first: [Double]
  let second: [Double]
  let positions: [Double]
  let keepsFirstYear: Bool

  init(_ distribution: AgeLifetimes.Distribution, count: Int, seed: inout SplitMix64) {
    self.distribution = distribution
    let isShaped = distribution == .weibull || distribution == .gamma
    first = (0..<count).map { _ in Double.random(in: isShaped ? 0.8...4 : 8...40, using: &seed) }
    second = (0..<count).map { _ in Double.random(in: isShaped ? 5...30 : 2...9, using: &seed) }
    positions = [[1.0], [0.5], [0], [0, 0.5, 1]].randomElement(using: &seed) ?? [1]
    keepsFirstYear = Bool.random(using: &seed)
  }

  var lifetimes: AgeLifetimes {
    AgeLifetimes(
      distribution, first: first, second: second,
      entries: positions.map { AgeLifetimes.Entry(position: $0, weight: 1 / Double(positions.count)) },
      keepsFirstYear: keepsFirstYear)
  }

  func survival(age: Int, stock: Int) -> Double {
    if age < 0 || age == 0 && keepsFirstYear { return 1 }
    let one = first[first.count == 1 ? 0 : stock]
    let two = second[first.count == 1 ? 0 : stock]
    let sum = positions.reduce(0) { $0 + exact(Double(age) + 1 - $1, one, two) }
    return sum / Double(positions.count)
  }

  private func tail(_ z: Double) -> Double { erfc(z / 2.0.squareRoot()) / 2 }

  private func exact(_ x: Double, _ one: Double, _ two: Double) -> Double {
    switch distribution {
    case .normal: return tail((x - one) / two)
    case .fixed: return x < one ? 1 : 0
    default: if x <= 0 { return 1 }
    }
    switch distribution {
    case .foldedNormal: return tail((x - one) / two) + tail((x + one) / two)
    case .lognormal:
      let variance = log1p((two / one) * (two / one))
      return tail((log(x) - log(one) + variance / 2) / variance.squareRoot())
    case .weibull: return exp(-pow(x / two, one))
    default: return SpecialFunctions.upperGammaRatio(shape: one, at: [x / two])[0]
    }
  }
}

/// Runs dynamic stock models without asking for the survival.
private func runTotals(
  _ driver: StockDriver, _ values: [Double], lifetimes: AgeLifetimes, years: Int, stocks: Int,
  result: inout [Double], outflow: inout [Double], threads: Int = 1
) {
  var shares: [Double] = []
  VectorMath.run(
    driver, values, lifetimes: lifetimes, years: years, stocks: stocks, result: &result, outflow: &outflow,
    shares: &shares, threads: threads)
}

@Suite struct StockKernelTests {
  private static let shapes = [
    (years: 0, stocks: 3), (1, 1), (2, 9), (7, 8), (8, 7), (9, 17), (23, 65), (40, 130), (5, 0),
  ]

  private func close(_ found: Double, _ expected: Double, scale: Double) -> Bool {
    abs(found - expected) <= 1e-12 * scale
  }

  @Test(arguments: AgeLifetimes.Distribution.allCases)
  func `totals driven by inflow are the sums over cohorts`(_ distribution: AgeLifetimes.Distribution) {
    var seed = SplitMix64(seed: 7)
    for (years, stocks) in Self.shapes {
      let shared = Bool.random(using: &seed)
      let lifetime = LifetimeCase(distribution, count: shared || stocks == 0 ? 1 : stocks, seed: &seed)
      let inflow = (0..<years * stocks).map { _ in Double.random(in: 0...10, using: &seed) }
      var stock = inflow.map { _ in Double.nan }
      var outflow = stock
      runTotals(
        .inflow, inflow, lifetimes: lifetime.lifetimes, years: years, stocks: stocks, result: &stock,
        outflow: &outflow)
      for position in inflow.indices {
        let (year, column) = (position / stocks, position % stocks)
        let expected = (0...year).reduce(0.0) {
          $0 + inflow[$1 * stocks + column] * lifetime.survival(age: year - $1, stock: column)
        }
        #expect(close(stock[position], expected, scale: 10 * Double(years)))
        let before = year > 0 ? stock[position - stocks] : 0
        #expect(outflow[position] >= 0)
        #expect(
          close(inflow[position] - outflow[position], stock[position] - before, scale: 10 * Double(years)))
      }
    }
  }

  @Test(arguments: AgeLifetimes.Distribution.allCases)
  func `inflow found from a stock is the inflow that made it`(_ distribution: AgeLifetimes.Distribution) {
    var seed = SplitMix64(seed: 11)
    for (years, stocks) in Self.shapes where stocks > 0 {
      let lifetimes = LifetimeCase(distribution, count: stocks, seed: &seed).lifetimes
      let inflow = (0..<years * stocks).map { _ in Double.random(in: 1...10, using: &seed) }
      var (stock, outflow, found, other) = (inflow, inflow, inflow, inflow)
      runTotals(
        .inflow, inflow, lifetimes: lifetimes, years: years, stocks: stocks, result: &stock, outflow: &outflow
      )
      runTotals(
        .stock, stock, lifetimes: lifetimes, years: years, stocks: stocks, result: &found, outflow: &other)
      for position in inflow.indices {
        #expect(close(found[position], inflow[position], scale: 1000))
        #expect(close(other[position], outflow[position], scale: 1000))
      }
    }
  }

  @Test func `one driver for all stocks is the same as a column for each`() {
    var seed = SplitMix64(seed: 13)
    let (years, stocks) = (30, 21)
    let lifetimes = LifetimeCase(.normal, count: stocks, seed: &seed).lifetimes
    let values = (0..<years).map { _ in Double.random(in: 100...110, using: &seed) }
    let repeated = values.flatMap { Array(repeating: $0, count: stocks) }
    for driver in [StockDriver.inflow, .stock] {
      let found = [values, repeated].map { values in
        var result = repeated
        var outflow = repeated
        runTotals(
          driver, values, lifetimes: lifetimes, years: years, stocks: stocks, result: &result,
          outflow: &outflow)
        return (result + outflow).map(\.bitPattern)
      }
      #expect(found[0] == found[1])
    }
  }

  @Test func `a stock has the same bits alone, among others and for any number of threads`() {
    var seed = SplitMix64(seed: 17)
    let (years, stocks) = (37, 203)
    let lifetime = LifetimeCase(.weibull, count: stocks, seed: &seed)
    let inflow = (0..<years * stocks).map { _ in Double.random(in: 0...10, using: &seed) }
    let runs = [1, 2, 5].map { threads in
      var (stock, outflow) = (inflow, inflow)
      runTotals(
        .inflow, inflow, lifetimes: lifetime.lifetimes, years: years, stocks: stocks, result: &stock,
        outflow: &outflow, threads: threads)
      return (stock + outflow).map(\.bitPattern)
    }
    #expect(runs[0] == runs[1] && runs[0] == runs[2])
    for column in [0, 5, 100, 202] {
      let alone = AgeLifetimes(
        .weibull, first: [lifetime.first[column]], second: [lifetime.second[column]],
        entries: lifetime.lifetimes.entries, keepsFirstYear: lifetime.keepsFirstYear)
      var stock = [Double](repeating: 0, count: years)
      var outflow = stock
      runTotals(
        .inflow, (0..<years).map { inflow[$0 * stocks + column] }, lifetimes: alone, years: years, stocks: 1,
        result: &stock, outflow: &outflow)
      #expect(stock.map(\.bitPattern) == (0..<years).map { runs[0][$0 * stocks + column] })
    }
  }

  @Test(arguments: [1, 7, 8, 40, 129, 264])
  func `sums of cohorts have the bits of a stock alone, wherever the arrays stand in memory`(stocks: Int) {
    var seed = SplitMix64(seed: 31)
    let years = 27
    let groups = [0..<9, 9..<9, 4..<27, 26..<27]
    let inflow = (0..<years * stocks).map { _ in Double.random(in: 0...10, using: &seed) }
    let lifetimes = LifetimeCase(.lognormal, count: stocks, seed: &seed).lifetimes
    var (shares, totals, left) = (inflow, inflow, inflow)
    VectorMath.run(
      .inflow, inflow, lifetimes: lifetimes, years: years, stocks: stocks, result: &totals, outflow: &left,
      shares: &shares)
    let rows = years * groups.count
    let alone = (0..<stocks).map { [shares] column in
      let pick = { (values: [Double]) in (0..<years).map { values[$0 * stocks + column] } }
      var (stock, outflow) = ([Double](repeating: .nan, count: rows), [Double](repeating: .nan, count: rows))
      VectorMath.addCohorts(
        groups, inflow: pick(inflow), survival: .shares(pick(shares)), years: years, stocks: 1, stock: &stock,
        outflow: &outflow)
      return (stock: stock, outflow: outflow)
    }
    // Arrays between them move the results to other places of a line of the caches.
    var between: [[Double]] = []
    for size in 0..<8 {
      between.append(Array(repeating: 0, count: 2 * size + 1))
      var stock = [Double](repeating: .nan, count: rows * stocks)
      between.append(Array(repeating: 0, count: 4 * size + 3))
      var outflow = [Double](repeating: .nan, count: rows * stocks)
      let extent = VectorMath.addCohorts(
        groups, inflow: inflow, survival: size % 2 == 0 ? .lifetimes(lifetimes) : .shares(shares),
        years: years, stocks: stocks, stock: &stock, outflow: &outflow, threads: 1 + size % 3)
      let terms = VectorMath.extent(of: inflow + shares + [0])
      #expect(extent == terms)
      for position in stock.indices {
        let (row, column) = position.quotientAndRemainder(dividingBy: stocks)
        #expect(stock[position].bitPattern == alone[column].stock[row].bitPattern)
        #expect(outflow[position].bitPattern == alone[column].outflow[row].bitPattern)
      }
    }
    #expect(between.count == 16)
  }

  @Test(arguments: AgeLifetimes.Distribution.allCases)
  func `cohort tables add up to the totals`(_ distribution: AgeLifetimes.Distribution) {
    var seed = SplitMix64(seed: 19)
    for (years, stocks) in Self.shapes + [(12, 300)] {
      let lifetimes = LifetimeCase(distribution, count: max(stocks, 1), seed: &seed).lifetimes
      guard lifetimes.count == stocks || stocks > 0 else { continue }
      let inflow = (0..<years * stocks).map { _ in Double.random(in: 0...10, using: &seed) }
      var (stock, outflow, shares) = (inflow, inflow, inflow)
      VectorMath.run(
        .inflow, inflow, lifetimes: lifetimes, years: years, stocks: stocks, result: &stock,
        outflow: &outflow, shares: &shares)
      let empty = [Double](repeating: .nan, count: years * (years + 1) / 2 * stocks)
      var tables = (stock: empty, outflow: empty)
      VectorMath.writeCohortTables(
        inflow: inflow, shares: shares, years: years, stocks: stocks, stock: &tables.stock,
        outflow: &tables.outflow, threads: 2)
      #expect(tables.outflow.allSatisfy { $0 >= 0 })
      for position in inflow.indices {
        let (year, column) = (position / stocks, position % stocks)
        let rows = (0...year).map { (year * (year + 1) / 2 + $0) * stocks + column }
        let sums = rows.reduce(into: (0.0, 0.0)) {
          $0.0 += tables.stock[$1]
          $0.1 += tables.outflow[$1]
        }
        #expect(close(sums.0, stock[position], scale: 10 * Double(years)))
        #expect(close(sums.1, outflow[position], scale: 10 * Double(years)))
      }
    }
  }

  @Test(arguments: [
    (1, 1, 3), (2, 8, 1), (5, 9, 4), (12, 37, 30), (13, 600, 2), (3, 4, 0), (0, 2, 1), (4, 0, 1),
  ])
  func `a batch of matrices is multiplied as one after the other`(_ order: Int, _ members: Int, _ steps: Int)
  {
    var seed = SplitMix64(seed: 23)
    let matrices = (0..<members * order * order).map { _ in
      Double.random(in: 0...(2 / Double(order)), using: &seed)
    }
    let start = (0..<members * order).map { _ in Double.random(in: 0...1, using: &seed) }
    var found = start
    VectorMath.repeatProduct(
      matrices, state: &found, order: order, members: members, steps: steps, threads: 2)
    for member in 0..<members {
      var state = (0..<order).map { start[$0 * members + member] }
      for _ in 0..<steps {
        state = (0..<order).map { row in
          (0..<order).reduce(0) { $0 + matrices[(member * order + row) * order + $1] * state[$1] }
        }
      }
      for row in 0..<order {
        #expect(close(found[row * members + member], state[row], scale: 1 + state[row]))
      }
    }
  }
}
