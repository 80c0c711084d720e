import SimNumerics
import SimTestSupport
import Testing
import UrbanMine

@Suite struct FlowNetworkTests {
  private func flow(
    _ key: String, _ from: Int?, _ to: Int?, _ measured: Double?, _ error: Double = 1
  ) -> NetworkFlow {
    NetworkFlow(key: key, from: from, to: to, measured: measured, standardError: error)
  }

  /// A splitter, a heat exchanger, a valve and a mixer: S. Narasimhan and C. Jordache (2000), Data Reconciliation and Gross
  /// Error Detection, example 1-1.
  private func exchanger(_ first: Double? = 101.91) -> FlowNetwork {
    FlowNetwork(
      processes: ["splitter", "exchanger", "valve", "mixer"],
      flows: [
        flow("f1", nil, 0, first), flow("f2", 0, 1, 64.45), flow("f3", 0, 2, 34.65), flow("f4", 1, 3, 64.20),
        flow("f5", 2, 3, 36.44), flow("f6", 3, nil, 98.88),
      ])
  }

  @Test func `the published heat exchanger is reconciled as published`() throws {
    let found = try exchanger().reconciled()
    expectClose(found.values.map { $0 ?? 0 }, [100.22, 64.50, 35.72, 64.50, 35.72, 100.22], limit: 1e-10)
    #expect(found.knowledge.allSatisfy { $0 == .redundant })
    #expect(found.test.degreesOfFreedom == 4 && found.test.probability > 0.05)
    // Two free flows with information (3 2; 2 3) - the inverse of (4 2; 2 4).
    expectClose(found.standardErrors.map { $0 ?? 0 }.prefix(2).map { $0 * $0 }, [1.0 / 3, 1.0 / 3])
  }

  @Test func `a gross error fails the test and is named`() throws {
    let found = try exchanger(110).reconciled()
    #expect(found.test.probability < 1e-6)
    #expect(found.suspect == 0)
  }

  @Test func `a flow that is not measured follows from the others`() throws {
    let found = try exchanger(nil).reconciled()
    #expect(found.knowledge[0] == .observable && found.test.degreesOfFreedom == 3)
    let (first, last) = (try #require(found.values[0]), try #require(found.values[5]))
    expectClose(first, last)
    #expect(found.normalisedResiduals[0] == nil)
  }

  @Test func `what the balances leave open and what nobody checks are told apart`() throws {
    // a and b are open, their sum c is measured once; d is exact and fixes e.
    let network = FlowNetwork(
      processes: ["hub", "shed"],
      flows: [
        flow("a", nil, 0, nil), flow("b", nil, 0, nil), flow("c", 0, nil, 12), flow("d", nil, 1, 5, 0),
        flow("e", 1, nil, nil),
      ])
    let found = try network.reconciled()
    #expect(found.knowledge == [.unobservable, .unobservable, .justMeasured, .exact, .observable])
    #expect(found.values == [nil, nil, found.values[2], 5, found.values[4]])
    expectClose([found.values[2] ?? 0, found.values[4] ?? 0], [12, 5])
    #expect(found.standardErrors[0] == nil && found.standardErrors[3] == 0 && found.standardErrors[4] == 0)
    #expect(found.suspect == nil && found.test.degreesOfFreedom == 0)
  }

  @Test func `a relation holds like a balance`() throws {
    // 80 % of what enters the hub leaves as product: two measurements of one unknown.
    let network = FlowNetwork(
      processes: ["hub"],
      flows: [flow("in", nil, 0, 100, 2), flow("out", 0, nil, 84, 1), flow("loss", 0, nil, nil)],
      relations: [FlowRelation(key: "yield", coefficients: [0.8, -1, 0])])
    let found = try network.reconciled()
    let amount = (100 / 4.0 + 0.8 * 84) / (1 / 4.0 + 0.64)
    expectClose(found.values.map { $0 ?? 0 }, [amount, 0.8 * amount, 0.2 * amount])
    #expect(found.knowledge[2] == .observable)
  }

  @Test func `exact flows that do not add up are refused with the balance`() {
    let network = FlowNetwork(
      processes: ["hub"], flows: [flow("in", nil, 0, 10, 0), flow("out", 0, nil, 8, 0)])
    let error = #expect(throws: ReconciliationError.self) { try network.reconciled() }
    #expect(
      error?.description == "the exact flows contradict each other: the balance of 'hub' cannot close")
  }

