import SimNumerics
import Testing
import UrbanMine

/// The measures of the hubs, in the year of ``CarbonAccountTests``: 40 of 50 t of capacity received, 10 of 30 t of wood left
/// in a store of 1,000 m3 that holds 40 kg/m3.
@Suite struct HubPerformanceTests {
  @Test func `use, level and time are those of the sum on paper`() throws {
    let fixture = try EffectsFixture()
    let hubs = HubPerformance(fixture.flows, of: fixture.inputs, year: 2025)
    #expect(isClose(try #require(hubs.use), 0.8))
    #expect(isClose(try #require(hubs.storeLevel), 10_000 / 40 / 1000.0))
    // 10 t in store over the 20 t that leave in the twelve months.
    #expect(isClose(try #require(hubs.monthsInStore), 6))
  }

  @Test func `what cannot be measured has no value`() throws {
    let idle = try EffectsFixture(demolished: 0, built: 0, renovated: 0)
    let open = HubPerformance(idle.flows, of: idle.inputs, year: 2025)
    #expect(open.use == 0 && open.storeLevel == 0 && open.monthsInStore == nil)
    let closed = HubPerformance(idle.flows, of: idle.inputs, year: 2024)
    #expect(closed.use == nil && closed.storeLevel == nil && closed.monthsInStore == nil)
    var run = try SmallMine().start()
    let unlimited = HubPerformance(
      try run.year(demolished: [5], built: [1]), of: run.model.inputs, year: 2025)
    #expect(unlimited.use == nil)
  }

  @Test func `in a steady year the time in store is that of every lot`() throws {
    var mine = SmallMine()
    mine.steps = 4
    mine.hubs = [SmallMine.hub(months: 6)]
    mine.careful = Array(repeating: 1, count: 4)
    var run = try mine.start()
    for _ in 0..<3 { _ = try run.year(demolished: [40], built: [0]) }
    let hubs = HubPerformance(run.result, of: run.model.inputs, year: 2027)
    // A lot that may stay 6 months stands in the store at the ends of three quarters.
    #expect(isClose(try #require(hubs.monthsInStore), 9))
  }

  @Test func `transport is tonnes times kilometres of both legs`() throws {
    let fixture = try EffectsFixture()
    let (near, far) = (0, 1)
    #expect(fixture.flows.tonneKilometres[near] == 0)
    let work = fixture.flows.tonneKilometres[far]
    #expect(
      isClose(work, fixture.flows.mass(.demandReused, zone: far, stream: 1) / 1000 * fixture.farKilometres))
    #expect(fixture.flows.tonneKilometres.reduce(0, +) == work)
  }
}
