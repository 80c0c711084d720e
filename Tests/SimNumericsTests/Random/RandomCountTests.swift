import Foundation
import SimNumerics
import Testing

/// Binomial and multinomial counts.
@Suite struct RandomCountTests {
  private static let stream = ParameterStream(seed: 11, name: "counts")

  private func draws(_ size: Int, count: Int, probability: Double) -> [Int] {
    (0..<size).map { member in
      var source = RandomSource(Self.stream, member: member, index: count)
      return source.binomial(count: count, probability: probability)
    }
  }

  /// P(k) for k = 0...n by logarithms of factorials.
  private func masses(_ count: Int, _ probability: Double) -> [Double] {
    func logFactorial(_ k: Int) -> Double { lgamma(Double(k + 1)) }
    return (0...count).map { (k: Int) -> Double in
      let ways = logFactorial(count) - logFactorial(k) - logFactorial(count - k)
      return exp(ways + Double(k) * log(probability) + Double(count - k) * log1p(-probability))
    }
  }

  @Test(arguments: [
    (1, 0.3), (7, 0.5), (40, 0.02), (40, 0.98), (25, 0.4), (60, 0.5), (200, 0.06), (1_000, 0.011),
    (1_000, 0.7),
  ])
  func `binomial counts have their distribution by chi-square`(_ count: Int, _ probability: Double) {
    let size = 100_000
    var found = [Int](repeating: 0, count: count + 1)
    for successes in draws(size, count: count, probability: probability) { found[successes] += 1 }
    // Neighbours are put together until 20 draws are expected.
    var (statistic, freedom) = (0.0, -1.0)
    var (expected, seen) = (0.0, 0)
    for (successes, mass) in masses(count, probability).enumerated() {
      expected += mass * Double(size)
      seen += found[successes]
      guard expected >= 20 || successes == count else { continue }
      if expected > 0.5 { statistic += (Double(seen) - expected) * (Double(seen) - expected) / expected }
      freedom += 1
      (expected, seen) = (0, 0)
    }
    // Mean f, variance 2 f; 5 standard deviations and a little for the skewness.
    #expect(statistic < freedom + 5 * (2 * freedom).squareRoot() + 10, "\(statistic) for \(freedom)")
  }

  @Test(arguments: [(100, 0.1), (130_066, 0.007), (1_000_000_000, 0.25), (1_000_000_000, 1e-8), (50, 0.999)])
  func `binomial counts have mean n p and variance n p q within five standard errors`(
    _ count: Int, _ probability: Double
  ) {
    let size = 40_000
    let found = draws(size, count: count, probability: probability).map(Double.init)
    let mean = Double(count) * probability
    let variance = mean * (1 - probability)
    let error = found.reduce(0) { $0 + ($1 - mean) } / Double(size)
    #expect(abs(error) < 5 * (variance / Double(size)).squareRoot())
    let square = found.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(size)
    let kurtosis = 3 + (1 - 6 * probability * (1 - probability)) / variance
    #expect(abs(square / variance - 1) < 5 * ((kurtosis - 1) / Double(size)).squareRoot())
    #expect(found.allSatisfy { $0 >= 0 && $0 <= Double(count) })
  }

  @Test func `nothing, never and always are certain`() {
    var source = RandomSource(Self.stream, member: 0)
    for count in [0, 1, 5, 1_000, Int(1) << 50] {
      #expect(source.binomial(count: count, probability: 0) == 0)
      #expect(source.binomial(count: count, probability: 1) == count)
    }
    #expect(source.binomial(count: 0, probability: 0.3) == 0)
    #expect(source.binomial(count: 5, probability: 1e-300) == 0)
    #expect(source.multinomial(count: 0, weights: [0, 0]) == [0, 0])
    #expect(source.multinomial(count: 0, weights: []) == [])
    #expect(source.multinomial(count: 9, weights: [0, 4, 0]) == [0, 9, 0])
  }

  @Test func `multinomial counts add up and avoid classes without weight, for random weights`() {
    var numbers = RandomSource(Self.stream, member: 1)
    for member in 0..<500 {
      let weights = (0..<1 + member % 9).map { $0 == 1 ? 0 : numbers.uniform() * ($0 == 2 ? 1e-9 : 1) }
      var source = RandomSource(Self.stream, member: member, index: 1)
      let found = source.multinomial(count: member * 37, weights: weights)
      #expect(found.reduce(0, +) == member * 37)
      #expect(zip(found, weights).allSatisfy { $0 >= 0 && ($1 > 0 || $0 == 0) })
    }
  }

  @Test func `multinomial counts have the means and covariances of their distribution`() {
    let weights = [2.0, 1, 5, 0.5]
    let shares = weights.map { $0 / 8.5 }
    let (size, count) = (40_000, 900)
    var sums = [Double](repeating: 0, count: 4)
    var product = 0.0
    for member in 0..<size {
      var source = RandomSource(Self.stream, member: member, index: 2)
      let found = source.multinomial(count: count, weights: weights).map(Double.init)
      for position in 0..<4 { sums[position] += found[position] - Double(count) * shares[position] }
      product += (found[0] - Double(count) * shares[0]) * (found[2] - Double(count) * shares[2])
    }
    for position in 0..<4 {
      let error = (Double(count) * shares[position] * (1 - shares[position]) / Double(size)).squareRoot()
      #expect(abs(sums[position] / Double(size)) < 5 * error)
    }
    let covariance = -Double(count) * shares[0] * shares[2]
    #expect(abs(product / Double(size) / covariance - 1) < 0.05)
  }

  @Test func `a count is the same in any order and depends on each of its numbers`() {
    func draw(_ member: Int, _ index: Int, _ part: Int) -> Int {
      var source = RandomSource(Self.stream, member: member, index: index, part: part)
      return source.binomial(count: 1 << 40, probability: 0.5)
    }
    let forward = (0..<50).map { draw($0, 3, 4) }
    #expect((0..<50).reversed().map { draw($0, 3, 4) } == forward.reversed())
    #expect(Set(forward).count == 50)
    #expect(Set([draw(1, 2, 3), draw(2, 2, 3), draw(1, 3, 3), draw(1, 2, 4)]).count == 4)
  }

  @Test func `the words of a source are those of its counters, four at a time`() {
    var source = RandomSource(Self.stream, member: 5, index: 6, part: 7)
    let found = (0..<12).map { _ in source.next() }
    let generator = Philox(key: [11, ParameterStream.hash("counts")])
    let expected = (1...3).flatMap { block -> [UInt64] in
      let words = generator.words([5, 6, 7, UInt64(block)])
      return (0..<4).map { words[$0] }
    }
    #expect(found == expected)
  }
}
