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

  /// The number of cells.
  private let cellCount: Int
  /// C, one per cell, filled up with zeros to whole vectors.
  private let capacities: [Double]
  /// w, (household types + 1) x cells, filled up in the same way.
  private let weights: [Double]

  /// Prepares a match.
  ///
  /// - Parameters:
  ///   - capacities: C, one per cell, 0 or more.
  ///   - weights: w, above 0 wherever the capacity is: rows x as many columns as `VectorMath.padded` gives for the cells,
  ///     0 behind them.
  init(capacities: [Double], weights: [Double]) {
    cellCount = capacities.count
    self.capacities =
      capacities + Array(repeating: 0, count: VectorMath.padded(capacities.count) - capacities.count)
    self.weights = weights
  }

  /// Shares out the dwellings.
  ///
  /// - Parameter totals: what every row is to have; together they are the capacity but for rounding.
  /// - Returns: X, rows x cells, or `nil` where no round comes near enough.
  func solve(_ totals: [Double]) -> [Double]? {
    let all = capacities.reduce(0, +)
    var factors = totals.map { $0 > 0 ? 1.0 : 0.0 }
    guard all > 0, factors.contains(1) else {
      return Array(repeating: 0, count: totals.count * cellCount)
    }
    var (perBid, sums) = (capacities, totals)
    for _ in 0..<Self.mostRounds {
      VectorMath.shareOut(weights, factors, capacities, perBid: &perBid, sums: &sums)
      let worst = totals.indices.reduce(0) { max($0, (sums[$1] - totals[$1]).magnitude) }
      if worst <= 1e-12 * all { return parts(factors, perBid) }
      for row in factors.indices where sums[row] > 0 { factors[row] *= totals[row] / sums[row] }
    }
    return nil
  }

  /// X, rows x cells.
  private func parts(_ factors: [Double], _ perBid: [Double]) -> [Double] {
    var parts = [Double](repeating: 0, count: factors.count * cellCount)
    for (row, factor) in factors.enumerated() {
      let wanted = weights.span.extracting(row * capacities.count..<row * capacities.count + cellCount)
      let perBid = perBid.span
      var part = parts.mutableSpan
      for cell in wanted.indices { part[row * cellCount + cell] = factor * wanted[cell] * perBid[cell] }
    }
    return parts
  }
}
