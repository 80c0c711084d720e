import SimNumerics
import Testing
import UrbanMine

@Suite struct MineModelSupplyTests {
  private func limited(_ kgPerYear: Double) -> [CapacityGroup] {
    [CapacityGroup(streams: [0], massPerYear: Quantity(kgPerYear))]
  }

  @Test func `what fails inspection is refused as unsuitable and treated`() throws {
    var mine = SmallMine()
    mine.streams = [SmallMine.stream(potential: 0.25)]
    var run = try mine.start()
    let result = try run.year(demolished: [8], built: [0])
    #expect(result.mass(.refusedUnsuitable, step: 0, hub: 0, stream: 0) == 6)
    #expect(result.mass(.received, step: 0, hub: 0, stream: 0) == 2)
    #expect(result.mass(.recycled, zone: 0, stream: 0) == 6)
  }

  @Test func `capacity refuses before room, and both are booked at the nearest hub`() throws {
    var mine = SmallMine()
    mine.hubs = [SmallMine.hub(capacities: limited(6), mass: 4)]
    var run = try mine.start()
    let result = try run.year(demolished: [10], built: [0])
    #expect(result.mass(.received, step: 0, hub: 0, stream: 0) == 4)
    #expect(result.mass(.refusedCapacity, step: 0, hub: 0, stream: 0) == 4)
    #expect(result.mass(.refusedRoom, step: 0, hub: 0, stream: 0) == 2)
    #expect(result.mass(.recycled, zone: 0, stream: 0) == 6)
  }

  @Test func `what the nearest hub cannot take goes to the next, and only the rest is refused`() throws {
    var mine = SmallMine()
    mine.hubs = [
      SmallMine.hub("far", longitude: 2, capacities: limited(3)),
      SmallMine.hub("near", longitude: 1, capacities: limited(5)),
    ]
    var run = try mine.start()
    let result = try run.year(demolished: [10], built: [0])
    #expect(result.mass(.received, step: 0, hub: 1, stream: 0) == 5)
    #expect(result.mass(.received, step: 0, hub: 0, stream: 0) == 3)
    #expect(result.mass(.refusedCapacity, step: 0, hub: 1, stream: 0) == 2)
    #expect(result.mass(.refusedCapacity, step: 0, hub: 0, stream: 0) == 0)
    #expect(result.mass(TransportLeg.toHub, zone: 0, hub: 1, stream: 0) == 5)
    #expect(result.mass(TransportLeg.toHub, zone: 0, hub: 0, stream: 0) == 3)
  }

  @Test func `the zone that is nearest to the hub is served first`() throws {
    var mine = SmallMine()
    mine.longitudes = [2, 1]
    mine.hubs = [SmallMine.hub(capacities: limited(12))]
    var run = try mine.start()
    let result = try run.year(demolished: [10, 10], built: [0, 0])
    #expect(result.mass(.toHub, zone: 1, stream: 0) == 10)
    #expect(result.mass(.toHub, zone: 0, stream: 0) == 2)
  }

  @Test func `streams of one group share its capacity in their order`() throws {
    var mine = SmallMine()
    mine.streams = [SmallMine.stream("a"), SmallMine.stream("b"), SmallMine.stream("c")]
    let group = CapacityGroup(streams: [0, 1], massPerYear: Quantity(12))
    mine.hubs = [SmallMine.hub(capacities: [group], yields: [1, 1, 1])]
    var run = try mine.start()
    let result = try run.year(demolished: [10], built: [0])
    #expect((0..<3).map { result.mass(.received, step: 0, hub: 0, stream: $0) } == [10, 2, 0])
    #expect((0..<3).map { result.mass(.refusedCapacity, step: 0, hub: 0, stream: $0) } == [0, 8, 10])
  }

