internal import RealModule

extension Distribution {
  /// The mean, after bounds have cut the distribution; in the unit of the variable.
  public var mean: Double { moments.mean }

  /// The variance, after bounds have cut the distribution; in the unit of the variable, squared.
  public var variance: Double { moments.variance }

  private var moments: (mean: Double, variance: Double) {
    switch self {
    case .uniform(let low, let high):
      return (low + (high - low) / 2, (high - low) * (high - low) / 12)
    case .triangular(let low, let mode, let high):
      let (left, right) = (mode - low, high - mode)
      return (mode + (right - left) / 3, (left * left + left * right + right * right) / 18)
    case .beta(let alpha, let beta, let low, let high):
      let (sum, width) = (alpha + beta, high - low)
      return (low + width * (alpha / sum), width * width * (alpha / sum) * (beta / sum) / (sum + 1))
    case .gamma(let shape, let scale):
      return (shape * scale, shape * scale * scale)
    case .discrete(let values, let weights):
      return Self.weighted(values, weights)
    case .normal(let mean, let deviation, let low, let high):
      if low == high || deviation == 0 { return (min(max(mean, low), high), 0) }
      if low == -.infinity && high == .infinity { return (mean, deviation * deviation) }
      let slice = NormalSlice(low: (low - mean) / deviation, high: (high - mean) / deviation)
      return Self.moments(of: slice) { mean + deviation * $0 }
    case .lognormal(let mean, let deviation, let low, let high):
      if low == high || deviation == 0 { return (min(max(mean, low), high), 0) }
      if low <= 0 && high == .infinity { return (mean, deviation * deviation) }
      let logarithm = LogMoments(mean, deviation)
      return Self.moments(of: logarithm.slice(low: low, high: high), reach: 2 * logarithm.deviation) {
        Double.exp(logarithm.mean + logarithm.deviation * $0)
      }
    }
  }

  /// Mean and variance of values with weights.
  private static func weighted(_ values: [Double], _ weights: [Double]) -> (mean: Double, variance: Double) {
    let sum = weights.reduce(0, +)
    let mean = zip(values, weights).reduce(0) { $0 + $1.1 / sum * $1.0 }
    return (mean, zip(values, weights).reduce(0) { $0 + $1.1 / sum * ($1.0 - mean) * ($1.0 - mean) })
  }

  /// Mean and variance of a function of a standard normal score that lies in a slice.
  ///
  /// Quadrature by Gauss and Legendre with 8 points in each of 256 equal panels, which has no cancellation, unlike the
  /// closed forms; beyond 40 standard deviations (and `reach`) nothing is left in double precision.
  private static func moments(
    of slice: NormalSlice, reach: Double = 0, _ value: (Double) -> Double
  ) -> (mean: Double, variance: Double) {
    let low = max(slice.low, -40)
    let high = min(slice.high, max(40, low + 40) + reach)
    let panels = 256
    let half = (high - low) / Double(panels) / 2
    // Relative to the density nearest to zero, so that a far tail does not vanish.
    let peak = min(max(0, low), high)
    var (values, weights): ([Double], [Double]) = ([], [])
    for panel in 0..<panels {
      let centre = low + Double(2 * panel + 1) * half
      for (node, weight) in legendre {
        for score in [centre - node * half, centre + node * half] {
          values.append(value(score))
          weights.append(weight * Double.exp((peak - score) * (peak + score) / 2))
        }
      }
    }
    return weighted(values, weights)
  }

  /// The positive nodes of the rule with 8 points on -1...1 and their weights. Source: Abramowitz and Stegun (1964),
  /// table 25.4.
  private static let legendre: [(node: Double, weight: Double)] = [
    (0.183434642495649805, 0.362683783378361983), (0.525532409916328986, 0.313706645877887287),
    (0.796666477413626740, 0.222381034453374471), (0.960289856497536232, 0.101228536290376259),
  ]
}
