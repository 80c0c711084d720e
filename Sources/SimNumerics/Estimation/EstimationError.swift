/// Why an estimate does not exist.
public enum EstimationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The exact constraints contradict each other; this one (from 0) is left open by this much.
  case contradictoryConstraints(row: Int, residual: Double)
  /// A state (from 0) that is diffuse at the start is never observed, so nothing is known about it.
  case neverObserved(state: Int)
  /// No entry of a column (from 0) may differ from zero, so it cannot add up to one.
  case emptyColumn(Int)
  /// The search for the best estimate did not settle within this number of steps.
  case notSettled(steps: Int)
  /// A routine of linear algebra has no answer.
  case numerics(NumericsError)

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .contradictoryConstraints(let row, let residual):
      "the exact constraints contradict each other: constraint \(row + 1) is left open by \(residual)"
    case .neverObserved(let state): "state \(state + 1) starts without any knowledge and is never observed"
    case .emptyColumn(let column): "no entry of column \(column + 1) may differ from zero"
    case .notSettled(let steps): "the estimate has not settled after \(steps) steps"
    case .numerics(let error): "\(error)"
    }
  }
}
