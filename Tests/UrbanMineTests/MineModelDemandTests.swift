import Testing
import UrbanMine

@Suite struct MineModelDemandTests {
  @Test func `the oldest lot goes first`() throws {
    var mine = SmallMine()
    mine.longitudes = [0, 0]
    var run = try mine.start()
    try run.year(demolished: [4, 0], built: [0, 0])
    let second = try run.year(demolished: [0, 4], built: [5, 0])
    #expect(second.mass(.reused, zone: 0, stream: 0) == 4)
    #expect(second.mass(.reused, zone: 1, stream: 0) == 1)
    #expect(second.mass(.demandReused, zone: 0, stream: 0) == 5)
    let third = try run.year(demolished: [8, 0], built: [0, 3])
    #expect(third.mass(.reused, zone: 0, stream: 0) == 0)
    #expect(third.mass(.reused, zone: 1, stream: 0) == 3)
  }

  @Test func `a lot is drawn over its zones of origin in proportion`() throws {
    var mine = SmallMine()
    mine.longitudes = [0, 1, 2]
    var run = try mine.start()
    let result = try run.year(demolished: [2, 6, 0], built: [0, 0, 4])
    #expect((0..<3).map { result.mass(.reused, zone: $0, stream: 0) } == [1, 3, 0])
    #expect((0..<3).map { result.mass(.demandReused, zone: $0, stream: 0) } == [0, 0, 4])
    #expect(result.mass(TransportLeg.fromHub, zone: 2, hub: 0, stream: 0) == 4)
  }

  @Test func `the nearest pair of zone and hub is served first`() throws {
    var mine = SmallMine()
    mine.longitudes = [0, 3, 10]
    mine.hubs = [SmallMine.hub("a", longitude: 1), SmallMine.hub("b", longitude: 5)]
    var run = try mine.start()
    // Zone 0 supplies hub a with 6, zone 2 supplies hub b with 6.
    let result = try run.year(demolished: [6, 0, 6], built: [4, 6, 1])
    #expect(result.mass(TransportLeg.fromHub, zone: 0, hub: 0, stream: 0) == 4)
    #expect(result.mass(TransportLeg.fromHub, zone: 1, hub: 0, stream: 0) == 2)
    #expect(result.mass(TransportLeg.fromHub, zone: 1, hub: 1, stream: 0) == 4)
    #expect(result.mass(TransportLeg.fromHub, zone: 2, hub: 1, stream: 0) == 1)
    #expect(result.mass(.inStore, step: 0, hub: 1, stream: 0) == 1)
  }

  @Test func `reuse meets its share at most, recycling its share of the whole, primary the rest`() throws {
    var mine = SmallMine()
    mine.streams = [SmallMine.stream(reuseShare: 0.5, secondary: 0.25)]
    var run = try mine.start()
    let result = try run.year(demolished: [100], built: [16])
    #expect(result.mass(.demandReused, zone: 0, stream: 0) == 8)
    #expect(result.mass(.demandRecycled, zone: 0, stream: 0) == 4)
    #expect(result.mass(.demandPrimary, zone: 0, stream: 0) == 4)
  }

  @Test func `recycling meets no more than what reuse leaves open`() throws {
    var mine = SmallMine()
    mine.streams = [SmallMine.stream(reuseShare: 0.75, secondary: 0.5)]
    var run = try mine.start()
    let result = try run.year(demolished: [100], built: [16])
    #expect(result.mass(.demandReused, zone: 0, stream: 0) == 12)
    #expect(result.mass(.demandRecycled, zone: 0, stream: 0) == 4)
    #expect(result.mass(.demandPrimary, zone: 0, stream: 0) == 0)
  }

  @Test func `a store goes on serving until demand or store is at an end, whatever the rounding`() throws {
    var random = TestRandom(state: 5)
    for _ in 0..<300 {
      var mine = SmallMine()
      mine.longitudes = [0, 1, 2, 3]
      mine.careful = [1, 1, 1]
      var run = try mine.start()
      var stored = 0.0
      for _ in 0..<3 {
        let (demolished, built) = (random.amounts(4, upTo: 1), random.amounts(4, upTo: 1))
        let result = try run.year(demolished: demolished, built: built)
        stored += demolished.reduce(0, +)
        let (served, wanted) = (result.total(.demandReused, stream: 0), built.reduce(0, +))
        #expect(isClose(served, min(stored, wanted), scale: 1))
        stored -= served
      }
    }
  }
}
