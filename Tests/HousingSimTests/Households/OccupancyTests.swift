import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct OccupancyTests {
  @Test func `households and dwellings are conserved in random regions`() throws {
    var shortages = 0
    for seed in 1...150 {
      let fixture = try HouseholdFixture.random(seed: UInt64(seed))
      let model = try fixture.model()
      let year = try model.year(fixture.stock, yearIndex: nil)
      let occupancy = year.occupancy
      let lines = year.balance.households + year.balance.housed
      #expect(lines.allSatisfy { $0.closes })
      expectNonNegative(occupancy.occupied + occupancy.households + occupancy.wanted)
      let room = occupancy.dwellings.map { $0 * (1 - fixture.friction) }
      for (cell, occupied) in occupancy.occupiedCells.enumerated() {
        #expect(occupied <= room[cell] * (1 + 1e-12), "seed \(seed)")
      }
      let formed = model.households(endOf: fixture.axes.years.lowerBound - 1)
      for municipality in fixture.municipalities.indices {
        let zones = model.municipalityOfZone.indices.filter { model.municipalityOfZone[$0] == municipality }
        for type in 0..<3 {
          let placed = zones.reduce(0) { $0 + occupancy.households[$1 * 3 + type] }
          expectClose(placed, formed[municipality * 3 + type], limit: 1e-9, "seed \(seed)")
        }
        let unhoused = zones.reduce(0) { $0 + occupancy.unhoused[$1] }
        if unhoused > 1e-6 {
          shortages += 1
          let cells = zones.flatMap { zone in (0..<18).map { zone * 18 + $0 } }
          expectClose(cells.map { occupancy.occupiedCells[$0] }, cells.map { room[$0] }, limit: 1e-9)
        }
      }
    }
    #expect(shortages > 10, "only \(shortages) shortages were tried")
  }

  @Test func `a stock that is counted already gives the same year`() throws {
    for seed in 1...20 {
      let fixture = try HouseholdFixture.random(seed: UInt64(seed))
      let model = try fixture.model()
      var totals = StockTotals(layout: fixture.stock.layout)
      for yearIndex in [nil, 0] {
        var stock = fixture.stock
        if yearIndex != nil { stock.openNextCohort() }
        totals.count(stock)
        #expect(try model.year(totals, yearIndex: yearIndex) == model.year(stock, yearIndex: yearIndex))
      }
    }
  }

  @Test func `households keep the odds of their preferences, and empty dwellings those of vacancy`() throws {
    var fixture = try HouseholdFixture()
    fixture.friction = 0
    fixture.fill { zone, type, state, _ in
      let perType: Double = type == 0 ? 1 : 0.5
      return Double(1 + zone) * perType + Double(state % 7)
    }
    let model = try fixture.model()
    let occupancy = try model.year(fixture.stock, yearIndex: nil).occupancy
    let cells = occupancy.cellCount
    // Two kinds of one market, then two markets: poor against good, and flats of owners against private houses.
    let (good, poor) = (0, 2)
    let empty = occupancy.vacantCells
    let living = occupancy.occupied
    expectClose((empty[poor] / living[poor]) / (empty[good] / living[good]), 3, limit: 1e-8)
    let other = model.kinds.kind(type: 1, tenure: 2, condition: 0)
    let ratio = (living[good] / living[cells + good]) / (living[other] / living[cells + other])
    let wanted = fixture.preferences
    expectClose(ratio, (wanted[0] / wanted[6]) / (wanted[5] / wanted[11]), limit: 1e-8)
    let zones = living[18 + good] / occupancy.dwellings[18 + good]
    expectClose(living[good] / occupancy.dwellings[good], zones, limit: 1e-8)
  }

  @Test func `friction keeps its share of every kind empty, and odds of one spread the rest evenly`() throws {
    var fixture = try HouseholdFixture()
    fixture.vacancyOdds = Array(repeating: 1, count: 18)
    fixture.preferences = Array(repeating: 1.0 / 6, count: 18)
    fixture.households = [800]
    let even = try fixture.model().year(fixture.stock, yearIndex: nil).occupancy
    for (cell, empty) in even.vacantCells.enumerated() {
      expectClose(empty / even.dwellings[cell], 0.2, limit: 1e-9)
    }
    fixture.households = [980]
    let full = try fixture.model().year(fixture.stock, yearIndex: nil).occupancy
    for (cell, empty) in full.vacantCells.enumerated() {
      expectClose(empty / full.dwellings[cell], 0.02, limit: 1e-9)
    }
    #expect(full.unhoused.allSatisfy { $0.magnitude < 1e-9 })
  }

  @Test func `households beyond the dwellings are counted as without one`() throws {
    var fixture = try HouseholdFixture()
    (fixture.friction, fixture.dwellingsPerHousehold) = (0.05, 0.95)
    fixture.households = [1_200]
    let year = try fixture.model().year(fixture.stock, yearIndex: nil)
    expectClose(year.occupancy.unhoused.reduce(0, +), 200)
    expectClose(year.occupancy.vacantCells.reduce(0, +), 50)
    expectClose(year.inhabitants.reduce(0, +), 2_000)
    expectClose(try fixture.model().dwellingsNeeded(endOf: 2019), [1_200])
  }

  @Test func `without any dwelling every household is without one`() throws {
    var fixture = try HouseholdFixture(municipalities: 2)
    fixture.fill(perMunicipality: 1_000) { zone, _, _, _ in zone == 1 ? 1 : 0 }
    let year = try fixture.model().year(fixture.stock, yearIndex: 0)
    expectClose(year.occupancy.unhoused[0] + year.occupancy.unhoused[2], year.occupancy.unhoused[0] * 2)
    #expect(year.occupancy.occupiedCells.prefix(18).allSatisfy { $0 == 0 })
    #expect(year.balance.households.allSatisfy { $0.closes } && year.balance.chains?.closes == true)
  }

  @Test func `what is wanted adds up to what households occupy, whatever there is`() throws {
    for seed in 1...30 {
      let fixture = try HouseholdFixture.random(seed: UInt64(seed))
      let model = try fixture.model()
      let occupancy = try model.year(fixture.stock, yearIndex: nil).occupancy
      let formed = model.households(endOf: fixture.startYear - 1).reduce(0, +)
      expectClose(occupancy.wanted.reduce(0, +), formed * fixture.dwellingsPerHousehold, limit: 1e-10)
    }
  }
}
