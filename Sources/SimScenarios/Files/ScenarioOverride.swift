/// One value that a user sets over the scenario file, such as `hub.yield=0.9`.
public struct ScenarioOverride: Sendable, Equatable {
  /// The keys of the dotted path.
  public let keys: [String]
  /// The value, placed at the override itself.
  public let value: MarkedNode

  /// The place of an override: its text as a path, line 1, column 1.
  private static func location(of text: String) -> SourceLocation {
    SourceLocation(path: FilePath.overridePrefix + text)
  }

  /// Reads `dotted.key=value`; the value is a plain or quoted YAML scalar, or a flow list or map.
  ///
  /// - Parameter text: the override as it is written on a command line.
  /// - Returns: the override, or its problems.
  public static func parse(_ text: String) -> Result<ScenarioOverride, ScenarioProblems> {
    let place = location(of: text)
    guard let equals = text.firstIndex(of: "=") else {
      return .failure(refusal(at: place, found: "no '=' in '\(text)'", accepted: "write key=value"))
    }
    let path = text[..<equals]
    let keys = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard keys.allSatisfy({ !$0.isEmpty && !$0.contains { $0.isWhitespace } }) else {
      let accepted = "a dotted path such as a.b.c is expected before the ="
      return .failure(
        refusal(at: place, found: "the key '\(path)' has an empty or spaced part", accepted: accepted))
    }
    guard keys.count <= YAMLScan.deepestNesting else {
      let accepted = "at most \(YAMLScan.deepestNesting) levels are accepted"
      return .failure(refusal(at: place, found: "the key has \(keys.count) parts", accepted: accepted))
    }
    if let part = keys.first(where: { $0.hasSuffix("]") }) {
      let remedy = "replace the whole list, or change the file"
      return .failure(
        refusal(
          at: place, key: String(path), found: "'\(part)' names a list item", accepted: "", remedy: remedy))
    }
    return parseValue(String(text[text.index(after: equals)...]), at: place).map { value in
      ScenarioOverride(keys: keys, value: value)
    }
  }

  private static func parseValue(
    _ text: String, at place: SourceLocation
  ) -> Result<MarkedNode, ScenarioProblems> {
    let trimmed = text.trimmed
    guard let first = trimmed.first else {
      return .failure(refusal(at: place, found: "no value after the =", remedy: "null takes a key away"))
    }
    guard !"&*!|>%@`#".contains(first) else {
      let remedy = "put the value in quotes"
      return .failure(refusal(at: place, found: "the value starts with '\(first)'", remedy: remedy))
    }
    guard "[{\"'".contains(first) else {
      let isNull = ["~", "null", "Null", "NULL"].contains(trimmed)
      return .success(MarkedNode(isNull ? .null : .scalar(text: trimmed, isPlain: true), at: place))
    }
    let reading = YAMLReader.readAny(Array(trimmed.utf8), path: place.path)
    guard let root = reading.root, reading.problems.isEmpty else {
      let moved = reading.problems.map { problem in
        ScenarioProblem(
          problem.code, at: place, key: problem.key, found: problem.found, accepted: problem.accepted,
          remedy: problem.remedy)
      }
      return .failure(ScenarioProblems(moved))
    }
    return .success(root.relocated(to: place))
  }

  private static func refusal(
    at place: SourceLocation, key: String = "", found: String, accepted: String = "", remedy: String = ""
  ) -> ScenarioProblems {
    ScenarioProblems([
      ScenarioProblem(.override, at: place, key: key, found: found, accepted: accepted, remedy: remedy)
    ])
  }

  /// The tree with this value set; a number with its origin gives way to the plain value, whose origin is the
  /// command line.
  ///
  /// - Parameter root: the merged tree of a scenario.
  /// - Returns: the changed tree, or the problem: a path through a list or a plain value, or nothing to take away.
  public func applied(to root: MarkedNode) -> Result<MarkedNode, ScenarioProblems> {
    set(in: root, depth: 0)
  }

  private func set(in node: MarkedNode, depth: Int) -> Result<MarkedNode, ScenarioProblems> {
    if depth == keys.count { return .success(value) }
    switch node.value {
    case .mapping(let entries): return set(in: entries, of: node, depth: depth)
    case .null: return set(in: [], of: node, depth: depth)
    case .sequence, .scalar, .refused:
      let passed = keys[..<depth].joined(separator: ".")
      let remedy = "set the whole of \(passed), or change the file"
      let found = "the path runs through \(node.kindInWords) at \(passed) (\(node.location))"
      return .failure(refusal(found: found, remedy: remedy))
    }
  }

  private func set(
    in entries: [MarkedEntry], of node: MarkedNode, depth: Int
  ) -> Result<MarkedNode, ScenarioProblems> {
    let position = entries.firstIndex { $0.key == keys[depth] }
    let isLast = depth == keys.count - 1
    var changed = entries
    if isLast, value.value == .null {
      guard let position else {
        return .failure(refusal(found: "there is no such key to take away"))
      }
      changed.remove(at: position)
      return .success(MarkedNode(.mapping(changed), at: node.location))
    }
    let child = position.map { entries[$0].value } ?? MarkedNode(.mapping([]), at: value.location)
    return set(in: child, depth: depth + 1).map { newChild in
      let keyLocation = position.map { entries[$0].keyLocation } ?? value.location
      let entry = MarkedEntry(key: keys[depth], keyLocation: keyLocation, value: newChild)
      if let position { changed[position] = entry } else { changed.append(entry) }
      return MarkedNode(.mapping(changed), at: node.location)
    }
  }

  private func refusal(found: String, remedy: String = "") -> ScenarioProblems {
    Self.refusal(at: value.location, key: keys.joined(separator: "."), found: found, remedy: remedy)
  }
}

extension String {
  /// The text without spaces, tabs and line breaks at its ends.
  package var trimmed: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
