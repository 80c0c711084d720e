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
    work.standing.bookIntake(nearestOpenHub: work.nearestOpenHub, &result)
    VectorMath.closeYear(
      Self.tables, transport: result.transport, yields: plan.yields, treatment: streams.treatmentShares,
      unasked: work.unasked, materials: &result.materials, unused: &result.unused, shape)
    measureTransport(&result, &work)
    result.addUp(into: &work.yearLedger)
    work.yearLedger.closeStores(as: work.ledger)
    do {
      try result.balance.check(
        work.yearLedger, streams: inputs.streams.axis, hubs: inputs.hubs, year: year,
        step: inputs.stepsPerYear - 1)
    } catch {
      throw MineStepError.balance(error)
    }
  }

  /// Where the tables of a year stand in the flows; the four ways of treatment follow one another.
  private static let tables = VectorMath.YearTables(
    released: MaterialFlow.released.position, toHub: MaterialFlow.toHub.position,
    reused: MaterialFlow.reused.position, treated: MaterialFlow.recycled.position,
    processLoss: MaterialFlow.processLoss.position, demandReused: MaterialFlow.demandReused.position,
    noDemand: UnusedCause.noDemand.position, refurbishmentLoss: UnusedCause.refurbishmentLoss.position,
    expired: UnusedCause.expired.position, changeOfStore: UnusedCause.changeOfStore.position)

  /// Adds up the transport work of both legs by zone.
  private func measureTransport(_ result: inout MineFlows, _ work: inout MineWorkspace) {
    VectorMath.sumRows(result.transport, width: shape.streams, into: &work.moved)
    let outward = shape.zones * shape.hubs
    for zone in inputs.zones.indices {
      var sum = 0.0
      for hub in 0..<shape.hubs {
        let pair = zone * shape.hubs + hub
        let mass = Quantity<Kilograms>(work.moved[pair] + work.moved[outward + pair])
        sum += (mass.tonnes * Quantity<Kilometres>(inputs.distances[zone, hub])).value
      }
      result.tonneKilometres[zone] = sum
    }
  }
}
