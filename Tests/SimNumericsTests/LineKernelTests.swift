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

  @Test
  func `the worst difference per column is the first of the largest, or the first that is not a number`() {
    var random = SplitMix64(seed: 73)
    for width in 1...20 {
      let rows = random.integer(in: 0...12)
      let expected = (0..<rows * width).map { _ in random.number(in: -2...2) }
      let found = expected.map { random.chance(0.03) ? .nan : $0 + Double(random.integer(in: -3...3)) }
      var worst = (0..<width).map { _ in random.number(in: -1...1) }
      var plain = worst
      for cell in expected.indices {
        let (left, column) = (found[cell] - expected[cell], cell % width)
        if !(left.magnitude <= plain[column].magnitude), !plain[column].isNaN { plain[column] = left }
      }
      VectorMath.findWorst(expected, found, into: &worst)
      #expect(worst.map { $0.isNaN ? 0 : $0.bitPattern } == plain.map { $0.isNaN ? 0 : $0.bitPattern })
      #expect(worst.map(\.isNaN) == plain.map(\.isNaN))
    }
  }

  @Test func `runs that share their sums are added up in their order, of any width`() {
    var random = SplitMix64(seed: 79)
    for _ in 0..<60 {
      let (rows, columns) = (random.integer(in: 1...6), random.integer(in: 1...27))
      let runs = CellRuns(
        (0..<rows).flatMap { row in
          let first = random.chance(0.7) ? 0 : random.integer(in: 0...columns - 1)
          return [
            CellRuns.Run(start: row * columns + first, count: columns - first, column: first, booked: first)
          ]
        })
      let cells = (0..<rows * columns).map { _ in random.number(in: 0...3) }
      let treated = cells.map { random.number(in: 0...1.2) * $0 }
      let active = random.integer(in: 0...columns)
      var sums = (0..<columns).map { _ in random.number(in: 0...1) }
      var (plain, eligible) = (sums, sums)
      var free = [Double](repeating: 0, count: columns)
      var plainFree = free
      for cell in cells.indices where cell % columns < active {
        guard (0..<runs.count).contains(where: { (runs[$0].start..<runs[$0].start + runs[$0].count) ~= cell })
        else { continue }
        plain[cell % columns] += cells[cell]
        plainFree[cell % columns] += max(0, cells[cell] - treated[cell])
      }
      VectorMath.addRuns(cells, runs, active: active, to: &sums)
      VectorMath.addRuns(cells, treated: treated, runs, active: active, to: &eligible, untreated: &free)
      #expect(sums == plain && eligible == plain && free == plainFree)
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
