internal import SimNumerics

extension MineModel {
  /// One step of the mine: the story from released to reused, treated or stored.
  ///
  /// What is the same in every step of a year stands in ``StandingYear``; a step moves what goes through hubs, and the
  /// year books what follows from both (``close(of:_:_:_:)``).
  func take(
    _ step: Int, of year: Int, _ state: inout MineState, _ result: inout MineFlows,
    _ work: inout MineWorkspace
  ) throws(MineStepError) {
    work.ledger.begin(with: work.standing.books)
    expireLots(&state, &result, &work)
    ask(&state, &work)
    measureRoom(&work)
    if inputs.dispatch.method == .nearestFirst {
      offerToHubs(of: year, &state, &result, &work)
      bookRefusals(&result, &work)
      measureLots(&state, &work)
      serveDemand(&result, &work)
    } else {
      try dispatchByProgramme(step, of: year, &state, &result, &work)
    }
    drawLots(&state, &result, &work)
    coverDemand(&result, &work)
    state.stepsTaken += 1
    measureStores(state, &work)
    work.ledger.close(yields: plan.yields, treatment: streams.treatmentShares, shape)
    result.add(work.ledger, step: step)
    do {
      try result.balance.check(
        work.ledger, streams: inputs.streams.axis, hubs: inputs.hubs, year: year, step: step)
    } catch {
      throw MineStepError.balance(error)
    }
  }

  /// Asks for the demand of a step, and notes which grades a new use asks for.
  private func ask(_ state: inout MineState, _ work: inout MineWorkspace) {
    VectorMath.copy(work.standing.wanted, work.wanted.indices, to: &work.wanted)
    VectorMath.clear(&work.served)
    VectorMath.clear(&work.drawn)
    for grade in work.standing.isAsked.indices where work.standing.isAsked[grade] {
      state.lastAsked[grade] = Double(state.stepsTaken)
    }
  }

  /// Splits the demand that reuse left open: recycled = min(secondary share x demand, rest), the remainder primary.
  private func coverDemand(_ result: inout MineFlows, _ work: inout MineWorkspace) {
    VectorMath.clear(&work.covered)
    VectorMath.cover(
      result.harvest.demand, times: 1 / Double(result.stepCount), served: work.served,
      secondary: streams.secondaryShareOfDemand, to: &result.materials,
      table: MaterialFlow.demandRecycled.position, sums: &work.covered, shape)
    work.ledger.add(work.covered, to: .flow(.demandRecycled))
    work.ledger.add(work.covered, from: shape.streams, to: .flow(.demandPrimary))
  }

  /// Measures the stores from their lots.
  func measureStores(_ state: MineState, _ work: inout MineWorkspace) {
    let weights = state.slotCount * state.gradeCount
    for hub in 0..<state.hubCount {
      VectorMath.fold(
        state.weights, hub * weights..<(hub + 1) * weights, into: &work.ledger.values,
        work.ledger.range(.storeAfter(hub)))
    }
  }
}
