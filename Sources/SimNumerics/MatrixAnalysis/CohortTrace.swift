/// A cohort that moves through states over a number of cycles: who is where at the end of each, and what that adds up to.
///
///     x(t) = P(t) x(t - 1),   total = sum over t >= 1 of value(t) x(t) / (1 + rate)^t
///
/// P(t) has column = from and row = to (health economists often write the transposed matrix); values count at the end
/// of a cycle, so the start itself has none.
///
/// Source: A. Briggs, K. Claxton and M. Sculpher (2006), Decision Modelling for Health Economic Evaluation, chapter 2.
public struct CohortTrace: Sendable, Equatable {
  /// Per cycle, the start first, the part of the cohort in every state; `cycles + 1` x states.
  public let occupancy: [[Double]]

  /// Follows a cohort.
  ///
  /// - Parameters:
  ///   - start: x(0), one entry per state, for example shares.
  ///   - cycles: the number of cycles, 0 or more.
  ///   - transition: P of a cycle, which counts from 1; of the order of the start.
  public init(start: [Double], cycles: Int, transition: (_ cycle: Int) -> ProjectionMatrix) {
    precondition(cycles >= 0, "\(cycles) cycles")
    var occupancy = [start]
    for cycle in 0..<cycles {
      let matrix = transition(cycle + 1)
      precondition(matrix.order == start.count, "order \(matrix.order) for \(start.count) states")
      occupancy.append(matrix.matrix.times(occupancy[cycle]))
    }
    self.occupancy = occupancy
  }

  /// What being in the states adds up to.
  ///
  /// - Parameters:
  ///   - rate: the discount rate per cycle, above -1; 0 counts every cycle in full.
  ///   - value: per cycle, from 1, what every state is worth, in any unit per cycle.
  /// - Returns: the discounted sum over cycles and states, in the unit of the values times cycles.
  public func total(discountedAt rate: Double = 0, value: (_ cycle: Int) -> [Double]) -> Double {
    precondition(rate > -1, "the discount rate \(rate) is not above -1")
    var sum = 0.0
    var factor = 1.0
    for cycle in occupancy.indices.dropFirst() {
      factor /= 1 + rate
      let values = value(cycle)
      precondition(values.count == occupancy[cycle].count, "\(values.count) values per cycle")
      sum += factor * zip(values, occupancy[cycle]).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return sum
  }
}
