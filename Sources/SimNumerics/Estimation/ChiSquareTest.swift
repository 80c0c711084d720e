/// How likely a sum of squared normal residuals is at least as large by chance alone.
public struct ChiSquareTest: Sendable, Equatable {
  /// The sum of squares, without a unit, 0 or more.
  public let statistic: Double
  /// How many independent squares it has, 0 or more; with 0 nothing is tested.
  public let degreesOfFreedom: Int

  /// Makes a test of a sum of squares.
  ///
  /// - Parameters:
  ///   - statistic: the sum of squares, 0 or more.
  ///   - degreesOfFreedom: how many of them are independent, 0 or more.
  public init(statistic: Double, degreesOfFreedom: Int) {
    precondition(degreesOfFreedom >= 0, "\(degreesOfFreedom) degrees of freedom")
    self.statistic = statistic
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a sum at least as large, p = Q(k / 2, x / 2) with k degrees of freedom; 1 without any.
  public var probability: Double {
    guard degreesOfFreedom > 0 else { return 1 }
    return SpecialFunctions.upperGammaRatio(shape: Double(degreesOfFreedom) / 2, at: [statistic / 2])[0]
  }
}
