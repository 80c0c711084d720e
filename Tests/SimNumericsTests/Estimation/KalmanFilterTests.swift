import Foundation
import SimNumerics
import SimTestSupport
import Testing

@Suite struct KalmanFilterTests {
  /// Yearly flow of the Nile at Aswan, 1871-1970, in 10^8 m3.
  private static func nile() throws -> [[Double?]] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/estimation/nile.csv")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
    return lines.map { [Double($0.split(separator: ",")[1])] }
  }

  @Test func `the Nile has the published likelihood`() throws {
    let nile = try Self.nile()
    #expect(nile.count == 100)
    // J. Durbin and S. J. Koopman (2012), section 2.10: -632.54, with the first state diffuse.
    let exact = KalmanFilter(
      .localLevel(levelVariance: 1469.1, observationVariance: 15099), observations: nile)
    #expect((exact.logLikelihood + 632.5456).magnitude < 5e-5)
    // With a first variance of 10^6 and the first flow left out of the sum: -632.5377.
    let level = StateSpaceModel.localLevel(levelVariance: 1469.1, observationVariance: 15099)
    let large = KalmanFilter(
      StateSpaceModel(
        transition: level.transition, noise: level.noise, observation: level.observation,
        observationVariances: level.observationVariances, initialMean: [0],
        initialCovariance: Matrix(rows: 1, columns: 1, storage: [1e6]), isDiffuse: [false]),
      observations: nile)
    let first = large.innovations[0]
    let logarithm = SpecialFunctions.logarithm([2 * Double.pi * first.variance])[0]
    let without = large.logLikelihood + 0.5 * (logarithm + first.error * first.error / first.variance)
    #expect((without + 632.5377).magnitude < 5e-5)
    // The variances are the most likely ones: others have less.
    for (levelVariance, observationVariance) in [(1300.0, 15099.0), (1469.1, 14000), (1650, 15099)] {
      let other = KalmanFilter(
        .localLevel(levelVariance: levelVariance, observationVariance: observationVariance),
        observations: nile)
      #expect(other.logLikelihood < exact.logLikelihood)
    }
  }

  @Test func `the steady state of a local level solves its equation`() throws {
    let filter = KalmanFilter(
      .localLevel(levelVariance: 1469.1, observationVariance: 15099), observations: try Self.nile())
    let last = try #require(filter.predicted.last).covariance[0, 0]
    // P = P h / (P + h) + q.
    expectClose(last, last * 15099 / (last + 15099) + 1469.1)
  }

  @Test func `the first observation of a diffuse level is its estimate`() {
    let filter = KalmanFilter(
      .localLevel(levelVariance: 2, observationVariance: 3), observations: [[nil], [10], [nil]])
    #expect(!filter.filtered[0].isDetermined && filter.filtered[1].isDetermined)
    #expect(filter.filtered[1].mean == [10] && filter.filtered[1].covariance.storage == [3])
    #expect(filter.filtered[2].covariance.storage == [5])
    #expect(filter.innovations.count == 1 && filter.innovations[0].score == nil)
    #expect(filter.test.degreesOfFreedom == 0)
  }

  @Test func `smoothing backwards over missing times spreads as a random walk`() throws {
    let smoothed = try KalmanFilter(
      .localLevel(levelVariance: 2, observationVariance: 3), observations: [[nil], [nil], [10], [nil]]
    ).smoothed()
    expectClose(smoothed.map { $0.mean[0] }, [10, 10, 10, 10])
    expectClose(smoothed.map { $0.covariance[0, 0] }, [7, 5, 3, 5])
    #expect(
      try KalmanFilter(.localLevel(levelVariance: 1, observationVariance: 1), observations: []).smoothed()
        .isEmpty)
  }

  @Test func `a state that is never observed is named`() {
    let model = StateSpaceModel(
      transition: .identity(2), noise: Matrix(rows: 2, columns: 2),
      observation: Matrix(rows: 1, columns: 2, storage: [1, 0]), observationVariances: [1],
      initialMean: [0, 0], initialCovariance: Matrix(rows: 2, columns: 2), isDiffuse: [true, true])
    let error = #expect(throws: EstimationError.self) {
      try KalmanFilter(model, observations: [[1], [2]]).smoothed()
    }
    #expect(error == .neverObserved(state: 1))
    #expect(
      error?.description == "state 2 starts without any knowledge and is never observed")
  }

  /// All states of all times at once, by least squares.
  private func stacked(
    _ model: StateSpaceModel, _ observations: [[Double?]], noise: [Double]
  ) throws -> LeastSquaresEstimate {
    let order = model.order
    let unknowns = observations.count * order
    var (rows, values, errors) = ([[Double]](), [Double](), [Double]())
    func add(_ entries: [(Int, Double)], _ value: Double, _ error: Double) {
      var row = Array(repeating: 0.0, count: unknowns)
      for (position, entry) in entries { row[position] += entry }
      rows.append(row)
      values.append(value)
      errors.append(error)
    }
    for state in 0..<order where !model.isDiffuse[state] {
      add([(state, 1)], model.initialMean[state], model.initialCovariance[state, state].squareRoot())
    }
    for (time, observed) in observations.enumerated() {
      for (series, value) in observed.enumerated() {
        guard let value else { continue }
        add(
          (0..<order).map { (time * order + $0, model.observation[series, $0]) }, value,
          model.observationVariances[series].squareRoot())
      }
      guard time > 0 else { continue }
      for state in 0..<order {
        let before = (0..<order).map { ((time - 1) * order + $0, -model.transition[state, $0]) }
        add([(time * order + state, 1)] + before, 0, noise[state].squareRoot())
      }
    }
    return try LeastSquaresProblem(
      design: Matrix(rows: rows.count, columns: unknowns, storage: rows.flatMap { $0 }), observed: values,
      standardErrors: errors, constraints: Matrix(rows: 0, columns: unknowns), exact: []
    ).solve()
  }

  @Test func `the smoother is the least-squares estimate of all states`() throws {
    var random = SplitMix64(seed: 29)
    for _ in 0..<60 {
      let order = random.integer(in: 1...3)
      let series = random.integer(in: 1...3)
      let times = random.integer(in: 4...9)
      func block(_ rows: Int, _ columns: Int) -> Matrix {
        Matrix(
          rows: rows, columns: columns, storage: (0..<rows * columns).map { _ in random.number(in: -1...1) })
      }
      let noise = (0..<order).map { _ in random.number(in: 0.1...2) }
      let start = (0..<order).map { _ in random.number(in: 0.1...2) }
      func diagonal(_ entries: [Double]) -> Matrix {
        var matrix = Matrix(rows: order, columns: order)
        for state in 0..<order { matrix[state, state] = entries[state] }
        return matrix
      }
      let model = StateSpaceModel(
        transition: block(order, order), noise: diagonal(noise), observation: block(series, order),
        observationVariances: (0..<series).map { _ in random.number(in: 0.1...2) },
        initialMean: start.map { -$0 }, initialCovariance: diagonal(start),
        isDiffuse: (0..<order).map { _ in random.chance(0.6) })
      let observations = (0..<times).map { time -> [Double?] in
        (0..<series).map { _ in random.chance(0.3) ? nil : random.number(in: -5...5) }
      }
      let expected = try stacked(model, observations, noise: noise)
      guard expected.isDetermined.allSatisfy({ $0 }) else { continue }
      let smoothed = try KalmanFilter(model, observations: observations).smoothed()
      expectClose(smoothed.flatMap(\.mean), expected.values, limit: 1e-5)
      expectClose(
        smoothed.flatMap { estimate in (0..<order).map { estimate.covariance[$0, $0] } },
        expected.standardDeviations.map { $0 * $0 }, limit: 1e-5)
    }
  }
}
