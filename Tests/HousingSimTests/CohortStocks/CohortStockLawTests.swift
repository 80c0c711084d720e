import HousingSim
import SimNumerics
import SimTestSupport
import Testing

/// What holds for every dynamic stock model, on random inputs.
@Suite struct CohortStockLawTests {
  private struct RandomModel {
    let model: CohortStockModel
    let inflow: Matrix
    let stocks: Int
  }

  private static func lifetime(_ random: inout SplitMix64) -> Lifetime {
    let (mean, spread) = (random.number(in: 2...60), random.number(in: 0.5...20))
    return switch random.integer(in: 0...5) {
    case 0: .fixed(mean: mean)
    case 1: .normal(mean: mean, standardDeviation: spread)
    case 2: .foldedNormal(mean: mean, standardDeviation: spread)
    case 3: .lognormal(mean: mean, standardDeviation: spread)
    case 4: .weibull(shape: random.number(in: 0.6...5), scale: mean)
    default: .gamma(shape: random.number(in: 0.6...9), scale: spread)
    }
  }

  private static func lifetimes(
    _ random: inout SplitMix64, stocks: Int, periods: Int, historic: Int
  ) -> StockLifetimes {
    let own = random.integer(in: 0...1) == 0 ? 1 : stocks
    func rows(_ count: Int) -> [Lifetime] { (0..<count * own).map { _ in lifetime(&random) } }
    var lifetimes =
      switch random.integer(in: 0...2) {
      case 0: StockLifetimes(byStock: rows(1))
      case 1: StockLifetimes(byCohort: rows(historic + periods), stockCount: own)
      default: StockLifetimes(byYear: rows(periods), stockCount: own)
      }
    if random.integer(in: 0...2) == 0 {
      lifetimes.yearFactors = (0..<periods).map { _ in random.number(in: 0.5...2) }
    }
    if random.integer(in: 0...2) == 0 {
      lifetimes.cohortFactors = (0..<historic + periods).map { _ in random.number(in: 0.5...2) }
    }
    return lifetimes
  }

  private static func model(
    _ seed: UInt64, _ negativeInflow: NegativeInflow, yearly: Bool = false
  ) throws -> RandomModel {
    var random = SplitMix64(seed: seed)
    let count = random.integer(in: 1...25)
    let stocks = random.integer(in: 1...4)
    var years = [2000]
    while years.count < count {
      years.append(years[years.count - 1] + (yearly ? 1 : random.integer(in: 1...6)))
    }
    let historic = random.integer(in: 0...1) == 0 ? 0 : random.integer(in: 1...10)
    let timings: [InflowTiming] = [.start, .middle, .end, .quadrature(points: random.integer(in: 2...10))]
    var lifetimes = lifetimes(&random, stocks: stocks, periods: count, historic: historic)
    // An initial stock needs lifetimes that leave something of it.
    if historic > 0 { lifetimes = StockLifetimes(.normal(mean: 60, standardDeviation: 20)) }
    let amounts = (0..<historic * stocks).map { _ in random.number(in: 0...100) }
    let model = try CohortStockModel(
      periods: StockPeriods(years: years), lifetimes: lifetimes, timing: timings[random.integer(in: 0...3)],
      hasFirstYearOutflow: random.integer(in: 0...1) == 0,
      initial: historic == 0
        ? nil
        : InitialStock(
          cohorts: (1980..<1980 + historic).map { $0 },
          stock: Matrix(rows: historic, columns: stocks, storage: amounts)),
      negativeInflow: negativeInflow)
    let inflow = Matrix(
      rows: count, columns: stocks, storage: (0..<count * stocks).map { _ in random.number(in: 0...50) })
    return RandomModel(model: model, inflow: inflow, stocks: stocks)
  }

  @Test(arguments: 1...60)
  func `flows and stocks balance in every period, and cohorts add up to the totals`(seed: UInt64) throws {
    let random = try Self.model(seed, .refuse)
    let result = try random.model.inflowDriven(random.inflow, byCohort: true)
    #expect(result.largestResidual < 1e-13)
    let cohorts = try #require(result.cohorts)
    for period in 0..<result.stock.rows {
      for stock in 0..<random.stocks {
        let present = (0..<cohorts.cohortCount(period: period)).reduce(0.0) {
          $0 + cohorts.stock(period: period, cohort: $1, stock: stock)
        }
        let left = (0..<cohorts.cohortCount(period: period)).reduce(0.0) {
          $0 + cohorts.outflow(period: period, cohort: $1, stock: stock)
        }
        #expect((present - result.stock[period, stock]).magnitude <= 1e-12 * max(1, present))
        #expect((left - result.outflow[period, stock]).magnitude <= 1e-12 * max(1, present))
      }
    }
    #expect(result.outflow.storage.allSatisfy { $0 >= 0 } && result.stock.storage.allSatisfy { $0 >= 0 })
    #expect(cohorts.packed().outflows.allSatisfy { $0 >= 0 })
  }

