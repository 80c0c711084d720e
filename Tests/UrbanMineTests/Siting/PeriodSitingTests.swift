import SimNumerics
import SimPrograms
import SimTestSupport
import Testing
import UrbanMine

@Suite struct PeriodSitingTests {
  @Test func `a plan over periods is the best of all openings and capacity steps`() throws {
    var random = SplitMix64(seed: 51)
    var infeasible = 0
    for _ in 0..<40 {
      let problem = try randomProblem(&random)
      let best = enumerated(problem)
      let plan = problem.solve()
      guard best.isFinite else {
        infeasible += 1
        #expect(plan.status.word == "infeasible")
        continue
      }
      #expect(plan.status == .optimal)
      expectClose(plan.objective, best, limit: 2e-6)
      #expect(plan.bound <= plan.objective * (1 + 1e-9))
    }
    #expect(infeasible > 0 && infeasible < 30)
  }

  @Test func `a store lets a small hub do the work of a peak`() throws {
    // 10 come in the first period and 2 in the second; capacity 6 with a store of 4 takes both, at a cost of 4 x 1.
    let amounts = Matrix(rows: 1, columns: 2, storage: [10, 2])
    func problem(store: Double) throws -> PeriodSiting {
      try PeriodSiting(
        sites: [
          PeriodSite(
            key: "hub", openCostPerPeriod: 5, capacitySteps: [6, 12], stepCostsPerPeriod: [0, 100],
            storeCapacity: store, storeCost: 1)
        ], amounts: amounts, unitCosts: Matrix(rows: 1, columns: 1, storage: [0]), mostOpen: 1)
    }
    let withStore = try problem(store: 4).solve()
    #expect(withStore.status == .optimal && withStore.steps == [[0, 0]])
    expectClose(withStore.objective, 14)
    expectClose(withStore.stored[0][0], 4)
    let without = try problem(store: 0).solve()
    #expect(without.status == .optimal && without.steps == [[1, 1]])
    expectClose(without.objective, 210)
  }

  @Test func `a hub opens when it is needed, and stays`() throws {
    let problem = try PeriodSiting(
      sites: [
        PeriodSite(
          key: "hub", openCostPerPeriod: 5, capacitySteps: [6], stepCostsPerPeriod: [0], storeCapacity: 0,
          storeCost: 0)
      ], amounts: Matrix(rows: 1, columns: 4, storage: [0, 3, 0, 3]),
      unitCosts: Matrix(rows: 1, columns: 1, storage: [1]), mostOpen: 1)
    let plan = problem.solve()
    #expect(plan.opening(ofSite: 0) == 1 && plan.steps == [[nil, 0, 0, 0]])
    expectClose(plan.objective, 3 * 5 + 6)
  }

  @Test func `too little capacity and store is named with its period`() throws {
    let problem = try PeriodSiting(
      sites: [
        PeriodSite(
          key: "hub", openCostPerPeriod: 0, capacitySteps: [4], stepCostsPerPeriod: [0], storeCapacity: 1,
          storeCost: 0)
      ], amounts: Matrix(rows: 1, columns: 3, storage: [4, 8, 0]),
      unitCosts: Matrix(rows: 1, columns: 1, storage: [1]), mostOpen: 1)
    let reason =
      "up to period 2 12.0 come in and 1 sites at their largest take 9.0: 3.0 is missing"
    #expect(problem.solve().status == .infeasible(reason))
  }

