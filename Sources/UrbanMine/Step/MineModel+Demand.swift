internal import SimNumerics

extension MineModel {
  /// Serves the reusable demand from the stores: nearest pair of zone and hub first, worst grade first, since it has
  /// the fewest uses.
  ///
  /// A zone accepts of a grade the smallest limit of the grade and all better ones of its stream. Streams do not touch each
  /// other, so all of them are served at once.
  func serveDemand(_ result: inout MineFlows, _ work: inout MineWorkspace) {
    guard work.held.contains(where: { $0 > 0 }) else { return }
    VectorMath.serve(
      plan.service, shape, wanted: &work.wanted, held: &work.held, drawn: &work.drawn,
      moved: &result.transport, from: result.offset(leg: .fromHub, zone: 0, hub: 0, stream: 0),
      served: &work.served)
  }

  /// What a zone still accepts of a grade: the smallest limit of the grade and all better ones of its stream.
  ///
  /// - Parameters:
  ///   - grade: the grade.
  ///   - zone: the zone.
  ///   - limits: kg that a grade and worse ones may still meet, zones x grades.
  /// - Returns: kg.
  func stillWanted(_ grade: Int, in zone: Int, _ limits: [Double]) -> Double {
    var wanted = Double.infinity
    for better in streams.ranks(through: grade) {
      wanted = min(wanted, limits[zone * streams.gradeCount + better])
    }
    return wanted
  }

  /// Serves a mass of a grade, within what is held and wanted, from a hub to a zone.
  func serve(
    _ mass: Double, _ pair: ZoneHubPair, _ grade: Int, _ result: inout MineFlows, _ work: inout MineWorkspace
  ) {
    let stream = streams.stream(of: grade)
    let store = pair.hub * streams.gradeCount + grade
    work.held[store] -= mass
    work.drawn[store] += mass
    for better in streams.ranks(through: grade) {
      work.wanted[pair.zone * streams.gradeCount + better] -= mass
    }
    work.served[pair.zone * shape.streams + stream] += mass
    result.transport[result.offset(leg: .fromHub, zone: pair.zone, hub: pair.hub, stream: stream)] += mass
  }

  /// Weighs the lots of this step, and measures what is ready to leave of every grade, once per step.
  ///
  /// The lot after the one of this step in the ring is the oldest; those still in refurbishment come last and stay.
  func measureLots(_ state: inout MineState, _ work: inout MineWorkspace) {
    VectorMath.clear(&work.held)
    for hub in 0..<state.hubCount {
      let store = hub * state.gradeCount..<(hub + 1) * state.gradeCount
      state.weigh(state.lot(hub: hub, slot: state.stepsTaken % plan.ringLengths[hub]))
      let (older, younger) = readySlots(hub, state)
      hold(older, of: hub, store, state, &work)
      hold(younger, of: hub, store, state, &work)
    }
  }

  /// Adds what the lots of some slots weigh to what a hub holds.
  private func hold(
    _ slots: Range<Int>, of hub: Int, _ store: Range<Int>, _ state: borrowing MineState,
    _ work: inout MineWorkspace
  ) {
    let first = state.lot(hub: hub, slot: slots.lowerBound) * state.gradeCount
    VectorMath.fold(state.weights, from: first, groups: slots.count, to: &work.held, store)
  }

  /// The slots of the lots that are ready to leave a hub, the oldest first: up to the end of the ring, and from its start.
  private func readySlots(
    _ hub: Int, _ state: borrowing MineState
  ) -> (older: Range<Int>, younger: Range<Int>) {
    let length = plan.ringLengths[hub]
    let oldest = (state.stepsTaken + 1) % length
    let end = oldest + length - plan.leadSteps[hub]
    return (oldest..<min(end, length), 0..<max(0, end - length))
  }

  /// Takes what was drawn out of the lots, oldest first, over their zones of origin in proportion, and books it as reused
  /// there.
  ///
  /// Of a store that has given all it holds, every lot is emptied to the last bit, so that nothing stays for rounding.
  func drawLots(_ state: inout MineState, _ result: inout MineFlows, _ work: inout MineWorkspace) {
    VectorMath.clear(&work.taken)
    for hub in 0..<state.hubCount {
      let stores = hub * state.gradeCount..<(hub + 1) * state.gradeCount
      guard VectorMath.findDue(stores, held: work.held, drawn: work.drawn, due: &work.due) else { continue }
      for rank in 0..<state.rankCount {
        let row = (hub * state.rankCount + rank) * state.streamCount
        work.ledger.add(work.drawn, from: row, to: .hub(hub, .dispatched))
      }
      let (older, younger) = readySlots(hub, state)
      for slot in older { drawLot(hub, slot, &state, &result, &work) }
      for slot in younger { drawLot(hub, slot, &state, &result, &work) }
    }
    work.ledger.add(work.taken, to: .flow(.reused))
  }

  private func drawLot(
    _ hub: Int, _ slot: Int, _ state: inout MineState, _ result: inout MineFlows, _ work: inout MineWorkspace
  ) {
    VectorMath.take(
      &state.lots, lot: state.lot(hub: hub, slot: slot), weights: &state.weights, due: &work.due, hub: hub,
      to: &result.materials, table: MaterialFlow.reused.position, taken: &work.taken, shape)
  }
}
