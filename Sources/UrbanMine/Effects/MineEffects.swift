/// The factors that turn flows into emissions and euro.
public struct MineEffects: Sendable, Equatable {
  /// Emission factors of materials, refurbishment and transport.
  public let carbon: CarbonFactors
  /// Use of energy by label and heating, and its emission factors.
  public let operation: OperationFactors
  /// Unit prices.
  public let cost: CostFactors

  /// Puts checked factors together.
  ///
  /// - Parameters:
  ///   - carbon: emission factors of materials, refurbishment and transport.
  ///   - operation: use of energy by label and heating, and its emission factors.
  ///   - cost: unit prices.
  public init(carbon: CarbonFactors, operation: OperationFactors, cost: CostFactors) {
    self.carbon = carbon
    self.operation = operation
    self.cost = cost
  }
}
