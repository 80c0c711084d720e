import HousingSim
import SimNumerics
import Testing
import UrbanMine

/// A mine of round numbers: two zones of which the first has the hub, tonnes for dwellings, and factors that tell every
/// term apart.
struct EffectsFixture {
  /// 1,000 m2 per dwelling and 1 kg/m2 of each stream, so that a dwelling is a tonne of each stream.
  let inputs: MineInputs
  let flows: MineFlows
  let year: YearFlows
  static let secondZone = 0.9

  /// A year in which zone 0 demolishes and zone 1 builds and renovates.
  ///
  /// - Parameters:
  ///   - demolished: dwellings in zone 0, half of them dismantled with care.
  ///   - built: dwellings in zone 1.
  ///   - renovated: dwellings in zone 1; each takes up half of a dwelling.
  /// - Throws: an error of the mine, which fails the test.
  init(demolished: Double = 100, built: Double = 30, renovated: Double = 20) throws {
    let zones = try Axis([
      Zone(key: "near", municipality: "m", group: "g", latitude: 0, longitude: 0),
      Zone(key: "far", municipality: "m", group: "g", latitude: 0, longitude: Self.secondZone),
    ])
    let treatment = TreatmentShares(recycled: 0.5, downcycled: 0.5, incinerated: 0, landfilled: 0)
    let streams = try MaterialStreams([
      SmallMine.stream("stone", potential: 0, reuseShare: 0, secondary: 0.25, treatment: treatment),
      SmallMine.stream(
        "wood", potential: 0.8, reuseShare: 0.5, secondary: 0.1, density: 40, treatment: treatment),
    ])
    let hub = SmallMine.hub(
      opening: 2025, floor: 1000,
      capacities: [CapacityGroup(streams: [1], massPerYear: Quantity(50_000))], yields: [1, 0.75], months: 24)
    let intensities = try MaterialIntensities(
      streams: streams, typeCount: 1, cohortCount: 1, bulkKgPerM2: [1, 1], componentUnitsPerM2: [],
      kgPerUnit: [])
    inputs = try MineInputs(
      zones: zones, streams: streams, intensities: intensities, newBuildCohort: 0,
      floorAreaM2: [1000, 1000], profiles: Self.profiles(), hubs: [hub], roadDetourFactor: 1,
      stepsPerYear: 1, firstYear: 2025, yearCount: 2)
    var year = YearFlows(
      accounts: Self.profiles().map(\.account), typeCount: 1, cohortCount: 1, zoneCount: 2)
    year.dwellings = [demolished / 2, 0, demolished / 2, 0, 0, built, 0, renovated]
    self.year = year
    var run = MineRun(MineModel(inputs))
    flows = try run.year(year)
  }

  private static func profiles() -> [AccountProfile] {
    [
      .wholeDwelling(
        EventAccount(event: .autonomousDemolition, programme: nil), streamCount: 2, carefulShares: [0.5, 0.5]),
      .wholeDwelling(
        EventAccount(event: .demolition, programme: "clear"), streamCount: 2, carefulShares: [0.5, 0.5]),
      .wholeDwelling(EventAccount(event: .construction, programme: "new"), streamCount: 2, yearCount: 2),
      AccountProfile(
        account: EventAccount(event: .renovation, programme: "mend"), releasedShares: [0, 0],
        takenUpShares: [0.5, 0.5], carefulShares: [0, 0]),
    ]
  }

  static func carbonFactors(scale: Double = 1) throws -> CarbonFactors {
    try CarbonFactors(
      streamCount: 2, primary: [2 * scale, 3 * scale], secondary: [1 * scale, 4 * scale],
      refurbishment: 0.5 * scale, transport: 0.1 * scale)
  }

  static func costFactors() -> CostFactors {
    CostFactors(
      carefulDismantlingPerTonne: 10, hubFixedPerYear: 1000, hubHandlingPerTonne: 100, hubBuildingPerM2: 300,
      hubLandPerM2: 50, interestPerYear: 0.02, buildingLifetimeYears: 2, transportPerTonneKm: 0.5,
      gateFeePerTonne: [20, 40], materialPricePerTonne: [200, 400])
  }

  /// The emissions of the year.
  func carbon(_ factors: CarbonFactors) -> CarbonAccount {
    var account = CarbonAccount(zoneCount: 2)
    account.add(flows, factors: factors)
    return account
  }

  /// The costs of the year.
  func costs(_ factors: CostFactors = EffectsFixture.costFactors()) -> CostAccount {
    CostAccount(
      flows, dismantled: CarefulDismantling(MineModel(inputs).harvest(year, yearIndex: 0), of: inputs),
      of: inputs, year: 2025,
      factors: factors)
  }

  /// km from the second zone to the hub.
  var farKilometres: Double { inputs.distances[1, 0] }
}
