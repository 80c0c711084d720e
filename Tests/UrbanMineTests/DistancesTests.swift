import HousingSim
import SimNumerics
import Testing
import UrbanMine

@Suite struct DistancesTests {
  private func kilometres(_ from: (Double, Double), _ to: (Double, Double)) -> Double {
    GreatCircle.kilometres(latitude: from.0, longitude: from.1, toLatitude: to.0, longitude: to.1)
  }

  @Test func `the same place is at distance zero`() {
    #expect(kilometres((50.9, 6), (50.9, 6)) == 0)
  }

  @Test(arguments: [1e-6, 0.5, 1, 45, 90, 120, 179])
  func `an arc of the equator is as long as its angle`(degrees: Double) {
    let expected = GreatCircle.earthRadiusKm * degrees * .pi / 180
    let found = kilometres((0, 0), (0, degrees))
    #expect(abs(found - expected) <= 1e-9 * expected)
  }

  @Test(arguments: [0.5, 1, 45, 90, 120, 179])
  func `an arc of a meridian is as long as its angle`(degrees: Double) {
    let expected = GreatCircle.earthRadiusKm * degrees * .pi / 180
    let found = kilometres((-90, 6), (degrees - 90, 6))
    #expect(abs(found - expected) <= 1e-9 * expected)
  }

  @Test func `opposite places are half a great circle apart`() {
    #expect(abs(kilometres((90, 0), (-90, 0)) - .pi * GreatCircle.earthRadiusKm) < 1e-3)
    #expect(abs(kilometres((0, -90), (0, 90)) - .pi * GreatCircle.earthRadiusKm) < 1e-3)
  }

  @Test func `a parallel away from the equator agrees with the cosine rule of the sphere`() {
    // From (60 N, 0) to (60 N, 90 E): cos(angle) = sin^2(60) + cos^2(60) cos(90) = 3/4, angle = acos(0.75).
    let expected = 0.722_734_247_813_415_6 * GreatCircle.earthRadiusKm
    #expect(abs(kilometres((60, 0), (60, 90)) - expected) < 1e-9 * expected)
  }

  @Test func `the detour lengthens every distance and ties stand by zone and then hub`() throws {
    let zones = try Axis(
      [1.0, -1, 3].enumerated().map {
        Zone(key: "z\($0)", municipality: "m", group: "g", latitude: 0, longitude: $1)
      })
    let hubs = try Axis([SmallMine.hub("a"), SmallMine.hub("b"), SmallMine.hub("c", longitude: 3)])
    let straight = Distances(zones: zones, hubs: hubs, roadDetourFactor: 1)
    let road = Distances(zones: zones, hubs: hubs, roadDetourFactor: 1.5)
    #expect(road.kilometres == straight.kilometres.map { $0 * 1.5 })
    #expect(straight[0, 0] == straight[1, 1])
    let pairs = [(2, 2), (0, 0), (0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (2, 1), (1, 2)]
    #expect(straight.pairsNearestFirst == pairs.map { ZoneHubPair(zone: $0.0, hub: $0.1) })
  }

  @Test func `without hubs there are no distances`() throws {
    let zones = try Axis([Zone(key: "z", municipality: "m", group: "g", latitude: 0, longitude: 0)])
    let distances = Distances(zones: zones, hubs: try Axis([]), roadDetourFactor: 1)
    #expect(distances.kilometres.isEmpty && distances.pairsNearestFirst.isEmpty)
  }
}
