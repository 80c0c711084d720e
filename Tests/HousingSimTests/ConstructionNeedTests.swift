import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct ConstructionNeedTests {
  private func town(years: Int = 1) throws -> SmallTown {
    var town = try SmallTown(zones: 3, years: years)
    for (zone, dwellings) in [(0, 300.0), (1, 100.0), (2, 200.0)] {
      town.put(dwellings, zone: zone, "owner good A gas")
    }
    return town
  }

  private func line(_ town: SmallTown, most: Double, _ needs: [Double]) -> ConstructionLine {
    ConstructionLine(
      key: "needed", dwellings: Array(repeating: most, count: town.axes.yearCount),
      mix: town.mix("flat", "owner good A ready"), distribution: .proportional,
      need: DwellingNeed(groupOfZone: [0, 0, 1], groupCount: 2, dwellings: needs))
  }

  @Test func `a line builds what its groups of zones lack, by their stock`() throws {
    let town = try town()
    var run = try HousingRun(town.inputs(construction: [line(town, most: 1_000, [440, 150])]))
    let outcomes = run.step().outcomes.line(0)
    expectClose(outcomes.done, [30, 10, 0])
    #expect(outcomes.planned == outcomes.done)
    expectClose(town.total("zone0 zone1", run.state.stock), 440)
  }

  @Test func `where nothing is lacking nothing is built`() throws {
    let town = try town()
    var run = try HousingRun(town.inputs(construction: [line(town, most: 1_000, [400, 200])]))
    #expect(run.step().flows.total(.construction) == 0)
  }

  @Test func `no more is built than the line may, in the proportion of what is lacking`() throws {
    let town = try town()
    var run = try HousingRun(town.inputs(construction: [line(town, most: 30, [440, 220])]))
    expectClose(run.step().outcomes.line(0).done, [15, 5, 10])
    var none = try HousingRun(town.inputs(construction: [line(town, most: 0, [440, 220])]))
    #expect(none.step().flows.total(.construction) == 0)
  }

  @Test func `other construction of the year counts first, whatever the order of the lines`() throws {
    let town = try town()
    let fixed = ConstructionLine(
      key: "fixed", dwellings: [25], mix: town.mix("house", "owner good A ready"),
      distribution: .shares([1, 0, 0]))
    let shops = TransformationLine(
      key: "shops", floorArea: [500], shareToDwellings: 1, floorAreaPerDwelling: Quantity(100),
      mix: town.mix("flat", "owner good A ready"), distribution: .shares([0, 0, 1]))
    var run = try HousingRun(
      town.inputs(
        construction: [line(town, most: 1_000, [440, 220]), fixed], transformations: [shops]))
    let year = run.step()
    expectClose(year.flows.total(.construction, programme: "needed"), 15 + 15)
    expectClose(run.state.stock.total.value, 660)
  }

  @Test func `a need is met year after year, also in a group without dwellings`() throws {
    let town = try SmallTown(zones: 3, years: 3)
    var run = try HousingRun(
      town.inputs(construction: [line(town, most: 1_000, [0, 10, 8, 20, 5, 5])]))
    for expected in [10.0, 28, 28] {
      run.step()
      expectClose(run.state.stock.total.value, expected)
    }
    expectClose(town.total("zone0", run.state.stock), 4)
  }

  @Test func `a need that is negative or not a number is refused`() throws {
    let town = try town()
    for bad in [-1, Double.nan, .infinity] {
      #expect(throws: HousingInputError.self) {
        _ = try HousingModel(town.inputs(construction: [line(town, most: 1, [bad, 0])]))
      }
    }
  }
}
