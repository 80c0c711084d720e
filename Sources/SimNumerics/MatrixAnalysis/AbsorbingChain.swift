internal import RealModule

/// The transient part of a Markov chain: how long its states are occupied before they are left for good.
///
/// With T(i, j) the probability of moving from transient state j to transient state i in a step:
///
///     N = (I - T)^-1 = I + T + T^2 + ...          expected steps in state i from a start in state j
///     variance(i, j) = N(i, j) (2 N(i, i) - 1) - N(i, j)^2
///
/// The step in which a state is first occupied counts as one. Entries of T that are no probabilities (column sums above
/// 1 by rounded measurements) are accepted as long as the spectral radius is below 1; N is then the expected number
/// of visits, and what needs probabilities is said to be undefined.
///
/// Source: J. G. Kemeny and J. L. Snell (1960), Finite Markov Chains, chapter 3; H. Caswell (2001), Matrix Population
/// Models, 2nd ed., section 5.3.
public struct AbsorbingChain: Sendable {
  /// T, `order x order`, column = from, row = to.
  public let transient: ProjectionMatrix
  /// The spectral radius of T, below 1.
  public let spectralRadius: Double
  /// N, `order x order`, in steps.
  public let fundamentalMatrix: Matrix

  /// Computes the fundamental matrix.
  ///
  /// - Parameter transient: T.
  /// - Throws: ``AbsorbingChainError/undefined(_:)`` with ``UndefinedQuantity/radiusNotBelowOne(_:)`` where a state
  ///   is never left (a radius above 1 - 1e-12 counts as 1), and ``AbsorbingChainError/numerics(_:)`` where LAPACK has no answer.
  public init(_ transient: ProjectionMatrix) throws(AbsorbingChainError) {
    self.transient = transient
    do {
      spectralRadius = try AsymptoticGrowth(transient).lambda
    } catch {
      throw AbsorbingChainError.numerics(error)
    }
    // A radius of 1 but for rounding belongs to a class of states that is never left.
    guard spectralRadius < 1 - 1e-12 else {
      throw AbsorbingChainError.undefined(.radiusNotBelowOne(spectralRadius))
    }
    let identity = Matrix.identity(transient.order)
    do {
      fundamentalMatrix = try LAPACK.solve(identity.adding(transient.matrix, times: -1), identity)
    } catch {
      throw AbsorbingChainError.numerics(error)
    }
  }

  /// The variance of the steps in state i from a start in state j, `order x order`, in steps squared.
  public var variance: Matrix {
    var result = fundamentalMatrix
    for row in 0..<result.rows {
      let factor = 2 * fundamentalMatrix[row, row] - 1
      for column in 0..<result.columns {
        let mean = fundamentalMatrix[row, column]
        result[row, column] = max(0, mean * factor - mean * mean)
      }
    }
    return result
  }

  /// The expected steps before absorption from a start in every state: the column sums of N.
  public var meanTime: [Double] { fundamentalMatrix.columnSums }

  /// The variance of the steps before absorption: sums (2 N - I) of the mean times, less their squares; steps squared.
  public var varianceTime: [Double] {
    let mean = meanTime
    return zip(fundamentalMatrix.leftTimes(mean), mean).map { max(0, 2 * $0 - $1 - $1 * $1) }
  }

  /// The probability of leaving the transient states from every one of them in a step: 1 - column sum of T.
  ///
  /// Undefined where a column adds up to more than 1 (but for rounding).
  public var absorptionPerStep: Result<[Double], UndefinedQuantity> {
    let sums = transient.matrix.columnSums
    if let column = sums.firstIndex(where: { $0 > 1 + 1e-12 }) {
      return .failure(.columnAboveOne(column: column + 1, sum: sums[column]))
    }
    return .success(sums.map { max(0, 1 - $0) })
  }

  /// The probability that state i is the last one before absorption, from a start in state j; columns sum to 1.
  ///
  ///     last(i, j) = (1 - sum over k of T(k, i)) N(i, j)
  public var lastStateProbabilities: Result<Matrix, UndefinedQuantity> {
    absorptionPerStep.map { exits in
      var result = fundamentalMatrix
      for row in 0..<result.rows {
        for column in 0..<result.columns { result[row, column] *= exits[row] }
      }
      return result
    }
  }

  /// The probability of ending in every absorbing state: B = M N.
  ///
  /// - Parameter absorbing: M, `absorbing states x order`, the probability of moving from transient state j to
  ///   absorbing state i in a step.
  /// - Returns: B, of the shape of M; columns sum to 1 where those of T and M together do.
  public func absorptionProbabilities(into absorbing: Matrix) -> Matrix {
    precondition(
      absorbing.columns == transient.order,
      "\(absorbing.rows) x \(absorbing.columns) absorption for \(transient.order) transient states")
    return BLAS.product(absorbing, fundamentalMatrix)
  }

  /// What one individual is replaced by over its life: R0, the dominant eigenvalue of (A - T) N, per generation.
  ///
  /// - Parameter whole: A = T + F, of the order of T.
  /// - Returns: R0, or why it is undefined: an entry of T above that of A.
  /// - Throws: ``NumericsError`` where LAPACK has no answer.
  public func netReproductiveRate(
    of whole: ProjectionMatrix
  ) throws(NumericsError) -> Result<Double, UndefinedQuantity> {
    precondition(whole.order == transient.order, "order \(whole.order) is not \(transient.order)")
    let births = whole.matrix.adding(transient.matrix, times: -1)
    for row in 0..<births.rows {
      for column in 0..<births.columns where births[row, column] < 0 {
        return .failure(.partAboveWhole(row: row + 1, column: column + 1))
      }
    }
    let next = BLAS.product(births, fundamentalMatrix)
    let values = try LAPACK.eigenvalues(next)
    return .success(values.map(\.real).max() ?? 0)
  }

  /// The steps in which a population grows by R0: log R0 / log lambda.
  ///
  /// - Parameters:
  ///   - rate: R0, per generation.
  ///   - lambda: the dominant eigenvalue of A, per step.
  /// - Returns: the generation time in steps, or ``UndefinedQuantity/noGenerationTime`` where R0 or lambda is 0 or
  ///   lambda is 1.
  ///
  /// Source: Caswell (2001), section 5.3.
  public static func generationTime(
    netReproductiveRate rate: Double, lambda: Double
  ) -> Result<Double, UndefinedQuantity> {
    guard rate > 0, lambda > 0, lambda != 1 else { return .failure(.noGenerationTime) }
    return .success(Double.log(rate) / Double.log(lambda))
  }
}

/// Why a chain has no fundamental matrix.
public enum AbsorbingChainError: Error, Sendable, Equatable, CustomStringConvertible {
  /// It is undefined for this matrix.
  case undefined(UndefinedQuantity)
  /// LAPACK has no answer.
  case numerics(NumericsError)

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .undefined(let reason): reason.description
    case .numerics(let error): error.description
    }
  }
}
