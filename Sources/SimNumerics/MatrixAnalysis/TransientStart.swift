/// How a given start differs from steady growth: sizes, distances to the stable distribution, and time to settle.
///
/// The start is scaled to sum to 1 and the matrix by lambda. Needs a primitive matrix, as far as not stated otherwise.
///
/// Source: I. Stott, S. Townley and D. J. Hodgson (2011), Ecology Letters 14:959-970; H. Caswell (2001), Matrix
/// Population Models, 2nd ed., section 4.8.
public struct TransientStart: Sendable {
  /// The start, one share per state, summing to 1.
  public let start: [Double]
  /// The size after one step, relative to steady growth. Needs an ergodic matrix.
  public let reactivity: Result<Double, UndefinedQuantity>
  /// The size in the long run, relative to steady growth from the first step: (v n) sum(w) / (v w).
  public let inertia: Result<Double, UndefinedQuantity>
  /// Half the sum of |n - w|, from 0 (the stable distribution) to 1.
  ///
  /// Source: N. Keyfitz (1968), Introduction to the Mathematics of Population.
  public let keyfitzDistance: Result<Double, UndefinedQuantity>
  /// The sum over the states of |sum over t of (A/lambda)^t n - limit|.
  ///
  /// Source: J. E. Cohen (1979), SIAM Journal on Applied Mathematics 36:169-175.
  public let cohenDistance: Result<Double, UndefinedQuantity>
  /// Inertia - 1.
  public let projectionDistance: Result<Double, UndefinedQuantity>
  /// The first step, from 1, from which on the growth of the size stays within a share `accuracy` of lambda for ten times
  /// as many steps as there are states.
  ///
  /// Source: I. Stott, D. J. Hodgson and S. Townley (2012), Methods in Ecology and Evolution 3:797-802.
  public let convergenceTime: Result<Int, UndefinedQuantity>

  /// Analyses a start.
  ///
  /// - Parameters:
  ///   - start: one entry per state, each 0 or more and finite, with a sum above 0.
  ///   - growth: the analysis of the matrix.
  ///   - accuracy: how near growth has to be to lambda, as a share of it; above 0.
  /// - Throws: ``NumericsError`` where LAPACK has no answer.
  public init(_ start: [Double], growth: AsymptoticGrowth, accuracy: Double = 0.01) throws(NumericsError) {
    let sum = start.reduce(0, +)
    precondition(
      start.count == growth.matrix.order && start.allSatisfy { $0 >= 0 } && sum > 0 && sum.isFinite,
      "a start of \(start.count) entries with sum \(sum) for order \(growth.matrix.order)")
    let shares = start.map { $0 / sum }
    self.start = shares
    let scaled = growth.lambda > 0 ? growth.matrix.scaled(by: growth.lambda) : growth.matrix.matrix
    let isErgodic = growth.isErgodic
    let first = scaled.times(shares).reduce(0, +)
    reactivity =
      isErgodic ? .success(first) : .failure(growth.lambda > 0 ? .notErgodic : .noGrowth)
    guard growth.unsettled == nil, case .success(let (right, left)) = growth.vectors else {
      let reason = growth.unsettled ?? .notErgodic
      (inertia, keyfitzDistance, cohenDistance) = (.failure(reason), .failure(reason), .failure(reason))
      (projectionDistance, convergenceTime) = (.failure(reason), .failure(reason))
      return
    }
    let size = Self.product(left, shares) / Self.product(left, right)
    inertia = .success(size)
    projectionDistance = .success(size - 1)
    keyfitzDistance = .success(zip(shares, right).reduce(0) { $0 + ($1.0 - $1.1).magnitude } / 2)
    cohenDistance = .success(try Self.cohen(scaled, right, left, shares))
    convergenceTime = Self.settling(scaled, shares, accuracy: accuracy)
  }

  private static func product(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The sum of |((I + B - A)^-1 - B) n| with B = w v / (v w), A scaled.
  private static func cohen(
    _ scaled: Matrix, _ right: [Double], _ left: [Double], _ start: [Double]
  ) throws(NumericsError) -> Double {
    let product = product(left, right)
    let limit = Matrix(
      rows: right.count, columns: right.count,
      storage: right.flatMap { share in left.map { share * $0 / product } })
    let system = Matrix.identity(right.count).adding(limit).adding(scaled, times: -1)
    let summed = try LAPACK.solve(system, Matrix(rows: start.count, columns: 1, storage: start)).storage
    return zip(summed, limit.times(start)).reduce(0) { $0 + ($1.0 - $1.1).magnitude }
  }

  private static func settling(
    _ scaled: Matrix, _ start: [Double], accuracy: Double
  ) -> Result<Int, UndefinedQuantity> {
    var clock = SettlingClock(starts: 1, states: start.count, accuracy: accuracy)
    var vector = start
    var size = 1.0
    while clock.isRunning {
      vector = scaled.times(vector)
      let next = vector.reduce(0, +)
      clock.pass(growth: [next / size])
      size = next
    }
    return clock.result
  }
}
