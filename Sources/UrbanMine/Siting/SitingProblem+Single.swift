internal import SimNumerics
internal import SimPrograms

extension SitingProblem {
  /// Capacities with demands that go to one site as a whole, as an integer programme.
  func solveSingle(deadline: ContinuousClock.Instant?) -> SitingPlan {
    var program = LinearProgram()
    let opens = sites.map { program.addColumn(cost: $0.fixedCost, bounds: 0...1, isWhole: true) }
    program.addRow(
      opens.map { .init(1, $0) }, bounds: Double(openCount.lowerBound)...Double(openCount.upperBound))
    var pairs: [(demand: Int, site: Int, column: Int)] = []
    var loads = opens.map { _ in [LinearProgram.Term]() }
    for (row, demand) in demands.enumerated() {
      var serving: [LinearProgram.Term] = []
      for (column, site) in sites.enumerated() where canTake(row, column) {
        let cost = demand.amount == 0 ? 0 : demand.amount * unitCosts[row, column]
        let share = program.addColumn(cost: cost, bounds: 0...1, isWhole: true)
        pairs.append((row, column, share))
        serving.append(.init(1, share))
        program.addRow([.init(1, opens[column]), .init(-1, share)], bounds: 0...1)
        if site.capacity.isFinite { loads[column].append(.init(demand.amount, share)) }
      }
      program.addRow(serving, bounds: 1...1)
    }
    for (column, site) in sites.enumerated() where site.capacity.isFinite {
      program.addRow(
        loads[column] + [.init(-site.capacity, opens[column])], bounds: -Double.infinity...0)
    }
    let left = deadline.map { ContinuousClock.now.duration(to: $0) / .seconds(1) } ?? .infinity
    guard left > 0 else { return .none(.undecided) }
    return plan(program.solve(timeLimit: left), opens: opens, pairs: pairs)
  }

  private func canTake(_ demand: Int, _ site: Int) -> Bool {
    demands[demand].amount == 0
      || unitCosts[demand, site].isFinite && demands[demand].amount <= sites[site].capacity
  }

  private func plan(
    _ result: ProgramResult, opens: [Int], pairs: [(demand: Int, site: Int, column: Int)]
  ) -> SitingPlan {
    switch result.status {
    case .infeasible:
      return .none(
        .infeasible(
          "no \(openCount.upperBound) of the \(sites.count) sites take every demand as a whole within their capacities"
        ))
    case .undecided, .unbounded: return .none(.undecided, bound: result.bound)
    case .optimal, .feasible:
      let open = opens.indices.filter { result.values[opens[$0]] > 0.5 }
      let shares = pairs.filter { result.values[$0.column] > 0.5 }.map {
        SitingPlan.Share(demand: $0.demand, site: $0.site, amount: demands[$0.demand].amount)
      }
      let found = plan(opening: open, shares: shares, result.bound, 0)
      return result.status == .optimal ? found : found.unproven
    }
  }
}

extension SitingPlan {
  /// The same plan without the claim that it is the best.
  fileprivate var unproven: SitingPlan {
    guard status == .optimal else { return self }
    return SitingPlan(
      status: .feasible, objective: objective, bound: bound, open: open, shares: shares,
      branchCount: branchCount)
  }
}
