import SimScenarios
import Testing

/// The files of the small scenario with something changed, and what is to be said about it.
struct SmallInput {
  /// The scenario file of the small scenario.
  static let main = "small.yaml"

  /// The bytes of every file, by path.
  var files: [String: [UInt8]]
  /// What is set over the file.
  var overrides: [String] = []

  init(overrides: [String] = []) {
    files = Dictionary(uniqueKeysWithValues: SmallScenario.files.map { ($0.path, Array($0.text.utf8)) })
    self.overrides = overrides
  }

  /// The small scenario with one text of one file replaced.
  init(
    _ old: String, to new: String, in path: String = main,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    self.init()
    replace(old, with: new, in: path, sourceLocation: sourceLocation)
  }

  /// Replaces a text that a file holds exactly once.
  mutating func replace(
    _ old: String, with new: String, in path: String = main,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    let text = text(of: path)
    #expect(
      text.ranges(of: old).count == 1, "\(path) does not hold '\(old)' once", sourceLocation: sourceLocation)
    files[path] = Array(text.replacing(old, with: new).utf8)
  }

  func text(of path: String) -> String { String(decoding: files[path] ?? [], as: UTF8.self) }

  /// The scenario, which throws where it has problems.
  func load() throws(ScenarioProblems) -> Scenario {
    try Scenario.load(Self.main, overrides: overrides, files: InMemoryFiles(files))
  }

  /// The problems as lines of text, in their order.
  func problems() -> [String] {
    do {
      _ = try load()
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  /// Where a text first stands in a file, as `path:line:column`.
  func place(of snippet: String, in path: String = main) -> String {
    let text = text(of: path)
    guard let start = text.ranges(of: snippet).first?.lowerBound else { return "\(path) lacks '\(snippet)'" }
    let before = text[..<start]
    let line = before.count { $0.isNewline } + 1
    let column = (before.lastIndex(where: \.isNewline).map { before[$0...].count } ?? before.count + 1)
    return "\(path):\(line):\(column)"
  }

  /// Expects one problem and no other.
  ///
  /// - Parameters:
  ///   - snippet: the text that stands at the place of the problem.
  ///   - path: the file of the problem.
  ///   - text: what follows `error: `; a `*` stands for any text.
  ///   - sourceLocation: where the expectation stands.
  func expect(
    at snippet: String, in path: String = main, _ text: String,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    expect([place(of: snippet, in: path) + ": error: " + text], sourceLocation: sourceLocation)
  }

  /// Expects these problems in this order and no other; a `*` stands for any text.
  func expect(_ expected: [String], sourceLocation: Testing.SourceLocation = #_sourceLocation) {
    let found = problems()
    let isSame = found.count == expected.count && zip(found, expected).allSatisfy(Self.matches)
    #expect(
      isSame, "found\n\(found.joined(separator: "\n"))\nnot\n\(expected.joined(separator: "\n"))",
      sourceLocation: sourceLocation)
  }

  /// Whether a text is a pattern in which `*` stands for any text.
  private static func matches(_ text: String, _ pattern: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1, let last = parts.last else { return text == pattern }
    guard text.hasPrefix(parts[0]) else { return false }
    var rest = text.dropFirst(parts[0].count)
    for part in parts.dropFirst().dropLast() {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
