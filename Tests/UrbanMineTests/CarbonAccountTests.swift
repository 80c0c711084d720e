import HousingSim
import SimNumerics
import SimTestSupport
import Testing
import UrbanMine

/// Emissions by hand: zone 0 demolishes 100 dwellings (100 t of stone and of wood), half with care. The hub in zone 0
/// takes 40 t of wood (50 x 0.8), of which 30 t (x 0.75) are stored. Zone 1 asks for 30 + 20 / 2 = 40 t of each, of
/// which reuse may be half of the wood: 20 t are used again.
@Suite struct CarbonAccountTests {
  @Test func `the flows of the fixture are those of the sum on paper`() throws {
    let fixture = try EffectsFixture()
    #expect(isClose(fixture.flows.mass(.toHub, zone: 0, stream: 1), 40_000))
    #expect(isClose(fixture.flows.mass(.demand, zone: 1, stream: 1), 40_000))
    #expect(isClose(fixture.flows.mass(.demandReused, zone: 1, stream: 1), 20_000))
    #expect(isClose(fixture.flows.mass(.demandRecycled, zone: 1, stream: 1), 4000))
    #expect(isClose(fixture.flows.mass(.demandRecycled, zone: 1, stream: 0), 10_000))
    #expect(isClose(fixture.flows.mass(.recycled, zone: 0, stream: 0), 50_000))
    #expect(isClose(fixture.flows.mass(.recycled, zone: 0, stream: 1), 30_000))
  }

  @Test func `every source is the mass times its factor, in the zone where it belongs`() throws {
    let fixture = try EffectsFixture()
    let account = fixture.carbon(try EffectsFixture.carbonFactors())
    let kilometres = fixture.farKilometres
    #expect(kilometres > 100 && kilometres < 101)
    let expected: [(source: CarbonSource, zones: [Double])] = [
      (.embodiedNewBuild, [0, 0.75 * (2 * 40_000 + 3 * 40_000)]),
      (.embodiedRenovation, [0, 0.25 * (2 * 40_000 + 3 * 40_000)]),
      (.reuseAvoidedProduction, [0, -3 * 20_000]),
      (.reuseRefurbishment, [0.5 * 40_000, 0]),
      (.reuseTransport, [0, 0.1 * 20 * kilometres]),
      (.recycledInput, [0, -1 * 10_000 + 1 * 4000]),
      (.operationGas, [0, 0]), (.operationElectricity, [0, 0]),
      (.recycledOutput, [-1 * 50_000 + 1 * 30_000, 0]),
    ]
    #expect(expected.map(\.source) == CarbonSource.allCases)
    for (source, zones) in expected {
      for zone in 0..<2 {
        #expect(isClose(account[zone, source], zones[zone], scale: 1), "\(source) in \(zone)")
      }
      #expect(isClose(account.total(source), zones[0] + zones[1], scale: 1), "\(source)")
    }
    #expect(isClose(account.avoidedByReuse(zone: 0), -20_000))
    #expect(isClose(account.avoidedByReuse(zone: 1), 60_000 - 2 * kilometres))
  }

