/// Why a result cannot be written.
public enum OutputError: Error, Equatable, CustomStringConvertible {
  /// A value that a result must never hold, such as a number that is not finite: a fault of the program.
  case unwritableValue(file: String, place: String, found: String, accepted: String)
  /// A name that cannot stand for a file or directory.
  case unusableName(String)
  /// A directory with other things than results, which must not be replaced.
  case notResults(path: String, marker: String)
  /// A directory that is being written already by this process.
  case alreadyOpen(path: String)
  /// The file system refuses; `code` is the `errno` value where one is known.
  case fileSystem(path: String, action: String, code: Int32?, reason: String, remedy: String)
  /// The NetCDF library refuses; `reason` is its own text.
  case netCDF(file: String, action: String, reason: String)

  /// The problem in one sentence: where, what was being done, what was found and the remedy.
  public var description: String {
    switch self {
    case .unwritableValue(let file, let place, let found, let accepted):
      "\(file): \(place): found \(found); \(accepted)"
    case .unusableName(let name):
      "'\(name)' cannot name a result; give a name that is not empty, '.' or '..' and has no '/' or NUL"
    case .notResults(let path, let marker):
      "\(path): holds files but no \(marker), so it is not a result directory and is left alone; "
        + "give a new or empty directory"
    case .alreadyOpen(let path):
      "\(path): is being written already by this process; give each run its own directory"
    case .fileSystem(let path, let action, _, let reason, let remedy):
      "\(path): \(action): \(reason); \(remedy)"
    case .netCDF(let file, let action, let reason):
      "\(file): \(action): \(reason)"
    }
  }
}
