import SimNumerics
import Testing
import UrbanMine

@Suite struct MaterialBalanceTests {
  private let streams: Axis<MaterialStream>
  private let hubs: Axis<Hub>

  init() throws {
    streams = try Axis([SmallMine.stream("wood"), SmallMine.stream("glass")])
    hubs = try Axis([SmallMine.hub("east")])
  }

  /// A ledger in which every equation holds.
  private func balanced() -> StepLedger {
    var ledger = StepLedger(streamCount: 2, hubCount: 1)
    let flows: [(MaterialFlow, Double)] = [
      (.released, 100), (.reused, 10), (.recycled, 20), (.downcycled, 30), (.incinerated, 5),
      (.landfilled, 5), (.processLoss, 10), (.demand, 60), (.demandReused, 10), (.demandRecycled, 20),
      (.demandPrimary, 30),
    ]
    for (flow, mass) in flows { ledger[.flow(flow), 1] = mass }
    let causes: [(UnusedCause, Double)] = [(.notDismantled, 60), (.refurbishmentLoss, 7), (.expired, 3)]
    for (cause, mass) in causes { ledger[.cause(cause), 1] = mass }
    ledger[.storeBefore(0), 1] = 5
    ledger[.storeAfter(0), 1] = 25
    let columns: [(HubColumn, Double)] = [(.refurbished, 33), (.dispatched, 10), (.expired, 3)]
    for (column, mass) in columns { ledger[.hub(0, column), 1] = mass }
    return ledger
  }

  private func problem(_ change: (inout StepLedger) -> Void) -> MineBalanceError? {
    var ledger = balanced()
    change(&ledger)
    var balance = MaterialBalance(streamCount: 2, hubCount: 1)
    do throws(MineBalanceError) {
      try balance.check(ledger, streams: streams, hubs: hubs, year: 2030, step: 3)
      return nil
    } catch {
      return error
    }
  }

  @Test func `books that balance pass`() { #expect(problem { _ in } == nil) }

  @Test(arguments: MaterialFlow.allCases.filter { $0 != .toHub })
  func `a kilogram too much in any flow is found in its equation`(flow: MaterialFlow) {
    let found = problem { $0[.flow(flow), 1] += 1 }
    #expect(found?.equation == (flow.position < MaterialFlow.demand.position ? .released : .demand))
    #expect(found?.key == "glass" && found?.year == 2030 && found?.step == 3)
    #expect(abs(found?.residual ?? 0) == 1)
  }

  @Test(arguments: UnusedCause.allCases.filter { $0 != .changeOfStore })
  func `a kilogram too much of any cause is found`(cause: UnusedCause) {
    let found = problem { $0[.cause(cause), 1] += 1 }
    #expect(found?.equation == .unused && found?.key == "glass")
  }

  @Test(arguments: [HubColumn.refurbished, .dispatched, .expired])
  func `a kilogram too much in any column of a hub is found in its store`(column: HubColumn) {
    let found = problem { $0[.hub(0, column), 1] += 1 }
    #expect(found?.equation == .store && found?.key == "east")
  }

  @Test func `the message names the equation, the key, the year, the step and the residual`() {
    let found = problem { $0[.flow(.released), 1] = 101 }
    #expect(
      found?.description
        == "the released mass of stream glass does not balance in year 2030, step 3: "
        + "residual 1.0 kg at a scale of 101.0 kg")
  }

  @Test func `the tolerance is relative to the largest magnitude`() {
    #expect(problem { $0[.flow(.released), 1] += 0.9e-7 } == nil)
    #expect(problem { $0[.flow(.released), 1] += 1.1e-7 } != nil)
  }

  @Test func `a flow that is not finite never balances`() {
    #expect(problem { $0[.flow(.recycled), 0] = .nan } != nil)
    #expect(problem { $0[.storeAfter(0), 0] = .infinity } != nil)
  }

