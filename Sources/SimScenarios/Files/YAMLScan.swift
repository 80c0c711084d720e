/// What a lexical pass over YAML text found before the text may be composed to a tree.
///
/// The parser behind the tree expands aliases, recurses at each level and stops at the first double key. This pass
/// follows the same token rules (libyaml's scanner) in constant stack, so that it knows which `*` and `&` are
/// aliases and anchors and which are text. It stops silently where the text is not YAML: the parser reports that.
struct YAMLScan {
  /// Deepest accepted nesting of maps and lists.
  static let deepestNesting = 32
  /// A place in the text; line and column from 1.
  struct Mark: Hashable {
    var line: Int
    var column: Int
  }

  /// The problems found: anchors, aliases, tags, double keys, nesting, further documents.
  var problems: [ScenarioProblem] = []
  /// Places of aliases, which the patched text holds as plain words.
  var aliases: Set<Mark> = []
  /// Places of the second and later keys of the same name, which the patched text holds under names of their own.
  var repeatedKeys: Set<Mark> = []
  /// Whether the text must not be composed.
  var isFatal = false

  let bytes: [UInt8]
  let path: String
  var index = 0
  var mark = Mark(line: 1, column: 1)
  var isSimpleKeyAllowed = true
  var levels: [Level] = []
  var flows: [Flow] = []
  var pendingKeys: [PendingKey?] = [nil]
  var patches: [(range: Range<Int>, bytes: [UInt8])] = []
  private var documents = 0
  private var hasContent = false

  /// A block map or list and the column that its items start in.
  struct Level {
    var column: Int
    var isMapping: Bool
    var holdsListInSameColumn = false
    var keys: [String: Mark] = [:]
  }

  /// A flow map or list.
  struct Flow {
    var isMapping: Bool
    var keys: [String: Mark] = [:]
  }

  /// A token that becomes a key when a colon follows it.
  struct PendingKey {
    var index: Int
    var mark: Mark
    var text: String?
    var nameStart: Int
  }

  /// Scans checked UTF-8 bytes without a byte order mark.
  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
    while !isFatal, scanToken() {}
  }

  /// The text with aliases made plain words and repeated keys made unique; every place keeps its line and column.
  var patchedText: String {
    var patched: [UInt8] = []
    var start = 0
    for patch in patches.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      patched += bytes[start..<patch.range.lowerBound]
      patched += patch.bytes
      start = patch.range.upperBound
    }
    return String(decoding: patched + bytes[start...], as: UTF8.self)
  }
}

// MARK: - Tokens

