/// The singular values of a real matrix A = U diag(s) V' with complete orthogonal bases of both sides.
public struct SingularSystem: Sendable, Equatable {
  /// U, `m x m`: its columns span what the matrix reaches, then what it does not.
  public let left: Matrix
  /// The singular values, the smaller of `m` and `n` of them, descending, each 0 or more.
  public let values: [Double]
  /// The transpose of V, `n x n`: its rows span what the matrix sees, then what it sends to zero.
  public let rightTransposed: Matrix

  /// Makes a system of values and bases.
  ///
  /// - Parameters:
  ///   - left: U, `m x m` and orthogonal.
  ///   - values: the smaller of `m` and `n` singular values, descending, each 0 or more.
  ///   - rightTransposed: the transpose of V, `n x n` and orthogonal.
  public init(left: Matrix, values: [Double], rightTransposed: Matrix) {
    self.left = left
    self.values = values
    self.rightTransposed = rightTransposed
  }

  /// The number of singular values that are not rounding: above 8 max(m, n) 2^-52 times the largest.
  public var rank: Int {
    let largest = max(left.rows, rightTransposed.rows)
    let limit = 8 * Double(largest) * 0x1p-52 * (values.first ?? 0)
    return values.count { $0 > limit }
  }

  /// An orthonormal basis of what the matrix sends to zero, `n x (n - rank)`; the vectors are the columns.
  public var nullSpace: Matrix {
    let (order, rank) = (rightTransposed.rows, rank)
    var basis = Matrix(rows: order, columns: order - rank)
    for vector in rank..<order {
      for entry in 0..<order { basis[entry, vector - rank] = rightTransposed[vector, entry] }
    }
    return basis
  }

  /// The pseudoinverse of the matrix with the first `rank` singular values, `n x m` (Moore and Penrose).
  ///
  /// - Parameter rank: how many values are kept, from 0 to their number; those must be above 0.
  /// - Returns: V diag(1 / s) U' over the kept values.
  public func pseudoinverse(rank: Int) -> Matrix {
    precondition(rank <= values.count, "a rank of \(rank) with \(values.count) singular values")
    var scaled = Matrix(rows: rightTransposed.rows, columns: rank)
    var kept = Matrix(rows: rank, columns: left.rows)
    for value in 0..<rank {
      for row in 0..<rightTransposed.rows { scaled[row, value] = rightTransposed[value, row] / values[value] }
      for row in 0..<left.rows { kept[value, row] = left[row, value] }
    }
    return BLAS.product(scaled, kept)
  }
}
