/// A JSON value whose objects keep the order of their members.
///
/// Literals of the language make values: `["seed": 7, "warnings": []]`.
public enum JSONValue: Sendable, Equatable {
  /// One member of an object.
  public struct Member: Sendable, Equatable {
    /// The name of the member.
    public let key: String
    /// The value of the member.
    public let value: JSONValue

    /// Makes a member of an object.
    ///
    /// - Parameters:
    ///   - key: the name, which no other member of the object has.
    ///   - value: the value.
    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// Members in order; a key that stands twice is a fault of the caller.
  case object([Member])
  /// Values in order.
  case array([JSONValue])
  /// Text.
  case string(String)
  /// A finite double, written as the shortest text that reads back to it.
  case number(Double)
  /// A whole number.
  case integer(Int)
  /// `true` or `false`.
  case bool(Bool)
  /// `null`.
  case null

  /// The value of the first member with this key, or `nil` where this is no object or has no such member.
  ///
  /// - Parameter key: the name of the member.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
  /// Makes an object with the members in the order of the literal.
  ///
  /// - Parameter members: names and values; each name stands once.
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(members.map { Member($0.0, $0.1) })
  }

  /// Makes an array.
  ///
  /// - Parameter values: the values in order.
  public init(arrayLiteral values: JSONValue...) {
    self = .array(values)
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  /// Makes a string.
  ///
  /// - Parameter text: the text.
  public init(stringLiteral text: String) { self = .string(text) }

  /// Makes a whole number.
  ///
  /// - Parameter integer: the whole number.
  public init(integerLiteral integer: Int) { self = .integer(integer) }

  /// Makes a number.
  ///
  /// - Parameter number: the number, finite where it is to be written.
  public init(floatLiteral number: Double) { self = .number(number) }

  /// Makes `true` or `false`.
  ///
  /// - Parameter bool: `true` or `false`.
  public init(booleanLiteral bool: Bool) { self = .bool(bool) }

  /// Makes `null`.
  ///
  /// - Parameter nilLiteral: nothing.
  public init(nilLiteral: ()) { self = .null }
}
