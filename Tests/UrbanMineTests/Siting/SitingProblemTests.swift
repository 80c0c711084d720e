import SimNumerics
import SimTestSupport
import Testing
import UrbanMine

@Suite struct SitingProblemTests {
  @Test(arguments: [
    RandomSiting(hasFixedCosts: false), RandomSiting(), RandomSiting(hasGaps: true),
    RandomSiting(isCapacitated: true), RandomSiting(isCapacitated: true, hasGaps: true),
    RandomSiting(isCapacitated: true, assignment: .single), RandomSiting(objective: .farthest),
    RandomSiting(hasGaps: true, objective: .farthest),
  ]) func `a plan is the best of all sets of sites, or the proof that there is none`(kind: RandomSiting)
    throws
  {
    var random = SplitMix64(seed: 31)
    for _ in 0..<60 {
      let problem = try kind.problem(&random)
      let best = RandomSiting.enumerated(problem)
      let plan = problem.solve()
      guard best.isFinite else {
        #expect(plan.status.word == "infeasible" && plan.open == [] && plan.shares == [])
        continue
      }
      #expect(plan.status == .optimal)
      expectClose(plan.objective, best, limit: 2e-6)
      #expect(plan.gap <= 1e-6 && plan.bound <= plan.objective)
      expectPlanHolds(plan, problem)
    }
  }

  @Test func `one site and one demand have one plan`() throws {
    let problem = try SitingProblem(
      demands: [SitingDemand(key: "zone", amount: 3)], sites: [CandidateSite(key: "site", fixedCost: 10)],
      unitCosts: Matrix(rows: 1, columns: 1, storage: [2]))
    let plan = problem.solve()
    #expect(plan.status == .optimal && plan.objective == 16 && plan.bound == 16 && plan.open == [0])
    #expect(plan.shares == [.init(demand: 0, site: 0, amount: 3)])
  }

  @Test func `nothing to serve costs the cheapest site only`() throws {
    for assignment in SitingAssignment.allCases {
      let problem = try SitingProblem(
        demands: [SitingDemand(key: "zone", amount: 0)],
        sites: [CandidateSite(key: "a", fixedCost: 10, capacity: 1), CandidateSite(key: "b", fixedCost: 7)],
        unitCosts: Matrix(rows: 1, columns: 2, storage: [.infinity, 5]), assignment: assignment)
      let plan = problem.solve()
      #expect(plan.status == .optimal && plan.objective == 7 && plan.open == [1])
    }
  }

  @Test func `equal problems give equal plans`() throws {
    for kind in [RandomSiting(), RandomSiting(isCapacitated: true)] {
      var random = SplitMix64(seed: 32)
      let problem = try kind.problem(&random)
      let plan = problem.solve()
      for _ in 0..<3 { #expect(problem.solve() == plan) }
    }
  }

  @Test func `a search that the time limit ends has a plan with its gap and never calls it optimal unproven`()
    throws
  {
    // Random costs without geometry leave a gap that takes a long search.
    var random = SplitMix64(seed: 33)
    let count = 250
    let problem = try SitingProblem(
      demands: (0..<count).map { SitingDemand(key: "\($0)", amount: 1) },
      sites: (0..<count).map { CandidateSite(key: "\($0)") },
      unitCosts: Matrix(
        rows: count, columns: count, storage: (0..<count * count).map { _ in random.number(in: 0...1000) }),
      openCount: 8...8)
    let plan = problem.solve(timeLimit: 0.4)
    #expect(plan.status == .feasible)
    #expect(plan.gap > 1e-6 && plan.gap < 1 && plan.bound < plan.objective)
    expectPlanHolds(plan, problem)
  }

  @Test func `too little capacity is named with what is missing`() throws {
    let problem = try small(amounts: [6, 5], capacities: [4, 3, 2], openCount: 1...2)
    let reason = "the demand is 11.0 and the 2 largest sites serve 7.0: 4.0 is missing"
    #expect(problem.solve().status == .infeasible(reason))
  }

  @Test func `a demand that no site can serve is named`() throws {
    let problem = try SitingProblem(
      demands: ["a", "b", "c"].map { SitingDemand(key: $0, amount: 1) },
      sites: ["s", "t"].map { CandidateSite(key: $0) },
      unitCosts: Matrix(
        rows: 3, columns: 2, storage: [1, 2, .infinity, .infinity, .infinity, .infinity]))
    #expect(problem.solve().status == .infeasible("no site can serve the demand 'b' and 1 more"))
  }

  @Test func `what all sites cannot serve within their reach is named`() throws {
    // Two demands of 6 and 5 that only the small site reaches, and one that both do.
    let far = Double.infinity
    let problem = try SitingProblem(
      demands: [6, 5, 1].enumerated().map { SitingDemand(key: "d\($0)", amount: $1) },
      sites: [CandidateSite(key: "large", capacity: 100), CandidateSite(key: "small", capacity: 8)],
      unitCosts: Matrix(rows: 3, columns: 2, storage: [far, 1, far, 1, 1, 1]))
    #expect(
      problem.solve().status
        == .infeasible(
          "the demand is 12.0 and all sites together serve 9.0 of it within their reach: 3.0 is missing"))
  }

