internal import ArgumentParser
internal import Foundation
internal import SimEnsembles
internal import SimScenarios

/// `simrunner merge`: joins the parts of an ensemble into one result.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Joins the parts of an ensemble (--shard i/n) into one result.",
    discussion:
      "The parts may be named in any order; the result has the same bytes as one run of all members.")

  @Argument(help: "The result directories of the parts.", completion: .directory)
  var directories: [String]

  @Option(help: "The directory of the result.")
  var out: String

  @Option(help: "How many blocks of the central run are computed side by side.")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads is \(threads); give 1 to 1024")
    }
  }

  func run() throws {
    var clock = PhaseClock()
    let (result, members) = try EnsembleCommand.orExit { () throws(EnsembleError) in
      let ensemble = try Ensemble(try EnsembleWriter.plan(in: directories[0]), threads: threads)
      var state = ensemble.emptyState
      for directory in directories {
        let path = directory + "/" + EnsembleJob.stateFile
        try state.merge(try EnsembleJob.read(path), from: path)
      }
      let members = MemberFiles(ensemble, in: directories)
      if ensemble.plan.keepsMembers { try members.check() }
      return (try EnsembleResult(ensemble, state), members)
    }
    clock.mark("merge")
    try output.write(result, members, to: out, threads: threads, clock.phases)
  }
}
