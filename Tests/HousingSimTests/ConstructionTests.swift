import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct ConstructionTests {
  private func town(years: Int = 2) throws -> SmallTown {
    var town = try SmallTown(zones: 2, years: years)
    town.put(300, zone: 0, "owner good A gas")
    town.put(100, zone: 1, "owner good A gas")
    return town
  }

  private func twoParts(_ town: SmallTown) -> DwellingMix {
    DwellingMix(parts: [
      .init(type: 0, state: town.state("association good A ready"), share: 0.75),
      .init(type: 1, state: town.state("owner good A ready"), share: 0.25),
    ])
  }

  @Test func `construction adds its mix to the cohort of the year`() throws {
    let town = try town()
    let line = ConstructionLine(
      key: "new", dwellings: [40, 8], mix: twoParts(town), distribution: .shares([0.5, 0.5]))
    var run = try HousingRun(town.inputs(construction: [line]))
    let first = run.step()
    expectClose(first.flows.total(.construction, programme: "new"), 40)
    expectClose(town.total("flat association good A ready 2020 zone1", run.state.stock), 15)
    expectClose(town.total("house owner good A ready 2020 zone1", run.state.stock), 5)
    #expect(run.state.stock.activeCohorts == 3)
    run.step()
    expectClose(town.total("2020", run.state.stock), 40)
    expectClose(town.total("2021", run.state.stock), 8)
    expectClose(run.state.stock.total.value, 448)
  }

  @Test func `construction in proportion follows the stock`() throws {
    let town = try town()
    let line = ConstructionLine(
      key: "new", dwellings: [40, 0], mix: twoParts(town), distribution: .proportional)
    var run = try HousingRun(town.inputs(construction: [line]))
    let outcomes = run.step().outcomes.line(0)
    expectClose(outcomes.planned, [30, 10])
    expectClose(outcomes.done, [30, 10])
  }

  @Test func `construction in an empty region is spread evenly`() throws {
    let town = try SmallTown(zones: 2)
    let line = ConstructionLine(
      key: "new", dwellings: [40], mix: twoParts(town), distribution: .proportional)
    var run = try HousingRun(town.inputs(construction: [line]))
    expectClose(run.step().outcomes.line(0).done, [20, 20])
  }

  @Test func `a dwelling built this year meets programmes and hazards from the next year on`() throws {
    let town = try SmallTown(years: 2)
    let line = ConstructionLine(
      key: "new", dwellings: [40, 0], mix: town.mix("flat", "owner good A gas"), distribution: .proportional)
    let plan = town.programme("plan", .demolish, of: "flat", 10)
    let hazards = try DemolitionHazards(
      axes: town.axes, classOfState: Array(repeating: 0, count: town.axes.states.count)
    ) { _, _, _, _ in 0.25 }
    var run = try HousingRun(
      HousingInputs(
        axes: town.axes, baseline: town.baseline, hazards: hazards, programmes: [plan], construction: [line]))
    expectClose(run.step().outcomes.line(0).done, [0])
    expectClose(run.state.stock.total.value, 40)
    expectClose(run.step().flows.total(.autonomousDemolition), 10)
    expectClose(run.state.stock.total.value, 20)
  }

  @Test func `withdrawn floor area becomes dwellings in part`() throws {
    let town = try town()
    let line = TransformationLine(
      key: "shops", floorArea: [10_000, 0], shareToDwellings: 0.6, floorAreaPerDwelling: Quantity(75),
      mix: twoParts(town), distribution: .shares([0.25, 0.75]))
    var run = try HousingRun(town.inputs(transformations: [line]))
    let year = run.step()
    expectClose(year.outcomes.floorAreaWithdrawn, [2_500, 7_500])
    expectClose(year.outcomes.line(0).done, [20, 60])
    expectClose(year.flows.total(.transformation, programme: "shops", zone: 1), 60)
    expectClose(run.state.stock.total.value, 480)
    #expect(run.step().outcomes.floorAreaWithdrawn == [0, 0])
  }

  @Test func `lines of programmes, construction and transformation stand in that order`() throws {
    let town = try town()
    let model = try HousingModel(
      town.inputs(
        [town.programme("plan", .demolish, 1)],
        construction: [
          ConstructionLine(
            key: "new", dwellings: [1, 1], mix: twoParts(town), distribution: .proportional)
        ],
        transformations: [
          TransformationLine(
            key: "shops", floorArea: [1, 1], shareToDwellings: 1, floorAreaPerDwelling: Quantity(50),
            mix: twoParts(town), distribution: .proportional)
        ]))
    #expect(model.lines == ["plan", "new", "shops"])
    #expect(
      model.accounts.map { "\($0.event.rawValue) \($0.programme ?? "-")" } == [
        "autonomous_demolition -", "demolition plan", "construction new", "transformation shops",
      ])
  }
}
