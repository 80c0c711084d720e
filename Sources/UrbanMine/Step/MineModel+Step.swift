internal import SimNumerics

extension MineModel {
  /// One step of the mine: the story from released to reused, recycled, burnt, landfilled or stored.
  func take(
    _ step: Int, of year: Int, _ state: inout MineState, _ result: inout MineFlows,
    _ work: inout MineWorkspace
  ) throws(MineStepError) {
    work.ledger.reset()
    expireLots(&state, &work)
    release(&work)
    inspect(&work)
    noteDemand(&state, work)
    measureRoom(state, &work)
    if inputs.dispatch.method == .nearestFirst {
      offerToHubs(of: year, &state, &result, &work)
      bookRefusals(&work)
      measureLots(state, &work)
      serveDemand(&state, &result, &work)
    } else {
      try dispatchByProgramme(step, of: year, &state, &result, &work)
    }
    coverDemand(&work)
    treat(&work)
    state.stepsTaken += 1
    measureStores(state, &work)
    bookStores(&work)
    result.add(work.ledger, step: step)
    do {
      try result.balance.check(
        work.ledger, streams: inputs.streams.axis, hubs: inputs.hubs, year: year, step: step)
    } catch {
      throw MineStepError.balance(error)
    }
  }

  /// Releases and asks for the mass of a step: the mass of the year over the number of steps.
  private func release(_ work: inout MineWorkspace) {
    let share = 1 / Double(inputs.stepsPerYear)
    let zones = inputs.zones.count
    for stream in 0..<inputs.streams.count {
      let released = work.ledger.offset(.released, stream: stream)
      let demand = work.ledger.offset(.demand, stream: stream)
      let careless = work.ledger.offset(.notDismantled, stream: stream)
      for zone in 0..<zones {
        let position = stream * zones + zone
        let mass = work.releasedPerYear[position] * share
        work.ledger.materials[released + zone] = mass
        work.ledger.materials[demand + zone] = work.demandPerYear[position] * share
        work.ledger.unused[careless + zone] = mass - work.carefulPerYear[position] * share
        work.treated[position] += mass
        for grade in streams.firstGrades[stream]..<streams.firstGrades[stream + 1] {
          work.wanted[grade * zones + zone] =
            work.demandPerYear[position] * share * streams.acceptedShare[grade]
        }
      }
    }
  }

  /// Inspects what was carefully dismantled: the suitable share of each grade passes, the rest is unsuitable.
  ///
  /// Where no hub is open nothing is inspected and nothing is refused.
  private func inspect(_ work: inout MineWorkspace) {
    let share = 1 / Double(inputs.stepsPerYear)
    let zones = inputs.zones.count
    for stream in 0..<inputs.streams.count {
      for zone in 0..<zones {
        let collected = work.carefulPerYear[stream * zones + zone] * share
        let hub = work.nearestOpenHub[zone]
        let suitable = offer(collected, stream, zone, &work)
        guard hub >= 0 else {
          work.ledger.unused[work.ledger.offset(.noHub, stream: stream) + zone] = collected
          continue
        }
        let refused = max(0, collected - suitable)
        work.ledger.unused[work.ledger.offset(.refusedUnsuitable, stream: stream) + zone] = refused
        work.ledger.hubs[work.ledger.offset(.refusedUnsuitable, hub: hub, stream: stream)] += refused
      }
    }
  }

  /// Offers the suitable part of collected mass grade by grade; returns how much that is.
  private func offer(_ collected: Double, _ stream: Int, _ zone: Int, _ work: inout MineWorkspace) -> Double {
    var suitable = 0.0
    for grade in streams.firstGrades[stream]..<streams.firstGrades[stream + 1] {
      let position = grade * inputs.zones.count + zone
      work.offered[position] = collected * streams.potential[grade]
      work.beyondCapacity[position] = 0
      suitable += work.offered[position]
    }
    return suitable
  }

  /// Splits the demand that reuse left open: recycled = min(secondary share x demand, rest), the remainder primary.
  private func coverDemand(_ work: inout MineWorkspace) {
    for stream in 0..<inputs.streams.count {
      let secondary = streams.secondaryShareOfDemand[stream]
      let demand = work.ledger.offset(.demand, stream: stream)
      let reused = work.ledger.offset(.demandReused, stream: stream)
      let recycled = work.ledger.offset(.demandRecycled, stream: stream)
      let primary = work.ledger.offset(.demandPrimary, stream: stream)
      for zone in 0..<inputs.zones.count {
        let asked = work.ledger.materials[demand + zone]
        let rest = max(0, asked - work.ledger.materials[reused + zone])
        let second = min(secondary * asked, rest)
        work.ledger.materials[recycled + zone] = second
        work.ledger.materials[primary + zone] = rest - second
      }
    }
  }

  /// Sends what no hub received and what expired to treatment, by the shares of the stream.
  private func treat(_ work: inout MineWorkspace) {
    let zones = inputs.zones.count
    for stream in 0..<inputs.streams.count {
      let shares = streams.treatment[stream]
      let recycled = work.ledger.offset(.recycled, stream: stream)
      let downcycled = work.ledger.offset(.downcycled, stream: stream)
      let incinerated = work.ledger.offset(.incinerated, stream: stream)
      let landfilled = work.ledger.offset(.landfilled, stream: stream)
      for zone in 0..<zones {
        let mass = work.treated[stream * zones + zone]
        work.ledger.materials[recycled + zone] = mass * shares.recycled
        work.ledger.materials[downcycled + zone] = mass * shares.downcycled
        work.ledger.materials[incinerated + zone] = mass * shares.incinerated
        work.ledger.materials[landfilled + zone] = mass * shares.landfilled
      }
    }
  }

  /// Measures the stores from their lots.
  func measureStores(_ state: MineState, _ work: inout MineWorkspace) {
    for hub in 0..<state.hubCount {
      for stream in 0..<state.streamCount {
        work.ledger.storesAfter[hub * state.streamCount + stream] = state.mass(hub: hub, stream: stream)
      }
    }
  }

  private func bookStores(_ work: inout MineWorkspace) {
    let streams = inputs.streams.count
    for hub in 0..<inputs.hubs.count {
      for stream in 0..<streams {
        let column = work.ledger.offset(.inStore, hub: hub, stream: stream)
        work.ledger.hubs[column] = work.ledger.storesAfter[hub * streams + stream]
      }
    }
  }
}
