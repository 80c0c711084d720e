import SimCluster
import Testing

@Suite struct RankJobTests {
  @Test(
    .enabled(if: !RankJob.knowsMPI, "a process can start MPI once, so Tests/Cluster/run tests that build"))
  func `without MPI the work is done by one rank, and what it throws is thrown`() throws {
    struct Refusal: Error {}
    let count = try RankJob.run(environment: [:], exitCode: { _, _ in 70 }) { $0.count }
    #expect(count == 1)
    #expect(throws: Refusal.self) {
      try RankJob.run(environment: [:], exitCode: { _, _ in 70 }) { _ in throw Refusal() }
    }
  }

  @Test(arguments: ["OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"])
  func `tasks that do not find each other are refused before they write the same files`(
    variable: String
  ) throws {
    for text in ["1", "0", "", "many"] {
      try RankJob.checkTogether(SoleRank(), [variable: text])
    }
    let error = #expect(throws: RankError.self) {
      try RankJob.checkTogether(SoleRank(), [variable: "4"])
    }
    #expect(error == .apart(variable: variable, tasks: 4, knowsMPI: RankJob.knowsMPI))
    #expect(error?.description.hasPrefix("\(variable) is 4, but this process finds no other rank; ") == true)
  }

  @Test func `ranks that find each other are not refused`() throws {
    let rank = TaskRank(rank: 0, largestPart: 8, post: PostOffice(count: 4))
    try RankJob.checkTogether(rank, ["OMPI_COMM_WORLD_SIZE": "4"])
  }
}
