import SimNumerics
import Testing
import UrbanMine

@Suite struct QualityGradeTests {
  /// A mine of one stream with these grades (share, suitable share, accepted share of the demand), best first.
  static func mine(_ grades: [(Double, Double, Double)]) -> SmallMine {
    var mine = SmallMine()
    let stream = SmallMine.stream()
    mine.streams = [
      MaterialStream(
        key: stream.key, parent: nil,
        grades: grades.enumerated().map {
          QualityGrade(
            key: "g\($0)", share: $1.0, suitableShare: $1.1, maximumShareOfDemand: $1.2)
        }, secondaryShareOfDemand: 0, storedDensity: stream.storedDensity, treatment: stream.treatment)
    ]
    return mine
  }

  @Test func `each grade has its own suitable share`() throws {
    var run = try Self.mine([(0.5, 1, 1), (0.25, 0.5, 1), (0.25, 0, 1)]).start()
    let result = try run.year(demolished: [16], built: [100])
    #expect(result.mass(.received, step: 0, hub: 0, stream: 0) == 8 + 2)
    #expect(result.mass(.refusedUnsuitable, step: 0, hub: 0, stream: 0) == 6)
  }

  @Test func `the worse grade goes first where it is accepted, and the better one fills the rest`() throws {
    var run = try Self.mine([(0.5, 1, 0.75), (0.5, 1, 0.25)]).start()
    // 8 of each grade; of a demand of 16 at most 12 may be reused, of it at most 4 of the worse grade.
    let first = try run.year(demolished: [16], built: [16])
    #expect(first.mass(.demandReused, zone: 0, stream: 0) == 12)
    #expect(first.mass(.inStore, step: 0, hub: 0, stream: 0) == 4)
    // What is left is of the worse grade: of a demand of 4 it may meet 1.
    let second = try run.year(demolished: [0], built: [4])
    #expect(second.mass(.demandReused, zone: 0, stream: 0) == 1)
  }

  @Test func `capacity is given to the better grade first`() throws {
    var mine = Self.mine([(0.5, 1, 1), (0.5, 1, 0.5)])
    mine.hubs = [SmallMine.hub(capacities: [CapacityGroup(streams: [0], massPerYear: Quantity(8))])]
    var run = try mine.start()
    // All 8 that are received are of the better grade, which may meet all of the demand.
    let result = try run.year(demolished: [16], built: [8])
    #expect(result.mass(.reused, zone: 0, stream: 0) == 8)
  }

  @Test func `grades that leave nothing to choose give what one grade gives`() throws {
    var one = SmallMine()
    one.streams = [SmallMine.stream(potential: 0.5, reuseShare: 0.75)]
    var single = try one.start()
    var double = try Self.mine([(0.5, 0.5, 0.75), (0.5, 0.5, 0.75)]).start()
    for (demolished, built) in [(16.0, 4.0), (0, 8), (32, 64)] {
      let expected = try single.year(demolished: [demolished], built: [built])
      let result = try double.year(demolished: [demolished], built: [built])
      #expect(result.materials == expected.materials)
      #expect(result.hubs == expected.hubs)
    }
  }

  @Test func `the potential of a stream is the sum over its grades`() throws {
    let stream = try Self.mine([(0.5, 1, 0.75), (0.5, 0.25, 0.5)]).inputs().streams.axis[0]
    #expect(stream.reusePotential == 0.625)
    #expect(stream.maximumReuseShareOfDemand == 0.75)
  }

  /// Grades and what is said of them.
  private static let contradictions: [(grades: [(Double, Double, Double)], message: String)] = [
    ([(0.5, 1.0, 1.0)], "stream wood: the shares of its grades add up to 0.5; they must add up to 1"),
    (
      [(0.5, 1, 0.25), (0.5, 1, 0.5)],
      "stream wood: grade g1 is accepted for more of the demand than a better one; list the best first"
    ),
    ([(1, 1.5, 1)], "stream wood, grade g0: suitable share is 1.5; give a share from 0 to 1"),
    ([(1, 1, -1)], "stream wood, grade g0: maximum share of demand is -1.0; give a share from 0 to 1"),
    ([], "stream wood: the shares of its grades add up to 0.0; they must add up to 1"),
  ]

  @Test(arguments: contradictions.indices) func `grades that contradict each other are refused`(
    index: Int
  ) throws {
    let (grades, message) = Self.contradictions[index]
    let error = #expect(throws: MineInputError.self) { try Self.mine(grades).inputs() }
    #expect(error?.description == message)
  }
}
