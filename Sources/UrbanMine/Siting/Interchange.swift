/// Exchange of open and closed sites until no single change makes a plan without capacities cheaper.
///
/// A change opens a site, closes one, or does both; all closed sites are tried in turn against the best site to close
/// for each, which takes one pass over the demands. Sources: M. B. Teitz and P. Bart (1968), Operations Research
/// 16:955-961, https://doi.org/10.1287/opre.16.5.955; R. A. Whitaker (1983), INFOR 21:95-108,
/// https://doi.org/10.1080/03155986.1983.11731889 (the two nearest sites of each demand kept).
struct Interchange {
  private let costs: SiteCosts
  private(set) var open: [Int]
  private(set) var value: Double
  private var isOpen: [Bool]
  private var nearest: [Int]
  private var least: [Double]
  private var second: [Double]
  /// What closing each site costs, but for the fixed cost saved.
  private var loss: [Double]

  init(_ costs: SiteCosts, open: [Int]) {
    self.costs = costs
    self.open = open
    value = .infinity
    isOpen = Array(repeating: false, count: costs.siteCount)
    nearest = Array(repeating: 0, count: costs.demandCount)
    least = Array(repeating: costs.penalty, count: costs.demandCount)
    second = least
    loss = Array(repeating: 0, count: costs.siteCount)
    for site in open { isOpen[site] = true }
    refresh()
  }

  /// Opens the site that helps most, one after the other, until enough are open and none helps.
  static func greedy(_ costs: SiteCosts) -> Interchange {
    var plan = Interchange(costs, open: [])
    while plan.open.count < costs.openCount.upperBound {
      var best = (gain: -Double.infinity, site: -1)
      for site in 0..<costs.siteCount where !plan.isOpen[site] {
        let gain = plan.gain(ofOpening: site)
        if gain > best.gain { best = (gain, site) }
      }
      guard best.site >= 0, best.gain > 0 || plan.open.count < costs.openCount.lowerBound else { break }
      plan.change(opening: best.site, closing: nil)
    }
    return plan
  }

  /// The cost of each demand at its second cheapest open site, where multipliers start well.
  var secondCosts: [Double] { zip(least, second).map { $1 < costs.penalty ? $1 : $0 } }

  /// Makes changes until none helps.
  mutating func improve() {
    var isImproved = true
    while isImproved {
      isImproved = false
      for site in 0..<costs.siteCount where !isOpen[site] {
        if exchange(for: site) { isImproved = true }
      }
      if closeOne() { isImproved = true }
    }
  }

  /// The smallest change that counts, so that rounding does not go round in circles.
  private var step: Double { 1e-9 * max(value.magnitude, 1e-300) }

  private func gain(ofOpening site: Int) -> Double {
    let start = costs.start(ofSite: site)
    var gain = -costs.fixed[site]
    for demand in 0..<costs.demandCount { gain += max(0, least[demand] - costs.serving[start + demand]) }
    return gain
  }

  /// Opens a site, alone or against the best one to close, where that helps.
  private mutating func exchange(for site: Int) -> Bool {
    let start = costs.start(ofSite: site)
    var gain = -costs.fixed[site]
    for other in open { loss[other] = -costs.fixed[other] }
    for demand in 0..<costs.demandCount {
      let cost = costs.serving[start + demand]
      let now = least[demand]
      if cost < now { gain += now - cost } else { loss[nearest[demand]] += min(cost, second[demand]) - now }
    }
    var closing = open.first
    for other in open { if let least = closing, loss[other] < loss[least] { closing = other } }
    let swap = closing.map { gain - loss[$0] } ?? -.infinity
    let alone = open.count < costs.openCount.upperBound ? gain : -.infinity
    guard max(swap, alone) > step else { return false }
    change(opening: site, closing: swap > alone ? closing : nil)
    return true
  }

  /// Closes the site that saves most, where one saves.
  private mutating func closeOne() -> Bool {
    guard open.count > costs.openCount.lowerBound else { return false }
    for other in open { loss[other] = -costs.fixed[other] }
    for demand in 0..<costs.demandCount { loss[nearest[demand]] += second[demand] - least[demand] }
    guard let closing = open.min(by: { loss[$0] < loss[$1] }), loss[closing] < -step else { return false }
    change(opening: nil, closing: closing)
    return true
  }

  private mutating func change(opening: Int?, closing: Int?) {
    if let closing {
      isOpen[closing] = false
      open.removeAll { $0 == closing }
    }
    if let opening {
      isOpen[opening] = true
      open.append(opening)
    }
    refresh()
  }

  /// Finds the nearest and the second nearest open site of each demand again.
  private mutating func refresh() {
    for demand in least.indices {
      least[demand] = costs.penalty
      second[demand] = costs.penalty
    }
    for site in open {
      let start = costs.start(ofSite: site)
      for demand in least.indices {
        let cost = costs.serving[start + demand]
        if cost < least[demand] {
          second[demand] = least[demand]
          least[demand] = cost
          nearest[demand] = site
        } else if cost < second[demand] {
          second[demand] = cost
        }
      }
    }
    value = open.reduce(0) { $0 + costs.fixed[$1] } + least.reduce(0, +)
  }
}
