internal import SimNumerics

extension MineModel {
  /// Empties the lots that are older than the limit of their hub; their mass goes to treatment by zone of origin.
  ///
  /// A lot of step k is (j - k) steps old at the start of step j. It stands in the slot that step j needs for its own
  /// lot as soon as that is more than the steps of refurbishment and of the longest storage. Where a new use has asked
  /// for the grade since the lot was ready, the lot has expired; else nobody asked for it.
  func expireLots(_ state: inout MineState, _ result: inout MineFlows, _ work: inout MineWorkspace) {
    for hub in 0..<state.hubCount {
      let lot = state.lot(hub: hub, slot: state.stepsTaken % plan.ringLengths[hub])
      guard state.isFilled(lot) else { continue }
      let ready = state.stepsTaken - plan.ringLengths[hub] + plan.leadSteps[hub]
      VectorMath.findAsked(
        state.lastAsked, since: Double(ready), due: &work.due, from: hub * state.gradeCount)
      VectorMath.clear(&work.taken)
      VectorMath.take(
        &state.lots, lot: lot, weights: &state.weights, due: &work.due, hub: hub, to: &result.unused,
        table: UnusedCause.expired.position, taken: &work.taken, shape)
      work.ledger.add(work.taken, to: .cause(.expired))
      work.ledger.add(work.taken, to: .hub(hub, .expired))
      guard state.isFilled(lot) else { continue }
      VectorMath.findAsked(
        state.lastAsked, since: -.infinity, due: &work.due, from: hub * state.gradeCount)
      VectorMath.clear(&work.taken)
      VectorMath.take(
        &state.lots, lot: lot, weights: &state.weights, due: &work.due, hub: hub, to: &work.unasked,
        taken: &work.taken, shape)
      work.ledger.add(work.taken, to: .cause(.noDemand))
      work.ledger.add(work.taken, to: .hub(hub, .expired))
    }
  }

