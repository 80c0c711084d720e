/// What a value of a scenario file is.
public enum ValueKind: Sendable, Equatable {
  /// A number, plain or with its origin: `{value:, low:, high:, source:, confidence:}`.
  case number
  /// A whole number, plain or with its origin.
  case integer
  /// A year; where the row gives no range, from 1500 to 2500.
  case year
  /// Any text.
  case text
  /// A key: lowercase letters, digits, `_` and `-`, or an energy label such as `A` or `A++`.
  case name
  /// A list of names, or a single name.
  case nameList
  /// The path of a file, relative to the scenario file that names it.
  case path
  /// `true` or `false`.
  case boolean
  /// One of these words.
  case choice([String])
  /// A map; its keys have rows of their own, or are free where they have none.
  case map
  /// A list; its items have rows of their own, or are free where they have none.
  case list
  /// A list of numbers.
  case numberList
  /// A map from free names to numbers, such as shares.
  case namesMap
  /// A number as above for every year, or a map from years to numbers.
  case schedule
  /// A map from axes to a name or a list of names, which selects.
  case whereMap
}

/// One key of the scenario file: what it means, what it may hold, and what holds where it is absent.
public struct CatalogueRow: Sendable, Equatable {
  /// The dotted key, with `*` for a free name in a map and `[]` for the items of a list.
  public let pattern: String
  /// What the value is.
  public let kind: ValueKind
  /// The unit, or an empty text.
  public let unit: String
  /// The range of a number.
  public let range: NumberRange
  /// The value where the key is absent, as it would be written in a file; `nil` for none.
  public let defaultText: String?
  /// Whether the key must be there when the map around it is.
  public let isRequired: Bool
  /// Whether a list or map may be empty.
  public let allowsEmpty: Bool
  /// The meaning in one sentence.
  public let meaning: String
  /// Where the default comes from, or an empty text.
  public let source: String

  /// Makes a row; where nothing is said, only a list or map that may be absent may be empty.
  ///
  /// - Parameters:
  ///   - pattern: the dotted key, with `*` for a free name in a map and `[]` for the items of a list.
  ///   - kind: what the value is.
  ///   - unit: the unit of a number, or an empty text.
  ///   - range: the range of a number, in its unit; for a year without one 1500...2500.
  ///   - defaultText: the value where the key is absent, as it would be written in a file; `nil` for none.
  ///   - isRequired: whether the key must be there when the map around it is.
  ///   - allowsEmpty: whether a list or map may be empty; `nil` where that follows from `isRequired`.
  ///   - meaning: the meaning in one sentence.
  ///   - source: where the default comes from, or an empty text.
  public init(
    _ pattern: String, _ kind: ValueKind, unit: String = "", range: NumberRange = .any,
    defaultText: String? = nil, isRequired: Bool = false, allowsEmpty: Bool? = nil, meaning: String,
    source: String = ""
  ) {
    self.pattern = pattern
    self.kind = kind
    self.unit = unit
    self.range = range == .any && kind == .year ? .closed(1500...2500) : range
    self.defaultText = defaultText
    self.isRequired = isRequired
    self.allowsEmpty = allowsEmpty ?? !isRequired
    self.meaning = meaning
    self.source = source
  }
}

extension ValueKind: CustomStringConvertible {
  /// The kind in words.
  public var description: String {
    switch self {
    case .number: "number"
    case .integer: "whole number"
    case .year: "year"
    case .text: "text"
    case .name: "name"
    case .nameList: "list of names"
    case .path: "path of a file"
    case .boolean: "true or false"
    case .choice(let words): "one of " + words.joined(separator: ", ")
    case .map: "map"
    case .list: "list"
    case .numberList: "list of numbers"
    case .namesMap: "map of names to numbers"
    case .schedule: "number or map of years to numbers"
    case .whereMap: "map of axes to names"
    }
  }

  /// The kind with its article, for "... is expected".
  package var expectation: String {
    switch self {
    case .choice, .boolean: description
    case .path: "the path of a file"
    default: "a " + description
    }
  }
}
