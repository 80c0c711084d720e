internal import SimNumerics

/// What every choice of sites costs one member of an ensemble.
///
///     cost(S) = e sum over i of a(i) d(i, S) + f |S|
///
/// with the amounts a of the member (t per year), kilometres d to the site of S that serves zone i, transport e (euro
/// per t km) and a fixed cost f (euro per hub and year). The sums of a member do not depend on other members, so that
/// members can be taken in any order and in blocks of any size.
public struct HubOptionCosts: Sendable, Equatable {
  /// Euro a year, one per option.
  public private(set) var euro: [Double]
  /// The cheapest option, the first where several cost the same.
  public private(set) var best = 0
  /// t km a year, one per option.
  public private(set) var tonneKilometres: [Double]

  /// Makes room for the options.
  ///
  /// - Parameter options: the choices of sites that will be evaluated.
  public init(_ options: HubOptions) {
    euro = Array(repeating: 0, count: options.options.count)
    tonneKilometres = euro
  }

  /// The cost of an option above the cheapest one in euro a year, 0 or more.
  ///
  /// - Parameter option: the position of the option, from 0.
  /// - Returns: euro a year.
  public func regret(ofOption option: Int) -> Double { euro[option] - euro[best] }

  /// Evaluates every option for a member in place of the last one.
  ///
  /// - Parameters:
  ///   - options: the choices of sites.
  ///   - tonnes: t per year, one per zone, finite and 0 or more.
  ///   - euroPerTonneKm: transport, finite and 0 or more.
  ///   - euroPerHub: the fixed cost of a hub in euro a year, finite and 0 or more.
  /// - Throws: ``SitingError`` naming the first number that cannot be used.
  public mutating func evaluate(
    _ options: HubOptions, tonnes: [Double], euroPerTonneKm: Double, euroPerHub: Double
  ) throws(SitingError) {
    precondition(
      tonnes.count == options.zoneCount && euro.count == options.options.count,
      "\(tonnes.count) amounts and \(euro.count) costs for \(options.zoneCount) zones and "
        + "\(options.options.count) options")
    try Self.check(euroPerTonneKm, "transport (euro/t km)")
    try Self.check(euroPerHub, "fixed cost (euro/year)")
    for option in tonneKilometres.indices { tonneKilometres[option] = 0 }
    for zone in tonnes.indices {
      try Self.check(tonnes[zone], "amount of zone \(zone)")
      let start = zone * tonneKilometres.count
      for option in tonneKilometres.indices {
        tonneKilometres[option] += tonnes[zone] * options.kilometres.storage[start + option]
      }
    }
    best = 0
    for option in euro.indices {
      euro[option] =
        tonneKilometres[option] * euroPerTonneKm + euroPerHub * Double(options.options[option].count)
      if euro[option] < euro[best] { best = option }
    }
  }

  private static func check(_ value: Double, _ field: @autoclosure () -> String) throws(SitingError) {
    guard value >= 0, value.isFinite else {
      throw .outOfRange("member", field(), value, "a finite number that is not negative")
    }
  }
}

/// How often each choice of sites is the cheapest; tallies of blocks of members add up in any order.
public struct HubOptionTally: Sendable, Equatable {
  /// The number of members.
  public private(set) var memberCount = 0
  /// The number of members for which an option is the cheapest, one per option.
  public private(set) var wins: [Int]

  /// Makes a tally without members.
  ///
  /// - Parameter optionCount: the number of options, 0 or more.
  public init(optionCount: Int) {
    wins = Array(repeating: 0, count: optionCount)
  }

  /// Counts a member.
  ///
  /// - Parameter costs: the costs of the member, of as many options.
  public mutating func add(_ costs: HubOptionCosts) {
    memberCount += 1
    wins[costs.best] += 1
  }

  /// Adds the members of another tally of the same options.
  ///
  /// - Parameter other: the other tally.
  public mutating func add(_ other: HubOptionTally) {
    precondition(wins.count == other.wins.count, "tallies of \(wins.count) and \(other.wins.count) options")
    memberCount += other.memberCount
    for option in wins.indices { wins[option] += other.wins[option] }
  }

  /// The share of the members for which an option is the cheapest, 0...1; 0 without members.
  ///
  /// - Parameter option: the position of the option, from 0.
  /// - Returns: 0...1.
  public func probabilityBest(ofOption option: Int) -> Double {
    memberCount > 0 ? Double(wins[option]) / Double(memberCount) : 0
  }
}
