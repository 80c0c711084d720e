import HousingSim
import SimNumerics
import Testing
import UrbanMine

@Suite struct MineModelTests {
  private static let shares = TreatmentShares(
    recycled: 0.5, downcycled: 0.25, incinerated: 0.125, landfilled: 0.125)

  @Test func `without hubs all goes to treatment, by the shares, and nothing is refused`() throws {
    var mine = SmallMine()
    mine.hubs = []
    mine.streams = [SmallMine.stream(secondary: 0.25, treatment: MineModelTests.shares)]
    var run = try mine.start()
    let result = try run.year(demolished: [16], built: [8])
    #expect(result.materials == [16, 0, 0, 8, 4, 2, 2, 0, 8, 0, 2, 6])
    #expect(result.hubs.isEmpty && result.transport.isEmpty)
  }

  @Test func `without capacity there is no reuse`() throws {
    var mine = SmallMine()
    mine.hubs = [SmallMine.hub(capacities: [CapacityGroup(streams: [0], massPerYear: Quantity(0))])]
    var run = try mine.start()
    let result = try run.year(demolished: [16], built: [8])
    #expect(result.mass(.reused, zone: 0, stream: 0) == 0)
    #expect(result.mass(.recycled, zone: 0, stream: 0) == 16)
    #expect(result.mass(.refusedCapacity, step: 0, hub: 0, stream: 0) == 16)
  }

  @Test(arguments: [1, 4, 12])
  func `without limits reuse is released x careful x potential x yield`(steps: Int) throws {
    var mine = SmallMine()
    mine.steps = steps
    mine.careful = [0.5]
    mine.streams = [SmallMine.stream(potential: 0.75)]
    mine.hubs = [SmallMine.hub(yields: [0.25], months: 0)]
    var run = try mine.start()
    let result = try run.year(demolished: [192], built: [1e6])
    #expect(isClose(result.mass(.reused, zone: 0, stream: 0), 192 * 0.5 * 0.75 * 0.25))
    #expect(isClose(result.mass(.processLoss, zone: 0, stream: 0), 192 * 0.5 * 0.75 * 0.75))
    #expect(run.state.mass(hub: 0, stream: 0) == 0)
  }

  @Test(arguments: [(0.0, 0.0), (1.0, 16.0)])
  func `a reuse potential of nothing or all is certain`(potential: Double, reused: Double) throws {
    var mine = SmallMine()
    mine.streams = [SmallMine.stream(potential: potential)]
    var run = try mine.start()
    let result = try run.year(demolished: [16], built: [100])
    #expect(result.mass(.reused, zone: 0, stream: 0) == reused)
    #expect(result.mass(.refusedUnsuitable, step: 0, hub: 0, stream: 0) == 16 - reused)
  }

  @Test func `a hub takes nothing before its opening year, and nothing is refused there`() throws {
    var mine = SmallMine()
    mine.streams = [SmallMine.stream(potential: 0.5)]
    mine.hubs = [SmallMine.hub(opening: 2027)]
    var run = try mine.start()
    for received in [0, 0, 4.0, 4] {
      let result = try run.year(demolished: [8], built: [8])
      #expect(result.mass(.received, step: 0, hub: 0, stream: 0) == received)
      #expect(result.mass(.refusedUnsuitable, step: 0, hub: 0, stream: 0) == received)
      #expect(result.mass(.demandReused, zone: 0, stream: 0) == received)
    }
  }

  @Test func `until the nearest hub opens its zone goes to the next one`() throws {
    var mine = SmallMine()
    mine.hubs = [SmallMine.hub("near", opening: 2026), SmallMine.hub("far", longitude: 1)]
    var run = try mine.start()
    let first = try run.year(demolished: [8], built: [0])
    #expect(first.mass(.received, step: 0, hub: 1, stream: 0) == 8)
    let second = try run.year(demolished: [8], built: [0])
    #expect(second.mass(.received, step: 0, hub: 0, stream: 0) == 8)
    #expect(second.mass(.received, step: 0, hub: 1, stream: 0) == 0)
  }

  @Test func `a year without events does nothing`() throws {
    var run = try SmallMine().start()
    let result = try run.year(demolished: [0], built: [0])
    #expect(result.materials.allSatisfy { $0 == 0 } && result.hubs.allSatisfy { $0 == 0 })
    #expect(run.state.lots.allSatisfy { $0 == 0 })
  }

  @Test func `a mine without zones or streams takes its years`() throws {
    var noZones = SmallMine()
    noZones.longitudes = []
    var run = try noZones.start()
    #expect(try run.year(demolished: [], built: []).materials.isEmpty)
    var noStreams = SmallMine()
    noStreams.streams = []
    noStreams.hubs = [SmallMine.hub(capacities: [], yields: [])]
    var second = try noStreams.start()
    #expect(try second.year(demolished: [5], built: [5]).materials.isEmpty)
  }

  @Test func `steps of a year, a quarter and a month agree where nothing waits`() throws {
    var mine = SmallMine()
    mine.longitudes = [0, 1, 3]
    mine.streams = [
      SmallMine.stream(potential: 0.6, reuseShare: 0.9, secondary: 0.2, treatment: MineModelTests.shares)
    ]
    mine.hubs = [
      SmallMine.hub(
        "a", capacities: [CapacityGroup(streams: [0], massPerYear: Quantity(7))], yields: [0.8], months: 6),
      SmallMine.hub("b", longitude: 2, yields: [0.9], months: 6),
    ]
    var results: [MineFlows] = []
    for steps in [1, 4, 12] {
      mine.steps = steps
      var run = try mine.start()
      results.append(try run.year(demolished: [20, 5, 11], built: [30, 40, 50]))
    }
    for other in results.dropFirst() {
      for (a, b) in zip(results[0].materials, other.materials) { #expect(isClose(a, b, scale: 50)) }
      for (a, b) in zip(results[0].transport, other.transport) { #expect(isClose(a, b, scale: 50)) }
    }
  }

  @Test func `a year of the same state and flows gives the same bits again`() throws {
    var random = TestRandom(state: 7)
    let inputs = try RandomMine(&random).inputs
    let flows = (0..<inputs.yearCount).map { _ in RandomMine.flows(for: inputs, &random) }
    var first = MineRun(MineModel(inputs))
    var second = MineRun(MineModel(inputs))
    for year in flows {
      let expected = try first.year(year)
      second.result = second.model.makeFlows()
      second.work = second.model.makeWorkspace()
      #expect(try second.year(year) == expected)
    }
    #expect(first.state == second.state)
  }
}
