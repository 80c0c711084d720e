/// Lifetimes of parallel stocks that depend on age alone, with yearly steps.
///
/// The share of a cohort that is present at the end of the year in which it has age a (0 in its own year) is
/// sum over q of weight(q) S(a + 1 - position(q)), where a share of its inflow enters at every position of the year.
package struct AgeLifetimes: Sendable {
  /// The survival function S of an age x in years; Q is the upper tail of the standard normal distribution.
  ///
  /// The raw values are those of `enum sim_distribution`.
  package enum Distribution: UInt32, Sendable, CaseIterable {
    /// Q((x - mean) / standard deviation); mean and standard deviation in years.
    case normal = 0
    /// Q((x - mean) / sd) + Q((x + mean) / sd), 1 at 0 and below; parameters before folding, in years.
    case foldedNormal = 1
    /// Q((ln x - mu) / sigma), 1 at 0 and below; mean and standard deviation of the lifetime itself, in years.
    case lognormal = 2
    /// exp(-(x / scale)^shape), 1 at 0 and below; shape without a unit, scale in years.
    case weibull = 3
    /// The upper incomplete gamma ratio Q(shape, x / scale), 1 at 0 and below; shape without a unit, scale in years.
    case gamma = 4
    /// 1 below the mean and 0 from it on; in years, the second parameter is not used.
    case fixed = 5
  }

  /// A moment of the year at which a share of the inflow enters: 0 its start, 1 its end.
  package struct Entry: Sendable {
    let position: Double
    let weight: Double

    /// Makes a moment of the year with its share of the inflow.
    package init(position: Double, weight: Double) {
      self.position = position
      self.weight = weight
    }
  }

  /// The kind of all lifetimes.
  package let distribution: Distribution
  /// The parameters as the kernel takes them, one per stock or a single one that all share.
  let first: [Double]
  let second: [Double]
  /// When the inflow enters; the weights add up to 1.
  package let entries: [Entry]
  /// Whether nothing leaves in the year in which it enters.
  package let keepsFirstYear: Bool

  /// Makes lifetimes of parameters that are finite and above zero.
  ///
  /// - Parameters:
  ///   - distribution: the kind of all lifetimes.
  ///   - first: the mean or the shape, one per stock or a single one that all stocks share.
  ///   - second: the standard deviation or the scale, as many.
  ///   - entries: when the inflow enters.
  ///   - keepsFirstYear: whether nothing leaves in the year in which it enters.
  package init(
    _ distribution: Distribution, first: [Double], second: [Double],
    entries: [Entry] = [Entry(position: 1, weight: 1)], keepsFirstYear: Bool = false
  ) {
    precondition(first.count == second.count, "\(first.count) first and \(second.count) second parameters")
    precondition(!entries.isEmpty, "the inflow enters at no moment of the year")
    self.distribution = distribution
    self.entries = entries
    self.keepsFirstYear = keepsFirstYear
    (self.first, self.second) =
      distribution == .lognormal ? Self.logarithmic(first, second) : (first, second)
  }

  /// The number of lifetimes, 1 where all stocks share one.
  package var count: Int { first.count }

  /// The ages of a cohort at the ends of its years, for each moment of entry: `entries x years`.
  func ages(years: Int) -> [Double] {
    entries.flatMap { entry in (0..<years).map { Double($0) + 1 - entry.position } }
  }

  /// Location and scale of ln x: sigma^2 = ln(1 + (sd / mean)^2), mu = ln mean - sigma^2 / 2.
  private static func logarithmic(_ mean: [Double], _ deviation: [Double]) -> ([Double], [Double]) {
    let squares = zip(mean, deviation).map { ($1 / $0) * ($1 / $0) }
    let sums = squares.map { 1 + $0 }
    let logarithms = logarithm(sums)
    // The sum rounds a small square; the derivative of the logarithm puts back what it lost.
    let variances = squares.indices.map { logarithms[$0] - ((sums[$0] - 1) - squares[$0]) / sums[$0] }
    let means = logarithm(mean)
    return (
      variances.indices.map { means[$0] - 0.5 * variances[$0] }, variances.map { $0.squareRoot() }
    )
  }

  private static func logarithm(_ x: [Double]) -> [Double] {
    var result = x
    VectorMath.map(.logarithm, x, into: &result)
    return result
  }
}

/// What drives a dynamic stock model with survival S.
package enum StockDriver: Sendable {
  /// stock(t) = sum over c <= t of inflow(c) S(t - c).
  case inflow
  /// inflow(t) = (stock(t) - sum over c < t of inflow(c) S(t - c)) / S(0).
  case stock
}
