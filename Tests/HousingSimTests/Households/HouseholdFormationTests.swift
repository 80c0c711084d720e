import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct HouseholdFormationTests {
  @Test func `households are calibrated to their number and to the share of one person`() throws {
    for seed in 1...100 {
      let fixture = try HouseholdFixture.random(seed: UInt64(seed))
      let model = try fixture.model()
      let start = model.households(endOf: fixture.startYear - 1)
      for municipality in fixture.municipalities.indices {
        let own = Array(start[municipality * 3..<municipality * 3 + 3])
        expectClose(own.reduce(0, +), fixture.households[municipality], limit: 1e-11)
        expectClose(own[0] / own.reduce(0, +), fixture.onePersonShares[municipality], limit: 1e-11)
      }
    }
  }

  @Test func `the other types keep their odds by age`() throws {
    var fixture = try HouseholdFixture()
    fixture.onePersonShares = [0.7]
    let model = try fixture.model()
    var people = [Double](repeating: 0, count: AgeSpan.count)
    people[30] = 100
    let young = model.formation.households(of: people)
    expectClose(young[1] / young[2], 0.3 / 0.4)
    // As many households per person as the headship rate says, times the calibration.
    expectClose(young.reduce(0, +), 50 * model.formation.calibration[0])
  }

  @Test func `without one-person households, or with nothing else, the others have the rest`() throws {
    for (share, expected) in [(0.0, 0.0), (1.0, 900.0)] {
      var fixture = try HouseholdFixture()
      fixture.onePersonShares = [share]
      let start = try fixture.model().households(endOf: 2019)
      expectClose([start[0], start[1] + start[2]], [expected, 900 - expected])
    }
  }

  @Test func `a headship above one is refused where it stands, also after calibration`() throws {
    var fixture = try HouseholdFixture()
    fixture.headship[30] = 1.2
    #expect(try fixture.refusal() == .outOfRange(quantity: "a headship rate", found: 1.2))
    fixture = try HouseholdFixture(municipalities: 2)
    fixture.households[1] = 1_700
    guard case .headshipAboveOne(let municipality, let age, let found) = try fixture.refusal() else {
      Issue.record("\(String(describing: try fixture.refusal()))")
      return
    }
    #expect(municipality == "town1" && age == 20)
    expectClose(found, 1_700.0 / 1_600, limit: 1e-9)
  }

  @Test func `what cannot be fitted is refused with the municipality`() throws {
    var fixture = try HouseholdFixture()
    fixture.headship = fixture.headship.map { _ in 0 }
    #expect(try fixture.refusal() == .noHeads(municipality: "town0"))
    fixture = try HouseholdFixture()
    fixture.typeShares = (0..<AgeSpan.count).flatMap { _ in [0, 0.5, 0.5] }
    guard case .typesDoNotFit(municipality: "town0", _) = try fixture.refusal() else {
      Issue.record("\(String(describing: try fixture.refusal()))")
      return
    }
    fixture = try HouseholdFixture()
    fixture.typeShares[20 * 3] = 0.4
    #expect(try fixture.refusal() == .shareSum(owner: "the household types at age 20", sum: 1.1))
    fixture = try HouseholdFixture()
    fixture.preferences[0] = 0.5
    #expect(try fixture.refusal() == .shareSum(owner: "the preferences of single", sum: 1.25))
    fixture = try HouseholdFixture()
    fixture.preferences[0] = 0
    #expect(try fixture.refusal() == .outOfRange(quantity: "a preference", found: 0))
    fixture = try HouseholdFixture()
    fixture.moves = HouseholdMoves(endingShares: [0, 1, 1], movesPerYear: [1, 1], leavingOdds: [1, 1, 1])
    #expect(try fixture.refusal() == .outOfRange(quantity: "a share of moves that ends a chain", found: 0))
  }
}
