internal import SimNumerics
internal import SimPrograms

extension PeriodSiting {
  /// Finds the cheapest plan over all periods and proves it.
  ///
  /// - Parameter timeLimit: wall-clock seconds, above 0; infinite for no limit.
  /// - Returns: the plan, or the reason why there is none.
  public func solve(timeLimit: Double = .infinity) -> PeriodPlan {
    if let reason = shortage { return none(.infeasible(reason)) }
    let form = PeriodProgram(self)
    let result = form.program.solve(timeLimit: timeLimit)
    switch result.status {
    case .infeasible:
      return none(.infeasible("no plan takes everything within the capacities and stores of the sites"))
    case .undecided, .unbounded: return none(.undecided)
    case .optimal, .feasible:
      let periods = 0..<periodCount
      return PeriodPlan(
        status: result.status == .optimal ? .optimal : .feasible, objective: result.objective,
        bound: result.bound,
        steps: sites.indices.map { site in
          periods.map { period in form.works[site][period].firstIndex { result.values[$0] > 0.5 } }
        },
        stored: sites.indices.map { site in periods.map { max(0, result.values[form.stores[site][$0]]) } },
        flows: form.brought.compactMap { way in
          let amount = result.values[way.column]
          guard amount > 1e-9 * amounts[way.zone, way.period] else { return nil }
          return PeriodFlow(zone: way.zone, site: way.site, period: way.period, amount: amount)
        })
    }
  }

  /// The first zone that no site can reach, or the first period up to which more comes in than the largest sites can have refurbished or stored.
  private var shortage: String? {
    for zone in 0..<amounts.rows where (0..<periodCount).contains(where: { amounts[zone, $0] > 0 }) {
      guard sites.indices.contains(where: { unitCosts[zone, $0].isFinite }) else {
        return "no site can serve the zone of row \(zone + 1)"
      }
    }
    let largest = sites.map { $0.capacitySteps.last ?? 0 }.sorted(by: >).prefix(mostOpen).reduce(0, +)
    let stores = sites.map(\.storeCapacity).sorted(by: >).prefix(mostOpen).reduce(0, +)
    var come = 0.0
    for period in 0..<periodCount {
      come += (0..<amounts.rows).reduce(0) { $0 + amounts[$1, period] }
      let room = largest * Double(period + 1) + (period == periodCount - 1 ? 0 : stores)
      guard come > room * (1 + 1e-12) else { continue }
      return
        "up to period \(period + 1) \(come) come in and \(mostOpen) sites at their largest take \(room): "
        + "\(come - room) is missing"
    }
    return nil
  }

  private func none(_ status: SitingStatus) -> PeriodPlan {
    PeriodPlan(status: status, objective: .infinity, bound: -.infinity, steps: [], stored: [], flows: [])
  }
}

/// The integer programme of a siting problem over several periods, with the positions of its columns.
struct PeriodProgram {
  private(set) var program = LinearProgram()
  /// The columns o(j, k, t), sites x periods x steps.
  private(set) var works: [[[Int]]] = []
  /// The columns s(j, t), sites x periods.
  private(set) var stores: [[Int]] = []
  /// The columns x(i, j, t) of amounts above zero and sites within reach.
  private(set) var brought: [(zone: Int, site: Int, period: Int, column: Int)] = []
  private let siting: PeriodSiting

  init(_ siting: PeriodSiting) {
    self.siting = siting
    for site in siting.sites {
      works.append(
        (0..<siting.periodCount).map { _ in
          site.stepCostsPerPeriod.map {
            program.addColumn(cost: site.openCostPerPeriod + $0, bounds: 0...1, isWhole: true)
          }
        })
      stores.append(
        (0..<siting.periodCount).map { period in
          // What is in store at the end could never be refurbished.
          let most = period == siting.periodCount - 1 ? 0 : site.storeCapacity
          return program.addColumn(cost: site.storeCost, bounds: 0...most)
        })
    }
    for period in 0..<siting.periodCount { addFlows(of: period) }
    for site in siting.sites.indices { addGrowth(of: site) }
  }

  /// What is brought, refurbished and stored in a period.
  private mutating func addFlows(of period: Int) {
    var incoming = siting.sites.map { _ in [LinearProgram.Term]() }
    for zone in 0..<siting.amounts.rows where siting.amounts[zone, period] > 0 {
      let amount = siting.amounts[zone, period]
      var parts: [LinearProgram.Term] = []
      for site in siting.sites.indices where siting.unitCosts[zone, site].isFinite {
        let column = program.addColumn(cost: siting.unitCosts[zone, site])
        parts.append(.init(1, column))
        incoming[site].append(.init(1, column))
        brought.append((zone, site, period, column))
        program.addRow(
          works[site][period].map { .init(amount, $0) } + [.init(-1, column)], bounds: 0...Double.infinity)
      }
      program.addRow(parts, bounds: amount...amount)
    }
    for (position, site) in siting.sites.enumerated() {
      let refurbished = program.addColumn(cost: 0)
      let open = works[position][period]
      let before = period == 0 ? [] : [LinearProgram.Term(1, stores[position][period - 1])]
      program.addRow(
        before + incoming[position] + [.init(-1, refurbished), .init(-1, stores[position][period])],
        bounds: 0...0)
      program.addRow(
        zip(site.capacitySteps, open).map { .init($0, $1) } + [.init(-1, refurbished)],
        bounds: 0...Double.infinity)
      program.addRow(
        open.map { .init(site.storeCapacity, $0) } + [.init(-1, stores[position][period])],
        bounds: 0...Double.infinity)
      program.addRow(open.map { .init(1, $0) }, bounds: 0...1)
    }
    program.addRow(
      works.flatMap { $0[period].map { .init(1, $0) } }, bounds: 0...Double(siting.mostOpen))
  }

  /// A site that works at a step works at that step or a larger one ever after.
  private mutating func addGrowth(of site: Int) {
    for period in 0..<max(0, siting.periodCount - 1) {
      for step in works[site][period].indices {
        program.addRow(
          works[site][period + 1][step...].map { .init(1, $0) }
            + works[site][period][step...].map { .init(-1, $0) }, bounds: 0...Double.infinity)
      }
    }
  }
}
