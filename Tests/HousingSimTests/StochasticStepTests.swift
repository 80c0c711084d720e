import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct StochasticStepTests {
  /// The stocks at the end of the last year, and the events of all years, of one member.
  private func run(
    _ model: HousingModel, _ draws: HousingDraws, _ look: (HousingState, HousingYear) -> Void = { _, _ in }
  ) -> HousingState {
    var state = model.makeState(drawing: draws)
    var workspace = model.makeWorkspace()
    var year = model.makeYear()
    for index in 0..<model.axes.yearCount {
      model.step(&state, yearIndex: index, into: &year, using: &workspace, drawing: draws)
      look(state, year)
    }
    return state
  }

  private func isWhole(_ values: [Double]) -> Bool { values.allSatisfy { $0 >= 0 && $0 == $0.rounded() } }

  @Test func `dwellings and events of random models are whole and their account closes exactly`() throws {
    for seed in 0..<150 {
      var builder = RandomHousing(seed: UInt64(6_000 + seed))
      let model = try HousingModel(builder.inputs())
      let draws = HousingDraws(seed: 9, member: seed)
      var before = model.makeState(drawing: draws).stock
      #expect(isWhole(before.dwellings))
      _ = run(model, draws) { state, year in
        #expect(isWhole(state.stock.dwellings), "the stock of seed \(seed)")
        #expect(isWhole(year.flows.dwellings), "the events of seed \(seed)")
        #expect(isWhole(year.outcomes.done), "what is done of seed \(seed)")
        #expect(year.balance.residual.allSatisfy { $0 == 0 }, "the account of seed \(seed)")
        expectStockBalance(before: before, after: state.stock, flows: year.flows)
        before = state.stock
      }
    }
  }

  @Test func `a member is the same alone, again and after others, and differs from them`() throws {
    var town = try SmallTown(zones: 2, years: 4)
    for zone in 0...1 { town.put(400, zone: zone, "private poor D gas") }
    let rule = try TransitionRule(
      key: "repair", selection: town.select("poor"), target: town.labels("fair"), probability: 0.1,
      years: 2020...2023)
    let model = try HousingModel(
      HousingInputs(axes: town.axes, baseline: town.baseline, hazards: .none(axes: town.axes), rules: [rule]))
    let first = (0..<5).map { run(model, HousingDraws(seed: 1, member: $0)) }
    for member in (0..<5).reversed() {
      #expect(run(model, HousingDraws(seed: 1, member: member)) == first[member])
    }
    #expect(Set(first.map(\.stock.dwellings)).count == 5)
    #expect(run(model, HousingDraws(seed: 2, member: 0)) != first[0])
  }

  @Test func `a rounded baseline keeps the totals of zones, and its mean is the baseline`() throws {
    var random = SplitMix64(seed: 31)
    var town = try SmallTown(zones: 3)
    for zone in 0..<3 {
      let shares = random.shares(town.axes.states.count)
      for state in shares.indices {
        town.baseline[type: 1, state: state, cohort: 0, zone: zone] = shares[state] * Double(100 * zone + 50)
      }
    }
    let model = try HousingModel(town.inputs([]))
    let members = 2_000
    var sums = [Double](repeating: 0, count: town.axes.layout.count)
    for member in 0..<members {
      let stock = model.makeState(drawing: HousingDraws(seed: 3, member: member)).stock
      for zone in 0..<3 { #expect(town.total("zone\(zone)", stock) == Double(100 * zone + 50)) }
      for cell in sums.indices { sums[cell] += stock.dwellings[cell] }
    }
    for cell in sums.indices {
      // A cell is rounded up or down: its standard deviation is at most a half.
      let limit = 4.5 * 0.5 / Double(members).squareRoot()
      #expect((sums[cell] / Double(members) - town.baseline.dwellings[cell]).magnitude <= limit)
    }
  }

  @Test(arguments: [300.0, 1_000.0 / 3]) func `900 stay 900, and 1,000 in three years stay 1,000`(
    yearly: Double
  ) throws {
    var town = try SmallTown(zones: 4, years: 3)
    for zone in 0..<4 {
      town.put(Double(500 + 7 * zone), zone: zone, "private poor D gas")
      town.put(Double(300 + 11 * zone), zone: zone, type: "flat", "owner poor C gas")
    }
    let kinds: [(ProgrammeAction.Kind, Double)] = [
      (.improve(.renovation, atLeast: town.labels("good")), 0.7), (.demolish, 0.1),
      (.merge(count: 3, atLeast: town.labels("good")), 0.1),
      (.demolishAndReplace(ratio: 0.64, delay: 1, mix: town.mix("flat", "owner good A ready")), 0.1),
    ]
    let plan = Programme(
      key: "plan", selection: town.select("poor"),
      quota: .dwellings(Array(repeating: yearly, count: 3)), distribution: .priority([[2, 0], [1, 3]]),
      actions: kinds.map { ProgrammeAction(kind: $0.0, share: $0.1) })
    let model = try HousingModel(town.inputs([plan]))
    for member in 0..<50 {
      var done = 0.0
      var events = (out: 0.0, merged: 0.0, mergers: 0.0, replaced: 0.0)
      let state = run(model, HousingDraws(seed: 4, member: member)) { _, year in
        done += year.outcomes.done.reduce(0, +)
        events.out += year.flows.total(.demolition)
        events.merged += year.flows.total(.mergeOut)
        events.mergers += year.flows.total(.mergeIn)
        events.replaced += year.flows.total(.replacement)
        let counted = [HousingEvent.renovation, .demolition, .mergeOut].map { year.flows.total($0) }
        #expect(counted.reduce(0, +) == year.outcomes.done.reduce(0, +))
      }
      #expect(done == (3 * yearly).rounded())
      // What is short of a whole dwelling waits in each zone.
      #expect((0..<4).contains(events.merged / 3 - events.mergers))
      let waiting = state.replacementsAfterHorizon.reduce(0, +)
      #expect(events.replaced + waiting <= events.out && events.replaced > 0)
    }
  }

  @Test func `the mean of many members is the expected run`() throws {
    var town = try SmallTown(zones: 2, years: 3)
    for zone in 0...1 {
      town.put(600, zone: zone, "private poor D gas")
      town.put(350, zone: zone, type: "flat", "owner good B ready")
    }
    let rules = try [("poor", "fair", 0.1), ("good", "fair", 0.3), ("fair", "poor", 0.05)].map {
      try TransitionRule(
        key: "\($0.0) to \($0.1)", selection: town.select($0.0), target: town.labels($0.1),
        probability: $0.2, years: 2020...2022)
    }
    let hazards = try DemolitionHazards(
      axes: town.axes, classOfState: Array(repeating: 0, count: town.axes.states.count)
    ) { _, type, _, _ in type == 0 ? 0.02 : 0.05 }
    let plan = town.programme("plan", .improve(.renovation, atLeast: town.labels("good A")), of: "poor", 60)
    let new = ConstructionLine(
      key: "new", dwellings: [11, 10, 10], mix: town.mix("flat", "owner good A ready"),
      distribution: .proportional)
    let model = try HousingModel(
      HousingInputs(
        axes: town.axes, baseline: town.baseline, hazards: hazards, rules: rules, programmes: [plan],
        construction: [new]))
    var expected = try HousingRun(
      HousingInputs(
        axes: town.axes, baseline: town.baseline, hazards: hazards, rules: rules, programmes: [plan],
        construction: [new]))
    for _ in 0..<3 { expected.step() }
    let members = 3_000
    var sums = [Double](repeating: 0, count: town.axes.layout.count)
    var squares = sums
    for member in 0..<members {
      let cells = run(model, HousingDraws(seed: 5, member: member)).stock.dwellings
      for cell in cells.indices {
        sums[cell] += cells[cell]
        squares[cell] += cells[cell] * cells[cell]
      }
    }
    for cell in sums.indices {
      let mean = sums[cell] / Double(members)
      let variance = max(0, squares[cell] / Double(members) - mean * mean)
      let found = expected.state.stock.dwellings[cell]
      // Rare cells: at least the variance of a Poisson number with the expected mean.
      let error = (max(variance, found) / Double(members)).squareRoot()
      #expect((mean - found).magnitude <= 4.5 * error + 1e-9, "cell \(cell): \(mean) and \(found)")
    }
  }
}
