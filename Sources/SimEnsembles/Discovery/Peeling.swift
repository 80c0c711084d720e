/// A box: for every parameter the least and the greatest value inside.
struct BoxBounds: Sendable, Equatable {
  var low: [Double]
  var high: [Double]

  /// The box without restrictions.
  init(parameters: Int) {
    low = [Double](repeating: -.infinity, count: parameters)
    high = [Double](repeating: .infinity, count: parameters)
  }

  /// Whether a value of a parameter lies inside.
  func contains(_ value: Double, parameter: Int) -> Bool {
    value >= low[parameter] && value <= high[parameter]
  }

  /// Whether a member lies inside, but for a parameter that may be left out.
  func contains(_ member: Int, of values: [[Double]], but left: Int? = nil) -> Bool {
    values.indices.allSatisfy { $0 == left || contains(values[$0][member], parameter: $0) }
  }
}

/// How many members a box holds and how many of them have the outcome.
struct BoxCount: Sendable, Equatable {
  var members = 0
  var outcomes = 0

  /// The share of the members of the box with the outcome.
  var density: Double { members == 0 ? 0 : Double(outcomes) / Double(members) }

  /// How many standard deviations more outcomes there are than in as many members drawn at random.
  func excess(over all: BoxCount) -> Double {
    let expected = Double(members) * all.density
    let variance = expected * (1 - all.density)
    return variance > 0 ? (Double(outcomes) - expected) / variance.squareRoot() : 0
  }
}

/// Top-down peeling: in each step the box loses the small slice at one of its faces whose loss raises the density most.
///
/// A slice holds a given share of the members of the box, more where values are equal. The gain is judged per member lost:
/// gain in density x members left / members lost. Source: J. H. Friedman and N. I. Fisher (1999), Bump hunting in
/// high-dimensional data, Statistics and Computing 9:123-143; for slices of different size J. H. Kwakkel and M.
/// Jaxa-Rozen (2016), Environmental Modelling and Software 79:311-321.
struct Peeling {
  /// The boxes from the whole to the smallest, with what they hold.
  private(set) var trajectory: [(bounds: BoxBounds, count: BoxCount)] = []
  /// The position of the box with the greatest excess of outcomes over the whole.
  private(set) var best = 0

  private let values: [[Double]]
  private let hasOutcome: [Bool]

  /// Peels from the whole until no slice can go.
  ///
  /// - Parameters:
  ///   - values: the values by parameter and member, of all members.
  ///   - hasOutcome: one entry per member.
  ///   - orders: for every parameter the members that take part, by increasing value.
  ///   - share: the share of the members of a box that a slice holds.
  ///   - least: the least number of members of a box.
  init(_ values: [[Double]], _ hasOutcome: [Bool], orders: [[Int]], share: Double, least: Int) {
    self.values = values
    self.hasOutcome = hasOutcome
    var orders = orders
    var bounds = BoxBounds(parameters: values.count)
    let members = orders.first ?? []
    var count = BoxCount(members: members.count, outcomes: members.count { hasOutcome[$0] })
    let all = count
    trajectory.append((bounds, count))
    var isInside = [Bool](repeating: true, count: hasOutcome.count)
    while let slice = bestSlice(orders, count, share: share, least: least) {
      for member in slice.members { isInside[member] = false }
      for parameter in orders.indices { orders[parameter].removeAll { !isInside[$0] } }
      let order = orders[slice.parameter]
      if slice.isLow {
        bounds.low[slice.parameter] = values[slice.parameter][order[0]]
      } else {
        bounds.high[slice.parameter] = values[slice.parameter][order[order.count - 1]]
      }
      count.members -= slice.members.count
      count.outcomes -= slice.outcomes
      trajectory.append((bounds, count))
      if count.excess(over: all) > trajectory[best].count.excess(over: all) { best = trajectory.count - 1 }
    }
  }

  private struct Slice {
    let parameter: Int
    let isLow: Bool
    let members: ArraySlice<Int>
    let outcomes: Int
    let gain: Double
  }

  private func bestSlice(_ orders: [[Int]], _ count: BoxCount, share: Double, least: Int) -> Slice? {
    var best: Slice?
    for parameter in orders.indices {
      for isLow in [true, false] {
        let members = slice(orders[parameter], values[parameter], isLow: isLow, share: share)
        let left = count.members - members.count
        guard !members.isEmpty, left >= least, left > 0 else { continue }
        let outcomes = members.count { hasOutcome[$0] }
        let density = Double(count.outcomes - outcomes) / Double(left)
        let gain = (density - count.density) * Double(left) / Double(members.count)
        if gain > best?.gain ?? -.infinity {
          best = Slice(parameter: parameter, isLow: isLow, members: members, outcomes: outcomes, gain: gain)
        }
      }
    }
    return best
  }

  /// The members at one face: as many as the share says, and all with a value equal to one of theirs only if the slice
  /// would be empty otherwise.
  private func slice(_ order: [Int], _ values: [Double], isLow: Bool, share: Double) -> ArraySlice<Int> {
    let wanted = max(1, Int(share * Double(order.count)))
    guard wanted < order.count else { return [] }
    if isLow {
      // The first value that stays.
      var end = wanted
      while end > 0 && values[order[end - 1]] == values[order[wanted]] { end -= 1 }
      if end == 0 {
        end = wanted
        while end < order.count && values[order[end]] == values[order[0]] { end += 1 }
      }
      return order[..<end]
    }
    let last = order.count - 1
    var start = order.count - wanted
    while start <= last && values[order[start]] == values[order[last - wanted]] { start += 1 }
    if start > last {
      start = order.count - wanted
      while start > 0 && values[order[start - 1]] == values[order[last]] { start -= 1 }
    }
    return order[start...]
  }
}
