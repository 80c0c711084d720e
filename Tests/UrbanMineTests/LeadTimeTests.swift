import SimNumerics
import Testing
import UrbanMine

@Suite struct LeadTimeTests {
  private func mine(steps: Int, lead: Int, months: Int, floor: Double = 1e9) -> SmallMine {
    var mine = SmallMine()
    mine.steps = steps
    mine.careful = [1, 0, 0, 0]
    let hub = SmallMine.hub(floor: floor, months: months)
    mine.hubs = [
      Hub(
        key: hub.key, latitude: hub.latitude, longitude: hub.longitude, openingYear: hub.openingYear,
        floorArea: hub.floorArea, logisticsShare: 0, stackHeightM: 1, fillShare: 1,
        capacities: hub.capacities,
        yields: [1], leadTimeMonths: lead, maximumStorageMonths: months, maximumStoredMass: nil)
    ]
    return mine
  }

  /// The values of a column of the hub, step after step over four years, of one clearing and steady demand.
  private func column(_ column: HubColumn, _ mine: SmallMine, built: Double) throws -> [Double] {
    var run = try mine.start()
    return try [12.0, 0, 0, 0].flatMap { demolished -> [Double] in
      let result = try run.year(demolished: [demolished], built: [built])
      return (0..<mine.steps).map { result.mass(column, step: $0, hub: 0, stream: 0) }
    }
  }

  @Test(arguments: [(1, 0, 0), (1, 1, 1), (1, 13, 2), (4, 3, 1), (4, 4, 2), (12, 5, 5)])
  func `nothing leaves before the lead time, rounded up to whole steps`(
    steps: Int, lead: Int, expected: Int
  ) throws {
    let dispatched = try column(
      .dispatched, mine(steps: steps, lead: lead, months: 36), built: 1000)
    #expect(dispatched.firstIndex { $0 > 0 } == expected)
    #expect(dispatched.reduce(0, +) == 12)
  }

  @Test(arguments: [(1, 12, 12, 3), (4, 3, 6, 4), (12, 2, 0, 3)])
  func `the time in store begins when refurbishment ends`(
    steps: Int, lead: Int, months: Int, expected: Int
  ) throws {
    let expired = try column(.expired, mine(steps: steps, lead: lead, months: months), built: 0)
    #expect(expired.firstIndex { $0 > 0 } == expected)
    #expect(expired.reduce(0, +) == 12)
  }

  @Test func `what is in refurbishment takes room`() throws {
    var mine = mine(steps: 4, lead: 12, months: 36, floor: 5)
    mine.careful = [1, 1, 1, 1]
    var run = try mine.start()
    let result = try run.year(demolished: [12], built: [1000])
    #expect(
      (0..<4).map { result.mass(.received, step: $0, hub: 0, stream: 0) } == [3, 2, 0, 0])
    #expect((0..<4).map { result.mass(.refusedRoom, step: $0, hub: 0, stream: 0) } == [0, 1, 3, 3])
  }

  @Test func `a lead time below zero is refused`() {
    #expect(throws: MineInputError.self) { try mine(steps: 1, lead: -1, months: 0).inputs() }
  }
}
