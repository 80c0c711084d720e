internal import ArgumentParser
internal import Foundation
internal import SimCluster
internal import SimEnsembles
internal import SimScenarios

/// `simrunner ensemble`: runs many members of a scenario whose numbers are uncertain.
struct EnsembleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ensemble",
    abstract:
      "Runs a scenario many times with its uncertain numbers drawn anew: bandwidths and probabilities.",
    discussion: """
      A number with low and high is triangular with its value as the mode; `distribution:` says otherwise. Results do not \
      depend on threads, parts or restarts.
      """)

  @OptionGroup var plan: PlanOptions

  @Option(help: "The directory of the results (default: results/<name of the scenario>-ensemble).")
  var out: String?

  @Option(
    help:
      "How many blocks of members run side by side (default: one per processor; on several MPI ranks 1 each)."
  )
  var threads: Int?

  @Option(
    help: "Runs one part of the members, such as 2/5; simrunner merge joins the parts.",
    transform: { text in
      guard let shard = EnsembleShard(text) else {
        throw ValidationError("--shard is '\(text)'; give i/n with 1 <= i <= n")
      }
      return shard
    })
  var shard: EnsembleShard = .whole

  @Flag(help: "Goes on where a stopped run of the same ensemble ended.")
  var resume = false

  @Option(
    help: ArgumentHelp(
      "Seconds between two writings of what a stopped run goes on from.", valueName: "seconds"))
  var checkpoint: Double = 5

  @Flag(help: "Runs a few members and says how long all would take, and how much memory and disk.")
  var dryRun = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads); give 1 to 1024")
    }
    guard checkpoint >= 0, checkpoint.isFinite else {
      throw ValidationError("--checkpoint is \(checkpoint); give 0 seconds or more")
    }
  }

  func run() throws {
    try RankedCommand.run { ranks in try run(ranks) }
  }

  private func run(_ ranks: any Ranks) throws {
    var clock = PhaseClock()
    let threads = threads ?? (ranks.count > 1 ? 1 : ProcessInfo.processInfo.activeProcessorCount)
    let ensemble = try ranks.firstThenOthers { try prepare(ranks, threads: threads) }
    clock.mark("read")
    if dryRun { return try estimate(ensemble, ranks, threads: threads) }
    let name = ensemble.family.central.name
    let job = EnsembleJob(
      ensemble, shard: ranks.count == 1 ? shard : EnsembleShard(number: ranks.rank + 1, of: ranks.count),
      directory: out ?? "results/\(name)-ensemble", checkpointSeconds: checkpoint)
    let isShown = ranks.isFirst && output.showsProgress
    let line = SharedProgressLine(name, isShown: isShown)
    var state: EnsembleState
    do {
      state = try job.run(resumes: resume, threads: threads) { line.show($0, of: $1) }
      line.end()
    } catch {
      line.end()
      throw Self.exit(error)
    }
    try gather(&state, ranks)
    clock.mark("members")
    if ranks.isFirst { try write(state, job, threads: threads, &clock) }
    // The results are in place, and what a stopped job goes on from can go.
    _ = try ranks.broadcast([])
    job.removePartialFile()
  }

  private func prepare(_ ranks: any Ranks, threads: Int) throws -> Ensemble {
    guard ranks.count == 1 || shard == .whole else {
      throw ValidationError("--shard is \(shard), but the ranks of one job run all members; leave it away")
    }
    return try Self.orExit { () throws(EnsembleError) in try Ensemble(plan.plan, threads: threads) }
  }

  private func estimate(_ ensemble: Ensemble, _ ranks: any Ranks, threads: Int) throws {
    guard ranks.isFirst else { return }
    let estimate = try Self.orExit { () throws(EnsembleError) in
      try EnsembleEstimate(ensemble, threads: threads)
    }
    Terminal.result(estimate.text)
  }

  /// Brings what every rank knows to rank 0, which then knows all members.
  private func gather(_ state: inout EnsembleState, _ ranks: any Ranks) throws {
    guard ranks.count > 1 else { return }
    try ranks.gather(ranks.isFirst ? [] : state.bytes) { rank, bytes in
      guard rank > 0 else { return }
      do {
        try state.merge(try EnsembleState(bytes: bytes), from: "rank \(rank)")
      } catch let error as ForestError {
        throw Self.exit(.damaged(path: "rank \(rank)", error))
      } catch let error as EnsembleError {
        throw Self.exit(error)
      }
    }
  }

  private func write(
    _ state: EnsembleState, _ job: EnsembleJob, threads: Int, _ clock: inout PhaseClock
  ) throws {
    guard shard == .whole else {
      try Self.orExit { () throws(OutputError) in
        try EnsembleWriter.write(
          state, of: job, to: job.directory, threads: threads, phases: clock.phases)
      }
      if !output.quiet {
        Terminal.message("part \(shard): \(state.forest.members) members in \(job.directory)")
      }
      return
    }
    let result = try Self.orExit { () throws(EnsembleError) in
      if job.ensemble.plan.keepsMembers { try job.memberFiles.check() }
      return try EnsembleResult(job.ensemble, state, threads: threads)
    }
    try output.write(result, job.memberFiles, to: job.directory, threads: threads, clock.phases)
  }

  /// Runs a part of the work; prints its error and exits with its code.
  static func orExit<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as EnsembleError {
      throw exit(error)
    } catch {
      Terminal.message("simrunner: error: \(error)")
      throw Exit.inputOutput
    }
  }

  /// Prints an error and gives its exit code.
  static func exit(_ error: EnsembleError) -> ExitCode {
    switch error {
    case .scenario(let problems):
      Terminal.message(problems.description)
      return Exit.wrongInput
    case .simulation, .statistics:
      Terminal.message("simrunner: error: \(error); nothing was written; please report this")
      return Exit.fault
    case .output, .unreadable:
      Terminal.message("simrunner: error: \(error)")
      return Exit.inputOutput
    default:
      Terminal.message("simrunner: error: \(error)")
      return Exit.wrongInput
    }
  }
}

