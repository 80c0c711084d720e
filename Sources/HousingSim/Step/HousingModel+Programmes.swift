internal import SimNumerics

extension HousingModel {
  /// Runs the programmes in the order of the scenario.
  ///
  /// Each takes its dwellings out of what meets its conditions and no programme has treated this year:
  ///
  ///     taken(cell) = done(zone) / free(zone) x (stock(cell) - treated(cell))
  func runProgrammes(
    _ state: inout HousingState, yearIndex: Int, into year: inout HousingYear,
    using workspace: inout HousingWorkspace, affordable: [Double], drawing draws: HousingDraws?
  ) {
    if workspace.hasTreated { VectorMath.clear(&workspace.treated, reach.rows) }
    workspace.hasTreated = false
    for plan in programmePlans {
      let wanted = max(0, quota(of: plan, yearIndex, state.stock, year.outcomes, &workspace, draws))
      guard wanted > 0 else {
        countTowardsWider(plan, &year.outcomes)
        continue
      }
      // What nothing can take is divided by the stock before the first programme.
      if !workspace.hasTreated { countStock(state.stock, &workspace) }
      workspace.hasTreated = true
      countEligible(plan, state.stock, &workspace)
      let money = dwellings(within: plan.programme.budget, yearIndex, isWhole: draws != nil)
      workspace.zones.divide(wanted, plan.programme.distribution)
      swap(&workspace.zones.divided, &workspace.zones.planned)
      let limit = affordable.isEmpty ? .infinity : affordable[plan.line]
      workspace.zones.divide(min(wanted, money, limit), plan.programme.distribution)
      swap(&workspace.zones.divided, &workspace.zones.affordable)
      if let draws { roundZones(&workspace.zones, of: plan, yearIndex, draws) }
      settle(plan, &year.outcomes, &workspace.zones)
      if let draws {
        drawActions(of: plan, &state, yearIndex: yearIndex, &year.flows, &workspace, drawing: draws)
        continue
      }
      take(plan, &state.stock, &workspace)
      for position in plan.actions.indices {
        carryOut(position, of: plan, &state, yearIndex: yearIndex, &year.flows, &workspace)
      }
    }
  }

  /// The dwellings that the money of a year allows; infinitely many without a budget.
  private func dwellings(within budget: ProgrammeBudget?, _ yearIndex: Int, isWhole: Bool) -> Double {
    guard let budget else { return .infinity }
    guard isWhole else { return budget.euro[yearIndex] / budget.euroPerDwelling[yearIndex] }
    return HousingDraws.whole(zip(budget.euro, budget.euroPerDwelling).map { $0 / $1 }, yearIndex: yearIndex)
  }

  /// Rounds what the zones are to do to whole dwellings, with the same total.
  private func roundZones(
    _ zones: inout ZoneFigures, of plan: ProgrammePlan, _ yearIndex: Int, _ draws: HousingDraws
  ) {
    // Both with one start, so that what money does not limit stays the plan.
    var planned = draws.rounding("zones of \(plan.programme.key)", yearIndex: yearIndex)
    var affordable = planned
    for zone in 0..<layout.zoneCount {
      zones.planned[zone] = planned.next(zones.planned[zone])
      zones.affordable[zone] = affordable.next(zones.affordable[zone])
    }
  }

  /// The dwellings that a programme wants to treat this year, less what narrower ones did on its behalf.
  private func quota(
    of plan: ProgrammePlan, _ yearIndex: Int, _ stock: HousingStock, _ outcomes: ProgrammeOutcomes,
    _ workspace: inout HousingWorkspace, _ draws: HousingDraws?
  ) -> Double {
    switch plan.programme.quota {
    case .dwellings(let dwellings):
      let wanted = draws == nil ? dwellings[yearIndex] : HousingDraws.whole(dwellings, yearIndex: yearIndex)
      return wanted - outcomes.total(outcomes.counted, line: plan.line)
    case .reachShare(let share, _, let first, let last):
      guard yearIndex >= first, yearIndex <= last else { return 0 }
      let all = total(reach.all, stock, &workspace)
      let counted = total(plan.counted, stock, &workspace)
      let wanted = (share * all - counted) / Double(last - yearIndex + 1)
      return draws == nil ? wanted : wanted.rounded()
    }
  }

  /// The dwellings of some cells.
  private func total(_ runs: CellRuns, _ stock: HousingStock, _ workspace: inout HousingWorkspace) -> Double {
    VectorMath.clear(&workspace.untreated)
    VectorMath.addRuns(
      stock.dwellings, runs, active: stock.activeCohorts * layout.zoneCount, to: &workspace.untreated)
    return BLAS.sum(workspace.untreated, over: workspace.untreated.indices)
  }

