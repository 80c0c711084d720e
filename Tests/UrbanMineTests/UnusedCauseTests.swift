import SimNumerics
import Testing
import UrbanMine

@Suite struct UnusedCauseTests {
  @Test func `every kilogram has the first cause that stops it`() throws {
    var mine = SmallMine()
    mine.careful = [0.75]
    mine.streams = [SmallMine.stream(potential: 0.5)]
    mine.hubs = [
      SmallMine.hub(
        capacities: [CapacityGroup(streams: [0], massPerYear: Quantity(20))], yields: [0.5], mass: 8)
    ]
    var run = try mine.start()
    let result = try run.year(demolished: [64], built: [4])
    // 48 with care, 24 suitable, 20 within capacity, 16 with room, 8 out of refurbishment, 4 of it used.
    let expected: [UnusedCause: Double] = [
      .notDismantled: 16, .refusedUnsuitable: 24, .refusedCapacity: 4, .refusedRoom: 4,
      .refurbishmentLoss: 8, .changeOfStore: 4,
    ]
    for cause in UnusedCause.allCases {
      #expect(result.mass(cause, zone: 0, stream: 0) == expected[cause] ?? 0, "\(cause)")
    }
    #expect(result.mass(.reused, zone: 0, stream: 0) == 4)
  }

  @Test func `with no hub open the cause is that`() throws {
    var mine = SmallMine()
    mine.careful = [0.5]
    mine.hubs = [SmallMine.hub(opening: 2026)]
    var run = try mine.start()
    let result = try run.year(demolished: [8], built: [8])
    #expect(result.mass(.noHub, zone: 0, stream: 0) == 4)
    #expect(result.mass(.notDismantled, zone: 0, stream: 0) == 4)
  }

  @Test(arguments: [(0.0, UnusedCause.noDemand), (4.0, .expired)])
  func `what grows too old had no demand, or less demand than there was`(
    built: Double, cause: UnusedCause
  ) throws {
    var mine = SmallMine()
    mine.hubs = [SmallMine.hub(months: 0)]
    var run = try mine.start()
    try run.year(demolished: [8], built: [built])
    let result = try run.year(demolished: [0], built: [0])
    #expect(result.mass(cause, zone: 0, stream: 0) == 8 - built)
    #expect(result.mass(.changeOfStore, zone: 0, stream: 0) == built - 8)
    #expect(result.mass(.expired, step: 0, hub: 0, stream: 0) == 8 - built)
  }

  @Test func `demand while a lot is in refurbishment is no demand for it`() throws {
    var mine = SmallMine()
    let hub = SmallMine.hub(months: 0)
    mine.hubs = [
      Hub(
        key: hub.key, latitude: 0, longitude: 0, openingYear: 2025, floorArea: hub.floorArea,
        logisticsShare: 0, stackHeightM: 1, fillShare: 1, capacities: hub.capacities, yields: [1],
        leadTimeMonths: 12, maximumStorageMonths: 0, maximumStoredMass: nil)
    ]
    var run = try mine.start()
    try run.year(demolished: [8], built: [4])
    try run.year(demolished: [0], built: [0])
    let result = try run.year(demolished: [0], built: [4])
    #expect(result.mass(.noDemand, zone: 0, stream: 0) == 8)
  }

  @Test(arguments: 0..<100) func `the causes close in every zone of random mines`(seed: UInt64) throws {
    var random = TestRandom(state: seed)
    let inputs = try RandomMine(&random).inputs
    var run = MineRun(MineModel(inputs))
    for _ in 0..<inputs.yearCount {
      let before = storesByOrigin(run.state)
      let result = try run.year(RandomMine.flows(for: inputs, &random))
      let after = storesByOrigin(run.state)
      for position in after.indices {
        let (stream, zone) = (position / inputs.zones.count, position % inputs.zones.count)
        let released = result.mass(.released, zone: zone, stream: stream)
        let scale = max(released, before[position], after[position])
        let causes = UnusedCause.allCases.map { result.mass($0, zone: zone, stream: stream) }
        let unused = released - result.mass(.reused, zone: zone, stream: stream)
        #expect(abs(unused - causes.reduce(0, +)) <= 1e-9 * scale)
        let change = result.mass(.changeOfStore, zone: zone, stream: stream)
        #expect(abs(change - (after[position] - before[position])) <= 1e-9 * scale)
        #expect(causes[..<UnusedCause.changeOfStore.position].allSatisfy { $0 >= -1e-9 * scale })
      }
    }
  }

  /// The mass in all stores by origin, streams x zones.
  private func storesByOrigin(_ state: MineState) -> [Double] {
    var stores = Array(repeating: 0.0, count: state.streamCount * state.zoneCount)
    for hub in 0..<state.hubCount {
      for slot in 0..<state.slotCount {
        for zone in 0..<state.zoneCount {
          for rank in 0..<state.rankCount {
            let lot = state.offset(hub: hub, slot: slot, zone: zone, rank: rank)
            for stream in 0..<state.streamCount {
              stores[stream * state.zoneCount + zone] += state.lots[lot + stream]
            }
          }
        }
      }
    }
    return stores
  }
}
