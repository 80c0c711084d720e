internal import RealModule

/// How long what enters a stock stays there: a distribution of lifetimes, in years.
public enum Lifetime: Sendable, Equatable {
  /// Everything leaves at one age.
  case fixed(mean: Double)
  /// Normal, not cut off at zero: a little leaves at once, S(0) < 1.
  case normal(mean: Double, standardDeviation: Double)
  /// The magnitude of a normal value; the parameters are those before folding.
  case foldedNormal(mean: Double, standardDeviation: Double)
  /// Lognormal; mean and standard deviation of the lifetime itself, not of its logarithm.
  case lognormal(mean: Double, standardDeviation: Double)
  /// Weibull with shape k and scale l.
  case weibull(shape: Double, scale: Double)
  /// Gamma with shape k and scale l; the mean is k l.
  case gamma(shape: Double, scale: Double)
  /// Shares by age, as given.
  case table(SurvivalCurve)

  /// Makes a Weibull lifetime of its shape k and its mean: scale = mean / Gamma(1 + 1/k).
  ///
  /// - Parameters:
  ///   - shape: k, without a unit, above 0; what is not is refused where the lifetime is used.
  ///   - mean: the mean lifetime in years, above 0.
  /// - Returns: the lifetime.
  public static func weibull(shape: Double, mean: Double) -> Lifetime {
    .weibull(shape: shape, scale: mean / Double.gamma(1 + 1 / shape))
  }

  /// The two parameters in the order of ``LifetimeDistribution/parameterNames``, the second 0 where there is one.
  public var parameters: (first: Double, second: Double)? {
    switch self {
    case .fixed(let mean): (mean, 0)
    case .normal(let first, let second), .foldedNormal(let first, let second): (first, second)
    case .lognormal(let first, let second): (first, second)
    case .weibull(let first, let second), .gamma(let first, let second): (first, second)
    case .table: nil
    }
  }

  /// The kind of distribution, `nil` for a table.
  public var distribution: LifetimeDistribution? {
    switch self {
    case .fixed: .fixed
    case .normal: .normal
    case .foldedNormal: .foldedNormal
    case .lognormal: .lognormal
    case .weibull: .weibull
    case .gamma: .gamma
    case .table: nil
    }
  }
}

/// A kind of lifetime distribution with parameters; the raw value is its name in files and on the command line.
public enum LifetimeDistribution: String, Sendable, CaseIterable {
  /// ``Lifetime/fixed(mean:)``
  case fixed
  /// ``Lifetime/normal(mean:standardDeviation:)``
  case normal
  /// ``Lifetime/foldedNormal(mean:standardDeviation:)``
  case foldedNormal = "folded-normal"
  /// ``Lifetime/lognormal(mean:standardDeviation:)``
  case lognormal
  /// ``Lifetime/weibull(shape:scale:)``
  case weibull
  /// ``Lifetime/gamma(shape:scale:)``
  case gamma

  /// The names of the parameters: all are in years but a shape, which has no unit; all are above 0.
  public var parameterNames: [String] {
    switch self {
    case .fixed: ["mean"]
    case .normal, .foldedNormal, .lognormal: ["mean", "stddev"]
    case .weibull, .gamma: ["shape", "scale"]
    }
  }

  /// The lifetime with these parameters, in the order of ``parameterNames``; the second is passed by where there is one.
  ///
  /// - Parameters:
  ///   - first: the first parameter, above 0, in years but for a shape.
  ///   - second: the second one, above 0, in years.
  /// - Returns: the lifetime; numbers out of range are refused where it is used.
  public func lifetime(_ first: Double, _ second: Double) -> Lifetime {
    switch self {
    case .fixed: .fixed(mean: first)
    case .normal: .normal(mean: first, standardDeviation: second)
    case .foldedNormal: .foldedNormal(mean: first, standardDeviation: second)
    case .lognormal: .lognormal(mean: first, standardDeviation: second)
    case .weibull: .weibull(shape: first, scale: second)
    case .gamma: .gamma(shape: first, scale: second)
    }
  }
}

extension Lifetime {
  /// Refuses parameters that are not finite numbers above zero.
  func check(row: Int, stock: Int) throws(CohortStockError) {
    guard let distribution, let parameters else { return }
    let values = [parameters.first, parameters.second]
    for (name, value) in zip(distribution.parameterNames, values) where !(value > 0 && value.isFinite) {
      throw .parameter(name: name, row: row, stock: stock, found: value)
    }
  }
}
