/// Branch and bound over the choice of sites, with the Lagrangian bound in every part.
///
/// In each part the multipliers move along the subgradient (M. Held, P. Wolfe and H. P. Crowder 1974, Mathematical
/// Programming 6:62-88, https://doi.org/10.1007/BF01580223), sites whose role cannot change in a better plan are fixed
/// by their values, and what is left is split at the site that the relaxation likes best of those it is not sure of.
/// Source of bound, fixing and search: J. E. Beasley (1985), EJOR 21:270-273,
/// https://doi.org/10.1016/0377-2217(85)90040-2. No part is dropped unless its bound reaches the best plan to half the
/// accepted gap, so the least bound of the dropped parts is a bound for all.
struct SiteSearch<Model: Relaxation> {
  /// The relative difference to the best plan at which a part is dropped.
  static var droppedGap: Double { 5e-7 }

  private let costs: SiteCosts
  private let whole: Model
  private let deadline: ContinuousClock.Instant?
  /// The exact value of opening these sites and no others; `nil` where they give no plan.
  private let exactValue: ([Int]) -> Double?
  /// Makes a plan from sites that the relaxation chose, and a better one by exchange where it can.
  private let improved: ([Int]) -> (value: Double, open: [Int])?

  private(set) var best: (value: Double, open: [Int])?
  /// The least bound of the parts that are done with.
  private(set) var doneBound = Double.infinity
  private(set) var branchCount = 0
  private var values: [Double]
  private var served: [Double]
  private var choice: SiteChoice
  /// How often the relaxation chose each site of late, 0...1.
  private var favour: [Double]

  init(
    _ costs: SiteCosts, _ relaxation: Model, start: (value: Double, open: [Int])?,
    deadline: ContinuousClock.Instant?, exactValue: @escaping ([Int]) -> Double?,
    improved: @escaping ([Int]) -> (value: Double, open: [Int])?
  ) {
    self.costs = costs
    whole = relaxation
    best = start
    self.deadline = deadline
    self.exactValue = exactValue
    self.improved = improved
    values = Array(repeating: 0, count: costs.siteCount)
    served = Array(repeating: 0, count: costs.demandCount)
    favour = Array(repeating: 0, count: costs.siteCount)
    choice = SiteChoice(siteCount: costs.siteCount)
  }

  private var isLate: Bool { deadline.map { ContinuousClock.now >= $0 } ?? false }

  /// The bound that a part must reach to be dropped; infinite while there is no plan.
  private var target: Double {
    guard let best else { return .infinity }
    return best.value - (costs.isWhole ? 0 : Self.droppedGap * best.value.magnitude)
  }

  /// Searches until nothing is left or the time is up.
  ///
  /// - Parameter multipliers: where to start, one per demand.
  /// - Returns: the proven lower bound.
  mutating func run(multipliers: [Double]) -> Double {
    let roles = Array(repeating: SiteNode.Role.free, count: costs.siteCount)
    var stack = [(SiteNode(roles: roles, multipliers: multipliers, bound: -.infinity), whole)]
    var isRoot = true
    while let (node, model) = stack.popLast() {
      if costs.rounded(node.bound) >= target {
        doneBound = min(doneBound, costs.rounded(node.bound))
        continue
      }
      var part = node
      var relaxation = model
      let site = explore(&part, &relaxation, isRoot: isRoot)
      isRoot = false
      if isLate {
        let left = stack.map { costs.rounded($0.0.bound) } + [costs.rounded(part.bound), doneBound]
        return left.min() ?? -.infinity
      }
      guard let site else { continue }
      branchCount += 1
      var without = part
      without.roles[site] = .closed
      part.roles[site] = .open
      stack.append((without, relaxation))
      stack.append((part, relaxation))
    }
    return min(doneBound, best?.value ?? .infinity)
  }

  /// Raises the bound of a part; returns the site to split at, or `nil` where the part is done with.
  private mutating func explore(_ node: inout SiteNode, _ relaxation: inout Model, isRoot: Bool) -> Int? {
    var rounds = isRoot ? 6 : 3
    while rounds > 0 {
      rounds -= 1
      let before = node.remaining.count
      relaxation.keep(node.remaining)
      guard ascend(&node, &relaxation, limit: isRoot ? 600 : 80, isRoot: isRoot) else { return nil }
      if isLate { return nil }
      if let done = finish(node) { return done ? nil : branchSite(node) }
      if Double(node.remaining.count) > 0.9 * Double(before) { break }
    }
    relaxation.keep(node.remaining)
    return branchSite(node)
  }

  /// Settles a part in which nothing is left to choose; `nil` where something is.
  private mutating func finish(_ node: SiteNode) -> Bool? {
    let open = node.sites(.open)
    let free = node.sites(.free)
    let isFull = open.count == costs.openCount.upperBound
    guard isFull || free.isEmpty else { return nil }
    if costs.openCount.contains(open.count), let value = exactValue(open) {
      offer(value, open)
      doneBound = min(doneBound, value)
    }
    return true
  }

