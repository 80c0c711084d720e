internal import RealModule
internal import SimNumerics

/// Scenario discovery: boxes in the space of the parameters that tell in which members an outcome happens.
///
/// The patient rule induction method, PRIM (``Peeling``, then pasting), with a defence against chance in two steps. The box
/// on the peeling trajectory with the greatest excess of outcomes is compared with what peeling finds after the outcomes were
/// shuffled; where shuffled ones do as well too often, there is no box. Of a box that stands, restrictions whose
/// quasi-p-value is above a level are dropped.
public struct ScenarioDiscovery: Sendable {
  /// The share of the members of a box that is peeled or pasted at a time.
  public var share = 0.05
  /// The least share of all members that a box holds.
  public var leastSupport = 0.05
  /// The probability with which a box may be found where there is none. With the number of shuffles below, no shuffle may
  /// do as well.
  public var level = 0.01
  /// The number of shuffles.
  public var shuffles = 99
  /// The quasi-p-value above which a restriction is dropped.
  public var restrictionLevel = 0.05
  /// How many boxes are looked for, each among the members outside the boxes before it.
  public var mostBoxes = 3
  /// The seed of the shuffles.
  public var seed: UInt64 = 0

  /// A search with the shares of Friedman and Fisher and levels that are assumptions of this library.
  public init() {}

  /// The boxes, the most telling first; none where the outcome happens by chance, always or never.
  ///
  /// - Parameter data: the members.
  /// - Returns: at most ``mostBoxes`` boxes.
  public func boxes(_ data: DiscoveryData) -> [ScenarioBox] {
    var found: [ScenarioBox] = []
    var members = Array(0..<data.members)
    while found.count < mostBoxes, let box = box(data, members, number: found.count) {
      found.append(box)
      members.removeAll { member in box.contains(data.values.map { $0[member] }) }
    }
    return found
  }

  private func box(_ data: DiscoveryData, _ members: [Int], number: Int) -> ScenarioBox? {
    let all = BoxCount(members: members.count, outcomes: members.count { data.hasOutcome[$0] })
    guard all.outcomes > 0, all.outcomes < all.members else { return nil }
    let orders = data.values.map { column in
      members.sorted { (column[$0], $0) < (column[$1], $1) }
    }
    let least = max(1, Int((leastSupport * Double(data.members)).rounded(.up)))
    let peeling = Peeling(data.values, data.hasOutcome, orders: orders, share: share, least: least)
    let chosen = peeling.trajectory[peeling.best]
    guard peeling.best > 0,
      let probability = probabilityByShuffling(
        data, members, orders, least: least, number: number, excess: chosen.count.excess(over: all))
    else { return nil }
    var bounds = chosen.bounds
    paste(&bounds, data, members, all: all, least: least)
    let kept = dropWeakRestrictions(&bounds, data, members)
    let count = self.count(bounds, data, members)
    guard !kept.isEmpty else { return nil }
    return ScenarioBox(
      restrictions: kept, members: count.members, outcomes: count.outcomes, searched: all.members,
      searchedOutcomes: all.outcomes, probability: probability)
  }

  /// The share of shuffled outcomes in which peeling finds as great an excess; `nil` as soon as it is above the level.
  private func probabilityByShuffling(
    _ data: DiscoveryData, _ members: [Int], _ orders: [[Int]], least: Int, number: Int, excess: Double
  ) -> Double? {
    let stream = ParameterStream(seed: seed, name: "shuffled outcomes")
    let all = BoxCount(members: members.count, outcomes: members.count { data.hasOutcome[$0] })
    var asGreat = 0
    for shuffle in 0..<shuffles {
      var source = RandomSource(stream, member: shuffle, index: number)
      let shuffled = members.shuffled(using: &source)
      var hasOutcome = data.hasOutcome
      for (member, other) in zip(members, shuffled) { hasOutcome[member] = data.hasOutcome[other] }
      let peeling = Peeling(data.values, hasOutcome, orders: orders, share: share, least: least)
      if peeling.trajectory[peeling.best].count.excess(over: all) >= excess { asGreat += 1 }
      if Double(1 + asGreat) / Double(1 + shuffles) > level + 1e-12 { return nil }
    }
    return Double(1 + asGreat) / Double(1 + shuffles)
  }

  private func count(
    _ bounds: BoxBounds, _ data: DiscoveryData, _ members: [Int], but left: Int? = nil
  ) -> BoxCount {
    members.reduce(into: BoxCount()) { count, member in
      guard bounds.contains(member, of: data.values, but: left) else { return }
      count.members += 1
      if data.hasOutcome[member] { count.outcomes += 1 }
    }
  }

