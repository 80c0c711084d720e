import Foundation
import SimNumerics
import Testing

/// One line of the fixture: a quantile or a moment of a distribution.
private struct KnownValue {
  let distribution: Distribution
  let what: Substring
  let u: Double
  let value: Double

  init(_ line: Substring) throws {
    let fields = line.split(separator: ",")
    let numbers = try (fields[1...4] + fields[6...7]).map { try #require(Double($0)) }
    distribution =
      switch fields[0] {
      case "normal":
        .normal(mean: numbers[0], standardDeviation: numbers[1], low: numbers[2], high: numbers[3])
      case "lognormal":
        .lognormal(mean: numbers[0], standardDeviation: numbers[1], low: numbers[2], high: numbers[3])
      case "gamma": .gamma(shape: numbers[0], scale: numbers[1])
      default: .beta(alpha: numbers[0], beta: numbers[1], low: numbers[2], high: numbers[3])
      }
    what = fields[5]
    (u, value) = (numbers[4], numbers[5])
  }

  static func all() throws -> [KnownValue] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/distributions/values.csv")
    let text = try String(contentsOf: file, encoding: .utf8)
    return try text.split(separator: "\n").dropFirst().map { try KnownValue($0) }
  }
}

/// Quantiles and moments of every distribution.
@Suite struct DistributionTests {
  static let ordinary: [Distribution] = [
    .uniform(low: -1, high: 3), .triangular(low: 0, mode: 0.2, high: 1),
    .triangular(low: 2, mode: 2, high: 5),
    .triangular(low: 2, mode: 5, high: 5), .normal(mean: 4, standardDeviation: 2),
    .normal(mean: 4, standardDeviation: 2, low: 5, high: 6), .lognormal(mean: 3, standardDeviation: 2),
    .lognormal(mean: 3, standardDeviation: 2, low: 1, high: 9), .beta(alpha: 2, beta: 5),
    .beta(alpha: 0.5, beta: 0.5, low: -2, high: 2),
    .gamma(shape: 7.5, scale: 0.2), .discrete(values: [3, 1, 2], weights: [0.2, 0.5, 0.3]),
  ]

