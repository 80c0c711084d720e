/// The time steps of a dynamic stock model: one or more years, each the middle of its period.
///
/// Period t goes from bound b(t) to b(t+1). Bounds lie midway between neighbouring years; the first and the last
/// period are as long as the distance to their only neighbour, a single year has length 1. Flows are per year,
/// stocks are those at the end of a period. Source of the convention: flodym 1.1 (Potsdam Institute), and ODYM for
/// yearly steps.
public struct StockPeriods: Sendable, Equatable {
  /// The year that names each period.
  public let years: [Int]
  /// The bounds b(0)...b(n) in calendar years, one more than there are periods.
  public let bounds: [Double]

  /// Makes the periods of increasing years; steps may differ.
  ///
  /// - Parameter years: calendar years, at least one, increasing.
  /// - Throws: ``CohortStockError/noYears`` or
  ///   ``CohortStockError/yearsNotIncreasing(position:previous:found:)``.
  public init(years: [Int]) throws(CohortStockError) {
    guard let first = years.first, let last = years.last else { throw .noYears }
    for position in years.indices.dropFirst() where years[position] <= years[position - 1] {
      throw .yearsNotIncreasing(position: position, previous: years[position - 1], found: years[position])
    }
    self.years = years
    guard years.count > 1 else {
      bounds = [Double(first) - 0.5, Double(first) + 0.5]
      return
    }
    let inner = years.indices.dropFirst().map { (Double(years[$0 - 1]) + Double(years[$0])) / 2 }
    let firstStep = Double(years[1] - first)
    let lastStep = Double(last - years[years.count - 2])
    bounds = [Double(first) - firstStep / 2] + inner + [Double(last) + lastStep / 2]
  }

  /// Makes yearly periods.
  ///
  /// - Parameter years: calendar years, both ends included.
  public init(yearly years: ClosedRange<Int>) {
    self.years = Array(years)
    bounds = (0...years.count).map { Double(years.lowerBound + $0) - 0.5 }
  }

  /// The number of periods, 1 or more.
  public var count: Int { years.count }

  /// The length of a period in years: L(t) = b(t+1) - b(t).
  ///
  /// - Parameter period: the position of the period, from 0 and below ``count``.
  /// - Returns: years, above 0.
  public func length(_ period: Int) -> Double { bounds[period + 1] - bounds[period] }

  /// Whether every period is one year long.
  public var areYearly: Bool { years.indices.allSatisfy { length($0) == 1 } }
}
