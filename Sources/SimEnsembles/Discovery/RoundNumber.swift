internal import RealModule

/// Limits with few digits, so that a box can be said.
enum RoundNumber {
  /// The multiple of the greatest power of ten that lies below a number and not below another one.
  ///
  /// - Parameters:
  ///   - high: finite; the result lies below it.
  ///   - low: below `high`; the result is at least this.
  /// - Returns: a number with low <= result < high.
  static func below(_ high: Double, from low: Double) -> Double {
    for exponent in stride(from: 15, through: -15, by: -1) {
      let power = Double.pow(10, exponent.magnitude == 0 ? 0 : Int(exponent.magnitude))
      func multiple(_ number: Double) -> Double { exponent >= 0 ? number * power : number / power }
      let number = (exponent >= 0 ? high / power : high * power).rounded(.down)
      for candidate in [multiple(number), multiple(number - 1)] where candidate >= low && candidate < high {
        return candidate
      }
    }
    return low
  }
}
