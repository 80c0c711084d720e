/// Mass was lost or made: an equation of the mine does not hold.
public struct MineBalanceError: Error, Equatable, CustomStringConvertible {
  /// The equations that must hold.
  public enum Equation: String, Sendable {
    /// released = reused + recycled + downcycled + incinerated + landfilled + process loss + change of stores.
    case released = "released mass of stream"
    /// demand = reused + recycled + primary.
    case demand = "demand of stream"
    /// released - reused = sum of the causes why mass is not reused, change of stores included.
    case unused = "mass by cause of stream"
    /// change of store = refurbished - dispatched - expired.
    case store = "store of hub"
  }

  /// The equation that does not hold.
  public let equation: Equation
  /// The key of the stream or hub.
  public let key: String
  /// The simulated year.
  public let year: Int
  /// The step in the year, from 0.
  public let step: Int
  /// The difference of the two sides in kg.
  public let residual: Double
  /// The largest magnitude in the equation in kg.
  public let scale: Double

  init(_ line: BalanceLine, _ equation: Equation, key: String, year: Int, step: Int) {
    self.equation = equation
    self.key = key
    self.year = year
    self.step = step
    residual = line.residual
    scale = line.scale
  }

  /// The problem in one sentence.
  public var description: String {
    "the \(equation.rawValue) \(key) does not balance in year \(year), step \(step): "
      + "residual \(residual) kg at a scale of \(scale) kg"
  }
}