  @Test func `the worst step of the year is kept until the next year`() throws {
    var balance = MaterialBalance(streamCount: 2, hubCount: 1)
    for change in [1e-8, 5e-8, 2e-8] {
      var ledger = balanced()
      ledger[.flow(.released), 1] += change
      try balance.check(ledger, streams: streams, hubs: hubs, year: 2030, step: 0)
    }
    #expect(abs(balance.released[1].residual - 5e-8) < 1e-12)
    #expect(balance.released[1].scale > 99 && balance.released[0].residual == 0)
    balance.reset()
    #expect(balance == MaterialBalance(streamCount: 2, hubCount: 1))
  }

  @Test(arguments: 0..<200) func `mass is kept in random mines over several years`(seed: UInt64) throws {
    var random = TestRandom(state: seed)
    let inputs = try RandomMine(&random).inputs
    var run = MineRun(MineModel(inputs))
    var storesBefore = Array(repeating: 0.0, count: inputs.streams.count)
    for _ in 0..<inputs.yearCount {
      let result = try run.year(RandomMine.flows(for: inputs, &random))
      #expect((result.materials + result.hubs + result.transport + run.state.lots).allSatisfy { $0 >= 0 })
      for stream in 0..<inputs.streams.count {
        let store = inputs.hubs.indices.map { run.state.mass(hub: $0, stream: stream) }.reduce(0, +)
        let gone: [MaterialFlow] = [
          .reused, .recycled, .downcycled, .incinerated, .landfilled, .processLoss,
        ]
        let out = gone.map { result.total($0, stream: stream) }.reduce(0, +)
        let released = result.total(.released, stream: stream)
        let scale = max(released, out, store, storesBefore[stream])
        #expect(abs(released + storesBefore[stream] - out - store) <= 1e-9 * scale)
        storesBefore[stream] = store
        expectSameMassInAllTables(result, stream)
      }
      expectLimits(result, inputs)
    }
  }

  /// What the zones, the hubs and the transport say of the same mass agrees.
  private func expectSameMassInAllTables(_ result: MineFlows, _ stream: Int) {
    func hubs(_ column: HubColumn) -> Double {
      var sum = 0.0
      for step in 0..<result.stepCount {
        for hub in 0..<result.hubCount { sum += result.mass(column, step: step, hub: hub, stream: stream) }
      }
      return sum
    }
    func transport(_ leg: TransportLeg) -> Double {
      var sum = 0.0
      for zone in 0..<result.zoneCount {
        for hub in 0..<result.hubCount { sum += result.mass(leg, zone: zone, hub: hub, stream: stream) }
      }
      return sum
    }
    let scale = result.total(.released, stream: stream) + result.total(.demand, stream: stream)
    #expect(isClose(result.total(.toHub, stream: stream), hubs(.received), scale: scale))
    #expect(isClose(hubs(.received), transport(.toHub), scale: scale))
    #expect(isClose(result.total(.reused, stream: stream), hubs(.dispatched), scale: scale))
    #expect(isClose(result.total(.demandReused, stream: stream), hubs(.dispatched), scale: scale))
    #expect(isClose(hubs(.dispatched), transport(.fromHub), scale: scale))
    let demand = [MaterialFlow.demandReused, .demandRecycled, .demandPrimary]
    let met = demand.map { result.total($0, stream: stream) }.reduce(0, +)
    #expect(isClose(met, result.total(.demand, stream: stream), scale: scale))
  }

  /// No hub takes more than its capacity or holds more than its store.
  private func expectLimits(_ result: MineFlows, _ inputs: MineInputs) {
    let margin = 1 + 1e-12
    for step in 0..<result.stepCount {
      for (hub, properties) in inputs.hubs.enumerated() {
        for group in properties.capacities {
          let received = group.streams.map { result.mass(.received, step: step, hub: hub, stream: $0) }
          #expect(received.reduce(0, +) <= group.massPerYear.value / Double(inputs.stepsPerYear) * margin)
        }
        let stored = (0..<result.streamCount).map { result.mass(.inStore, step: step, hub: hub, stream: $0) }
        let volume = zip(stored, inputs.streams.axis).map { $0 / $1.storedDensity.value }.reduce(0, +)
        #expect(volume <= properties.storeVolume.value * margin)
        #expect(stored.reduce(0, +) <= (properties.maximumStoredMass?.value ?? .infinity) * margin)
      }
    }
  }
}
