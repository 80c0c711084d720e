internal import RealModule

/// The largest and the smallest sizes that any start can have, relative to steady growth at the rate lambda.
///
/// All of them are about the scaled matrix A / lambda and starts that sum to 1; sizes are sums over the states, and 1
/// is steady growth. The bounds are reached by starts with everything in one state.
///
/// Source: I. Stott, S. Townley and D. J. Hodgson (2011), Ecology Letters 14:959-970.
public struct TransientBounds: Sendable {
  /// An extreme size with the step in which it is reached.
  public struct Excursion: Sendable, Equatable {
    /// The size relative to steady growth.
    public let size: Double
    /// The step, from 1 on.
    public let step: Int
  }

  /// The largest and the smallest size after one step: column sums of A / lambda. Needs an ergodic matrix.
  public let reactivity: Result<(upper: Double, lower: Double), UndefinedQuantity>
  /// The largest and the smallest size in the long run: v(max) sum(w) / (v w). Needs a primitive matrix, as do the
  /// following.
  public let inertia: Result<(upper: Double, lower: Double), UndefinedQuantity>
  /// The largest size in the steps from 1 on, where it is above 1.
  ///
  /// Steps are looked at until the growth of every start in one state stays within a share 1e-5 of lambda for ten times as
  /// many steps as there are states. A size that only rises towards its inertia is found at the last of them, and the
  /// inertia is then the bound that it comes near to.
  public let maximumAmplification: Result<Excursion, UndefinedQuantity>
  /// The smallest size in the same steps, where it is below 1.
  public let maximumAttenuation: Result<Excursion, UndefinedQuantity>
  /// The Kreiss bounds: the largest and the smallest value over r > 1 of (r - 1) x column sums of (r I - A/lambda)^-1.
  ///
  /// The inertia, which they approach as r falls to 1, is included.
  public let kreiss: Result<(upper: Double, lower: Double), UndefinedQuantity>

  /// How near growth has to be to lambda to count as settled, as a share of it.
  private static let settled = 1e-5

  /// Computes the bounds of a matrix.
  ///
  /// - Parameter growth: what the matrix does in the long run.
  /// - Throws: ``NumericsError`` where LAPACK has no answer.
  public init(_ growth: AsymptoticGrowth) throws(NumericsError) {
    let scaled = growth.lambda > 0 ? growth.matrix.scaled(by: growth.lambda) : growth.matrix.matrix
    if growth.lambda == 0 {
      reactivity = .failure(.noGrowth)
    } else if !growth.isErgodic {
      reactivity = .failure(.notErgodic)
    } else {
      reactivity = .success(Self.extremes(scaled.columnSums))
    }
    switch Self.limit(growth) {
    case .failure(let reason):
      inertia = .failure(reason)
      maximumAmplification = .failure(reason)
      maximumAttenuation = .failure(reason)
      kreiss = .failure(reason)
    case .success(let limit):
      let bounds = Self.extremes(limit)
      inertia = .success(bounds)
      let search = Self.search(scaled)
      maximumAmplification = search.flatMap {
        $0.largest.size > 1 ? .success($0.largest) : .failure(.noExcursion)
      }
      maximumAttenuation = search.flatMap {
        $0.smallest.size < 1 ? .success($0.smallest) : .failure(.noExcursion)
      }
      kreiss = .success(try KreissSearch(scaled, growth, limit: limit).bounds())
    }
  }

  /// The long-run size per state of the start: v(j) sum(w) / (v w).
  private static func limit(_ growth: AsymptoticGrowth) -> Result<[Double], UndefinedQuantity> {
    if let reason = growth.unsettled { return .failure(reason) }
    return growth.vectors.map { right, left in
      let product = zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
      return left.map { $0 / product }
    }
  }

  static func extremes(_ values: [Double]) -> (upper: Double, lower: Double) {
    values.reduce((upper: -.infinity, lower: .infinity)) { (max($0.upper, $1), min($0.lower, $1)) }
  }

  /// The largest and smallest column sums of the powers 1, 2, ... up to the one where growth has settled.
  private static func search(
    _ scaled: Matrix
  ) -> Result<(largest: Excursion, smallest: Excursion), UndefinedQuantity> {
    var sums = [Double](repeating: 1, count: scaled.columns)
    var clock = SettlingClock(starts: sums.count, states: sums.count, accuracy: settled)
    var found: [(upper: Double, lower: Double)] = []
    while clock.isRunning {
      let next = scaled.leftTimes(sums)
      clock.pass(growth: zip(next, sums).map { $0 / $1 })
      sums = next
      found.append(extremes(sums))
    }
    return clock.result.map { last in
      let steps = found.indices.prefix(last)
      let top = steps.reduce(0) { found[$1].upper > found[$0].upper ? $1 : $0 }
      let bottom = steps.reduce(0) { found[$1].lower < found[$0].lower ? $1 : $0 }
      return (
        Excursion(size: found[top].upper, step: top + 1),
        Excursion(size: found[bottom].lower, step: bottom + 1)
      )
    }
  }
}

