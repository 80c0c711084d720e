/// A survival function given as a table: the share that is present, by age.
///
/// Between the ages of the table shares are interpolated linearly. After the last age nothing is known unless the
/// last share is 0, so that a model that needs greater ages refuses the table.
public struct SurvivalCurve: Sendable, Equatable {
  /// The ages in years, from 0, increasing.
  public let ages: [Double]
  /// The share present at each age, within 0...1, never increasing.
  public let shares: [Double]

  /// Makes a curve of ages and shares of the same number.
  ///
  /// - Parameters:
  ///   - ages: in years, the first one 0, increasing.
  ///   - shares: what is left at each age, as many, 0...1, not increasing.
  /// - Throws: ``CohortStockError`` for the first age or share that is wrong, with its row counted from 0.
  public init(ages: [Double], shares: [Double]) throws(CohortStockError) {
    precondition(ages.count == shares.count, "\(shares.count) shares for \(ages.count) ages")
    guard ages.first == 0 else { throw .curveStart(found: ages.first) }
    for row in ages.indices {
      guard ages[row].isFinite, row == 0 || ages[row] > ages[row - 1] else {
        throw .curveAge(row: row, found: ages[row])
      }
      guard shares[row] >= 0 && shares[row] <= 1 else { throw .curveShare(row: row, found: shares[row]) }
      guard row == 0 || shares[row] <= shares[row - 1] else {
        throw .curveIncreases(row: row, previous: shares[row - 1], found: shares[row])
      }
    }
    self.ages = ages
    self.shares = shares
  }

  /// Makes a curve of shares at the ages 0, 1, 2, ...
  ///
  /// - Parameter shares: what is left at each age, 0...1, not increasing; at least one.
  /// - Throws: ``CohortStockError`` for the first share that is wrong.
  public init(yearly shares: [Double]) throws(CohortStockError) {
    try self.init(ages: shares.indices.map(Double.init), shares: shares)
  }

  /// The share at an age; that of the last age beyond it, and of the first below it.
  ///
  /// - Parameter age: the age in years.
  /// - Returns: the share, 0...1.
  public func share(at age: Double) -> Double {
    guard age > 0 else { return shares[0] }
    guard let last = ages.last, age < last else { return shares[shares.count - 1] }
    var low = 0
    var high = ages.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if ages[middle] <= age { low = middle } else { high = middle }
    }
    let part = (age - ages[low]) / (ages[high] - ages[low])
    return shares[low] + part * (shares[high] - shares[low])
  }

  /// Refuses ages beyond the table where something is left at its end.
  func check(greatestAge: Double) throws(CohortStockError) {
    guard let last = ages.last, let share = shares.last, share > 0, greatestAge > last else { return }
    throw .curveTooShort(lastAge: last, share: share, needed: greatestAge)
  }
}
