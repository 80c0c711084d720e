/// Why a cell of a result cannot be explained.
public enum ExplainError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The cell is not written as it must be.
  case wrongForm(String, remedy: String)
  /// A key of the cell has a value that the results do not know.
  case unknownValue(key: String, value: String, accepted: [String])
  /// The results have the cell, or could have it, and there is no chain behind it.
  case notExplained(String, accepted: [String])
  /// A file of the result directory cannot be read.
  case unreadable(InputFileError)
  /// A file of the result directory lacks what the explanation needs.
  case incomplete(file: String, missing: String)

  /// The problem in one sentence, with what would be accepted.
  public var description: String {
    switch self {
    case .wrongForm(let found, let remedy): "--cell: \(found); \(remedy)"
    case .unknownValue(let key, let value, let accepted):
      "--cell: \(key): there is no '\(value)'; \(Self.words(accepted, nearest: value))"
    case .notExplained(let found, let accepted):
      "--cell: \(found); \(accepted.joined(separator: ", ")) are accepted"
    case .unreadable(let error): "\(error); run the scenario again with this version"
    case .incomplete(let file, let missing):
      "\(file): \(missing); run the scenario again with this version"
    }
  }

  private static func words(_ accepted: [String], nearest value: String) -> String {
    let list = accepted.joined(separator: ", ") + " are accepted"
    return list + (NearestKey.nearest(to: value, among: accepted).map { "; did you mean '\($0)'?" } ?? "")
  }
}
