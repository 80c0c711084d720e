/// The one rule for "equal but for rounding": a residual is judged against the scale of what was added up.
public enum Tolerance {
  /// The largest residual of a balance or a fitted margin, as a share of its scale.
  public static let balance = 1e-9

  /// Whether a residual is rounding: |residual| <= limit x scale, and both are finite.
  ///
  /// - Parameters:
  ///   - residual: what is left of an equation that should close, in the unit of its terms.
  ///   - scale: the largest magnitude among the terms, in the same unit; 0 only where every term is 0.
  ///   - limit: the accepted share of the scale.
  /// - Returns: whether the equation closes but for rounding.
  public static func holds(residual: Double, scale: Double, limit: Double = balance) -> Bool {
    residual.isFinite && scale.isFinite && residual.magnitude <= limit * scale
  }
}
