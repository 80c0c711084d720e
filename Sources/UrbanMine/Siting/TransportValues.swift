internal import SimPrograms

/// The least cost of serving split demands from a set of sites with capacities, remembered by set.
///
/// With the open sites given this is the transport problem (F. L. Hitchcock 1941, https://doi.org/10.1002/sapm1941201224):
///
///     minimise sum over i, j of c(i, j) x(i, j),  sum over j of x(i, j) = 1,  sum over i of a(i) x(i, j) <= K(j)
final class TransportValues {
  private let costs: SiteCosts
  private var known: [[Int]: Double?] = [:]

  init(_ costs: SiteCosts) {
    self.costs = costs
  }

  /// Fixed and serving costs of opening sites; `nil` where they cannot serve every demand.
  func value(ofOpening open: [Int]) -> Double? {
    let key = open.sorted()
    if let value = known[key] { return value }
    let value = solve(key).map { result in key.reduce(0) { $0 + costs.fixed[$1] } + result.objective }
    known[key] = .some(value)
    return value
  }

  /// The parts of each demand that open sites serve at the least cost.
  func shares(ofOpening open: [Int]) -> [SitingPlan.Share] {
    let key = open.sorted()
    guard let result = solve(key) else { return [] }
    return pairs(key).enumerated().compactMap { column, pair in
      let amount = costs.amounts[pair.demand] * result.values[column]
      return result.values[column] > 1e-9 || costs.amounts[pair.demand] == 0 && pair.site == key.first
        ? SitingPlan.Share(demand: pair.demand, site: pair.site, amount: amount) : nil
    }
  }

  /// The pairs that can serve, demand by demand.
  private func pairs(_ open: [Int]) -> [(demand: Int, site: Int)] {
    (0..<costs.demandCount).flatMap { demand in
      open.filter { costs.serving[costs.start(ofSite: $0) + demand] < costs.penalty }.map { (demand, $0) }
    }
  }

  private func solve(_ open: [Int]) -> ProgramResult? {
    let room = open.reduce(0) { $0 + costs.capacity[$1] }
    guard room >= costs.neededCapacity * (1 - 1e-12) else { return nil }
    var program = LinearProgram()
    var ofDemand = Array(repeating: [LinearProgram.Term](), count: costs.demandCount)
    var ofSite = Array(repeating: [LinearProgram.Term](), count: costs.siteCount)
    for pair in pairs(open) {
      let cost = costs.serving[costs.start(ofSite: pair.site) + pair.demand]
      let column = program.addColumn(cost: cost)
      ofDemand[pair.demand].append(.init(1, column))
      ofSite[pair.site].append(.init(costs.amounts[pair.demand], column))
    }
    for terms in ofDemand { program.addRow(terms, bounds: 1...1) }
    for site in open where costs.capacity[site].isFinite {
      program.addRow(ofSite[site], bounds: 0...costs.capacity[site])
    }
    let result = program.solve()
    return result.status == .optimal ? result : nil
  }
}
