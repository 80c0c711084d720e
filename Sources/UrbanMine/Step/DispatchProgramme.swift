internal import SimNumerics
internal import SimPrograms

/// The linear programme of one step and the steps that it looks ahead.
///
/// With received mass r(z, h, g, t) and served mass d(h, z, g, t) in tonnes, per zone z, open hub h, grade g and step t
/// of the horizon, y the yield, L the steps of refurbishment and K the length of the ring of lots (lead time + longest
/// storage + 1):
///
///     supply    sum over h of r(z, h, g, t) <= offered(z, g)
///     capacity  sum over z, g of a line of r(z, h, g, t) <= capacity(h, line)
///     demand    sum over h and the grades no better than g of d(h, z, ., t) <= wanted(z, g)
///     ready     D(h, g, t) + e(h, g, t) <= ready lots + y R(h, g, t - L)
///     too old   D(h, g, t - 1) + e(h, g, t) >= lots that are too old at t + y R(h, g, t - K)
///     room      sum over g of (lots + y R(h, g, t) - D(h, g, t - 1) - e(h, g, t)) / density <= volume, and by mass
///
/// where R and D are r and d added up over zones and over the steps up to t, and e is the mass that has grown too old.
/// With oldest-first lots these rows are exact. What is offered and wanted later is taken to be as in this step. Rows
/// that cannot bind are left out. A tonne later counts a ten-thousandth less per step, so that nothing waits in vain.
struct DispatchProgramme {
  /// A column that stands for a movement between a zone and a hub.
  struct Move {
    let column: Int
    let pair: ZoneHubPair
    let grade: Int
    let step: Int
  }

  /// How much less a tonne counts for every step that it is served later.
  static let waitingDiscount = 1e-4
  /// The share of the most reuse that the plan of least cost may fall short by: rounding of the solver.
  static let reuseSlack = 1e-9
  static let kilogramsPerTonne = 1000.0

  let inputs: MineInputs
  let plan: HubPlan
  let streams: StreamPlan
  private(set) var program = LinearProgram()
  private(set) var received: [Move] = []
  private(set) var served: [Move] = []

  /// Sets the programme up from what is offered, wanted and in store.
  init(
    _ inputs: MineInputs, _ plan: HubPlan, _ streams: StreamPlan, year: Int, _ state: MineState,
    _ work: borrowing MineWorkspace
  ) {
    self.inputs = inputs
    self.plan = plan
    self.streams = streams
    let pairs = plan.pairs.filter { plan.openingYears[$0.hub] <= year }
    for step in 0..<inputs.dispatch.horizonSteps {
      for pair in pairs {
        for grade in streams.grades { addMoves(pair, grade, step, state, work) }
      }
    }
    addSupplyAndDemand(work)
    addCapacity(work)
    addStores(state, work)
  }

  private mutating func addMoves(
    _ pair: ZoneHubPair, _ grade: Int, _ step: Int, _ state: MineState, _ work: borrowing MineWorkspace
  ) {
    let group = plan.groups[pair.hub * inputs.streams.count + streams.stream(of: grade)]
    let cell = pair.zone * streams.gradeCount + grade
    if group >= 0, work.offered[cell] > 0 {
      let limit = work.offered[cell] / Self.kilogramsPerTonne
      received.append(
        Move(column: program.addColumn(cost: 0, bounds: 0...limit), pair: pair, grade: grade, step: step))
    }
    let isStocked = group >= 0 || state.mass(hub: pair.hub, stream: streams.stream(of: grade)) > 0
    if isStocked, work.wanted[cell] > 0 {
      let limit = work.wanted[cell] / Self.kilogramsPerTonne
      served.append(
        Move(column: program.addColumn(cost: 0, bounds: 0...limit), pair: pair, grade: grade, step: step))
    }
  }

  // MARK: - Rows of zones and lines

