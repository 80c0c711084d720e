/// Why a linear-algebra routine has no answer.
public enum NumericsError: Error, Equatable, CustomStringConvertible {
  /// The matrix has no inverse: the pivot in this position (counted from 1) is exactly zero.
  case singular(pivot: Int)
  /// An iteration of a routine did not settle; this many eigenvalues or singular values were not found.
  case notConverged(routine: String, missing: Int)
  /// A routine refused its argument in this position (counted from 1): a defect of this library.
  case refusedArgument(routine: String, position: Int)

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .singular(let pivot): "the matrix is singular: pivot \(pivot) is zero"
    case .notConverged(let routine, let missing):
      "\(routine) did not settle: \(missing) values were not found"
    case .refusedArgument(let routine, let position): "\(routine) refused its argument \(position)"
    }
  }
}
