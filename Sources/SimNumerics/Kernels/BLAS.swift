internal import CSimBLAS
internal import CSimMath

/// Matrix products on OpenBLAS, which is pinned to one thread: parallelism is ours, over independent blocks.
///
/// OpenBLAS splits a product over its own threads in a way that changes the last bits, so it gets one thread, and
/// independent blocks run side by side instead. Each block is the same computation whatever the number of
/// threads, so results do not depend on it. Together with `LAPACK.swift` this file holds all unsafe code.
public enum BLAS {
  /// Pins OpenBLAS to one thread, once for the process, and reads how it was built.
  private static let build: String = {
    openblas_set_num_threads(1)
    guard let text = unsafe openblas_get_config() else { return "OpenBLAS, build unknown" }
    return unsafe String(cString: text)
  }()

  /// The version and the build options of the OpenBLAS in use, for the run record.
  public static var configuration: String { build }

  /// The product of two matrices: C = A B.
  ///
  /// - Parameters:
  ///   - left: A, of shape `m x k`.
  ///   - right: B, of shape `k x n`.
  /// - Returns: C, of shape `m x n`; all zero where k is 0.
  public static func product(_ left: Matrix, _ right: Matrix) -> Matrix {
    precondition(
      left.columns == right.rows,
      "a \(left.rows) x \(left.columns) matrix cannot multiply one of \(right.rows) x \(right.columns)")
    var storage = [Double](repeating: 0, count: left.rows * right.columns)
    multiply(
      left.storage, right.storage, into: &storage,
      rows: left.rows, inner: left.columns, columns: right.columns)
    return Matrix(rows: left.rows, columns: right.columns, storage: storage)
  }

  /// The product of two row-major arrays, written into a third: C = A B.
  ///
  /// Nothing is allocated here; for small products some builds of OpenBLAS take a buffer of their own.
  ///
  /// - Parameters:
  ///   - left: A, `rows x inner`.
  ///   - right: B, `inner x columns`.
  ///   - result: C, `rows x columns`; what it held is replaced.
  ///   - rows: the number of rows of A and C.
  ///   - inner: the number of columns of A and rows of B.
  ///   - columns: the number of columns of B and C.
  public static func multiply(
    _ left: [Double], _ right: [Double], into result: inout [Double], rows: Int, inner: Int, columns: Int
  ) {
    precondition(
      left.count == rows * inner && right.count == inner * columns && result.count == rows * columns,
      "arrays of \(left.count), \(right.count) and \(result.count) entries are not "
        + "\(rows) x \(inner), \(inner) x \(columns) and \(rows) x \(columns)")
    multiply(left, right, into: &result, rows: 0..<rows, inner: inner, columns: columns)
  }

  /// The product of some rows of a row-major array and another one, written into the same rows of a third.
  ///
  /// - Parameters:
  ///   - left: A, at least so many rows x `inner`.
  ///   - right: B, `inner x columns`.
  ///   - result: C, at least so many rows x `columns`; the other rows stay as they are.
  ///   - rows: the rows of A and C.
  ///   - inner: the number of columns of A and rows of B.
  ///   - columns: the number of columns of B and C.
  package static func multiply(
    _ left: [Double], _ right: [Double], into result: inout [Double], rows: Range<Int>, inner: Int,
    columns: Int
  ) {
    precondition(
      rows.lowerBound >= 0 && left.count >= rows.upperBound * inner && right.count == inner * columns
        && result.count >= rows.upperBound * columns,
      "arrays of \(left.count), \(right.count) and \(result.count) entries have no rows \(rows) of "
        + "\(inner) and \(columns)")
    guard !rows.isEmpty, columns > 0 else { return }
    unsafe left.withUnsafeBufferPointer { left in
      unsafe right.withUnsafeBufferPointer { right in
        unsafe result.withUnsafeMutableBufferPointer { result in
          let (from, to) = (rows.lowerBound * inner, rows.lowerBound * columns)
          unsafe gemm(
            left.baseAddress.map { unsafe $0 + from }, right.baseAddress,
            result.baseAddress.map { unsafe $0 + to }, rows: rows.count, inner: inner, columns: columns,
            stride: columns)
        }
      }
    }
  }

  /// The sum of a range of an array, added up in eight interleaved parts, which hides the latency of an addition.
  ///
  /// - Parameters:
  ///   - array: the array.
  ///   - range: the positions to add up.
  /// - Returns: the sum, 0 for an empty range; the same bits every time.
  package static func sum(_ array: [Double], over range: Range<Int>) -> Double {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= array.count, "\(range) of \(array.count) entries")
    var parts = SIMD8<Double>(repeating: 0)
    let vectors = range.count / 8
    unsafe array.withUnsafeBufferPointer { array in
      unsafe withUnsafeMutableBytes(of: &parts) { parts in
        guard let first = array.baseAddress, let sums = parts.baseAddress else { return }
        unsafe sim_fold(first + range.lowerBound, vectors, 8, sums.assumingMemoryBound(to: Double.self))
      }
    }
    return array[(range.lowerBound + 8 * vectors)..<range.upperBound].reduce(parts.sum(), +)
  }

  static func gemm(
    _ left: UnsafePointer<Double>?, _ right: UnsafePointer<Double>?, _ result: UnsafeMutablePointer<Double>?,
    rows: Int, inner: Int, columns: Int, stride: Int
  ) {
    _ = build
    unsafe cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(columns), Int32(inner),
      1, left, Int32(max(inner, 1)), right, Int32(stride), 0, result, Int32(stride))
  }
}