  @Test func `wrong inputs over periods are refused`() throws {
    let one = Matrix(rows: 1, columns: 1, repeating: 1)
    func site(_ capacities: [Double], store: Double = 0) -> PeriodSite {
      PeriodSite(
        key: "hub", openCostPerPeriod: 0, capacitySteps: capacities,
        stepCostsPerPeriod: capacities.map { _ in 0 }, storeCapacity: store, storeCost: 0)
    }
    for wrong in [site([]), site([0]), site([2, 1]), site([1], store: -1)] {
      #expect(throws: SitingError.self) {
        try PeriodSiting(sites: [wrong], amounts: one, unitCosts: one, mostOpen: 1)
      }
    }
    #expect(throws: SitingError.openCount(2...2, siteCount: 1)) {
      try PeriodSiting(sites: [site([1])], amounts: one, unitCosts: one, mostOpen: 2)
    }
    #expect(throws: SitingError.duplicateKey(list: "sites", key: "hub")) {
      try PeriodSiting(
        sites: [site([1]), site([1])], amounts: one, unitCosts: Matrix(rows: 1, columns: 2, repeating: 1),
        mostOpen: 1)
    }
  }

  private func randomProblem(_ random: inout SplitMix64) throws -> PeriodSiting {
    let siteCount = random.integer(in: 1...2)
    let zones = random.integer(in: 1...3)
    let periods = random.integer(in: 1...3)
    let sites = (0..<siteCount).map { position in
      let steps = random.integer(in: 1...2)
      return PeriodSite(
        key: "\(position)", openCostPerPeriod: random.number(in: 0...20),
        capacitySteps: (1...steps).map { Double($0) * random.number(in: 5...6) },
        stepCostsPerPeriod: (1...steps).map { Double($0) * random.number(in: 0...10) },
        storeCapacity: random.number(in: 0...6), storeCost: random.number(in: 0...2))
    }
    return try PeriodSiting(
      sites: sites,
      amounts: Matrix(
        rows: zones, columns: periods,
        storage: (0..<zones * periods).map { _ in random.chance(0.2) ? 0 : random.number(in: 0...5) }),
      unitCosts: Matrix(
        rows: zones, columns: siteCount,
        storage: (0..<zones * siteCount).map { _ in random.chance(0.1) ? .infinity : random.number(in: 0...5)
        }
      ), mostOpen: random.integer(in: 1...siteCount))
  }

  /// The least cost over every way to open and grow all sites; what is brought and stored by a continuous programme.
  private func enumerated(_ problem: PeriodSiting) -> Double {
    let ways = problem.sites.map { growing(steps: $0.capacitySteps.count, periods: problem.periodCount) }
    var best = Double.infinity
    forEachChoice(ways) { choice in
      let isAllowed = (0..<problem.periodCount).allSatisfy { period in
        choice.count { $0[period] != nil } <= problem.mostOpen
      }
      if isAllowed { best = min(best, cost(of: choice, problem)) }
    }
    return best
  }

  /// Every sequence of steps that never shrinks, closed before it opens.
  private func growing(steps: Int, periods: Int) -> [[Int?]] {
    var found: [[Int?]] = [[]]
    for _ in 0..<periods {
      found = found.flatMap { way -> [[Int?]] in
        let last = way.last ?? nil
        let next: [Int?] = (last == nil ? [nil] : []) + ((last ?? 0)..<steps).map { $0 }
        return next.map { way + [$0] }
      }
    }
    return found
  }

  private func forEachChoice(_ ways: [[[Int?]]], _ chosen: [[Int?]] = [], _ body: ([[Int?]]) -> Void) {
    guard chosen.count < ways.count else { return body(chosen) }
    for way in ways[chosen.count] { forEachChoice(ways, chosen + [way], body) }
  }

  private func cost(of choice: [[Int?]], _ problem: PeriodSiting) -> Double {
    var program = LinearProgram()
    var fixed = 0.0
    var before = problem.sites.map { _ -> Int? in nil }
    for period in 0..<problem.periodCount {
      var balance = problem.sites.indices.map { site in before[site].map { [LinearProgram.Term(1, $0)] } ?? []
      }
      for zone in 0..<problem.amounts.rows {
        let open = problem.sites.indices.filter {
          choice[$0][period] != nil && problem.unitCosts[zone, $0].isFinite
        }
        let columns = open.map { program.addColumn(cost: problem.unitCosts[zone, $0]) }
        for (site, column) in zip(open, columns) { balance[site].append(.init(1, column)) }
        let amount = problem.amounts[zone, period]
        program.addRow(columns.map { .init(1, $0) }, bounds: amount...amount)
      }
      for (position, site) in problem.sites.enumerated() {
        guard let step = choice[position][period] else { continue }
        fixed += site.openCostPerPeriod + site.stepCostsPerPeriod[step]
        let done = program.addColumn(cost: 0, bounds: 0...site.capacitySteps[step])
        let isLast = period == problem.periodCount - 1
        let store = program.addColumn(cost: site.storeCost, bounds: 0...(isLast ? 0 : site.storeCapacity))
        program.addRow(balance[position] + [.init(-1, done), .init(-1, store)], bounds: 0...0)
        before[position] = store
      }
    }
    let result = program.solve()
    return result.status == .optimal ? fixed + result.objective : .infinity
  }
}
