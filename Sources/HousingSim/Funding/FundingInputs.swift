/// A programme that treats no more dwellings than its sources can pay for.
public struct LimitedProgramme: Sendable, Equatable {
  /// The position of the programme among the outcome lines.
  public let line: Int
  /// The most that it plans, in dwellings for every simulated year.
  public let planned: [Double]

  /// Makes a limit; all prices of the programme have to be per treated dwelling.
  ///
  /// - Parameters:
  ///   - line: the position of the programme among the outcome lines.
  ///   - planned: dwellings, one number per simulated year, 0 or more.
  public init(line: Int, planned: [Double]) {
    self.line = line
    self.planned = planned
  }
}

/// Prices, sources and rules by which programmes are paid for, checked once and immutable.
public struct FundingInputs: Sendable {
  /// The keys of the outcome lines: programmes, construction lines, transformation lines.
  public let lines: [String]
  /// The simulated years.
  public let years: ClosedRange<Int>
  /// The prices of what the lines do.
  public let prices: [ProgrammePrice]
  /// Per line the share of organisation in all that is to be funded, 0 or more and below 1.
  public let organisationShares: [Double]
  /// The sources in the order in which they pay.
  public let sources: [FundingSource]
  /// The positions of the lines in the order in which they ask: limited programmes first.
  public let order: [Int]
  /// The programmes that do only what they can pay.
  public let limited: [LimitedProgramme]

  /// Checks and keeps the inputs, and puts the sources in the order in which they pay.
  ///
  /// That order is the given one, but for sources that have to wait for others: next comes the first one whose
  /// `after` have all had their turn.
  ///
  /// - Parameters:
  ///   - lines: the keys of the outcome lines.
  ///   - years: the simulated years.
  ///   - prices: the prices, each with one value per simulated year.
  ///   - organisationShares: per line the share of organisation in all that is to be funded, 0..<1.
  ///   - sources: the sources.
  ///   - first: the positions of the lines that ask before the others, in their order.
  ///   - limited: the programmes that do only what they can pay; they ask before all others.
  /// - Throws: ``FundingInputError`` for the first input that cannot be used.
  public init(
    lines: [String], years: ClosedRange<Int>, prices: [ProgrammePrice], organisationShares: [Double],
    sources: [FundingSource], first: [Int] = [], limited: [LimitedProgramme] = []
  ) throws(FundingInputError) {
    precondition(
      organisationShares.count == lines.count,
      "\(organisationShares.count) shares of organisation for \(lines.count) lines")
    for price in prices {
      precondition(
        price.euro.count == years.count, "a price of \(price.euro.count) values for \(years.count) years")
      for euro in price.euro where !(euro >= 0 && euro.isFinite) {
        throw FundingInputError.outOfRange(
          owner: lines[price.line], quantity: "the price of \(price.item.rawValue)", found: euro)
      }
    }
    for (line, share) in organisationShares.enumerated() where !(0..<1).contains(share) {
      throw FundingInputError.outOfRange(
        owner: lines[line], quantity: "the share of organisation", found: share)
    }
    for limit in limited {
      let own = prices.filter { $0.line == limit.line }
      guard own.allSatisfy({ $0.measure == .treated }) else {
        throw FundingInputError.notPerDwelling(line: lines[limit.line])
      }
    }
    if let problem = Self.problems(of: sources, lines: lines).first { throw problem }
    self.lines = lines
    self.years = years
    self.prices = prices
    self.organisationShares = organisationShares
    self.sources = Self.paymentOrder(of: sources).order.map { sources[$0] }
    self.limited = limited
    var order: [Int] = []
    for line in limited.map(\.line) + first + Array(lines.indices) where !order.contains(line) {
      order.append(line)
    }
    self.order = order
  }

  /// Everything that is wrong with a list of sources.
  ///
  /// - Parameters:
  ///   - sources: the sources.
  ///   - lines: the keys of the outcome lines.
  /// - Returns: the problems in the order of the sources, a circle of them last.
  public static func problems(of sources: [FundingSource], lines: [String]) -> [FundingInputError] {
    var problems: [FundingInputError] = []
    for (position, source) in sources.enumerated() {
      if sources.prefix(position).contains(where: { $0.key == source.key }) {
        problems.append(.duplicateSource(source.key))
      }
      for name in source.after where !sources.contains(where: { $0.key == name }) {
        problems.append(.unknownSource(source: source.key, named: name))
      }
      problems += rangeProblems(of: source, lines: lines) + matchProblems(of: source, sources, lines: lines)
    }
    let stuck = paymentOrder(of: sources).stuck
    return stuck.isEmpty ? problems : problems + [.circularOrder(circle(among: stuck.map { sources[$0] }))]
  }

  private static func rangeProblems(of source: FundingSource, lines: [String]) -> [FundingInputError] {
    var amounts: [(String, Double, ClosedRange<Double>)] = []
    let any = 0...Double.greatestFiniteMagnitude
    if let cap = source.capEuro { amounts.append(("the cap", cap, any)) }
    if let match = source.match {
      amounts.append(("the ratio of the match", match.ratio, Double.leastNonzeroMagnitude...any.upperBound))
    }
    for claim in source.claims {
      amounts.append(("the share of \(lines[claim.line])", claim.maximumShare, 0...1))
      if let most = claim.maximumPerDwelling {
        amounts.append(("the most per dwelling of \(lines[claim.line])", most, any))
      }
    }
    return amounts.filter { !$0.2.contains($0.1) }.map {
      .outOfRange(owner: source.key, quantity: $0.0, found: $0.1)
    }
  }

  private static func matchProblems(
    of source: FundingSource, _ sources: [FundingSource], lines: [String]
  ) -> [FundingInputError] {
    guard let match = source.match else { return [] }
    guard let other = sources.first(where: { $0.key == match.source }) else {
      return [.unknownSource(source: source.key, named: match.source)]
    }
    guard other.match == nil else { return [.chainedMatch(source: source.key, match: other.key)] }
    return source.claims.filter { other.claim(on: $0.line) == nil }.map {
      .matchWithoutClaim(source: source.key, match: other.key, line: lines[$0.line])
    }
  }

  /// The order in which sources pay, and those that wait for each other for ever; positions in the list.
  private static func paymentOrder(of sources: [FundingSource]) -> (order: [Int], stuck: [Int]) {
    var order: [Int] = []
    var waiting = Array(sources.indices)
    while let next = waiting.first(where: { candidate in
      !waiting.contains { $0 != candidate && sources[candidate].after.contains(sources[$0].key) }
        && !sources[candidate].after.contains(sources[candidate].key)
    }) {
      order.append(next)
      waiting.removeAll { $0 == next }
    }
    return (order, waiting)
  }

  /// Sources of which each comes after the next one, and the last one after the first.
  private static func circle(among stuck: [FundingSource]) -> [String] {
    var path: [String] = []
    var next = stuck.first
    while let source = next, !path.contains(source.key) {
      path.append(source.key)
      next = stuck.first { source.after.contains($0.key) }
    }
    return Array(path.drop { $0 != next?.key })
  }
}
