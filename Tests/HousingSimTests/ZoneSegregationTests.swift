import HousingSim
import SimTestSupport
import Testing

struct ZoneSegregationTests {
  private func close(_ found: Double?, _ expected: Double) -> Bool {
    found.map { ($0 - expected).magnitude <= 1e-14 } ?? false
  }

  @Test func `the indices agree with the package segregation of PySAL`() throws {
    // segregation 2.5.4: MultiDissim, MultiInfoTheory of all zones, of each group, and of the sums of the groups.
    let table: [Double] = [60, 30, 10, 25, 70, 5, 40, 0, 60, 100, 20, 30, 5, 5, 5]
    let three = ZoneSegregation(counts: table, labelCount: 3)
    #expect(close(three.dissimilarityParts()?.reduce(0, +), 0.416113569321534))
    let theil = try #require(three.theil(groups: [[0, 1], [2, 3, 4]]))
    #expect(close(theil.index, 0.22156352418562086))
    #expect(close(theil.between, 0.12355126519505379))
    #expect(close(theil.within[0], 0.034047049385485834) && close(theil.within[1], 0.06396520960508127))
    let two = ZoneSegregation(counts: [50, 0, 50, 10, 0, 90, 20, 20], labelCount: 2)
    #expect(close(two.dissimilarityParts()?.reduce(0, +), 0.75))
    #expect(close(two.theil(groups: [[0, 1, 2, 3]])?.index, 0.6708277279212448))
  }

  @Test func `with two labels dissimilarity is the index of Duncan and Duncan`() throws {
    let table: [Double] = [60, 40, 25, 75, 40, 60]
    let parts = try #require(ZoneSegregation(counts: table, labelCount: 2).dissimilarityParts())
    let (a, b) = (125.0, 175.0)
    for zone in 0..<3 {
      #expect(close(parts[zone], (table[2 * zone] / a - table[2 * zone + 1] / b).magnitude / 2))
    }
  }

  @Test func `equal mixes give 0, zones of one label each give 1`() throws {
    let equal = ZoneSegregation(counts: [2, 6, 4, 12], labelCount: 2)
    #expect(close(equal.dissimilarityParts()?.reduce(0, +), 0))
    #expect(close(equal.theil(groups: [[0], [1]])?.index, 0))
    let apart = ZoneSegregation(counts: [5, 0, 0, 7], labelCount: 2)
    #expect(close(apart.dissimilarityParts()?.reduce(0, +), 1))
    let theil = try #require(apart.theil(groups: [[0], [1]]))
    #expect(close(theil.index, 1) && close(theil.between, 1) && theil.within == [0, 0])
    #expect(close(apart.theil(groups: [[0, 1]])?.within[0], 1))
  }

  @Test func `without dwellings, or with one label, there is no index`() {
    for counts in [[0, 0, 0, 0], [3, 0, 5, 0], []] as [[Double]] {
      let none = ZoneSegregation(counts: counts, labelCount: 2)
      #expect(none.dissimilarityParts() == nil && none.theil(groups: [[0], [1]]) == nil)
    }
    let empty = ZoneSegregation(counts: [1, 3, 0, 0], labelCount: 2)
    #expect(empty.zoneShares == [0.25, 0.75, nil, nil] && empty.shares == [0.25, 0.75])
    #expect(empty.dissimilarityParts() == [0, 0])
  }

  @Test(arguments: 1...100)
  func `both lie within 0 and 1, an empty zone changes nothing, and Theil's parts add up`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let (zones, labels) = (random.integer(in: 2...9), random.integer(in: 2...5))
    let counts = (0..<zones * labels).map { _ in random.chance(0.2) ? 0 : random.number(in: 0...1e4) }
    let segregation = ZoneSegregation(counts: counts, labelCount: labels)
    let parts = try #require(segregation.dissimilarityParts())
    let split = random.integer(in: 1...zones - 1)
    let groups = [Array(0..<split), Array(split..<zones)]
    let theil = try #require(segregation.theil(groups: groups))
    #expect(parts.allSatisfy { $0 >= 0 } && parts.reduce(0, +) <= 1 + 1e-12)
    #expect(theil.between >= 0 && theil.within.allSatisfy { $0 >= 0 } && theil.index <= 1 + 1e-12)
    let undivided = try #require(segregation.theil(groups: [Array(0..<zones)]))
    #expect((undivided.index - theil.index).magnitude <= 1e-12 && undivided.between <= 1e-12)
    let wider = ZoneSegregation(
      counts: counts + Array(repeating: 0, count: labels), labelCount: labels)
    #expect(wider.dissimilarityParts() == parts + [0])
  }
}
