import HousingSim
import SimNumerics
import SimTestSupport
import Testing
import UrbanMine

@Suite struct EventMassesTests {
  @Test(arguments: 0..<40)
  func `a year from the masses of its events has the bits of a year from their flows`(seed: UInt64) throws {
    var random = TestRandom(state: seed)
    let inputs = try RandomMine(&random).inputs
    let model = MineModel(inputs)
    var fromFlows = MineRun(model)
    var fromMasses = MineRun(model)
    var areas = model.makeAreas()
    var masses = model.makeMasses()
    for year in 0..<inputs.yearCount {
      let flows = RandomMine.flows(for: inputs, &random)
      let expected = try fromFlows.year(flows)
      model.measure(flows, into: &areas)
      model.weigh(areas, into: &masses)
      try model.step(
        masses, yearIndex: year, state: &fromMasses.state, into: &fromMasses.result, using: &fromMasses.work)
      #expect(fromMasses.result == expected)
      #expect(fromMasses.state == fromFlows.state)
      #expect(model.harvest(flows, yearIndex: year) == expected.harvest)
    }
  }

  @Test func `cohorts of equal content are one class, numbered in the order of the cohorts`() throws {
    let streams = try MaterialStreams([SmallMine.stream("stone"), SmallMine.stream("wood")])
    let cohorts: [[Double]] = [[1, 2], [3, 4], [1, 2], [1, 0], [3, 4]]
    let intensities = try MaterialIntensities(
      streams: streams, typeCount: 1, cohortCount: 5, bulkKgPerM2: cohorts.flatMap { $0 },
      componentUnitsPerM2: [], kgPerUnit: [])
    #expect(intensities.classOfCohort == [0, 1, 0, 2, 1])
    let twoTypes = try MaterialIntensities(
      streams: streams, typeCount: 2, cohortCount: 2, bulkKgPerM2: [1, 2, 1, 2, 1, 2, 1, 3],
      componentUnitsPerM2: [], kgPerUnit: [])
    #expect(twoTypes.classOfCohort == [0, 1], "cohorts that differ in one type only are two classes")
  }

  @Test(arguments: 0..<20)
  func `areas of one mine are weighed with the intensities of another`(seed: UInt64) throws {
    var random = TestRandom(state: seed)
    let inputs = try RandomMine(&random).inputs
    let flows = RandomMine.flows(for: inputs, &random)
    var areas = MineModel(inputs).makeAreas()
    MineModel(inputs).measure(flows, into: &areas)
    let changed = MineModel(try inputs.with(intensities: try doubled(inputs)))
    var masses = changed.makeMasses()
    changed.weigh(areas, into: &masses)
    var run = MineRun(changed)
    try changed.step(masses, yearIndex: 0, state: &run.state, into: &run.result, using: &run.work)
    let direct = changed.harvest(flows, yearIndex: 0)
    let before = MineModel(inputs).harvest(flows, yearIndex: 0)
    #expect(run.result.harvest == direct)
    expectClose(direct.released, before.released.map { 2 * $0 })
    expectClose(direct.demand, before.demand.map { 2 * $0 })
  }

  /// Bulk materials of twice the intensity, components in them included.
  private func doubled(_ inputs: MineInputs) throws -> MaterialIntensities {
    let shape = inputs.intensities
    let streams = inputs.streams
    var bulk: [Double] = []
    var units: [Double] = []
    for type in 0..<shape.typeCount {
      for cohort in 0..<shape.cohortCount {
        for stream in 0..<streams.bulkCount {
          let parts = streams.parents.indices.filter { streams.parents[$0] == stream }
          let inside = parts.reduce(0) { $0 + shape[type, cohort, streams.bulkCount + $1] }
          // A hair more, so that rounding leaves no bulk material too light for its components.
          bulk.append(2 * (shape[type, cohort, stream] + inside) * (1 + 1e-14))
        }
        for stream in streams.bulkCount..<streams.count { units.append(2 * shape[type, cohort, stream]) }
      }
    }
    return try MaterialIntensities(
      streams: streams, typeCount: shape.typeCount, cohortCount: shape.cohortCount, bulkKgPerM2: bulk,
      componentUnitsPerM2: units, kgPerUnit: Array(repeating: 1, count: streams.componentCount))
  }

  @Test(arguments: 0..<20)
  func `memory of another run is emptied where it fits and left alone where not`(seed: UInt64) throws {
    var random = TestRandom(state: seed)
    let inputs = try RandomMine(&random).inputs
    let model = MineModel(inputs)
    let flows = (0..<inputs.yearCount).map { _ in RandomMine.flows(for: inputs, &random) }
    var fresh = MineRun(model)
    var used = MineRun(model)
    for year in flows { try used.year(year) }
    let fits = model.reuse(&used.state, used.result, used.work)
    #expect(fits)
    #expect(used.state == model.makeState())
    used.nextYear = 0
    for year in flows {
      let (found, expected) = (try used.year(year), try fresh.year(year))
      #expect(found == expected)
    }
    let wider = MineModel(
      try inputs.with(
        hubs: inputs.hubs.items + [
          SmallMine.hub("another", capacities: [], yields: Array(repeating: 1, count: inputs.streams.count))
        ]))
    let before = used.state
    let fitsWider = wider.reuse(&used.state, used.result, used.work)
    #expect(!fitsWider)
    #expect(used.state == before)
  }
}
