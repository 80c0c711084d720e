extension KalmanFilter {
  /// What is known about the states of every time from the observations of all times.
  ///
  /// Backwards over the observations, with r and N the weighted sums of later surprises and their precision, in powers of
  /// 1/k (see ``KalmanFilter``), L = I - (gain) Z:
  ///
  ///     where d > 0, with g = D Z' / d and w = S Z' / d - g f / d:  L = I - g Z,  M = - w Z
  ///         r1 = Z' v / d + M' r0 + L' r1,   r0 = L' r0
  ///         N2 = - Z'Z f / d^2 + M' N0 M + L' N1 M + M' N1 L + L' N2 L
  ///         N1 = Z'Z / d + L' N0 M + M' N0 L + L' N1 L,   N0 = L' N0 L
  ///     else, with g = S Z' / f:  r0 = Z' v / f + L' r0,  N0 = Z'Z / f + L' N0 L,  and L' (.) L for the others
  ///
  /// and then a + S r0 + D r1, S - S N0 S - D N1 S - S N1 D - D N2 D. Sources: J. Durbin and S. J. Koopman (2012),
  /// sections 5.3 and 6.4.
  ///
  /// - Returns: one estimate per time.
  /// - Throws: ``EstimationError/neverObserved(state:)`` where the observations do not fix a diffuse state.
  public func smoothed() throws(EstimationError) -> [StateEstimate] {
    guard let last = filtered.last else { return [] }
    if let open = (0..<model.order).first(where: { last.diffuse[$0, $0] > 0 }) {
      throw .neverObserved(state: open)
    }
    var sums = BackwardSums(order: model.order)
    var estimates = predicted
    var position = innovations.count
    for time in predicted.indices.reversed() {
      if time < predicted.count - 1 { sums.stepBack(over: model.transition) }
      while position > 0, innovations[position - 1].time == time {
        position -= 1
        let innovation = innovations[position]
        sums.take(innovation, row: (0..<model.order).map { model.observation[innovation.series, $0] })
      }
      estimates[time] = sums.estimate(from: predicted[time])
    }
    return estimates
  }
}

/// The sums that run backwards over the observations.
private struct BackwardSums {
  private let order: Int
  /// r, in powers 0 and -1 of the variance that tends to infinity.
  private var surprise: [[Double]]
  /// N, in powers 0, -1 and -2.
  private var precision: [Matrix]

  init(order: Int) {
    self.order = order
    surprise = Array(repeating: Array(repeating: 0, count: order), count: 2)
    precision = Array(repeating: Matrix(rows: order, columns: order), count: 3)
  }

  mutating func stepBack(over transition: Matrix) {
    surprise = surprise.map { transition.leftTimes($0) }
    precision = precision.map { $0.between(transition, transition) }
  }

  mutating func take(_ innovation: KalmanFilter.Innovation, row: [Double]) {
    if innovation.diffuse > 0 {
      takeDiffuse(innovation, row)
    } else if innovation.variance > 0 {
      let variance = innovation.variance
      var left = Matrix.identity(order)
      left.add(-1 / variance, innovation.proper, row)
      surprise = surprise.map { left.leftTimes($0) }
      precision = precision.map { $0.between(left, left) }
      surprise[0] = zip(surprise[0], row).map { $0 + $1 * innovation.error / variance }
      precision[0].add(1 / variance, row, row)
    }
  }

  private mutating func takeDiffuse(_ innovation: KalmanFilter.Innovation, _ row: [Double]) {
    let (diffuse, variance) = (innovation.diffuse, innovation.variance)
    var left = Matrix.identity(order)
    left.add(-1 / diffuse, innovation.infinite, row)
    let next = zip(innovation.proper, innovation.infinite).map {
      $0 / diffuse - $1 * variance / (diffuse * diffuse)
    }
    var mixed = Matrix(rows: order, columns: order)
    mixed.add(-1, next, row)
    let (first, second) = (surprise[0], surprise[1])
    surprise[0] = left.leftTimes(first)
    surprise[1] = zip(zip(mixed.leftTimes(first), left.leftTimes(second)), row).map {
      $0.0 + $0.1 + $1 * innovation.error / diffuse
    }
    let old = precision
    precision[0] = old[0].between(left, left)
    precision[1] = old[0].between(left, mixed).adding(old[0].between(mixed, left))
      .adding(old[1].between(left, left))
    precision[1].add(1 / diffuse, row, row)
    precision[2] = old[0].between(mixed, mixed).adding(old[1].between(left, mixed))
      .adding(old[1].between(mixed, left)).adding(old[2].between(left, left))
    precision[2].add(-variance / (diffuse * diffuse), row, row)
  }

  func estimate(from predicted: StateEstimate) -> StateEstimate {
    let (proper, diffuse) = (predicted.covariance, predicted.diffuse)
    let shift = zip(proper.times(surprise[0]), diffuse.times(surprise[1])).map(+)
    let covariance =
      proper
      .adding(precision[0].between(proper, proper), times: -1)
      .adding(precision[1].between(diffuse, proper), times: -1)
      .adding(precision[1].between(proper, diffuse), times: -1)
      .adding(precision[2].between(diffuse, diffuse), times: -1)
    return StateEstimate(
      mean: zip(predicted.mean, shift).map(+), covariance: covariance,
      diffuse: Matrix(rows: order, columns: order))
  }
}
