/// The range that a number may lie in: closed, half-open or without an end.
public struct NumberRange: Sendable, Equatable, CustomStringConvertible {
  /// The low end, in the unit of the number, or `nil` for none.
  public let low: Double?
  /// The high end, in the unit of the number, or `nil` for none.
  public let high: Double?
  /// Whether the low end itself is in the range.
  public let includesLow: Bool
  /// Whether the high end itself is in the range.
  public let includesHigh: Bool

  /// Makes a range of its ends.
  ///
  /// - Parameters:
  ///   - low: the low end, in the unit of the number, or `nil` for none.
  ///   - high: the high end, in the same unit, or `nil` for none; below `low` no number is in the range.
  ///   - includesLow: whether the low end itself is in the range.
  ///   - includesHigh: whether the high end itself is in the range.
  public init(low: Double?, high: Double?, includesLow: Bool = true, includesHigh: Bool = true) {
    self.low = low
    self.high = high
    self.includesLow = includesLow
    self.includesHigh = includesHigh
  }

  /// Every finite number.
  public static let any = NumberRange(low: nil, high: nil)
  /// Zero and every number above.
  public static let nonNegative = NumberRange(low: 0, high: nil)
  /// Every number above zero.
  public static let positive = NumberRange(low: 0, high: nil, includesLow: false)
  /// A share, from 0 to 1.
  public static let share = NumberRange(low: 0, high: 1)

  /// The numbers of a closed range.
  ///
  /// - Parameter range: the numbers, both ends included, in the unit of the number that will be checked.
  /// - Returns: the range.
  public static func closed(_ range: ClosedRange<Double>) -> NumberRange {
    NumberRange(low: range.lowerBound, high: range.upperBound)
  }

  /// A number and every number above it.
  ///
  /// - Parameter low: the low end, in the unit of the number that will be checked.
  /// - Returns: the range.
  public static func atLeast(_ low: Double) -> NumberRange { NumberRange(low: low, high: nil) }

  /// A number and every number below it.
  ///
  /// - Parameter high: the high end, in the unit of the number that will be checked.
  /// - Returns: the range.
  public static func atMost(_ high: Double) -> NumberRange { NumberRange(low: nil, high: high) }

  /// Whether a number lies in the range; never so for a number that is not finite.
  ///
  /// - Parameter number: the number, in the unit of the ends.
  /// - Returns: whether it lies in the range.
  public func contains(_ number: Double) -> Bool {
    guard number.isFinite else { return false }
    if let low, number < low || (number == low && !includesLow) { return false }
    if let high, number > high || (number == high && !includesHigh) { return false }
    return true
  }

  /// The range in words, such as `from 0 to 1` or `above 0`.
  public var description: String {
    switch (low, high) {
    case (nil, nil): "any number"
    case (let low?, nil): includesLow ? "\(low.plainText) or more" : "above \(low.plainText)"
    case (nil, let high?): includesHigh ? "at most \(high.plainText)" : "below \(high.plainText)"
    case (let low?, let high?):
      (includesLow ? "from \(low.plainText)" : "above \(low.plainText)")
        + (includesHigh ? " to \(high.plainText)" : " and below \(high.plainText)")
    }
  }
}

extension Double {
  /// The shortest text that reads back to the same number, without `.0` for whole numbers.
  package var plainText: String {
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