  private mutating func offer(_ value: Double, _ open: [Int]) {
    guard value < (best?.value ?? .infinity), value < costs.penalty else { return }
    best = (value, open.sorted())
  }

  /// Moves the multipliers uphill; `false` where the part is done with.
  private mutating func ascend(
    _ node: inout SiteNode, _ relaxation: inout Model, limit: Int, isRoot: Bool
  ) -> Bool {
    var current = node.multipliers
    var direction = Array(repeating: 0.0, count: current.count)
    var local = -Double.infinity
    var scale = isRoot ? 1.5 : 0.6
    var stale = 0
    for step in 0..<limit {
      relaxation.evaluate(current, into: &values)
      choice.choose(node, values: values, count: acceptedCount(node))
      guard choice.exists else { return false }
      let bound = current.reduce(0, +) + choice.sum
      if bound > local {
        stale = bound > local + 1e-5 * bound.magnitude ? 0 : stale + 1
        local = bound
        guard keep(bound, current, &node) else { return false }
      } else {
        stale += 1
      }
      if stale >= 12 {
        scale /= 2
        stale = 0
        current = node.multipliers
        direction = Array(repeating: 0, count: current.count)
      }
      relaxation.serve(current, chosen: choice.isChosen, into: &served)
      for site in node.roles.indices { favour[site] = 0.9 * favour[site] + (choice.isChosen[site] ? 0.1 : 0) }
      let isMoving = move(&current, &direction, scale: scale, bound: bound)
      if !isMoving || step % (isRoot ? 20 : 40) == 0, let plan = improved(choice.sites) {
        offer(plan.value, plan.open)
      }
      guard isMoving, scale > 0.004 else { break }
      if step % 16 == 15, isLate { break }
    }
    return true
  }

  /// Notes a better bound and fixes sites by it; `false` where the part is done with.
  private mutating func keep(_ bound: Double, _ multipliers: [Double], _ node: inout SiteNode) -> Bool {
    if bound > node.bound {
      node.bound = bound
      node.multipliers = multipliers
    }
    if costs.rounded(bound) >= target {
      doneBound = min(doneBound, costs.rounded(bound))
      return false
    }
    fix(&node, bound)
    return true
  }

  /// One step along the smoothed subgradient; `false` where it is zero.
  private func move(
    _ current: inout [Double], _ direction: inout [Double], scale: Double, bound: Double
  ) -> Bool {
    var norm = 0.0
    for demand in current.indices {
      direction[demand] = 0.4 * direction[demand] + (1 - served[demand])
      norm += direction[demand] * direction[demand]
    }
    guard norm > 0 else { return false }
    let goal = best.map { $0.value } ?? bound + 0.1 * max(bound.magnitude, 1)
    let length = scale * max(goal - bound, 1e-6 * goal.magnitude) / norm
    for demand in current.indices { current[demand] += length * direction[demand] }
    return true
  }

  /// Fixes the free sites whose other role cannot lead to a better plan.
  private mutating func fix(_ node: inout SiteNode, _ bound: Double) {
    let limit = target
    guard limit.isFinite else { return }
    var dropped = Double.infinity
    choice.forEachTurned(values) { site, rise in
      let turned = costs.rounded(bound + rise)
      guard turned >= limit else { return }
      node.roles[site] = choice.isChosen[site] ? .open : .closed
      dropped = min(dropped, turned)
    }
    doneBound = min(doneBound, dropped)
  }

  /// The accepted numbers of open sites, with at least as many as the capacities need.
  private func acceptedCount(_ node: SiteNode) -> ClosedRange<Int> {
    let range = costs.openCount
    var room = node.sites(.open).reduce(0) { $0 + costs.capacity[$1] }
    guard room < costs.neededCapacity else { return range }
    var fewest = node.sites(.open).count
    for capacity in node.sites(.free).map({ costs.capacity[$0] }).sorted(by: >) {
      guard room < costs.neededCapacity * (1 - 1e-12) else { break }
      room += capacity
      fewest += 1
    }
    // Where the sites are too small the part is empty: ask for more sites than there are.
    if room < costs.neededCapacity * (1 - 1e-12) || fewest > range.upperBound {
      return costs.siteCount + 1...costs.siteCount + 1
    }
    return max(range.lowerBound, fewest)...range.upperBound
  }

  /// The free site about which the relaxation is least sure.
  private func branchSite(_ node: SiteNode) -> Int? {
    node.sites(.free).min { left, right in
      let a = (favour[left] - 0.5).magnitude
      let b = (favour[right] - 0.5).magnitude
      return a == b ? left < right : a < b
    }
  }
}
