/// Mean and variance of the time that a chain spends in its transient states, without the fundamental matrix.
///
/// For every state j, with P(i, j) the probability of moving from j to transient state i in a step and e(j) that of
/// leaving for good, e(j) + sum over i of P(i, j) = 1:
///
///     mean     = 1 (I - P)^-1
///     variance = mean (2 (I - P)^-1 - I) - mean^2
///
/// States are taken out one by one, and what leads into each is led on to where it leads. All terms are added,
/// never subtracted, so results are exact relative to themselves even where the way out is very narrow; a state without
/// certain way out has the time infinity. Only entries of a ``SojournPattern`` are visited, which makes sparse chains cheap.
///
/// Source: J. G. Kemeny and J. L. Snell (1960), Finite Markov Chains, chapter 3; W. K. Grassmann, M. I. Taksar and
/// D. P. Heyman (1985), Operations Research 33:1107-1116 (elimination without subtraction).
public struct SojournTimes: Sendable, Equatable {
  /// The expected number of steps from a start in every state, the first step included; infinity where never left.
  public let mean: [Double]
  /// The variance of that number, in steps squared; infinity where the mean is.
  public let variance: [Double]

  /// Computes the times.
  ///
  /// - Parameters:
  ///   - transient: P, `n x n`, column = from, row = to, each entry 0 or more.
  ///   - exit: e, `n` entries of 0 or more; they are taken as they are, so that a way out is never lost to rounding.
  public init(transient: Matrix, exit: [Double]) {
    self.init(transient: transient, exit: exit, pattern: SojournPattern(of: transient))
  }

  /// Computes the times of one of many chains whose entries stand at the same places.
  ///
  /// - Parameters:
  ///   - transient: P, `n x n`, column = from, row = to, each entry 0 or more, and 0 outside the pattern.
  ///   - exit: e, `n` entries of 0 or more; they are taken as they are, so that a way out is never lost to rounding.
  ///   - pattern: where P may have entries.
  public init(transient: Matrix, exit: [Double], pattern: SojournPattern) {
    precondition(
      transient.rows == transient.columns && exit.count == transient.rows && pattern.order == exit.count,
      "\(exit.count) ways out of a \(transient.rows) x \(transient.columns) chain")
    var solver = SojournSolver(pattern: pattern)
    solver.transient = transient.storage
    solver.exit = exit
    solver.solve()
    self.init(solver)
  }

  /// The times that a solver found last.
  package init(_ solver: SojournSolver) {
    mean = solver.mean
    variance = solver.variance
  }
}

