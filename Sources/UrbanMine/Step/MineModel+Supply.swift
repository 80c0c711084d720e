internal import SimNumerics

extension MineModel {
  /// Empties the lots that are older than the limit of their hub; their mass goes to treatment by zone of origin.
  ///
  /// A lot of step k is (j - k) steps old at the start of step j. It stands in the slot that step j needs for its own
  /// lot as soon as that is more than the steps of refurbishment and of the longest storage. Where a new use has asked
  /// for the grade since the lot was ready, the lot has expired; else nobody asked for it.
  func expireLots(_ state: inout MineState, _ work: inout MineWorkspace) {
    for position in work.treated.indices { work.treated[position] = 0 }
    for hub in 0..<state.hubCount {
      let slot = state.stepsTaken % plan.ringLengths[hub]
      let ready = state.stepsTaken - plan.ringLengths[hub] + plan.leadSteps[hub]
      for grade in 0..<state.gradeCount {
        let cause: UnusedCause = state.lastAsked[grade] >= ready ? .expired : .noDemand
        empty(
          state.offset(hub: hub, grade: grade, slot: slot), streams.streams[grade], hub, cause, &state, &work)
      }
    }
  }

  /// Empties one lot and books why.
  private func empty(
    _ lot: Int, _ stream: Int, _ hub: Int, _ cause: UnusedCause, _ state: inout MineState,
    _ work: inout MineWorkspace
  ) {
    let books = work.ledger.offset(cause, stream: stream)
    let change = work.ledger.offset(.changeOfStore, stream: stream)
    var expired = 0.0
    for zone in 0..<state.zoneCount {
      let mass = state.lots[lot + zone]
      expired += mass
      work.treated[stream * state.zoneCount + zone] += mass
      work.ledger.unused[books + zone] += mass
      work.ledger.unused[change + zone] -= mass
      state.lots[lot + zone] = 0
    }
    work.ledger.hubs[work.ledger.offset(.expired, hub: hub, stream: stream)] += expired
  }

  /// Measures what the hubs can take in this step: capacity, volume and mass.
  func measureRoom(_ state: MineState, _ work: inout MineWorkspace) {
    for group in work.capacityLeft.indices { work.capacityLeft[group] = plan.stepCapacityKg[group] }
    for hub in 0..<state.hubCount {
      var volume = plan.storeVolumeM3[hub]
      var mass = plan.storeMassKg[hub]
      for stream in 0..<state.streamCount {
        let held =
          work.ledger.storesBefore[hub * state.streamCount + stream]
          - work.ledger.hubs[work.ledger.offset(.expired, hub: hub, stream: stream)]
        volume -= held / streams.storedDensityKgPerM3[stream]
        mass -= held
      }
      work.volumeLeft[hub] = max(0, volume)
      work.massLeft[hub] = max(0, mass)
    }
  }

  /// Offers the suitable mass to the open hubs, nearest first, and puts what comes out of refurbishment into store.
  ///
  /// A hub receives at most what the capacity group has left in this step and what, after refurbishment, fits in
  /// the store by volume and by mass; grades that share a limit come in their order, the best grade of a stream first.
  func offerToHubs(
    of year: Int, _ state: inout MineState, _ result: inout MineFlows, _ work: inout MineWorkspace
  ) {
    for pair in plan.pairs where plan.openingYears[pair.hub] <= year {
      for grade in 0..<state.gradeCount {
        let received = receivable(pair, grade, &work)
        guard received > 0 else { continue }
        receive(received, pair, grade, &state, &result, &work)
      }
    }
  }

  /// The mass of a grade that a hub can receive from a zone, within capacity and room.
  func receivable(_ pair: ZoneHubPair, _ grade: Int, _ work: inout MineWorkspace) -> Double {
    let position = grade * inputs.zones.count + pair.zone
    let offered = work.offered[position]
    guard offered > 0 else { return 0 }
    let stream = streams.streams[grade]
    let group = plan.groups[pair.hub * inputs.streams.count + stream]
    let withinCapacity = group < 0 ? 0 : min(offered, work.capacityLeft[group])
    if work.nearestOpenHub[pair.zone] == pair.hub {
      work.beyondCapacity[position] = offered - withinCapacity
    }
    return min(withinCapacity, roomForReceived(pair.hub, stream, work))
  }

  /// The mass that a hub can receive of a stream so that the refurbished mass fits in the store.
  ///
  ///     min(volume left x density, mass left) / yield
  func roomForReceived(_ hub: Int, _ stream: Int, _ work: borrowing MineWorkspace) -> Double {
    let yield = plan.yields[hub * inputs.streams.count + stream]
    guard yield > 0 else { return .infinity }
    let density = streams.storedDensityKgPerM3[stream]
    return min(work.volumeLeft[hub] * density, work.massLeft[hub]) / yield
  }

  /// Takes offered mass of a grade in at a hub: transport, loss of refurbishment, and the lot of this step.
  ///
  /// The mass is above 0 and at most what is offered, and its stream has a capacity group at the hub.
  func receive(
    _ received: Double, _ pair: ZoneHubPair, _ grade: Int, _ state: inout MineState,
    _ result: inout MineFlows, _ work: inout MineWorkspace
  ) {
    let stream = streams.streams[grade]
    let refurbished = received * plan.yields[pair.hub * inputs.streams.count + stream]
    work.offered[grade * state.zoneCount + pair.zone] -= received
    work.treated[stream * state.zoneCount + pair.zone] -= received
    work.capacityLeft[plan.groups[pair.hub * inputs.streams.count + stream]] -= received
    let density = streams.storedDensityKgPerM3[stream]
    work.volumeLeft[pair.hub] = max(0, work.volumeLeft[pair.hub] - refurbished / density)
    work.massLeft[pair.hub] = max(0, work.massLeft[pair.hub] - refurbished)
    let slot = state.stepsTaken % plan.ringLengths[pair.hub]
    state.lots[state.offset(hub: pair.hub, grade: grade, slot: slot) + pair.zone] += refurbished
    result.transport[result.offset(leg: .toHub, zone: pair.zone, hub: pair.hub, stream: stream)] += received
    work.ledger.book(received: received, refurbished: refurbished, pair, stream: stream)
  }

  /// Books at the nearest open hub what no hub received: first what its capacity refused, then its room.
  func bookRefusals(_ work: inout MineWorkspace) {
    let zones = inputs.zones.count
    for zone in 0..<zones where work.nearestOpenHub[zone] >= 0 {
      let hub = work.nearestOpenHub[zone]
      for grade in 0..<streams.gradeCount {
        let refused = work.offered[grade * zones + zone]
        guard refused > 0 else { continue }
        let byCapacity = min(refused, work.beyondCapacity[grade * zones + zone])
        let stream = streams.streams[grade]
        work.ledger.book(refused: byCapacity, .refusedCapacity, zone: zone, hub: hub, stream: stream)
        work.ledger.book(refused: refused - byCapacity, .refusedRoom, zone: zone, hub: hub, stream: stream)
      }
    }
  }
}
