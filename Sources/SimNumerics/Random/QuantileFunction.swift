internal import CSimMath
internal import RealModule

/// The quantile function of a distribution with what does not depend on the probability computed once.
///
/// A uniform random number u turns into a draw: x = F^-1(u), which never decreases with u.
public struct QuantileFunction: Sendable, Equatable {
  private enum Form: Sendable, Equatable {
    case constant(Double)
    case uniform(low: Double, high: Double)
    case triangular(low: Double, mode: Double, high: Double)
    case normal(mean: Double, deviation: Double, slice: NormalSlice)
    case lognormal(LogMoments, slice: NormalSlice)
    case beta(alpha: Double, beta: Double, low: Double, high: Double)
    case gamma(shape: Double, scale: Double)
    case discrete(values: [Double], cumulative: [Double])
  }

  private let form: Form
  private let support: ClosedRange<Double>

  /// The quantile function of a distribution that passes its ``Distribution/check()``.
  ///
  /// - Parameter distribution: the distribution.
  public init(_ distribution: Distribution) {
    support = distribution.support
    form = Self.form(of: distribution)
  }

  /// The least x with P(X <= x) >= u.
  ///
  /// The normal and lognormal distributions come from ``NormalDistribution``, the beta and gamma distributions from the
  /// inverse incomplete beta and gamma functions of Boost.Math; the others are closed forms.
  ///
  /// - Parameter u: a probability, 0 < u < 1.
  /// - Returns: a number within the support, in the unit of the variable.
  public func callAsFunction(_ u: Double) -> Double {
    min(max(unbounded(u), support.lowerBound), support.upperBound)
  }

  private func unbounded(_ u: Double) -> Double {
    switch form {
    case .constant(let value): return value
    case .uniform(let low, let high): return low + u * (high - low)
    case .triangular(let low, let mode, let high):
      let width = high - low
      // The share below the mode is (mode - low) / width.
      return u * width <= mode - low
        ? low + (u * width * (mode - low)).squareRoot()
        : high - ((1 - u) * width * (high - mode)).squareRoot()
    case .normal(let mean, let deviation, let slice): return mean + deviation * slice.quantile(u)
    case .lognormal(let moments, let slice):
      return Double.exp(moments.mean + moments.deviation * slice.quantile(u))
    case .beta(let alpha, let beta, let low, let high):
      return low + (high - low) * sim_beta_quantile(alpha, beta, u)
    case .gamma(let shape, let scale): return scale * sim_gamma_quantile(shape, u)
    case .discrete(let values, let cumulative):
      let target = u * cumulative[cumulative.count - 1]
      return values[min(Self.firstIndex(of: cumulative, from: target), values.count - 1)]
    }
  }

  private static func form(of distribution: Distribution) -> Form {
    switch distribution {
    case .uniform(let low, let high): return .uniform(low: low, high: high)
    case .triangular(let low, let mode, let high): return .triangular(low: low, mode: mode, high: high)
    case .normal(let mean, let deviation, let low, let high):
      guard deviation > 0 && low < high else { return .constant(mean) }
      let slice = NormalSlice(low: (low - mean) / deviation, high: (high - mean) / deviation)
      return .normal(mean: mean, deviation: deviation, slice: slice)
    case .lognormal(let mean, let deviation, let low, let high):
      guard deviation > 0 && low < high else { return .constant(mean) }
      let moments = LogMoments(mean, deviation)
      return .lognormal(moments, slice: moments.slice(low: low, high: high))
    case .beta(let alpha, let beta, let low, let high):
      return .beta(alpha: alpha, beta: beta, low: low, high: high)
    case .gamma(let shape, let scale): return .gamma(shape: shape, scale: scale)
    case .discrete(let values, let weights):
      let sorted = zip(values, weights).filter { $0.1 > 0 }.sorted { $0.0 < $1.0 }
      var sum = 0.0
      let cumulative = sorted.map { pair -> Double in
        sum += pair.1
        return sum
      }
      return .discrete(values: sorted.map(\.0), cumulative: cumulative)
    }
  }

  /// The first position whose sum reaches a target, by halving.
  private static func firstIndex(of cumulative: [Double], from target: Double) -> Int {
    var (first, count) = (0, cumulative.count)
    while count > 0 {
      let half = count / 2
      if cumulative[first + half] < target {
        first += half + 1
        count -= half + 1
      } else {
        count = half
      }
    }
    return first
  }
}
