/// How much of the variance of every output value each factor explains.
public struct SobolIndices: Sendable {
  /// S: the share that the factor explains alone, by factor and cell.
  public let first: [[SensitivityEstimate]]
  /// ST: the share that is left while all other factors are known, interactions included, by factor and cell.
  public let total: [[SensitivityEstimate]]
  /// The variance of the output, by cell.
  public let variance: [Double]
}

extension BlockForest where Node == SobolNode {
  /// Adds the outputs of a block of base samples.
  ///
  /// - Parameters:
  ///   - outputs: `samples x rows x cells` with the rows of ``SobolPlan``; not-a-number where a value is absent.
  ///   - samples: the number of base samples, at most a block; fewer in the last block only.
  ///   - block: the number of the block, from 0.
  /// - Throws: ``ForestError/repeatedBlock(_:)``.
  public mutating func insert(outputs: [Double], samples: Int, block: Int) throws(ForestError) {
    try insert(SobolNode(outputs: outputs, samples: samples, layout: layout), block: block)
  }

  /// First and total order indices of every cell with standard errors.
  ///
  ///     S(i) = mean((b - m) (c(i) - a)) / V,   ST(i) = mean((c(i) - a)^2) / (2 V)
  ///
  /// with a, b and c(i) the outputs of the rows of ``SobolPlan``, m and V mean and variance of a and b together. S as in
  /// Saltelli and others (2010), formula (b) of table 2, with b centred; ST as in M. J. W. Jansen (1999), Analysis of
  /// variance designs for model output, Computer Physics Communications 117:35-43. Standard errors by the delta method for
  /// a ratio of means, as in A. Janon, T. Klein, A. Lagnoux, M. Nodet and C. Prieur (2014), Asymptotic normality and
  /// efficiency of two Sobol index estimators, ESAIM: Probability and Statistics 18:342-364. Not-a-number where the output
  /// does not vary or has fewer than two base samples.
  public var indices: SobolIndices {
    var all = SobolNode(layout: layout)
    for entry in entries { all.add(entry.node, layout) }
    let cells = layout.cells
    let variance = (0..<cells).map { all.variance(cell: $0, cells: cells) }
    func estimates(_ estimate: (Int, Int) -> SensitivityEstimate) -> [[SensitivityEstimate]] {
      (0..<layout.factors).map { factor in (0..<cells).map { estimate(factor, $0) } }
    }
    return SobolIndices(
      first: estimates { all.first(factor: $0, cell: $1, layout, variance[$1]) },
      total: estimates { all.total(factor: $0, cell: $1, layout, variance[$1]) }, variance: variance)
  }
}

extension SobolNode {
  /// V, the variance of a and b about their common mean.
  fileprivate func variance(cell: Int, cells: Int) -> Double {
    func sum(_ kind: OfCell) -> Double { cellSums[kind.rawValue * cells + cell] }
    guard sum(.count) >= 2 else { return .nan }
    let apart = (sum(.meanA) - sum(.meanB)) / 2
    return (sum(.squareA) + sum(.squareB)) / (2 * sum(.count)) + apart * apart
  }

  fileprivate func first(
    factor: Int, cell: Int, _ layout: SobolLayout, _ variance: Double
  ) -> SensitivityEstimate {
    let count = cellSums[cell]
    let apart =
      (cellSums[OfCell.meanB.rawValue * layout.cells + cell]
        - cellSums[OfCell.meanA.rawValue * layout.cells + cell]) / 2
    let product = sum(.product, factor, cell, layout) / count + apart * sum(.mean, factor, cell, layout)
    return ratio(
      product, squares: sum(.ee, factor, cell, layout), products: sum(.ev, factor, cell, layout), cell,
      layout, variance)
  }

  fileprivate func total(
    factor: Int, cell: Int, _ layout: SobolLayout, _ variance: Double
  ) -> SensitivityEstimate {
    ratio(
      sum(.q, factor, cell, layout) / cellSums[cell], squares: sum(.qq, factor, cell, layout),
      products: sum(.qv, factor, cell, layout), cell, layout, variance)
  }

  /// A ratio of means x / V with the standard error sqrt(sum (x - ratio v)^2) / (n V).
  private func ratio(
    _ mean: Double, squares: Double, products: Double, _ cell: Int, _ layout: SobolLayout,
    _ variance: Double
  ) -> SensitivityEstimate {
    guard variance > 0 else { return SensitivityEstimate(value: .nan, standardError: .nan) }
    let value = mean / variance
    let vv = cellSums[OfCell.vv.rawValue * layout.cells + cell]
    let spread = max(0, squares - 2 * value * products + value * value * vv)
    return SensitivityEstimate(
      value: value, standardError: spread.squareRoot() / (cellSums[cell] * variance))
  }

  private func sum(_ kind: OfFactor, _ factor: Int, _ cell: Int, _ layout: SobolLayout) -> Double {
    factorSums[(kind.rawValue * layout.factors + factor) * layout.cells + cell]
  }
}
