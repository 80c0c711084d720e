/// Weighted least squares under exact linear constraints.
///
/// Observations b with independent errors of standard deviation s, a design A and constraints C x = d:
///
///     minimise the sum over i of ((b(i) - (A x)(i)) / s(i))^2   subject to   C x = d
///
/// Solved in the null space of the constraints: x = C+ d + Z y, with an orthonormal Z, C Z = 0, by singular values, so that
/// neither A nor C need have full rank; what the data leave open is told apart from what they fix. Source: Å. Björck
/// (1996), Numerical Methods for Least Squares Problems, section 5.1.
public struct LeastSquaresProblem: Sendable, Equatable {
  /// A, `m x n`, without a unit but for that of the observations over that of the unknowns.
  public let design: Matrix
  /// b, `m` observations.
  public let observed: [Double]
  /// s, `m` standard errors above 0, each in the unit of its observation.
  public let standardErrors: [Double]
  /// C, `p x n`.
  public let constraints: Matrix
  /// d, `p` exact values.
  public let exact: [Double]

  /// Makes a problem of arrays of matching shapes, all finite.
  ///
  /// - Parameters:
  ///   - design: A, `m x n`.
  ///   - observed: b, `m` observations.
  ///   - standardErrors: s, `m` numbers above 0.
  ///   - constraints: C, `p x n`; `0 x n` for none.
  ///   - exact: d, `p` numbers.
  public init(
    design: Matrix, observed: [Double], standardErrors: [Double], constraints: Matrix, exact: [Double]
  ) {
    precondition(
      design.rows == observed.count && standardErrors.count == observed.count
        && constraints.columns == design.columns && constraints.rows == exact.count,
      "\(observed.count) observations with \(standardErrors.count) errors for a \(design.rows) x \(design.columns) "
        + "design, and \(exact.count) exact values for \(constraints.rows) x \(constraints.columns) constraints"
    )
    precondition(
      standardErrors.allSatisfy { $0 > 0 && $0.isFinite }, "a standard error is not above 0 and finite")
    self.design = design
    self.observed = observed
    self.standardErrors = standardErrors
    self.constraints = constraints
    self.exact = exact
  }

  /// The largest part of a unit vector, or of a variance, that counts as none.
  private static let none = 1e-8

  /// Solves the problem.
  ///
  /// Cost: singular values of an `n x p` and two `m x n` matrices.
  ///
  /// - Returns: the estimate with its covariance, its residuals and their test.
  /// - Throws: ``EstimationError/contradictoryConstraints(row:residual:)``, or ``EstimationError/numerics(_:)`` where
  ///   singular values cannot be found.
  public func solve() throws(EstimationError) -> LeastSquaresEstimate {
    let constrained = try Self.singular(constraints)
    let start = constrained.pseudoinverse(rank: constrained.rank).times(exact)
    try checkConstraints(start)
    let free = constrained.nullSpace
    let reduced = BLAS.product(design, free)
    let plain = try Self.singular(reduced)
    // The rank is that of the plain numbers: weights say how well something is known, not whether.
    let weighted = try Self.singular(reduced.scalingRows(standardErrors.map { 1 / $0 }))
    let inverse = weighted.pseudoinverse(rank: min(plain.rank, weighted.values.count { $0 > 0 }))
    let open = BLAS.product(free, plain.nullSpace)
    return estimate(start, free, reduced, inverse, open)
  }

  private static func singular(_ matrix: Matrix) throws(EstimationError) -> SingularSystem {
    do {
      return try LAPACK.singularSystem(matrix)
    } catch {
      throw .numerics(error)
    }
  }

  private func checkConstraints(_ start: [Double]) throws(EstimationError) {
    let found = constraints.times(start)
    for row in 0..<constraints.rows {
      let scale = (0..<start.count).reduce(exact[row].magnitude) {
        $0 + (constraints[row, $1] * start[$1]).magnitude
      }
      let residual = exact[row] - found[row]
      guard Tolerance.holds(residual: residual, scale: scale) else {
        throw .contradictoryConstraints(row: row, residual: residual)
      }
    }
  }

  private func estimate(
    _ start: [Double], _ free: Matrix, _ reduced: Matrix, _ inverse: Matrix, _ open: Matrix
  ) -> LeastSquaresEstimate {
    let known = design.times(start)
    let scores = observed.indices.map { (observed[$0] - known[$0]) / standardErrors[$0] }
    let shift = free.times(inverse.times(scores))
    let values = zip(start, shift).map(+)
    let gain = BLAS.product(free, inverse)
    let fitted = design.times(values)
    let residuals = zip(observed, fitted).map(-)
    let leverage = observed.indices.map { row in
      (0..<reduced.columns).reduce(0) { $0 + reduced[row, $1] * inverse[$1, row] } / standardErrors[row]
    }
    let variances = observed.indices.map { row -> Double in
      let share = 1 - leverage[row]
      return share > Self.none ? share * standardErrors[row] * standardErrors[row] : 0
    }
    let statistic = residuals.indices.reduce(0) { sum, row in
      let score = residuals[row] / standardErrors[row]
      return sum + score * score
    }
    let isDetermined = values.indices.map { row in
      (0..<open.columns).reduce(0) { $0 + open[row, $1] * open[row, $1] } <= Self.none * Self.none
    }
    return LeastSquaresEstimate(
      values: values, covariance: BLAS.product(gain, gain.transposed), isDetermined: isDetermined,
      residuals: residuals, residualVariances: variances,
      test: ChiSquareTest(
        statistic: statistic, degreesOfFreedom: observed.count - (free.columns - open.columns)))
  }
}

/// The solution of a ``LeastSquaresProblem``.
public struct LeastSquaresEstimate: Sendable, Equatable {
  /// x, `n` values; of those that are not determined, the ones of least norm.
  public let values: [Double]
  /// The covariance of the values, `n x n`, in squared units; without meaning where they are not determined.
  public let covariance: Matrix
  /// Per value whether the observations and constraints fix it.
  public let isDetermined: [Bool]
  /// b - A x, `m` numbers in the units of the observations.
  public let residuals: [Double]
  /// The variance of each residual; 0 where nothing else speaks about the observation, so that it cannot be tested.
  public let residualVariances: [Double]
  /// The sum of (residual / standard error)^2 with as many degrees of freedom as there is redundancy.
  public let test: ChiSquareTest

  /// The standard deviation of each value.
  public var standardDeviations: [Double] {
    values.indices.map { max(0, covariance[$0, $0]).squareRoot() }
  }

  /// Each residual over its own standard deviation, standard normal without gross errors; `nil` where untested.
  ///
  /// Source: S. Narasimhan and C. Jordache (2000), Data Reconciliation and Gross Error Detection, section 7.2.
  public var normalisedResiduals: [Double?] {
    zip(residuals, residualVariances).map { $1 > 0 ? $0 / $1.squareRoot() : nil }
  }
}
