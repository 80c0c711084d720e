/// A column-stochastic matrix from the states of consecutive years, by weighted least squares.
///
/// With x(t) the dwellings (or shares) by state at the end of year t and s their standard errors,
///
///     minimise the sum over t and i of ((x(t+1, i) - sum over j of T(i, j) x(t, j)) / s(t+1, i))^2
///     subject to T(i, j) >= 0 and the sum over i of T(i, j) = 1 for every j
///
/// so the columns stay stochastic without any clipping. Found by a primal active-set method: entries at zero leave the
/// search until their multiplier says that they lower the sum. Sources: T. C. Lee, G. G. Judge and A. Zellner (1970),
/// Estimating the Parameters of the Markov Probability Model from Aggregate Time Series Data; J. Nocedal and S. Wright
/// (2006), Numerical Optimization, algorithm 16.3.
public struct TransitionEstimate: Sendable, Equatable {
  /// T, `states x states`, column = from, row = to.
  public let matrix: Matrix
  /// The sum of squares that is left, without a unit.
  public let sumOfSquares: Double

  /// Estimates the matrix.
  ///
  /// - Parameters:
  ///   - states: x, `years x states`, two years or more, each entry 0 or more, in any one unit.
  ///   - standardErrors: s, as many, above 0, in the same unit; those of the first year are not used.
  ///   - isPossible: `states x states`, column = from; where false, the entry is zero by nature.
  /// - Throws: ``EstimationError/emptyColumn(_:)`` or ``EstimationError/notSettled(steps:)``.
  public init(
    states: Matrix, standardErrors: Matrix, isPossible: (_ to: Int, _ from: Int) -> Bool = { _, _ in true }
  ) throws(EstimationError) {
    precondition(
      states.rows >= 2 && standardErrors.rows == states.rows && standardErrors.columns == states.columns,
      "\(states.rows) x \(states.columns) states with \(standardErrors.rows) x \(standardErrors.columns) errors"
    )
    var search = try ActiveSetSearch(states, standardErrors, isPossible)
    try search.run()
    matrix = Matrix(rows: states.columns, columns: states.columns, storage: search.entries)
    sumOfSquares = search.sumOfSquares
  }
}

/// The search over which entries are zero; entry (i, j) is unknown i * order + j.
private struct ActiveSetSearch {
  private let order: Int
  private let design: Matrix
  private let observed: [Double]
  private let errors: [Double]
  private let isImpossible: [Bool]
  private var isZero: [Bool]
  private(set) var entries: [Double]

  init(
    _ states: Matrix, _ standardErrors: Matrix, _ isPossible: (Int, Int) -> Bool
  ) throws(EstimationError) {
    let order = states.columns
    self.order = order
    var design = Matrix(rows: (states.rows - 1) * order, columns: order * order)
    for year in 1..<states.rows {
      for to in 0..<order {
        for from in 0..<order {
          design[(year - 1) * order + to, to * order + from] = states[year - 1, from]
        }
      }
    }
    self.design = design
    observed = Array(states.storage[order...])
    errors = Array(standardErrors.storage[order...])
    isImpossible = (0..<order * order).map { !isPossible($0 / order, $0 % order) }
    isZero = isImpossible
    entries = Array(repeating: 0, count: order * order)
    for from in 0..<order {
      let free = (0..<order).filter { !isImpossible[$0 * order + from] }
      guard !free.isEmpty else { throw .emptyColumn(from) }
      for to in free { entries[to * order + from] = 1 / Double(free.count) }
    }
  }

  var sumOfSquares: Double {
    zip(zip(observed, design.times(entries)), errors).reduce(0) { sum, row in
      let score = (row.0.0 - row.0.1) / row.1
      return sum + score * score
    }
  }

  mutating func run() throws(EstimationError) {
    let most = 100 * (order * order + 1)
    for _ in 0..<most {
      if try !step(), !release() { return }
    }
    throw .notSettled(steps: most)
  }

  /// Moves to the best entries with the present zeros; stops at the first entry that reaches zero and tells so.
  private mutating func step() throws(EstimationError) -> Bool {
    let zeros = isZero.indices.filter { isZero[$0] }
    var constraints = Matrix(rows: order + zeros.count, columns: order * order)
    for entry in entries.indices { constraints[entry % order, entry] = 1 }
    for (row, entry) in zeros.enumerated() {
      // A zero entry is fixed by its own row, and leaves the sum of its column.
      constraints[entry % order, entry] = 0
      constraints[order + row, entry] = 1
    }
    let exact = Array(repeating: 1.0, count: order) + Array(repeating: 0.0, count: zeros.count)
    let best = try LeastSquaresProblem(
      design: design, observed: observed, standardErrors: errors, constraints: constraints, exact: exact
    ).solve().values
    var (length, blocking) = (1.0, -1)
    for entry in entries.indices where !isZero[entry] && best[entry] < -1e-14 {
      let ratio = entries[entry] / (entries[entry] - best[entry])
      if ratio < length { (length, blocking) = (ratio, entry) }
    }
    for entry in entries.indices {
      entries[entry] = isZero[entry] ? 0 : max(0, entries[entry] + length * (best[entry] - entries[entry]))
    }
    guard blocking >= 0 else { return false }
    entries[blocking] = 0
    isZero[blocking] = true
    return true
  }

  /// Lets go of the zero whose multiplier is most negative, if any is.
  private mutating func release() -> Bool {
    let weighted = zip(zip(design.times(entries), observed), errors).map { ($0.0 - $0.1) / ($1 * $1) }
    let slopes = design.leftTimes(weighted)
    let scale = slopes.map(\.magnitude).max() ?? 0
    var (least, found) = (-1e-9 * scale, -1)
    for from in 0..<order {
      let free = (0..<order).map { $0 * order + from }.filter { !isZero[$0] }
      // All free entries of a column have the slope of its sum.
      let common = free.isEmpty ? 0 : free.reduce(0) { $0 + slopes[$1] } / Double(free.count)
      for to in 0..<order {
        let entry = to * order + from
        guard isZero[entry], !isImpossible[entry], slopes[entry] - common < least else { continue }
        (least, found) = (slopes[entry] - common, entry)
      }
    }
    guard found >= 0 else { return false }
    isZero[found] = false
    return true
  }
}
