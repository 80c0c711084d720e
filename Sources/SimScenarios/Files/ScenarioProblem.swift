/// How grave a problem is.
public enum ProblemSeverity: String, Sendable, CaseIterable {
  /// The input cannot be used.
  case error
  /// The input can be used, and probably is not what was meant.
  case warning
}

/// One problem of an input: where it stands, what was found, what is accepted and what helps.
public struct ScenarioProblem: Sendable, Equatable, CustomStringConvertible {
  /// What kind of problem it is.
  public let code: ProblemCode
  /// Whether the input can be used all the same.
  public let severity: ProblemSeverity
  /// Where it stands.
  public let location: SourceLocation
  /// The dotted key or the column, or an empty text for a whole file.
  public let key: String
  /// What was found.
  public let found: String
  /// What is accepted, or an empty text.
  public let accepted: String
  /// What helps, or an empty text.
  public let remedy: String

  /// Makes a problem; `accepted` and `remedy` may be left empty.
  ///
  /// - Parameters:
  ///   - code: what kind of problem it is.
  ///   - severity: whether the input can be used all the same.
  ///   - location: where it stands.
  ///   - key: the dotted key or the column, or an empty text for a whole file.
  ///   - found: what was found.
  ///   - accepted: what is accepted, or an empty text.
  ///   - remedy: what helps, or an empty text.
  public init(
    _ code: ProblemCode, severity: ProblemSeverity = .error, at location: SourceLocation, key: String = "",
    found: String, accepted: String = "", remedy: String = ""
  ) {
    self.code = code
    self.severity = severity
    self.location = location
    self.key = key
    self.found = found
    self.accepted = accepted
    self.remedy = remedy
  }

  /// The problem as `path:line:column: error: key: found; accepted; remedy`, without its empty parts.
  public var description: String {
    let head = key.isEmpty ? "" : "\(key): "
    let parts = [found, accepted, remedy].filter { !$0.isEmpty }
    return "\(location): \(severity.rawValue): \(head)\(parts.joined(separator: "; "))"
  }
}

/// Every problem of an input, in file order.
public struct ScenarioProblems: Error, Sendable, Equatable, CustomStringConvertible {
  /// The problems: files in the order of their first problem, within a file by line and column.
  public let problems: [ScenarioProblem]

  /// Makes the error of problems in any order; they are put in file order.
  ///
  /// - Parameter problems: the problems, in any order.
  public init(_ problems: [ScenarioProblem]) { self.problems = problems.inFileOrder }

  /// The problems, one per line.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension Array<ScenarioProblem> {
  /// The problems by file in order of first appearance, then line, then column; equal places keep their order.
  public var inFileOrder: [ScenarioProblem] {
    var rankOfPath: [String: Int] = [:]
    for problem in self where rankOfPath[problem.location.path] == nil {
      rankOfPath[problem.location.path] = rankOfPath.count
    }
    let ranked = enumerated().map { position, problem in
      (rank: rankOfPath[problem.location.path] ?? 0, position: position, problem: problem)
    }
    let sorted = ranked.sorted { left, right in
      let leftPlace = (left.rank, left.problem.location.line, left.problem.location.column, left.position)
      let rightPlace = (
        right.rank, right.problem.location.line, right.problem.location.column, right.position
      )
      return leftPlace < rightPlace
    }
    return sorted.map(\.problem)
  }

  /// Whether one of the problems is an error.
  public var hasErrors: Bool { contains { $0.severity == .error } }
}