  @Test func `positions of sources count up, and only recycled output stands beside the total`() {
    for (position, source) in CarbonSource.allCases.enumerated() { #expect(source.position == position) }
    #expect(CarbonSource.count == CarbonSource.allCases.count)
    #expect(CarbonSource.allCases.filter { !$0.isInTotal } == [.recycledOutput])
    #expect(CarbonSource.reuse.allSatisfy { $0.isInTotal })
  }

  @Test func `emissions grow in proportion to the factors`() throws {
    let fixture = try EffectsFixture()
    let once = fixture.carbon(try EffectsFixture.carbonFactors())
    let thrice = fixture.carbon(try EffectsFixture.carbonFactors(scale: 3))
    for (one, three) in zip(once.kilograms, thrice.kilograms) { #expect(isClose(three, 3 * one)) }
  }

  @Test func `a year without events emits nothing`() throws {
    let fixture = try EffectsFixture(demolished: 0, built: 0, renovated: 0)
    let account = fixture.carbon(try EffectsFixture.carbonFactors())
    #expect(account.kilograms.allSatisfy { $0 == 0 })
  }

  @Test func `two years in one account add up`() throws {
    let fixture = try EffectsFixture()
    let factors = try EffectsFixture.carbonFactors()
    let once = fixture.carbon(factors)
    var twice = once
    twice.add(fixture.flows, factors: factors)
    for (one, two) in zip(once.kilograms, twice.kilograms) { #expect(isClose(two, 2 * one)) }
  }

  @Test func `demand is split over new and existing dwellings by what they take up`() throws {
    func embodied(_ fixture: EffectsFixture) throws -> (new: Double, renovated: Double) {
      let account = fixture.carbon(try EffectsFixture.carbonFactors())
      return (account[1, .embodiedNewBuild], account[1, .embodiedRenovation])
    }
    let mixed = try embodied(EffectsFixture())
    #expect(isClose(mixed.new, 3 * mixed.renovated) && mixed.renovated > 0)
    let building = try embodied(EffectsFixture(renovated: 0))
    #expect(building.new > 0 && building.renovated == 0)
    let mending = try embodied(EffectsFixture(built: 0))
    #expect(mending.new == 0 && mending.renovated > 0)
  }

  @Test(arguments: 1...100)
  func `gross emissions less what is avoided are those of what is really produced`(seed: Int) throws {
    var random = TestRandom(state: UInt64(seed))
    let mine = try RandomMine(&random)
    let model = MineModel(mine.inputs)
    var run = MineRun(model)
    let (streams, zones) = (mine.inputs.streams.count, mine.inputs.zones.count)
    let factors = try CarbonFactors(
      streamCount: streams, primary: random.amounts(streams, upTo: 5),
      secondary: random.amounts(streams, upTo: 5), refurbishment: random.share(), transport: random.share())
    for _ in 0..<mine.inputs.yearCount {
      let year = RandomMine.flows(for: mine.inputs, &random)
      let flows = try run.year(year)
      var account = CarbonAccount(zoneCount: zones)
      account.add(flows, factors: factors)
      for zone in 0..<zones {
        var produced = 0.0
        for stream in 0..<streams {
          produced += factors.primary[stream] * flows.mass(.demandPrimary, zone: zone, stream: stream)
          produced += factors.secondary[stream] * flows.mass(.demandRecycled, zone: zone, stream: stream)
        }
        let gross = account[zone, .embodiedNewBuild] + account[zone, .embodiedRenovation]
        let net = gross + account[zone, .reuseAvoidedProduction] + account[zone, .recycledInput]
        #expect(isCloseToRounding(net, produced, scale: gross))
        #expect(account[zone, .embodiedNewBuild] >= 0 && account[zone, .embodiedRenovation] >= 0)
        #expect(account[zone, .reuseAvoidedProduction] <= 0)
        #expect(account[zone, .reuseRefurbishment] >= 0 && account[zone, .reuseTransport] >= 0)
      }
      let work = flows.tonneKilometres.reduce(0, +)
      #expect(isCloseToRounding(account.total(.reuseTransport), factors.transport * work))
    }
  }

  @Test func `a factor that is negative, not a number or missing is refused`() {
    func problem(_ primary: [Double], _ transport: Double = 0) -> String? {
      do {
        _ = try CarbonFactors(
          streamCount: 1, primary: primary, secondary: [0], refurbishment: 0, transport: transport)
        return nil
      } catch {
        return "\(error)"
      }
    }
    #expect(problem([0]) == nil)
    #expect(
      problem([-1])
        == "carbon factors: primary production (kg CO2e/kg) is -1.0; give a finite number that is not negative"
    )
    #expect(problem([.nan])?.contains("is nan") == true)
    #expect(
      problem([]) == "carbon factors: primary production (kg CO2e/kg) has 0 entries; give 1")
    #expect(
      problem([0], -2)
        == "carbon factors: transport (kg CO2e/t km) is -2.0; give a finite number that is not negative")
  }

  private func isCloseToRounding(_ a: Double, _ b: Double, scale: Double = 0) -> Bool {
    Tolerance.holds(residual: a - b, scale: max(abs(a), abs(b), scale))
  }
}
