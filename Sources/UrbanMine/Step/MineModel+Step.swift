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
    expireLots(&state, &work)
    offerAndAsk(&state, &work)
    measureRoom(&work)
    if inputs.dispatch.method == .nearestFirst {
      offerToHubs(of: year, &state, &result, &work)
      bookRefusals(&result, &work)
      measureLots(&state, &work)
      serveDemand(state, &result, &work)
    } else {
      try dispatchByProgramme(step, of: year, &state, &result, &work)
    }
    drawLots(&state, &work)
    coverDemand(&work)
    state.stepsTaken += 1
    measureStores(state, &work)
    closeBooks(&work)
    result.add(work.ledger, step: step)
    do {
      // What cannot come into a store does the same in every step of a year.
      try result.balance.check(
        work.ledger, streams: inputs.streams.axis, moving: step == 0 ? nil : streams.storableStreams,
        hubs: inputs.hubs, year: year, step: step)
    } catch {
      throw MineStepError.balance(error)
    }
  }

  /// Offers the suitable mass of a step, asks for its demand, and notes which grades a new use asks for.
  private func offerAndAsk(_ state: inout MineState, _ work: inout MineWorkspace) {
    for position in work.offered.indices { work.offered[position] = work.standing.offered[position] }
    for position in work.wanted.indices { work.wanted[position] = work.standing.wanted[position] }
    VectorMath.clear(&work.served)
    for grade in work.standing.isAsked.indices where work.standing.isAsked[grade] {
      state.lastAsked[grade] = state.stepsTaken
    }
  }

  /// Splits the demand that reuse left open: recycled = min(secondary share x demand, rest), the remainder primary.
  ///
  /// Streams that no store holds are booked in ``StandingYear``.
  private func coverDemand(_ work: inout MineWorkspace) {
    let zones = inputs.zones.count
    for stream in streams.storableStreams {
      let share = streams.secondaryShareOfDemand[stream]
      var (second, first) = (0.0, 0.0)
      for cell in stream * zones..<(stream + 1) * zones {
        let asked = work.standing.demand[cell]
        guard asked > 0 else { continue }
        let rest = max(0, asked - work.served[cell])
        let again = min(share * asked, rest)
        work.recycled[cell] += again
        work.primary[cell] += rest - again
        second += again
        first += rest - again
      }
      work.ledger[.demandRecycled, stream] += second
      work.ledger[.demandPrimary, stream] += first
    }
  }

  /// Measures the stores from their lots.
  func measureStores(_ state: MineState, _ work: inout MineWorkspace) {
    for hub in 0..<state.hubCount {
      for stream in streams.storableStreams {
        work.ledger.storesAfter[hub * state.streamCount + stream] = state.mass(hub: hub, stream: stream)
      }
    }
  }

  /// Adds up what the hubs received, refurbished and gave out, and sends the rest of what was released to treatment.
  private func closeBooks(_ work: inout MineWorkspace) {
    for stream in streams.storableStreams {
      var treated = work.ledger[.released, stream]
      for hub in inputs.hubs.indices {
        let received = work.ledger[.received, hub, stream]
        let refurbished = received * plan.yields[hub * inputs.streams.count + stream]
        work.ledger[.refurbished, hub, stream] = refurbished
        work.ledger[.inStore, hub, stream] = work.ledger.storesAfter[hub * inputs.streams.count + stream]
        work.ledger[.toHub, stream] += received
        work.ledger[.processLoss, stream] += received - refurbished
        work.ledger[.refurbishmentLoss, stream] += received - refurbished
        work.ledger[.demandReused, stream] += work.ledger[.dispatched, hub, stream]
        treated += work.ledger[.expired, hub, stream] - received
      }
      work.ledger.treat(treated, stream, streams.treatment[stream])
    }
  }
}
