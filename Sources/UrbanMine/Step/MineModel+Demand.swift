extension MineModel {
  /// Serves the reusable demand from the stores: nearest pair of zone and hub first, oldest lot first.
  func serveDemand(_ state: inout MineState, _ result: inout MineFlows, _ work: inout MineWorkspace) {
    measureLots(state, &work)
    for pair in plan.pairs {
      for stream in 0..<state.streamCount {
        let position = stream * state.zoneCount + pair.zone
        let store = pair.hub * state.streamCount + stream
        guard work.wanted[position] > 0 && work.held[store] > 0 else { continue }
        let served = dispatch(work.wanted[position], pair.hub, stream, &state, &work)
        work.wanted[position] -= served
        work.ledger.materials[work.ledger.offset(.demandReused, stream: stream) + pair.zone] += served
        work.ledger.hubs[work.ledger.offset(.dispatched, hub: pair.hub, stream: stream)] += served
        let leg = result.offset(leg: .fromHub, zone: pair.zone, hub: pair.hub, stream: stream)
        result.transport[leg] += served
      }
    }
  }

  /// Measures every lot and every store, once per step.
  private func measureLots(_ state: MineState, _ work: inout MineWorkspace) {
    for store in work.held.indices {
      var held = 0.0
      for slot in 0..<state.slotCount {
        let lot = store * state.slotCount + slot
        var mass = 0.0
        for zone in 0..<state.zoneCount { mass += state.lots[lot * state.zoneCount + zone] }
        work.lotMass[lot] = mass
        held += mass
      }
      work.held[store] = held
    }
  }

  /// Takes up to the wanted mass out of a store, oldest lot first; returns the mass taken.
  private func dispatch(
    _ wanted: Double, _ hub: Int, _ stream: Int, _ state: inout MineState, _ work: inout MineWorkspace
  ) -> Double {
    let length = plan.ringLengths[hub]
    let store = hub * state.streamCount + stream
    var served = 0.0
    for age in 1...length {
      let slot = (state.stepsTaken + age) % length
      let mass = work.lotMass[store * state.slotCount + slot]
      guard mass > 0 else { continue }
      let taken = min(mass, wanted - served)
      draw(taken, of: mass, state.offset(hub: hub, stream: stream, slot: slot), stream, &state, &work)
      work.lotMass[store * state.slotCount + slot] = mass - taken
      served += taken
      if served >= wanted { break }
    }
    work.held[store] = served < wanted ? 0 : max(0, work.held[store] - served)
    return served
  }

  /// Draws mass from a lot over its zones of origin in proportion, and books it as reused there.
  private func draw(
    _ taken: Double, of mass: Double, _ lot: Int, _ stream: Int, _ state: inout MineState,
    _ work: inout MineWorkspace
  ) {
    let reused = work.ledger.offset(.reused, stream: stream)
    let share = taken / mass
    for zone in 0..<state.zoneCount {
      let part = taken < mass ? state.lots[lot + zone] * share : state.lots[lot + zone]
      state.lots[lot + zone] -= part
      work.ledger.materials[reused + zone] += part
    }
  }
}
