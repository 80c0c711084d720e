/// Divides the money of a year: line after line, each asking its sources in their order.
///
/// A source gives the least of what is still asked and of its limits: the share of the line, the amount per dwelling,
/// what is left of its cap, and what its match can pay along. All amounts are whole cents.
struct FundingAllocation {
  let sources: [FundingSource]
  let year: Int
  /// What is left of every cap.
  private(set) var left: [Double]
  /// What every source may still give this year.
  private var room: [Double]
  /// Lines x sources.
  private(set) var grants: [Double]
  private(set) var steps: [FundingStep] = []

  init(sources: [FundingSource], year: Int, lineCount: Int, left: [Double]) {
    self.sources = sources
    self.year = year
    self.left = left
    room = zip(sources, left).map { source, left in
      guard source.years.contains(year) else { return 0 }
      return source.isSpread ? Cents.floor(left / Double(source.years.upperBound - year + 1)) : left
    }
    grants = Array(repeating: 0, count: lineCount * sources.count)
  }

  /// Pays for a line.
  ///
  /// - Parameters:
  ///   - line: the position of the line.
  ///   - asked: all that is to be funded, in cents.
  ///   - dwellings: the dwellings that the line treated.
  /// - Returns: what no source paid for, in cents.
  mutating func fund(line: Int, asked: Double, dwellings: Double) -> Double {
    var rest = asked
    for source in sources.indices {
      guard rest > 0, let claim = sources[source].claim(on: line) else { continue }
      var (allowed, limit) = limits(claim, of: source, line: line, asked: asked, dwellings: dwellings)
      let partner = sources[source].match.flatMap { match in
        sources.firstIndex { $0.key == match.source }
      }
      var along = 0.0
      if let match = sources[source].match, let partner, let claim = sources[partner].claim(on: line) {
        along = limits(claim, of: partner, line: line, asked: asked, dwellings: dwellings).allowed
        let matched = Cents.floor(min(rest / (1 + match.ratio), along / match.ratio))
        if matched < allowed { (allowed, limit) = (matched, .match) }
      }
      let granted = min(rest, allowed)
      give(granted, of: rest, from: source, to: line, allowed: allowed, limit)
      rest -= granted
      if let match = sources[source].match, let partner, granted > 0 {
        let share = min(rest, along, Cents.ceiling(match.ratio * granted))
        give(share, of: rest, from: partner, to: line, allowed: share, .match)
        rest -= share
      }
    }
    if rest > 0 {
      let euro = Cents.euro(rest)
      steps.append(
        FundingStep(line: line, source: nil, asked: euro, allowed: euro, granted: euro, limit: nil))
    }
    return rest
  }

  /// The most that a source may still give to a line, and what limits it.
  private func limits(
    _ claim: FundingSource.Claim, of source: Int, line: Int, asked: Double, dwellings: Double
  ) -> (allowed: Double, limit: FundingLimit) {
    guard sources[source].years.contains(year) else { return (0, .period) }
    let given = grants[line * sources.count + source]
    let capLimit: FundingLimit = room[source] < left[source] ? .yearlyPart : .cap
    var smallest = (allowed: room[source], limit: capLimit)
    let byShare = Cents.floor(claim.maximumShare * asked) - given
    if byShare < smallest.allowed { smallest = (byShare, .share) }
    if let most = claim.maximumPerDwelling {
      let byDwelling = Cents.floor(most * 100 * dwellings) - given
      if byDwelling < smallest.allowed { smallest = (byDwelling, .perDwelling) }
    }
    return (max(0, smallest.allowed), smallest.limit)
  }

  private mutating func give(
    _ cents: Double, of rest: Double, from source: Int, to line: Int, allowed: Double, _ limit: FundingLimit
  ) {
    left[source] -= cents
    room[source] -= cents
    grants[line * sources.count + source] += cents
    steps.append(
      FundingStep(
        line: line, source: source, asked: Cents.euro(rest), allowed: Cents.euro(min(rest, allowed)),
        granted: Cents.euro(cents), limit: cents < rest ? limit : nil))
  }
}
