import SimScenarios
import SimTestSupport
import Testing
import UrbanMine

@Suite struct HousingRecordTests {
  private static func scenario(_ name: String) throws -> Scenario { try ScenarioRuns.run(name).scenario }

  @Test(arguments: ScenarioRuns.names)
  func `a run of the mine over a record has the bits of the plain run`(name: String) throws {
    let plain = try ScenarioRuns.run(name)
    let scenario = plain.scenario
    let record = try HousingRecord(scenario)
    var runner = MineRunner(record, of: scenario)
    let masses = record.masses(of: scenario.mineModel)
    // The second and third runs find the memory of the first.
    for known in [nil, masses, nil] {
      try runner.run(scenario.mineModel, effects: scenario.effects, masses: known)
      let values = runner.values
      #expect(values.heads.count + record.indicators.count == plain.indicators.count)
      for (position, head) in values.heads.enumerated() {
        let expected = plain.indicators.first { $0.key == head.key }
        #expect(values.series(position) == expected, "\(head.key)")
      }
    }
    for series in record.indicators {
      #expect(series == plain.indicators.first { $0.key == series.key }, "\(series.key)")
    }
  }

  @Test func `a member of other hubs finds nothing of the member before it`() throws {
    let scenario = try Self.scenario("parkstad")
    let record = try HousingRecord(scenario)
    let bare = MineModel(try scenario.mineModel.inputs.with(hubs: [], dispatch: .nearestFirst))
    var used = MineRunner(record, of: scenario)
    try used.run(scenario.mineModel, effects: scenario.effects)
    try used.run(bare, effects: scenario.effects)
    var fresh = MineRunner(record, of: scenario)
    try fresh.run(bare, effects: scenario.effects)
    expectSameBits(used.values.values, fresh.values.values)
    let reuse = try #require(used.values.heads.firstIndex { $0.key == "reused" })
    let series = used.values.series(reuse)
    #expect(series.values.allSatisfy { $0.allSatisfy { $0 == 0 } }, "nothing is reused without a hub")
  }
}
