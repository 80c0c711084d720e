/// Why the ranks of a job cannot work together.
public enum RankError: Error, Equatable, CustomStringConvertible {
  /// The MPI library refuses; `reason` is its own text.
  case library(action: String, reason: String)
  /// A message that no rank of this program sends.
  case unreadable(rank: Int, found: String)
  /// The job was started with several tasks, each of which believes to be alone and would write the same files.
  case apart(variable: String, tasks: Int, knowsMPI: Bool)

  /// The problem in one sentence, with the remedy where there is one.
  public var description: String {
    switch self {
    case .library(let action, let reason):
      "MPI: \(action): \(reason)"
    case .unreadable(let rank, let found):
      "rank \(rank) sent \(found); start the same program on every rank"
    case .apart(let variable, let tasks, let knowsMPI):
      "\(variable) is \(tasks), but this process finds no other rank; "
        + (knowsMPI
          ? "start it by the mpirun of the MPI library it was built with, or by srun --mpi=pmix"
          : "this program is built without MPI: start one process, or build it with --traits MPI")
    }
  }
}
