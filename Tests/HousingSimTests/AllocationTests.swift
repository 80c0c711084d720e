import CAllocationCounter
import HousingSim
import SimNumerics
import SimTestSupport
import Testing

/// Whether the allocations of a year mean anything in this build.
private let yearsAreCounted = allocation_counting() == 1 && build_is_optimised() == 1

@Suite struct AllocationTests {
  /// A town with programmes of every kind of action, quota, budget and distribution, and with both kinds of lines.
  private func everything(zones: Int) throws -> HousingInputs {
    var town = try SmallTown(zones: zones, years: 6)
    let shares = Array(repeating: 1 / Double(zones), count: zones)
    for zone in 0..<zones {
      for state in ["private poor D gas", "owner fair C gas", "association good A ready"] {
        town.put(1_000, zone: zone, state)
        town.put(500, zone: zone, type: "flat", cohort: "recent", state)
      }
    }
    let new = town.mix("flat", "association good A ready")
    let yearly = Array(repeating: 30.0, count: 6)
    let programmes = [
      town.programme(
        "demolish", .demolish, of: "poor", 30, .priority([[2], [0, 1]]), countsTowards: "renovate"),
      town.programme("replace", .demolishAndReplace(ratio: 0.5, delay: 2, mix: new), of: "poor", 30),
      town.programme(
        "merge", .merge(count: 2, atLeast: town.labels("fair")), of: "flat", 20, .shares(shares)),
      town.programme("convert", .convertTenure(to: town.labels("association")), of: "private", 30),
      town.programme("insulate", .improve(.insulation, atLeast: town.labels("B")), of: "C D", 30),
      Programme(
        key: "ready", selection: town.select("gas"),
        quota: .reachShare(0.6, of: town.select("ready"), from: 1, by: 4), distribution: .proportional,
        actions: [ProgrammeAction(kind: .improve(.gasFreeReady, atLeast: town.labels("ready")), share: 1)]),
      town.programme(
        "renovate", .improve(.renovation, atLeast: town.labels("good A")), of: "poor", 900,
        budget: ProgrammeBudget(euro: Array(repeating: 1e6, count: 6), euroPerDwelling: yearly)),
    ]
    let hazards = try DemolitionHazards(
      axes: town.axes,
      classOfState: (0..<town.axes.states.count).map { town.axes.states.label(of: $0, on: 0) }
    ) { _, type, group, _ in 0.001 * Double(1 + type + group) }
    let rule = try TransitionRule(
      key: "decay", selection: town.select("good"), target: town.labels("fair"), probability: 0.02,
      years: 2020...2025)
    return HousingInputs(
      axes: town.axes, baseline: town.baseline, hazards: hazards, rules: [rule], programmes: programmes,
      construction: [
        ConstructionLine(key: "new", dwellings: yearly, mix: new, distribution: .proportional)
      ],
      transformations: [
        TransformationLine(
          key: "shops", floorArea: yearly, shareToDwellings: 0.5, floorAreaPerDwelling: Quantity(75),
          mix: new,
          distribution: .shares(shares))
      ])
  }

  @Test(.enabled(if: allocation_counting() == 1)) func `an allocation is counted`() {
    let before = allocation_count()
    let numbers = [Double](repeating: 1, count: Int(before % 7) + 100)
    #expect(allocation_count() > before)
    #expect(numbers.count >= 100)
  }

  /// The largest number of allocations of a year after the first.
  private func allocations(_ inputs: HousingInputs) throws -> UInt {
    var run = try HousingRun(inputs)
    run.advance()
    var most: UInt = 0
    for _ in 1..<inputs.axes.yearCount {
      let before = allocation_count()
      run.advance()
      most = max(most, allocation_count() - before)
      #expect(run.year.balance.firstBreach == nil)
      #expect(run.year.outcomes.done.allSatisfy { $0.isFinite })
    }
    return most
  }

  @Test(.enabled(if: yearsAreCounted)) func `a year after the first allocates nothing`() throws {
    #expect(try allocations(everything(zones: 3)) == 0)
    #expect(try allocations(everything(zones: 120)) == 0)
  }

  @Test(.enabled(if: yearsAreCounted)) func `a further member allocates nothing`() throws {
    var model = try HousingModel(everything(zones: 3))
    var state = model.makeState()
    var workspace = model.makeWorkspace()
    var year = model.makeYear()
    var totals = StockTotals(layout: model.axes.layout)
    for member in 0..<3 {
      let before = allocation_count()
      try model.setProbability(0.01 * Double(member), ofRule: 0)
      model.reset(&state)
      for index in 0..<model.axes.yearCount {
        model.step(&state, yearIndex: index, into: &year, using: &workspace)
        model.count(state.stock, into: &totals)
      }
      let allocations = allocation_count() - before
      #expect(member == 0 || allocations == 0)
    }
  }
}
