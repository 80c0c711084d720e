/// The relaxation of a siting problem in which the demands need not be served, at a price for each that is not.
///
/// With multipliers u the value of a site is the best it can do alone, and every choice of sites S within the accepted
/// numbers gives
///
///     L(u) = sum over i of u(i) + least over S of sum over j in S of value(j)
///
/// which no plan undercuts. Source: G. Cornuejols, M. L. Fisher and G. L. Nemhauser (1977), Management Science
/// 23:789-810, https://doi.org/10.1287/mnsc.23.8.789.
protocol Relaxation: Sendable {
  /// Keeps these sites only; the others are closed for good in this part of the search.
  mutating func keep(_ sites: [Int])
  /// Writes the value of each kept site at multipliers u (one per demand), 0 at most but for its fixed cost.
  mutating func evaluate(_ multipliers: [Double], into values: inout [Double])
  /// Adds up which share of each demand the chosen sites serve in the relaxation.
  mutating func serve(_ multipliers: [Double], chosen: [Bool], into served: inout [Double])
}

/// The relaxation without capacities: value(j) = f(j) + sum over i of min(0, c(i, j) - u(i)).
struct FreeRelaxation: Relaxation {
  private let costs: SiteCosts
  /// The kept sites of each demand, cheapest first, each list closed by an infinite cost.
  private var cost: [Double] = []
  private var site: [Int32] = []
  private var starts: [Int] = []
  private var kept: [Int]

  init(_ costs: SiteCosts) {
    self.costs = costs
    kept = Array(0..<costs.siteCount)
    for demand in 0..<costs.demandCount {
      starts.append(cost.count)
      append(demand)
    }
  }

  /// Appends the list of a demand.
  private mutating func append(_ demand: Int) {
    let own = kept.map { costs.serving[costs.start(ofSite: $0) + demand] }
    let order = kept.filter { own[$0] < costs.penalty }
      .sorted { own[$0] == own[$1] ? $0 < $1 : own[$0] < own[$1] }
    for position in order {
      cost.append(own[position])
      site.append(Int32(position))
    }
    cost.append(.infinity)
    site.append(0)
  }

  mutating func keep(_ sites: [Int]) {
    var isKept = Array(repeating: false, count: costs.siteCount)
    for site in sites { isKept[site] = true }
    kept = sites
    var target = 0
    var source = 0
    for demand in starts.indices {
      source = starts[demand]
      starts[demand] = target
      while cost[source] < .infinity {
        if isKept[Int(site[source])] {
          cost[target] = cost[source]
          site[target] = site[source]
          target += 1
        }
        source += 1
      }
      cost[target] = .infinity
      target += 1
    }
    cost.removeSubrange(target...)
    site.removeSubrange(target...)
  }

  mutating func evaluate(_ multipliers: [Double], into values: inout [Double]) {
    for site in kept { values[site] = costs.fixed[site] }
    for demand in starts.indices {
      let limit = multipliers[demand]
      var position = starts[demand]
      while cost[position] < limit {
        values[Int(site[position])] += cost[position] - limit
        position += 1
      }
    }
  }

  mutating func serve(_ multipliers: [Double], chosen: [Bool], into served: inout [Double]) {
    for demand in starts.indices {
      let limit = multipliers[demand]
      var position = starts[demand]
      var count = 0.0
      while cost[position] < limit {
        if chosen[Int(site[position])] { count += 1 }
        position += 1
      }
      served[demand] = count
    }
  }
}

/// The relaxation with capacities: each site fills its capacity with what it serves best, the last demand in part.
///
///     value(j) = f(j) + least over x of sum over i of (c(i, j) - u(i)) x(i, j),
///                sum over i of a(i) x(i, j) <= K(j), 0 <= x(i, j) <= 1
struct CapacitatedRelaxation: Relaxation {
  private let costs: SiteCosts
  private var kept: [Int]
  private var items: [(ratio: Double, demand: Int)] = []

  init(_ costs: SiteCosts) {
    self.costs = costs
    kept = Array(0..<costs.siteCount)
  }

  mutating func keep(_ sites: [Int]) { kept = sites }

  mutating func evaluate(_ multipliers: [Double], into values: inout [Double]) {
    for site in kept {
      var value = costs.fixed[site]
      fill(site, multipliers) { value += $1 * $2 }
      values[site] = value
    }
  }

  mutating func serve(_ multipliers: [Double], chosen: [Bool], into served: inout [Double]) {
    for demand in served.indices { served[demand] = 0 }
    for site in kept where chosen[site] {
      fill(site, multipliers) { demand, share, _ in served[demand] += share }
    }
  }

  /// Calls `use` with each demand that a site serves, the share of it, and its worth c - u below 0.
  private mutating func fill(
    _ site: Int, _ multipliers: [Double], use: (_ demand: Int, _ share: Double, _ worth: Double) -> Void
  ) {
    let start = costs.start(ofSite: site)
    items.removeAll(keepingCapacity: true)
    var wanted = 0.0
    for demand in 0..<costs.demandCount {
      let worth = costs.serving[start + demand] - multipliers[demand]
      guard worth < 0 else { continue }
      let amount = costs.amounts[demand]
      items.append((worth / amount, demand))
      wanted += amount
    }
    var room = costs.capacity[site]
    if wanted > room { items.sort { $0.ratio == $1.ratio ? $0.demand < $1.demand : $0.ratio < $1.ratio } }
    for item in items {
      let amount = costs.amounts[item.demand]
      let share = amount <= room ? 1 : room / amount
      use(item.demand, share, costs.serving[start + item.demand] - multipliers[item.demand])
      room -= share * amount
      guard room > 0 else { return }
    }
  }
}
