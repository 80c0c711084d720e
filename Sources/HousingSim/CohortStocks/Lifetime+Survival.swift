internal import RealModule
internal import SimNumerics

extension Lifetime {
  /// The share of a cohort that is still present at each of the given ages: the survival function S(a).
  ///
  /// With Q(z) = erfc(z / sqrt 2) / 2 the upper tail of the standard normal, m the mean, s the standard deviation, k the
  /// shape and l the scale:
  ///
  ///     fixed          1 for a < m, else 0
  ///     normal         Q((a - m) / s), for a <= 0 too
  ///     folded normal  Q((a - m) / s) + Q((a + m) / s)
  ///     lognormal      Q((ln a - mu) / sg) with sg^2 = ln(1 + s^2/m^2), mu = ln m - sg^2/2
  ///     Weibull        exp(-(a/l)^k)
  ///     gamma          upper regularised incomplete gamma function Q(k, a/l)
  ///     table          linear between the ages of the table
  ///
  /// All but normal and table are 1 for a <= 0. The lognormal moments are those of the lifetime itself, which ODYM 1.0.0
  /// and dynamic_lifetime_model exchange (they take m^2/s^2 for s^2/m^2).
  ///
  /// - Parameter ages: ages in years, in any order.
  /// - Returns: one share within 0...1 for each age.
  public func survival(at ages: [Double]) -> [Double] {
    switch self {
    case .fixed(let mean): ages.map { $0 < mean ? 1 : 0 }
    case .normal(let mean, let deviation):
      SpecialFunctions.normalUpperTail(ages.map { ($0 - mean) / deviation })
    case .foldedNormal(let mean, let deviation): Self.folded(ages, mean, deviation)
    case .lognormal(let mean, let deviation): Self.lognormal(ages, mean, deviation)
    case .weibull(let shape, let scale):
      SpecialFunctions.exponential(ages.map { $0 > 0 ? -Double.pow($0 / scale, shape) : 0 })
    case .gamma(let shape, let scale):
      SpecialFunctions.upperGammaRatio(shape: shape, at: ages.map { max(0, $0) / scale })
    case .table(let curve): ages.map { curve.share(at: $0) }
    }
  }

  /// The share of a cohort that is still present at an age; see ``survival(at:)-([Double])``.
  ///
  /// - Parameter age: the age in years.
  /// - Returns: the share, within 0...1.
  public func survival(at age: Double) -> Double { survival(at: [age])[0] }

  private static func folded(_ ages: [Double], _ mean: Double, _ deviation: Double) -> [Double] {
    let above = SpecialFunctions.normalUpperTail(ages.map { ($0 - mean) / deviation })
    let below = SpecialFunctions.normalUpperTail(ages.map { ($0 + mean) / deviation })
    return ages.indices.map { ages[$0] > 0 ? min(1, above[$0] + below[$0]) : 1 }
  }

  private static func lognormal(_ ages: [Double], _ mean: Double, _ deviation: Double) -> [Double] {
    let ratio = deviation / mean
    // Squares of very small and very large ratios leave the range of a double.
    let variance = ratio < 1e8 ? Double.log(onePlus: ratio * ratio) : 2 * Double.log(ratio)
    let spread = ratio > 1e-8 ? variance.squareRoot() : ratio
    let centre = Double.log(mean) - variance / 2
    // The logarithm of an age that is not above zero is passed by; its survival is 1.
    let logarithms = SpecialFunctions.logarithm(ages.map { $0 > 0 ? $0 : 1 })
    let tails = SpecialFunctions.normalUpperTail(logarithms.map { ($0 - centre) / spread })
    return ages.indices.map { ages[$0] > 0 ? tails[$0] : 1 }
  }
}
