/// The bytes of a text file after the checks that every text file goes through.
package enum SourceText {
  /// UTF-8 bytes without a byte order mark, or the problem that stops the reading.
  package enum Reading {
    /// Checked bytes.
    case text([UInt8])
    /// The first byte that a text file cannot hold.
    case problem(ScenarioProblem)
  }

  /// Checks that bytes are UTF-8 without control characters and takes the byte order mark away.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - path: the path that a problem names.
  /// - Returns: the checked bytes, or the first problem.
  package static func read(_ bytes: [UInt8], path: String) -> Reading {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let body = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    guard String(validating: body, as: UTF8.self) != nil else {
      return .problem(firstBadByte(of: body, path: path))
    }
    if let offset = firstControlCharacter(in: body) {
      return .problem(controlCharacter(at: offset, of: body, path: path))
    }
    return .text(body)
  }

  private static func firstBadByte(of bytes: [UInt8], path: String) -> ScenarioProblem {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var position = TextPosition()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      position.pass(scalar)
      offset += UTF8.width(scalar)
    }
    let byte = offset < bytes.count ? hexadecimal(UInt32(bytes[offset])) : "an unfinished character"
    let location = SourceLocation(path: path, line: position.line, column: position.column)
    let found = "the byte \(byte) is not UTF-8"
    return ScenarioProblem(.notUTF8, at: location, found: found, remedy: "save the file as UTF-8")
  }

  private static func controlCharacter(at offset: Int, of bytes: [UInt8], path: String) -> ScenarioProblem {
    var position = TextPosition()
    for scalar in String(decoding: bytes[..<offset], as: UTF8.self).unicodeScalars { position.pass(scalar) }
    let scalar = String(decoding: bytes[offset...].prefix(4), as: UTF8.self).unicodeScalars.first
    let name = "U+" + hexadecimal(scalar?.value ?? 0, digits: 4).dropFirst(2)
    return ScenarioProblem(
      .controlCharacter, at: SourceLocation(path: path, line: position.line, column: position.column),
      found: "the control character \(name) stands in the text", remedy: "take it out")
  }

  /// The offset of the first character that is not text: controls but tab and line breaks, the breaks U+0085,
  /// U+2028 and U+2029, an inner byte order mark, and U+FFFE and U+FFFF.
  private static func firstControlCharacter(in bytes: [UInt8]) -> Int? {
    for (offset, byte) in bytes.enumerated() {
      switch byte {
      case 0x09, 0x0A, 0x0D: continue
      case ..<0x20, 0x7F: return offset
      case 0xC2 where bytes[offset + 1] < 0xA0: return offset
      case 0xE2 where bytes[offset + 1] == 0x80 && (0xA8...0xA9).contains(bytes[offset + 2]): return offset
      case 0xEF where bytes[offset + 1] == 0xBB && bytes[offset + 2] == 0xBF: return offset
      case 0xEF where bytes[offset + 1] == 0xBF && bytes[offset + 2] >= 0xBE: return offset
      default: continue
      }
    }
    return nil
  }

  private static func hexadecimal(_ number: UInt32, digits: Int = 2) -> String {
    let text = String(number, radix: 16, uppercase: true)
    return "0x" + String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}

/// A line and column that move along with the characters of a text.
private struct TextPosition {
  var line = 1
  var column = 1
  private var isAfterReturn = false

  mutating func pass(_ scalar: Unicode.Scalar) {
    let endsReturn = isAfterReturn && scalar == "\n"
    isAfterReturn = scalar == "\r"
    if endsReturn { return }
    if scalar == "\n" || scalar == "\r" {
      line += 1
      column = 1
    } else {
      column += 1
    }
  }
}
