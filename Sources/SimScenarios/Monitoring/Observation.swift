/// A part of the region that was observed: a zone, a municipality, or all of it.
struct ObservedArea: Sendable, Hashable {
  /// The word of the region in tables.
  static let regionKey = "region"
  /// What stands before the key of a municipality in tables.
  static let municipalityPrefix = "municipality:"

  /// The key as tables write it.
  let key: String
  /// The positions of its zones.
  let zones: [Int]

  /// The sum over its zones of values by zone.
  func sum(_ values: [Double]) -> Double { zones.reduce(0) { $0 + values[$1] } }
}

/// One observed number.
struct Observation: Sendable, Equatable {
  /// The calendar year: that of events, or the one at whose end a state was observed.
  let year: Int
  /// The event or indicator.
  let indicator: String
  /// Where it was observed.
  let area: ObservedArea
  /// What was observed, in dwellings (a year).
  let value: Double
  /// Its standard error, in the same unit.
  let standardError: Double
  /// The place of the value in its table.
  let location: SourceLocation
}
