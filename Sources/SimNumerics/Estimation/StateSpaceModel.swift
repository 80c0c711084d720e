/// A linear Gaussian state-space model with constant matrices.
///
///     y(t, i) = Z(i) a(t) + e(t, i),   e(t, i) normal with variance h(i), independent
///     a(t+1)  = T a(t) + u(t),         u(t) normal with covariance Q
///
/// The first state is normal with a mean and a covariance, but for those states of which nothing is known: they are
/// diffuse, with a variance that tends to infinity, and are dealt with exactly and not by a large number. Source:
/// J. Durbin and S. J. Koopman (2012), Time Series Analysis by State Space Methods, 2nd edition, chapters 4 to 6.
public struct StateSpaceModel: Sendable, Equatable {
  /// T, `n x n`.
  public let transition: Matrix
  /// Q, `n x n`, symmetric, no variance below 0.
  public let noise: Matrix
  /// Z, `p x n`, one row per series.
  public let observation: Matrix
  /// h, `p` variances of 0 or more, in the units of the series squared.
  public let observationVariances: [Double]
  /// The mean of the first state, `n` numbers; of no matter where it is diffuse.
  public let initialMean: [Double]
  /// The covariance of the first state, `n x n`; of no matter where it is diffuse.
  public let initialCovariance: Matrix
  /// Whether nothing is known about the first state, `n` answers.
  public let isDiffuse: [Bool]

  /// Makes a model of arrays of matching shapes.
  ///
  /// - Parameters:
  ///   - transition: T, `n x n`.
  ///   - noise: Q, `n x n`.
  ///   - observation: Z, `p x n`.
  ///   - observationVariances: h, `p` numbers.
  ///   - initialMean: `n` numbers.
  ///   - initialCovariance: `n x n`.
  ///   - isDiffuse: `n` answers; rows and columns of diffuse states are cleared in mean and covariance.
  public init(
    transition: Matrix, noise: Matrix, observation: Matrix, observationVariances: [Double],
    initialMean: [Double], initialCovariance: Matrix, isDiffuse: [Bool]
  ) {
    let order = transition.rows
    precondition(
      transition.columns == order && noise.rows == order && noise.columns == order
        && observation.columns == order && observationVariances.count == observation.rows
        && initialMean.count == order && initialCovariance.rows == order
        && initialCovariance.columns == order && isDiffuse.count == order,
      "a model of \(order) states with a \(observation.rows) x \(observation.columns) observation")
    precondition(observationVariances.allSatisfy { $0 >= 0 }, "an observation has a variance below 0")
    self.transition = transition
    self.noise = noise
    self.observation = observation
    self.observationVariances = observationVariances
    self.isDiffuse = isDiffuse
    self.initialMean = zip(initialMean, isDiffuse).map { $1 ? 0 : $0 }
    var covariance = initialCovariance
    for row in 0..<order {
      for column in 0..<order where isDiffuse[row] || isDiffuse[column] { covariance[row, column] = 0 }
    }
    self.initialCovariance = covariance
  }

  /// The local level model with a diffuse start: y = a + e, a(t+1) = a(t) + u.
  ///
  /// - Parameters:
  ///   - levelVariance: the variance of u, 0 or more.
  ///   - observationVariance: the variance of e, 0 or more.
  /// - Returns: a model of one state and one series.
  public static func localLevel(levelVariance: Double, observationVariance: Double) -> StateSpaceModel {
    StateSpaceModel(
      transition: .identity(1), noise: Matrix(rows: 1, columns: 1, repeating: levelVariance),
      observation: .identity(1), observationVariances: [observationVariance], initialMean: [0],
      initialCovariance: Matrix(rows: 1, columns: 1), isDiffuse: [true])
  }

  /// The number of states.
  public var order: Int { transition.rows }
  /// The number of observed series.
  public var seriesCount: Int { observation.rows }
}

/// What is known about the states at one time.
public struct StateEstimate: Sendable, Equatable {
  /// The mean of the states, `n` numbers.
  public var mean: [Double]
  /// Their covariance as far as it is finite, `n x n`.
  public var covariance: Matrix
  /// The factor of the variance that tends to infinity, `n x n`; all 0 once the data fix every state.
  public var diffuse: Matrix

  /// Whether the data and the start fix every state.
  public var isDetermined: Bool { diffuse.storage.allSatisfy { $0 == 0 } }
}
