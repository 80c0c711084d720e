internal import RealModule

/// Growth in an environment that draws one of several matrices in every step, independently of the steps before.
///
/// The long-run rate is the limit of log(size(t) / size(0)) / t, in 1/step.
///
/// Source: S. Tuljapurkar (1982), Theoretical Population Biology 21:141-165; W. F. Morris and D. F. Doak (2002),
/// Quantitative Conservation Biology, chapter 7.
public struct StochasticGrowth: Sendable {
  /// The matrices, of one order.
  public let matrices: [ProjectionMatrix]
  /// The probabilities, one per matrix; they add up to 1.
  public let probabilities: [Double]

  /// A rate that was found by simulation.
  public struct Simulated: Sendable, Equatable {
    /// The mean of the yearly log growth, in 1/step.
    public let rate: Double
    /// The bounds of the interval that holds the rate with 95 % confidence: rate -/+ 1.96 standard errors, with steps taken
    /// as independent.
    public let interval: ClosedRange<Double>
  }

  /// Makes an environment.
  ///
  /// - Parameters:
  ///   - matrices: one or more matrices of one order.
  ///   - probabilities: one per matrix, each 0 or more, summing to 1; equal ones where left out.
  public init(_ matrices: [ProjectionMatrix], probabilities: [Double]? = nil) {
    let shares = probabilities ?? matrices.map { _ in 1 / Double(matrices.count) }
    precondition(
      !matrices.isEmpty && matrices.allSatisfy { $0.order == matrices[0].order },
      "\(matrices.count) matrices of the orders \(matrices.map(\.order))")
    precondition(
      shares.count == matrices.count && shares.allSatisfy { $0 >= 0 }
        && Tolerance.holds(residual: shares.reduce(0, +) - 1, scale: 1),
      "\(shares.count) probabilities with sum \(shares.reduce(0, +)) for \(matrices.count) matrices")
    self.matrices = matrices
    self.probabilities = shares
  }

  /// The mean matrix.
  public var meanMatrix: ProjectionMatrix { LifeTableResponse.mean(matrices, weights: probabilities) }

  /// The approximation for small noise:
  ///
  ///     log lambda(mean) - variance / (2 lambda(mean)^2),
  ///     variance = sum over entries of cov(a(i, j), a(k, l)) s(i, j) s(k, l)
  ///
  /// - Parameter isSample: whether the matrices are a sample from all that can happen, such as observed years; then
  ///   covariances are multiplied by m / (m - 1), with m the number of matrices. Otherwise they are all there is.
  /// - Returns: the rate in 1/step, or why the mean matrix has no sensitivities.
  /// - Throws: ``NumericsError`` where LAPACK has no answer.
  public func approximateRate(
    isSample: Bool = false
  ) throws(NumericsError) -> Result<Double, UndefinedQuantity> {
    let mean = meanMatrix
    let growth = try AsymptoticGrowth(mean)
    return growth.sensitivity.map { sensitivity in
      // The double sum over entries is the variance of one weighted sum per matrix.
      let variance = zip(matrices, probabilities).reduce(0.0) { sum, drawn in
        let difference = drawn.0.matrix.adding(mean.matrix, times: -1)
        let effect = zip(difference.storage, sensitivity.storage).reduce(0) { $0 + $1.0 * $1.1 }
        return sum + drawn.1 * effect * effect
      }
      let count = Double(matrices.count)
      let factor = isSample && count > 1 ? count / (count - 1) : 1
      return Double.log(growth.lambda) - factor * variance / (2 * growth.lambda * growth.lambda)
    }
  }

  /// The rate by simulation.
  ///
  /// - Parameters:
  ///   - steps: the number of steps that count, 2 or more.
  ///   - discarded: the number of steps before them, in which the distribution forgets the start.
  ///   - generator: where the draws come from; the same generator gives the same rate.
  /// - Returns: the rate, or ``UndefinedQuantity/noGrowth`` where the population dies out.
  public func simulatedRate(
    steps: Int, discarded: Int = 1_000, using generator: inout some RandomNumberGenerator
  ) -> Result<Simulated, UndefinedQuantity> {
    precondition(steps >= 2 && discarded >= 0, "\(steps) steps after \(discarded) discarded ones")
    let order = matrices[0].order
    var vector = [Double](repeating: 1 / Double(order), count: order)
    var (mean, squares) = (0.0, 0.0)
    for step in 1...(discarded + steps) {
      vector = draw(using: &generator).times(vector)
      let size = vector.reduce(0, +)
      guard size > 0 else { return .failure(.noGrowth) }
      for state in vector.indices { vector[state] /= size }
      guard step > discarded else { continue }
      let growth = Double.log(size)
      let change = growth - mean
      mean += change / Double(step - discarded)
      squares += change * (growth - mean)
    }
    let error = (squares / Double(steps - 1) / Double(steps)).squareRoot()
    return .success(Simulated(rate: mean, interval: mean - 1.96 * error...mean + 1.96 * error))
  }

  private func draw(using generator: inout some RandomNumberGenerator) -> Matrix {
    var left = Double.random(in: 0..<1, using: &generator)
    for (matrix, probability) in zip(matrices, probabilities) {
      if left < probability { return matrix.matrix }
      left -= probability
    }
    // The probabilities add up to 1 but for rounding.
    return matrices[matrices.count - 1].matrix
  }
}
