import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct ModelUpdateTests {
  /// The inputs with other numbers and the same structure.
  private func varied(_ inputs: HousingInputs, by factor: Double) throws -> HousingInputs {
    var baseline = HousingStock(layout: inputs.axes.layout, activeCohorts: inputs.axes.baselineCohortCount)
    let layout = inputs.axes.layout
    for type in 0..<layout.typeCount {
      for state in 0..<layout.stateCount {
        for cohort in 0..<inputs.axes.baselineCohortCount {
          for zone in 0..<layout.zoneCount {
            baseline[type: type, state: state, cohort: cohort, zone: zone] =
              inputs.baseline[type: type, state: state, cohort: cohort, zone: zone] * factor
          }
        }
      }
    }
    let old = inputs.hazards
    let hazards = try DemolitionHazards(axes: inputs.axes, classOfState: old.classOfState) {
      old.shares[(($0 * layout.typeCount + $1) * old.classCount + $2) * layout.cohortCount + $3] * factor
    }
    return HousingInputs(
      axes: inputs.axes, baseline: baseline, hazards: hazards,
      rules: try inputs.rules.map {
        try TransitionRule(
          key: $0.key, selection: $0.selection, target: $0.target, probability: $0.probability * factor,
          years: $0.years)
      }, programmes: inputs.programmes.map { varied($0, by: factor) },
      construction: inputs.construction.map {
        ConstructionLine(
          key: $0.key, dwellings: $0.dwellings.map { $0 * factor }, mix: $0.mix,
          distribution: $0.distribution)
      },
      transformations: inputs.transformations.map {
        TransformationLine(
          key: $0.key, floorArea: $0.floorArea.map { $0 * factor },
          shareToDwellings: $0.shareToDwellings * factor, floorAreaPerDwelling: $0.floorAreaPerDwelling,
          mix: $0.mix, distribution: .proportional)
      })
  }

  private func varied(_ programme: Programme, by factor: Double) -> Programme {
    let quota: ProgrammeQuota =
      switch programme.quota {
      case .dwellings(let dwellings): .dwellings(dwellings.map { $0 * factor })
      case .reachShare(let share, let selection, let first, let last):
        .reachShare(share * factor, of: selection, from: first, by: last)
      }
    let actions = programme.actions.reversed().enumerated().map { position, other in
      let kind: ProgrammeAction.Kind =
        switch programme.actions[position].kind {
        case .merge(let count, let floor): .merge(count: count + factor, atLeast: floor)
        case .demolishAndReplace(let ratio, let delay, let mix):
          .demolishAndReplace(ratio: ratio * factor, delay: delay + 1, mix: mix)
        default: programme.actions[position].kind
        }
      return ProgrammeAction(kind: kind, share: other.share)
    }
    return Programme(
      key: programme.key, selection: programme.selection, quota: quota, budget: nil,
      distribution: .proportional, actions: actions, countsTowards: programme.countsTowards)
  }

  /// All stocks, events and outcomes of a run.
  private func years(_ model: HousingModel) -> [(HousingState, HousingYear)] {
    var state = model.makeState()
    var workspace = model.makeWorkspace()
    var year = model.makeYear()
    return (0..<model.axes.yearCount).map { index in
      model.step(&state, yearIndex: index, into: &year, using: &workspace)
      return (state, year)
    }
  }

  @Test func `a model that takes on numbers has the bits of a new one in random models`() throws {
    for seed in 0..<120 {
      var builder = RandomHousing(seed: UInt64(5_000 + seed))
      let inputs = try builder.inputs()
      let other = try varied(inputs, by: 0.7)
      var model = try HousingModel(inputs)
      let before = years(model)
      let isTaken = try model.update(other)
      #expect(isTaken)
      for (found, expected) in zip(years(model), years(try HousingModel(other))) {
        #expect(found.0 == expected.0 && found.1 == expected.1, "seed \(seed)")
      }
      let isTakenBack = try model.update(inputs)
      #expect(isTakenBack)
      for (found, expected) in zip(years(model), before) {
        #expect(found.0 == expected.0 && found.1 == expected.1, "seed \(seed)")
      }
    }
  }

  @Test func `inputs of another structure are left alone`() throws {
    var town = try SmallTown(years: 2)
    town.put(100, "private poor D gas")
    let plan = town.programme("plan", .demolish, of: "poor", 10)
    var model = try HousingModel(town.inputs([plan]))
    let others = [
      town.inputs([]), town.inputs([town.programme("other", .demolish, of: "poor", 10)]),
      town.inputs([town.programme("plan", .demolish, of: "good", 10)]),
      town.inputs([
        town.programme("plan", .improve(.renovation, atLeast: town.labels("good")), of: "poor", 10)
      ]),
      try SmallTown(zones: 2, years: 2).inputs([plan]), try SmallTown(years: 3).inputs([plan]),
    ]
    for other in others {
      let isTaken = try model.update(other)
      #expect(!isTaken)
    }
    #expect(years(model).last?.0 == years(try HousingModel(town.inputs([plan]))).last?.0)
  }

  @Test func `a probability and a cell that are set have the bits of a new model`() throws {
    for seed in 0..<80 {
      var builder = RandomHousing(seed: UInt64(5_500 + seed))
      let inputs = try builder.inputs()
      guard let first = inputs.rules.first else { continue }
      var model = try HousingModel(inputs)
      try model.setProbability(first.probability / 3, ofRule: 0)
      model.setBaseline(12.5, type: 0, state: 0, cohort: 0, zone: 0)
      var baseline = inputs.baseline
      baseline[type: 0, state: 0, cohort: 0, zone: 0] = 12.5
      let rule = try TransitionRule(
        key: first.key, selection: first.selection, target: first.target,
        probability: first.probability / 3, years: first.years)
      let expected = try HousingModel(
        HousingInputs(
          axes: inputs.axes, baseline: baseline, hazards: inputs.hazards,
          rules: [rule] + inputs.rules.dropFirst(), programmes: inputs.programmes,
          construction: inputs.construction, transformations: inputs.transformations))
      #expect(years(model).last?.0 == years(expected).last?.0, "seed \(seed)")
    }
  }

  @Test func `probabilities that are set at once have the bits of those set one by one`() throws {
    for seed in 0..<40 {
      var builder = RandomHousing(seed: UInt64(5_700 + seed))
      let inputs = try builder.inputs()
      var (one, all) = (try HousingModel(inputs), try HousingModel(inputs))
      let probabilities = inputs.rules.map { $0.probability / 2 }
      for (rule, probability) in probabilities.enumerated() {
        try one.setProbability(probability, ofRule: rule)
      }
      try all.setProbabilities(probabilities)
      #expect(years(one).last?.0 == years(all).last?.0, "seed \(seed)")
    }
  }

  @Test func `a refused probability leaves the model as it was`() throws {
    var town = try SmallTown(years: 2)
    town.put(100, "owner good A ready")
    let rules = try ["fair", "poor"].map { label in
      try TransitionRule(
        key: label, selection: town.select("good"), target: town.labels(label), probability: 0.4,
        years: 2020...2021)
    }
    var model = try HousingModel(
      HousingInputs(axes: town.axes, baseline: town.baseline, hazards: .none(axes: town.axes), rules: rules))
    let before = years(model).last?.0
    let sum = #expect(throws: HousingInputError.self) { try model.setProbability(0.7, ofRule: 1) }
    #expect(sum?.description.hasPrefix("in 2020 the rules for flat old move 1.1") == true)
    let range = #expect(throws: HousingInputError.self) { try model.setProbability(1.5, ofRule: 1) }
    #expect(range?.description == "the probability of rule poor is 1.5, not within 0 and 1")
    let both = #expect(throws: HousingInputError.self) { try model.setProbabilities([0.4, -0.1]) }
    #expect(both?.description == "the probability of rule poor is -0.1, not within 0 and 1")
    #expect(throws: HousingInputError.self) { try model.setProbabilities([0.6, 0.6]) }
    #expect(years(model).last?.0 == before)
  }

  @Test func `a state that is reset runs as a new one`() throws {
    for seed in 0..<60 {
      var builder = RandomHousing(seed: UInt64(5_800 + seed))
      let model = try HousingModel(builder.inputs())
      var state = model.makeState()
      var workspace = model.makeWorkspace()
      var year = model.makeYear()
      let expected = years(model)
      for _ in 0..<2 {
        for index in 0..<model.axes.yearCount {
          model.step(&state, yearIndex: index, into: &year, using: &workspace)
          #expect(state == expected[index].0 && year == expected[index].1, "seed \(seed)")
        }
        model.reset(&state)
        #expect(state == model.makeState())
      }
    }
  }
}
