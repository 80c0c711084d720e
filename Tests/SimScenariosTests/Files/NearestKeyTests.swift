import SimScenarios
import Testing

struct NearestKeyTests {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("flaw", "lawn", 2), ("é", "e", 1),
  ])
  func `the distance counts insertions, deletions and replacements`(
    left: String, right: String, distance: Int
  ) {
    #expect(NearestKey.distance(left, right) == distance)
    #expect(NearestKey.distance(right, left) == distance)
  }

  @Test func `the nearest word is named, the first of equals`() {
    #expect(NearestKey.nearest(to: "yeild", among: ["floor_area", "yield", "year"]) == "yield")
    #expect(NearestKey.nearest(to: "ab", among: ["aa", "bb"]) == "aa")
    #expect(NearestKey.nearest(to: "Heerlen", among: ["heerlen", "kerkrade"]) == "heerlen")
  }

  @Test func `a word far from all has no nearest, nor has one among none`() {
    #expect(NearestKey.nearest(to: "xyz", among: ["programmes", "hubs"]) == nil)
    #expect(NearestKey.nearest(to: "a", among: []) == nil)
    #expect(NearestKey.nearest(to: String(repeating: "a", count: 100_000), among: ["a"]) == nil)
  }
}
