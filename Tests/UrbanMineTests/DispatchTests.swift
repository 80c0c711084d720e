import SimNumerics
import Testing
import UrbanMine

/// Dispatch by linear programme beside the rule and beside all plans of small cases.
@Suite struct DispatchTests {
  static func policy(
    _ method: DispatchPolicy.Method, streams: Int = 1, horizon: Int = 1, saved: Double = 500
  ) -> DispatchPolicy {
    DispatchPolicy(
      method: method, horizonSteps: horizon, transportEuroPerTonneKm: 1, handlingEuroPerTonne: 20,
      savedEuroPerTonne: Array(repeating: saved, count: streams))
  }

  private static let programmes: [DispatchPolicy.Method] = [.leastCost, .mostReuse]

  /// The cost of a year in euro: transport and handling, less what is saved.
  private static func cost(_ result: MineFlows, _ inputs: MineInputs, saved: Double) -> Double {
    var cost = 0.0
    for zone in inputs.zones.indices {
      for hub in inputs.hubs.indices {
        for stream in 0..<inputs.streams.count {
          let km = inputs.distances[zone, hub]
          cost += result.mass(TransportLeg.toHub, zone: zone, hub: hub, stream: stream) / 1000 * (km + 20)
          cost +=
            result.mass(TransportLeg.fromHub, zone: zone, hub: hub, stream: stream) / 1000 * (km - saved)
        }
      }
    }
    return cost
  }

  // MARK: - All plans of small cases

  @Test(arguments: 0..<60) func `the programmes equal the best of all plans`(seed: UInt64) throws {
    var random = TestRandom(state: seed)
    let tiny = TinyDispatch(&random)
    for method in Self.programmes {
      let mine = tiny.mine(Self.policy(method, saved: 150))
      let inputs = try mine.inputs()
      var run = MineRun(MineModel(inputs))
      let result = try run.year(
        demolished: tiny.supply.map { Double($0) * 1000 }, built: tiny.demand.map { Double($0) * 1000 })
      let best = tiny.best(inputs.distances, saved: 150)
      let reuse = result.total(.reused, stream: 0) / 1000
      if method == .leastCost {
        #expect(abs(Self.cost(result, inputs, saved: 150) - best.cost) <= 1e-5 * max(1, abs(best.cost)))
      } else {
        #expect(abs(reuse - Double(best.reuse)) <= 1e-6 * Double(max(1, best.reuse)))
        let cost = Self.cost(result, inputs, saved: 0)
        #expect(abs(cost - best.costOfReuse) <= 1e-5 * max(1, best.costOfReuse))
      }
    }
  }

  // MARK: - Beside the rule

