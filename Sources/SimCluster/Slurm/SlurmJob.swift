/// An ensemble as a job of Slurm: the scripts to submit, and the commands that submit them.
public struct SlurmJob: Sendable, Hashable {
  /// How the members are shared out.
  public enum Layout: Sendable, Hashable {
    /// One job of MPI ranks.
    case ranks
    /// A job array in which every task computes one shard, then a job that merges the shards; a single task is one process
    /// that computes all.
    case shards
  }

  /// What one task runs.
  public struct Call: Sendable, Hashable {
    /// The program, by a path that is the same on every node or by a name on `PATH`.
    public let program: String
    /// The arguments of `ensemble`: scenario, members and all else but `--threads`, `--shard`, `--resume` and `--out`.
    public let arguments: [String]
    /// The directory of the results.
    public let out: String
    /// The directory that paths start from.
    public let directory: String

    /// A call of the ensemble; any text without NUL will do, because all of it is quoted.
    ///
    /// - Parameters:
    ///   - program: the program, by a path that is the same on every node or by a name on `PATH`.
    ///   - arguments: the arguments of `ensemble`: scenario, members and all else but `--threads`, `--shard`,
    ///     `--resume` and `--out`.
    ///   - out: the directory of the results.
    ///   - directory: the directory that paths start from.
    public init(program: String, arguments: [String], out: String, directory: String) {
      (self.program, self.arguments, self.out, self.directory) = (program, arguments, out, directory)
    }
  }

  /// A script for sbatch.
  public struct Script: Sendable, Hashable {
    /// What is added to the path of the results to name the file.
    public let suffix: String
    /// The whole text.
    public let text: String
  }

  private let name: String
  private let layout: Layout
  private let resources: SlurmResources
  private let call: Call

  /// A job.
  ///
  /// - Parameters:
  ///   - name: names the job where users see it; what is not an ASCII letter, a digit or one of `. _ -` becomes `-`.
  ///   - layout: how the members are shared out.
  ///   - resources: what is asked of Slurm.
  ///   - call: what one task runs.
  public init(name: String, layout: Layout, resources: SlurmResources, call: Call) {
    self.name = String(
      name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-" })
    (self.layout, self.resources, self.call) = (layout, resources, call)
  }

  /// The scripts, in the order in which they are submitted: one for ranks or a single task; for shards the array, then the merge.
  ///
  /// All go on where an earlier run of them was stopped.
  public var scripts: [Script] {
    switch layout {
    case .ranks: [ranksScript]
    case .shards: resources.tasks == 1 ? [processScript] : [shardsScript, mergeScript]
    }
  }

  /// The commands of a POSIX shell that submit the scripts; a merge waits until every shard has succeeded.
  ///
  /// - Parameter paths: the path of each script, in the order of ``scripts``.
  /// - Returns: lines, each with its end.
  public func submission(_ paths: [String]) -> String {
    precondition(paths.count == scripts.count, "\(paths.count) paths for \(scripts.count) scripts")
    let files = paths.map(ShellText.word)
    // --parsable prints "job" or "job;cluster".
    guard files.count == 2 else { return "sbatch \(files[0])\n" }
    return """
      shards=$(sbatch --parsable \(files[0]))
      sbatch --dependency=afterok:"${shards%%;*}" --kill-on-invalid-dep=yes \(files[1])

      """
  }
}

extension SlurmJob {
  private var ranksScript: Script {
    script(
      "sbatch", "An ensemble on MPI ranks.", name: name,
      options: ["ntasks=\(resources.tasks)", "cpus-per-task=\(resources.threads)"],
      lines: [
        "srun --mpi=pmix --cpus-per-task=\(resources.threads) --kill-on-bad-exit=1 "
          + ensemble(ShellText.word(call.out))
      ])
  }

  private var processScript: Script {
    script(
      "sbatch", "An ensemble in one process.", name: name,
      options: ["ntasks=1", "cpus-per-task=\(resources.threads)"],
      lines: [ensemble(ShellText.word(call.out))])
  }

  private var shardsScript: Script {
    let shard = #""$SLURM_ARRAY_TASK_ID"#
    return script(
      "shards.sbatch", "The shards of an ensemble, one for each task of an array.", name: name,
      options: ["array=1-\(resources.tasks)", "ntasks=1", "cpus-per-task=\(resources.threads)"],
      lines: [ensemble("\(shards)/\(shard)\"", shard: "\(shard)/\(resources.tasks)\"")])
  }

  private var mergeScript: Script {
    script(
      "merge.sbatch", "Merges the shards of an ensemble.", name: name + "-merge", options: ["ntasks=1"],
      lines: [
        "shards=()",
        "for ((shard = 1; shard <= \(resources.tasks); shard++)); do shards+=(\(shards)/\"$shard\"); done",
        ShellText.word(call.program) + #" merge "${shards[@]}" --out "# + ShellText.word(call.out),
      ])
  }

  /// The directory of the shards, quoted.
  private var shards: String { ShellText.word(call.out + ".shards") }

  /// A call of the ensemble with words that are quoted already.
  private func ensemble(_ out: String, shard: String? = nil) -> String {
    ShellText.words([call.program, "ensemble"] + call.arguments + ["--threads", "\(resources.threads)"])
      + (shard.map { " --shard \($0)" } ?? "") + " --resume --out \(out)"
  }

  private func script(
    _ suffix: String, _ title: String, name: String, options: [String], lines: [String]
  ) -> Script {
    var options = ["job-name=\(name)"] + options
    if let time = resources.time { options.append("time=\(time)") }
    if let partition = resources.partition { options.append("partition=\(partition)") }
    if let account = resources.account { options.append("account=\(account)") }
    let head = ["#!/bin/bash", "# \(title) Submitted again, it goes on where it was stopped."]
    let body = ["set -euo pipefail", "cd -- \(ShellText.word(call.directory))"] + lines
    let text = (head + options.map { "#SBATCH --\($0)" } + body).map { $0 + "\n" }.joined()
    return Script(suffix: suffix, text: text)
  }
}
