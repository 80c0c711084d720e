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
    work.standing.bookIntake(streams, nearestOpenHub: work.nearestOpenHub, &result)
    for zone in inputs.zones.indices {
      treatStanding(zone, &result)
      for stream in streams.storableStreams { closeCell(zone, stream, &work, &result) }
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
      for stream in streams.storableStreams { mass += result.transport[inward + stream] }
      for stream in streams.storableStreams { mass += result.transport[outward + stream] }
      work += (Quantity<Kilograms>(mass).tonnes * Quantity<Kilometres>(inputs.distances[zone, hub])).value
    }
    result.tonneKilometres[zone] = work
  }

  /// Books where all is treated that a zone releases of the streams that no store holds.
  private func treatStanding(_ zone: Int, _ result: inout MineFlows) {
    let row = result.offset(zone: zone, stream: 0, flow: .released)
    var materials = result.materials.mutableSpan
    for stream in streams.standingStreams {
      let first = row + stream * MaterialFlow.count
      guard materials[first] > 0 else { continue }
      let shares = streams.treatment[stream]
      materials[first + MaterialFlow.recycled.position] = materials[first] * shares.recycled
      materials[first + MaterialFlow.downcycled.position] = materials[first] * shares.downcycled
      materials[first + MaterialFlow.incinerated.position] = materials[first] * shares.incinerated
      materials[first + MaterialFlow.landfilled.position] = materials[first] * shares.landfilled
    }
  }

  private func closeCell(
    _ zone: Int, _ stream: Int, _ work: inout MineWorkspace, _ result: inout MineFlows
  ) {
    let moved = movements(zone, stream, result)
    let cell = stream * inputs.zones.count + zone
    let first = result.offset(zone: zone, stream: stream, flow: .released)
    let causes = result.offset(zone: zone, stream: stream, cause: .notDismantled)
    let shares = streams.treatment[stream]
    let (expired, unasked, reused) = (work.expired[cell], work.unasked[cell], work.reused[cell])
    result.unused[causes + UnusedCause.expired.position] = expired
    result.unused[causes + UnusedCause.noDemand.position] += unasked
    result.unused[causes + UnusedCause.refurbishmentLoss.position] = moved.lost
    result.unused[causes + UnusedCause.changeOfStore.position] =
      moved.received - moved.lost - expired - unasked - reused
    var materials = result.materials.mutableSpan
    // Rounding may leave less than nothing where a hub takes all.
    let treated = max(0, materials[first] - moved.received + expired + unasked)
    materials[first + MaterialFlow.toHub.position] = moved.received
    materials[first + MaterialFlow.reused.position] = reused
    materials[first + MaterialFlow.recycled.position] = treated * shares.recycled
    materials[first + MaterialFlow.downcycled.position] = treated * shares.downcycled
    materials[first + MaterialFlow.incinerated.position] = treated * shares.incinerated
    materials[first + MaterialFlow.landfilled.position] = treated * shares.landfilled
    materials[first + MaterialFlow.processLoss.position] = moved.lost
    materials[first + MaterialFlow.demandReused.position] = moved.served
    materials[first + MaterialFlow.demandRecycled.position] = work.recycled[cell]
    materials[first + MaterialFlow.demandPrimary.position] = work.primary[cell]
  }

  /// What a zone brought of a stream to the hubs, what was lost of it there, and what it fetched, in kg per year.
  private func movements(
    _ zone: Int, _ stream: Int, _ result: borrowing MineFlows
  ) -> (received: Double, lost: Double, served: Double) {
    let transport = result.transport.span
    let inward = result.offset(leg: .toHub, zone: zone, hub: 0, stream: stream)
    let outward = result.offset(leg: .fromHub, zone: zone, hub: 0, stream: stream)
    var (received, lost, served) = (0.0, 0.0, 0.0)
    for hub in 0..<result.hubCount {
      let mass = transport[inward + hub * result.streamCount]
      received += mass
      lost += mass - mass * plan.yields[hub * result.streamCount + stream]
      served += transport[outward + hub * result.streamCount]
    }
    return (received, lost, served)
  }
}
