/// The kinds of dwelling that households tell apart: dwelling types x tenures x conditions, the condition contiguous.
public struct DwellingKinds: Sendable, Equatable {
  /// The number of dwelling types.
  public let typeCount: Int
  /// The number of tenures.
  public let tenureCount: Int
  /// The number of conditions.
  public let conditionCount: Int

  /// Makes kinds; each number is 1 or more.
  ///
  /// - Parameters:
  ///   - typeCount: the number of dwelling types.
  ///   - tenureCount: the number of tenures.
  ///   - conditionCount: the number of conditions.
  public init(typeCount: Int, tenureCount: Int, conditionCount: Int) {
    precondition(
      typeCount > 0 && tenureCount > 0 && conditionCount > 0,
      "\(typeCount) types, \(tenureCount) tenures and \(conditionCount) conditions")
    self.typeCount = typeCount
    self.tenureCount = tenureCount
    self.conditionCount = conditionCount
  }

  /// The number of kinds.
  public var count: Int { marketCount * conditionCount }

  /// The number of markets, a dwelling type and a tenure each.
  public var marketCount: Int { typeCount * tenureCount }

  /// The kind of a type, a tenure and a condition.
  ///
  /// - Parameters:
  ///   - type: the position of the dwelling type, from 0.
  ///   - tenure: that of the tenure.
  ///   - condition: that of the condition.
  /// - Returns: (type x tenures + tenure) x conditions + condition.
  public func kind(type: Int, tenure: Int, condition: Int) -> Int {
    (type * tenureCount + tenure) * conditionCount + condition
  }

  /// The market of a kind.
  ///
  /// - Parameter kind: the kind, from 0 and below ``count``.
  /// - Returns: the market, from 0 and below ``marketCount``.
  public func market(of kind: Int) -> Int { kind / conditionCount }

  /// The dwelling type of a kind.
  ///
  /// - Parameter kind: the kind, from 0 and below ``count``.
  /// - Returns: the position of the dwelling type, from 0.
  public func type(of kind: Int) -> Int { market(of: kind) / tenureCount }

  /// The tenure of a kind.
  ///
  /// - Parameter kind: the kind, from 0 and below ``count``.
  /// - Returns: the position of the tenure, from 0.
  public func tenure(of kind: Int) -> Int { market(of: kind) % tenureCount }

  /// The condition of a kind.
  ///
  /// - Parameter kind: the kind, from 0 and below ``count``.
  /// - Returns: the position of the condition, from 0.
  public func condition(of kind: Int) -> Int { kind % conditionCount }
}
