/// The probability distribution of an uncertain number; all its numbers have the unit of that number.
///
/// Make one freely and ask ``check()`` before use: quantiles and moments of numbers that do not describe a distribution
/// have no meaning. Ranges of width zero and a standard deviation of zero give a constant.
public enum Distribution: Sendable, Equatable {
  /// Every value from low to high is equally likely.
  case uniform(low: Double, high: Double)
  /// The density rises in a straight line from low to mode and falls in one to high.
  case triangular(low: Double, mode: Double, high: Double)
  /// The normal distribution, cut off outside its bounds; mean and standard deviation are those before the cut.
  case normal(mean: Double, standardDeviation: Double, low: Double = -.infinity, high: Double = .infinity)
  /// The lognormal distribution, cut off outside its bounds; mean and standard deviation are those of the variable
  /// itself (not of its logarithm) before the cut.
  case lognormal(mean: Double, standardDeviation: Double, low: Double = 0, high: Double = .infinity)
  /// The beta distribution with density proportional to t^(alpha-1) (1-t)^(beta-1), stretched from 0...1 to low...high.
  case beta(alpha: Double, beta: Double, low: Double = 0, high: Double = 1)
  /// The gamma distribution with density proportional to t^(shape-1) e^(-t/scale), t from 0 on; its mean is shape x scale.
  case gamma(shape: Double, scale: Double)
  /// One of some values, each with a probability in proportion to its weight.
  case discrete(values: [Double], weights: [Double])

  /// Checks that the numbers describe a distribution.
  ///
  /// - Throws: ``DistributionError`` with the first number that is wrong.
  public func check() throws(DistributionError) {
    switch self {
    case .uniform(let low, let high):
      try Self.checkRange(low, high)
    case .triangular(let low, let mode, let high):
      try Self.checkRange(low, high)
      try Self.checkFinite(.mode, mode)
      guard mode >= low && mode <= high else { throw .modeOutside(mode: mode, low: low, high: high) }
    case .normal(let mean, let deviation, let low, let high):
      try Self.checkFinite(.mean, mean)
      try Self.checkBounds(low, high, deviation)
    case .lognormal(let mean, let deviation, let low, let high):
      try Self.checkFinite(.mean, mean)
      guard mean > 0 else { throw .notPositive(.mean, found: mean) }
      try Self.checkBounds(low, high, deviation)
    case .beta(let alpha, let beta, let low, let high):
      for (parameter, value) in [(DistributionParameter.alpha, alpha), (.beta, beta)] {
        try Self.checkFinite(parameter, value)
        guard value > 0 else { throw .notPositive(parameter, found: value) }
      }
      try Self.checkRange(low, high)
    case .gamma(let shape, let scale):
      for (parameter, value) in [(DistributionParameter.shape, shape), (.scale, scale)] {
        try Self.checkFinite(parameter, value)
        guard value > 0 else { throw .notPositive(parameter, found: value) }
      }
    case .discrete(let values, let weights):
      try Self.checkWeights(values, weights)
    }
    guard hasMass else { throw .nothingWithin(low: support.lowerBound, high: support.upperBound) }
  }

  /// The least and the greatest value that can be drawn; infinite where there is no bound.
  public var support: ClosedRange<Double> {
    switch self {
    case .uniform(let low, let high), .triangular(let low, _, let high), .normal(_, _, let low, let high),
      .beta(_, _, let low, let high):
      return low...max(low, high)
    case .lognormal(_, _, let low, let high):
      return max(low, 0)...max(low, high, 0)
    case .gamma:
      return 0...(.infinity)
    case .discrete(let values, let weights):
      let possible = zip(values, weights).filter { $0.1 > 0 }.map(\.0)
      return (possible.min() ?? 0)...(possible.max() ?? 0)
    }
  }

  /// The quantile function: the least x with P(X <= x) >= u.
  ///
  /// Who asks often makes a ``QuantileFunction`` once.
  ///
  /// - Parameter u: a probability, 0 < u < 1.
  /// - Returns: a number within ``support``, in the unit of the variable.
  public func quantile(_ u: Double) -> Double {
    QuantileFunction(self)(u)
  }

  /// Whether the bounds hold some probability.
  private var hasMass: Bool {
    switch self {
    case .normal(let mean, let deviation, let low, let high):
      if deviation == 0 { return low <= mean && mean <= high }
      return low == high && low.isFinite
        || NormalSlice(low: (low - mean) / deviation, high: (high - mean) / deviation).mass > 0
    case .lognormal(let mean, let deviation, let low, let high):
      if deviation == 0 { return low <= mean && mean <= high }
      return low == high && low.isFinite && low > 0
        || LogMoments(mean, deviation).slice(low: low, high: high).mass > 0
    default: return true
    }
  }

  private static func checkFinite(_ parameter: DistributionParameter, _ value: Double)
    throws(DistributionError)
  {
    guard value.isFinite else { throw .notFinite(parameter, found: value) }
  }

  private static func checkRange(_ low: Double, _ high: Double) throws(DistributionError) {
    try checkFinite(.low, low)
    try checkFinite(.high, high)
    guard low <= high else { throw .lowAboveHigh(low: low, high: high) }
    guard (high - low).isFinite else { throw .notFinite(.high, found: high - low) }
  }

  private static func checkBounds(
    _ low: Double, _ high: Double, _ deviation: Double
  ) throws(DistributionError) {
    try checkFinite(.standardDeviation, deviation)
    guard deviation >= 0 else { throw .negative(.standardDeviation, found: deviation) }
    guard !low.isNaN else { throw .notFinite(.low, found: low) }
    guard !high.isNaN else { throw .notFinite(.high, found: high) }
    guard low <= high else { throw .lowAboveHigh(low: low, high: high) }
  }

  private static func checkWeights(_ values: [Double], _ weights: [Double]) throws(DistributionError) {
    guard !values.isEmpty else { throw .noValues }
    guard weights.count == values.count else {
      throw .weightCount(values: values.count, weights: weights.count)
    }
    for (position, value) in values.enumerated() where !value.isFinite {
      throw .value(position: position, found: value)
    }
    for (position, weight) in weights.enumerated() where !(weight >= 0 && weight.isFinite) {
      throw .weight(position: position, found: weight)
    }
    let sum = weights.reduce(0, +)
    guard sum > 0 && sum.isFinite else { throw .weightSum(sum) }
  }
}
