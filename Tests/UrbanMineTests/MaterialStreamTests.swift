import Testing
import UrbanMine

@Suite struct MaterialStreamTests {
  private func problem(_ streams: [MaterialStream]) -> String? {
    do throws(MineInputError) {
      _ = try MaterialStreams(streams)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `components point at their bulk material`() throws {
    let streams = try MaterialStreams([
      SmallMine.stream("wood"), SmallMine.stream("ceramics"), SmallMine.stream("tiles", parent: "ceramics"),
      SmallMine.stream("doors", parent: "wood"),
    ])
    #expect(streams.bulkCount == 2 && streams.componentCount == 2 && streams.count == 4)
    #expect(streams.parents == [1, 0])
  }

  @Test func `an empty list of streams is a list`() throws {
    let streams = try MaterialStreams([])
    #expect(streams.count == 0 && streams.bulkCount == 0 && streams.parents.isEmpty)
  }

  @Test func `a key that stands twice is named`() {
    #expect(
      problem([SmallMine.stream("wood"), SmallMine.stream("wood")])
        == "streams: the key 'wood' stands twice; keys must differ")
  }

  @Test func `a parent that is unknown or itself a component is named`() {
    let text = "the parent 'x' is no bulk material; name a stream without a parent"
    #expect(problem([SmallMine.stream("door", parent: "x")]) == "component door: \(text)")
    let chain = [
      SmallMine.stream("wood"), SmallMine.stream("x", parent: "wood"), SmallMine.stream("door", parent: "x"),
    ]
    #expect(problem(chain) == "component door: \(text)")
  }

  @Test func `a bulk material after a component is named`() {
    let streams = [
      SmallMine.stream("wood"), SmallMine.stream("door", parent: "wood"), SmallMine.stream("glass"),
    ]
    #expect(
      problem(streams)
        == "streams: the bulk material 'glass' stands after a component; list bulk materials first")
  }

  @Test func `numbers out of range are named with the range`() {
    #expect(
      problem([SmallMine.stream(potential: 1.5)])
        == "stream wood, grade all: suitable share is 1.5; give a share from 0 to 1")
    #expect(
      problem([SmallMine.stream(reuseShare: .nan)])
        == "stream wood, grade all: maximum share of demand is nan; give a share from 0 to 1")
    #expect(
      problem([SmallMine.stream(secondary: -0.1)])
        == "stream wood: secondary share of demand is -0.1; give a share from 0 to 1")
    #expect(
      problem([SmallMine.stream(density: 0)])
        == "stream wood: stored density (kg/m3) is 0.0; give a finite number above 0")
  }

  @Test func `treatment shares must add up to one within the tolerance`() {
    func shares(_ landfilled: Double) -> TreatmentShares {
      TreatmentShares(recycled: 0.25, downcycled: 0.25, incinerated: 0.25, landfilled: landfilled)
    }
    #expect(problem([SmallMine.stream(treatment: shares(0.25 + 5e-10))]) == nil)
    #expect(
      problem([SmallMine.stream(treatment: shares(0.5))])
        == "stream wood: the treatment shares add up to 1.25; they must add up to 1")
  }
}
