import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct ProjectionTests {
  /// One year by plain loops over single cells.
  private func naive(
    _ stock: HousingStock, _ inputs: HousingInputs, year: Int
  ) -> (dwellings: [Double], demolished: [Double]) {
    let layout = stock.layout
    let hazards = inputs.hazards
    var dwellings = [Double](repeating: 0, count: layout.count)
    var demolished = [Double](repeating: 0, count: layout.typeCount * layout.columnCount)
    for type in 0..<layout.typeCount {
      for state in 0..<layout.stateCount {
        for cohort in 0..<stock.activeCohorts {
          let group = hazards.classOfState[state]
          let hazard = hazards.shares[
            ((year * layout.typeCount + type) * hazards.classCount + group) * layout.cohortCount + cohort]
          for zone in 0..<layout.zoneCount {
            let before = stock[type: type, state: state, cohort: cohort, zone: zone]
            demolished[type * layout.columnCount + cohort * layout.zoneCount + zone] += before * hazard
            var stays = before * (1 - hazard)
            for rule in inputs.rules
            where rule.years.contains(inputs.axes.years.lowerBound + year)
              && rule.selection.cohorts.contains(cohort)
              && rule.selection.rows.contains(layout.row(type: type, state: state))
            {
              var target = state
              for (axis, label) in rule.target {
                target = inputs.axes.states.state(target, moving: axis, to: label)
              }
              let moved = before * (1 - hazard) * rule.probability
              dwellings[layout.offset(type: type, state: target, cohort: cohort, zone: zone)] += moved
              stays -= moved
            }
            dwellings[layout.offset(type: type, state: state, cohort: cohort, zone: zone)] += stays
          }
        }
      }
    }
    return (dwellings, demolished)
  }

  private func projected(
    _ inputs: HousingInputs, years: Int = 1, threads: Int = 1
  ) throws -> (stock: HousingStock, demolished: [Double]) {
    let projection = try Projection(axes: inputs.axes, hazards: inputs.hazards, rules: inputs.rules)
    var stock = inputs.baseline
    var spare = [Double](repeating: 0, count: stock.layout.count)
    var demolished = [Double](repeating: 0, count: stock.layout.typeCount * stock.layout.columnCount)
    for year in 0..<years {
      projection.advance(
        &stock, yearIndex: year, spare: &spare, demolished: &demolished, threads: threads)
    }
    return (stock, demolished)
  }

  private func town(
    _ rules: [TransitionRule], hazard: Double = 0, years: Int = 1, _ fill: (inout SmallTown) -> Void
  ) throws -> HousingInputs {
    var town = try SmallTown(years: years)
    fill(&town)
    let hazards = try DemolitionHazards(
      axes: town.axes, classOfState: Array(repeating: 0, count: town.axes.states.count)
    ) { _, _, _, _ in hazard }
    return HousingInputs(axes: town.axes, baseline: town.baseline, hazards: hazards, rules: rules)
  }

  @Test func `a year of a random model is the plain loops`() throws {
    for seed in 0..<150 {
      var builder = RandomHousing(seed: UInt64(seed))
      let inputs = try builder.inputs()
      let found = try projected(inputs)
      let expected = naive(inputs.baseline, inputs, year: 0)
      expectClose(found.stock.dwellings, expected.dwellings, "the stock of seed \(seed)")
      expectClose(found.demolished, expected.demolished, limit: 1e-11, "the demolition of seed \(seed)")
    }
  }

  @Test func `the last year of a random model is the plain loops`() throws {
    for seed in 150..<220 {
      var builder = RandomHousing(seed: UInt64(seed))
      let inputs = try builder.inputs()
      let last = inputs.axes.yearCount - 1
      let before = try projected(inputs, years: last).stock
      let found = try projected(inputs, years: last + 1)
      // The stock before has its baseline cohorts only, in every year, as nothing is built here.
      let expected = naive(before, inputs, year: last)
      expectClose(found.stock.dwellings, expected.dwellings, "the stock of seed \(seed)")
      expectClose(found.demolished, expected.demolished, limit: 1e-11, "the demolition of seed \(seed)")
    }
  }

  @Test func `without hazards and rules nothing changes to the last bit`() throws {
    for seed in 0..<20 {
      var builder = RandomHousing(seed: UInt64(seed))
      let axes = try builder.axes()
      let baseline = builder.baseline(axes)
      let inputs = HousingInputs(axes: axes, baseline: baseline, hazards: .none(axes: axes))
      let found = try projected(inputs, years: axes.yearCount)
      expectSameBits(found.stock.dwellings, baseline.dwellings)
      #expect(found.demolished.allSatisfy { $0 == 0 })
    }
  }

  @Test func `a certain hazard takes every dwelling`() throws {
    let inputs = try town([], hazard: 1) { $0.put(12, "owner good A gas") }
    let found = try projected(inputs)
    #expect(found.stock.total.value == 0)
    #expect(found.demolished.reduce(0, +) == 12)
  }

  @Test func `a certain rule moves every dwelling`() throws {
    let empty = try SmallTown()
    let rule = try TransitionRule(
      key: "decay", selection: empty.select("good"), target: empty.labels("poor"), probability: 1,
      years: 2020...2020)
    let found = try projected(try town([rule]) { $0.put(12, "owner good A gas") }).stock
    #expect(found.total(of: empty.select("good")) == 0)
    #expect(found[type: 1, state: empty.state("owner poor A gas"), cohort: 0, zone: 0] == 12)
  }

  @Test func `what is demolished does not change state first`() throws {
    let empty = try SmallTown()
    let rule = try TransitionRule(
      key: "decay", selection: empty.select("good"), target: empty.labels("fair"), probability: 0.5,
      years: 2020...2020)
    let inputs = try town([rule], hazard: 0.25) { $0.put(80, "owner good A gas") }
    let found = try projected(inputs)
    #expect(found.demolished.reduce(0, +) == 20)
    #expect(found.stock.total(of: empty.select("good")) == 30)
    #expect(found.stock.total(of: empty.select("fair")) == 30)
  }

  @Test func `a hazard goes by the class of the state`() throws {
    var town = try SmallTown()
    town.put(100, "owner good A gas")
    town.put(100, "private good A gas")
    let states = town.axes.states
    let hazards = try DemolitionHazards(
      axes: town.axes, classOfState: (0..<states.count).map { states.label(of: $0, on: 0) }
    ) { _, _, group, _ in group == 2 ? 0.5 : 0 }
    let inputs = HousingInputs(axes: town.axes, baseline: town.baseline, hazards: hazards)
    let found = try projected(inputs).stock
    #expect(found.total(of: town.select("owner")) == 100)
    #expect(found.total(of: town.select("private")) == 50)
  }

  @Test func `a rule holds in its years, cohorts and types only`() throws {
    let empty = try SmallTown(years: 3)
    let rule = try TransitionRule(
      key: "decay", selection: empty.select("good house recent"), target: empty.labels("poor"),
      probability: 0.5,
      years: 2021...2021)
    let inputs = try town([rule], years: 3) { town in
      for type in ["flat", "house"] {
        for cohort in ["old", "recent"] { town.put(8, type: type, cohort: cohort, "owner good A gas") }
      }
    }
    #expect(try projected(inputs, years: 1).stock.total(of: empty.select("poor")) == 0)
    for years in [2, 3] {
      let found = try projected(inputs, years: years).stock
      #expect(found.total(of: empty.select("poor house recent")) == 4)
      #expect(found.total(of: empty.select("poor")) == 4)
    }
  }

  @Test func `equal rules share one matrix`() throws {
    let empty = try SmallTown(years: 3)
    let rule = try TransitionRule(
      key: "decay", selection: empty.select("good"), target: empty.labels("poor"), probability: 0.5,
      years: 2020...2022)
    let narrow = try TransitionRule(
      key: "drift", selection: empty.select("house old"), target: empty.labels("private"), probability: 0.5,
      years: 2020...2022)
    let hazards = DemolitionHazards.none(axes: empty.axes)
    #expect(try Projection(axes: empty.axes, hazards: hazards, rules: []).matrixCount == 1)
    #expect(try Projection(axes: empty.axes, hazards: hazards, rules: [rule]).matrixCount == 1)
    #expect(try Projection(axes: empty.axes, hazards: hazards, rules: [rule, narrow]).matrixCount == 2)
  }

  @Test func `rules move dwellings and never make or lose one`() throws {
    for seed in 300..<360 {
      var builder = RandomHousing(seed: UInt64(seed))
      let axes = try builder.axes()
      let baseline = builder.baseline(axes)
      let inputs = HousingInputs(
        axes: axes, baseline: baseline, hazards: .none(axes: axes), rules: try builder.rules(axes))
      let found = try projected(inputs, years: axes.yearCount).stock
      for zone in axes.zones.indices {
        let place = DwellingSelection(axes: axes, zones: [zone])
        expectClose(found.total(of: place), baseline.total(of: place), "the dwellings of zone \(zone)")
      }
      expectNonNegative(found.dwellings)
    }
  }

  @Test(arguments: [2, 3, 7]) func `any number of threads gives the same bits`(threads: Int) throws {
    for seed in 0..<40 {
      var builder = RandomHousing(seed: UInt64(seed))
      let inputs = try builder.inputs()
      let alone = try projected(inputs, years: inputs.axes.yearCount)
      let shared = try projected(inputs, years: inputs.axes.yearCount, threads: threads)
      expectSameBits(alone.stock.dwellings, shared.stock.dwellings)
      expectSameBits(alone.demolished, shared.demolished)
    }
  }

  @Test func `rules that move more than all are named with their column`() throws {
    let empty = try SmallTown()
    let rules = try ["fair", "poor"].map { label in
      try TransitionRule(
        key: label, selection: empty.select("good B house"), target: empty.labels(label), probability: 0.75,
        years: 2020...2020)
    }
    let error = #expect(throws: HousingInputError.self) {
      try Projection(axes: empty.axes, hazards: .none(axes: empty.axes), rules: rules)
    }
    #expect(
      error?.description
        == "in 2020 the rules for house old move 1.5 of the dwellings out of column "
        + "tenure=owner condition=good energy_label=B heating=ready; 1 is all")
  }

  @Test(arguments: [-0.1, 1.1, .nan, .infinity]) func `a probability outside 0 and 1 is named`(value: Double)
    throws
  {
    let town = try SmallTown()
    let error = #expect(throws: HousingInputError.self) {
      try TransitionRule(
        key: "decay", selection: town.select(), target: [:], probability: value, years: 2020...2020)
    }
    #expect(error?.description == "the probability of rule decay is \(value), not within 0 and 1")
  }

  @Test(arguments: [-0.1, 1.1, .nan]) func `a hazard outside 0 and 1 is named`(value: Double) throws {
    let axes = try SmallTown(years: 2).axes
    let error = #expect(throws: HousingInputError.self) {
      try DemolitionHazards(axes: axes, classOfState: Array(repeating: 0, count: axes.states.count)) {
        year, type, _, cohort in year == 1 && type == 1 && cohort == 2 ? value : 0
      }
    }
    #expect(
      error?.description == "the demolition share of house 2020 in 2021 is \(value), not within 0 and 1")
  }
}
