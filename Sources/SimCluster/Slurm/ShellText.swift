/// Text of POSIX shells.
enum ShellText {
  /// A word that every POSIX shell reads as this very text.
  ///
  /// Text of letters, digits and `_ - . / : , + @ %` stays as it is, other text stands between single quotes, where a
  /// single quote is written `'\''`.
  ///
  /// - Parameter text: any text without NUL.
  /// - Returns: the word.
  static func word(_ text: String) -> String {
    guard text.isEmpty || !text.utf8.allSatisfy(isPlain) else { return text }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
      + "'"
  }

  /// Words, quoted where they need it, with a space between them.
  static func words(_ texts: [String]) -> String {
    texts.map(word).joined(separator: " ")
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_-./:,+@%".utf8.contains(byte)
    }
  }
}
