internal import ArgumentParser
internal import Foundation
internal import SimCluster

/// A command whose work the ranks of a job share; one process that was started alone is the only rank.
enum RankedCommand {
  /// Does the work of this rank.
  ///
  /// Where one of several ranks fails, all end with its exit code.
  static func run(_ work: (any Ranks) throws -> Void) throws {
    do {
      try RankJob.run(
        environment: ProcessInfo.processInfo.environment, exitCode: { report($0, rank: $1).rawValue }, work)
    } catch let error as RankError {
      throw report(error, rank: nil)
    }
  }

  /// Says what happened, unless that has been said, and gives the exit code.
  private static func report(_ error: any Error, rank: Int?) -> ExitCode {
    if let code = error as? ExitCode { return code }
    let place = rank.map { "rank \($0): " } ?? ""
    Terminal.message("simrunner: error: \(place)\(error)")
    switch error {
    case is ValidationError, RankError.apart: return ExitCode.validationFailure
    case is RankError: return Exit.inputOutput
    default: return Exit.fault
    }
  }
}
