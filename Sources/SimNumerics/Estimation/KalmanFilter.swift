/// The Kalman filter with exact diffuse start, one observation after the other.
///
/// Each observation y of a time updates mean a and covariance P = k D + S, k tending to infinity:
///
///     v = y - Z a,  f = Z S Z' + h,  d = Z D Z'
///     where d > 0:  a += D Z' v / d,  S += (D Z')(D Z')' f / d^2 - (S Z' (D Z')' + D Z' (S Z')') / d,  D -= (D Z')(D Z')' / d
///     else:         a += S Z' v / f,  S -= (S Z')(S Z')' / f
///
/// and a time step predicts T a, T S T' + Q and T D T'. Missing observations are passed by. The log-likelihood is
///
///     - 1/2 sum over d > 0 of log d  - 1/2 sum over the others of (log 2 pi + log f + v^2 / f)
///
/// Sources: S. J. Koopman and J. Durbin (2000), Fast Filtering and Smoothing for Multivariate State Space Models, Journal
/// of Time Series Analysis 21:281-296; J. Durbin and S. J. Koopman (2012), sections 5.2, 6.4 and 7.2.
public struct KalmanFilter: Sendable, Equatable {
  /// How an observation compares with what was expected before it.
  public struct Innovation: Sendable, Equatable {
    /// The time, from 0.
    public let time: Int
    /// The series, from 0.
    public let series: Int
    /// v, in the unit of the series.
    public let error: Double
    /// f, its variance, in the unit of the series squared; 0 or more.
    public let variance: Double
    /// d, above 0 where the observation fixes a state of which nothing was known, so that it cannot surprise.
    public let diffuse: Double
    /// S Z', `n` numbers.
    let proper: [Double]
    /// D Z', `n` numbers.
    let infinite: [Double]

    /// v over its standard deviation; `nil` where nothing was known before.
    public var score: Double? { diffuse > 0 || variance <= 0 ? nil : error / variance.squareRoot() }
  }

  /// The model.
  public let model: StateSpaceModel
  /// What is known at each time before its observations.
  public private(set) var predicted: [StateEstimate] = []
  /// What is known at each time after its observations.
  public private(set) var filtered: [StateEstimate] = []
  /// One per observation that is not missing, in the order of time and series.
  public private(set) var innovations: [Innovation] = []
  /// The log-likelihood of all observations.
  public private(set) var logLikelihood = 0.0

  /// The largest share of a variance that is rounding.
  private static let rounding = 1e-10
  private static let logTwoPi = 1.8378770664093453

  /// Filters observations.
  ///
  /// - Parameters:
  ///   - model: the model.
  ///   - observations: y, `times x series`; `nil` where one is missing.
  ///   - variances: h by time, `times x series`, where they differ from those of the model.
  public init(_ model: StateSpaceModel, observations: [[Double?]], variances: [[Double]]? = nil) {
    precondition(
      observations.allSatisfy { $0.count == model.seriesCount }
        && variances.map { $0.count == observations.count } ?? true,
      "a time does not have \(model.seriesCount) observations, or no variances")
    self.model = model
    var diffuse = Matrix(rows: model.order, columns: model.order)
    for state in 0..<model.order where model.isDiffuse[state] { diffuse[state, state] = 1 }
    var state = StateEstimate(
      mean: model.initialMean, covariance: model.initialCovariance, diffuse: diffuse)
    for (time, values) in observations.enumerated() {
      predicted.append(state)
      for (series, value) in values.enumerated() {
        guard let value else { continue }
        let variance = variances?[time][series] ?? model.observationVariances[series]
        update(&state, value, variance, time: time, series: series)
      }
      filtered.append(state)
      predict(&state)
    }
  }

  /// The sum of squared scores, which tests whether the observations are what the model lets expect.
  public var test: ChiSquareTest {
    let scores = innovations.compactMap(\.score)
    return ChiSquareTest(
      statistic: scores.reduce(0) { $0 + $1 * $1 }, degreesOfFreedom: scores.count)
  }

  private mutating func update(
    _ state: inout StateEstimate, _ value: Double, _ noise: Double, time: Int, series: Int
  ) {
    let row = (0..<model.order).map { model.observation[series, $0] }
    let proper = state.covariance.times(row)
    var infinite = state.diffuse.times(row)
    func dot(_ vector: [Double]) -> Double { zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
    let variance = dot(proper) + noise
    var diffuse = dot(infinite)
    let scale = (0..<model.order).reduce(0) { $0 + row[$1] * row[$1] * state.diffuse[$1, $1] }
    if diffuse <= Self.rounding * scale {
      diffuse = 0
      infinite = infinite.map { _ in 0 }
    }
    let error = value - dot(state.mean)
    innovations.append(
      Innovation(
        time: time, series: series, error: error, variance: variance, diffuse: diffuse, proper: proper,
        infinite: infinite))
    if diffuse > 0 {
      state.mean = zip(state.mean, infinite).map { $0 + $1 * error / diffuse }
      state.covariance.add(variance / (diffuse * diffuse), infinite, infinite)
      state.covariance.add(-1 / diffuse, proper, infinite)
      state.covariance.add(-1 / diffuse, infinite, proper)
      let before = state.diffuse
      state.diffuse.add(-1 / diffuse, infinite, infinite)
      clean(&state.diffuse, before)
      logLikelihood -= 0.5 * SpecialFunctions.logarithm([diffuse])[0]
    } else if variance > 0 {
      state.mean = zip(state.mean, proper).map { $0 + $1 * error / variance }
      state.covariance.add(-1 / variance, proper, proper)
      logLikelihood -=
        0.5
        * (Self.logTwoPi + SpecialFunctions.logarithm([variance])[0] + error * error / variance)
    }
  }

  /// Makes entries zero that are rounding of what was there before: a state is fixed or it is not.
  private func clean(_ diffuse: inout Matrix, _ before: Matrix) {
    for row in 0..<model.order {
      for column in 0..<model.order {
        let scale = (before[row, row] * before[column, column]).squareRoot()
        if diffuse[row, column].magnitude <= Self.rounding * scale { diffuse[row, column] = 0 }
      }
    }
  }

  private func predict(_ state: inout StateEstimate) {
    let across = model.transition.transposed
    state.mean = model.transition.times(state.mean)
    state.covariance = state.covariance.between(across, across).adding(model.noise)
    state.diffuse = state.diffuse.between(across, across)
  }
}