  @Test func `an empty network has nothing to say`() throws {
    let found = try FlowNetwork(processes: [], flows: []).reconciled()
    #expect(found.values.isEmpty && found.test.probability == 1)
  }

  @Test func `random consistent networks come back exactly, and no flow moves beyond its balance`() throws {
    var random = SplitMix64(seed: 77)
    for _ in 0..<60 {
      let (network, truth) = Self.randomNetwork(&random)
      let found = try network.reconciled()
      #expect(found.test.statistic < 1e-12)
      let scale = truth.max() ?? 1
      for (position, value) in found.values.enumerated() {
        guard let value else {
          #expect(network.flows[position].measured == nil && found.knowledge[position] == .unobservable)
          continue
        }
        #expect((value - truth[position]).magnitude < 1e-8 * scale, "\(network.flows[position].key)")
      }
    }
  }

  @Test func `random measurements meet every balance after reconciliation, nearer than before`() throws {
    var random = SplitMix64(seed: 78)
    for _ in 0..<60 {
      let (consistent, truth) = Self.randomNetwork(&random)
      let flows = consistent.flows.enumerated().map { position, flow in
        NetworkFlow(
          key: flow.key, from: flow.from, to: flow.to,
          measured: truth[position] + random.number(in: -2...2) * flow.standardError,
          standardError: flow.standardError)
      }
      let network = FlowNetwork(processes: consistent.processes, flows: flows)
      let found = try network.reconciled()
      let values = found.values.map { $0 ?? 0 }
      let balances = BLAS.product(
        network.balances, Matrix(rows: values.count, columns: 1, storage: values)
      ).storage
      let scale = values.map(\.magnitude).max() ?? 1
      #expect(balances.allSatisfy { $0.magnitude < 1e-9 * scale })
      func distance(_ estimate: [Double]) -> Double {
        estimate.indices.reduce(0) { sum, flow in
          let score = (estimate[flow] - truth[flow]) / flows[flow].standardError
          return sum + score * score
        }
      }
      #expect(distance(values) <= distance(flows.map { $0.measured ?? 0 }) * (1 + 1e-9))
      for (flow, error) in zip(flows, found.standardErrors) {
        #expect((error ?? 0) <= flow.standardError * (1 + 1e-9))
      }
    }
  }

  /// Flows along random paths from outside through processes to outside, so that every process balances.
  private static func randomNetwork(_ random: inout SplitMix64) -> (FlowNetwork, [Double]) {
    let count = random.integer(in: 1...6)
    var masses: [[Int]: Double] = [:]
    for _ in 0..<random.integer(in: 2...8) {
      let mass = random.number(in: 1...1_000)
      var stops = (0..<count).filter { _ in random.chance(0.5) }
      if stops.isEmpty { stops = [0] }
      let path = [-1] + stops + [-1]
      for (from, to) in zip(path, path.dropFirst()) { masses[[from, to], default: 0] += mass }
    }
    let ends = masses.keys.sorted { $0.lexicographicallyPrecedes($1) }
    let truth = ends.map { masses[$0] ?? 0 }
    let flows = ends.enumerated().map { position, ends in
      NetworkFlow(
        key: "f\(position)", from: ends[0] < 0 ? nil : ends[0], to: ends[1] < 0 ? nil : ends[1],
        measured: random.chance(0.7) ? truth[position] : nil, standardError: random.number(in: 0.5...20))
    }
    return (FlowNetwork(processes: (0..<count).map { "p\($0)" }, flows: flows), truth)
  }
}
