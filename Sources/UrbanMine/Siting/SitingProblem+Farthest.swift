internal import SimNumerics
internal import SimPrograms

extension SitingProblem {
  /// The p-centre: the least radius within which the open sites reach every demand, by halving.
  ///
  /// Each radius asks a covering question (E. Minieka 1970, SIAM Review 12:138-139, https://doi.org/10.1137/1012016).
  /// Fixed costs play no part, demands with nothing to serve neither, and there are no capacities.
  func solveFarthest(deadline: ContinuousClock.Instant?) -> SitingPlan {
    let wanted = demands.indices.filter { demands[$0].amount > 0 }
    let radii = Set(wanted.flatMap { row in sites.indices.map { unitCosts[row, $0] } }).filter(\.isFinite)
      .sorted()
    guard !radii.isEmpty else { return plan(covering: [0], radius: 0, bound: 0) }
    // No radius below the first position can do; the one at the second is known to, with these sites.
    var (tooSmall, enough) = (-1, radii.count)
    var open: [Int]?
    var questions = 0
    while enough - tooSmall > 1 {
      let middle = (tooSmall + enough) / 2
      questions += 1
      switch covering(wanted, radius: radii[middle]).fits(openCount.upperBound, deadline: deadline) {
      case .covered(let sites):
        open = sites
        let reached = radius(of: sites, wanted)
        enough = min(middle, radii.firstIndex { $0 >= reached } ?? middle)
      case .needs: tooSmall = middle
      case .undecided:
        let bound = tooSmall + 1 < radii.count ? radii[tooSmall + 1] : .infinity
        guard let open else { return .none(.undecided, bound: bound) }
        return plan(covering: open, radius: radius(of: open, wanted), bound: bound)
      }
    }
    guard let open else {
      return .none(.infeasible("no \(openCount.upperBound) of the \(sites.count) sites reach every demand"))
    }
    return plan(covering: open, radius: radius(of: open, wanted), bound: radii[enough])
  }

  private func covering(_ wanted: [Int], radius: Double) -> Covering {
    Covering(siteCount: sites.count, demandCount: wanted.count) { site, row in
      unitCosts[wanted[row], site] <= radius
    }
  }

  private func radius(of open: [Int], _ wanted: [Int]) -> Double {
    wanted.map { row in open.map { unitCosts[row, $0] }.min() ?? .infinity }.max() ?? 0
  }

  /// The plan with the covering sites, and as many more as must be open.
  private func plan(covering: [Int], radius: Double, bound: Double) -> SitingPlan {
    let spare = sites.indices.filter { !covering.contains($0) }
    let open = (covering + spare.prefix(max(0, openCount.lowerBound - covering.count))).sorted()
    let isProven = ProgramResult.gap(objective: radius, bound: bound) <= ProgramResult.provenGap
    return SitingPlan(
      status: isProven ? .optimal : .feasible, objective: radius, bound: min(bound, radius), open: open,
      shares: cheapestShares(open), branchCount: 0)
  }
}
