public import SimNumerics

/// Iterative proportional fitting: the table nearest to a seed that holds all margins.
///
/// Each round scales the cells, margin by margin:
///
///     cell <- cell x total(group of the cell) / sum over the group
///
/// until every margin holds. Among all tables with these margins the result keeps the odds ratios of the seed where no
/// margin speaks (it minimises the Kullback-Leibler divergence from the seed). Cells that are zero in the seed stay
/// zero. Source: W. E. Deming and F. F. Stephan (1940), Annals of Mathematical Statistics 11:427-444.
public enum ProportionalFitting {
  /// Fits a table to margins.
  ///
  /// - Parameters:
  ///   - seed: starting weights, 0 or more: labels of the first axis x ... , the last contiguous.
  ///   - axes: the axes of the table.
  ///   - margins: the totals to hold; any number, over any axes.
  ///   - tolerance: the accepted residual, relative to each total.
  ///   - maximumIterations: rounds after which the margins count as conflicting; one round is always made.
  /// - Returns: the fitted table; the last margin holds to rounding, the others to the tolerance.
  /// - Throws: ``SynthesisError`` naming the margins that conflict.
  /// - Complexity: rounds x margins x cells above zero in the seed.
  public static func fit(
    seed: [Double], axes: Axis<SynthesisAxis>, margins: [Margin], tolerance: Double = Tolerance.balance,
    maximumIterations: Int = 10_000
  ) throws(SynthesisError) -> SynthesisFit {
    try FittingPlan(axes: axes, margins: margins).fit(
      seed: seed, totals: margins.map(\.totals), tolerance: tolerance, maximumIterations: maximumIterations)
  }
}
