extension MineModel {
  /// Notes which grades a new use asks for in this step.
  func noteDemand(_ state: inout MineState, _ work: borrowing MineWorkspace) {
    for grade in 0..<state.gradeCount {
      let first = grade * state.zoneCount
      for position in first..<(first + state.zoneCount) where work.wanted[position] > 0 {
        state.lastAsked[grade] = state.stepsTaken
      }
    }
  }

  /// Serves the reusable demand from the stores: nearest pair of zone and hub first, worst grade first, since it has
  /// the fewest uses, oldest lot first.
  func serveDemand(_ state: inout MineState, _ result: inout MineFlows, _ work: inout MineWorkspace) {
    for pair in plan.pairs {
      for stream in 0..<state.streamCount {
        for grade in (streams.firstGrades[stream]..<streams.firstGrades[stream + 1]).reversed() {
          guard work.held[pair.hub * state.gradeCount + grade] > 0 else { continue }
          let wanted = stillWanted(grade, in: pair.zone, work)
          guard wanted > 0 else { continue }
          serve(wanted, pair, grade, &state, &result, &work)
        }
      }
    }
  }

  /// What a zone still accepts of a grade: the smallest limit of the grade and all better ones of its stream.
  func stillWanted(_ grade: Int, in zone: Int, _ work: borrowing MineWorkspace) -> Double {
    var wanted = Double.infinity
    for better in streams.firstGrades[streams.streams[grade]]...grade {
      wanted = min(wanted, work.wanted[better * inputs.zones.count + zone])
    }
    return wanted
  }

  /// Serves up to the wanted mass of a grade from a hub to a zone and books it.
  func serve(
    _ wanted: Double, _ pair: ZoneHubPair, _ grade: Int, _ state: inout MineState, _ result: inout MineFlows,
    _ work: inout MineWorkspace
  ) {
    let stream = streams.streams[grade]
    let served = dispatch(wanted, pair.hub, grade, &state, &work)
    for better in streams.firstGrades[stream]...grade {
      work.wanted[better * state.zoneCount + pair.zone] -= served
    }
    work.ledger.materials[work.ledger.offset(.demandReused, stream: stream) + pair.zone] += served
    work.ledger.hubs[work.ledger.offset(.dispatched, hub: pair.hub, stream: stream)] += served
    result.transport[result.offset(leg: .fromHub, zone: pair.zone, hub: pair.hub, stream: stream)] += served
  }

  /// Measures every lot, and what is ready to leave of every grade, once per step.
  func measureLots(_ state: MineState, _ work: inout MineWorkspace) {
    for hub in 0..<state.hubCount {
      for grade in 0..<state.gradeCount {
        let store = hub * state.gradeCount + grade
        for slot in 0..<state.slotCount {
          let first = state.offset(hub: hub, grade: grade, slot: slot)
          var mass = 0.0
          for position in first..<(first + state.zoneCount) { mass += state.lots[position] }
          work.lotMass[store * state.slotCount + slot] = mass
        }
        let length = plan.ringLengths[hub]
        var held = 0.0
        for order in 1...(length - plan.leadSteps[hub]) {
          held += work.lotMass[store * state.slotCount + (state.stepsTaken + order) % length]
        }
        work.held[store] = held
      }
    }
  }

  /// Takes up to the wanted mass out of a store, oldest lot first; returns the mass taken.
  ///
  /// The lot after the one of this step in the ring is the oldest; those still in refurbishment come last and stay.
  private func dispatch(
    _ wanted: Double, _ hub: Int, _ grade: Int, _ state: inout MineState, _ work: inout MineWorkspace
  ) -> Double {
    let store = hub * state.gradeCount + grade
    let length = plan.ringLengths[hub]
    var served = 0.0
    for order in 1...(length - plan.leadSteps[hub]) {
      let slot = (state.stepsTaken + order) % length
      let mass = work.lotMass[store * state.slotCount + slot]
      guard mass > 0 else { continue }
      let taken = min(mass, wanted - served)
      draw(
        taken, of: mass, state.offset(hub: hub, grade: grade, slot: slot), streams.streams[grade], &state,
        &work)
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
    let change = work.ledger.offset(.changeOfStore, stream: stream)
    let share = taken / mass
    for zone in 0..<state.zoneCount {
      let part = taken < mass ? state.lots[lot + zone] * share : state.lots[lot + zone]
      state.lots[lot + zone] -= part
      work.ledger.materials[reused + zone] += part
      work.ledger.unused[change + zone] -= part
    }
  }
}