extension YAMLScan {
  /// Scans one token; `false` at the end of the text or where it is not YAML.
  private mutating func scanToken() -> Bool {
    skipToToken()
    closeLevels(rightOf: mark.column)
    guard let byte = peek() else { return false }
    if let goesOn = scanDocumentMark(byte) { return goesOn }
    hasContent = true
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "{"): return openFlow(byte)
    case UInt8(ascii: "]"), UInt8(ascii: "}"): return closeFlow()
    case UInt8(ascii: ","): return scanComma()
    case UInt8(ascii: "-") where isBlankOrEnd(1): return scanDash()
    case UInt8(ascii: "?") where isInFlow || isBlankOrEnd(1): return scanQuestionMark()
    case UInt8(ascii: ":") where isInFlow || isBlankOrEnd(1): return scanColon()
    case UInt8(ascii: "*"), UInt8(ascii: "&"): return scanAnchor(byte)
    case UInt8(ascii: "!"): return scanTag()
    case UInt8(ascii: "|") where !isInFlow, UInt8(ascii: ">") where !isInFlow:
      pendingKeys[pendingKeys.count - 1] = nil
      return scanBlockScalar()
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return scanQuoted(byte)
    default: return startsPlain(byte) && scanPlain()
    }
  }

  private mutating func scanDocumentMark(_ byte: UInt8) -> Bool? {
    guard mark.column == 1 else { return nil }
    if byte == UInt8(ascii: "%") {
      forgetBlocks()
      skipLine()
      return true
    }
    guard isDocumentMark() else { return nil }
    if byte == UInt8(ascii: "-") {
      if documents > 0 || hasContent {
        report(.secondDocument, at: mark, "a second YAML document starts here", "one document per file")
        isFatal = true
      }
      documents += 1
    }
    forgetBlocks()
    for _ in 0..<3 { skip() }
    return true
  }

  private mutating func forgetBlocks() {
    closeLevels(rightOf: 0)
    pendingKeys[pendingKeys.count - 1] = nil
    isSimpleKeyAllowed = false
  }

  private mutating func openFlow(_ byte: UInt8) -> Bool {
    rememberKey()
    flows.append(Flow(isMapping: byte == UInt8(ascii: "{")))
    pendingKeys.append(nil)
    isSimpleKeyAllowed = true
    checkDepth(at: mark)
    skip()
    return true
  }

  private mutating func closeFlow() -> Bool {
    pendingKeys[pendingKeys.count - 1] = nil
    if isInFlow {
      flows.removeLast()
      pendingKeys.removeLast()
    }
    isSimpleKeyAllowed = false
    skip()
    return true
  }

  private mutating func scanComma() -> Bool {
    pendingKeys[pendingKeys.count - 1] = nil
    isSimpleKeyAllowed = true
    skip()
    return true
  }

  private mutating func scanDash() -> Bool {
    if !isInFlow {
      guard isSimpleKeyAllowed else { return false }
      let isOpened = openLevel(column: mark.column, isMapping: false, at: mark)
      if !isOpened, let last = levels.indices.last, levels[last].isMapping {
        levels[last].holdsListInSameColumn = true
        checkDepth(at: mark)
      }
    }
    pendingKeys[pendingKeys.count - 1] = nil
    isSimpleKeyAllowed = true
    skip()
    return true
  }

  private mutating func scanQuestionMark() -> Bool {
    if !isInFlow {
      guard isSimpleKeyAllowed else { return false }
      openLevel(column: mark.column, isMapping: true, at: mark)
    }
    pendingKeys[pendingKeys.count - 1] = nil
    isSimpleKeyAllowed = !isInFlow
    skip()
    return true
  }

  private mutating func scanColon() -> Bool {
    if let key = pendingKeys[pendingKeys.count - 1], key.mark.line == mark.line, key.index + 4096 > index {
      openLevel(column: key.mark.column, isMapping: true, at: key.mark)
      record(key)
      pendingKeys[pendingKeys.count - 1] = nil
      isSimpleKeyAllowed = false
    } else {
      if !isInFlow {
        guard isSimpleKeyAllowed else { return false }
        openLevel(column: mark.column, isMapping: true, at: mark)
      }
      isSimpleKeyAllowed = !isInFlow
    }
    skip()
    return true
  }

  private mutating func scanAnchor(_ byte: UInt8) -> Bool {
    rememberKey()
    isSimpleKeyAllowed = false
    let start = index
    let place = mark
    skip()
    while let next = peek(), isNameByte(next) { skip() }
    let name = String(decoding: bytes[start..<index], as: UTF8.self)
    guard byte == UInt8(ascii: "*") else {
      report(
        .alias, at: place, "the anchor '\(name)'", "anchors and aliases are not accepted",
        "write the value out")
      return true
    }
    aliases.insert(place)
    patches.append((start..<start + 1, [UInt8(ascii: "~")]))
    let remedy = "write the value out, or quote a text that starts with *"
    report(.alias, at: place, "the alias '\(name)'", "anchors and aliases are not accepted", remedy)
    return true
  }

  private mutating func scanTag() -> Bool {
    rememberKey()
    isSimpleKeyAllowed = false
    let start = index
    let place = mark
    while let next = peek(), !isBlankOrBreak(next), !(isInFlow && ",[]{}".utf8.contains(next)) { skip() }
    let name = String(decoding: bytes[start..<index], as: UTF8.self)
    report(.tag, at: place, "the tag '\(name)'", "tags are not accepted", "leave it out, or quote the text")
    return true
  }

  private mutating func scanQuoted(_ quote: UInt8) -> Bool {
    rememberKey()
    let start = index
    guard skipQuoted(quote) else { return false }
    isSimpleKeyAllowed = false
    let inner = bytes[start + 1..<index - 1]
    let isEscaped = inner.contains(UInt8(ascii: "\\")) && quote == UInt8(ascii: "\"")
    nameKey(startingAt: start, with: isEscaped ? nil : inner, nameStart: start + 1)
    return true
  }

  private mutating func scanPlain() -> Bool {
    rememberKey()
    let start = index
    isSimpleKeyAllowed = false
    let end = skipPlain()
    nameKey(startingAt: start, with: bytes[start..<end], nameStart: start)
    return index > start
  }
}
