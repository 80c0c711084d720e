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
    let chain = ReducedChain(transient: transient, exit: exit, pattern: pattern)
    let mean = chain.rewards(Array(repeating: 1, count: exit.count))
    // Where the mean is infinite its reward must not spoil the others: no certain state leads there.
    let second = chain.rewards(mean.map { $0.isFinite ? $0 : 1 })
    self.mean = mean
    variance = zip(mean, second).map { mean, second in
      mean.isFinite ? max(0, 2 * second - mean - mean * mean) : .infinity
    }
  }
}

/// A transient chain with its states taken out one after the other, the last one first.
private struct ReducedChain {
  private let pattern: SojournPattern
  private let order: Int
  /// Column k holds, above the diagonal, where state k leads in the chain without the later states; row k holds,
  /// left of the diagonal, how often k is visited by a step of an earlier state.
  private var entries: [Double]
  /// Per state the probability of leaving it, in the chain without the later states.
  private var leaving: [Double]
  /// Whether a state may end where nothing leads out.
  private var isEndless: [Bool]

  init(transient: Matrix, exit: [Double], pattern: SojournPattern) {
    self.pattern = pattern
    order = exit.count
    entries = transient.storage
    leaving = Array(repeating: 0, count: order)
    isEndless = Array(repeating: false, count: order)
    var exit = exit
    for state in (0..<order).reversed() { takeOut(state, &exit, pattern) }
    let neighbours = pattern.neighbours.span
    for state in 0..<order {
      for place in pattern.targets(of: state) {
        let target = neighbours[place]
        if isEndless[target] && entries[target * order + state] > 0 { isEndless[state] = true }
      }
    }
  }

  private mutating func takeOut(_ state: Int, _ exit: inout [Double], _ pattern: SojournPattern) {
    let neighbours = pattern.neighbours.span
    let targets = pattern.targets(of: state)
    var out = exit[state]
    for target in targets { out += entries[neighbours[target] * order + state] }
    leaving[state] = out
    if out == 0 { isEndless[state] = true }
    for place in pattern.sources(of: state) {
      let source = neighbours[place]
      let into = entries[state * order + source]
      guard into > 0 else { continue }
      if isEndless[state] { isEndless[source] = true }
      guard out > 0 else { continue }
      let visits = into / out
      entries[state * order + source] = visits
      exit[source] += visits * exit[state]
      for target in targets {
        let row = neighbours[target] * order
        entries[row + source] += visits * entries[row + state]
      }
    }
  }

  /// The expected sum of rewards per step from a start in every state, infinity without certain way out.
  func rewards(_ perStep: [Double]) -> [Double] {
    var rewards = perStep
    let neighbours = pattern.neighbours.span
    for state in (0..<order).reversed() where leaving[state] > 0 {
      for place in pattern.sources(of: state) {
        let source = neighbours[place]
        rewards[source] += entries[state * order + source] * rewards[state]
      }
    }
    for state in 0..<order {
      guard !isEndless[state] else { continue }
      for place in pattern.targets(of: state) {
        let target = neighbours[place]
        let onward = entries[target * order + state]
        // No certain state leads to an endless one, whose sum would be infinite.
        if onward > 0 { rewards[state] += onward * rewards[target] }
      }
      rewards[state] /= leaving[state]
    }
    return rewards.indices.map { isEndless[$0] ? .infinity : rewards[$0] }
  }
}
