import SimEnsembles
import SimNumerics
import Testing

/// Quantiles of streams.
@Suite struct CellQuantileTests {
  private static let probabilities = [0.05, 0, 0.25, 0.5, 1, 0.75, 0.95, 0.999]

  /// Definition 7 of Hyndman and Fan on sorted values.
  private func exact(_ sorted: [Double], _ probability: Double) -> Double {
    let position = probability * Double(sorted.count - 1)
    let rank = Int(position)
    let next = sorted[min(rank + 1, sorted.count - 1)]
    return sorted[rank] + (position - Double(rank)) * (next - sorted[rank])
  }

  @Test(arguments: [1, 2, 3, 100, 500, 512])
  func `quantiles are exact while all values are kept`(_ members: Int) throws {
    let layout = StatisticsLayout(cells: 19, blockSize: 8, capacity: 512)
    for absent in [0, 0.3] {
      let outputs = TestOutputs(layout: layout, members: members, absent: absent)
      let forest = try outputs.forest(0..<outputs.blocks)
      #expect(forest.rankError == 0)
      let found = forest.quantiles(Self.probabilities)
      for cell in 0..<layout.cells {
        let sorted = outputs.column(cell).sorted()
        for (place, probability) in Self.probabilities.enumerated() {
          guard !sorted.isEmpty else {
            #expect(found[place][cell].isNaN)
            continue
          }
          let expected = exact(sorted, probability)
          #expect(
            abs(found[place][cell] - expected) <= 1e-15
              * max(expected.magnitude, sorted[sorted.count - 1].magnitude))
        }
      }
    }
  }

  @Test(arguments: [0, 1, 511, 512, 1_100])
  func `any number of threads finds the same quantiles`(_ cells: Int) throws {
    let layout = StatisticsLayout(cells: cells, blockSize: 4, capacity: 4)
    let outputs = TestOutputs(layout: layout, members: 11, absent: 0.3)
    let forest = try outputs.forest(0..<outputs.blocks)
    let found = forest.quantiles(Self.probabilities)
    #expect(found.count == Self.probabilities.count && found.allSatisfy { $0.count == cells })
    for threads in [2, 3, 7] {
      let other = forest.quantiles(Self.probabilities, threads: threads)
      #expect(other.map { $0.map(\.bitPattern) } == found.map { $0.map(\.bitPattern) })
    }
  }

  @Test(arguments: [(33, 16, 4), (1_000, 64, 8), (20_000, 64, 64), (20_011, 256, 4), (4_097, 4_096, 1)])
  func `beyond the capacity ranks are off by no more than is stated`(
    _ members: Int, _ capacity: Int, _ blockSize: Int
  ) throws {
    let layout = StatisticsLayout(cells: 4, blockSize: blockSize, capacity: capacity)
    for (absent, steps) in [(0.0, 0.0), (0.2, 0), (0, 3)] {
      let outputs = TestOutputs(layout: layout, members: members, absent: absent, steps: steps)
      let forest = try outputs.forest(0..<outputs.blocks)
      let limit = forest.rankError * Double(members)
      // Each of log2(members / capacity) levels adds about a fourth of the members over the capacity.
      #expect(limit <= Double(members) / Double(capacity) * 3)
      let found = forest.quantiles(Self.probabilities)
      for cell in 0..<layout.cells {
        let sorted = outputs.column(cell).sorted()
        for (place, probability) in Self.probabilities.enumerated() {
          let value = found[place][cell]
          let position = probability * Double(sorted.count - 1)
          // The ranks from 0 that the value may have, with one on each side for what lies between neighbours.
          let below = Double(sorted.count { $0 < value }) - 1
          let through = Double(sorted.count { $0 <= value })
          #expect(
            position >= below - limit && position <= through + limit,
            "cell \(cell) at \(probability): rank \(below)...\(through), not \(position) within \(limit)")
        }
      }
    }
  }

  @Test func `the rank error grows with the logarithm of the members only`() throws {
    let layout = StatisticsLayout(cells: 1, blockSize: 64, capacity: 256)
    let outputs = TestOutputs(layout: layout, members: 1 << 17)
    // 9 levels of doubling, each at most 1 / (4 k) and the odd one at the end.
    #expect(try outputs.forest(0..<outputs.blocks).rankError <= 11.0 / 4 / 256)
  }

  @Test func `equal values have themselves as every quantile`() throws {
    let layout = StatisticsLayout(cells: 1, blockSize: 2, capacity: 4)
    var forest = StatisticsForest(layout: layout)
    for block in 0..<33 { try forest.insert(outputs: [7, 7], members: 2, block: block) }
    #expect(forest.quantiles([0, 0.37, 0.5, 1]).map { $0[0] } == [7, 7, 7, 7])
  }

  @Test func `the capacity follows the memory and all is kept where it fits`() {
    let all = StatisticsLayout(cells: 27_000, members: 1_000, bytes: 400 << 20)
    #expect(all.capacity == 1_024)
    let less = StatisticsLayout(cells: 27_000, members: 100_000, bytes: 400 << 20)
    #expect(less.capacity < 1_024 && less.bytes(members: 100_000) <= 400 << 20)
    #expect(
      StatisticsLayout(cells: 30, members: 1_000_000, bytes: 64 << 20).bytes(members: 1_000_000) <= 64 << 20)
    #expect(StatisticsLayout(cells: 1_000_000, members: 1_000, bytes: 1).capacity == 64)
  }

  @Test func `the Wilson interval has the values of its formula and its edges`() {
    // k = 8 of n = 10: (8 + 1.9208 -/+ 1.96 sqrt(1.6 + 0.9604)) / 13.8416.
    let bounds = WilsonInterval.bounds(successes: 8, trials: 10)
    #expect(abs(bounds.lowerBound - 0.49016) < 1e-4 && abs(bounds.upperBound - 0.94332) < 1e-4)
    let none = WilsonInterval.bounds(successes: 0, trials: 20)
    #expect(none.lowerBound == 0 && abs(none.upperBound - 0.16113) < 1e-4)
    #expect(WilsonInterval.bounds(successes: 20, trials: 20).upperBound == 1)
    #expect(WilsonInterval.bounds(successes: 0, trials: 0) == 0...1)
  }

  @Test func `the Wilson interval covers the probability about as often as it says`() {
    let stream = ParameterStream(seed: 3, name: "coverage")
    for probability in [0.02, 0.3, 0.5, 0.9] {
      let covered = (0..<4_000).count { member in
        var source = RandomSource(stream, member: member)
        let successes = source.binomial(count: 200, probability: probability)
        return WilsonInterval.bounds(successes: successes, trials: 200).contains(probability)
      }
      #expect(covered > 3_720 && covered < 3_900, "\(covered) of 4,000 at \(probability)")
    }
  }
}
