internal import SimNumerics

/// Matches the households of a municipality with its dwellings.
///
/// Households of type i, and as one more type the dwellings that stand empty beyond friction, share out what every
/// cell c (a zone and a kind of dwelling) has for them:
///
///     X(i, c) = C(c) r(i) w(i, c) / sum over k of r(k) w(k, c),   C(c) = (1 - f) D(c)
///
/// with D the dwellings, f the frictional vacancy and w what a type wants: its preference for the market of the cell (a
/// dwelling type and a tenure) times the share of the cell in the dwellings of that market, and the odds of vacancy for
/// the empty ones. The r are found so that every type is housed, sum over c of X(i, c) = dwellings per household x H(i);
/// what is left of sum over c of C(c) is empty. Where households need more than there is, all of C is occupied, every
/// type in the same proportion, and the others are counted as being without a dwelling.
///
/// Source: R. Sinkhorn (1964), Annals of Mathematical Statistics 35:876-879 (a table of positive weights has exactly one
/// such fit); W. E. Deming and F. F. Stephan (1940), Annals of Mathematical Statistics 11:427-444.
struct HousingMatch {
  /// Rounds after which a match counts as not found.
  private static let mostRounds = 10_000

  /// What every cell has for households, and for nobody.
  private let capacities: [Double]
  /// w, (household types + 1) x cells.
  private let weights: [Double]
  private let rowCount: Int

  /// Prepares a match.
  ///
  /// - Parameters:
  ///   - capacities: C, one per cell, 0 or more.
  ///   - weights: w, rows x cells, above 0 wherever the capacity is.
  init(capacities: [Double], weights: [Double]) {
    self.capacities = capacities
    self.weights = weights
    rowCount = capacities.isEmpty ? 0 : weights.count / capacities.count
  }

  /// Shares out the dwellings.
  ///
  /// - Parameter totals: what every row is to have; together they are the capacity but for rounding.
  /// - Returns: X, rows x cells, or `nil` where no round comes near enough.
  func solve(_ totals: [Double]) -> [Double]? {
    let cells = capacities.count
    let all = capacities.reduce(0, +)
    var result = [Double](repeating: 0, count: rowCount * cells)
    var factors = totals.map { $0 > 0 ? 1.0 : 0.0 }
    guard all > 0, factors.contains(1) else { return result }
    for _ in 0..<Self.mostRounds {
      let sums = share(factors, into: &result)
      let worst = zip(sums, totals).map { ($0 - $1).magnitude }.max() ?? 0
      if worst <= 1e-12 * all { return result }
      for row in factors.indices where sums[row] > 0 { factors[row] *= totals[row] / sums[row] }
    }
    return nil
  }

  /// Shares out every cell; returns the sums of the rows.
  private func share(_ factors: [Double], into result: inout [Double]) -> [Double] {
    let cells = capacities.count
    var sums = [Double](repeating: 0, count: rowCount)
    for cell in 0..<cells where capacities[cell] > 0 {
      var bids = 0.0
      for row in 0..<rowCount { bids += factors[row] * weights[row * cells + cell] }
      let perBid = capacities[cell] / bids
      for row in 0..<rowCount {
        let part = factors[row] * weights[row * cells + cell] * perBid
        result[row * cells + cell] = part
        sums[row] += part
      }
    }
    return sums
  }
}