/// Finds the times of many chains of one pattern, one after the other in the same memory.
package struct SojournSolver: Sendable {
  private let pattern: SojournPattern
  private let order: Int
  /// P of the next chain, column = from, row = to. Once solved, column k holds, above the diagonal, where state k leads in
  /// the chain without the later states; row k holds, left of the diagonal, how often k is visited by a step of an earlier
  /// state.
  package var transient: [Double]
  /// Per state the probability of leaving the chain for good; once solved, in the chain without the later states.
  package var exit: [Double]
  /// The expected number of steps from a start in every state, infinity where never left.
  package private(set) var mean: [Double]
  /// The variance of that number; infinity where the mean is.
  package private(set) var variance: [Double]
  /// Per state the probability of leaving it, in the chain without the later states.
  private var leaving: [Double]
  /// Whether a state may end where nothing leads out.
  private var isEndless: [Bool]

  /// Makes the memory, with a chain that leads nowhere.
  package init(pattern: SojournPattern) {
    self.pattern = pattern
    order = pattern.order
    transient = Array(repeating: 0, count: order * order)
    exit = Array(repeating: 0, count: order)
    (mean, variance, leaving) = (exit, exit, exit)
    isEndless = Array(repeating: false, count: order)
  }

  /// Makes the next chain one that leads nowhere.
  package mutating func clear() {
    VectorMath.clear(&transient)
    VectorMath.clear(&exit)
  }

  /// Finds the times of ``transient`` and ``exit``, which are used up.
  package mutating func solve() {
    let pattern = pattern
    for state in 0..<order { isEndless[state] = false }
    Self.takeOut(pattern, &transient, &exit, &leaving, &isEndless)
    if isEndless.contains(true) { spreadEndless(pattern) }
    for state in 0..<order { mean[state] = 1 }
    Self.addUp(&mean, transient, leaving, isEndless, pattern)
    // Where the mean is infinite its reward must not spoil the others: no certain state leads there.
    for state in 0..<order { variance[state] = isEndless[state] ? 1 : mean[state] }
    Self.addUp(&variance, transient, leaving, isEndless, pattern)
    for state in 0..<order {
      let (mean, second) = (mean[state], variance[state])
      variance[state] = mean.isFinite ? max(0, 2 * second - mean - mean * mean) : .infinity
    }
  }

  /// Leads all that comes to a state on to where it leads.
  ///
  /// - Parameters:
  ///   - state: the state that is taken out, after all later ones.
  ///   - pattern: where the chain may have entries.
  ///   - transient: P of the states that are left.
  ///   - exit: per state the probability of leaving for good.
  ///   - isEndless: whether a state may end where nothing leads out.
  /// - Returns: the probability of leaving the state.
  private static func takeOut(
    _ state: Int, _ pattern: SojournPattern, _ transient: inout MutableSpan<Double>,
    _ exit: inout MutableSpan<Double>, _ isEndless: inout [Bool]
  ) -> Double {
    let (order, neighbours, targets) = (pattern.order, pattern.neighbours.span, pattern.targets(of: state))
    var out = exit[state]
    for target in targets { out += transient[neighbours[target] * order + state] }
    if out == 0 { isEndless[state] = true }
    for place in pattern.sources(of: state) {
      let source = neighbours[place]
      let into = transient[state * order + source]
      guard into > 0 else { continue }
      if isEndless[state] { isEndless[source] = true }
      guard out > 0 else { continue }
      let visits = into / out
      transient[state * order + source] = visits
      exit[source] += visits * exit[state]
      for target in targets {
        let row = neighbours[target] * order
        transient[row + source] += visits * transient[row + state]
      }
    }
    return out
  }

  /// Takes out all states, from the last to the first.
  private static func takeOut(
    _ pattern: SojournPattern, _ transient: inout [Double], _ exit: inout [Double],
    _ leaving: inout [Double], _ isEndless: inout [Bool]
  ) {
    var entries = transient.mutableSpan
    var exits = exit.mutableSpan
    for state in (0..<pattern.order).reversed() {
      leaving[state] = takeOut(state, pattern, &entries, &exits, &isEndless)
    }
  }

  /// Marks the states that may come to one which nothing leads out of.
  private mutating func spreadEndless(_ pattern: SojournPattern) {
    let neighbours = pattern.neighbours.span
    for state in 0..<order {
      for place in pattern.targets(of: state) {
        let target = neighbours[place]
        if isEndless[target] && transient[target * order + state] > 0 { isEndless[state] = true }
      }
    }
  }

  /// Turns rewards per step into the expected sum from a start in every state, infinity without certain way out.
  private static func addUp(
    _ rewards: inout [Double], _ transient: [Double], _ leaving: [Double], _ isEndless: [Bool],
    _ pattern: SojournPattern
  ) {
    let order = pattern.order
    let neighbours = pattern.neighbours.span
    let (entries, leaving) = (transient.span, leaving.span)
    var rewards = rewards.mutableSpan
    for state in (0..<order).reversed() where leaving[state] > 0 {
      for place in pattern.sources(of: state) {
        let source = neighbours[place]
        rewards[source] += entries[state * order + source] * rewards[state]
      }
    }
    for state in 0..<order {
      guard !isEndless[state] else { continue }
      var sum = rewards[state]
      for place in pattern.targets(of: state) {
        let target = neighbours[place]
        let onward = entries[target * order + state]
        // No certain state leads to an endless one, whose sum would be infinite.
        if onward > 0 { sum += onward * rewards[target] }
      }
      rewards[state] = sum / leaving[state]
    }
    for state in 0..<order where isEndless[state] { rewards[state] = .infinity }
  }
}
