public import SimNumerics

/// Proportional fitting of one table to margins whose totals, like its seed, may change from fit to fit.
///
/// It keeps where every cell counts in every margin, so that the members of an ensemble share the look-ups. The method is
/// that of ``ProportionalFitting``.
///
/// Cells lie in lines along the last axis, a multiple of eight to the line; a margin has one line of factors, and one of
/// sums, for each of its groups over the other axes. Margins that follow each other and tell few lines apart are a block,
/// to which the cells are scaled in one pass; that pass adds up for the next block.
public struct FittingPlan: Sendable {
  /// The names and axes of the margins; their totals are those of the fit at hand.
  private let margins: [Margin]
  private let lines: FittingLines
  private let blocks: [MarginBlock]

  /// Looks up where every cell counts.
  ///
  /// - Parameters:
  ///   - axes: the axes of the table.
  ///   - margins: the margins; their totals are not used.
  /// - Throws: ``SynthesisError/unknownAxis(margin:axis:known:)`` or
  ///   ``SynthesisError/groupsDoNotFit(margin:axis:labels:found:)`` for the first margin that does not fit the table.
  public init(axes: Axis<SynthesisAxis>, margins: [Margin]) throws(SynthesisError) {
    let lines = FittingLines(sizes: axes.map(\.labels.count))
    self.margins = margins
    self.lines = lines
    var groups: [MarginLines] = []
    for margin in margins { groups.append(try MarginLines(margin, axes: axes, lines: lines)) }
    blocks = MarginBlock.blocks(groups, lineCount: lines.count)
  }

  /// Fits the table.
  ///
  /// - Parameters:
  ///   - seed: starting weights, 0 or more: labels of the first axis x ... , the last contiguous.
  ///   - totals: per margin its totals, each 0 or more.
  ///   - tolerance: the accepted residual, relative to each total.
  ///   - maximumIterations: rounds after which the margins count as conflicting; one round is always made.
  /// - Returns: the fitted table; the last margin holds to rounding, the others to the tolerance.
  /// - Throws: ``SynthesisError`` naming the margins that conflict.
  /// - Complexity: rounds x blocks of margins x cells.
  public func fit(
    seed: [Double], totals: [[Double]], tolerance: Double = Tolerance.balance,
    maximumIterations: Int = 10_000
  ) throws(SynthesisError) -> SynthesisFit {
    precondition(
      seed.count == lines.cellCount, "\(seed.count) seed cells do not fill a table of \(lines.cellCount)")
    precondition(totals.count == margins.count, "totals of \(totals.count) margins for \(margins.count)")
    let extent = VectorMath.extent(of: seed)
    if !(extent.least >= 0 && extent.greatest < .infinity),
      let bad = seed.firstIndex(where: { !($0 >= 0 && $0.isFinite) })
    {
      throw SynthesisError.seedOutOfRange(position: bad, found: seed[bad])
    }
    let margins = zip(margins, totals).map { Margin(name: $0.name, axes: $0.axes, totals: $1) }
    try Self.check(margins)
    guard !margins.isEmpty else { return SynthesisFit(cells: seed, iterations: 1, residuals: []) }
    var round = FittingRound(lines: lines, blocks: blocks, margins: margins, seed: seed)
    var monitor = FitMonitor()
    var count = 0
    while true {
      count += 1
      try round.run()
      // While those of the first block do not hold the others need not be added up.
      var worst = round.firstResiduals().map(\.relative).max() ?? 0
      if worst <= tolerance {
        let residuals = round.residuals()
        worst = residuals.map(\.relative).max() ?? 0
        if worst <= tolerance {
          return SynthesisFit(
            cells: lines.unpacked(round.cells), iterations: count,
            residuals: zip(margins, residuals).map { ($0.name, $1.relative) })
        }
      }
      if monitor.stalled(at: worst) || count >= maximumIterations {
        throw Self.conflict(margins, round.residuals(), tolerance: tolerance, iterations: count)
      }
    }
  }

  private static func check(_ margins: [Margin]) throws(SynthesisError) {
    for margin in margins {
      let cells = margin.axes.reduce(1) { $0 * $1.groups.count }
      guard margin.totals.count == cells else {
        throw SynthesisError.totalCount(margin: margin.name, cells: cells, found: margin.totals.count)
      }
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

  private static func conflict(
    _ margins: [Margin], _ residuals: [MarginResidual], tolerance: Double, iterations: Int
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
