import HousingSim
import SimNumerics
import Testing
import UrbanMine

@Suite struct MineInputsTests {
  private func problem(_ change: (inout SmallMine) -> Void) -> String? {
    var mine = SmallMine()
    change(&mine)
    do {
      _ = try mine.inputs()
      return nil
    } catch {
      return String(describing: error)
    }
  }

  @Test func `a mine without hubs is a mine`() {
    #expect(problem { $0.hubs = [] } == nil)
  }

  @Test(arguments: [-1, 0, 2, 13]) func `a year has 1, 4 or 12 steps`(steps: Int) {
    #expect(problem { $0.steps = steps } == "steps per year is \(steps); give 1, 4 or 12")
  }

  @Test func `a hub that stands twice is named`() {
    #expect(
      problem { $0.hubs = [SmallMine.hub("a"), SmallMine.hub("a")] }
        == "hubs: the key 'a' stands twice; keys must differ")
  }

  @Test func `a capacity group with an unknown or repeated stream is named`() {
    let unknown = CapacityGroup(streams: [3], massPerYear: Quantity(1))
    #expect(
      problem { $0.hubs = [SmallMine.hub(capacities: [unknown])] }
        == "hub east: a capacity group names stream 3; give a position in 0..<1")
    let known = CapacityGroup(streams: [0], massPerYear: Quantity(1))
    #expect(
      problem { $0.hubs = [SmallMine.hub(capacities: [known, known])] }
        == "hub east: the stream 'wood' stands twice in the capacity groups; give it once at most")
  }

  @Test func `numbers of a hub out of range are named`() {
    #expect(
      problem { $0.hubs = [SmallMine.hub(floor: -1)] }
        == "hub east: floor area (m2) is -1.0; give a finite number that is not negative")
    #expect(
      problem { $0.hubs = [SmallMine.hub(yields: [1.1])] }
        == "hub east: yield is 1.1; give a share from 0 to 1")
    #expect(problem { $0.hubs = [SmallMine.hub(yields: [])] } == "hub east: yield has 0 entries; give 1")
    #expect(
      problem { $0.hubs = [SmallMine.hub(months: -1)] }
        == "hub east: maximum storage (months) is -1.0; give a number that is not negative")
    #expect(
      problem { $0.hubs = [SmallMine.hub(mass: .nan)] }
        == "hub east: maximum stored mass (kg) is nan; give a number that is not negative")
    #expect(
      problem { $0.hubs = [SmallMine.hub(longitude: 200)] }
        == "hub east: longitude is 200.0; give degrees from -180 to 180")
    #expect(
      problem {
        $0.hubs = [SmallMine.hub(capacities: [CapacityGroup(streams: [], massPerYear: Quantity(-2))])]
      }
        == "hub east: capacity (kg per year) is -2.0; give a number that is not negative")
  }

  @Test func `a careful share out of range names its account`() {
    #expect(
      problem { $0.careful = [1, 2] }
        == "account demolition of clearance: careful dismantling share is 2.0; give a share from 0 to 1")
  }

  @Test func `shapes that do not fit each other are named`() throws {
    let inputs = try SmallMine().inputs()
    func remake(cohort: Int = 0, area: [Double] = [1], detour: Double = 1) throws -> MineInputs {
      try MineInputs(
        zones: inputs.zones, streams: inputs.streams, intensities: inputs.intensities, newBuildCohort: cohort,
        floorAreaM2: area, profiles: inputs.profiles, hubs: inputs.hubs.items, roadDetourFactor: detour,
        stepsPerYear: 1, firstYear: 2025, yearCount: 4)
    }
    #expect(throws: Never.self) { try remake() }
    #expect(throws: MineInputError.newBuildCohort(1, cohortCount: 1)) { try remake(cohort: 1) }
    let area = MineInputError.wrongCount(
      item: "dwellings", field: "floor area (m2 per dwelling)", found: 2, expected: 1)
    #expect(throws: area) { try remake(area: [1, 1]) }
    let detour = MineInputError.outOfRange(
      item: "road detour", field: "factor", value: 0.5, accepted: "a finite factor of at least 1")
    #expect(throws: detour) { try remake(detour: 0.5) }
  }

  @Test func `the default profiles release or take up whole dwellings, without care`() {
    func profile(_ event: HousingEvent) -> AccountProfile {
      .wholeDwelling(EventAccount(event: event, programme: nil), streamCount: 2, yearCount: 3)
    }
    let releasing = HousingEvent.allCases.filter { profile($0).releasedShares == [1, 1] }
    let takingUp = HousingEvent.allCases.filter { profile($0).takenUpShares == [1, 1] }
    #expect(releasing == [.autonomousDemolition, .demolition])
    #expect(takingUp == [.construction, .replacement])
    #expect(profile(.renovation).releasedShares == [0, 0] && profile(.renovation).takenUpShares == [0, 0])
    #expect(profile(.autonomousDemolition).carefulShares == [0, 0, 0])
  }
}
