import HousingSim
import SimNumerics
import Testing
import UrbanMine

@Suite struct HarvestTests {
  @Test(arguments: 0..<20)
  func `mass is dwellings times area times intensity times share`(seed: UInt64) throws {
    var random = TestRandom(state: seed)
    let inputs = try RandomMine(&random).inputs
    let flows = RandomMine.flows(for: inputs, &random)
    var run = MineRun(MineModel(inputs))
    let result = try run.year(flows)
    for zone in inputs.zones.indices {
      for stream in 0..<inputs.streams.count {
        var released = 0.0
        var demand = 0.0
        for (account, profile) in inputs.profiles.enumerated() {
          for type in 0..<flows.typeCount {
            for cohort in 0..<flows.cohortCount {
              let area =
                flows.dwellings[flows.offset(account: account, type: type, cohort: cohort, zone: zone)]
                * inputs.floorAreaM2[(zone * flows.typeCount + type) * flows.cohortCount + cohort]
              let shares = (profile.releasedShares[stream], profile.takenUpShares[stream])
              released += area * shares.0 * inputs.intensities[type, cohort, stream]
              demand += area * shares.1 * inputs.intensities[type, inputs.newBuildCohort, stream]
            }
          }
        }
        #expect(isClose(result.mass(.released, zone: zone, stream: stream), released))
        #expect(isClose(result.mass(.demand, zone: zone, stream: stream), demand))
      }
    }
  }

  @Test func `only the carefully dismantled share of the year reaches the hub`() throws {
    var mine = SmallMine()
    mine.careful = [0, 0.25, 1]
    var run = try mine.start()
    for share in [0, 0.25, 1] {
      let result = try run.year(demolished: [8], built: [0])
      #expect(result.mass(.toHub, zone: 0, stream: 0) == 8 * share)
      #expect(result.mass(.recycled, zone: 0, stream: 0) == 8 - 8 * share)
    }
  }
}
