// How the scan remembers keys, levels and problems.
extension YAMLScan {
  var isInFlow: Bool { !flows.isEmpty }

  mutating func rememberKey() {
    guard isSimpleKeyAllowed else { return }
    pendingKeys[pendingKeys.count - 1] = PendingKey(index: index, mark: mark, text: nil, nameStart: index)
  }

  mutating func nameKey(startingAt start: Int, with name: ArraySlice<UInt8>?, nameStart: Int) {
    guard let name, !name.isEmpty, pendingKeys[pendingKeys.count - 1]?.index == start else { return }
    pendingKeys[pendingKeys.count - 1]?.text = String(decoding: name, as: UTF8.self)
    pendingKeys[pendingKeys.count - 1]?.nameStart = nameStart
  }

  mutating func record(_ key: PendingKey) {
    guard let text = key.text else { return }
    guard let first = firstMark(of: text, orAdd: key.mark) else { return }
    let number = UInt32(repeatedKeys.count)
    guard number < 0xFFFD, let unique = Unicode.Scalar(0xF0000 + number) else { return }
    repeatedKeys.insert(key.mark)
    let end = key.nameStart + width(of: bytes[key.nameStart])
    patches.append((key.nameStart..<end, Array(String(Character(unique)).utf8)))
    report(
      .duplicateKey, at: key.mark, key: text, "stands a second time in this map",
      "the first is in line \(first.line)", "keep one of them")
  }

  /// Where a key stood before in the innermost map; `nil` where it is new, or where there is no map.
  mutating func firstMark(of key: String, orAdd mark: Mark) -> Mark? {
    if let last = flows.indices.last {
      guard flows[last].isMapping else { return nil }
      if let first = flows[last].keys[key] { return first }
      flows[last].keys[key] = mark
    } else if let last = levels.indices.last {
      if let first = levels[last].keys[key] { return first }
      levels[last].keys[key] = mark
    }
    return nil
  }

  @discardableResult
  mutating func openLevel(column: Int, isMapping: Bool, at mark: Mark) -> Bool {
    guard !isInFlow, column > (levels.last?.column ?? 0) else { return false }
    levels.append(Level(column: column, isMapping: isMapping))
    checkDepth(at: mark)
    return true
  }

  mutating func closeLevels(rightOf column: Int) {
    guard !isInFlow else { return }
    while let last = levels.last, last.column > column { levels.removeLast() }
  }

  mutating func checkDepth(at place: Mark) {
    let depth = levels.count + flows.count + levels.count { $0.holdsListInSameColumn }
    guard depth > Self.deepestNesting, !isFatal else { return }
    isFatal = true
    let accepted = "at most \(Self.deepestNesting) levels are accepted"
    report(.nesting, at: place, "maps and lists are nested too deeply", accepted)
  }

  mutating func report(
    _ code: ProblemCode, at place: Mark, key: String = "", _ found: String, _ accepted: String,
    _ remedy: String = ""
  ) {
    let location = SourceLocation(path: path, line: place.line, column: place.column)
    problems.append(
      ScenarioProblem(code, at: location, key: key, found: found, accepted: accepted, remedy: remedy))
  }
}
