extension JSONValue {
  /// A scenario tree as JSON: plain numbers and booleans as such, every other plain value as text.
  package init(_ node: MarkedNode) {
    switch node.value {
    case .mapping(let entries): self = .object(entries.map { Member($0.key, JSONValue($0.value)) })
    case .sequence(let items): self = .array(items.map(JSONValue.init))
    case .null, .refused: self = .null
    case .scalar("true", isPlain: true): self = .bool(true)
    case .scalar("false", isPlain: true): self = .bool(false)
    case .scalar(let text, let isPlain):
      if isPlain, case .number(let number) = StrictNumber(text) {
        self = .number(number)
      } else {
        self = .string(text)
      }
    }
  }
}
