// How the scan moves over characters, white space and scalars: the rules of libyaml's scanner.
extension YAMLScan {
  func peek(_ ahead: Int = 0) -> UInt8? {
    index + ahead < bytes.count ? bytes[index + ahead] : nil
  }

  func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  func isBlankOrBreak(_ byte: UInt8) -> Bool { isBlank(byte) || isBreak(byte) }

  func isBlankOrEnd(_ ahead: Int) -> Bool { peek(ahead).map(isBlankOrBreak) ?? true }

  func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// The number of bytes of the character that starts with this byte.
  func width(of byte: UInt8) -> Int {
    switch byte {
    case ..<0x80: 1
    case ..<0xE0: 2
    case ..<0xF0: 3
    default: 4
    }
  }

  /// Whether `---` or `...` stands here, at the start of a line, followed by a blank or the end.
  func isDocumentMark() -> Bool {
    guard mark.column == 1, let byte = peek(), byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") else {
      return false
    }
    return peek(1) == byte && peek(2) == byte && isBlankOrEnd(3)
  }

  /// Whether a plain scalar may start with this byte.
  func startsPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"): !(peek(1).map(isBlank) ?? false)
    case UInt8(ascii: "?"), UInt8(ascii: ":"): !isInFlow && !isBlankOrEnd(1)
    case UInt8(ascii: "#"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "%"), UInt8(ascii: "@"),
      UInt8(ascii: "`"), 0x09:
      false
    default: true
    }
  }

  /// Passes one character that is not a line break.
  mutating func skip() {
    guard index < bytes.count else { return }
    index += width(of: bytes[index])
    mark.column += 1
  }

  /// Passes one line break; a carriage return and a line feed are one.
  mutating func skipBreak() {
    index += peek() == 0x0D && peek(1) == 0x0A ? 2 : 1
    mark = Mark(line: mark.line + 1, column: 1)
  }

  /// Passes the rest of a line, without its break.
  mutating func skipLine() {
    while let byte = peek(), !isBreak(byte) { skip() }
  }

  /// Passes white space, comments and line breaks.
  mutating func skipToToken() {
    while true {
      while let byte = peek(), byte == 0x20 || (byte == 0x09 && (isInFlow || !isSimpleKeyAllowed)) { skip() }
      if peek() == UInt8(ascii: "#") { skipLine() }
      guard let byte = peek(), isBreak(byte) else { return }
      skipBreak()
      if !isInFlow { isSimpleKeyAllowed = true }
    }
  }

  /// Passes a quoted scalar; `false` where its end is missing.
  mutating func skipQuoted(_ quote: UInt8) -> Bool {
    skip()
    while let byte = peek() {
      if isDocumentMark() { return false }
      if isBreak(byte) {
        skipBreak()
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), let next = peek(1) {
        skip()
        if !isBreak(next) { skip() }
      } else if byte == quote, quote == UInt8(ascii: "'"), peek(1) == quote {
        skip()
        skip()
      } else {
        skip()
        if byte == quote { return true }
      }
    }
    return false
  }

  /// Passes a plain scalar and returns the offset behind its last character.
  mutating func skipPlain() -> Int {
    let indent = (levels.last?.column ?? 0) + 1
    var end = index
    var hasBreak = false
    while let byte = peek(), !isDocumentMark(), byte != UInt8(ascii: "#") {
      if skipWord() { end = index }
      guard let next = peek(), isBlankOrBreak(next) else { break }
      if skipGap() { hasBreak = true }
      if !isInFlow, mark.column < indent { break }
    }
    if hasBreak { isSimpleKeyAllowed = true }
    return end
  }

  /// Passes the characters of a plain scalar up to a blank or an indicator that ends it.
  private mutating func skipWord() -> Bool {
    let start = index
    while let byte = peek(), !isBlankOrBreak(byte) {
      if byte == UInt8(ascii: ":"), isBlankOrEnd(1) { break }
      if isInFlow, ",[]{}".utf8.contains(byte) { break }
      skip()
    }
    return index > start
  }

  /// Passes blanks and breaks; whether a break was among them.
  private mutating func skipGap() -> Bool {
    var hasBreak = false
    while let byte = peek(), isBlankOrBreak(byte) {
      if isBreak(byte) {
        skipBreak()
        hasBreak = true
      } else {
        skip()
      }
    }
    return hasBreak
  }

  /// Passes a literal or folded scalar; `false` where its first line is not one.
  mutating func scanBlockScalar() -> Bool {
    isSimpleKeyAllowed = true
    skip()
    var increment = 0
    while let byte = peek(), !isBlankOrBreak(byte) {
      switch byte {
      case UInt8(ascii: "+"), UInt8(ascii: "-"): break
      case UInt8(ascii: "1")...UInt8(ascii: "9") where increment == 0:
        increment = Int(byte - UInt8(ascii: "0"))
      default: return false
      }
      skip()
    }
    while let byte = peek(), isBlank(byte) { skip() }
    if peek() == UInt8(ascii: "#") { skipLine() }
    guard let byte = peek() else { return true }
    guard isBreak(byte) else { return false }
    skipBreak()
    skipBlockLines(increment: increment)
    return true
  }

  /// Passes the lines of a block scalar. Columns count from 1 here, so the parent's column is its indent plus 1.
  private mutating func skipBlockLines(increment: Int) {
    let parent = levels.last?.column ?? 0
    var indent = increment > 0 ? max(parent, 1) + increment : 0
    skipIndentation(&indent, parent: parent)
    while index < bytes.count, mark.column == indent {
      skipLine()
      if index < bytes.count { skipBreak() }
      skipIndentation(&indent, parent: parent)
    }
  }

  private mutating func skipIndentation(_ indent: inout Int, parent: Int) {
    var widest = 0
    while true {
      while peek() == 0x20, indent == 0 || mark.column < indent { skip() }
      widest = max(widest, mark.column)
      guard let byte = peek(), isBreak(byte) else { break }
      skipBreak()
    }
    if indent == 0 { indent = max(widest, parent + 1, 2) }
  }
}
