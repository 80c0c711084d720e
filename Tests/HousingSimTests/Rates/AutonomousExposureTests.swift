import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct AutonomousExposureTests {
  private func inputs(
    _ town: SmallTown, hazard: Double, repair: Double, years: ClosedRange<Int>? = nil
  ) throws -> HousingInputs {
    let axes = town.axes
    let hazards = try DemolitionHazards(
      axes: axes, classOfState: Array(repeating: 0, count: axes.states.count)
    ) { _, _, _, _ in hazard }
    let rule = try TransitionRule(
      key: "repair", selection: town.select("poor house"), target: town.labels("fair"), probability: repair,
      years: years ?? axes.years)
    return HousingInputs(axes: axes, baseline: town.baseline, hazards: hazards, rules: [rule])
  }

  @Test func `a rule may move what demolition leaves of its dwellings`() throws {
    var town = try SmallTown(zones: 2, years: 2)
    town.put(100, zone: 0, "private poor D gas")
    town.put(50, zone: 1, type: "flat", "private poor D gas")
    town.put(30, zone: 1, "owner fair D gas")
    let inputs = try inputs(town, hazard: 0.1, repair: 0.25, years: 2020...2020)
    let first = AutonomousExposure(inputs: inputs, stock: town.baseline, yearIndex: 0)
    expectClose(first.demolitions, [10, 8])
    expectClose(first.exposed[0], [90, 0])
    // In the second year the rule does not hold.
    #expect(AutonomousExposure(inputs: inputs, stock: town.baseline, yearIndex: 1).exposed == [[0, 0]])
  }

  @Test func `a rule that leads where a dwelling is moves nothing`() throws {
    var town = try SmallTown()
    town.put(40, "owner fair D gas")
    let rule = try TransitionRule(
      key: "stay", selection: town.select("fair"), target: town.labels("fair"), probability: 0.5,
      years: town.axes.years)
    let inputs = HousingInputs(
      axes: town.axes, baseline: town.baseline, hazards: .none(axes: town.axes), rules: [rule])
    let found = AutonomousExposure(inputs: inputs, stock: town.baseline, yearIndex: 0)
    #expect(found.exposed == [[0]] && found.demolitions == [0])
  }

  @Test func `random models demolish and move what the exposure expects`() throws {
    for seed in 1...40 as ClosedRange<UInt64> {
      var random = RandomHousing(seed: seed)
      let all = try random.inputs()
      let inputs = HousingInputs(
        axes: all.axes, baseline: all.baseline, hazards: all.hazards, rules: all.rules)
      var run = try HousingRun(inputs)
      for year in 0..<inputs.axes.yearCount {
        let before = run.state.stock
        let found = AutonomousExposure(inputs: inputs, stock: before, yearIndex: year)
        run.step()
        let zones = inputs.axes.zones.count
        var demolished = Array(repeating: 0.0, count: zones)
        for (cell, dwellings) in run.year.flows.dwellings.enumerated()
        where cell < run.year.flows.typeCount
          * run.year.flows.cohortCount * zones
        {
          demolished[cell % zones] += dwellings
        }
        expectClose(found.demolitions, demolished, limit: 1e-10)
        // No rule can move more than demolition leaves of a zone.
        let stock = before.totals(of: DwellingSelection(axes: inputs.axes))
        for exposed in found.exposed {
          expectNonNegative(exposed)
          for zone in 0..<zones {
            #expect(exposed[zone] <= (stock[zone] - demolished[zone]) * (1 + 1e-9) + 1e-9)
          }
        }
      }
    }
  }

  @Test func `other rates change what they say and nothing else`() throws {
    var town = try SmallTown()
    town.put(100, "private poor D gas")
    let inputs = try inputs(town, hazard: 0.1, repair: 0.25)
    let same = try inputs.with(demolitionFactor: 1, probabilities: [:])
    #expect(same.hazards == inputs.hazards && same.rules[0].probability == 0.25)
    let changed = try inputs.with(demolitionFactor: 2, probabilities: ["repair": 0.5])
    let found = AutonomousExposure(inputs: changed, stock: town.baseline, yearIndex: 0)
    expectClose([found.demolitions[0], found.exposed[0][0]], [20, 80])
    #expect(changed.rules[0].probability == 0.5)
    let error = #expect(throws: HousingInputError.self) {
      try inputs.with(demolitionFactor: 11, probabilities: [:])
    }
    #expect(
      error?.description.hasPrefix("the demolition share of flat old in 2020 is 1.1") == true,
      "\(String(describing: error))")
    #expect(throws: HousingInputError.probabilityOutOfRange(rule: "repair", found: 1.5)) {
      try inputs.with(demolitionFactor: 1, probabilities: ["repair": 1.5])
    }
  }
}
