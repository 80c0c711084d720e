/// What the sources carry from one year to the next.
public struct FundingState: Sendable, Equatable {
  /// What is left of the cap of every source, in whole cents; infinite where nothing limits it.
  var left: [Double]

  /// What is left of the cap of a source in euro, or `nil` where nothing limits it.
  ///
  /// - Parameter source: the position of the source, in the order of payment.
  /// - Returns: euro in whole cents, 0 or more, or `nil`.
  public func leftEuro(source: Int) -> Double? { left[source].isFinite ? Cents.euro(left[source]) : nil }
}
