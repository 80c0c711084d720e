public import SimScenarios

/// Why a report cannot be made of a result directory.
public enum ReportError: Error, Equatable, CustomStringConvertible {
  /// A file cannot be read.
  case unreadable(InputFileError)
  /// `run.json` is not the record of a run.
  case notARecord(path: String, reason: String)
  /// The results were written by another version of this package.
  case otherVersion(path: String, found: String)
  /// The results are a part of an ensemble that has to be merged first.
  case part(path: String, shard: String)
  /// A file is no longer what the run has written.
  case edited(path: String)
  /// A table has not the form that it must have.
  case malformed(path: String, reason: String)
  /// Directories that cannot be compared.
  case incomparable(String)
  /// The report cannot be written.
  case output(OutputError)
  /// A template of the report is wrong: a fault of this library.
  case template(String)

  /// The problem in one sentence: where, what was found and the remedy.
  public var description: String {
    switch self {
    case .unreadable(let error): "\(error); give the directory of a complete run, or run the scenario again"
    case .notARecord(let path, let reason): "\(path): \(reason); run the scenario again"
    case .otherVersion(let path, let found):
      "\(path): written by \(found); version \(PackageVersion.current) is accepted; run the scenario again"
    case .part(let path, let shard):
      "\(path): holds part \(shard) of an ensemble; join the parts with simrunner merge"
    case .edited(let path):
      "\(path): was changed after the run (its SHA-256 is not the one in run.json); run the scenario again"
    case .malformed(let path, let reason): "\(path): \(reason); run the scenario again"
    case .incomparable(let reason): reason
    case .output(let error): error.description
    case .template(let reason): "the template of the report: \(reason)"
    }
  }
}
