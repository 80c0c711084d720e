/// A value of a scenario file with the place it was read from.
public struct MarkedNode: Sendable, Equatable {
  /// The value.
  public var value: MarkedValue
  /// Where the value starts.
  public var location: SourceLocation

  /// Makes a node of a value and its place.
  ///
  /// - Parameters:
  ///   - value: the value.
  ///   - location: where the value starts.
  public init(_ value: MarkedValue, at location: SourceLocation) {
    self.value = value
    self.location = location
  }
}

/// What a node holds.
public enum MarkedValue: Sendable, Equatable {
  /// A text; `isPlain` tells that it stood without quotes.
  case scalar(text: String, isPlain: Bool)
  /// A list.
  case sequence([MarkedNode])
  /// A map, its entries in file order.
  case mapping([MarkedEntry])
  /// No value: nothing after the colon, `~` or `null`.
  case null
  /// A value that was refused with a problem of its own, such as an alias; checks pass it by.
  case refused
}

/// One entry of a map.
public struct MarkedEntry: Sendable, Equatable {
  /// The key.
  public var key: String
  /// Where the key stands.
  public var keyLocation: SourceLocation
  /// The value.
  public var value: MarkedNode

  /// Makes an entry.
  ///
  /// - Parameters:
  ///   - key: the key, not empty.
  ///   - keyLocation: where the key stands.
  ///   - value: the value with its place.
  public init(key: String, keyLocation: SourceLocation, value: MarkedNode) {
    self.key = key
    self.keyLocation = keyLocation
    self.value = value
  }
}

extension MarkedNode {
  /// The entries of a map; none for anything else.
  public var entries: [MarkedEntry] {
    if case .mapping(let entries) = value { entries } else { [] }
  }

  /// The items of a list; none for anything else.
  public var items: [MarkedNode] {
    if case .sequence(let items) = value { items } else { [] }
  }

  /// The text of a scalar, or `nil` for anything else.
  public var text: String? {
    if case .scalar(let text, _) = value { text } else { nil }
  }

  /// The value under a key of a map, or `nil`.
  ///
  /// - Parameter key: the key.
  public subscript(key: String) -> MarkedNode? { entries.first { $0.key == key }?.value }

  /// Whether this is a map with the entry `value`: a number that carries its origin.
  public var isSourcedValue: Bool { self["value"] != nil }
}