  private mutating func addSupplyAndDemand(_ work: borrowing MineWorkspace) {
    for moves in grouped(received, by: { [$0.step, $0.grade, $0.pair.zone] }) where moves.count > 1 {
      addRow(moves, limit: work.offered[moves[0].pair.zone * streams.gradeCount + moves[0].grade])
    }
    let byStream = grouped(served) { [$0.step, streams.stream(of: $0.grade), $0.pair.zone] }
    for moves in byStream {
      for grade in Set(moves.map(\.grade)).sorted() {
        let limited = moves.filter { $0.grade >= grade }
        guard limited.count > 1 else { continue }
        addRow(limited, limit: work.wanted[moves[0].pair.zone * streams.gradeCount + grade])
      }
    }
  }

  private mutating func addCapacity(_ work: borrowing MineWorkspace) {
    let lines = grouped(received) { move in
      [move.step, plan.groups[move.pair.hub * inputs.streams.count + streams.stream(of: move.grade)]]
    }
    for moves in lines {
      let group = plan.groups[moves[0].pair.hub * inputs.streams.count + streams.stream(of: moves[0].grade)]
      let most = moves.reduce(0.0) { $0 + program.columnBounds[$1.column].upperBound }
      guard most * Self.kilogramsPerTonne > work.capacityLeft[group] else { continue }
      addRow(moves, limit: work.capacityLeft[group])
    }
  }

  private mutating func addRow(_ moves: [Move], limit kilograms: Double) {
    program.addRow(
      moves.map { LinearProgram.Term(1, $0.column) },
      bounds: -Double.infinity...(max(0, kilograms) / Self.kilogramsPerTonne))
  }

  /// Moves with the same key together, in the order in which the keys come first.
  private func grouped(_ moves: [Move], by key: (Move) -> [Int]) -> [[Move]] {
    var positions: [[Int]: Int] = [:]
    var groups: [[Move]] = []
    for move in moves {
      let position = positions[key(move), default: groups.count]
      if position == groups.count {
        positions[key(move)] = position
        groups.append([])
      }
      groups[position].append(move)
    }
    return groups
  }

  // MARK: - Goals

  /// The best plan for the policy.
  ///
  /// - Returns: the mass of every movement in tonnes, by column, or the status that stands in the way.
  mutating func solve() -> Result<[Double], DispatchFailure> {
    if inputs.dispatch.method == .mostReuse {
      for move in served { program.setCost(-weight(of: move), ofColumn: move.column) }
      let best = program.solve()
      guard best.status == .optimal else { return .failure(DispatchFailure(status: "\(best.status)")) }
      program.addRow(
        served.map { LinearProgram.Term(weight(of: $0), $0.column) },
        bounds: (-best.objective * (1 - Self.reuseSlack))...Double.infinity)
    }
    for move in received {
      let cost = inputs.dispatch.handlingEuroPerTonne + transport(move.pair)
      program.setCost(cost, ofColumn: move.column)
    }
    for move in served {
      let saved =
        inputs.dispatch.method == .leastCost
        ? inputs.dispatch.savedEuroPerTonne[streams.stream(of: move.grade)] * weight(of: move) : 0
      program.setCost(transport(move.pair) - saved, ofColumn: move.column)
    }
    let plan = program.solve()
    guard plan.status == .optimal else { return .failure(DispatchFailure(status: "\(plan.status)")) }
    return .success(plan.values)
  }

  private func weight(of move: Move) -> Double { 1 - Self.waitingDiscount * Double(move.step) }

  /// Euro per tonne between a zone and a hub.
  private func transport(_ pair: ZoneHubPair) -> Double {
    inputs.dispatch.transportEuroPerTonneKm * inputs.distances[pair.zone, pair.hub]
  }
}

/// Why a dispatch programme has no plan.
struct DispatchFailure: Error {
  let status: String
}

// MARK: - Rows of stores

extension DispatchProgramme {
  /// One grade in one store over the horizon, in tonnes.
  private struct Store {
    let hub: Int
    let grade: Int
    /// The columns that bring mass in, per step.
    var inflow: [[Int]]
    /// The columns that take mass out, per step.
    var outflow: [[Int]]
    /// The column of what has grown too old up to each step.
    var tooOld: [Int] = []
  }

