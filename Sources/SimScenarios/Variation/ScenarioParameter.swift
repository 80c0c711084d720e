public import SimNumerics

/// A number of a scenario that is uncertain: where it stands, and how it is distributed.
public struct ScenarioParameter: Sendable, Equatable {
  /// The dotted key of the number, or the name of its cell: `materials.intensity[apartment,before_1945,concrete].kg_per_m2`.
  public let name: String
  /// How it is distributed; for a triangular one the mode is the central value.
  public let distribution: Distribution
  /// The value of a plain run, in the unit of its key or column.
  public let central: Double
  /// The group whose parameters share one draw, or `nil` where the parameter is drawn alone.
  public let group: String?
  /// Whether the number is whole; draws are rounded to the nearest whole number.
  public let isWhole: Bool
  /// Where the number stands.
  public let location: SourceLocation
  /// Where it comes from, or `nil` where the file does not say.
  public let source: String?
  /// How well it is known, or `nil` where the file does not say.
  public let confidence: Confidence?
  let place: Place

  /// Where the number is read.
  enum Place: Sendable, Equatable {
    case key
    case cell(table: String, column: String, row: Int)
  }

  /// Whether the number stands in the scenario file itself, not in a table.
  public var isOfFile: Bool { place == .key }

  /// The part of the scenario that reads the number.
  var part: ScenarioPart? { ScenarioPart(reading: name) }

  /// The value that belongs to a unit number, rounded where the number is whole.
  ///
  /// - Parameter unit: strictly between 0 and 1.
  /// - Returns: the value, in the unit of the parameter.
  public func value(atUnit unit: Double) -> Double {
    let value = distribution.quantile(unit)
    return isWhole ? value.rounded() : value
  }
}

/// Names with `*` for any characters, as in `materials.intensity[*,concrete].*`.
public struct NamePattern: Sendable, Equatable {
  private let parts: [Substring]

  /// Makes a pattern of a text.
  ///
  /// - Parameter text: a name, with `*` for any characters, or none.
  public init(_ text: String) { parts = text.split(separator: "*", omittingEmptySubsequences: false) }

  /// Whether a name, as a whole, matches; every `*` takes as few characters as it can.
  ///
  /// - Parameter name: the name of a parameter.
  /// - Returns: whether it matches.
  public func matches(_ name: String) -> Bool {
    guard let first = parts.first, let last = parts.last, parts.count > 1 else {
      return name == parts.first.map(String.init) ?? ""
    }
    guard name.hasPrefix(first) else { return false }
    var rest = name.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
