internal import CSimBLAS
internal import CSimLAPACKE

/// Linear systems on LAPACK. Together with `BLAS.swift` this file holds all unsafe code.
public enum LAPACK {
  /// Solves A X = B by LU factorisation with partial pivoting (LAPACK dgesv).
  ///
  /// - Parameters:
  ///   - matrix: A, of shape `n x n`.
  ///   - right: B, of shape `n x m`.
  /// - Returns: X, of shape `n x m`.
  /// - Throws: ``NumericsError/singular(pivot:)`` where a pivot is exactly zero.
  public static func solve(_ matrix: Matrix, _ right: Matrix) throws(NumericsError) -> Matrix {
    precondition(
      matrix.rows == matrix.columns && matrix.rows == right.rows,
      "a \(matrix.rows) x \(matrix.columns) system has no right side of \(right.rows) x \(right.columns)")
    guard matrix.rows > 0, right.columns > 0 else { return right }
    _ = BLAS.configuration
    let order = Int32(matrix.rows)
    var factors = matrix.storage
    var pivots = [Int32](repeating: 0, count: matrix.rows)
    var solution = right.storage
    let info = unsafe LAPACKE_dgesv(
      LAPACK_ROW_MAJOR, order, Int32(right.columns), &factors, order, &pivots, &solution,
      Int32(right.columns))
    guard info >= 0 else { throw NumericsError.refusedArgument(routine: "dgesv", position: Int(-info)) }
    guard info == 0 else { throw NumericsError.singular(pivot: Int(info)) }
    return Matrix(rows: right.rows, columns: right.columns, storage: solution)
  }
}
