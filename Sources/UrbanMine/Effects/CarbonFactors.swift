/// Emission factors of materials and of the way of reused products, all of one published set of factors.
///
/// Factors of different sets do not compare: they draw the line around production in different places.
public struct CarbonFactors: Sendable, Equatable {
  /// Primary production, kg CO2e per kg, per stream.
  public let primary: [Double]
  /// Production from recycled material, kg CO2e per kg, per stream.
  public let secondary: [Double]
  /// What production from recycled instead of primary material changes, kg CO2e per kg, per stream.
  let change: [Double]
  /// Refurbishment in a hub, kg CO2e per kg received.
  public let refurbishment: Double
  /// Transport by the vehicle of the scenario, kg CO2e per t km.
  public let transport: Double

  /// Makes factors and checks them.
  ///
  /// - Parameters:
  ///   - streamCount: the number of streams.
  ///   - primary: kg CO2e per kg, per stream, not negative.
  ///   - secondary: kg CO2e per kg, per stream, not negative.
  ///   - refurbishment: kg CO2e per kg received, not negative.
  ///   - transport: kg CO2e per t km, not negative.
  /// - Throws: ``MineInputError`` for an array of the wrong length or a number out of range.
  public init(
    streamCount: Int, primary: [Double], secondary: [Double], refurbishment: Double, transport: Double
  ) throws(MineInputError) {
    let amount = AcceptedRange.amount
    let item = "carbon factors"
    try amount.check(primary, count: streamCount, of: "primary production (kg CO2e/kg)", in: item)
    try amount.check(secondary, count: streamCount, of: "secondary production (kg CO2e/kg)", in: item)
    try amount.check(refurbishment, of: "refurbishment (kg CO2e/kg)", in: item)
    try amount.check(transport, of: "transport (kg CO2e/t km)", in: item)
    self.primary = primary
    self.secondary = secondary
    change = zip(secondary, primary).map { $0 - $1 }
    self.refurbishment = refurbishment
    self.transport = transport
  }
}
