import SimNumerics
import Testing
import UrbanMine

/// Programmes that look ahead, beside every plan of whole tonnes over their horizon.
@Suite struct DispatchHorizonTests {
  @Test(arguments: 0..<60)
  func `what is carried out begins a plan that no other plan over the horizon beats`(seed: UInt64) throws {
    for method in [DispatchPolicy.Method.leastCost, .mostReuse] {
      var random = TestRandom(state: seed)
      let tiny = TinyHorizon(method, &random)
      let inputs = try tiny.mine.inputs()
      let km = inputs.distances[0, 0]
      var run = MineRun(MineModel(inputs))
      var lots: [TinyHorizon.Lot] = []
      for _ in 0..<3 {
        let result = try run.year(
          demolished: [Double(tiny.supply) * 1000], built: [Double(tiny.demand) * 1000])
        let received = result.mass(.toHub, zone: 0, hub: 0, stream: 0) / 1000
        let served = result.mass(.fromHub, zone: 0, hub: 0, stream: 0) / 1000
        let whole = TinyHorizon.Step(received: Int(received.rounded()), served: Int(served.rounded()))
        #expect(abs(received - received.rounded()) < 1e-5 && abs(served - served.rounded()) < 1e-5)
        let best = tiny.best(from: lots, km: km, beginningWith: nil)
        let carriedOut = tiny.best(from: lots, km: km, beginningWith: whole)
        #expect(carriedOut != nil && best != nil)
        #expect(abs((carriedOut?.weight ?? 0) - (best?.weight ?? 0)) < 1e-6, "\(tiny)")
        #expect(abs((carriedOut?.cost ?? 0) - (best?.cost ?? 0)) < 1e-4, "\(tiny)")
        lots = tiny.after(whole, lots) ?? []
      }
    }
  }
}

/// One zone and one hub, yearly steps, whole tonnes, and every plan over the horizon.
struct TinyHorizon {
  /// What came in at one step: its age in steps and what is left of it, in tonnes.
  struct Lot {
    var age: Int
    var mass: Int
  }

  /// What is done in one step, in tonnes.
  struct Step: Equatable {
    let received: Int
    let served: Int
  }

  /// The value of a plan: discounted tonnes reused where those count first, and euro.
  struct Value {
    let weight: Double
    let cost: Double

    /// Whether this plan is better: more reuse, then less cost.
    func beats(_ other: Value?) -> Bool {
      guard let other else { return true }
      return weight > other.weight + 1e-9 || abs(weight - other.weight) <= 1e-9 && cost < other.cost
    }
  }

  let supply: Int
  let demand: Int
  let capacity: Int
  let lead: Int
  let storage: Int
  let horizon: Int
  let method: DispatchPolicy.Method
  private let hub: Double
  private static let saved = 150.0
  private static let handling = 20.0

  init(_ method: DispatchPolicy.Method, _ random: inout TestRandom) {
    self.method = method
    supply = Int.random(in: 0...3, using: &random)
    demand = Int.random(in: 0...3, using: &random)
    capacity = Int.random(in: 0...3, using: &random)
    lead = Int.random(in: 0...1, using: &random)
    storage = Int.random(in: 0...2, using: &random)
    horizon = Int.random(in: 2...3, using: &random)
    hub = Double.random(in: 0...1, using: &random)
  }

  var mine: SmallMine {
    var mine = SmallMine()
    mine.dispatch = DispatchPolicy(
      method: method, horizonSteps: horizon, transportEuroPerTonneKm: 1,
      handlingEuroPerTonne: Self.handling, savedEuroPerTonne: [Self.saved])
    mine.hubs = [
      Hub(
        key: "hub", latitude: 0, longitude: hub, openingYear: 2025, floorArea: Quantity(1e9),
        logisticsShare: 0, stackHeightM: 1, fillShare: 1,
        capacities: [CapacityGroup(streams: [0], massPerYear: Quantity(Double(capacity) * 1000))],
        yields: [1], leadTimeMonths: 12 * lead, maximumStorageMonths: 12 * storage, maximumStoredMass: nil)
    ]
    return mine
  }

  /// The lots after a step, oldest first out; `nil` where the step cannot be done.
  func after(_ step: Step, _ lots: [Lot]) -> [Lot]? {
    var lots = lots.filter { $0.age < lead + storage + 1 } + [Lot(age: 0, mass: step.received)]
    var left = step.served
    for position in lots.indices where lots[position].age >= lead {
      let taken = min(left, lots[position].mass)
      lots[position].mass -= taken
      left -= taken
    }
    guard left == 0 else { return nil }
    return lots.filter { $0.mass > 0 }.map { Lot(age: $0.age + 1, mass: $0.mass) }
  }

  /// The best plan over the horizon, of those that begin with a step where one is given.
  func best(from lots: [Lot], km: Double, beginningWith first: Step?) -> Value? {
    best(0, lots, km, first)
  }

  private func best(_ position: Int, _ lots: [Lot], _ km: Double, _ first: Step?) -> Value? {
    guard position < horizon else { return Value(weight: 0, cost: 0) }
    let weight = 1 - 1e-4 * Double(position)
    var best: Value?
    for received in 0...min(supply, capacity) {
      for served in 0...demand {
        let step = Step(received: received, served: served)
        guard first == nil || step == first, let next = after(step, lots),
          let rest = self.best(position + 1, next, km, nil)
        else { continue }
        let saved = method == .leastCost ? Self.saved * weight : 0
        let cost = Double(received) * (Self.handling + km) + Double(served) * (km - saved)
        let value = Value(
          weight: method == .mostReuse ? rest.weight + Double(served) * weight : 0, cost: rest.cost + cost)
        if value.beats(best) { best = value }
      }
    }
    return best
  }
}
