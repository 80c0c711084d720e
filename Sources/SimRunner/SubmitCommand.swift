internal import ArgumentParser
internal import Foundation
internal import SimCluster
internal import SimScenarios

/// `simrunner submit`: the scripts by which a cluster computes an ensemble.
struct SubmitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit", abstract: "Writes the scripts by which a cluster computes an ensemble.",
    discussion: """
      The scripts stand beside the results and are not run: standard output has the commands that submit them, so \
      `simrunner submit ... | sh` does it. Scripts that were submitted before go on where they were stopped.
      """)

  @OptionGroup var plan: PlanOptions

  @Flag(help: "Writes scripts for sbatch, of Slurm; there is no other kind yet.")
  var slurm = false

  @Option(help: "The directory of the results (default: results/<name of the scenario>-ensemble).")
  var out: String?

  @Flag(
    exclusivity: .exclusive,
    help: ArgumentHelp(
      "One job of MPI ranks, or an array of shards and a merge (default: as this build can)."))
  var layout: Layout?

  @Option(help: "How many ranks or shards there are.")
  var tasks: Int = 8

  @Option(help: "How many threads each of them has.")
  var threads: Int = 1

  @Option(help: "The longest time, as sbatch reads it: minutes, H:M:S or D-H:M:S.")
  var time: String?

  @Option(help: "The partition of the cluster.")
  var partition: String?

  @Option(help: "The account to charge.")
  var account: String?

  @Option(
    help: "The program on the nodes (default: this one; simrunner-mpi for --mpi where this one has no MPI).")
  var program: String?

  /// How the members are shared out.
  enum Layout: String, EnumerableFlag {
    case mpi, array

    /// One job of ranks where this build can be a rank, else an array.
    static var possible: Layout { RankJob.knowsMPI ? .mpi : .array }
  }

  func validate() throws {
    guard slurm else { throw ValidationError("--slurm is missing; only Slurm is known") }
    _ = try resources()
    guard tasks <= plan.members else {
      throw ValidationError("--tasks is \(tasks) for \(plan.members) members; give at most one task a member")
    }
  }

  func run() throws {
    let scenario = try plan.scenario.load()
    let layout = layout ?? .possible
    let job = SlurmJob(
      name: scenario.name, layout: layout == .mpi ? .ranks : .shards, resources: try resources(),
      call: call(scenario, layout))
    let paths = try job.scripts.map { try write($0, beside: directory(of: scenario)) }
    Terminal.output(job.submission(paths))
  }

  /// The directory of the results without a slash at its end, because names are made from it.
  private func directory(of scenario: Scenario) -> String {
    let path = out ?? "results/\(scenario.name)-ensemble"
    return String(path.reversed().drop { $0 == "/" }.reversed())
  }

  private func resources() throws -> SlurmResources {
    do {
      return try SlurmResources(
        tasks: tasks, threads: threads, time: time, partition: partition, account: account)
    } catch {
      throw ValidationError("--\(error)")
    }
  }

  private func call(_ scenario: Scenario, _ layout: Layout) -> SlurmJob.Call {
    let own = layout == .mpi && !RankJob.knowsMPI ? nil : Bundle.main.executablePath
    return SlurmJob.Call(
      program: program ?? own ?? "simrunner-mpi", arguments: plan.arguments, out: directory(of: scenario),
      directory: FileManager.default.currentDirectoryPath)
  }

  private func write(_ script: SlurmJob.Script, beside directory: String) throws -> String {
    let path = "\(directory).\(script.suffix)"
    do {
      try FileManager.default.createDirectory(
        at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(script.text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      Terminal.message("simrunner: error: \(path): writing the script: \(error.localizedDescription)")
      throw Exit.inputOutput
    }
    return path
  }
}
