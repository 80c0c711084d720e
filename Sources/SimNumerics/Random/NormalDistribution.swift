internal import RealModule

/// The standard normal distribution.
public enum NormalDistribution {
  /// The quantile function: the z with P(Z <= z) = u.
  ///
  /// Rational functions in three ranges. Source: M. J. Wichura (1988), Algorithm AS 241: the percentage points of the
  /// normal distribution, Applied Statistics 37:477-484, routine PPND16, relative accuracy about 1e-16.
  ///
  /// - Parameter u: a probability.
  /// - Returns: the standard score; infinite for 0 and 1, not-a-number outside 0...1.
  public static func quantile(_ u: Double) -> Double {
    let centred = u - 0.5
    if centred.magnitude <= 0.425 { return centred * ratio(central, at: 0.180625 - centred * centred) }
    let tail = min(u, 1 - u)
    guard tail > 0 else { return tail == 0 ? (u < 0.5 ? -.infinity : .infinity) : .nan }
    let distance = (-Double.log(tail)).squareRoot()
    let size = distance <= 5 ? ratio(middle, at: distance - 1.6) : ratio(far, at: distance - 5)
    return u < 0.5 ? -size : size
  }

  /// The distribution function P(Z <= z) = erfc(-z / sqrt 2) / 2.
  ///
  /// - Parameter z: a standard score, also an infinite one.
  /// - Returns: a probability from 0 to 1.
  public static func lowerTail(_ z: Double) -> Double {
    Double.erfc(-z * 0.5.squareRoot()) / 2
  }

  /// The density exp(-z^2 / 2) / sqrt(2 pi).
  static func density(_ z: Double) -> Double {
    Double.exp(-z * z / 2) / (2 * Double.pi).squareRoot()
  }

  /// Numerator and denominator, lowest power first.
  private typealias Coefficients = (above: [Double], below: [Double])

  private static func ratio(_ coefficients: Coefficients, at x: Double) -> Double {
    var (above, below) = (0.0, 0.0)
    for power in stride(from: coefficients.above.count - 1, through: 0, by: -1) {
      above = above * x + coefficients.above[power]
      below = below * x + coefficients.below[power]
    }
    return above / below
  }

  /// For |u - 1/2| <= 0.425, in 0.425^2 - (u - 1/2)^2.
  private static let central: Coefficients = (
    [
      3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
      45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
    ],
    [
      1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077, 21213.794301586595867,
      39307.895800092710610, 28729.085735721942674, 5226.4952788528545610,
    ]
  )

  /// For r = sqrt(-ln tail) <= 5, in r - 1.6.
  private static let middle: Coefficients = (
    [
      1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
      1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4,
    ],
    [
      1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550, 0.148103976427480074590,
      0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ]
  )

  /// For r > 5, in r - 5.
  private static let far: Coefficients = (
    [
      6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
      0.0265321895265761230930, 0.00124266094738807843860, 2.71155556874348757815e-5,
      2.01033439929228813265e-7,
    ],
    [
      1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
      7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
      2.04426310338993978564e-15,
    ]
  )
}

/// The part of the standard normal distribution between two scores.
struct NormalSlice: Sendable, Equatable {
  let low: Double
  let high: Double
  /// The probability below `low`.
  private let below: Double
  /// The probability above `high`.
  private let above: Double
  /// The probability between the scores, computed in the nearer tail so that little is lost to rounding.
  let mass: Double

  init(low: Double, high: Double) {
    self.low = low
    self.high = high
    below = NormalDistribution.lowerTail(low)
    above = NormalDistribution.lowerTail(-high)
    if low > 0 {
      mass = NormalDistribution.lowerTail(-low) - above
    } else if high < 0 {
      mass = NormalDistribution.lowerTail(high) - below
    } else {
      mass = 1 - below - above
    }
  }

  /// The score below which the share `u` of the slice lies.
  func quantile(_ u: Double) -> Double {
    let fromBelow = below + u * mass
    let score =
      fromBelow <= 0.5
      ? NormalDistribution.quantile(fromBelow) : -NormalDistribution.quantile(above + (1 - u) * mass)
    return min(max(score, low), high)
  }
}

/// Mean and standard deviation of the logarithm of a lognormal variable.
struct LogMoments: Sendable, Equatable {
  let mean: Double
  let deviation: Double

  /// From those of the variable itself: sigma^2 = ln(1 + (sd / mean)^2), mu = ln mean - sigma^2 / 2.
  init(_ mean: Double, _ deviation: Double) {
    let relative = deviation / mean
    let variance = Double.log(onePlus: relative * relative)
    self.mean = Double.log(mean) - variance / 2
    self.deviation = variance.squareRoot()
  }

  /// The scores of the logarithms of two bounds; a bound of 0 or less is none from below.
  func slice(low: Double, high: Double) -> NormalSlice {
    NormalSlice(low: score(low), high: score(high))
  }

  private func score(_ bound: Double) -> Double {
    bound <= 0 ? -.infinity : (Double.log(bound) - mean) / deviation
  }
}
