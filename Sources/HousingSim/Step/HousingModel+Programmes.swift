internal import SimNumerics

extension HousingModel {
  /// Runs the programmes in the order of the scenario.
  ///
  /// Each takes its dwellings out of what meets its conditions and no programme has treated this year:
  ///
  ///     taken(cell) = done(zone) / free(zone) x (stock(cell) - treated(cell))
  func runProgrammes(
    _ state: inout HousingState, yearIndex: Int, into year: inout HousingYear,
    using workspace: inout HousingWorkspace, affordable: [Double]
  ) {
    for position in workspace.treated.indices { workspace.treated[position] = 0 }
    countStock(state.stock, &workspace.zones)
    for plan in programmePlans {
      countEligible(plan.programme.selection, state.stock, &workspace)
      let wanted = max(0, quota(of: plan, yearIndex: yearIndex, state.stock, year.outcomes))
      let money = plan.programme.budget.map { $0.euro[yearIndex] / $0.euroPerDwelling[yearIndex] }
      workspace.zones.divide(wanted, plan.programme.distribution)
      swap(&workspace.zones.divided, &workspace.zones.planned)
      let limit = affordable.isEmpty ? wanted : affordable[plan.line]
      workspace.zones.divide(min(wanted, money ?? wanted, limit), plan.programme.distribution)
      swap(&workspace.zones.divided, &workspace.zones.affordable)
      settle(plan, &year.outcomes, &workspace.zones)
      guard wanted > 0 else { continue }
      take(plan.programme.selection, &state.stock, &workspace)
      for action in plan.actions {
        carryOut(action, of: plan.programme.selection, &state, yearIndex: yearIndex, &year.flows, &workspace)
      }
    }
  }

  /// The dwellings that a programme wants to treat this year, less what narrower ones did on its behalf.
  private func quota(
    of plan: ProgrammePlan, yearIndex: Int, _ stock: HousingStock, _ outcomes: ProgrammeOutcomes
  ) -> Double {
    switch plan.programme.quota {
    case .dwellings(let dwellings):
      return dwellings[yearIndex] - outcomes.total(outcomes.counted, line: plan.line)
    case .reachShare(let share, let selection, let first, let last):
      guard yearIndex >= first, yearIndex <= last else { return 0 }
      return (share * stock.total.value - stock.total(of: selection)) / Double(last - yearIndex + 1)
    }
  }

  /// Counts the dwellings of every zone.
  func countStock(_ stock: HousingStock, _ zones: inout ZoneFigures) {
    for zone in 0..<layout.zoneCount { zones.stock[zone] = 0 }
    stock.addTotals(of: everything, to: &zones.stock)
  }

  /// Counts per zone what meets the conditions, and what of it is still untreated.
  private func countEligible(
    _ selection: DwellingSelection, _ stock: HousingStock, _ workspace: inout HousingWorkspace
  ) {
    for zone in 0..<layout.zoneCount {
      workspace.zones.free[zone] = 0
      workspace.zones.eligible[zone] = 0
    }
    for row in selection.rows {
      for cohort in selection.cohorts where cohort < stock.activeCohorts {
        let start = layout.offset(row: row, cohort: cohort)
        for zone in selection.zones {
          let dwellings = stock.dwellings[start + zone]
          workspace.zones.eligible[zone] += dwellings
          workspace.zones.free[zone] += max(0, dwellings - workspace.treated[start + zone])
        }
      }
    }
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
      if let wider = plan.wider {
        outcomes.counted[outcomes.offset(line: wider, zone: zone)] += done + outcomes.counted[offset]
      }
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
  private func take(
    _ selection: DwellingSelection, _ stock: inout HousingStock, _ workspace: inout HousingWorkspace
  ) {
    var cell = 0
    for row in selection.rows {
      for cohort in selection.cohorts where cohort < stock.activeCohorts {
        let start = layout.offset(row: row, cohort: cohort)
        for zone in selection.zones {
          let free = max(0, stock.dwellings[start + zone] - workspace.treated[start + zone])
          let taken = workspace.zones.share[zone] * free
          stock.dwellings[start + zone] -= taken
          workspace.taken[cell] = taken
          cell += 1
        }
      }
    }
  }

  /// Puts a share of what was taken where the action moves it, and books the events.
  private func carryOut(
    _ action: ActionPlan, of selection: DwellingSelection, _ state: inout HousingState, yearIndex: Int,
    _ flows: inout YearFlows, _ workspace: inout HousingWorkspace
  ) {
    var cell = 0
    for (position, row) in selection.rows.enumerated() {
      let type = layout.type(ofRow: row)
      for cohort in selection.cohorts where cohort < state.stock.activeCohorts {
        let booked = flows.offset(account: action.account, type: type, cohort: cohort, zone: 0)
        for zone in selection.zones {
          let treated = workspace.taken[cell] * action.share
          cell += 1
          flows.dwellings[booked + zone] += treated
          if !action.targets.isEmpty {
            let target = layout.offset(row: action.targets[position], cohort: cohort) + zone
            state.stock.dwellings[target] += treated * action.remaining
            workspace.treated[target] += treated * action.remaining
          }
          if let result = action.resultAccount {
            let offset = flows.offset(account: result, type: type, cohort: cohort, zone: zone)
            flows.dwellings[offset] += treated * action.remaining
          }
          if let replacement = action.replacement {
            order(treated * replacement.ratio, replacement.line, yearIndex + replacement.delay, zone, &state)
          }
        }
      }
    }
  }

  /// Notes new dwellings that have to be built in a later year.
  private func order(
    _ dwellings: Double, _ line: Int, _ yearIndex: Int, _ zone: Int, _ state: inout HousingState
  ) {
    if yearIndex < axes.yearCount {
      state.replacementsDue[(line * axes.yearCount + yearIndex) * layout.zoneCount + zone] += dwellings
    } else {
      state.replacementsAfterHorizon[line] += dwellings
    }
  }
}
