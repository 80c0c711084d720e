internal import SimNumerics

/// The costs of a siting problem as the searches read them.
struct SiteCosts: Sendable {
  let siteCount: Int
  let demandCount: Int
  /// The fixed cost of each site.
  let fixed: [Double]
  /// The capacity of each site; infinite for no limit.
  let capacity: [Double]
  /// The amount of each demand.
  let amounts: [Double]
  /// The cost of serving a whole demand, sites x demands; the penalty where a site cannot.
  let serving: [Double]
  /// More than any plan costs: a value of this much or more is none of a plan.
  let penalty: Double
  /// Whether every sum of costs is a whole number, so that a bound may be rounded up.
  let isWhole: Bool
  /// How many sites may be open.
  let openCount: ClosedRange<Int>

  init(_ problem: SitingProblem) {
    siteCount = problem.sites.count
    demandCount = problem.demands.count
    fixed = problem.sites.map(\.fixedCost)
    capacity = problem.sites.map(\.capacity)
    amounts = problem.demands.map(\.amount)
    openCount = problem.openCount
    var serving: [Double] = []
    for site in 0..<problem.sites.count {
      for demand in 0..<problem.demands.count {
        let cost = problem.unitCosts[demand, site]
        // Nothing to serve costs nothing, and 0 x infinity is no number.
        serving.append(problem.demands[demand].amount == 0 ? 0 : problem.demands[demand].amount * cost)
      }
    }
    let finite = serving.filter(\.isFinite)
    let dearest = (finite.max() ?? 0) * Double(demandCount) + fixed.reduce(0, +)
    let penalty = (dearest + 1).rounded(.up)
    self.penalty = penalty
    self.serving = serving.map { $0.isFinite ? $0 : penalty }
    let whole = 9_007_199_254_740_992.0 / Double(max(1, siteCount + demandCount))
    isWhole =
      !problem.isCapacitated
      && (fixed + finite).allSatisfy { $0 == $0.rounded() && $0 < whole }
  }

  /// The total capacity that a plan needs.
  var neededCapacity: Double { amounts.reduce(0, +) }

  /// Where the costs of a site start in `serving`.
  func start(ofSite site: Int) -> Int { site * demandCount }

  /// A bound after rounding up, where every value is a whole number.
  func rounded(_ bound: Double) -> Double {
    guard isWhole, bound.isFinite else { return bound }
    return (bound - 1e-6 - 1e-12 * bound.magnitude).rounded(.up)
  }

  /// The value of opening sites without capacities: fixed costs and every demand at its cheapest open site.
  func value(ofOpening open: [Int]) -> Double {
    var least = Array(repeating: Double.infinity, count: demandCount)
    for site in open {
      let start = start(ofSite: site)
      for demand in 0..<demandCount { least[demand] = min(least[demand], serving[start + demand]) }
    }
    return open.reduce(0) { $0 + fixed[$1] } + least.reduce(0, +)
  }
}
