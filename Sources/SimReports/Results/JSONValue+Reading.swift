internal import Foundation
internal import SimScenarios

/// JSON text as a value; the members of its objects are sorted by key.
struct DecodedJSON: Decodable {
  let value: JSONValue

  /// Reads JSON text, or gives `nil` where it is none.
  static func read(_ bytes: [UInt8]) -> JSONValue? {
    try? JSONDecoder().decode(DecodedJSON.self, from: Data(bytes)).value
  }

  init(from decoder: any Decoder) throws {
    if let members = try? decoder.container(keyedBy: Name.self) {
      value = .object(
        try members.allKeys.sorted { $0.stringValue < $1.stringValue }.map {
          JSONValue.Member($0.stringValue, try members.decode(DecodedJSON.self, forKey: $0).value)
        })
    } else if var items = try? decoder.unkeyedContainer() {
      var values: [JSONValue] = []
      while !items.isAtEnd { values.append(try items.decode(DecodedJSON.self).value) }
      value = .array(values)
    } else {
      value = try Self.plain(try decoder.singleValueContainer())
    }
  }

  private static func plain(_ container: any SingleValueDecodingContainer) throws -> JSONValue {
    if container.decodeNil() { return .null }
    if let bool = try? container.decode(Bool.self) { return .bool(bool) }
    if let integer = try? container.decode(Int.self) { return .integer(integer) }
    if let number = try? container.decode(Double.self) { return .number(number) }
    return .string(try container.decode(String.self))
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

extension JSONValue {
  /// The text of a string, or `nil`.
  var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  /// The members of an object, or none.
  var members: [Member] {
    if case .object(let members) = self { return members }
    return []
  }

  /// The values of an array, or none.
  var items: [JSONValue] {
    if case .array(let values) = self { return values }
    return []
  }

  /// The value at a dotted path of keys.
  func at(_ path: String) -> JSONValue? {
    path.split(separator: ".").reduce(Optional(self)) { $0?[String($1)] }
  }

  /// A plain value as text; empty for objects, arrays and `null`.
  var plainText: String {
    switch self {
    case .string(let text): text
    case .integer(let integer): "\(integer)"
    case .number(let number): NumberFormat.shortest(number)
    case .bool(let bool): bool ? "true" : "false"
    default: ""
    }
  }
}
