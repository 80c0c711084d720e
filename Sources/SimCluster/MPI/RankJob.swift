/// A piece of work that one process does alone, or every rank of an MPI job does its part of.
public enum RankJob {
  /// Whether this build can be a rank of an MPI job: it was built with the package trait `MPI`.
  public static var knowsMPI: Bool {
    #if MPI
      true
    #else
      false
    #endif
  }

  /// Does work as one rank of the job that this process was started in.
  ///
  /// Without the trait `MPI`, and for a process that was started alone, there is one rank. MPI is started before the work
  /// and ended after it, so a process may call this once. Where a rank of several throws, the whole job ends at once:
  /// the others may wait for messages that never come.
  ///
  /// - Parameters:
  ///   - environment: the environment of the process, by which tasks that do not find each other are noticed.
  ///   - exitCode: says on the rank where the error arose what happened, and gives the exit code of the job; called
  ///     only where there are several ranks.
  ///   - work: what every rank does.
  /// - Returns: what the work of this rank gives.
  /// - Throws: ``RankError`` where the ranks cannot work together; what `work` throws where there is one rank.
  public static func run<Value>(
    environment: [String: String], exitCode: (any Error, _ rank: Int) -> Int32,
    _ work: (any Ranks) throws -> Value
  ) throws -> Value {
    #if MPI
      let ranks = try MPIRanks()
      let outcome = Result {
        try checkTogether(ranks, environment)
        return try work(ranks)
      }
      if case .failure(let error) = outcome, ranks.count > 1 {
        ranks.abort(exitCode: exitCode(error, ranks.rank))
      }
      try ranks.end()
      return try outcome.get()
    #else
      try checkTogether(SoleRank(), environment)
      return try work(SoleRank())
    #endif
  }

  /// Refuses a process that believes to be alone though its launcher started several.
  ///
  /// Open MPI, MPICH and the steps of Slurm each set a variable to the number of processes.
  ///
  /// - Throws: ``RankError/apart(variable:tasks:knowsMPI:)``.
  package static func checkTogether(
    _ ranks: any Ranks, _ environment: [String: String]
  ) throws(RankError) {
    guard ranks.count == 1 else { return }
    for variable in ["OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"] {
      guard let tasks = environment[variable].flatMap({ Int($0) }), tasks > 1 else { continue }
      throw RankError.apart(variable: variable, tasks: tasks, knowsMPI: knowsMPI)
    }
  }
}
