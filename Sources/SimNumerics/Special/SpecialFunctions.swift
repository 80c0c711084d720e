/// Special functions on whole arrays, in vector instructions of the machine at hand.
///
/// An entry depends on its argument alone: same bits at every position, for every length and number of threads.
/// Bits may differ between processors with and without fused multiply-add. All arguments and results are plain
/// numbers without a unit. The forms with `into:` allocate nothing; their result has as many entries as `x`.
public enum SpecialFunctions {
  /// The complementary error function: erfc(x) = 2 / sqrt(pi) times the integral of exp(-t^2) from x to infinity.
  ///
  /// - Parameter x: the arguments, any numbers; not-a-number stays so.
  /// - Returns: as many values from 0 to 2, within 4 ulp also in the tail.
  public static func complementaryError(_ x: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: x.count)
    complementaryError(x, into: &result)
    return result
  }

  /// The complementary error function, written into an array of the same length.
  ///
  /// - Parameters:
  ///   - x: the arguments, any numbers.
  ///   - result: as many entries; what it held is replaced.
  public static func complementaryError(_ x: [Double], into result: inout [Double]) {
    VectorMath.map(.complementaryError, x, into: &result)
  }

  /// The upper tail of the standard normal distribution: Q(z) = erfc(z / sqrt 2) / 2.
  ///
  /// - Parameter z: the standard scores, any numbers; not-a-number stays so.
  /// - Returns: as many probabilities from 0 to 1, within 5 ulp.
  public static func normalUpperTail(_ z: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: z.count)
    normalUpperTail(z, into: &result)
    return result
  }

  /// The upper tail of the standard normal distribution, written into an array of the same length.
  ///
  /// - Parameters:
  ///   - z: the standard scores, any numbers.
  ///   - result: as many entries; what it held is replaced.
  public static func normalUpperTail(_ z: [Double], into result: inout [Double]) {
    VectorMath.map(.normalUpperTail, z, into: &result)
  }

  /// The exponential function e^x.
  ///
  /// - Parameter x: the exponents; above 709.78 the result is infinite, below -745.13 it is 0.
  /// - Returns: as many values, 0 or more.
  public static func exponential(_ x: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: x.count)
    exponential(x, into: &result)
    return result
  }

  /// The exponential function, written into an array of the same length.
  ///
  /// - Parameters:
  ///   - x: the exponents.
  ///   - result: as many entries; what it held is replaced.
  public static func exponential(_ x: [Double], into result: inout [Double]) {
    VectorMath.map(.exponential, x, into: &result)
  }

  /// The natural logarithm ln x.
  ///
  /// - Parameter x: the arguments; of 0 the result is minus infinity, of a negative number not-a-number.
  /// - Returns: as many values.
  public static func logarithm(_ x: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: x.count)
    logarithm(x, into: &result)
    return result
  }

  /// The natural logarithm, written into an array of the same length.
  ///
  /// - Parameters:
  ///   - x: the arguments; below 0 the result is not-a-number.
  ///   - result: as many entries; what it held is replaced.
  public static func logarithm(_ x: [Double], into result: inout [Double]) {
    VectorMath.map(.logarithm, x, into: &result)
  }

  /// The regularised upper incomplete gamma function: Q(k, x) = integral of t^(k-1) e^-t from x on, over Gamma(k).
  ///
  /// This is the survival function of the gamma distribution with shape k at age x in units of its scale. Computed
  /// by Boost.Math in long double.
  ///
  /// - Parameters:
  ///   - shape: k, above 0 and finite; else every result is not-a-number.
  ///   - x: the arguments; 0 and below give 1, not-a-number stays so.
  /// - Returns: as many probabilities from 0 to 1.
  public static func upperGammaRatio(shape: Double, at x: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: x.count)
    upperGammaRatio(shape: shape, at: x, into: &result)
    return result
  }

  /// The regularised upper incomplete gamma function, written into an array of the same length.
  ///
  /// - Parameters:
  ///   - shape: k, above 0 and finite; else every result is not-a-number.
  ///   - x: the arguments; 0 and below give 1.
  ///   - result: as many entries; what it held is replaced.
  public static func upperGammaRatio(shape: Double, at x: [Double], into result: inout [Double]) {
    VectorMath.map(.upperGammaRatio(shape: shape), x, into: &result)
  }
}
