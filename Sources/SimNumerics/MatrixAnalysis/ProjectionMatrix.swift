/// A population projection matrix: square, finite, without negative entries, of order 1 or more.
///
/// Entry (i, j) is what one individual (or dwelling) in state j contributes to state i a step later:
///
///     n(t + 1) = A n(t)
///
/// Source: H. Caswell (2001), Matrix Population Models, 2nd ed., chapter 2.
public struct ProjectionMatrix: Sendable, Equatable {
  /// The matrix A, `order x order`, column = from, row = to; per step, every entry 0 or more.
  public let matrix: Matrix

  /// Checks a matrix.
  ///
  /// - Parameter matrix: A, of shape `n x n` with n 1 or more.
  /// - Throws: ``MatrixProblem`` for the first thing that keeps it from being a projection matrix.
  public init(_ matrix: Matrix) throws(MatrixProblem) {
    if let problem = Self.problems(of: matrix).first { throw problem }
    self.matrix = matrix
  }

  /// Makes a projection matrix of entries that are known to be finite and 0 or more.
  init(unchecked matrix: Matrix) {
    self.matrix = matrix
  }

  /// The number of states.
  public var order: Int { matrix.rows }

  /// Everything that keeps a matrix from being a projection matrix, shape first, then row by row.
  ///
  /// - Parameter matrix: any matrix.
  /// - Returns: the problems, none for a projection matrix.
  public static func problems(of matrix: Matrix) -> [MatrixProblem] {
    guard matrix.rows > 0 || matrix.columns > 0 else { return [.empty] }
    guard matrix.rows == matrix.columns else {
      return [.notSquare(rows: matrix.rows, columns: matrix.columns)]
    }
    var problems: [MatrixProblem] = []
    for row in 0..<matrix.rows {
      for column in 0..<matrix.columns {
        let entry = matrix[row, column]
        if !entry.isFinite { problems.append(.notFinite(row: row + 1, column: column + 1)) }
        if entry < 0, entry.isFinite {
          problems.append(.negative(row: row + 1, column: column + 1, found: entry))
        }
      }
    }
    return problems
  }

  /// Projects a vector: n(t) = A^t n(0).
  ///
  /// - Parameters:
  ///   - start: n(0), one entry per state.
  ///   - steps: the number of steps, 0 or more.
  /// - Returns: `steps + 1` vectors, the start first.
  public func project(_ start: [Double], steps: Int) -> [[Double]] {
    precondition(
      start.count == order && steps >= 0, "\(start.count) states and \(steps) steps for order \(order)")
    var vectors = [start]
    vectors.reserveCapacity(steps + 1)
    for step in 0..<steps { vectors.append(matrix.times(vectors[step])) }
    return vectors
  }

  /// The matrix divided by a number above 0, such as its growth rate.
  func scaled(by divisor: Double) -> Matrix {
    Matrix(rows: order, columns: order, storage: matrix.storage.map { $0 / divisor })
  }
}

/// Why a matrix is no projection matrix; rows and columns count from 1.
public enum MatrixProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// It has no entries.
  case empty
  /// It has another number of columns than of rows.
  case notSquare(rows: Int, columns: Int)
  /// An entry is infinite or not a number.
  case notFinite(row: Int, column: Int)
  /// An entry is negative: a state cannot contribute less than nothing.
  case negative(row: Int, column: Int, found: Double)

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .empty: "the matrix has no entries"
    case .notSquare(let rows, let columns): "the matrix has \(rows) rows and \(columns) columns"
    case .notFinite(let row, let column): "row \(row), column \(column) is not a finite number"
    case .negative(let row, let column, let found): "row \(row), column \(column) is \(found), below 0"
    }
  }
}