/// Watches the growth of one or more starts until each of them has settled.
struct SettlingClock {
  /// The largest number of steps in which growth may settle.
  private static let mostSteps = 100_000

  private let accuracy: Double
  private let needed: Int
  private var step = 0
  private var quiet: [Int]
  private var settledAt: [Int?]

  /// Makes a clock that waits for ten times as many quiet steps as there are states.
  init(starts: Int, states: Int, accuracy: Double) {
    self.accuracy = accuracy
    needed = 10 * states
    quiet = Array(repeating: 0, count: starts)
    settledAt = Array(repeating: nil, count: starts)
  }

  /// Whether a start has not settled yet and there is time left.
  var isRunning: Bool { settledAt.contains(nil) && step < Self.mostSteps }

  /// The first quiet step, from 1, of the start that settles last.
  var result: Result<Int, UndefinedQuantity> {
    let last = settledAt.reduce(Int?.some(0)) { largest, next in
      guard let largest, let next else { return nil }
      return max(largest, next)
    }
    return last.map { .success($0) } ?? .failure(.notSettled(steps: Self.mostSteps))
  }

  /// Notes the growth of every start in the next step, relative to lambda.
  mutating func pass(growth: [Double]) {
    step += 1
    for (start, factor) in growth.enumerated() where settledAt[start] == nil {
      quiet[start] = (factor - 1).magnitude <= accuracy ? quiet[start] + 1 : 0
      if quiet[start] == needed { settledAt[start] = step - needed + 1 }
    }
  }
}

/// Looks for the extremes over r > 1 of (r - 1) x column sums of (r I - A)^-1.
///
/// With B = w v / (v w), to which the powers of A converge, A B = B A = B, so that
///
///     (r - 1) (r I - A)^-1 = B + (r - 1) (r I - A + B)^-1 (I - B)
///
/// which, other than the left side, is well conditioned for r near 1.
private struct KreissSearch {
  /// (A - B) transposed.
  private let rest: Matrix
  /// The column sums of B.
  private let limit: [Double]
  /// w, summing to 1.
  private let stable: [Double]
  /// The distance between two points of the scan, in powers of ten.
  private static let spacing = 0.2

  init(_ scaled: Matrix, _ growth: AsymptoticGrowth, limit: [Double]) {
    let stable = (try? growth.stableDistribution.get()) ?? []
    let product = Matrix(
      rows: scaled.rows, columns: scaled.columns,
      storage: stable.flatMap { share in limit.map { share * $0 } })
    rest = scaled.adding(product, times: -1).transposed
    self.limit = limit
    self.stable = stable
  }

  /// The extremes, those of the limit for r = 1 included.
  ///
  /// The logarithm of r - 1 is scanned from 1e-6 to 1e3 and the best part divided by golden section.
  func bounds() throws(NumericsError) -> (upper: Double, lower: Double) {
    let points = (0...45).map { -6 + Self.spacing * Double($0) }
    var values: [(upper: Double, lower: Double)] = []
    for point in points { values.append(try value(at: point)) }
    let top = values.indices.max { values[$0].upper < values[$1].upper } ?? 0
    let bottom = values.indices.min { values[$0].lower < values[$1].lower } ?? 0
    let upper = try refine(around: points[top]) { $0.upper }
    let lower = try refine(around: points[bottom]) { -$0.lower }
    let ends = TransientBounds.extremes(limit)
    return (max(ends.upper, upper), min(ends.lower, -lower))
  }

  private func refine(
    around centre: Double, _ measure: ((upper: Double, lower: Double)) -> Double
  ) throws(NumericsError) -> Double {
    let ratio = 0.618_033_988_749_894_8
    var (low, high) = (centre - Self.spacing, centre + Self.spacing)
    var (first, second) = (high - ratio * (high - low), low + ratio * (high - low))
    var (left, right) = (measure(try value(at: first)), measure(try value(at: second)))
    for _ in 0..<25 {
      if left > right {
        (high, second, right) = (second, first, left)
        first = high - ratio * (high - low)
        left = measure(try value(at: first))
      } else {
        (low, first, left) = (first, second, right)
        second = low + ratio * (high - low)
        right = measure(try value(at: second))
      }
    }
    return max(left, right)
  }

  /// The largest and smallest column sum with r = 1 + 10^exponent.
  private func value(at exponent: Double) throws(NumericsError) -> (upper: Double, lower: Double) {
    let distance = Double.exp10(exponent)
    var system = rest
    for row in 0..<rest.rows {
      for column in 0..<rest.rows {
        system[row, column] = (row == column ? 1 + distance : 0) - rest[row, column]
      }
    }
    let sums = try LAPACK.solve(system, Matrix(rows: rest.rows, columns: 1, repeating: 1)).storage
    let stableSum = zip(sums, stable).reduce(0) { $0 + $1.0 * $1.1 }
    return TransientBounds.extremes(
      limit.indices.map { limit[$0] + distance * (sums[$0] - stableSum * limit[$0]) })
  }
}
