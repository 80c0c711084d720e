/// How well a number is known; the raw values are the words of scenario files and tables.
public enum Confidence: String, Sendable, CaseIterable {
  /// Measured or counted.
  case measured
  /// An estimate that somebody published.
  case publishedEstimate = "published estimate"
  /// Computed from other numbers with a known origin.
  case derived
  /// A national figure that stands in for the region.
  case nationalProxy = "national proxy"
  /// An assumption.
  case assumption
}

/// A number with its origin: range, source, confidence and the place it was read from.
public struct SourcedNumber: Sendable, Equatable {
  /// The central value, in the unit of the key or column it stands under.
  public var value: Double
  /// The low end of its range in the same unit, or `nil` where none is given.
  public var low: Double?
  /// The high end of its range in the same unit, or `nil` where none is given.
  public var high: Double?
  /// Where the number comes from, or `nil` where the file does not say.
  public var source: String?
  /// How well it is known, or `nil` where the file does not say.
  public var confidence: Confidence?
  /// Where it was read.
  public var location: SourceLocation

  /// Makes a number with its origin.
  ///
  /// Order and range are checked by what reads the number, not here.
  ///
  /// - Parameters:
  ///   - value: the central value, in the unit of the key or column it stands under.
  ///   - low: the low end of its range in the same unit, at most the value, or `nil`.
  ///   - high: the high end of its range in the same unit, at least the value, or `nil`.
  ///   - source: where the number comes from, or `nil` where the file does not say.
  ///   - confidence: how well it is known, or `nil` where the file does not say.
  ///   - location: where it was read.
  public init(
    value: Double, low: Double? = nil, high: Double? = nil, source: String? = nil,
    confidence: Confidence? = nil, location: SourceLocation
  ) {
    self.value = value
    self.low = low
    self.high = high
    self.source = source
    self.confidence = confidence
    self.location = location
  }
}

extension MarkedNode {
  /// The number of a plain value or of a map with its origin, `nil` where it is none.
  package var sourcedNumber: SourcedNumber? {
    let central = self["value"] ?? self
    guard let value = central.plainNumber else { return nil }
    return SourcedNumber(
      value: value, low: self["low"]?.plainNumber, high: self["high"]?.plainNumber,
      source: self["source"]?.text,
      confidence: self["confidence"]?.text.flatMap(Confidence.init), location: central.location)
  }

  private var plainNumber: Double? {
    guard case .scalar(let text, isPlain: true) = value, case .number(let number) = StrictNumber(text) else {
      return nil
    }
    return number
  }
}
