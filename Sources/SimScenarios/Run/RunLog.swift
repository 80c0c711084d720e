/// The messages of a run as one JSON object per line, for programs.
public enum RunLog {
  /// One line per target, warning and phase, and one for where the results are.
  ///
  /// - Parameters:
  ///   - result: what the run came to.
  ///   - directory: where the results were written.
  ///   - phases: the times that the run took, in seconds, in order.
  /// - Returns: the lines, one JSON object each, without line feeds.
  /// - Throws: ``OutputError/unwritableValue(file:place:found:accepted:)`` for a number that is not finite.
  public static func lines(of result: RunResult, directory: String, phases: [RunRecord.Phase])
    throws(OutputError) -> [String]
  {
    let targets = result.targets.map { target -> JSONValue in
      [
        "event": "target", "target": .string(target.key), "met": .bool(target.isMet),
        "value": target.value.map { .number($0) } ?? .null, "goal": .number(target.goal),
      ]
    }
    let warnings = result.warnings.map {
      JSONValue.object([.init("event", "warning"), .init("text", .string($0))])
    }
    let times = phases.map { phase -> JSONValue in
      ["event": "phase", "phase": .string(phase.name), "seconds": .number(phase.seconds)]
    }
    let end: JSONValue = ["event": "done", "results": .string(directory)]
    var lines: [String] = []
    for value in targets + warnings + times + [end] { lines.append(try JSONWriter.line(of: value)) }
    return lines
  }
}