  private mutating func addStores(_ state: MineState, _ work: borrowing MineWorkspace) {
    let steps = inputs.dispatch.horizonSteps
    let empty = Array(repeating: [Int](), count: steps)
    var stores: [Store] = []
    var positions: [Int: Int] = [:]
    func position(_ hub: Int, _ grade: Int) -> Int {
      let key = hub * streams.gradeCount + grade
      if let known = positions[key] { return known }
      positions[key] = stores.count
      stores.append(Store(hub: hub, grade: grade, inflow: empty, outflow: empty))
      return stores.count - 1
    }
    for move in received { stores[position(move.pair.hub, move.grade)].inflow[move.step].append(move.column) }
    for move in served { stores[position(move.pair.hub, move.grade)].outflow[move.step].append(move.column) }
    for index in stores.indices {
      stores[index].tooOld = (0..<steps).map { _ in program.addColumn(cost: 0) }
      addAges(stores[index], state)
    }
    for hub in inputs.hubs.indices { addRoom(hub, stores.filter { $0.hub == hub }, state, work) }
  }

  /// The terms of columns of the steps up to one, with a coefficient.
  private func sum(_ columns: [[Int]], through step: Int, times coefficient: Double) -> [LinearProgram.Term] {
    guard step >= 0 else { return [] }
    return columns[...step].flatMap { $0 }.map { LinearProgram.Term(coefficient, $0) }
  }

  /// The rows that say what may leave and what must: ready lots, and lots that are too old.
  private mutating func addAges(_ store: Store, _ state: MineState) {
    let yield = plan.yields[store.hub * inputs.streams.count + streams.stream(of: store.grade)]
    let lead = plan.leadSteps[store.hub]
    let length = plan.ringLengths[store.hub]
    for step in store.tooOld.indices {
      let ready = lots(store, state, agesFrom: lead - step)
      let gone = [LinearProgram.Term(1, store.tooOld[step])]
      program.addRow(
        sum(store.outflow, through: step, times: 1) + gone
          + sum(store.inflow, through: step - lead, times: -yield),
        bounds: -Double.infinity...ready)
      let old = lots(store, state, agesFrom: length - step)
      let late = sum(store.inflow, through: step - length, times: -yield)
      guard old > 0 || !late.isEmpty else { continue }
      program.addRow(
        sum(store.outflow, through: step - 1, times: 1) + gone + late, bounds: old...Double.infinity)
    }
  }

  /// The tonnes in lots that are at least so many steps old.
  private func lots(_ store: Store, _ state: MineState, agesFrom age: Int) -> Double {
    let length = plan.ringLengths[store.hub]
    var mass = 0.0
    for steps in max(1, age)..<max(1, age, length) {
      let slot = (state.stepsTaken + length - steps) % length
      for zone in 0..<state.zoneCount {
        mass += state.lots[state.offset(hub: store.hub, slot: slot, zone: zone, rank: 0) + store.grade]
      }
    }
    return mass / Self.kilogramsPerTonne
  }

  /// The rows that keep a store within its volume and its mass, where they can bind.
  private mutating func addRoom(
    _ hub: Int, _ stores: [Store], _ state: MineState, _ work: borrowing MineWorkspace
  ) {
    let limits = [
      (work.volumeLeft[hub], stores.map { 1 / streams.storedDensityKgPerM3[streams.stream(of: $0.grade)] }),
      (work.massLeft[hub], stores.map { _ in 1.0 }),
    ]
    for (left, perKilogram) in limits where left.isFinite {
      for step in 0..<inputs.dispatch.horizonSteps {
        let terms = zip(stores, perKilogram).flatMap { store, size -> [LinearProgram.Term] in
          let yield = plan.yields[hub * inputs.streams.count + streams.stream(of: store.grade)]
          return sum(store.inflow, through: step, times: yield * size)
            + sum(store.outflow, through: step - 1, times: -size)
            + [LinearProgram.Term(-size, store.tooOld[step])]
        }
        let most = terms.reduce(0.0) { sum, term in
          term.coefficient > 0 ? sum + term.coefficient * program.columnBounds[term.column].upperBound : sum
        }
        guard most * Self.kilogramsPerTonne > left else { continue }
        program.addRow(terms, bounds: -Double.infinity...(left / Self.kilogramsPerTonne))
      }
    }
  }
}
