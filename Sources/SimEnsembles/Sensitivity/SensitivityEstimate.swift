internal import SimNumerics

/// An estimated number and its standard error.
public struct SensitivityEstimate: Sendable, Equatable {
  /// The estimate, in the unit of what is estimated; not-a-number where it is not defined.
  public let value: Double
  /// The standard error, in the unit of the value; not-a-number where it is not defined.
  public let standardError: Double

  /// An estimate.
  ///
  /// - Parameters:
  ///   - value: the estimate, in the unit of what is estimated; not-a-number where it is not defined.
  ///   - standardError: the standard error in the same unit, 0 or more; not-a-number where it is not defined.
  public init(value: Double, standardError: Double) {
    self.value = value
    self.standardError = standardError
  }

  /// The interval that holds the true number with some confidence, by the normal distribution: value -/+ z standard errors.
  ///
  /// - Parameter confidence: above 0 and below 1.
  /// - Returns: the interval, or `nil` where the estimate is not defined.
  public func interval(confidence: Double = 0.95) -> ClosedRange<Double>? {
    let half = NormalDistribution.quantile(0.5 + confidence / 2) * standardError
    return half.isFinite && value.isFinite ? value - half...value + half : nil
  }
}
