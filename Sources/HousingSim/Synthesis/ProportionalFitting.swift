public import SimNumerics

/// Iterative proportional fitting: the table nearest to a seed that holds all margins.
///
/// Each round scales the cells, margin by margin:
///
///     cell <- cell x total(group of the cell) / sum over the group
///
/// until every margin holds. Among all tables with these margins the result keeps the odds ratios of the seed where no
/// margin speaks (it minimises the Kullback-Leibler divergence from the seed). Cells that are zero in the seed stay
/// zero. Source: W. E. Deming and F. F. Stephan (1940), Annals of Mathematical Statistics 11:427-444.
public enum ProportionalFitting {
  /// Fits a table to margins.
  ///
  /// - Parameters:
  ///   - seed: starting weights, 0 or more: labels of the first axis x ... , the last contiguous.
  ///   - axes: the axes of the table.
  ///   - margins: the totals to hold; any number, over any axes.
  ///   - tolerance: the accepted residual, relative to each total.
  ///   - maximumIterations: rounds after which the margins count as conflicting; one round is always made.
  /// - Returns: the fitted table; the last margin holds to rounding, the others to the tolerance.
  /// - Throws: ``SynthesisError`` naming the margins that conflict.
  /// - Complexity: rounds x margins x cells above zero in the seed.
  public static func fit(
    seed: [Double], axes: Axis<SynthesisAxis>, margins: [Margin], tolerance: Double = Tolerance.balance,
    maximumIterations: Int = 10_000
  ) throws(SynthesisError) -> SynthesisFit {
    let sizes = axes.map(\.labels.count)
    precondition(
      seed.count == sizes.reduce(1, *), "\(seed.count) seed cells do not fill a table of \(sizes)")
    if let bad = seed.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw SynthesisError.seedOutOfRange(position: bad, found: seed[bad])
    }
    try checkTotals(margins)
    let support = seed.indices.filter { seed[$0] > 0 }
    var cells = support.map { seed[$0] }
    let groups = margins.map { groupOfCell($0, axes: axes, sizes: sizes, support: support) }
    var scratch = margins.map { [Double](repeating: 0, count: $0.totals.count) }
    var monitor = FitMonitor()
    var round = 0
    while true {
      round += 1
      for margin in margins.indices {
        try scale(&cells, to: margins[margin], groups: groups[margin], factors: &scratch[margin])
      }
      let residuals = margins.indices.map { residual(cells, margins[$0], groups[$0], sums: &scratch[$0]) }
      let worst = residuals.map(\.relative).max() ?? 0
      if worst <= tolerance {
        return SynthesisFit(
          cells: scatter(cells, support: support, count: seed.count), iterations: round,
          residuals: zip(margins, residuals).map { ($0.name, $1.relative) })
      }
      if monitor.stalled(at: worst) || round >= maximumIterations {
        throw conflict(margins, residuals, tolerance: tolerance, iterations: round)
      }
    }
  }

  private static func checkTotals(_ margins: [Margin]) throws(SynthesisError) {
    for margin in margins {
      precondition(
        margin.totals.count == margin.axes.reduce(1) { $0 * $1.groups.count },
        "\(margin.totals.count) totals do not fill the margin \(margin.name)")
      if let bad = margin.totals.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
        throw SynthesisError.totalOutOfRange(
          margin: margin.name, cell: margin.describe(bad), found: margin.totals[bad])
      }
    }
    guard let first = margins.first else { return }
    for other in margins.dropFirst()
    where !Tolerance.holds(residual: first.sum - other.sum, scale: max(first.sum, other.sum)) {
      throw SynthesisError.totalsDiffer(
        first: first.name, firstSum: first.sum, second: other.name, secondSum: other.sum)
    }
  }

  /// For every cell of the support, the position of its total in a margin.
  private static func groupOfCell(
    _ margin: Margin, axes: Axis<SynthesisAxis>, sizes: [Int], support: [Int]
  ) -> [Int32] {
    var strides = [Int](repeating: 1, count: sizes.count)
    for axis in sizes.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * sizes[axis + 1] }
    let uses = margin.axes.map { use in
      guard let axis = axes.position(of: use.axis) else {
        preconditionFailure("the margin \(margin.name) uses the axis \(use.axis), which the table lacks")
      }
      precondition(
        use.groupOfLabel.count == sizes[axis],
        "the margin \(margin.name) groups \(use.groupOfLabel.count) of \(sizes[axis]) labels of \(use.axis)")
      return (stride: strides[axis], size: sizes[axis], use: use)
    }
    return support.map { cell in
      Int32(
        uses.reduce(0) { position, part in
          position * part.use.groups.count + part.use.groupOfLabel[cell / part.stride % part.size]
        })
    }
  }

  private static func scale(
    _ cells: inout [Double], to margin: Margin, groups: [Int32], factors: inout [Double]
  ) throws(SynthesisError) {
    addUp(cells, groups, sums: &factors)
    for position in factors.indices {
      let total = margin.totals[position]
      if factors[position] > 0 {
        factors[position] = total / factors[position]
      } else if total > 0 {
        throw SynthesisError.noSupport(margin: margin.name, cell: margin.describe(position), total: total)
      }
    }
    for cell in cells.indices { cells[cell] *= factors[Int(groups[cell])] }
  }

  private static func addUp(_ cells: [Double], _ groups: [Int32], sums: inout [Double]) {
    for position in sums.indices { sums[position] = 0 }
    for cell in cells.indices { sums[Int(groups[cell])] += cells[cell] }
  }

  private static func residual(
    _ cells: [Double], _ margin: Margin, _ groups: [Int32], sums: inout [Double]
  ) -> (position: Int, relative: Double) {
    addUp(cells, groups, sums: &sums)
    var worst = (position: 0, relative: 0.0)
    for position in sums.indices where margin.totals[position] > 0 {
      let relative = (sums[position] - margin.totals[position]).magnitude / margin.totals[position]
      if !(relative <= worst.relative) { worst = (position, relative) }
    }
    return worst
  }

  private static func scatter(_ cells: [Double], support: [Int], count: Int) -> [Double] {
    var table = [Double](repeating: 0, count: count)
    for (position, cell) in support.enumerated() { table[cell] = cells[position] }
    return table
  }

  private static func conflict(
    _ margins: [Margin], _ residuals: [(position: Int, relative: Double)], tolerance: Double, iterations: Int
  ) -> SynthesisError {
    let broken = margins.indices.filter { residuals[$0].relative > tolerance }
    let worst = broken.max { residuals[$0].relative < residuals[$1].relative } ?? 0
    // The margin that was scaled last always holds, so it belongs to the conflict.
    let named = broken.contains(margins.count - 1) ? broken : broken + [margins.count - 1]
    return SynthesisError.infeasible(
      margins: named.map { margins[$0].name },
      worstCell: "\(margins[worst].name) at \(margins[worst].describe(residuals[worst].position))",
      relative: residuals[worst].relative, iterations: iterations)
  }
}

/// Notices when a fit has stopped improving, which is how conflicting margins show.
private struct FitMonitor {
  private var best = Double.infinity
  private var roundsWithoutGain = 0

  /// Whether a thousand rounds have brought no tenth of gain in the worst residual; a slow fit gains more.
  mutating func stalled(at residual: Double) -> Bool {
    if residual < 0.9 * best {
      best = residual
      roundsWithoutGain = 0
    } else {
      roundsWithoutGain += 1
    }
    return roundsWithoutGain >= 1_000
  }
}
