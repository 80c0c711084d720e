internal import SimNumerics

extension HousingModel {
  /// The state before the first simulated year with whole dwellings: the baseline rounded so that every zone, and the
  /// region, keeps its total where that is whole, and every cell its mean.
  ///
  /// - Parameter draws: the events of the member.
  /// - Returns: a state of whole dwellings.
  public func makeState(drawing draws: HousingDraws) -> HousingState {
    var state = makeState()
    var rounding = draws.rounding("baseline", yearIndex: 0)
    for zone in 0..<layout.zoneCount {
      for type in 0..<layout.typeCount {
        for cohort in 0..<axes.baselineCohortCount {
          for quality in 0..<layout.stateCount {
            let cell = layout.offset(type: type, state: quality, cohort: cohort, zone: zone)
            state.stock.dwellings[cell] = rounding.next(state.stock.dwellings[cell])
          }
        }
      }
    }
    return state
  }

  /// Draws autonomous demolition and change of state: binomial and multinomial in every cell.
  func drawChange(
    _ stock: inout HousingStock, yearIndex: Int, using workspace: inout HousingWorkspace,
    drawing draws: HousingDraws
  ) {
    let active = stock.activeCohorts * layout.zoneCount
    let stream = draws.stream("autonomous change")
    let moves = projection.conditionalMoves()
    VectorMath.clear(&workspace.spare, reach.rows)
    VectorMath.clear(&workspace.before)
    VectorMath.clear(&workspace.demolished)
    VectorMath.addRuns(stock.dwellings, reach.all, active: active, to: &workspace.before)
    for position in 0..<reach.all.count {
      let run = reach.all[position]
      let row = run.start / layout.columnCount
      let (type, state) = (layout.type(ofRow: row), layout.state(ofRow: row))
      for cell in 0..<max(0, min(run.count, active - run.column)) {
        let dwellings = Int(stock.dwellings[run.start + cell])
        guard dwellings > 0 else { continue }
        var source = draws.source(stream, yearIndex: yearIndex, part: run.start + cell)
        let rates = projection.rates(
          yearIndex: yearIndex, type: type, state: state, cohort: (run.column + cell) / layout.zoneCount)
        let lost = source.binomial(count: dwellings, probability: 1 - rates.kept)
        workspace.demolished[run.booked + cell] += Double(lost)
        var left = dwellings - lost
        for move in moves[rates.matrix * layout.stateCount + state] where left > 0 {
          let moved = source.binomial(count: left, probability: move.share)
          workspace.spare[run.start + cell + (move.state - state) * layout.columnCount] += Double(moved)
          left -= moved
        }
      }
    }
    swap(&stock.dwellings, &workspace.spare)
  }

  /// Takes whole dwellings out of the selected cells and draws which action each of them meets.
  ///
  /// A zone treats exactly what was settled; which cells it takes them from is systematic, in proportion to what is untreated
  /// there. The actions are multinomial; what mergers and replacements leave of whole dwellings waits in the state.
  func drawActions(
    of plan: ProgrammePlan, _ state: inout HousingState, yearIndex: Int, _ flows: inout YearFlows,
    _ workspace: inout HousingWorkspace, drawing draws: HousingDraws
  ) {
    let key = plan.programme.key
    let stream = draws.stream("actions of \(key)")
    let active = state.stock.activeCohorts * layout.zoneCount
    let weights = plan.actions.map(\.share)
    var roundings = (0..<layout.zoneCount).map {
      draws.rounding("choice of \(key)", yearIndex: yearIndex, part: $0)
    }
    for position in 0..<plan.runs.count {
      let run = plan.runs[position]
      for cell in 0..<max(0, min(run.count, active - run.column)) {
        let zone = (run.column + cell) % layout.zoneCount
        let free = max(0, state.stock.dwellings[run.start + cell] - workspace.treated[run.start + cell])
        let taken = min(free, roundings[zone].next(workspace.zones.share[zone] * free))
        guard taken > 0 else { continue }
        state.stock.dwellings[run.start + cell] -= taken
        var source = draws.source(stream, yearIndex: yearIndex, part: run.start + cell)
        for (action, count) in source.multinomial(count: Int(taken), weights: weights).enumerated()
        where count > 0 {
          let place = DrawnPlace(run: position, cell: cell, zone: zone, booked: run.booked + cell)
          carryOut(action, of: plan, on: Double(count), at: place, &state, yearIndex, &flows, &workspace)
        }
      }
    }
  }

  /// Carries out an action on whole dwellings of one cell.
  private func carryOut(
    _ position: Int, of plan: ProgrammePlan, on dwellings: Double, at place: DrawnPlace,
    _ state: inout HousingState, _ yearIndex: Int, _ flows: inout YearFlows,
    _ workspace: inout HousingWorkspace
  ) {
    let action = plan.actions[position]
    let cells = layout.typeCount * layout.columnCount
    flows.dwellings[action.account * cells + place.booked] += dwellings
    var result = dwellings
    if let merger = action.merger {
      result = state.wholePart(
        of: dwellings * action.remaining, remainder: merger * layout.zoneCount + place.zone)
    }
    if !action.targets.isEmpty {
      let target = plan.targetCells[position][place.run] + place.cell
      state.stock.dwellings[target] += result
      workspace.treated[target] += result
    }
    if let account = action.resultAccount { flows.dwellings[account * cells + place.booked] += result }
    guard let replacement = action.replacement else { return }
    let due = state.wholePart(
      of: dwellings * replacement.ratio, remainder: replacement.remainder * layout.zoneCount + place.zone)
    order(due, replacement.line, yearIndex + replacement.delay, place.zone, &state)
  }
}

/// A cell of a selection where a programme takes whole dwellings.
private struct DrawnPlace {
  let run: Int
  let cell: Int
  let zone: Int
  let booked: Int
}

extension HousingState {
  /// Adds to a remainder and takes the whole dwellings out of it.
  fileprivate mutating func wholePart(of dwellings: Double, remainder: Int) -> Double {
    // Thirds that have come together may be short of a whole dwelling by rounding.
    remainders[remainder] += dwellings
    let whole = (remainders[remainder] + 1e-9).rounded(.down)
    remainders[remainder] = max(0, remainders[remainder] - whole)
    return whole
  }
}
