import SimNumerics
import SimTestSupport
import Testing
import UrbanMine

@Suite struct HubOptionsTests {
  @Test func `33 sites have 561 options of one or two`() throws {
    let table = Matrix(rows: 1, columns: 33, repeating: 1)
    let options = try HubOptions(
      unitCosts: table, kilometres: table, fixedCosts: Array(repeating: 0, count: 33))
    #expect(options.options.count == 561)
    #expect(options.options[0] == [0] && options.options[33] == [0, 1] && options.options[560] == [31, 32])
  }

  @Test func `every member has its best option and the ranking its means`() throws {
    var random = SplitMix64(seed: 41)
    for _ in 0..<20 {
      let example = try Example(&random)
      let found = try example.options.evaluate(amounts: example.amounts, threads: 2)
      let costs = example.plainCosts
      for member in costs.indices {
        let best = costs[member].indices.min { costs[member][$0] < costs[member][$1] } ?? 0
        expectClose(found.leastCost[member], costs[member][best])
        expectClose(costs[member][found.bestOption[member]], costs[member][best])
      }
      expectClose(found.rows.reduce(0) { $0 + $1.probabilityBest }, 1)
      for row in found.rows {
        let own = costs.map { $0[row.option] }
        expectClose(row.meanCost, own.reduce(0, +) / Double(own.count))
        let regrets = zip(costs, own).map { $1 - ($0.min() ?? 0) }
        expectClose(
          [row.meanRegret, row.meanCost], [regrets.reduce(0, +) / Double(own.count), row.meanCost])
        let sorted = regrets.sorted()
        expectClose(
          [found.regret(atShare: 1, ofOption: row.option), row.meanCost], [sorted.last ?? 0, row.meanCost])
      }
      #expect(zip(found.rows, found.rows.dropFirst()).allSatisfy { $0.meanCost <= $1.meanCost })
    }
  }

  @Test func `the best option of one member is the proven plan of the siting problem`() throws {
    var random = SplitMix64(seed: 42)
    for _ in 0..<20 {
      let example = try Example(&random)
      let found = try example.options.evaluate(amounts: example.amounts)
      let problem = try SitingProblem(
        demands: (0..<example.zones).map { SitingDemand(key: "\($0)", amount: example.amounts[0, $0]) },
        sites: example.fixedCosts.enumerated().map { CandidateSite(key: "\($0)", fixedCost: $1) },
        unitCosts: example.unitCosts, openCount: 1...2)
      let plan = problem.solve()
      #expect(plan.status == .optimal)
      expectClose(plan.objective, found.leastCost[0], limit: 1e-6)
    }
  }

  @Test func `threads change nothing`() throws {
    var random = SplitMix64(seed: 43)
    let example = try Example(&random, members: 1_000)
    let one = try example.options.evaluate(amounts: example.amounts, threads: 1)
    let many = try example.options.evaluate(amounts: example.amounts, threads: 5)
    #expect(one.bestOption == many.bestOption && one.rows == many.rows)
    expectSameBits(one.leastCost, many.leastCost)
  }

  @Test func `regret at a share lies between two members`() throws {
    // Site 0 costs 1 a unit, site 1 costs 2 and 40 to build: 0 is always best, the regret of 1 is 40 + amount.
    let options = try HubOptions(
      unitCosts: Matrix(rows: 1, columns: 2, storage: [1, 2]),
      kilometres: Matrix(rows: 1, columns: 2, storage: [10, 20]), fixedCosts: [0, 40], openCount: 1...1)
    let found = try options.evaluate(amounts: Matrix(rows: 3, columns: 1, storage: [1, 2, 4]))
    #expect(found.rows.map(\.option) == [0, 1] && found.rows[0].probabilityBest == 1)
    #expect(found.regret(atShare: 0, ofOption: 1) == 41 && found.regret(atShare: 0.5, ofOption: 1) == 42)
    #expect(found.regret(atShare: 0.75, ofOption: 1) == 43)
    expectClose(found.rows[1].meanTonneKilometres, 20 * 7 / 3)
  }

  @Test func `wrong inputs are refused`() throws {
    let one = Matrix(rows: 1, columns: 1, repeating: 1)
    #expect(throws: SitingError.openCount(2...2, siteCount: 1)) {
      try HubOptions(unitCosts: one, kilometres: one, fixedCosts: [0], openCount: 2...2)
    }
    #expect(throws: SitingError.self) {
      try HubOptions(
        unitCosts: Matrix(rows: 1, columns: 1, repeating: .infinity), kilometres: one, fixedCosts: [0],
        openCount: 1...1)
    }
    let options = try HubOptions(unitCosts: one, kilometres: one, fixedCosts: [0], openCount: 1...1)
    #expect(throws: SitingError.empty("members")) {
      try options.evaluate(amounts: Matrix(rows: 0, columns: 1))
    }
    #expect(throws: SitingError.self) {
      try options.evaluate(amounts: Matrix(rows: 1, columns: 1, repeating: -1))
    }
  }
}

/// A random example with the cost of every member and option in plain sums.
private struct Example {
  let zones: Int
  let unitCosts: Matrix
  let fixedCosts: [Double]
  let amounts: Matrix
  let options: HubOptions

  init(_ random: inout SplitMix64, members: Int? = nil) throws {
    zones = random.integer(in: 1...8)
    let zones = zones
    let sites = random.integer(in: 2...6)
    unitCosts = Matrix(
      rows: zones, columns: sites, storage: (0..<zones * sites).map { _ in random.number(in: 0...20) })
    fixedCosts = (0..<sites).map { _ in random.number(in: 0...30) }
    let count = members ?? random.integer(in: 1...30)
    amounts = Matrix(
      rows: count, columns: zones, storage: (0..<count * zones).map { _ in random.number(in: 0...9) })
    options = try HubOptions(unitCosts: unitCosts, kilometres: unitCosts, fixedCosts: fixedCosts)
  }

  var plainCosts: [[Double]] {
    (0..<amounts.rows).map { member in
      options.options.map { sites in
        let fixed = sites.reduce(0) { $0 + fixedCosts[$1] }
        return (0..<zones).reduce(fixed) { sum, zone in
          sum + amounts[member, zone] * (sites.map { unitCosts[zone, $0] }.min() ?? 0)
        }
      }
    }
  }
}
