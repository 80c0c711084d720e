internal import SimNumerics

/// The distribution of a number that carries one, or a range: `{value: 0.8, low: 0.6, high: 0.95, distribution: uniform}`.
///
/// Without the key `distribution` a number with low and high is triangular, with its value as the mode. `normal` and
/// `lognormal` have the value as their mean, `stddev` as their standard deviation, and low and high, where given, as bounds.
struct NumberDistribution {
  /// The keys of a number that say how it is distributed.
  static let keys = ["distribution", "stddev", "alpha", "beta", "values", "weights"]
  /// The words of the key `distribution`.
  static let names = ["triangular", "uniform", "normal", "lognormal", "beta", "discrete", "fixed"]

  private let node: MarkedNode
  /// The word of the key, or the default.
  let name: String

  /// The distribution of a map with its origin.
  init(_ node: MarkedNode) {
    self.node = node
    name = node["distribution"]?.text ?? "triangular"
  }

  /// The parameters that stand in the file but have no meaning for this distribution.
  var surplus: [String] {
    let used: [String] =
      switch name {
      case "normal", "lognormal": ["stddev"]
      case "beta": ["alpha", "beta"]
      case "discrete": ["values", "weights"]
      default: []
      }
    return Self.keys.dropFirst().filter { node[$0] != nil && !used.contains($0) }
  }

  /// The parameters that are missing.
  var missing: [String] {
    let needed: [String] =
      switch name {
      case "triangular" where node["distribution"] == nil: []
      case "triangular", "uniform": ["low", "high"]
      case "normal", "lognormal": ["stddev"]
      case "beta": ["alpha", "beta", "low", "high"]
      case "discrete": ["values"]
      default: []
      }
    return needed.filter { node[$0] == nil }
  }

  /// The distribution, or `nil` where the number does not vary or parameters are missing.
  var distribution: Distribution? {
    guard let number = node.sourcedNumber, missing.isEmpty else { return nil }
    let (low, high) = (number.low, number.high)
    switch name {
    case "triangular":
      return low.flatMap { low in high.map { .triangular(low: low, mode: number.value, high: $0) } }
    case "uniform": return low.flatMap { low in high.map { .uniform(low: low, high: $0) } }
    case "normal", "lognormal":
      guard let deviation = node["stddev"]?.sourcedNumber?.value else { return nil }
      let top = high ?? .infinity
      return name == "normal"
        ? .normal(mean: number.value, standardDeviation: deviation, low: low ?? -.infinity, high: top)
        : .lognormal(mean: number.value, standardDeviation: deviation, low: low ?? 0, high: top)
    case "beta":
      guard let alpha = node["alpha"]?.sourcedNumber?.value, let beta = node["beta"]?.sourcedNumber?.value,
        let low, let high
      else { return nil }
      return .beta(alpha: alpha, beta: beta, low: low, high: high)
    case "discrete":
      let values = node["values"]?.items.compactMap { $0.sourcedNumber?.value } ?? []
      let weights = node["weights"]?.items.compactMap { $0.sourcedNumber?.value }
      return .discrete(values: values, weights: weights ?? values.map { _ in 1 })
    default: return nil
    }
  }
}
