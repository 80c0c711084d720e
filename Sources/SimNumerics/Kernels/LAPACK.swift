internal import CSimBLAS
internal import CSimLAPACKE

/// Linear systems, eigenvalues and singular values on LAPACK. Together with `BLAS.swift` this file holds all unsafe code.
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

  /// The eigenvalues and eigenvectors of a real square matrix (LAPACK dgeev, with balancing).
  ///
  ///     A x(k) = lambda(k) x(k)   and   y(k)^H A = lambda(k) y(k)^H
  ///
  /// - Parameter matrix: A, of shape `n x n`, finite.
  /// - Returns: the eigenvalues in the order of LAPACK, and both sets of vectors.
  /// - Throws: ``NumericsError/notConverged(routine:missing:)`` where the QR iteration does not settle.
  public static func eigensystem(_ matrix: Matrix) throws(NumericsError) -> Eigensystem {
    try geev(matrix, withVectors: true)
  }

  /// The eigenvalues of a real square matrix (LAPACK dgeev, with balancing).
  ///
  /// - Parameter matrix: A, of shape `n x n`, finite.
  /// - Returns: `n` eigenvalues, the largest modulus first; of equal moduli the larger real part first, of a conjugate
  ///   pair the one with the positive imaginary part.
  /// - Throws: ``NumericsError/notConverged(routine:missing:)`` where the QR iteration does not settle.
  public static func eigenvalues(_ matrix: Matrix) throws(NumericsError) -> [Eigenvalue] {
    try geev(matrix, withVectors: false).values.sorted(by: Eigenvalue.dominates)
  }

  /// The singular values of a real matrix with complete orthogonal bases of both sides (LAPACK dgesvd).
  ///
  ///     A = U diag(s) V',   U' U = I,   V' V = I
  ///
  /// - Parameter matrix: A, of shape `m x n`, finite.
  /// - Returns: the values, descending, with U and the transpose of V.
  /// - Throws: ``NumericsError/notConverged(routine:missing:)`` where the QR iteration does not settle.
  public static func singularSystem(_ matrix: Matrix) throws(NumericsError) -> SingularSystem {
    let (rows, columns) = (matrix.rows, matrix.columns)
    let count = min(rows, columns)
    guard count > 0 else {
      return SingularSystem(left: .identity(rows), values: [], rightTransposed: .identity(columns))
    }
    _ = BLAS.configuration
    let all = CChar(UInt8(ascii: "A"))
    var entries = matrix.storage
    var values = [Double](repeating: 0, count: count)
    var left = [Double](repeating: 0, count: rows * rows)
    var right = [Double](repeating: 0, count: columns * columns)
    var rest = [Double](repeating: 0, count: count)
    let info = unsafe LAPACKE_dgesvd(
      LAPACK_ROW_MAJOR, all, all, Int32(rows), Int32(columns), &entries, Int32(columns), &values, &left,
      Int32(rows), &right, Int32(columns), &rest)
    guard info >= 0 else { throw NumericsError.refusedArgument(routine: "dgesvd", position: Int(-info)) }
    guard info == 0 else { throw NumericsError.notConverged(routine: "dgesvd", missing: Int(info)) }
    return SingularSystem(
      left: Matrix(rows: rows, columns: rows, storage: left), values: values,
      rightTransposed: Matrix(rows: columns, columns: columns, storage: right))
  }

  private static func geev(_ matrix: Matrix, withVectors: Bool) throws(NumericsError) -> Eigensystem {
    precondition(
      matrix.rows == matrix.columns, "a \(matrix.rows) x \(matrix.columns) matrix has no eigenvalues")
    let count = matrix.rows
    let side = withVectors ? count : 0
    guard count > 0 else { return Eigensystem(values: [], right: matrix, left: matrix) }
    _ = BLAS.configuration
    let order = Int32(count)
    let job = CChar(UInt8(ascii: withVectors ? "V" : "N"))
    var entries = matrix.storage
    var real = [Double](repeating: 0, count: count)
    var imaginary = real
    var left = [Double](repeating: 0, count: side * side)
    var right = left
    let info = unsafe LAPACKE_dgeev(
      LAPACK_ROW_MAJOR, job, job, order, &entries, order, &real, &imaginary, &left, order, &right, order)
    guard info >= 0 else { throw NumericsError.refusedArgument(routine: "dgeev", position: Int(-info)) }
    guard info == 0 else { throw NumericsError.notConverged(routine: "dgeev", missing: Int(info)) }
    return Eigensystem(
      values: zip(real, imaginary).map { Eigenvalue(real: $0, imaginary: $1) },
      right: Matrix(rows: side, columns: side, storage: right),
      left: Matrix(rows: side, columns: side, storage: left))
  }
}
