import HousingSim
import SimNumerics
import Testing
import UrbanMine

@Suite struct DismantlingCostTests {
  /// What a year of 8 demolished dwellings of 1 kg costs, half of it dismantled with care.
  private func euro(_ cost: DismantlingCost?) throws -> Double {
    var mine = SmallMine()
    mine.careful = [0.5]
    let small = try mine.inputs()
    let profiles = small.profiles.map {
      AccountProfile(
        account: $0.account, releasedShares: $0.releasedShares, takenUpShares: $0.takenUpShares,
        carefulShares: $0.carefulShares, dismantlingCost: cost)
    }
    let inputs = try MineInputs(
      zones: small.zones, streams: small.streams, intensities: small.intensities, newBuildCohort: 0,
      floorAreaM2: small.floorAreaM2, profiles: profiles, hubs: [], roadDetourFactor: 1, stepsPerYear: 1,
      firstYear: 2025, yearCount: 1)
    var flows = YearFlows(
      accounts: profiles.map(\.account), typeCount: 1, cohortCount: 1, zoneCount: 1)
    flows.dwellings = [8, 100]
    return CarefulDismantling(MineModel(inputs).harvest(flows, yearIndex: 0), of: inputs).lines.reduce(0) {
      $0 + $1.euro(generalPerTonne: 1000)
    }
  }

  @Test func `without a price of its own the general price per tonne holds`() throws {
    #expect(isClose(try euro(nil), 4))
  }

  @Test func `a price of its own is per tonne and per dwelling, for the share dismantled with care`() throws {
    #expect(isClose(try euro(DismantlingCost(euroPerTonne: 500)), 2))
    #expect(isClose(try euro(DismantlingCost(euroPerDwelling: 25)), 100))
    #expect(isClose(try euro(DismantlingCost(euroPerTonne: 500, euroPerDwelling: 25)), 102))
    #expect(try euro(DismantlingCost()) == 0)
  }

  @Test func `a negative price is refused`() {
    #expect(throws: MineInputError.self) { try euro(DismantlingCost(euroPerTonne: -1)) }
    #expect(throws: MineInputError.self) { try euro(DismantlingCost(euroPerDwelling: .nan)) }
  }
}
