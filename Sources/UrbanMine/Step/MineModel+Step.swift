internal import SimNumerics

extension MineModel {
  /// One step of the mine: the story from released to reused, recycled, burnt, landfilled or stored.
  func take(
    _ step: Int, of year: Int, _ state: inout MineState, _ result: inout MineFlows,
    _ work: inout MineWorkspace
  ) throws(MineBalanceError) {
    work.ledger.reset()
    expireLots(&state, &work)
    release(&work)
    inspect(&work)
    offerToHubs(of: year, &state, &result, &work)
    bookRefusals(&work)
    serveDemand(&state, &result, &work)
    coverDemand(&work)
    treat(&work)
    state.stepsTaken += 1
    measureStores(state, &work)
    bookStores(&work)
    result.add(work.ledger, step: step)
    try result.balance.check(
      work.ledger, streams: inputs.streams.axis, hubs: inputs.hubs, year: year, step: step)
  }

  /// Releases and asks for the mass of a step: the mass of the year over the number of steps.
  private func release(_ work: inout MineWorkspace) {
    let share = 1 / Double(inputs.stepsPerYear)
    let zones = inputs.zones.count
    for stream in 0..<inputs.streams.count {
      let released = work.ledger.offset(.released, stream: stream)
      let demand = work.ledger.offset(.demand, stream: stream)
      let reusable = streams.reuseShareOfDemand[stream]
      for zone in 0..<zones {
        let position = stream * zones + zone
        work.ledger.materials[released + zone] = work.releasedPerYear[position] * share
        work.ledger.materials[demand + zone] = work.demandPerYear[position] * share
        work.treated[position] += work.releasedPerYear[position] * share
        work.wanted[position] = work.demandPerYear[position] * share * reusable
      }
    }
  }

  /// Inspects what was carefully dismantled: the reuse potential passes, the rest is refused as unsuitable.
  ///
  /// Where no hub is open nothing is inspected and nothing is refused.
  private func inspect(_ work: inout MineWorkspace) {
    let share = 1 / Double(inputs.stepsPerYear)
    let zones = inputs.zones.count
    for stream in 0..<inputs.streams.count {
      let potential = streams.reusePotential[stream]
      for zone in 0..<zones {
        let position = stream * zones + zone
        let collected = work.carefulPerYear[position] * share
        work.offered[position] = collected * potential
        work.beyondCapacity[position] = 0
        let hub = work.nearestOpenHub[zone]
        guard hub >= 0 else { continue }
        let refused = work.ledger.offset(.refusedUnsuitable, hub: hub, stream: stream)
        work.ledger.hubs[refused] += collected - work.offered[position]
      }
    }
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
