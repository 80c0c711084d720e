import SimNumerics
import SimTestSupport
import Testing

@Suite struct LineKernelTests {
  @Test func `what is shared out is in proportion to the bids, and nothing where nobody bids`() {
    var random = SplitMix64(seed: 71)
    for _ in 0..<60 {
      let rows = random.integer(in: 1...9)
      let columns = VectorMath.padded(random.integer(in: 0...40))
      let weights = (0..<rows * columns).map { _ in random.chance(0.3) ? 0 : random.number(in: 0...2) }
      let factors = (0..<rows).map { _ in random.chance(0.2) ? 0 : random.number(in: 0...3) }
      let amounts = (0..<columns).map { _ in random.chance(0.2) ? 0 : random.number(in: 0...50) }
      var perBid = [Double](repeating: .nan, count: columns)
      var sums = [Double](repeating: .nan, count: rows)
      VectorMath.shareOut(weights, factors, amounts, perBid: &perBid, sums: &sums)
      var expected = [Double](repeating: 0, count: rows)
      for column in 0..<columns {
        let bids = (0..<rows).reduce(0) { $0 + factors[$1] * weights[$1 * columns + column] }
        expectClose(perBid[column], bids > 0 ? amounts[column] / bids : 0, limit: 1e-14)
        guard bids > 0 else { continue }
        for row in 0..<rows {
          expected[row] += factors[row] * weights[row * columns + column] * amounts[column] / bids
        }
      }
      expectClose(sums, expected, limit: 1e-13)
    }
  }

  @Test func `rows of groups are folded each into its own sums, on top of what is there`() {
    var random = SplitMix64(seed: 72)
    for _ in 0..<60 {
      let (rows, groups, width) = (
        random.integer(in: 0...5), random.integer(in: 0...6), random.integer(in: 1...19)
      )
      let values = (0..<400).map { _ in random.number(in: -1...1) }
      let starts = (0..<rows).map { _ in random.integer(in: 0...400 - groups * width) }
      let before = (0..<rows * width).map { _ in random.number(in: -1...1) }
      var sums = before
      for (row, start) in starts.enumerated() {
        VectorMath.fold(values, from: start, groups: groups, to: &sums, row * width..<(row + 1) * width)
        for lane in 0..<width {
          let expected = (0..<groups).reduce(before[row * width + lane]) {
            $0 + values[start + $1 * width + lane]
          }
          #expect(sums[row * width + lane] == expected)
        }
      }
    }
  }
}