  @Test(arguments: 1...60)
  func `totals are the same with and without cohort tables`(seed: UInt64) throws {
    let random = try Self.model(seed, .refuse)
    let totals = try random.model.inflowDriven(random.inflow)
    let tables = try random.model.inflowDriven(random.inflow, byCohort: true)
    #expect(totals.cohorts == nil && totals.inflow == tables.inflow)
    for (left, right) in [(totals.stock, tables.stock), (totals.outflow, tables.outflow)] {
      let largest = right.storage.reduce(0) { max($0, $1.magnitude) }
      for (found, expected) in zip(left.storage, right.storage) {
        #expect((found - expected).magnitude <= 1e-13 * max(1, largest))
      }
    }
  }

  @Test(arguments: 1...60)
  func `the stock-driven model finds the inflow again`(seed: UInt64) throws {
    let random = try Self.model(seed, .allow, yearly: true)
    let forward = try random.model.inflowDriven(random.inflow)
    do {
      let back = try random.model.stockDriven(forward.stock)
      #expect(back.largestResidual < 1e-12)
      let survival = (0..<random.stocks).map { random.model.survivalTable(ofStock: $0) }
      for period in 0..<forward.stock.rows {
        for stock in 0..<random.stocks {
          let table = survival[stock]
          let kept = table[period, table.historicCount + period]
          // An inflow of which little is left at the end of its year is found to that share.
          let error = (back.inflow[period, stock] - random.inflow[period, stock]).magnitude
          if kept > 0.9 { #expect(error < 1e-8) }
        }
      }
    } catch {
      guard case .unreachableStock(_, _, _, let survival) = error else { throw error }
      // Of a short lifetime nothing may be left at the end of the year of entry.
      #expect(survival < 1e-9)
    }
  }

  @Test(arguments: 1...60)
  func `a falling stock is clipped, or reached by early retirement, and the balance holds`(seed: UInt64)
    throws
  {
    for policy in [NegativeInflow.clip, .earlyRetirement] {
      let random = try Self.model(seed, policy)
      var generator = SplitMix64(seed: seed + 1000)
      let target = Matrix(
        rows: random.inflow.rows, columns: random.stocks,
        storage: random.inflow.storage.map { _ in generator.number(in: 1...500) })
      do {
        let result = try random.model.stockDriven(target, byCohort: true)
        #expect(result.inflow.storage.allSatisfy { $0 >= 0 } && result.outflow.storage.allSatisfy { $0 >= 0 })
        #expect(result.largestResidual < 1e-12)
        for (found, wanted) in zip(result.stock.storage, target.storage) {
          #expect(found >= wanted * (1 - 1e-12))
          if policy == .earlyRetirement { #expect(found <= wanted * (1 + 1e-12)) }
        }
      } catch {
        guard case .unreachableStock(_, _, _, let survival) = error else { throw error }
        #expect(survival == 0)
      }
    }
  }

  @Test(arguments: 1...20)
  func `scaled and added inflows give scaled and added stocks`(seed: UInt64) throws {
    let random = try Self.model(seed, .refuse)
    guard random.model.initial == nil else { return }
    let once = try random.model.inflowDriven(random.inflow)
    let twice = try random.model.inflowDriven(
      Matrix(
        rows: random.inflow.rows, columns: random.stocks, storage: random.inflow.storage.map { 2 * $0 }))
    // Doubling is exact.
    #expect(twice.stock.storage == once.stock.storage.map { 2 * $0 })
    #expect(twice.outflow.storage == once.outflow.storage.map { 2 * $0 })
  }

  @Test(arguments: 1...20)
  func `parallel stocks are the stocks one by one`(seed: UInt64) throws {
    let random = try Self.model(seed, .refuse)
    let together = try random.model.inflowDriven(random.inflow, byCohort: true)
    let model = random.model
    for stock in 0..<random.stocks {
      let alone = try CohortStockModel(
        periods: model.periods, tables: [model.survivalTable(ofStock: stock)],
        initial: model.initial.map { initial in
          InitialStock(
            cohorts: initial.cohorts,
            stock: Matrix(
              rows: initial.cohorts.count, columns: 1,
              storage: initial.cohorts.indices.map { initial.stock[$0, stock] }))
        })
      let inflow = Matrix(
        rows: random.inflow.rows, columns: 1,
        storage: (0..<random.inflow.rows).map { random.inflow[$0, stock] })
      let one = try alone.inflowDriven(inflow, byCohort: true)
      for period in 0..<inflow.rows {
        #expect(one.stock[period, 0] == together.stock[period, stock])
        #expect(one.outflow[period, 0] == together.outflow[period, stock])
      }
    }
  }

  @Test(arguments: 1...20)
  func `survival tables are within zero and one and never rise`(seed: UInt64) throws {
    let random = try Self.model(seed, .refuse)
    let table = random.model.survivalTable()
    for period in 0..<table.periodCount {
      for cohort in 0..<table.shares.columns {
        #expect((0...1).contains(table[period, cohort]))
        if period > 0 && cohort < table.historicCount + period {
          #expect(table[period, cohort] <= table[period - 1, cohort])
        }
      }
    }
    #expect(throws: Never.self) {
      try SurvivalTable(shares: table.shares, historicCount: table.historicCount)
    }
  }
}
