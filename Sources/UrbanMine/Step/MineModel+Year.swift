internal import SimNumerics

extension MineModel {
  /// Books what follows from the movements of a year, by zone and stream, and draws up its balance.
  ///
  ///     to hub   = sum over hubs of what was moved to them
  ///     loss     = sum over hubs of that x (1 - yield)
  ///     treated  = released - to hub + grown too old
  ///     change of store = to hub - loss - grown too old - reused
  func close(
    of year: Int, _ result: inout MineFlows, _ work: inout MineWorkspace
  ) throws(MineStepError) {
    let count = inputs.streams.count
    for zone in inputs.zones.indices {
      for stream in 0..<count {
        let cell = zone * count + stream
        closeCell(zone, stream, expired: work.expired[cell], &result)
      }
      measureTransport(zone, &result)
    }
    result.addUp(into: &work.yearLedger)
    for position in work.storesAtStart.indices {
      work.yearLedger.storesBefore[position] = work.storesAtStart[position]
      work.yearLedger.storesAfter[position] = work.ledger.storesAfter[position]
    }
    do {
      try result.balance.check(
        work.yearLedger, streams: inputs.streams.axis, hubs: inputs.hubs, year: year,
        step: inputs.stepsPerYear - 1)
    } catch {
      throw MineStepError.balance(error)
    }
  }

  /// Adds up the transport work of both legs of a zone.
  private func measureTransport(_ zone: Int, _ result: inout MineFlows) {
    var work = 0.0
    for hub in 0..<result.hubCount {
      let inward = result.offset(leg: .toHub, zone: zone, hub: hub, stream: 0)
      let outward = result.offset(leg: .fromHub, zone: zone, hub: hub, stream: 0)
      var mass = 0.0
      for stream in 0..<result.streamCount { mass += result.transport[inward + stream] }
      for stream in 0..<result.streamCount { mass += result.transport[outward + stream] }
      work += (Quantity<Kilograms>(mass).tonnes * Quantity<Kilometres>(inputs.distances[zone, hub])).value
    }
    result.tonneKilometres[zone] = work
  }

  private func closeCell(_ zone: Int, _ stream: Int, expired: Double, _ result: inout MineFlows) {
    var received = 0.0
    var lost = 0.0
    var served = 0.0
    for hub in 0..<result.hubCount {
      let moved = result.transport[result.offset(leg: .toHub, zone: zone, hub: hub, stream: stream)]
      received += moved
      lost += moved - moved * plan.yields[hub * result.streamCount + stream]
      served += result.transport[result.offset(leg: .fromHub, zone: zone, hub: hub, stream: stream)]
    }
    let first = result.offset(zone: zone, stream: stream, flow: .released)
    // Rounding may leave less than nothing where a hub takes all.
    let treated = max(0, result.materials[first] - received + expired)
    let shares = streams.treatment[stream]
    result.materials[first + MaterialFlow.toHub.position] = received
    result.materials[first + MaterialFlow.recycled.position] = treated * shares.recycled
    result.materials[first + MaterialFlow.downcycled.position] = treated * shares.downcycled
    result.materials[first + MaterialFlow.incinerated.position] = treated * shares.incinerated
    result.materials[first + MaterialFlow.landfilled.position] = treated * shares.landfilled
    result.materials[first + MaterialFlow.processLoss.position] = lost
    result.materials[first + MaterialFlow.demandReused.position] = served
    let reused = result.materials[first + MaterialFlow.reused.position]
    let causes = result.offset(zone: zone, stream: stream, cause: .notDismantled)
    result.unused[causes + UnusedCause.refurbishmentLoss.position] = lost
    result.unused[causes + UnusedCause.changeOfStore.position] = received - lost - expired - reused
  }
}
