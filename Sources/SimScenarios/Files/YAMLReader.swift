internal import Yams

/// What came of reading a YAML text: a tree, problems, or both.
public struct YAMLReading: Sendable, Equatable {
  /// The tree, or `nil` where none can be made.
  public let root: MarkedNode?
  /// Every problem of the text, in file order.
  public let problems: [ScenarioProblem]
}

/// Reads YAML text to a tree of marked nodes.
///
/// Refused with their place: text that is not YAML, double keys, anchors, aliases, tags, more than one document,
/// nesting over 32 levels, bytes that are not UTF-8. Such a text still gives a tree where it can, so that checks
/// of its other values go on.
public enum YAMLReader {
  /// Reads a scenario file: its top level must be a map.
  ///
  /// - Parameters:
  ///   - bytes: the text, UTF-8.
  ///   - path: the path that places and problems name.
  /// - Returns: the tree, `nil` where the top level is no map, and every problem in file order.
  public static func read(_ bytes: [UInt8], path: String) -> YAMLReading {
    let reading = readAny(bytes, path: path)
    guard let root = reading.root else { return reading }
    if case .mapping = root.value { return reading }
    if root.value == .refused { return YAMLReading(root: nil, problems: reading.problems) }
    let problem =
      if case .null = root.value {
        ScenarioProblem(
          .emptyFile, at: SourceLocation(path: path), found: "the file is empty",
          accepted: "a map of keys is expected")
      } else {
        ScenarioProblem(
          .wrongType, at: root.location, found: "the top level is \(root.kindInWords)",
          accepted: "a map of keys is expected")
      }
    return YAMLReading(root: nil, problems: (reading.problems + [problem]).inFileOrder)
  }

  /// Reads one YAML value of any type; a text without a value is a null.
  package static func readAny(_ bytes: [UInt8], path: String) -> YAMLReading {
    switch SourceText.read(bytes, path: path) {
    case .problem(let problem): return YAMLReading(root: nil, problems: [problem])
    case .text(let text): return compose(YAMLScan(text, path: path))
    }
  }

  private static func compose(_ scan: YAMLScan) -> YAMLReading {
    guard !scan.isFatal else { return YAMLReading(root: nil, problems: scan.problems.inFileOrder) }
    var converter = NodeConverter(scan)
    do {
      let parser = try Parser(yaml: scan.patchedText, resolver: .basic, encoding: .utf8)
      guard let node = try parser.singleRoot() else {
        let null = MarkedNode(.null, at: SourceLocation(path: scan.path))
        return YAMLReading(root: null, problems: scan.problems.inFileOrder)
      }
      let root = converter.convert(node, depth: 1)
      return YAMLReading(root: root, problems: (scan.problems + converter.problems).inFileOrder)
    } catch {
      let problem = problem(of: error, path: scan.path)
      return YAMLReading(root: nil, problems: (scan.problems + [problem]).inFileOrder)
    }
  }

  private static func problem(of error: any Error, path: String) -> ScenarioProblem {
    guard let error = error as? YamlError else {
      return ScenarioProblem(
        .syntax, at: SourceLocation(path: path), found: "the text cannot be read as YAML")
    }
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let isAtEnd = problem.contains("end of stream") || problem.contains("expected ':'")
      let place = isAtEnd ? context?.mark ?? mark : mark
      let words = [context?.text, problem].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": ")
      return ScenarioProblem(
        .syntax, at: SourceLocation(path: path, line: place.line, column: place.column),
        found: "not YAML: \(words)", remedy: remedy(for: problem))
    case .duplicatedKeysInMapping(let keys, let context):
      let place = SourceLocation(path: path, line: context.mark.line, column: context.mark.column)
      return ScenarioProblem(
        .duplicateKey, at: place, key: keys.first ?? "", found: "stands more than once in this map",
        remedy: "keep one of them")
    default:
      return ScenarioProblem(.syntax, at: SourceLocation(path: path), found: "not YAML: \(error)")
    }
  }

  private static func remedy(for problem: String) -> String {
    if problem.contains("mapping values are not allowed") { return "quote a text that contains ': '" }
    if problem.contains("cannot start any token") {
      return "indent with spaces, not tabs, and quote a text that starts with @, ` or %"
    }
    if problem.contains("expected ':'") { return "write 'key: value'" }
    if problem.contains("end of stream") { return "close the quote or the bracket" }
    if problem.contains("did not find expected key") || problem.contains("expected <block end>") {
      return "check the indentation of this line"
    }
    return ""
  }
}

/// Turns composed nodes into marked nodes.
private struct NodeConverter {
  let path: String
  let aliases: Set<YAMLScan.Mark>
  let repeatedKeys: Set<YAMLScan.Mark>
  var problems: [ScenarioProblem] = []
  private var last: SourceLocation

  init(_ scan: YAMLScan) {
    path = scan.path
    aliases = scan.aliases
    repeatedKeys = scan.repeatedKeys
    last = SourceLocation(path: scan.path)
  }

  mutating func convert(_ node: Node, depth: Int) -> MarkedNode {
    let location = location(of: node)
    last = location
    if aliases.contains(YAMLScan.Mark(line: location.line, column: location.column)) {
      return MarkedNode(.refused, at: location)
    }
    guard depth <= YAMLScan.deepestNesting + 1 else {
      report(.nesting, at: location, "maps and lists are nested too deeply")
      return MarkedNode(.refused, at: location)
    }
    switch node {
    case .scalar(let scalar): return MarkedNode(Self.value(of: scalar), at: location)
    case .sequence(let sequence):
      return MarkedNode(.sequence(sequence.map { convert($0, depth: depth + 1) }), at: location)
    case .mapping(let mapping):
      return MarkedNode(.mapping(mapping.compactMap { convert($0, depth: depth + 1) }), at: location)
    case .alias:
      report(.alias, at: location, "anchors and aliases are not accepted")
      return MarkedNode(.refused, at: location)
    }
  }

  private mutating func convert(_ pair: (key: Node, value: Node), depth: Int) -> MarkedEntry? {
    let keyLocation = location(of: pair.key)
    let mark = YAMLScan.Mark(line: keyLocation.line, column: keyLocation.column)
    guard !repeatedKeys.contains(mark), !aliases.contains(mark) else { return nil }
    guard case .scalar(let scalar) = pair.key else {
      report(.wrongType, at: keyLocation, "a map or list stands as a key; a key is a word")
      return nil
    }
    guard !scalar.string.isEmpty else {
      report(.syntax, at: keyLocation, "a key without a name")
      return nil
    }
    let value = convert(pair.value, depth: depth)
    return MarkedEntry(key: scalar.string, keyLocation: keyLocation, value: value)
  }

  private static func value(of scalar: Node.Scalar) -> MarkedValue {
    let isPlain = scalar.style == .plain || scalar.style == .any
    let isNull = isPlain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    return isNull ? .null : .scalar(text: scalar.string, isPlain: isPlain)
  }

  private func location(of node: Node) -> SourceLocation {
    guard let mark = node.mark else { return last }
    return SourceLocation(path: path, line: mark.line, column: mark.column)
  }

  private mutating func report(_ code: ProblemCode, at location: SourceLocation, _ found: String) {
    problems.append(ScenarioProblem(code, at: location, found: found))
  }
}

extension MarkedNode {
  /// The type of the value in words, with its article.
  package var kindInWords: String {
    switch value {
    case .scalar(_, isPlain: true): "a plain value"
    case .scalar(_, isPlain: false): "a quoted text"
    case .sequence: "a list"
    case .mapping: "a map"
    case .null: "empty"
    case .refused: "refused"
    }
  }
}
