internal import RealModule

/// A life table by single year of age, from deaths per person-year that are constant within each year of age.
///
/// With m(x) the rate, l(x) the survivors to exact age x out of one newborn, and L(x) the years lived at age x:
///
///     l(x + 1) = l(x) exp(-m(x)),   L(x) = l(x) (1 - exp(-m(x))) / m(x),   L(w) = l(w) / m(w) at the oldest age w
///
/// Those who are x years old on the first of January are x + 1 a year later with the probability
///
///     s(x) = L(x + 1) / L(x),   s(w - 1) = s(w) = L(w) / (L(w - 1) + L(w))
///
/// and the newborn of a year are alive at its end with the probability L(0). Yearly rates thus become yearly
/// probabilities; rates of five-year periods come from ``AgeRates``.
///
/// Source: S. H. Preston, P. Heuveline and M. Guillot (2001), Demography, sections 3.2 and 6.3.
public struct LifeTable: Sendable, Equatable {
  /// The probability of living on to the end of the year, per age at its start: 0...1.
  public let survival: [Double]
  /// The probability that a newborn of the year is alive at its end: 0...1.
  public let newbornSurvival: Double
  /// The years lived at each age by one newborn, in years; the size of a stationary population by age.
  public let personYears: [Double]

  /// Makes the table of rates.
  ///
  /// - Parameter rates: deaths per person-year by single year of age, 0 or more, the last one above 0.
  public init(rates: [Double]) {
    precondition(rates.count == AgeSpan.count && rates[AgeSpan.oldest] > 0, "\(rates.count) rates")
    let oldest = AgeSpan.oldest
    let lived = rates.map { $0 > 0 ? -Double.expMinusOne(-$0) / $0 : 1 }
    let onward = rates.map { Double.exp(-$0) }
    // Years lived at the oldest age by one survivor to the age before it.
    let open = onward[oldest - 1] / rates[oldest]
    survival =
      (0..<oldest - 1).map { onward[$0] * lived[$0 + 1] / lived[$0] }
      + Array(repeating: open / (lived[oldest - 1] + open), count: 2)
    newbornSurvival = lived[0]
    var alive = 1.0
    personYears = rates.indices.map { age in
      defer { alive *= onward[age] }
      return alive * (age < oldest ? lived[age] : 1 / rates[age])
    }
  }

  /// The life expectancy at birth, in years.
  public var lifeExpectancy: Double { personYears.reduce(0, +) }
}