  /// Pasting, and peeling by less: moves restricted faces outwards or inwards over ever smaller slices of members, down to
  /// one, as long as that raises the excess of outcomes.
  private func paste(
    _ bounds: inout BoxBounds, _ data: DiscoveryData, _ members: [Int], all: BoxCount, least: Int
  ) {
    var now = count(bounds, data, members)
    var size = max(1, Int(share * Double(now.members)))
    while size >= 1 {
      let moves = data.values.indices.flatMap { parameter in
        [(true, true), (true, false), (false, true), (false, false)].compactMap { isLow, isOutward in
          moved(bounds, parameter, isLow: isLow, isOutward: isOutward, by: size, data, members)
        }
      }.filter { $0.count.members >= least }
      let best = moves.max { $0.count.excess(over: all) < $1.count.excess(over: all) }
      if let best, best.count.excess(over: all) > now.excess(over: all) {
        (bounds, now) = (best.bounds, best.count)
      } else {
        size /= 2
      }
    }
  }

  /// The box with one restricted face moved over so many members, and over those with equal values.
  private func moved(
    _ bounds: BoxBounds, _ parameter: Int, isLow: Bool, isOutward: Bool, by size: Int, _ data: DiscoveryData,
    _ members: [Int]
  ) -> (bounds: BoxBounds, count: BoxCount)? {
    let column = data.values[parameter]
    let face = isLow ? bounds.low[parameter] : bounds.high[parameter]
    guard face.isFinite else { return nil }
    // The values beyond the face, outside or inside of the box, the nearest first.
    let goesDown = isLow == isOutward
    let beyond = members.filter { member in
      let value = column[member]
      return
        (isOutward ? (goesDown ? value < face : value > face) : (goesDown ? value <= face : value >= face))
        && bounds.contains(member, of: data.values, but: isOutward ? parameter : nil)
    }.map { column[$0] }.sorted { goesDown ? $0 > $1 : $0 < $1 }
    let place = isOutward ? min(size, beyond.count) - 1 : size
    guard beyond.indices.contains(place) else { return nil }
    var result = bounds
    if isLow { result.low[parameter] = beyond[place] } else { result.high[parameter] = beyond[place] }
    return (result, count(result, data, members))
  }

  /// Drops restrictions that chance explains, the weakest first, and gives those that stay.
  private func dropWeakRestrictions(
    _ bounds: inout BoxBounds, _ data: DiscoveryData, _ members: [Int]
  ) -> [BoxRestriction] {
    while true {
      let inside = count(bounds, data, members)
      let restricted = data.values.indices.filter { bounds.low[$0].isFinite || bounds.high[$0].isFinite }
      let weights = restricted.map { parameter in
        (parameter, quasiProbability(inside, within: count(bounds, data, members, but: parameter)))
      }
      guard let weakest = weights.max(by: { $0.1 < $1.1 }), weakest.1 > restrictionLevel else {
        return weights.map { restriction($0.0, bounds, data, members, $0.1) }
      }
      bounds.low[weakest.0] = -.infinity
      bounds.high[weakest.0] = .infinity
    }
  }

  /// The probability of at least so many outcomes in a random draw from a larger box: the upper tail of the binomial.
  private func quasiProbability(_ inside: BoxCount, within larger: BoxCount) -> Double {
    let (n, p) = (inside.members, larger.density)
    guard p > 0 && p < 1 else { return 1 }
    var logTerm =
      Double.logGamma(Double(n + 1)) - Double.logGamma(Double(inside.outcomes + 1))
      - Double.logGamma(Double(n - inside.outcomes + 1)) + Double(inside.outcomes) * Double.log(p)
      + Double(n - inside.outcomes) * Double.log(onePlus: -p)
    var tail = 0.0
    for k in inside.outcomes...n {
      tail += Double.exp(logTerm)
      logTerm += Double.log(Double(n - k) / Double(k + 1) * p / (1 - p))
    }
    return min(1, tail)
  }

  private func restriction(
    _ parameter: Int, _ bounds: BoxBounds, _ data: DiscoveryData, _ members: [Int], _ probability: Double
  ) -> BoxRestriction {
    let column = data.values[parameter]
    let inside = members.filter { bounds.contains(column[$0], parameter: parameter) }.map { column[$0] }
    let outside = members.filter { !bounds.contains(column[$0], parameter: parameter) }.map { column[$0] }
    let (least, greatest) = (inside.min() ?? 0, inside.max() ?? 0)
    return BoxRestriction(
      parameter: parameter,
      above: outside.filter { $0 < least }.max().map { RoundNumber.below(least, from: $0) },
      below: outside.filter { $0 > greatest }.min().map { -RoundNumber.below(-greatest, from: -$0) },
      quasiProbability: probability)
  }
}
