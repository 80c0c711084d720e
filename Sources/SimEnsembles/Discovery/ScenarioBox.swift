/// A limit that a box puts on a parameter.
public struct BoxRestriction: Sendable, Equatable {
  /// The position of the parameter.
  public let parameter: Int
  /// Members inside have values above this one; `nil` for no limit from below. In the unit of the parameter.
  public let above: Double?
  /// Members inside have values below this one; `nil` for no limit from above. In the unit of the parameter.
  public let below: Double?
  /// The probability of at least as many outcomes in as many members, drawn at random from the box without this
  /// restriction, by the binomial distribution. Source: B. P. Bryant and R. J. Lempert (2010), Technological Forecasting
  /// and Social Change 77:34-49, quasi-p-value.
  public let quasiProbability: Double

  /// Whether a value lies inside.
  ///
  /// - Parameter value: the value of a member, in the unit of the parameter.
  /// - Returns: whether the limits leave it inside; a value at a limit is outside.
  public func contains(_ value: Double) -> Bool {
    value > above ?? -.infinity && value < below ?? .infinity
  }
}

/// A region of the parameters in which an outcome is frequent.
public struct ScenarioBox: Sendable, Equatable {
  /// The limits, by parameter; at least one.
  public let restrictions: [BoxRestriction]
  /// The number of members inside.
  public let members: Int
  /// The number of members inside that have the outcome.
  public let outcomes: Int
  /// The number of members that were searched: all but those of the boxes before this one.
  public let searched: Int
  /// The number of members that were searched and have the outcome.
  public let searchedOutcomes: Int
  /// The share of searches in shuffled outcomes that found an excess as great as this one, (1 + k) / (1 + n).
  public let probability: Double

  /// The share of the searched members with the outcome that lie inside.
  public var coverage: Double { Double(outcomes) / Double(searchedOutcomes) }

  /// The share of the members inside that have the outcome.
  public var density: Double { Double(outcomes) / Double(members) }

  /// Whether a member lies inside.
  ///
  /// - Parameter values: one value per parameter.
  /// - Returns: whether all restrictions hold.
  public func contains(_ values: [Double]) -> Bool {
    restrictions.allSatisfy { $0.contains(values[$0.parameter]) }
  }
}