  @Test func `room is measured for the refurbished volume, with what is already in store`() throws {
    var mine = SmallMine()
    mine.streams = [SmallMine.stream(density: 2)]
    mine.hubs = [SmallMine.hub(floor: 4, yields: [0.5])]
    var run = try mine.start()
    let first = try run.year(demolished: [10], built: [0])
    #expect(first.mass(.received, step: 0, hub: 0, stream: 0) == 10)
    #expect(first.mass(.inStore, step: 0, hub: 0, stream: 0) == 5)
    #expect(first.mass(.processLoss, zone: 0, stream: 0) == 5)
    let second = try run.year(demolished: [10], built: [0])
    #expect(second.mass(.received, step: 0, hub: 0, stream: 0) == 6)
    #expect(second.mass(.refusedRoom, step: 0, hub: 0, stream: 0) == 4)
    #expect(second.mass(.inStore, step: 0, hub: 0, stream: 0) == 8)
  }

  @Test func `a yield of zero turns all into process loss, in no room at all`() throws {
    var mine = SmallMine()
    mine.hubs = [SmallMine.hub(floor: 0, yields: [0])]
    var run = try mine.start()
    let result = try run.year(demolished: [10], built: [10])
    #expect(result.mass(.processLoss, zone: 0, stream: 0) == 10)
    #expect(result.mass(.demandPrimary, zone: 0, stream: 0) == 10)
  }

  @Test func `a floor that is too small for anything refuses all for room`() throws {
    var mine = SmallMine()
    mine.hubs = [SmallMine.hub(floor: 0)]
    var run = try mine.start()
    let result = try run.year(demolished: [10], built: [10])
    #expect(result.mass(.refusedRoom, step: 0, hub: 0, stream: 0) == 10)
    #expect(result.mass(.toHub, zone: 0, stream: 0) == 0)
    #expect(result.mass(.recycled, zone: 0, stream: 0) == 10)
  }

  @Test(arguments: [(1, 24, 3), (1, 23, 2), (4, 6, 3), (12, 6, 7), (12, 0, 1)])
  func `lots expire in the first step in which they are older than the limit`(
    steps: Int, months: Int, expected: Int
  ) throws {
    var mine = SmallMine()
    mine.steps = steps
    mine.hubs = [SmallMine.hub(months: months)]
    mine.careful = [1, 0, 0, 0]
    var run = try mine.start()
    var expired: [Double] = []
    var stored: [Double] = []
    for demolished in [12.0, 0, 0, 0] {
      let result = try run.year(demolished: [demolished], built: [0])
      for step in 0..<steps {
        expired.append(result.mass(.expired, step: step, hub: 0, stream: 0))
        stored.append(result.mass(.inStore, step: step, hub: 0, stream: 0))
      }
    }
    let lot = 12 / Double(steps)
    #expect(expired.firstIndex { $0 > 0 } == expected)
    #expect(expired[expected..<(expected + steps)].allSatisfy { $0 == lot })
    #expect(expired[(expected + steps)...].allSatisfy { $0 == 0 })
    #expect(stored[expected + steps - 1] == 0)
  }

  @Test(arguments: [nil, 10.0]) func `room of expired lots is free in the same step`(mass: Double?) throws {
    var mine = SmallMine()
    mine.hubs = [SmallMine.hub(floor: mass == nil ? 10 : 1e9, months: 0, mass: mass)]
    var run = try mine.start()
    try run.year(demolished: [10], built: [0])
    let result = try run.year(demolished: [10], built: [0])
    #expect(result.mass(.expired, step: 0, hub: 0, stream: 0) == 10)
    #expect(result.mass(.received, step: 0, hub: 0, stream: 0) == 10)
  }

  @Test func `expired mass is treated in its zone of origin`() throws {
    var mine = SmallMine()
    mine.longitudes = [0, 1]
    mine.hubs = [SmallMine.hub(months: 0)]
    var run = try mine.start()
    try run.year(demolished: [1, 3], built: [0, 0])
    let result = try run.year(demolished: [0, 0], built: [8, 8])
    #expect(result.mass(.expired, step: 0, hub: 0, stream: 0) == 4)
    #expect(result.mass(.recycled, zone: 0, stream: 0) == 1)
    #expect(result.mass(.recycled, zone: 1, stream: 0) == 3)
    #expect(result.total(.reused, stream: 0) == 0)
  }
}