  /// Counts per zone what meets the conditions, and what of it is still untreated.
  private func countEligible(
    _ plan: ProgrammePlan, _ stock: HousingStock, _ workspace: inout HousingWorkspace
  ) {
    VectorMath.clear(&workspace.totals)
    VectorMath.clear(&workspace.untreated)
    VectorMath.addRuns(
      stock.dwellings, treated: workspace.treated, plan.runs,
      active: stock.activeCohorts * layout.zoneCount, to: &workspace.totals, untreated: &workspace.untreated)
    VectorMath.clear(&workspace.zones.eligible)
    VectorMath.clear(&workspace.zones.free)
    VectorMath.fold(workspace.totals, workspace.totals.indices, to: &workspace.zones.eligible)
    VectorMath.fold(workspace.untreated, workspace.untreated.indices, to: &workspace.zones.free)
  }

  /// Decides per zone what is done, and why it is less than planned.
  private func settle(
    _ plan: ProgrammePlan, _ outcomes: inout ProgrammeOutcomes, _ zones: inout ZoneFigures
  ) {
    for zone in 0..<layout.zoneCount {
      let offset = outcomes.offset(line: plan.line, zone: zone)
      let done = min(zones.affordable[zone], zones.free[zone])
      zones.share[zone] = zones.free[zone] > 0 ? done / zones.free[zone] : 0
      outcomes.planned[offset] = zones.planned[zone]
      outcomes.done[offset] = done
      outcomes.treatedShare[offset] = zones.share[zone]
      outcomes.causes[offset] = causes(zones, zone: zone, done: done)
    }
    countTowardsWider(plan, &outcomes)
  }

  /// Adds what a programme did, and what was counted within it, to what its wider programme need not do.
  private func countTowardsWider(_ plan: ProgrammePlan, _ outcomes: inout ProgrammeOutcomes) {
    guard let wider = plan.wider else { return }
    for zone in 0..<layout.zoneCount {
      let offset = outcomes.offset(line: plan.line, zone: zone)
      outcomes.counted[outcomes.offset(line: wider, zone: zone)] +=
        outcomes.done[offset] + outcomes.counted[offset]
    }
  }

  private func causes(_ zones: ZoneFigures, zone: Int, done: Double) -> ShortfallCause {
    // Less than this share of the plan is rounding, not a shortfall.
    let rounding = zones.planned[zone] * 1e-12
    var causes: ShortfallCause = []
    if zones.planned[zone] - zones.affordable[zone] > rounding { causes.insert(.budget) }
    if zones.affordable[zone] - done > rounding {
      causes.insert(zones.eligible[zone] < zones.affordable[zone] ? .tooFewEligible : .alreadyTreated)
    }
    return causes
  }

  /// Takes the treated share out of every selected cell.
  private func take(_ plan: ProgrammePlan, _ stock: inout HousingStock, _ workspace: inout HousingWorkspace) {
    VectorMath.repeat(workspace.zones.share, times: stock.activeCohorts, into: &workspace.shares)
    VectorMath.clear(&workspace.totals)
    VectorMath.take(
      plan.runs, from: &stock.dwellings, treated: workspace.treated, shares: workspace.shares,
      active: stock.activeCohorts * layout.zoneCount, taken: &workspace.taken, sums: &workspace.totals)
  }

  /// Puts a share of what was taken where the action moves it, and books the events.
  private func carryOut(
    _ position: Int, of plan: ProgrammePlan, _ state: inout HousingState, yearIndex: Int,
    _ flows: inout YearFlows, _ workspace: inout HousingWorkspace
  ) {
    let action = plan.actions[position]
    flows.book(workspace.totals, times: action.share, to: action.account)
    if let result = action.resultAccount {
      flows.book(workspace.totals, times: action.share * action.remaining, to: result)
    }
    if !action.targets.isEmpty {
      VectorMath.move(
        workspace.taken, of: plan.runs, to: plan.targetCells[position],
        times: action.share * action.remaining, active: state.stock.activeCohorts * layout.zoneCount,
        table: &state.stock.dwellings, treated: &workspace.treated)
    }
    guard let replacement = action.replacement else { return }
    VectorMath.clear(&workspace.zones.divided)
    VectorMath.fold(workspace.totals, workspace.totals.indices, to: &workspace.zones.divided)
    for zone in 0..<layout.zoneCount {
      order(
        workspace.zones.divided[zone] * action.share * replacement.ratio, replacement.line,
        yearIndex + replacement.delay, zone, &state)
    }
  }

  /// Notes new dwellings that have to be built in a later year.
  func order(
    _ dwellings: Double, _ line: Int, _ yearIndex: Int, _ zone: Int, _ state: inout HousingState
  ) {
    if yearIndex < axes.yearCount {
      state.replacementsDue[(line * axes.yearCount + yearIndex) * layout.zoneCount + zone] += dwellings
    } else {
      state.replacementsAfterHorizon[line] += dwellings
    }
  }
}
