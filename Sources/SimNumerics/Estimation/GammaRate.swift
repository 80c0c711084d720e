/// What is known about the rate of events: a gamma distribution, which counts of events update in closed form.
///
/// With shape a and rate parameter b the mean is a / b and the variance a / b^2. Events that are Poisson with mean r E,
/// E the exposure (dwellings times years, or what is expected at a rate of one), turn (a, b) into (a + y, b + E).
///
/// Source: A. Gelman and others (2013), Bayesian Data Analysis, 3rd edition, section 2.6.
public struct GammaRate: Sendable, Equatable {
  /// a, above 0, in events.
  public let shape: Double
  /// b, above 0, in the unit of the exposure.
  public let exposure: Double

  /// Makes the distribution of its parameters.
  ///
  /// - Parameters:
  ///   - shape: a, above 0, in events.
  ///   - exposure: b, above 0, in the unit of the exposure.
  public init(shape: Double, exposure: Double) {
    precondition(shape > 0 && exposure > 0, "a gamma distribution of shape \(shape) and rate \(exposure)")
    self.shape = shape
    self.exposure = exposure
  }

  /// Makes the distribution with a mean m and a standard deviation s: a = (m / s)^2, b = m / s^2.
  ///
  /// - Parameters:
  ///   - mean: m, above 0, in events per unit of exposure.
  ///   - standardDeviation: s, above 0, in the same unit.
  public init(mean: Double, standardDeviation: Double) {
    let ratio = mean / standardDeviation
    self.init(shape: ratio * ratio, exposure: ratio / standardDeviation)
  }

  /// The mean of the rate, in events per unit of exposure.
  public var mean: Double { shape / exposure }

  /// The standard deviation of the rate, in events per unit of exposure.
  public var standardDeviation: Double { shape.squareRoot() / exposure }

  /// What is known after a count.
  ///
  /// - Parameters:
  ///   - count: y, events that were counted, 0 or more; a count of less weight need not be whole.
  ///   - exposure: E, 0 or more.
  /// - Returns: the gamma distribution of a + y and b + E.
  public func updated(count: Double, exposure: Double) -> GammaRate {
    precondition(count >= 0 && exposure >= 0, "\(count) events of an exposure of \(exposure)")
    return GammaRate(shape: shape + count, exposure: self.exposure + exposure)
  }

  /// The probability that the rate is above a value.
  ///
  /// - Parameter value: a rate, 0 or more, in events per unit of exposure.
  /// - Returns: the probability, 0...1: Q(a, b x value), the upper regularised incomplete gamma function.
  public func probability(above value: Double) -> Double {
    SpecialFunctions.upperGammaRatio(shape: shape, at: [value * exposure])[0]
  }
}
