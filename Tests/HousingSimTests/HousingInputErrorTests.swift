import HousingSim
import SimNumerics
import SimTestSupport
import Testing

@Suite struct HousingInputErrorTests {
  private func problem(_ inputs: HousingInputs) -> String? {
    #expect(throws: HousingInputError.self) { try HousingModel(inputs) }?.description
  }

  private func problem(_ programmes: [Programme], in town: SmallTown) -> String? {
    problem(town.inputs(programmes))
  }

  @Test func `a programme that selects nothing is named`() throws {
    let town = try SmallTown()
    let plan = Programme(
      key: "plan", selection: DwellingSelection(axes: town.axes, zones: []), quota: .dwellings([1]),
      distribution: .proportional, actions: [ProgrammeAction(kind: .demolish, share: 1)])
    #expect(problem([plan], in: town) == "plan selects no dwelling")
  }

  @Test(arguments: [[0.5, 0.4], [1.5, -0.5], []]) func `actions that are not the whole are named`(
    shares: [Double]
  ) throws {
    let town = try SmallTown()
    let plan = Programme(
      key: "plan", selection: town.select(), quota: .dwellings([1]), distribution: .proportional,
      actions: shares.map { ProgrammeAction(kind: .demolish, share: $0) })
    let sum = shares.reduce(0, +)
    #expect(problem([plan], in: town) == "the shares of the actions of plan add up to \(sum), not to 1")
  }

  @Test func `zones that are not the whole are named`() throws {
    let town = try SmallTown(zones: 2)
    let plan = town.programme("plan", .demolish, 1, .shares([0.5, 0.25]))
    #expect(problem([plan], in: town) == "the shares of the zones of plan add up to 0.75, not to 1")
  }

  @Test func `a mix that is not the whole is named`() throws {
    let town = try SmallTown()
    let mix = DwellingMix(parts: [.init(type: 0, state: 0, share: 0.5)])
    let plan = town.programme("plan", .demolishAndReplace(ratio: 1, delay: 0, mix: mix), 1)
    #expect(problem([plan], in: town) == "the shares of the replacements of plan add up to 0.5, not to 1")
    let line = ConstructionLine(key: "new", dwellings: [1], mix: mix, distribution: .proportional)
    #expect(
      problem(town.inputs(construction: [line])) == "the shares of new add up to 0.5, not to 1")
  }

  @Test func `a programme counts towards one that is listed after it`() throws {
    let town = try SmallTown()
    let text = "inner counts towards outer, which has to be a programme listed after it"
    let inner = town.programme("inner", .demolish, 1, countsTowards: "outer")
    let outer = town.programme("outer", .demolish, 1)
    #expect(problem([inner], in: town) == text)
    #expect(problem([outer, inner], in: town) == text)
    let itself = town.programme("outer", .demolish, 1, countsTowards: "outer")
    #expect(problem([itself], in: town)?.hasPrefix("outer counts towards outer") == true)
    #expect(throws: Never.self) { try HousingModel(town.inputs([inner, outer])) }
  }

  @Test func `numbers of an action outside their range are named`() throws {
    let town = try SmallTown()
    let mix = town.mix("flat", "owner good A ready")
    let ratio = town.programme("plan", .demolishAndReplace(ratio: -1, delay: 0, mix: mix), 1)
    #expect(problem([ratio], in: town) == "the replacement ratio of plan cannot be -1.0")
    let delay = town.programme("plan", .demolishAndReplace(ratio: 1, delay: -1, mix: mix), 1)
    #expect(problem([delay], in: town) == "the replacement delay of plan cannot be -1.0")
    let merge = town.programme("plan", .merge(count: 0.5, atLeast: [:]), 1)
    #expect(problem([merge], in: town) == "the number merged into one of plan cannot be 0.5")
  }

  @Test(arguments: [-1, Double.nan, .infinity]) func `yearly amounts that are no amounts are named`(
    amount: Double
  ) throws {
    let town = try SmallTown(years: 2)
    let mix = town.mix("flat", "owner good A ready")
    let quota = Programme(
      key: "plan", selection: town.select(), quota: .dwellings([1, amount]), distribution: .proportional,
      actions: [ProgrammeAction(kind: .demolish, share: 1)])
    #expect(problem([quota], in: town) == "the quota of plan cannot be \(amount)")
    let money = ProgrammeBudget(euro: [amount, 1], euroPerDwelling: [1, 1])
    #expect(
      problem([town.programme("plan", .demolish, 1, budget: money)], in: town)
        == "the budget of plan cannot be \(amount)")
    let built = ConstructionLine(key: "new", dwellings: [1, amount], mix: mix, distribution: .proportional)
    #expect(
      problem(town.inputs(construction: [built])) == "the number of dwellings of new cannot be \(amount)")
    let shops = TransformationLine(
      key: "shops", floorArea: [1, amount], shareToDwellings: 1, floorAreaPerDwelling: Quantity(50), mix: mix,
      distribution: .proportional)
    #expect(problem(town.inputs(transformations: [shops])) == "the floor area of shops cannot be \(amount)")
  }

  @Test(arguments: [0, -1, Double.nan, .infinity]) func `what an amount is divided by is above zero`(
    amount: Double
  ) throws {
    let town = try SmallTown()
    let money = ProgrammeBudget(euro: [1], euroPerDwelling: [amount])
    #expect(
      problem([town.programme("plan", .demolish, 1, budget: money)], in: town)
        == "the cost per dwelling of plan cannot be \(amount)")
    let shops = TransformationLine(
      key: "shops", floorArea: [1], shareToDwellings: 1, floorAreaPerDwelling: Quantity(amount),
      mix: town.mix("flat", "owner good A ready"), distribution: .proportional)
    #expect(
      problem(town.inputs(transformations: [shops]))
        == "the floor area per dwelling of shops cannot be \(amount)")
  }

  @Test(arguments: [-0.1, 1.1, .nan]) func `a share to reach outside 0 and 1 is named`(share: Double) throws {
    let town = try SmallTown()
    let plan = Programme(
      key: "plan", selection: town.select(), quota: .reachShare(share, of: town.select(), from: 0, by: 0),
      distribution: .proportional, actions: [ProgrammeAction(kind: .demolish, share: 1)])
    #expect(problem([plan], in: town) == "the share to reach of plan cannot be \(share)")
  }

  @Test(arguments: [-0.1, 1.1, .nan]) func `a share of floor area outside 0 and 1 is named`(share: Double)
    throws
  {
    let town = try SmallTown()
    let line = TransformationLine(
      key: "shops", floorArea: [1], shareToDwellings: share, floorAreaPerDwelling: Quantity(50),
      mix: town.mix("flat", "owner good A ready"), distribution: .proportional)
    #expect(
      problem(town.inputs(transformations: [line]))
        == "the share that becomes dwellings of shops cannot be \(share)")
  }
}
