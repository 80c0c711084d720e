import SimNumerics
import SimPrograms
import SimTestSupport
import UrbanMine

/// Small random siting problems and their best values by trying every set of sites.
struct RandomSiting {
  var hasFixedCosts = true
  var isCapacitated = false
  var hasGaps = false
  var assignment = SitingAssignment.split
  var objective = SitingObjective.total

  /// A problem of 1 to 7 sites and 1 to 9 demands.
  func problem(_ random: inout SplitMix64) throws -> SitingProblem {
    let siteCount = random.integer(in: 1...7)
    let demandCount = random.integer(in: 1...(assignment == .single ? 5 : 9))
    let demands = (0..<demandCount).map { row in
      SitingDemand(key: "d\(row)", amount: random.chance(0.1) ? 0 : random.number(in: 1...20))
    }
    let total = demands.reduce(0) { $0 + $1.amount }
    let sites = (0..<siteCount).map { column in
      CandidateSite(
        key: "s\(column)", fixedCost: hasFixedCosts ? random.number(in: 0...200) : 0,
        capacity: isCapacitated ? max(1, random.number(in: 0.2...0.9) * total) : .infinity)
    }
    let costs = (0..<siteCount * demandCount).map { _ in
      hasGaps && random.chance(0.25) ? Double.infinity : random.number(in: 0...30)
    }
    let fewest = random.integer(in: 1...siteCount)
    let count = random.chance(0.3) ? nil : fewest...random.integer(in: fewest...siteCount)
    return try SitingProblem(
      demands: demands, sites: sites,
      unitCosts: Matrix(rows: demandCount, columns: siteCount, storage: costs),
      openCount: count, assignment: assignment, objective: objective)
  }

  /// The best value over all sets of sites, infinite where no set serves every demand.
  static func enumerated(_ problem: SitingProblem) -> Double {
    var best = Double.infinity
    for code in 1..<(1 << problem.sites.count) {
      let open = problem.sites.indices.filter { code >> $0 & 1 == 1 }
      guard problem.openCount.contains(open.count) else { continue }
      best = min(best, value(of: problem, opening: open))
    }
    return best
  }

  private static func value(of problem: SitingProblem, opening open: [Int]) -> Double {
    let fixed = open.reduce(0) { $0 + problem.sites[$1].fixedCost }
    let wanted = problem.demands.indices.filter { problem.demands[$0].amount > 0 }
    let least = wanted.map { row in open.map { problem.unitCosts[row, $0] }.min() ?? .infinity }
    if problem.objective == .farthest { return least.max() ?? 0 }
    guard problem.isCapacitated else {
      return fixed + zip(wanted, least).reduce(0) { $0 + problem.demands[$1.0].amount * $1.1 }
    }
    return fixed
      + (problem.assignment == .single
        ? singleValue(problem, open, wanted[...], used: [:]) : splitValue(problem, open, wanted))
  }

  /// The least cost of giving each demand to one site as a whole, by trying all.
  private static func singleValue(
    _ problem: SitingProblem, _ open: [Int], _ wanted: ArraySlice<Int>, used: [Int: Double]
  ) -> Double {
    guard let row = wanted.first else { return 0 }
    let amount = problem.demands[row].amount
    return open.reduce(Double.infinity) { best, site in
      let load = (used[site] ?? 0) + amount
      guard load <= problem.sites[site].capacity * (1 + 1e-12) else { return best }
      var next = used
      next[site] = load
      return min(
        best,
        amount * problem.unitCosts[row, site] + singleValue(problem, open, wanted.dropFirst(), used: next))
    }
  }

  /// The least cost of the transport problem in amounts.
  private static func splitValue(_ problem: SitingProblem, _ open: [Int], _ wanted: [Int]) -> Double {
    var program = LinearProgram()
    var loads: [Int: [LinearProgram.Term]] = [:]
    for row in wanted {
      var terms: [LinearProgram.Term] = []
      for site in open where problem.unitCosts[row, site].isFinite {
        let column = program.addColumn(cost: problem.unitCosts[row, site])
        terms.append(.init(1, column))
        loads[site, default: []].append(.init(1, column))
      }
      let amount = problem.demands[row].amount
      program.addRow(terms, bounds: amount...amount)
    }
    for site in open { program.addRow(loads[site] ?? [], bounds: 0...problem.sites[site].capacity) }
    let result = program.solve()
    return result.status == .optimal ? result.objective : .infinity
  }
}
