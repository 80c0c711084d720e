internal import SimNumerics

/// The score interval of a probability that was estimated by counting.
///
///     (k + z^2 / 2 -/+ z sqrt(k (n - k) / n + z^2 / 4)) / (n + z^2)
///
/// Source: E. B. Wilson (1927), Journal of the American Statistical Association 22:209-212. It takes the members as
/// independent, so it is too wide for hypercubes and Sobol points rather than too narrow.
public enum WilsonInterval {
  /// The interval that holds the probability with some confidence.
  ///
  /// - Parameters:
  ///   - successes: k, from 0 to n.
  ///   - trials: n, 0 or more.
  ///   - confidence: above 0 and below 1.
  /// - Returns: bounds within 0...1; all of it for no trials.
  public static func bounds(successes: Int, trials: Int, confidence: Double = 0.95) -> ClosedRange<Double> {
    precondition(
      successes >= 0 && successes <= trials && confidence > 0 && confidence < 1,
      "\(successes) of \(trials) with confidence \(confidence)")
    guard trials > 0 else { return 0...1 }
    let (k, n) = (Double(successes), Double(trials))
    let z = NormalDistribution.quantile(0.5 + confidence / 2)
    let half = z * (k * (n - k) / n + z * z / 4).squareRoot()
    let low = successes == 0 ? 0 : (k + z * z / 2 - half) / (n + z * z)
    let high = successes == trials ? 1 : (k + z * z / 2 + half) / (n + z * z)
    return low...high
  }
}
