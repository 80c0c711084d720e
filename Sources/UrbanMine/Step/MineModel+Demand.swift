extension MineModel {
  /// Serves the reusable demand from the stores: nearest pair of zone and hub first, worst grade first, since it has
  /// the fewest uses, oldest lot first.
  func serveDemand(_ state: MineState, _ result: inout MineFlows, _ work: inout MineWorkspace) {
    let grades = state.gradeCount
    for pair in plan.pairs {
      for position in work.standing.askStarts[pair.zone]..<work.standing.askStarts[pair.zone + 1] {
        let grade = work.standing.asks[position]
        guard work.held[pair.hub * grades + grade] > 0 else { continue }
        let wanted = stillWanted(grade, in: pair.zone, work.wanted)
        guard wanted > 0 else { continue }
        serve(wanted, pair, grade, state, &result, &work)
      }
    }
  }

  /// What a zone still accepts of a grade: the smallest limit of the grade and all better ones of its stream.
  ///
  /// - Parameters:
  ///   - grade: the grade.
  ///   - zone: the zone.
  ///   - limits: kg that a grade and worse ones may still meet, grades x zones.
  /// - Returns: kg.
  func stillWanted(_ grade: Int, in zone: Int, _ limits: [Double]) -> Double {
    var wanted = Double.infinity
    for better in streams.firstGrades[streams.streams[grade]]...grade {
      wanted = min(wanted, limits[better * inputs.zones.count + zone])
    }
    return wanted
  }

  /// Serves up to the wanted mass of a grade from a hub to a zone and books it.
  func serve(
    _ wanted: Double, _ pair: ZoneHubPair, _ grade: Int, _ state: MineState, _ result: inout MineFlows,
    _ work: inout MineWorkspace
  ) {
    let stream = streams.streams[grade]
    let served = dispatch(wanted, pair.hub, grade, state, &work)
    work.isDrawn[pair.hub * state.gradeCount + grade] = true
    for better in streams.firstGrades[stream]...grade {
      work.wanted[better * state.zoneCount + pair.zone] -= served
    }
    work.served[stream * state.zoneCount + pair.zone] += served
    work.ledger[.dispatched, pair.hub, stream] += served
    result.transport[result.offset(leg: .fromHub, zone: pair.zone, hub: pair.hub, stream: stream)] += served
  }

  /// Weighs the lots of this step, and measures what is ready to leave of every grade, once per step.
  func measureLots(_ state: inout MineState, _ work: inout MineWorkspace) {
    for hub in 0..<state.hubCount {
      let length = plan.ringLengths[hub]
      let youngest = state.stepsTaken % length
      for grade in streams.storable {
        if work.ledger[.received, hub, streams.streams[grade]] > 0 {
          state.weigh(state.lot(hub: hub, grade: grade, slot: youngest))
        }
        var held = 0.0
        var slot = youngest
        for _ in 0..<(length - plan.leadSteps[hub]) {
          slot = slot + 1 < length ? slot + 1 : 0
          let lot = state.lot(hub: hub, grade: grade, slot: slot)
          held += state.weights[lot]
          work.drawn[lot] = 0
        }
        work.held[hub * state.gradeCount + grade] = held
        work.isDrawn[hub * state.gradeCount + grade] = false
      }
    }
  }

  /// Takes up to the wanted mass out of a store, oldest lot first; returns the mass taken.
  ///
  /// The lot after the one of this step in the ring is the oldest; those still in refurbishment come last and stay.
  private func dispatch(
    _ wanted: Double, _ hub: Int, _ grade: Int, _ state: MineState, _ work: inout MineWorkspace
  ) -> Double {
    let store = hub * state.gradeCount + grade
    let length = plan.ringLengths[hub]
    let first = store * state.slotCount
    let weights = state.weights.span
    var drawn = work.drawn.mutableSpan
    var served = 0.0
    var slot = state.stepsTaken % length
    for _ in 0..<(length - plan.leadSteps[hub]) {
      slot = slot + 1 < length ? slot + 1 : 0
      let mass = weights[first + slot] - drawn[first + slot]
      guard mass > 0 else { continue }
      let taken = min(mass, wanted - served)
      // All that is left is drawn to the last bit, so that nothing stays behind for rounding.
      drawn[first + slot] = taken < mass ? drawn[first + slot] + taken : weights[first + slot]
      served += taken
      if served >= wanted { break }
    }
    work.held[store] = served < wanted ? 0 : max(0, work.held[store] - served)
    return served
  }

  /// Takes what was drawn out of the lots, over their zones of origin in proportion, and books it as reused there.
  func drawLots(_ state: inout MineState, _ work: inout MineWorkspace) {
    for hub in 0..<state.hubCount {
      let length = plan.ringLengths[hub]
      let youngest = state.stepsTaken % length
      for grade in streams.storable where work.isDrawn[hub * state.gradeCount + grade] {
        let stream = streams.streams[grade]
        var slot = youngest
        for _ in 0..<(length - plan.leadSteps[hub]) {
          slot = slot + 1 < length ? slot + 1 : 0
          let lot = state.lot(hub: hub, grade: grade, slot: slot)
          guard work.drawn[lot] > 0 else { continue }
          let share = work.drawn[lot] / state.weights[lot]
          work.ledger[.reused, stream] += state.take(
            share, of: lot, into: &work.reused, from: stream * state.zoneCount)
        }
      }
    }
  }
}
