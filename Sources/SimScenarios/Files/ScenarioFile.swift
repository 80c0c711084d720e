/// A scenario as its files say it: one merged tree, every value with the place it came from.
public struct ScenarioFile: Sendable, Equatable {
  /// Longest accepted chain of files that extend each other.
  public static let longestChain = 16

  /// The path of the scenario as named.
  public let path: String
  /// The merged tree without the key `extends`, or `nil` where the file gives none.
  public let root: MarkedNode?
  /// The files that were read: the scenario, the file it extends, and so on.
  public let files: [InputFile]
  /// Every problem of reading, merging and overriding, in file order.
  public let problems: [ScenarioProblem]
  /// Whether every file of the chain was read; otherwise a key that seems missing may stand in one that was not.
  public let isComplete: Bool

  /// Reads a scenario with the files it extends and applies overrides.
  ///
  /// Maps merge key by key, lists and plain values replace, a null takes the inherited key away.
  ///
  /// - Parameters:
  ///   - path: the scenario file.
  ///   - files: where files are read from.
  ///   - overrides: texts `dotted.key=value`, applied in order after merging.
  /// - Returns: the tree as far as it can be made, with every problem.
  public static func read(
    _ path: String, files: any InputFiles, overrides: [String] = []
  ) -> ScenarioFile {
    var reader = ScenarioFileReader(files: files)
    var root = reader.readChain(path)
    for text in overrides {
      switch ScenarioOverride.parse(text) {
      case .failure(let error): reader.problems += error.problems
      case .success(let override):
        guard let tree = root else { continue }
        switch override.applied(to: tree) {
        case .success(let changed): root = changed
        case .failure(let error): reader.problems += error.problems
        }
      }
    }
    return ScenarioFile(
      path: path, root: root, files: reader.filesRead, problems: reader.problems.inFileOrder,
      isComplete: reader.isComplete)
  }

  /// Reads a scenario with the files it extends and applies overrides.
  ///
  /// - Parameters:
  ///   - path: the scenario file.
  ///   - files: where files are read from.
  ///   - overrides: texts `dotted.key=value`, applied in order after merging.
  /// - Returns: the whole tree, without an error; warnings may be among its problems.
  /// - Throws: ``ScenarioProblems`` with every problem when there is an error among them.
  public static func load(
    _ path: String, files: any InputFiles, overrides: [String] = []
  ) throws(ScenarioProblems) -> ScenarioFile {
    let file = read(path, files: files, overrides: overrides)
    guard file.root != nil, !file.problems.hasErrors else { throw ScenarioProblems(file.problems) }
    return file
  }
}

/// Follows `extends` from file to file.
private struct ScenarioFileReader {
  let files: any InputFiles
  var filesRead: [InputFile] = []
  var problems: [ScenarioProblem] = []
  var isComplete = true

  init(files: any InputFiles) { self.files = files }

  /// The tree of a file merged over the files it extends, or `nil` where the first file gives none.
  mutating func readChain(_ path: String) -> MarkedNode? {
    var chain: [String] = []
    var trees: [MarkedNode] = []
    var next: (path: String, namedAt: SourceLocation?)? = (path, nil)
    while let current = next {
      next = nil
      chain.append(FilePath.normalised(current.path))
      guard let tree = readTree(current.path, namedAt: current.namedAt) else {
        isComplete = false
        break
      }
      trees.append(tree.without("extends"))
      guard let parent = parent(named: tree, in: current.path) else { continue }
      if let problem = problem(ofChain: chain, extendedBy: parent) {
        problems.append(problem)
        isComplete = false
      } else {
        next = (parent.path, parent.location)
      }
    }
    guard let oldest = trees.last else { return nil }
    return trees.dropLast().reversed().reduce(oldest) { parent, child in child.merged(over: parent) }
  }

  private mutating func readTree(_ path: String, namedAt: SourceLocation?) -> MarkedNode? {
    do {
      let bytes = try files.read(path, limit: InputLimit.scenario)
      filesRead.append(InputFile(path: path, bytes: bytes))
      let reading = YAMLReader.read(bytes, path: path)
      problems += reading.problems
      return reading.root
    } catch {
      problems.append(error.problem(namedAt: namedAt, key: namedAt == nil ? "" : "extends"))
      return nil
    }
  }

  private mutating func parent(named tree: MarkedNode, in path: String) -> (
    path: String, location: SourceLocation
  )? {
    guard let node = tree["extends"] else { return nil }
    if let text = node.text, !text.isEmpty { return (FilePath.resolve(text, namedIn: path), node.location) }
    isComplete = false
    if node.value != .refused {
      problems.append(
        ScenarioProblem(
          .wrongType, at: node.location, key: "extends", found: "is \(node.kindInWords)",
          accepted: "the path of another scenario file is expected"))
    }
    return nil
  }

  private func problem(
    ofChain chain: [String], extendedBy parent: (path: String, location: SourceLocation)
  ) -> ScenarioProblem? {
    let next = FilePath.normalised(parent.path)
    if let start = chain.firstIndex(of: next) {
      let circle = (chain[start...] + [next]).joined(separator: " -> ")
      return ScenarioProblem(
        .cycle, at: parent.location, key: "extends",
        found: "the files extend each other in a circle: \(circle)",
        remedy: "take one 'extends' out")
    }
    guard chain.count >= ScenarioFile.longestChain else { return nil }
    return ScenarioProblem(
      .nesting, at: parent.location, key: "extends", found: "\(chain.count + 1) files extend each other",
      accepted: "at most \(ScenarioFile.longestChain) are accepted")
  }
}

extension MarkedNode {
  /// This tree laid over another: maps merge, anything else replaces, a null takes the key of the other away.
  package func merged(over parent: MarkedNode) -> MarkedNode {
    guard case .mapping(let own) = value, case .mapping(let inherited) = parent.value else { return self }
    let ownByKey = Dictionary(own.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let inheritedKeys = Set(inherited.map(\.key))
    let kept = inherited.compactMap { entry -> MarkedEntry? in
      guard let mine = ownByKey[entry.key] else { return entry }
      if case .null = mine.value.value { return nil }
      let merged = mine.value.merged(over: entry.value)
      return MarkedEntry(key: mine.key, keyLocation: mine.keyLocation, value: merged)
    }
    let added = own.filter { !inheritedKeys.contains($0.key) }
    return MarkedNode(.mapping(kept + added), at: location)
  }

  /// This map without one key.
  package func without(_ key: String) -> MarkedNode {
    guard case .mapping(let entries) = value else { return self }
    return MarkedNode(.mapping(entries.filter { $0.key != key }), at: location)
  }

  /// This tree with every place replaced by one.
  package func relocated(to place: SourceLocation) -> MarkedNode {
    switch value {
    case .mapping(let entries):
      let moved = entries.map { entry in
        MarkedEntry(key: entry.key, keyLocation: place, value: entry.value.relocated(to: place))
      }
      return MarkedNode(.mapping(moved), at: place)
    case .sequence(let items): return MarkedNode(.sequence(items.map { $0.relocated(to: place) }), at: place)
    case .scalar, .null, .refused: return MarkedNode(value, at: place)
    }
  }
}