/// What an ensemble runs, as options.
struct PlanOptions: ParsableArguments {
  @OptionGroup var scenario: ScenarioOptions

  @Option(help: "The number of members, 1 or more.")
  var members: Int

  @Option(help: "The seed of all draws.")
  var seed: UInt64 = 1

  @Option(
    help: "How members are spread: plain, latin-hypercube or sobol.",
    transform: { text in
      guard let design = SampleDesign(rawValue: text) else {
        let known = SampleDesign.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--design is '\(text)'; give \(known)")
      }
      return design
    })
  var design: SampleDesign = .plain

  @Option(
    name: .customLong("only"), parsing: .singleValue,
    help: ArgumentHelp(
      "Varies only numbers of this name, with * for any characters; may be repeated.", valueName: "name"))
  var only: [String] = []

  @Option(
    help: ArgumentHelp(
      "Memory for statistics; beyond it quantiles have a stated rank error.", valueName: "MB"))
  var memory: Int = 1024

  @Flag(help: "Whole dwellings and chance events instead of expectations.")
  var stochastic = false

  @Flag(help: "Writes every number of every member to members.csv.")
  var memberOutput = false

  /// The options again, as `simrunner submit` writes them into a script.
  var arguments: [String] {
    var arguments = [scenario.scenario, "--members", "\(members)", "--seed", "\(seed)"]
    arguments += ["--design", design.rawValue, "--memory", "\(memory)"]
    if stochastic { arguments.append("--stochastic") }
    if memberOutput { arguments.append("--member-output") }
    for name in only { arguments += ["--only", name] }
    for value in scenario.overrides { arguments += ["--set", value] }
    return arguments
  }

  var plan: EnsemblePlan {
    EnsemblePlan(
      scenario: scenario.scenario, overrides: scenario.overrides, members: members, seed: seed,
      design: design, only: only, isStochastic: stochastic, memory: memory << 20, keepsMembers: memberOutput)
  }

  func validate() throws {
    guard members >= 1 else { throw ValidationError("--members is \(members); give 1 or more") }
    guard (1...1 << 20).contains(memory) else {
      throw ValidationError("--memory is \(memory); give 1 to \(1 << 20) MB")
    }
  }
}

extension OutputOptions {
  /// Writes the results and prints their summary.
  func write(
    _ result: EnsembleResult, _ members: MemberFiles, to directory: String, threads: Int,
    _ phases: [RunRecord.Phase]
  ) throws {
    try EnsembleCommand.orExit { () throws(OutputError) in
      try EnsembleWriter.write(result, members, to: directory, threads: threads, phases: phases)
    }
    try reporting.write(directory)
    guard !quiet else { return }
    if logJSON {
      let seconds = phases.map { "\"\($0.name)\": \($0.seconds)" }.joined(separator: ", ")
      Terminal.message("{\"event\": \"done\", \"members\": \(result.members), \"seconds\": {\(seconds)}}")
    } else {
      Terminal.result(EnsembleSummary(result, language: language).text(directory: directory))
    }
  }
}

/// A line of progress that several threads may move on, one at a time.
final class SharedProgressLine: @unchecked Sendable {
  // The ensemble calls under its lock.
  private var line: ProgressLine

  init(_ label: String, isShown: Bool) { line = ProgressLine(label, isShown: isShown) }

  func show(_ done: Int, of all: Int) { line.show(done, of: all) }
  func end() { line.end() }
}
