/// Yearly rates by single year of age that change with time.
///
/// A rate that is published for a period of years holds in its middle; between the middles of two periods it
/// goes in a straight line, and before the first and after the last middle it stays:
///
///     r(x, t) = r(x, p) + (r(x, p + 1) - r(x, p)) (t + 1/2 - c(p)) / (c(p + 1) - c(p))
///
/// with c(p) the middle of period p. Within an age group all single ages have its rate. Unit: per person and year.
public struct AgeRates: Sendable, Equatable {
  /// The rates of one period.
  public struct Period: Sendable, Equatable {
    /// The calendar years of the period.
    public let years: ClosedRange<Int>
    /// Rates per person and year, one per single year of age, 0...``AgeSpan/oldest``.
    public let rates: [Double]

    /// Makes the rates of a period; there must be one for every single year of age.
    ///
    /// - Parameters:
    ///   - years: the calendar years of the period, both ends included.
    ///   - rates: events per person and year, one per single year of age, 0...``AgeSpan/oldest``.
    public init(years: ClosedRange<Int>, rates: [Double]) {
      precondition(rates.count == AgeSpan.count, "\(rates.count) rates for \(AgeSpan.count) ages")
      self.years = years
      self.rates = rates
    }

    /// The middle of the period, in calendar years.
    var middle: Double { Double(years.lowerBound + years.upperBound + 1) / 2 }
  }

  /// The periods in the order of time.
  public let periods: [Period]

  /// Makes rates of one or more periods that follow each other without overlap.
  ///
  /// - Parameter periods: the periods in the order of time.
  public init(_ periods: [Period]) {
    precondition(!periods.isEmpty, "rates need a period")
    for (period, next) in zip(periods, periods.dropFirst()) {
      precondition(
        period.years.upperBound < next.years.lowerBound, "\(next.years) does not follow \(period.years)")
    }
    self.periods = periods
  }

  /// The rates of a calendar year, one per single year of age.
  ///
  /// - Parameter year: the calendar year.
  /// - Returns: rates per person and year, for the ages 0...``AgeSpan/oldest``.
  public func rates(in year: Int) -> [Double] {
    let time = Double(year) + 0.5
    guard let next = periods.firstIndex(where: { $0.middle >= time }) else {
      return periods[periods.count - 1].rates
    }
    guard next > 0 else { return periods[0].rates }
    let (from, to) = (periods[next - 1], periods[next])
    let part = (time - from.middle) / (to.middle - from.middle)
    return zip(from.rates, to.rates).map { $0 + ($1 - $0) * part }
  }
}