  @Test func `a demand that is too large to go to one site as a whole is named`() throws {
    let problem = try SitingProblem(
      demands: [SitingDemand(key: "a", amount: 6)],
      sites: [CandidateSite(key: "s", capacity: 4), CandidateSite(key: "t", capacity: 5)],
      unitCosts: Matrix(rows: 1, columns: 2, repeating: 1), assignment: .single)
    #expect(
      problem.solve().status
        == .infeasible(
          "the demand 'a' is 6.0 and the largest site that can serve it as a whole takes 5.0: 1.0 is missing")
    )
  }

  @Test func `too few sites to reach every demand are counted`() throws {
    let far = Double.infinity
    let problem = try SitingProblem(
      demands: ["a", "b", "c"].map { SitingDemand(key: $0, amount: 1) },
      sites: ["s", "t", "u"].map { CandidateSite(key: $0) },
      unitCosts: Matrix(rows: 3, columns: 3, storage: [1, far, far, far, 1, far, far, far, 1]),
      openCount: 1...2)
    #expect(
      problem.solve().status
        == .infeasible("3 sites at least must be open to reach every demand; 2 may be"))
  }

  @Test func `wrong inputs are refused with what is accepted`() throws {
    expectRefused("demand: there are no rows; give one at least") {
      try SitingProblem(demands: [], sites: [CandidateSite(key: "s")], unitCosts: Matrix(rows: 0, columns: 1))
    }
    expectRefused("sites: the id 's' stands twice; ids must differ") {
      try SitingProblem(
        demands: [SitingDemand(key: "a", amount: 1)],
        sites: [CandidateSite(key: "s"), CandidateSite(key: "s")], unitCosts: Matrix(rows: 1, columns: 2))
    }
    expectRefused("open: 4 to 4 of 3 sites; give 1 to 3") {
      try small(amounts: [1, 1], capacities: [1, 1, 1], openCount: 4...4)
    }
    expectRefused("site s1: the capacity is 0.0; give a number above 0") {
      try small(amounts: [1, 1], capacities: [1, 0, 1], openCount: 1...1)
    }
    expectRefused("demand d0: the amount is -1.0; give a finite number that is not negative") {
      try small(amounts: [-1, 1], capacities: [1, 1, 1], openCount: 1...1)
    }
    expectRefused("demand a, site s: the unit cost is -2.0; give a number that is not negative") {
      try SitingProblem(
        demands: [SitingDemand(key: "a", amount: 1)], sites: [CandidateSite(key: "s")],
        unitCosts: Matrix(rows: 1, columns: 1, storage: [-2]))
    }
    expectRefused(
      "site s: it has a capacity, which the objective 'farthest' does not keep; give none, or take 'total'"
    ) {
      try SitingProblem(
        demands: [SitingDemand(key: "a", amount: 2)], sites: [CandidateSite(key: "s", capacity: 1)],
        unitCosts: Matrix(rows: 1, columns: 1, storage: [2]), objective: .farthest)
    }
  }

  private func expectRefused(_ words: String, _ make: () throws -> SitingProblem) {
    let error = #expect(throws: SitingError.self) { try make() }
    #expect(error?.description == words)
  }

  private func small(
    amounts: [Double], capacities: [Double], openCount: ClosedRange<Int>
  ) throws -> SitingProblem {
    try SitingProblem(
      demands: amounts.enumerated().map { SitingDemand(key: "d\($0)", amount: $1) },
      sites: capacities.enumerated().map { CandidateSite(key: "s\($0)", capacity: $1) },
      unitCosts: Matrix(rows: amounts.count, columns: capacities.count, repeating: 1), openCount: openCount)
  }
}

/// Expects that a plan serves every demand from open sites within their capacities at the value it states.
func expectPlanHolds(_ plan: SitingPlan, _ problem: SitingProblem) {
  #expect(problem.openCount.contains(plan.open.count))
  var served = Array(repeating: 0.0, count: problem.demands.count)
  var load = Array(repeating: 0.0, count: problem.sites.count)
  var value = plan.open.reduce(0) { $0 + problem.sites[$1].fixedCost }
  for share in plan.shares {
    #expect(plan.open.contains(share.site))
    served[share.demand] += share.amount
    load[share.site] += share.amount
    if share.amount > 0 { value += share.amount * problem.unitCosts[share.demand, share.site] }
  }
  expectClose(served, problem.demands.map(\.amount), limit: 1e-6, "what is served")
  guard problem.objective == .total else { return }
  expectClose(value, plan.objective, limit: 1e-9, "the value")
  for site in problem.sites.indices { #expect(load[site] <= problem.sites[site].capacity * (1 + 1e-6)) }
  if problem.assignment == .single { #expect(plan.shares.count == problem.demands.count) }
}
