/// The members of an ensemble in which the causes of an outcome are looked for.
public struct DiscoveryData: Sendable {
  /// The names of the parameters.
  public let names: [String]
  /// The values by parameter and member, parameters x members, in the units of the parameters; finite.
  public let values: [[Double]]
  /// Per member whether it has the outcome, such as a missed target.
  public let hasOutcome: [Bool]

  /// Members.
  ///
  /// - Parameters:
  ///   - names: the names of the parameters.
  ///   - values: one array per parameter with one value per member.
  ///   - hasOutcome: one entry per member.
  /// - Throws: ``DiscoveryError`` where a value is not finite.
  public init(names: [String], values: [[Double]], hasOutcome: [Bool]) throws(DiscoveryError) {
    precondition(
      values.count == names.count && values.allSatisfy { $0.count == hasOutcome.count },
      "\(values.map(\.count)) values for \(names.count) parameters and \(hasOutcome.count) members")
    for (parameter, column) in values.enumerated() {
      for (member, value) in column.enumerated() where !value.isFinite {
        throw .notFinite(parameter: names[parameter], member: member, found: value)
      }
    }
    self.names = names
    self.values = values
    self.hasOutcome = hasOutcome
  }

  /// The number of members.
  public var members: Int { hasOutcome.count }
}

/// Why an outcome cannot be looked into.
public enum DiscoveryError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A value is infinite or not a number.
  case notFinite(parameter: String, member: Int, found: Double)

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .notFinite(let parameter, let member, let found):
      "\(parameter) of member \(member) is \(found); it has to be a finite number"
    }
  }
}
