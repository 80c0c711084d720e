import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct StayTimesTests {
  private let poorHouse = "private poor D gas"

  private func town(_ zones: Int = 1) throws -> (town: SmallTown, poor: [Int]) {
    let town = try SmallTown(zones: zones)
    let poor = (0..<town.axes.states.count).filter { town.axes.states.label(of: $0, on: 1) == 2 }
    return (town, poor)
  }

  private func model(
    _ town: SmallTown, hazard: Double = 0, repair: Double = 0, _ programmes: [Programme] = []
  ) throws -> HousingInputs {
    let axes = town.axes
    let hazards = try DemolitionHazards(
      axes: axes, classOfState: Array(repeating: 0, count: axes.states.count)
    ) { _, _, _, _ in hazard }
    let rule = try TransitionRule(
      key: "repair", selection: town.select("poor"), target: town.labels("fair"), probability: repair,
      years: axes.years)
    return HousingInputs(
      axes: axes, baseline: town.baseline, hazards: hazards, rules: [rule], programmes: programmes)
  }

  @Test func `one way out gives a geometric time`() throws {
    var (town, poor) = try town()
    town.put(10, poorHouse)
    let model = try HousingModel(model(town, hazard: 0.2, repair: 0.375))
    var stays = StayTimes(model: model, states: poor)
    // 0.8 are kept and 0.625 of them stay poor: one half leaves in a year.
    let times = stays.times(of: town.baseline, yearIndex: 0, outcomes: nil)
    let time = try #require(times[0])
    expectClose([time.mean, time.standardDeviation], [2, 2.0.squareRoot()])
    #expect(times == [time, time])
  }

  @Test func `without poor dwellings or without a way out there is no time`() throws {
    var (town, poor) = try town(2)
    town.put(10, zone: 0, poorHouse)
    town.put(10, zone: 1, "owner good A ready")
    let shut = try HousingModel(model(town))
    var none = StayTimes(model: shut, states: poor)
    #expect(none.times(of: town.baseline, yearIndex: 0, outcomes: nil) == [nil, nil, nil])
    var open = StayTimes(model: try HousingModel(model(town, repair: 1)), states: poor)
    let certain = StayTime(mean: 1, standardDeviation: 0)
    #expect(open.times(of: town.baseline, yearIndex: 0, outcomes: nil) == [certain, nil, certain])
    var nothing = StayTimes(model: shut, states: [])
    #expect(nothing.times(of: town.baseline, yearIndex: 0, outcomes: nil) == [nil, nil, nil])
  }

  @Test func `a programme shortens the time by the share that it treats`() throws {
    var (town, poor) = try town(2)
    town.put(100, zone: 0, poorHouse)
    town.put(100, zone: 1, poorHouse)
    let renovate = town.programme(
      "renovate", .improve(.renovation, atLeast: town.labels("good")), of: "poor", 50, .shares([1, 0]))
    var run = try HousingRun(model(town, hazard: 0, repair: 0.25, [renovate]))
    let year = run.step()
    var stays = StayTimes(model: run.model, states: poor)
    // 50 of the 75 that are still poor in the first zone: one in four stays; in the second zone three in four.
    let times = stays.times(of: run.state.stock, yearIndex: 0, outcomes: year.outcomes)
    let (first, second) = (try #require(times[0]), try #require(times[1]))
    expectClose([first.mean, second.mean], [4.0 / 3, 4])
    expectClose(try #require(times[2]).mean, (25 * 4.0 / 3 + 75 * 4) / 100)
    let alone = stays.times(of: run.state.stock, yearIndex: 0, outcomes: nil)
    expectClose([try #require(alone[0]).mean, try #require(alone[1]).mean], [4, 4])
    let both = stays.times(of: run.state.stock, yearIndex: 0, each: [nil, year.outcomes, nil])
    #expect(both == [alone, times, alone])
    #expect(stays.times(of: run.state.stock, yearIndex: 0, each: []).isEmpty)
  }

  @Test func `insulation does not end a stay, a merger in part, demolition wholly`() throws {
    for (kind, left) in [
      (ProgrammeAction.Kind.improve(.insulation, atLeast: [2: 0]), 1.0),
      (.merge(count: 4, atLeast: [:]), 0.625),
      (.demolish, 0.5),
    ] {
      var (town, poor) = try town()
      town.put(100, poorHouse)
      let programme = town.programme("half", kind, of: "poor D", 50)
      var run = try HousingRun(model(town, repair: 0, [programme]))
      let before = run.state.stock
      let year = run.step()
      var stays = StayTimes(model: run.model, states: poor)
      let time = stays.times(of: before, yearIndex: 0, outcomes: year.outcomes)[0]
      // Insulated homes have no way out here; of merged homes a quarter stays in the stock.
      if left == 1 { #expect(time == nil) } else { expectClose(time?.mean ?? 0, 1 / (1 - left)) }
    }
  }

  @Test func `times before and after a year fit together for random models`() throws {
    var checked = 0
    for seed in 1...150 {
      var builder = RandomHousing(seed: UInt64(seed))
      let inputs = try Self.withoutEntry(builder.inputs())
      let axes = inputs.axes
      let last = axes.states.axes[0].labels.count - 1
      let states = (0..<axes.states.count).filter { axes.states.label(of: $0, on: 0) == last }
      var run = try HousingRun(inputs)
      let before = run.state.stock
      let year = run.step()
      var stays = StayTimes(model: run.model, states: states)
      let first = stays.times(of: before, yearIndex: 0, outcomes: year.outcomes)
      let second = stays.times(of: run.state.stock, yearIndex: 0, outcomes: year.outcomes)
      let selection = DwellingSelection(
        axes: axes, cohorts: Set(0..<axes.baselineCohortCount), labels: [0: [last]])
      let counts = (before.totals(of: selection), run.state.stock.totals(of: selection))
      for zone in axes.zones.indices {
        guard let start = first[zone] else { continue }
        let end = second[zone] ?? StayTime(mean: 0, standardDeviation: 0)
        // T = 1 + T' over the dwellings that are left.
        let (many, few) = (counts.0[zone], counts.1[zone])
        expectClose(start.mean * many, many + end.mean * few, limit: 1e-8)
        expectClose(
          start.meanSquare * many, many + 2 * end.mean * few + end.meanSquare * few, limit: 1e-7)
        checked += 1
      }
    }
    #expect(checked > 100)
  }

  /// The same model with dwellings only in the last label of the first axis, and nothing that leads back to it.
  private static func withoutEntry(_ inputs: HousingInputs) throws -> HousingInputs {
    let axes = inputs.axes
    let last = axes.states.axes[0].labels.count - 1
    var baseline = inputs.baseline
    for type in axes.dwellingTypes.indices {
      for state in 0..<axes.states.count where axes.states.label(of: state, on: 0) != last {
        for cohort in 0..<axes.baselineCohortCount {
          for zone in axes.zones.indices {
            baseline[type: type, state: state, cohort: cohort, zone: zone] = 0
          }
        }
      }
    }
    let programmes = inputs.programmes.filter { programme in
      programme.actions.allSatisfy { action in
        if case .convertTenure(let labels, _) = action.kind { return labels[0] != last }
        return true
      }
    }
    let keys = programmes.map(\.key)
    return HousingInputs(
      axes: axes, baseline: baseline, hazards: inputs.hazards,
      rules: inputs.rules.filter { $0.target[0] != last },
      programmes: programmes.filter { $0.countsTowards.map(keys.contains) ?? true },
      construction: inputs.construction, transformations: inputs.transformations)
  }
}

extension StayTime {
  /// The mean of the squared time.
  fileprivate var meanSquare: Double { standardDeviation * standardDeviation + mean * mean }
}
