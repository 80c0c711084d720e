internal import SimNumerics

extension MineModel {
  /// Takes in and serves what a linear programme says, and names the cause of what it leaves out.
  ///
  /// The plan is carried out through the same books as the rule, within what is offered, wanted and in store, so that
  /// rounding of the solver makes or loses no mass.
  func dispatchByProgramme(
    _ step: Int, of year: Int, _ state: inout MineState, _ result: inout MineFlows,
    _ work: inout MineWorkspace
  ) throws(MineStepError) {
    work.offer()
    var programme = DispatchProgramme(inputs, plan, streams, year: year, state, work)
    let tonnes: [Double]
    switch programme.solve() {
    case .success(let values): tonnes = values
    case .failure(let failure):
      throw MineStepError.dispatch(year: year, step: step, status: failure.status)
    }
    for move in programme.received where move.step == 0 {
      let planned = tonnes[move.column] * DispatchProgramme.kilogramsPerTonne
      let mass = min(planned, receivable(move.pair, move.grade, &work))
      guard mass > 0 else { continue }
      receive(mass, move.pair, move.grade, &state, &result, &work)
    }
    measureLots(&state, &work)
    for move in programme.served where move.step == 0 {
      let planned = tonnes[move.column] * DispatchProgramme.kilogramsPerTonne
      let held = work.held[move.pair.hub * state.gradeCount + move.grade]
      let mass = min(planned, stillWanted(move.grade, in: move.pair.zone, work.wanted), held)
      guard mass > 0 else { continue }
      serve(mass, move.pair, move.grade, &result, &work)
    }
    bookLeftOut(of: year, &result, &work)
  }

  /// Books what no hub received: for want of capacity, of room, of demand, or because it costs more than it saves.
  private func bookLeftOut(of year: Int, _ result: inout MineFlows, _ work: inout MineWorkspace) {
    for grade in streams.grades {
      let cause = leftOutCause(of: grade, in: year, work)
      let stream = streams.stream(of: grade)
      for zone in inputs.zones.indices where work.nearestOpenHub[zone] >= 0 {
        let mass = work.offered[zone * streams.gradeCount + grade]
        guard mass > 0 else { continue }
        if cause == .refusedCapacity || cause == .refusedRoom {
          refuse(mass, cause, zone, stream, &result, &work)
        } else {
          leaveOut(mass, cause, zone, stream, &result, &work)
        }
      }
    }
  }

  /// Why a grade is left out: some hub has capacity and room, or only one of the two, or neither.
  private func leftOutCause(
    of grade: Int, in year: Int, _ work: borrowing MineWorkspace
  ) -> UnusedCause {
    let stream = streams.stream(of: grade)
    var hasRoom = false
    for hub in inputs.hubs.indices where plan.openingYears[hub] <= year {
      let group = plan.groups[hub * inputs.streams.count + stream]
      guard group >= 0 else { continue }
      let roomLeft = roomForReceived(hub, stream, work) > Self.noticedMassKg
      hasRoom = hasRoom || roomLeft
      if roomLeft, work.capacityLeft[group] > Self.noticedMassKg {
        return isStillWanted(grade, work) && inputs.dispatch.method == .leastCost ? .tooCostly : .noDemand
      }
    }
    return hasRoom || !hasLine(stream) ? .refusedCapacity : .refusedRoom
  }

  /// Less than this counts as nothing left: a gram, the rounding of the solver.
  private static let noticedMassKg = 1e-3

  private func hasLine(_ stream: Int) -> Bool {
    inputs.hubs.indices.contains { plan.groups[$0 * inputs.streams.count + stream] >= 0 }
  }

  private func isStillWanted(_ grade: Int, _ work: borrowing MineWorkspace) -> Bool {
    for zone in inputs.zones.indices where stillWanted(grade, in: zone, work.wanted) > Self.noticedMassKg {
      return true
    }
    return false
  }
}
