import SimCluster
import Testing

@Suite struct SlurmJobTests {
  private let call = SlurmJob.Call(
    program: "/opt/bin/simrunner", arguments: ["parkstad.yaml", "--members", "1000", "--set", "a.b=1"],
    out: "results/parkstad", directory: "/home/me")

  @Test func `a job of ranks is one script`() throws {
    let resources = try SlurmResources(
      tasks: 16, threads: 2, time: "1-00:30", partition: "short,long", account: "region")
    let job = SlurmJob(name: "parkstad", layout: .ranks, resources: resources, call: call)
    #expect(job.scripts.map(\.suffix) == ["sbatch"])
    #expect(
      job.scripts[0].text == """
        #!/bin/bash
        # An ensemble on MPI ranks. Submitted again, it goes on where it was stopped.
        #SBATCH --job-name=parkstad
        #SBATCH --ntasks=16
        #SBATCH --cpus-per-task=2
        #SBATCH --time=1-00:30
        #SBATCH --partition=short,long
        #SBATCH --account=region
        set -euo pipefail
        cd -- /home/me
        srun --mpi=pmix --cpus-per-task=2 --kill-on-bad-exit=1 /opt/bin/simrunner ensemble parkstad.yaml --members 1000 \
        --set 'a.b=1' --threads 2 --resume --out results/parkstad

        """)
    #expect(job.submission(["a file.sbatch"]) == "sbatch 'a file.sbatch'\n")
  }

  @Test func `shards are an array and a merge that waits for all of them`() throws {
    let job = SlurmJob(
      name: "parkstad", layout: .shards, resources: try SlurmResources(tasks: 4), call: call)
    #expect(job.scripts.map(\.suffix) == ["shards.sbatch", "merge.sbatch"])
    #expect(
      job.scripts[0].text == """
        #!/bin/bash
        # The shards of an ensemble, one for each task of an array. Submitted again, it goes on where it was stopped.
        #SBATCH --job-name=parkstad
        #SBATCH --array=1-4
        #SBATCH --ntasks=1
        #SBATCH --cpus-per-task=1
        set -euo pipefail
        cd -- /home/me
        /opt/bin/simrunner ensemble parkstad.yaml --members 1000 --set 'a.b=1' --threads 1 \
        --shard "$SLURM_ARRAY_TASK_ID/4" --resume --out results/parkstad.shards/"$SLURM_ARRAY_TASK_ID"

        """)
    #expect(
      job.scripts[1].text == """
        #!/bin/bash
        # Merges the shards of an ensemble. Submitted again, it goes on where it was stopped.
        #SBATCH --job-name=parkstad-merge
        #SBATCH --ntasks=1
        set -euo pipefail
        cd -- /home/me
        shards=()
        for ((shard = 1; shard <= 4; shard++)); do shards+=(results/parkstad.shards/"$shard"); done
        /opt/bin/simrunner merge "${shards[@]}" --out results/parkstad

        """)
    #expect(
      job.submission(["a.sbatch", "b.sbatch"]) == """
        shards=$(sbatch --parsable a.sbatch)
        sbatch --dependency=afterok:"${shards%%;*}" --kill-on-invalid-dep=yes b.sbatch

        """)
  }

  @Test(arguments: [
    ("parkstad", "parkstad"), ("", ""), ("a b\n#SBATCH --uid=0", "a-b--SBATCH---uid-0"),
    ("België 2", "Belgi--2"),
  ])
  func `the name of a job keeps to what Slurm reads as one word`(name: String, expected: String) throws {
    let job = SlurmJob(name: name, layout: .ranks, resources: try SlurmResources(tasks: 1), call: call)
    #expect(job.scripts[0].text.contains("\n#SBATCH --job-name=\(expected)\n#SBATCH --ntasks=1\n"))
  }

  @Test(arguments: [
    "0", "90", "90:30", "1:30:00", "2-0", "2-12:00", "2-12:00:30",
  ])
  func `every form of time is accepted`(time: String) throws {
    #expect(try SlurmResources(tasks: 1, time: time).time == time)
  }

  @Test(arguments: [
    "", "soon", "1h", "-1", "1-", "-", ":", "1:", "1:2:3:4", "1-2-3", "1.5", "1 2", "٣", "1\n#SBATCH --uid=0",
  ])
  func `any other time is refused`(time: String) {
    let error = #expect(throws: SlurmError.self) { try SlurmResources(tasks: 1, time: time) }
    #expect(
      error?.description == "time is '\(time)'; give minutes, M:S, H:M:S, D-H, D-H:M or D-H:M:S")
  }

  @Test(arguments: ["", "a b", "a;b", "a'b", "a\nb", "é", "½", "a\"b", "$a", "#a"])
  func `a partition or an account that is not one word is refused`(name: String) {
    let partition = #expect(throws: SlurmError.self) { try SlurmResources(tasks: 1, partition: name) }
    #expect(
      partition?.description == "partition is '\(name)'; give letters, digits and . _ - + @ ,")
    let account = #expect(throws: SlurmError.self) { try SlurmResources(tasks: 1, account: name) }
    #expect(account?.description == "account is '\(name)'; give letters, digits and . _ - + @")
  }

  @Test func `several partitions are accepted, several accounts are not`() throws {
    #expect(try SlurmResources(tasks: 1, partition: "short,gpu_a100").partition == "short,gpu_a100")
    #expect(throws: SlurmError.self) { try SlurmResources(tasks: 1, account: "a,b") }
  }

  @Test(arguments: [(0, 1), (-1, 1), (1_000_001, 1), (1, 0), (1, 1025), (.min, .max)])
  func `no tasks or threads, or more than any cluster has, are refused`(tasks: Int, threads: Int) {
    let error = #expect(throws: SlurmError.self) { try SlurmResources(tasks: tasks, threads: threads) }
    #expect(error?.option == ((1...1_000_000).contains(tasks) ? "threads" : "tasks"))
  }
}
