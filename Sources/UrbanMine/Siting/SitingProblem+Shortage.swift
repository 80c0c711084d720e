internal import SimNumerics
internal import SimPrograms

extension SitingProblem {
  /// Why there is no plan, where that can be told before any search; `nil` where nothing speaks against one.
  func shortage(deadline: ContinuousClock.Instant?) -> String? {
    unservedDemand ?? tooLittleCapacity ?? tooFewToCover(deadline: deadline)
  }

  private func canServe(_ demand: Int, _ site: Int) -> Bool {
    demands[demand].amount == 0 || unitCosts[demand, site].isFinite
  }

  private var unservedDemand: String? {
    let unserved = demands.indices.filter { demand in !sites.indices.contains { canServe(demand, $0) } }
    guard let first = unserved.first else { return nil }
    let others = unserved.count > 1 ? " and \(unserved.count - 1) more" : ""
    return "no site can serve the demand '\(demands[first].key)'\(others)"
  }

  private var tooLittleCapacity: String? {
    let largest = sites.map(\.capacity).sorted(by: >).prefix(openCount.upperBound)
    let room = largest.reduce(0, +)
    let needed = totalAmount
    guard objective == .total, room < needed * (1 - 1e-12) else { return nil }
    return "the demand is \(needed) and the \(largest.count) largest sites serve \(room): "
      + "\(needed - room) is missing"
  }

  /// Whether more sites are needed than may be open, only to reach every demand.
  private func tooFewToCover(deadline: ContinuousClock.Instant?) -> String? {
    let hasGaps = unitCosts.storage.contains { !$0.isFinite }
    guard hasGaps, openCount.upperBound < sites.count else { return nil }
    let covering = Covering(siteCount: sites.count, demandCount: demands.count) { canServe($1, $0) }
    guard case .needs(let count) = covering.fits(openCount.upperBound, deadline: deadline) else { return nil }
    return "\(count) sites at least must be open to reach every demand; \(openCount.upperBound) may be"
  }
}
