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
    let moved = movements(zone, stream, result)
    let first = result.offset(zone: zone, stream: stream, flow: .released)
    let causes = result.offset(zone: zone, stream: stream, cause: .notDismantled)
    let shares = streams.treatment[stream]
    var materials = result.materials.mutableSpan
    // Rounding may leave less than nothing where a hub takes all.
    let treated = max(0, materials[first] - moved.received + expired)
    materials[first + MaterialFlow.toHub.position] = moved.received
    materials[first + MaterialFlow.recycled.position] = treated * shares.recycled
    materials[first + MaterialFlow.downcycled.position] = treated * shares.downcycled
    materials[first + MaterialFlow.incinerated.position] = treated * shares.incinerated
    materials[first + MaterialFlow.landfilled.position] = treated * shares.landfilled
    materials[first + MaterialFlow.processLoss.position] = moved.lost
    materials[first + MaterialFlow.demandReused.position] = moved.served
    let reused = materials[first + MaterialFlow.reused.position]
    result.unused[causes + UnusedCause.refurbishmentLoss.position] = moved.lost
    result.unused[causes + UnusedCause.changeOfStore.position] =
      moved.received - moved.lost - expired - reused
  }

  /// What a zone brought of a stream to the hubs, what was lost of it there, and what it fetched, in kg per year.
  private func movements(
    _ zone: Int, _ stream: Int, _ result: borrowing MineFlows
  ) -> (received: Double, lost: Double, served: Double) {
    var (received, lost, served) = (0.0, 0.0, 0.0)
    for hub in 0..<result.hubCount {
      let mass = result.transport[result.offset(leg: .toHub, zone: zone, hub: hub, stream: stream)]
      received += mass
      lost += mass - mass * plan.yields[hub * result.streamCount + stream]
      served += result.transport[result.offset(leg: .fromHub, zone: zone, hub: hub, stream: stream)]
    }
    return (received, lost, served)
  }
}
