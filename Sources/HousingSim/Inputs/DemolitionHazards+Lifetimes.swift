internal import SimNumerics

extension DemolitionHazards {
  /// Makes hazards of lifetimes, one for every cohort of the axes, the same for all types and states.
  ///
  /// With a(t) = t - (first year + last year) / 2 the mean age of the cohort at the end of year t, the share that is
  /// demolished in that year is
  ///
  ///     h(t) = 1 - S(a(t)) / S(a(t-1)), 1 where S(a(t-1)) = 0
  ///
  /// and 0 up to the last year in which the cohort is built.
  ///
  /// - Parameters:
  ///   - axes: the axes of the stock.
  ///   - lifetimes: a lifetime in years for each of `axes.cohorts`.
  /// - Throws: ``HousingInputError/hazardOutOfRange(type:cohort:year:found:)`` where parameters make no distribution.
  public init(axes: StockAxes, lifetimes: [Lifetime]) throws(HousingInputError) {
    precondition(
      lifetimes.count == axes.cohorts.count, "\(lifetimes.count) lifetimes for \(axes.cohorts.count) cohorts")
    let years = axes.years
    let hazards = axes.cohorts.indices.map { cohort -> [Double] in
      let span = axes.cohorts[cohort]
      let middle = (Double(span.firstYear) + Double(span.lastYear)) / 2
      let ages = (years.lowerBound - 1...years.upperBound).map { max(0, Double($0) - middle) }
      let survival = lifetimes[cohort].survival(at: ages)
      return years.enumerated().map { position, year in
        guard year > span.lastYear else { return 0 }
        return survival[position] > 0 ? 1 - survival[position + 1] / survival[position] : 1
      }
    }
    try self.init(axes: axes, classOfState: Array(repeating: 0, count: axes.states.count)) {
      year, _, _, cohort in max(0, hazards[cohort][year])
    }
  }
}