  @Test(arguments: 0..<60) func `where nothing waits no rule reuses more or costs less`(seed: UInt64) throws {
    var random = TestRandom(state: seed)
    let tiny = TinyDispatch(&random)
    func result(_ method: DispatchPolicy.Method) throws -> (MineFlows, MineInputs) {
      let inputs = try tiny.mine(Self.policy(method)).inputs()
      var run = MineRun(MineModel(inputs))
      return (
        try run.year(
          demolished: tiny.supply.map { Double($0) * 1000 }, built: tiny.demand.map { Double($0) * 1000 }),
        inputs
      )
    }
    let (rule, inputs) = try result(.nearestFirst)
    let (most, _) = try result(.mostReuse)
    let (least, _) = try result(.leastCost)
    let slack = 1e-3
    #expect(most.total(.reused, stream: 0) >= rule.total(.reused, stream: 0) - slack)
    #expect(
      Self.cost(least, inputs, saved: 500) <= Self.cost(rule, inputs, saved: 500) + slack)
  }

  @Test(arguments: DispatchPolicy.Method.allCases)
  func `without capacity nothing is reused`(method: DispatchPolicy.Method) throws {
    var mine = SmallMine()
    mine.dispatch = Self.policy(method)
    mine.hubs = [SmallMine.hub(capacities: [CapacityGroup(streams: [0], massPerYear: Quantity(0))])]
    var run = try mine.start()
    let result = try run.year(demolished: [1000], built: [1000])
    #expect(result.total(.reused, stream: 0) == 0)
    #expect(result.mass(.refusedCapacity, step: 0, hub: 0, stream: 0) == 1000)
    #expect(result.mass(.refusedCapacity, zone: 0, stream: 0) == 1000)
  }

  @Test(arguments: DispatchPolicy.Method.allCases, [1e3, 1e5])
  func `without limits reuse is the smaller of what is suitable and what is accepted`(
    method: DispatchPolicy.Method, built: Double
  ) throws {
    var mine = SmallMine()
    mine.careful = [0.5]
    mine.dispatch = Self.policy(method)
    mine.streams = [SmallMine.stream(potential: 0.75, reuseShare: 0.5)]
    mine.hubs = [SmallMine.hub(yields: [0.5])]
    var run = try mine.start()
    let result = try run.year(demolished: [64_000], built: [built])
    let expected = min(64_000 * 0.5 * 0.75 * 0.5, 0.5 * built)
    #expect(abs(result.total(.reused, stream: 0) - expected) <= 1e-6 * expected)
  }

  @Test(arguments: Self.programmes) func `steps of a year, a quarter and a month agree where nothing waits`(
    method: DispatchPolicy.Method
  ) throws {
    var mine = SmallMine()
    mine.longitudes = [0, 1, 3]
    mine.dispatch = Self.policy(method)
    mine.streams = [SmallMine.stream(potential: 0.5, reuseShare: 0.75, secondary: 0.25)]
    mine.hubs = [
      SmallMine.hub(
        "a", capacities: [CapacityGroup(streams: [0], massPerYear: Quantity(7000))], yields: [0.8], months: 0),
      SmallMine.hub("b", longitude: 2, yields: [0.9], months: 0),
    ]
    var reused: [Double] = []
    for steps in [1, 4, 12] {
      mine.steps = steps
      var run = try mine.start()
      let result = try run.year(demolished: [20_000, 5000, 11_000], built: [30_000, 40_000, 50_000])
      reused.append(result.total(.reused, stream: 0))
    }
    #expect(abs(reused[1] - reused[0]) <= 1e-6 * reused[0])
    #expect(abs(reused[2] - reused[0]) <= 1e-6 * reused[0])
  }

  // MARK: - Looking ahead

  @Test(arguments: [(1, 0.0), (2, 4000)])
  func `a programme keeps for later only what it looks ahead to`(horizon: Int, received: Double) throws {
    var mine = SmallMine()
    mine.careful = [1, 0]
    mine.dispatch = Self.policy(.mostReuse, horizon: horizon)
    let hub = SmallMine.hub(months: 24)
    mine.hubs = [
      Hub(
        key: hub.key, latitude: 0, longitude: 0, openingYear: 2025, floorArea: hub.floorArea,
        logisticsShare: 0, stackHeightM: 1, fillShare: 1, capacities: hub.capacities, yields: [1],
        leadTimeMonths: 12, maximumStorageMonths: 12, maximumStoredMass: nil)
    ]
    var run = try mine.start()
    let first = try run.year(demolished: [4000], built: [6000])
    #expect(abs(first.total(.toHub, stream: 0) - received) <= 1e-3)
    #expect(abs(first.mass(.noDemand, zone: 0, stream: 0) - (4000 - received)) <= 1e-3)
    let second = try run.year(demolished: [0], built: [6000])
    #expect(abs(second.total(.reused, stream: 0) - received) <= 1e-3)
  }

  /// A hub of one year of refurbishment, with a limit on the years after it.
  private static func slowHub(capacity: Double, months: Int) -> Hub {
    Hub(
      key: "slow", latitude: 0, longitude: 0, openingYear: 2025, floorArea: Quantity(1e9), logisticsShare: 0,
      stackHeightM: 1, fillShare: 1,
      capacities: [CapacityGroup(streams: [0], massPerYear: Quantity(capacity))], yields: [0.5],
      leadTimeMonths: 12, maximumStorageMonths: months, maximumStoredMass: nil)
  }

  @Test(arguments: [2, 3, 4]) func `a programme takes in no more than can leave before it is too old`(
    horizon: Int
  ) throws {
    var mine = SmallMine()
    mine.careful = [1, 0]
    mine.dispatch = Self.policy(.mostReuse, horizon: horizon)
    mine.hubs = [Self.slowHub(capacity: .infinity, months: 0)]
    var run = try mine.start()
    // What comes in now can leave in the next year only, when 1,000 kg are wanted, at a yield of a half.
    let first = try run.year(demolished: [6000], built: [1000])
    #expect(abs(first.total(.toHub, stream: 0) - 2000) <= 1e-3)
    #expect(abs(first.mass(.noDemand, zone: 0, stream: 0) - 4000) <= 1e-3)
    let second = try run.year(demolished: [0], built: [1000])
    #expect(abs(second.total(.reused, stream: 0) - 1000) <= 1e-3)
  }

  @Test(arguments: DispatchPolicy.Method.allCases, [(1000.0, 9000.0), (9000, 1000), (9000, 9000)])
  func `in steady years reuse is the smallest of supply, capacity and demand, from the lead time on`(
    method: DispatchPolicy.Method, flows: (Double, Double)
  ) throws {
    var mine = SmallMine()
    mine.careful = Array(repeating: 1, count: 6)
    mine.dispatch = Self.policy(method, horizon: 3)
    mine.hubs = [Self.slowHub(capacity: 4000, months: 36)]
    var run = try mine.start()
    let years = try (0..<6).map { _ in
      try run.year(demolished: [flows.0], built: [flows.1]).total(.reused, stream: 0)
    }
    let expected = min(0.5 * min(flows.0, 4000), flows.1)
    #expect(years[0] == 0)
    for year in years.dropFirst() { #expect(abs(year - expected) <= 1e-6 * expected) }
  }

  @Test func `what costs more than it saves is left out by the programme of least cost`() throws {
    var mine = SmallMine()
    mine.dispatch = Self.policy(.leastCost, saved: 10)
    var run = try mine.start()
    let result = try run.year(demolished: [1000], built: [1000])
    #expect(result.mass(.tooCostly, zone: 0, stream: 0) == 1000)
    #expect(result.total(.toHub, stream: 0) == 0)
  }

  @Test(arguments: 0..<40) func `mass is kept and limits hold by programme in random mines`(seed: UInt64)
    throws
  {
    var random = TestRandom(state: seed)
    let method = Self.programmes[Int(seed % 2)]
    let horizon = Int(seed % 3) + 1
    let inputs = try RandomMine(&random) { Self.policy(method, streams: $0, horizon: horizon) }.inputs
    var run = MineRun(MineModel(inputs))
    for _ in 0..<inputs.yearCount {
      let result = try run.year(RandomMine.flows(for: inputs, &random))
      for (hub, properties) in inputs.hubs.enumerated() {
        for step in 0..<inputs.stepsPerYear {
          for group in properties.capacities {
            let received = group.streams.map { result.mass(.received, step: step, hub: hub, stream: $0) }
            let limit = group.massPerYear.value / Double(inputs.stepsPerYear)
            #expect(received.reduce(0, +) <= limit * (1 + 1e-12))
          }
        }
      }
      #expect(run.state.lots.allSatisfy { $0 >= 0 })
    }
  }

  @Test func `the same programme gives the same bits again`() throws {
    var random = TestRandom(state: 11)
    let inputs = try RandomMine(&random) { Self.policy(.mostReuse, streams: $0, horizon: 3) }.inputs
    let flows = (0..<inputs.yearCount).map { _ in RandomMine.flows(for: inputs, &random) }
    var first = MineRun(MineModel(inputs))
    var second = MineRun(MineModel(inputs))
    for year in flows { #expect(try first.year(year) == (try second.year(year))) }
    #expect(first.state == second.state)
  }

  @Test func `a policy out of range is refused`() {
    var mine = SmallMine()
    mine.dispatch = Self.policy(.mostReuse, horizon: 0)
    #expect(throws: MineInputError.self) { try mine.inputs() }
    mine.dispatch = Self.policy(.leastCost, saved: -1)
    #expect(throws: MineInputError.self) { try mine.inputs() }
    mine.dispatch = Self.policy(.leastCost, streams: 2)
    #expect(throws: MineInputError.self) { try mine.inputs() }
  }
}