  @Test func `quantiles are those of 40 digits, within 4e-15 of value or deviation`() throws {
    for known in try KnownValue.all() where known.what == "quantile" {
      let found = known.distribution.quantile(known.u)
      let limit = 4e-15 * max(known.value.magnitude, known.distribution.variance.squareRoot())
      #expect(
        abs(found - known.value) <= limit,
        "\(known.distribution) at \(known.u): \(known.value), not \(found)")
    }
  }

  @Test func `the quantile of the standard normal distribution is within 4 ulp`() throws {
    var count = 0
    for known in try KnownValue.all() where known.what == "quantile" && known.u != 0.5 {
      guard known.distribution == .normal(mean: 0, standardDeviation: 1) else { continue }
      count += 1
      #expect(abs(NormalDistribution.quantile(known.u) - known.value) <= 4 * known.value.ulp)
    }
    #expect(count == 18)
    #expect(NormalDistribution.quantile(0.5) == 0)
    #expect(NormalDistribution.quantile(0) == -.infinity && NormalDistribution.quantile(1) == .infinity)
    #expect(NormalDistribution.quantile(-0.1).isNaN && NormalDistribution.quantile(.nan).isNaN)
  }

  @Test func `mean and variance are those of 40 digits, also of narrow slices and far tails`() throws {
    for known in try KnownValue.all() where known.what != "quantile" {
      let found = known.what == "mean" ? known.distribution.mean : known.distribution.variance
      let scale = max(
        known.value.magnitude, known.what == "mean" ? known.distribution.variance.squareRoot() : 0)
      #expect(
        abs(found - known.value) <= 1e-10 * scale,
        "\(known.what) of \(known.distribution): \(known.value), not \(found)")
    }
  }

  @Test(arguments: ordinary) func `quantiles never decrease and stay within the support`(
    _ distribution: Distribution
  ) throws {
    try distribution.check()
    let quantile = QuantileFunction(distribution)
    var before = distribution.support.lowerBound.isFinite ? distribution.support.lowerBound : -1e300
    for step in 0..<20_000 {
      let found = quantile((Double(step) + 0.5) / 20_000)
      #expect(found >= before - 2 * before.ulp)
      #expect(distribution.support.contains(found))
      before = found
    }
    #expect(distribution.support.contains(quantile(0x1p-53)))
    #expect(distribution.support.contains(quantile(1 - 0x1p-53)))
  }

  @Test(arguments: ordinary) func `the mean and the variance are those of evenly spaced quantiles`(
    _ distribution: Distribution
  ) {
    let count = 200_000
    let quantile = QuantileFunction(distribution)
    let draws = (0..<count).map { quantile((Double($0) + 0.5) / Double(count)) }
    let mean = draws.reduce(0, +) / Double(count)
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    #expect(abs(mean - distribution.mean) < 1e-4 * distribution.variance.squareRoot())
    #expect(abs(variance / distribution.variance - 1) < 2e-3)
  }

  @Test func `closed forms are hit exactly`() {
    #expect(Distribution.uniform(low: 2, high: 6).quantile(0.25) == 3)
    #expect(Distribution.triangular(low: 0, mode: 1, high: 2).quantile(0.5) == 1)
    #expect(Distribution.triangular(low: 0, mode: 1, high: 2).quantile(0.125) == 0.5)
    #expect(Distribution.triangular(low: 0, mode: 1, high: 2).quantile(0.875) == 1.5)
    #expect(Distribution.beta(alpha: 1, beta: 1).quantile(0.3) == 0.3)
    let dice = Distribution.discrete(values: [6, 1, 3], weights: [1, 2, 0])
    #expect(dice.quantile(0.66) == 1 && dice.quantile(0.67) == 6 && dice.mean == 8.0 / 3)
    #expect(dice.support == 1...6)
  }

  @Test(arguments: [
    Distribution.uniform(low: 3, high: 3), .triangular(low: 3, mode: 3, high: 3),
    .normal(mean: 3, standardDeviation: 0), .normal(mean: 9, standardDeviation: 1, low: 3, high: 3),
    .lognormal(mean: 3, standardDeviation: 0), .lognormal(mean: 9, standardDeviation: 2, low: 3, high: 3),
    .beta(alpha: 2, beta: 2, low: 3, high: 3), .discrete(values: [3], weights: [7]),
    .discrete(values: [1, 3, 3], weights: [0, 1, 1]),
  ])
  func `a distribution without width gives the constant`(_ distribution: Distribution) throws {
    try distribution.check()
    for u in [0x1p-53, 0.1, 0.5, 0.9, 1 - 0x1p-53] { #expect(distribution.quantile(u) == 3) }
    #expect(distribution.mean == 3 && distribution.variance == 0)
  }

  @Test func `a wrong number is refused and named`() {
    let wrong: [(Distribution, DistributionError)] = [
      (.uniform(low: 2, high: 1), .lowAboveHigh(low: 2, high: 1)),
      (.uniform(low: -.infinity, high: 1), .notFinite(.low, found: -.infinity)),
      (.uniform(low: -1e308, high: 1e308), .notFinite(.high, found: .infinity)),
      (.triangular(low: 0, mode: 2, high: 1), .modeOutside(mode: 2, low: 0, high: 1)),
      (.triangular(low: 0, mode: -.infinity, high: 1), .notFinite(.mode, found: -.infinity)),
      (.normal(mean: 0, standardDeviation: -1), .negative(.standardDeviation, found: -1)),
      (.normal(mean: .infinity, standardDeviation: 1), .notFinite(.mean, found: .infinity)),
      (.normal(mean: 0, standardDeviation: 1, low: 50, high: 60), .nothingWithin(low: 50, high: 60)),
      (.normal(mean: 0, standardDeviation: 0, low: 1, high: 2), .nothingWithin(low: 1, high: 2)),
      (.normal(mean: 0, standardDeviation: 1, low: 2, high: 1), .lowAboveHigh(low: 2, high: 1)),
      (.lognormal(mean: 0, standardDeviation: 1), .notPositive(.mean, found: 0)),
      (.lognormal(mean: 1, standardDeviation: 1, low: -2, high: -1), .nothingWithin(low: 0, high: 0)),
      (.beta(alpha: 0, beta: 1), .notPositive(.alpha, found: 0)),
      (.beta(alpha: 1, beta: -1), .notPositive(.beta, found: -1)),
      (.gamma(shape: 0, scale: 1), .notPositive(.shape, found: 0)),
      (.gamma(shape: .infinity, scale: 1), .notFinite(.shape, found: .infinity)),
      (.gamma(shape: 1, scale: -1), .notPositive(.scale, found: -1)),
      (.discrete(values: [], weights: []), .noValues),
      (.discrete(values: [1, 2], weights: [1]), .weightCount(values: 2, weights: 1)),
      (.discrete(values: [1, .infinity], weights: [1, 1]), .value(position: 1, found: .infinity)),
      (.discrete(values: [1, 2], weights: [1, -1]), .weight(position: 1, found: -1)),
      (.discrete(values: [1, 2], weights: [0, 0]), .weightSum(0)),
    ]
    for (distribution, error) in wrong {
      #expect(throws: error) { try distribution.check() }
      #expect(error.description.contains(error.parameter.rawValue))
    }
    #expect(throws: DistributionError.self) { try Distribution.beta(alpha: .nan, beta: 1).check() }
    #expect(throws: DistributionError.self) {
      try Distribution.normal(mean: 0, standardDeviation: 1, low: .nan).check()
    }
  }
}