  /// Measures what the hubs can take in this step: capacity, volume and mass.
  func measureRoom(_ work: inout MineWorkspace) {
    for group in work.capacityLeft.indices { work.capacityLeft[group] = plan.stepCapacityKg[group] }
    for hub in inputs.hubs.indices {
      var volume = plan.storeVolumeM3[hub]
      var mass = plan.storeMassKg[hub]
      for stream in streams.storableStreams {
        let held = work.ledger[.storeBefore(hub), stream] - work.ledger[.expired, hub, stream]
        guard held != 0 else { continue }
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
    let fits = allFits(work)
    for zone in work.isSettled.indices { work.isSettled[zone] = fits }
    if fits { return receiveAll(&state, &work) }
    work.offer()
    for pair in plan.pairs where plan.openingYears[pair.hub] <= year && !work.isSettled[pair.zone] {
      var isSettled = true
      for grade in streams.storable where work.standing.offered[pair.zone * state.gradeCount + grade] > 0 {
        let offered = work.offered[pair.zone * state.gradeCount + grade]
        let received = receivable(pair, grade, &work)
        if received < offered { isSettled = false }
        if received > 0 { receive(received, pair, grade, &state, &result, &work) }
      }
      work.isSettled[pair.zone] = isSettled
    }
  }

  /// Whether every hub can receive all that the zones nearest to it offer.
  private func allFits(_ work: borrowing MineWorkspace) -> Bool {
    guard work.standing.hasLines else { return false }
    for group in work.capacityLeft.indices where work.standing.intake[group] > work.capacityLeft[group] {
      return false
    }
    for hub in work.volumeLeft.indices {
      guard work.standing.intakeM3[hub] <= work.volumeLeft[hub],
        work.standing.intakeKg[hub] <= work.massLeft[hub]
      else { return false }
    }
    return true
  }

  /// Takes in at the nearest open hubs all that is offered, where nothing stands in the way.
  ///
  /// The year books the transport (``StandingYear/bookIntake(nearestOpenHub:_:)``).
  private func receiveAll(_ state: inout MineState, _ work: inout MineWorkspace) {
    work.standing.fullSteps += 1
    var zone = 0
    while zone < shape.zones {
      // Neighbouring zones with one nearest hub lie side by side in its lot.
      let (first, hub) = (zone, work.nearestOpenHub[zone])
      while zone < shape.zones && work.nearestOpenHub[zone] == hub { zone += 1 }
      guard hub >= 0 else { continue }
      let slot = state.stepsTaken % plan.ringLengths[hub]
      let lot = state.offset(hub: hub, slot: slot, zone: first, rank: 0)
      VectorMath.add(
        work.standing.refurbished, from: first * shape.grades, times: 1, to: &state.lots,
        lot..<lot + (zone - first) * shape.grades)
    }
    for hub in 0..<state.hubCount {
      for rank in 0..<state.rankCount {
        let row = (hub * state.rankCount + rank) * state.streamCount
        work.ledger.add(work.standing.received, from: row, to: .hub(hub, .received))
      }
    }
  }

  /// The mass of a grade that a hub can receive from a zone, within capacity and room.
  func receivable(_ pair: ZoneHubPair, _ grade: Int, _ work: inout MineWorkspace) -> Double {
    let position = pair.zone * streams.gradeCount + grade
    let offered = work.offered[position]
    guard offered > 0 else { return 0 }
    let stream = streams.stream(of: grade)
    let group = plan.groups[pair.hub * inputs.streams.count + stream]
    let withinCapacity = group < 0 ? 0 : min(offered, work.capacityLeft[group])
    if work.nearestOpenHub[pair.zone] == pair.hub {
      work.beyondCapacity[position] = offered - withinCapacity
    }
    let line = pair.hub * inputs.streams.count + stream
    let room = min(work.volumeLeft[pair.hub] * streams.storedDensityKgPerM3[stream], work.massLeft[pair.hub])
    guard withinCapacity * plan.yields[line] > room else { return withinCapacity }
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

  /// Takes offered mass of a grade in at a hub: transport, and the lot of this step.
  ///
  /// The mass is above 0 and at most what is offered, and its stream has a capacity group at the hub. What follows from
  /// it is booked at the end of the step (hubs) and of the year (zones).
  func receive(
    _ received: Double, _ pair: ZoneHubPair, _ grade: Int, _ state: inout MineState,
    _ result: inout MineFlows, _ work: inout MineWorkspace
  ) {
    let stream = streams.stream(of: grade)
    let line = pair.hub * state.streamCount + stream
    let refurbished = received * plan.yields[line]
    work.offered[pair.zone * state.gradeCount + grade] -= received
    work.capacityLeft[plan.groups[line]] -= received
    let volume = refurbished * streams.storedM3PerKg[stream]
    work.volumeLeft[pair.hub] = max(0, work.volumeLeft[pair.hub] - volume)
    work.massLeft[pair.hub] = max(0, work.massLeft[pair.hub] - refurbished)
    let slot = state.stepsTaken % plan.ringLengths[pair.hub]
    state.lots[state.offset(hub: pair.hub, slot: slot, zone: pair.zone, rank: 0) + grade] += refurbished
    result.transport[result.offset(leg: .toHub, zone: pair.zone, hub: pair.hub, stream: stream)] += received
    work.ledger[.received, pair.hub, stream] += received
  }

  /// Books at the nearest open hub what no hub received: first what its capacity refused, then its room.
  func bookRefusals(_ result: inout MineFlows, _ work: inout MineWorkspace) {
    for zone in inputs.zones.indices where work.nearestOpenHub[zone] >= 0 && !work.isSettled[zone] {
      for grade in streams.storable {
        let cell = zone * streams.gradeCount + grade
        let refused = work.offered[cell]
        guard refused > 0 else { continue }
        let byCapacity = min(refused, work.beyondCapacity[cell])
        let stream = streams.stream(of: grade)
        refuse(byCapacity, .refusedCapacity, zone, stream, &result, &work)
        refuse(refused - byCapacity, .refusedRoom, zone, stream, &result, &work)
      }
    }
  }

  /// Books what the nearest open hub refuses to a zone, in kg, for its capacity or its room.
  func refuse(
    _ mass: Double, _ cause: UnusedCause, _ zone: Int, _ stream: Int, _ result: inout MineFlows,
    _ work: inout MineWorkspace
  ) {
    let column: HubColumn = cause == .refusedCapacity ? .refusedCapacity : .refusedRoom
    leaveOut(mass, cause, zone, stream, &result, &work)
    work.ledger[column, work.nearestOpenHub[zone], stream] += mass
  }

  /// Books mass that no hub receives for a cause that is not the doing of one hub.
  func leaveOut(
    _ mass: Double, _ cause: UnusedCause, _ zone: Int, _ stream: Int, _ result: inout MineFlows,
    _ work: inout MineWorkspace
  ) {
    result.unused[result.offset(zone: zone, stream: stream, cause: cause)] += mass
    work.ledger[cause, stream] += mass
  }
}
