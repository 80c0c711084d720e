/// Writes JSON values as text in UTF-8 with two spaces per level, one member or element per line.
public enum JSONWriter {
  /// The bytes of a value as a JSON file, with a line feed at the end.
  ///
  /// - Parameters:
  ///   - value: the value; objects keep the order of their members.
  ///   - fileName: the name that errors give.
  /// - Returns: the text of the file.
  /// - Throws: ``OutputError/unwritableValue(file:place:found:accepted:)`` for a number that is not finite, naming
  ///   the keys and positions that lead to it.
  public static func bytes(of value: JSONValue, fileName: String) throws(OutputError) -> [UInt8] {
    var printer = Printer(fileName: fileName)
    try printer.append(value)
    printer.bytes.append(UInt8(ascii: "\n"))
    return printer.bytes
  }
}

extension JSONWriter {
  /// The text of a value on one line, without a line feed at the end.
  ///
  /// - Parameter value: the value; objects keep the order of their members.
  /// - Returns: the text.
  /// - Throws: ``OutputError/unwritableValue(file:place:found:accepted:)`` for a number that is not finite.
  public static func line(of value: JSONValue) throws(OutputError) -> String {
    var printer = Printer(fileName: "line", breaksLines: false)
    try printer.append(value)
    return String(decoding: printer.bytes, as: UTF8.self)
  }
}

private struct Printer {
  let fileName: String
  var breaksLines = true
  var bytes: [UInt8] = []
  /// The keys and positions that lead to the value being written.
  var path: [String] = []

  mutating func append(_ value: JSONValue) throws(OutputError) {
    switch value {
    case .object(let members): try append(object: members)
    case .array(let values): try append(array: values)
    case .string(let text): append(string: text)
    case .number(let number): try append(number: number)
    case .integer(let integer): bytes.append(text: integer)
    case .bool(let bool): append(bool ? "true" : "false")
    case .null: append("null")
    }
  }

  private mutating func append(object members: [JSONValue.Member]) throws(OutputError) {
    precondition(
      Set(members.map(\.key)).count == members.count, "\(fileName) names a key twice: \(members.map(\.key))")
    append("{")
    for (position, member) in members.enumerated() {
      path.append(member.key)
      startLine(after: position)
      append(string: member.key)
      append(": ")
      try append(member.value)
      path.removeLast()
    }
    endLines(of: members.count)
    append("}")
  }

  private mutating func append(array values: [JSONValue]) throws(OutputError) {
    append("[")
    for (position, value) in values.enumerated() {
      path.append("\(position)")
      startLine(after: position)
      try append(value)
      path.removeLast()
    }
    endLines(of: values.count)
    append("]")
  }

  private mutating func append(number: Double) throws(OutputError) {
    guard number.isFinite else {
      throw OutputError.unwritableValue(
        file: fileName, place: path.isEmpty ? "the value" : "key '\(path.joined(separator: "."))'",
        found: "\(number)", accepted: "JSON holds finite numbers only")
    }
    bytes.append(text: number)
  }

  private mutating func append(string text: String) {
    append("\"")
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case UInt8(ascii: "\n"): append("\\n")
      case UInt8(ascii: "\r"): append("\\r")
      case UInt8(ascii: "\t"): append("\\t")
      case 0..<0x20: append("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
    append("\"")
  }

  private mutating func startLine(after siblings: Int) {
    if siblings > 0 { append(",") }
    breakLine(level: path.count)
  }

  private mutating func endLines(of count: Int) {
    if count > 0 { breakLine(level: path.count) }
  }

  private mutating func breakLine(level: Int) {
    guard breaksLines else { return }
    append("\n")
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }
}
