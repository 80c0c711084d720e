internal import Foundation
internal import SimNumerics
public import SimScenarios

/// Writes the results of an ensemble, all files or none.
public enum EnsembleWriter {
  /// Writes the results of a whole ensemble: those of the run with central values, and quantiles, probabilities and
  /// choices of sites over all members.
  ///
  /// - Parameters:
  ///   - result: the results.
  ///   - members: the rows of all members, written where the plan keeps members.
  ///   - path: the result directory, which is replaced.
  ///   - threads: the number of threads, for the record; the other bytes do not depend on it.
  ///   - phases: the time of every phase so far.
  /// - Throws: ``OutputError``; previous results are then left as they were.
  public static func write(
    _ result: EnsembleResult, _ members: MemberFiles, to path: String, threads: Int,
    phases: [RunRecord.Phase]
  ) throws(OutputError) {
    let directory = try ResultDirectory(replacing: path)
    let central = result.ensemble.run.central
    let own = Set(result.tables.map(\.fileName))
    let tables = central.tables.filter { !own.contains($0.fileName) } + result.tables
    for table in tables { try directory.write(table) }
    if result.ensemble.plan.keepsMembers { try members.write(to: directory) }
    try directory.write(central.netCDF)
    try directory.write(
      try record(
        result.ensemble, threads: threads, phases: phases, rankError: result.rankError,
        outputs: directory.outputs, tables: tables),
      as: "run.json")
    try directory.commit()
  }

  /// Writes the state of one part, for ``EnsembleState/merge(_:from:)``.
  ///
  /// - Parameters:
  ///   - state: what is known of the members of the part.
  ///   - job: the part and its ensemble.
  ///   - path: the result directory, which is replaced.
  ///   - threads: the number of threads, for the record; the other bytes do not depend on it.
  ///   - phases: the time of every phase so far.
  /// - Throws: ``OutputError``; previous results are then left as they were.
  public static func write(
    _ state: EnsembleState, of job: EnsembleJob, to path: String, threads: Int,
    phases: [RunRecord.Phase]
  ) throws(OutputError) {
    let (ensemble, shard) = (job.ensemble, job.shard)
    let directory = try ResultDirectory(replacing: path)
    try directory.write(state.bytes, as: EnsembleJob.stateFile)
    if ensemble.plan.keepsMembers {
      try job.memberFiles.write(shard.blocks(of: ensemble.blockCount), to: directory)
    }
    try directory.write(
      try record(
        ensemble, threads: threads, phases: phases, rankError: state.forest.rankError, shard: shard,
        outputs: directory.outputs),
      as: "run.json")
    try directory.commit()
  }

  /// Writes the results of a sensitivity analysis.
  ///
  /// - Parameters:
  ///   - table: the measures of every output and factor.
  ///   - run: the analysis.
  ///   - path: the result directory, which is replaced.
  ///   - threads: the number of threads, for the record; the other bytes do not depend on it.
  ///   - phases: the time of every phase so far.
  /// - Throws: ``OutputError``; previous results are then left as they were.
  public static func write(
    _ table: ResultTable, of run: SensitivityRun, to path: String, threads: Int, phases: [RunRecord.Phase]
  ) throws(OutputError) {
    let directory = try ResultDirectory(replacing: path)
    try directory.write(table)
    try directory.write(
      try record(
        run.ensemble, threads: threads, phases: phases, rankError: 0, outputs: directory.outputs,
        tables: [table]),
      as: "run.json")
    try directory.commit()
  }

  private static func record(
    _ ensemble: Ensemble, threads: Int, phases: [RunRecord.Phase], rankError: Double,
    shard: EnsembleShard = .whole, outputs: [InputRecord], tables: [ResultTable] = []
  ) throws(OutputError) -> JSONValue {
    let plan = ensemble.plan
    let scenario = ensemble.family.central
    var record = RunRecord(
      scenario: JSONValue(scenario.resolved),
      inputs: scenario.files.map { InputRecord(path: $0.path, content: $0.bytes) },
      seed: Int(truncatingIfNeeded: plan.seed), threads: threads, openBLAS: BLAS.configuration,
      warnings: ensemble.run.central.warnings, balances: ensemble.run.central.balances, phases: phases)
    record.outputs = outputs
    record.columns = RunRecord.columns(of: tables)
    record.ensemble = [
      "path": .string(plan.scenario), "overrides": .array(plan.overrides.map { .string($0) }),
      "members": .integer(plan.members), "design": .string(plan.design.rawValue),
      "only": .array(plan.only.map { .string($0) }), "shard": .string("\(shard)"),
      "stochastic": .bool(plan.isStochastic), "memory": .integer(plan.memory),
      "member_output": .bool(plan.keepsMembers),
      "uncertain_numbers": .integer(ensemble.family.parameters.count),
      "quantile_rank_error": .number(rankError),
    ]
    return try record.json()
  }

  /// The plan of a part that was written to a directory, read from its record.
  ///
  /// - Parameter directory: the result directory of the part.
  /// - Returns: the plan, which all parts of the ensemble have.
  /// - Throws: ``EnsembleError/unreadable(path:reason:)`` where there is none.
  public static func plan(in directory: String) throws(EnsembleError) -> EnsemblePlan {
    let path = directory + "/run.json"
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw .unreadable(path: path, reason: "there is no such file")
    }
    guard let record = try? JSONDecoder().decode(PlanRecord.self, from: data),
      let design = SampleDesign(rawValue: record.ensemble.design)
    else { throw .unreadable(path: path, reason: "it is not the record of a part of an ensemble") }
    let plan = record.ensemble
    return EnsemblePlan(
      scenario: plan.path, overrides: plan.overrides, members: plan.members,
      seed: UInt64(bitPattern: Int64(record.seed)), design: design, only: plan.only,
      isStochastic: plan.stochastic, memory: plan.memory, keepsMembers: plan.keepsMembers)
  }

  private struct PlanRecord: Decodable {
    struct Ensemble: Decodable {
      let path: String
      let overrides: [String]
      let members: Int
      let design: String
      let only: [String]
      let stochastic: Bool
      let memory: Int
      let keepsMembers: Bool

      enum CodingKeys: String, CodingKey {
        case path, overrides, members, design, only, stochastic, memory
        case keepsMembers = "member_output"
      }
    }
    let ensemble: Ensemble
    let seed: Int
  }
}
