/// A part of the search: which sites are closed, open or free in it, and what is known of it.
struct SiteNode {
  enum Role { case closed, free, open }

  /// The role of each site.
  var roles: [Role]
  /// The multipliers with the best bound so far, one per demand.
  var multipliers: [Double]
  /// A lower bound on the value of every plan of this part.
  var bound: Double

  /// The sites with a role.
  func sites(_ role: Role) -> [Int] { roles.indices.filter { roles[$0] == role } }

  /// The sites that are not closed.
  var remaining: [Int] { roles.indices.filter { roles[$0] != .closed } }
}

/// The choice of sites that is cheapest by their values in a relaxation, within the accepted numbers.
struct SiteChoice {
  /// Whether each site is chosen.
  private(set) var isChosen: [Bool]
  /// The chosen sites: those that must be open, then free ones by value.
  private(set) var sites: [Int] = []
  /// The sum of the values of the chosen sites.
  private(set) var sum = 0.0
  /// Whether the accepted numbers leave a choice at all.
  private(set) var exists = true
  private var free: [Int] = []
  private var chosenFree = 0
  private var fewest = 0
  private var most = 0

  init(siteCount: Int) {
    isChosen = Array(repeating: false, count: siteCount)
  }

  /// Chooses again.
  ///
  /// - Parameters:
  ///   - node: the roles of the sites.
  ///   - values: the value of each site.
  ///   - count: how many sites may be open.
  mutating func choose(_ node: SiteNode, values: [Double], count: ClosedRange<Int>) {
    for site in sites { isChosen[site] = false }
    sites = node.sites(.open)
    free = node.sites(.free).sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1] }
    fewest = max(0, count.lowerBound - sites.count)
    most = count.upperBound - sites.count
    exists = most >= 0 && free.count >= fewest
    guard exists else { return }
    chosenFree = min(fewest, free.count)
    while chosenFree < min(most, free.count), values[free[chosenFree]] < 0 { chosenFree += 1 }
    sites += free[..<chosenFree]
    sum = 0
    for site in sites {
      isChosen[site] = true
      sum += values[site]
    }
  }

  /// By how much the least sum rises, for each free site, where its role is turned round.
  func forEachTurned(_ values: [Double], _ body: (_ site: Int, _ rise: Double) -> Void) {
    let worst = chosenFree > 0 ? values[free[chosenFree - 1]] : nil
    let next = chosenFree < free.count ? values[free[chosenFree]] : nil
    for (rank, site) in free.enumerated() {
      var rise = Double.infinity
      if rank < chosenFree {
        if chosenFree > fewest { rise = -values[site] }
        if let next { rise = min(rise, next - values[site]) }
      } else {
        if chosenFree < most { rise = values[site] }
        if let worst { rise = min(rise, values[site] - worst) }
      }
      body(site, rise)
    }
  }
}
