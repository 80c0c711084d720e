import Foundation
import Testing

@Suite struct SubmitCommandTests {
  /// Writes the scripts beside `results` in the folder of a region.
  private func submit(_ region: SmallRegion, _ arguments: [String]) throws -> ProgramRun {
    try Program.run(
      ["submit", region.scenario, "--slurm", "--members", "1000", "--out", "it's here/results"] + arguments,
      in: region.folder)
  }

  private func script(_ region: SmallRegion, _ suffix: String) throws -> String {
    try String(
      contentsOf: region.folder.appending(path: "it's here/results.\(suffix)"), encoding: .utf8)
  }

  @Test func `ranks are one script, and the output is what submits it`() throws {
    let region = try SmallRegion()
    let run = try submit(
      region,
      ["--mpi", "--program", "simrunner-mpi", "--tasks", "16", "--threads", "2", "--time", "1:00:00"]
        + [
          "--partition", "short", "--account", "region", "--seed", "7", "--set",
          "programmes.restructure.quota.dwellings=60",
        ])
    #expect(run.exitCode == 0 && run.messages.isEmpty, "\(run.messages)")
    #expect(run.output == #"sbatch 'it'\''s here/results.sbatch'"# + "\n")
    #expect(
      try script(region, "sbatch") == #"""
        #!/bin/bash
        # An ensemble on MPI ranks. Submitted again, it goes on where it was stopped.
        #SBATCH --job-name=small
        #SBATCH --ntasks=16
        #SBATCH --cpus-per-task=2
        #SBATCH --time=1:00:00
        #SBATCH --partition=short
        #SBATCH --account=region
        set -euo pipefail
        cd -- \#(region.folder.path)
        srun --mpi=pmix --cpus-per-task=2 --kill-on-bad-exit=1 simrunner-mpi ensemble \#(region.scenario) \#
        --members 1000 --seed 7 --design plain --memory 1024 --set 'programmes.restructure.quota.dwellings=60' --threads 2 --resume \#
        --out 'it'\''s here/results'

        """#)
  }

  @Test func `shards are an array and a merge, run by this very program`() throws {
    let region = try SmallRegion()
    let run = try submit(region, ["--array", "--tasks", "3"])
    #expect(run.exitCode == 0 && run.messages.isEmpty, "\(run.messages)")
    #expect(
      run.output == #"""
        shards=$(sbatch --parsable 'it'\''s here/results.shards.sbatch')
        sbatch --dependency=afterok:"${shards%%;*}" --kill-on-invalid-dep=yes 'it'\''s here/results.merge.sbatch'

        """#)
    let (shards, merge) = (try script(region, "shards.sbatch"), try script(region, "merge.sbatch"))
    #expect(shards.contains("\n#SBATCH --array=1-3\n") && merge.contains("shard <= 3;"))
    for text in [shards, merge] {
      let program = try #require(text.split(separator: "\n").last?.split(separator: " ").first)
      #expect(program.hasPrefix("/") && program.hasSuffix("/simrunner"))
    }
  }

  @Test func `every option of the ensemble stands in the script`() throws {
    let region = try SmallRegion()
    let options = [
      "--seed", "9", "--design", "sobol", "--memory", "64", "--stochastic", "--only", "autonomous.*",
      "--only", "x",
      "--set", "a=1", "--set", "b=2",
    ]
    let run = try submit(region, ["--mpi", "--program", "p"] + options)
    // The scenario is checked with the values that are set.
    #expect(run.exitCode == 65 && run.messages.contains("a: ") && run.messages.contains("b: "))
    let checked = try submit(region, ["--mpi", "--program", "p"] + options.dropLast(4))
    #expect(checked.exitCode == 0, "\(checked.messages)")
    let words = "--seed 9 --design sobol --memory 64 --stochastic --only 'autonomous.*' --only x --threads 1"
    #expect(try script(region, "sbatch").contains(" --members 1000 \(words) --resume --out "))
  }

  @Test(arguments: [
    ([], "--slurm is missing"), (["--slurm", "--tasks", "0"], "--tasks is 0; give 1 to 1000000"),
    (["--slurm", "--tasks", "11"], "--tasks is 11 for 10 members"),
    (["--slurm", "--threads", "0"], "--threads is 0"), (["--slurm", "--time", "soon"], "--time is 'soon'"),
    (["--slurm", "--partition", "a b"], "--partition is 'a b'"),
    (["--slurm", "--account", "a\n#SBATCH --uid=0"], "--account is 'a"),
    (["--slurm", "--members", "0"], "--members is 0"), (["--slurm", "--mpi", "--array"], "--array"),
  ])
  func `wrong arguments give exit code 64 and no script`(arguments: [String], problem: String) throws {
    let region = try SmallRegion()
    let members = arguments.contains("--members") ? [] : ["--members", "10"]
    let run = try Program.run(
      ["submit", region.scenario, "--out", region.results.path] + members + arguments)
    #expect(run.exitCode == 64 && run.output.isEmpty)
    #expect(run.messages.contains(problem), "\(run.messages)")
    #expect(try region.names() == ["small"])
  }

  @Test func `a wrong scenario is found before it is submitted`() throws {
    let region = try SmallRegion()
    let wrong = try region.extend("last_year: 2020\n")
    let run = try Program.run(["submit", wrong, "--slurm", "--members", "10", "--out", region.results.path])
    #expect(run.exitCode == 65 && run.output.isEmpty && run.messages.contains("\(wrong):2:12: error: "))
    #expect(try region.names() == ["small"])
  }

  @Test func `a folder that cannot be written gives exit code 74`() throws {
    let region = try SmallRegion()
    let run = try Program.run(
      ["submit", region.scenario, "--slurm", "--members", "10", "--out", region.scenario + "/results"])
    #expect(run.exitCode == 74 && run.output.isEmpty)
    #expect(run.messages.contains("small.yaml/results.") && run.messages.contains("writing the script: "))
  }

  @Test func `tasks of a program without ranks are refused, for they would write the same files`() throws {
    let region = try SmallRegion()
    let run = try Program.run(
      ["ensemble", region.scenario, "--members", "10", "--out", region.results.path],
      adding: ["SLURM_STEP_NUM_TASKS": "4"])
    #expect(run.exitCode == 64)
    #expect(run.messages.contains("SLURM_STEP_NUM_TASKS is 4"), "\(run.messages)")
    #expect(try region.names() == ["small"])
  }
}
