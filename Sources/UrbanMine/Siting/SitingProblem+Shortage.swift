internal import SimNumerics
internal import SimPrograms

extension SitingProblem {
  /// Why there is no plan, where that can be told before any search; `nil` where nothing speaks against one.
  func shortage(deadline: ContinuousClock.Instant?) -> String? {
    unservedDemand ?? tooLittleCapacity ?? tooLargeDemand ?? tooFewToCover(deadline: deadline)
      ?? tooLittleWithinReach
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

  /// The first demand that goes to one site as a whole and fits none.
  private var tooLargeDemand: String? {
    guard assignment == .single, isCapacitated else { return nil }
    for (row, demand) in demands.enumerated() {
      let largest = sites.indices.filter { canServe(row, $0) }.map { sites[$0].capacity }.max() ?? 0
      guard demand.amount > largest * (1 + 1e-12) else { continue }
      return
        "the demand '\(demand.key)' is \(demand.amount) and the largest site that can serve it as a whole "
        + "takes \(largest): \(demand.amount - largest) is missing"
    }
    return nil
  }

  /// Whether sites that reach a demand are too small even if all are open: the programme that serves most.
  private var tooLittleWithinReach: String? {
    guard isCapacitated, unitCosts.storage.contains(where: { !$0.isFinite }) else { return nil }
    var program = LinearProgram()
    var ofDemand = demands.map { _ in [LinearProgram.Term]() }
    var ofSite = sites.map { _ in [LinearProgram.Term]() }
    for row in demands.indices {
      for column in sites.indices where canServe(row, column) {
        let share = program.addColumn(cost: -demands[row].amount)
        ofDemand[row].append(.init(1, share))
        ofSite[column].append(.init(demands[row].amount, share))
      }
    }
    for terms in ofDemand { program.addRow(terms, bounds: 0...1) }
    for (column, site) in sites.enumerated() where site.capacity.isFinite {
      program.addRow(ofSite[column], bounds: 0...site.capacity)
    }
    let result = program.solve()
    let missing = totalAmount + result.objective
    guard result.status == .optimal, missing > totalAmount * 1e-9 else { return nil }
    return
      "the demand is \(totalAmount) and all sites together serve \(-result.objective) of it within their reach: "
      + "\(missing) is missing"
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
