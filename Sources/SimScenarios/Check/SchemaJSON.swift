/// A JSON value whose objects keep the order of their members.
public enum SchemaJSON: Sendable, Equatable {
  /// One member of an object.
  public struct Member: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The value.
    public let value: SchemaJSON

    /// Makes a member.
    public init(_ name: String, _ value: SchemaJSON) {
      self.name = name
      self.value = value
    }
  }

  /// An object.
  case object([Member])
  /// An array.
  case array([SchemaJSON])
  /// A text.
  case string(String)
  /// A finite number.
  case number(Double)
  /// True or false.
  case boolean(Bool)
  /// The value null.
  case null

  /// The value as indented text.
  public func text(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .object(let members) where members.isEmpty: return "{}"
    case .object(let members):
      let lines = members.map { "\(inner)\(Self.quoted($0.name)): \($0.value.text(indent: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    case .array(let values) where values.isEmpty: return "[]"
    case .array(let values):
      let lines = values.map { inner + $0.text(indent: inner) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
    case .string(let text): return Self.quoted(text)
    case .number(let number): return number.plainText
    case .boolean(let truth): return truth ? "true" : "false"
    case .null: return "null"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case ..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension SchemaJSON {
  /// The JSON value of a tree: plain numbers and booleans as such, other scalars as texts; `nil` of no tree.
  init?(_ node: MarkedNode?) {
    guard let node else { return nil }
    switch node.value {
    case .mapping(let entries):
      self = .object(entries.map { Member($0.key, SchemaJSON($0.value) ?? .null) })
    case .sequence(let items): self = .array(items.map { SchemaJSON($0) ?? .null })
    case .null, .refused: self = .null
    case .scalar("true", isPlain: true): self = .boolean(true)
    case .scalar("false", isPlain: true): self = .boolean(false)
    case .scalar(let text, let isPlain):
      if isPlain, case .number(let number) = StrictNumber(text) {
        self = .number(number)
      } else {
        self = .string(text)
      }
    }
  }
}
