/// Yearly values of one indicator, per zone and for the region.
public struct IndicatorSeries: Sendable, Equatable {
  /// How the values of several years belong together.
  public enum Kind: Sendable, Equatable {
    /// A state at the end of the year.
    case stock
    /// An amount per year, added up over the years of a target.
    case flow
  }

  /// The key of the indicator.
  public let key: String
  /// The unit of the values.
  public let unit: String
  /// Whether it is a state or an amount per year.
  public let kind: Kind
  /// The first year with a value: the baseline year for a stock, the first simulated year for a flow.
  public let firstYear: Int
  /// What the values are, in the words of the result files, or an empty text.
  public let meaning: String
  /// Values, years x (zones, then the region); `nil` where a share has nothing to be a share of.
  public private(set) var values: [[Double?]] = []

  /// Makes a series without values.
  ///
  /// - Parameters:
  ///   - key: the key of the indicator.
  ///   - unit: the unit of the values.
  ///   - kind: whether it is a state or an amount per year.
  ///   - firstYear: the calendar year of the first value: the baseline year for a stock, the first simulated year for a
  ///     flow.
  ///   - meaning: what the values are, in the words of the result files, or an empty text.
  public init(key: String, unit: String, kind: Kind, firstYear: Int, meaning: String = "") {
    self.key = key
    self.unit = unit
    self.kind = kind
    self.firstYear = firstYear
    self.meaning = meaning
  }

  /// Adds the values of the next year: one per zone, then the region.
  mutating func append(_ year: [Double?]) {
    values.append(year)
  }

  /// The value over a span of years at a position of the zone axis (or after its end for the region).
  ///
  /// - Parameters:
  ///   - years: calendar years, both ends included; those without values are passed by.
  ///   - position: the position of the zone, from 0, or the number of zones for the region.
  /// - Returns: the sum of a flow, the last value of a stock, or `nil` where no year of the span has a value.
  public func value(years: ClosedRange<Int>, position: Int) -> Double? {
    let known = firstYear..<firstYear + values.count
    let span = years.filter(known.contains)
    guard let last = span.last else { return nil }
    switch kind {
    case .stock: return values[last - firstYear][position]
    case .flow:
      let parts = span.compactMap { values[$0 - firstYear][position] }
      return parts.isEmpty ? nil : parts.reduce(0, +)
    }
  }
}
