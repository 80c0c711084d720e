internal import SimNumerics

extension MineModel {
  /// Empties the lots that are older than the limit of their hub; their mass goes to treatment by zone of origin.
  ///
  /// A lot of step k is stored for (j - k) x months per step at the start of step j. It stands in the slot that step
  /// j needs for its own lot as soon as that is more than the limit.
  func expireLots(_ state: inout MineState, _ work: inout MineWorkspace) {
    for position in work.treated.indices { work.treated[position] = 0 }
    for hub in 0..<state.hubCount {
      let slot = state.stepsTaken % plan.ringLengths[hub]
      for stream in 0..<state.streamCount {
        let lot = state.offset(hub: hub, stream: stream, slot: slot)
        var expired = 0.0
        for zone in 0..<state.zoneCount {
          expired += state.lots[lot + zone]
          work.treated[stream * state.zoneCount + zone] += state.lots[lot + zone]
          state.lots[lot + zone] = 0
        }
        work.ledger.hubs[work.ledger.offset(.expired, hub: hub, stream: stream)] = expired
      }
    }
  }

  /// Offers the suitable mass to the open hubs, nearest first, and puts what comes out of refurbishment into store.
  ///
  /// A hub receives at most what the capacity group has left in this step and what, after refurbishment, fits in
  /// the store by volume and by mass; streams that share a limit come in their order.
  func offerToHubs(
    of year: Int, _ state: inout MineState, _ result: inout MineFlows, _ work: inout MineWorkspace
  ) {
    for group in work.capacityLeft.indices { work.capacityLeft[group] = plan.stepCapacityKg[group] }
    measureRoom(state, &work)
    for pair in plan.pairs where plan.openingYears[pair.hub] <= year {
      for stream in 0..<state.streamCount {
        let received = receive(pair, stream, &work)
        guard received > 0 else { continue }
        store(received, pair, stream, &state, &work)
        let leg = result.offset(leg: .toHub, zone: pair.zone, hub: pair.hub, stream: stream)
        result.transport[leg] += received
      }
    }
  }

  /// Measures the room that the lots leave in each store.
  private func measureRoom(_ state: MineState, _ work: inout MineWorkspace) {
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

  /// The mass of a stream that a hub receives from a zone, within capacity and room.
  private func receive(_ pair: ZoneHubPair, _ stream: Int, _ work: inout MineWorkspace) -> Double {
    let position = stream * inputs.zones.count + pair.zone
    let offered = work.offered[position]
    guard offered > 0 else { return 0 }
    let group = plan.groups[pair.hub * inputs.streams.count + stream]
    let withinCapacity = group < 0 ? 0 : min(offered, work.capacityLeft[group])
    if work.nearestOpenHub[pair.zone] == pair.hub {
      work.beyondCapacity[position] = offered - withinCapacity
    }
    let received = min(withinCapacity, roomForReceived(pair.hub, stream, work))
    guard received > 0 else { return 0 }
    work.offered[position] = offered - received
    work.treated[position] -= received
    work.capacityLeft[group] -= received
    return received
  }

  /// The mass that a hub can receive of a stream so that the refurbished mass fits in the store.
  ///
  ///     min(volume left x density, mass left) / yield
  private func roomForReceived(_ hub: Int, _ stream: Int, _ work: borrowing MineWorkspace) -> Double {
    let yield = plan.yields[hub * inputs.streams.count + stream]
    guard yield > 0 else { return .infinity }
    let density = streams.storedDensityKgPerM3[stream]
    return min(work.volumeLeft[hub] * density, work.massLeft[hub]) / yield
  }

  /// Refurbishes received mass, books the loss and puts the rest into the lot of this step, by zone of origin.
  private func store(
    _ received: Double, _ pair: ZoneHubPair, _ stream: Int, _ state: inout MineState,
    _ work: inout MineWorkspace
  ) {
    let refurbished = received * plan.yields[pair.hub * inputs.streams.count + stream]
    let slot = state.stepsTaken % plan.ringLengths[pair.hub]
    state.lots[state.offset(hub: pair.hub, stream: stream, slot: slot) + pair.zone] += refurbished
    let density = streams.storedDensityKgPerM3[stream]
    work.volumeLeft[pair.hub] = max(0, work.volumeLeft[pair.hub] - refurbished / density)
    work.massLeft[pair.hub] = max(0, work.massLeft[pair.hub] - refurbished)
    let toHub = work.ledger.offset(.toHub, stream: stream) + pair.zone
    let loss = work.ledger.offset(.processLoss, stream: stream) + pair.zone
    work.ledger.materials[toHub] += received
    work.ledger.materials[loss] += received - refurbished
    work.ledger.hubs[work.ledger.offset(.received, hub: pair.hub, stream: stream)] += received
    work.ledger.hubs[work.ledger.offset(.refurbished, hub: pair.hub, stream: stream)] += refurbished
  }

  /// Books at the nearest open hub what no hub received: first what its capacity refused, then its room.
  func bookRefusals(_ work: inout MineWorkspace) {
    let zones = inputs.zones.count
    for zone in 0..<zones where work.nearestOpenHub[zone] >= 0 {
      let hub = work.nearestOpenHub[zone]
      for stream in 0..<inputs.streams.count {
        let refused = work.offered[stream * zones + zone]
        let byCapacity = min(refused, work.beyondCapacity[stream * zones + zone])
        work.ledger.hubs[work.ledger.offset(.refusedCapacity, hub: hub, stream: stream)] += byCapacity
        work.ledger.hubs[work.ledger.offset(.refusedRoom, hub: hub, stream: stream)] += refused - byCapacity
      }
    }
  }
}
