import Foundation
import SimCluster
import Testing

/// What bash makes of the scripts: programs that write down their arguments stand for srun and simrunner.
@Suite struct SlurmShellTests {
  private static let nasty = [
    "plain", "two words", "it's", "'", "''", #"say "no""#, "$HOME `id` $(id)", #"back\slash"#, "*?[a]",
    "new\nline",
    "~", "#hash", "a=b", "semi;colon & pipe | <>", "é ü 漢", "!", "-dash",
  ]

  /// A folder with programs that write their arguments to `calls`, each ended by a NUL and each call by another one.
  private final class Folder {
    let url: URL

    /// Makes a folder of any name with programs, which are put on `PATH`.
    init(_ name: String, programs: [String]) throws {
      url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).appending(path: name)
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      for program in programs {
        let file = url.appending(path: program)
        let text = "#!/bin/bash\nprintf '%s\\0' \"${0##*/}\" \"$PWD\" \"$@\" '' >>\"$CALLS\"\necho 17\n"
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
      }
    }

    deinit { try? FileManager.default.removeItem(at: url.deletingLastPathComponent()) }

    /// Runs a script and gives the calls it made.
    func calls(
      of script: String, by shell: String = "/bin/bash", _ variables: [String: String] = [:]
    ) throws -> [[String]] {
      let calls = url.deletingLastPathComponent().appending(path: "calls")
      try? FileManager.default.removeItem(at: calls)
      let process = Process()
      process.executableURL = URL(filePath: shell)
      process.arguments = ["-c", script]
      process.environment = variables.merging(
        ["PATH": "\(url.path):/usr/bin:/bin", "CALLS": calls.path], uniquingKeysWith: { first, _ in first })
      process.currentDirectoryURL = url
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0, "\(script)")
      let text = String(decoding: try Data(contentsOf: calls), as: UTF8.self)
      return text.components(separatedBy: "\0\0").dropLast().map { $0.components(separatedBy: "\0") }
    }
  }

  @Test(arguments: nasty)
  func `srun gets every word as it was given`(text: String) throws {
    let folder = try Folder("folder \(text)", programs: ["srun"])
    let call = SlurmJob.Call(
      program: text, arguments: Self.nasty, out: "out \(text)", directory: folder.url.path)
    let job = SlurmJob(name: text, layout: .ranks, resources: try SlurmResources(tasks: 2), call: call)
    let calls = try folder.calls(of: job.scripts[0].text)
    let before = ["srun", folder.url.path, "--mpi=pmix", "--cpus-per-task=1", "--kill-on-bad-exit=1"]
    let own = [text, "ensemble"] + Self.nasty + ["--threads", "1", "--resume", "--out", "out \(text)"]
    #expect(calls == [before + own])
  }

  @Test(arguments: nasty)
  func `shards and merge get every word as it was given`(text: String) throws {
    let folder = try Folder("folder \(text)", programs: ["sim runner"])
    let program = folder.url.appending(path: "sim runner").path
    let call = SlurmJob.Call(
      program: program, arguments: [text], out: "out \(text)", directory: folder.url.path)
    let job = SlurmJob(name: text, layout: .shards, resources: try SlurmResources(tasks: 3), call: call)
    let shard = try folder.calls(of: job.scripts[0].text, ["SLURM_ARRAY_TASK_ID": "2"])
    #expect(
      shard == [
        [
          "sim runner", folder.url.path, "ensemble", text, "--threads", "1", "--shard", "2/3", "--resume",
          "--out",
          "out \(text).shards/2",
        ]
      ])
    let merge = try folder.calls(of: job.scripts[1].text)
    let shards = (1...3).map { "out \(text).shards/\($0)" }
    #expect(
      merge == [["sim runner", folder.url.path, "merge"] + shards + ["--out", "out \(text)"]])
  }

  @Test(arguments: nasty)
  func `the commands that submit make any shell call sbatch with the paths`(text: String) throws {
    let folder = try Folder("programs", programs: ["sbatch"])
    let call = SlurmJob.Call(program: "a", arguments: [], out: "b", directory: "/")
    for shell in ["/bin/bash", "/bin/sh"] {
      let ranks = SlurmJob(name: "a", layout: .ranks, resources: try SlurmResources(tasks: 2), call: call)
      #expect(
        try folder.calls(of: ranks.submission(["x/\(text)"]), by: shell) == [
          ["sbatch", folder.url.path, "x/\(text)"]
        ])
      let shards = SlurmJob(name: "a", layout: .shards, resources: try SlurmResources(tasks: 2), call: call)
      #expect(
        try folder.calls(of: shards.submission(["x/\(text)", "y/\(text)"]), by: shell) == [
          ["sbatch", folder.url.path, "--parsable", "x/\(text)"],
          [
            "sbatch", folder.url.path, "--dependency=afterok:17", "--kill-on-invalid-dep=yes", "y/\(text)",
          ],
        ])
    }
  }
}
