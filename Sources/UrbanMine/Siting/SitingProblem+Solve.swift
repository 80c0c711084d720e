internal import SimNumerics
internal import SimPrograms

extension SitingProblem {
  /// Finds the best choice of sites and proves it.
  ///
  /// Without capacities and with capacities that split demands: Lagrangian bound, exchange and branch and bound
  /// (``SiteSearch``). Demands that go to one site as a whole: an integer programme. Largest distance: covering
  /// programmes. The status is `optimal` only where the value of the plan, added up anew, meets the bound to a
  /// relative 1e-6. Without a time limit equal problems give equal bits.
  ///
  /// - Parameter timeLimit: wall-clock seconds, above 0; infinite for no limit.
  /// - Returns: the plan, or the reason why there is none.
  public func solve(timeLimit: Double = .infinity) -> SitingPlan {
    precondition(timeLimit > 0, "a time limit of \(timeLimit) s leaves no time")
    // A limit of years is none, and the clock counts no further than centuries.
    let deadline = timeLimit < 1e9 ? ContinuousClock.now.advanced(by: .seconds(timeLimit)) : nil
    if let reason = shortage(deadline: deadline) { return .none(.infeasible(reason)) }
    if objective == .farthest { return solveFarthest(deadline: deadline) }
    let costs = SiteCosts(self)
    guard isCapacitated else { return solveFree(costs, deadline: deadline) }
    return assignment == .single
      ? solveSingle(deadline: deadline) : solveCapacitated(costs, deadline: deadline)
  }

  private func solveFree(_ costs: SiteCosts, deadline: ContinuousClock.Instant?) -> SitingPlan {
    var start = Interchange.greedy(costs)
    start.improve()
    let known = start.value < costs.penalty ? (value: start.value, open: start.open) : nil
    var search = SiteSearch(
      costs, FreeRelaxation(costs), start: known, deadline: deadline,
      exactValue: { open in
        let value = costs.value(ofOpening: open)
        return value < costs.penalty ? value : nil
      },
      improved: { open in
        guard costs.openCount.contains(open.count) else { return nil }
        var plan = Interchange(costs, open: open)
        plan.improve()
        return (plan.value, plan.open)
      })
    let bound = search.run(multipliers: start.secondCosts)
    guard let best = search.best else { return .none(bound.isFinite ? .undecided : noPlan) }
    return plan(opening: best.open, shares: cheapestShares(best.open), bound, search.branchCount)
  }

  private func solveCapacitated(_ costs: SiteCosts, deadline: ContinuousClock.Instant?) -> SitingPlan {
    let transport = TransportValues(costs)
    var search = SiteSearch(
      costs, CapacitatedRelaxation(costs), start: nil, deadline: deadline,
      exactValue: { transport.value(ofOpening: $0) },
      improved: { open in transport.value(ofOpening: open).map { ($0, open) } })
    let cheapest = (0..<costs.demandCount).map { demand in
      (0..<costs.siteCount).map { costs.serving[costs.start(ofSite: $0) + demand] }.min() ?? 0
    }
    let bound = search.run(multipliers: cheapest)
    guard let best = search.best else { return .none(bound.isFinite ? .undecided : noPlan) }
    return plan(
      opening: best.open, shares: transport.shares(ofOpening: best.open), bound, search.branchCount)
  }

  private var noPlan: SitingStatus {
    .infeasible(
      "no \(openCount.upperBound) of the \(sites.count) sites together serve every demand within their capacities"
    )
  }

  /// Each demand at its cheapest open site, the first where two cost the same.
  func cheapestShares(_ open: [Int]) -> [SitingPlan.Share] {
    demands.indices.compactMap { demand in
      let site = open.sorted().min { unitCosts[demand, $0] < unitCosts[demand, $1] }
      return site.map { SitingPlan.Share(demand: demand, site: $0, amount: demands[demand].amount) }
    }
  }

  /// The plan with its value added up anew, and the status that value and bound allow.
  func plan(
    opening open: [Int], shares: [SitingPlan.Share], _ bound: Double, _ branchCount: Int
  ) -> SitingPlan {
    let serving = shares.reduce(0) { sum, share in
      share.amount == 0 ? sum : sum + share.amount * unitCosts[share.demand, share.site]
    }
    let value = open.sorted().reduce(0) { $0 + sites[$1].fixedCost } + serving
    let isProven = ProgramResult.gap(objective: value, bound: bound) <= ProgramResult.provenGap
    return SitingPlan(
      status: isProven ? .optimal : .feasible, objective: value, bound: min(bound, value),
      open: open.sorted(), shares: shares, branchCount: branchCount)
  }
}

extension SitingPlan {
  /// The relative gap between value and bound, without a unit; infinite where there is no plan.
  public var gap: Double { ProgramResult.gap(objective: objective, bound: bound) }

  /// The answer where there is no plan.
  static func none(_ status: SitingStatus, bound: Double = -.infinity) -> SitingPlan {
    SitingPlan(status: status, objective: .infinity, bound: bound, open: [], shares: [], branchCount: 0)
  }
}
