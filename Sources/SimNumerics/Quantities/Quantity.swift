/// A number with its unit in the type, so that a wrong argument does not compile.
///
/// It costs no more than a `Double`. Conversions and products between units stand in `UnitProducts.swift` only.
public struct Quantity<Unit: UnitOfMeasure>: Sendable, Hashable {
  /// The number, in the unit that the type names.
  public let value: Double

  /// Makes a quantity of a number in this unit.
  ///
  /// - Parameter value: the number, in the unit that the type names.
  @inlinable public init(_ value: Double) {
    self.value = value
  }

  /// The quantity zero.
  @inlinable public static var zero: Quantity { Quantity(0) }

  /// The sum of two quantities of one unit.
  ///
  /// - Parameters:
  ///   - left: the one quantity.
  ///   - right: the other one.
  /// - Returns: the sum in their unit.
  @inlinable public static func + (left: Quantity, right: Quantity) -> Quantity {
    Quantity(left.value + right.value)
  }

  /// The difference of two quantities of one unit.
  ///
  /// - Parameters:
  ///   - left: what is taken from.
  ///   - right: what is taken away.
  /// - Returns: the difference in their unit.
  @inlinable public static func - (left: Quantity, right: Quantity) -> Quantity {
    Quantity(left.value - right.value)
  }

  /// A quantity times a plain number.
  ///
  /// - Parameters:
  ///   - left: the quantity.
  ///   - factor: any number, without unit.
  /// - Returns: the product in the unit of the quantity.
  @inlinable public static func * (left: Quantity, factor: Double) -> Quantity {
    Quantity(left.value * factor)
  }

  /// The ratio of two quantities of one unit, a plain number.
  ///
  /// - Parameters:
  ///   - left: the numerator.
  ///   - right: the denominator; over 0 the ratio is infinite or not a number.
  /// - Returns: the ratio, without unit.
  @inlinable public static func / (left: Quantity, right: Quantity) -> Double {
    left.value / right.value
  }
}

extension Quantity: Comparable {
  /// Whether the left quantity is the smaller one.
  ///
  /// - Parameters:
  ///   - left: the one quantity.
  ///   - right: the other one.
  /// - Returns: whether the left number is below the right one.
  @inlinable public static func < (left: Quantity, right: Quantity) -> Bool { left.value < right.value }
}

extension Quantity: CustomStringConvertible {
  /// The number followed by the symbol of its unit.
  public var description: String { "\(value) \(Unit.symbol)" }
}
