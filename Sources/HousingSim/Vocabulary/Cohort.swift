public import SimNumerics

/// A construction cohort (vintage): the dwellings built in a span of years.
public struct Cohort: Keyed, Hashable {
  /// The key that scenario files, tables and results use.
  public let key: String
  /// The first construction year of the span.
  public let firstYear: Int
  /// The last construction year of the span.
  public let lastYear: Int

  /// Makes a cohort of a span of construction years; the last year must not lie before the first.
  ///
  /// - Parameters:
  ///   - key: the key that scenario files, tables and results use.
  ///   - firstYear: the first construction year of the span, a calendar year.
  ///   - lastYear: the last construction year of the span, `firstYear` or later.
  public init(key: String, firstYear: Int, lastYear: Int) {
    precondition(firstYear <= lastYear, "cohort \(key) ends in \(lastYear), before it starts in \(firstYear)")
    self.key = key
    self.firstYear = firstYear
    self.lastYear = lastYear
  }
}
