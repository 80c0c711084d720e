extension Matrix {
  /// The product A x of the matrix and a column vector; `columns` entries in, `rows` entries out.
  func times(_ vector: [Double]) -> [Double] {
    precondition(vector.count == columns, "\(vector.count) entries for \(columns) columns")
    return (0..<rows).map { row in
      var sum = 0.0
      for column in 0..<columns { sum += elements[row * columns + column] * vector[column] }
      return sum
    }
  }

  /// The product x A of a row vector and the matrix; `rows` entries in, `columns` entries out.
  func leftTimes(_ vector: [Double]) -> [Double] {
    precondition(vector.count == rows, "\(vector.count) entries for \(rows) rows")
    var sums = [Double](repeating: 0, count: columns)
    for row in 0..<rows where vector[row] != 0 {
      for column in 0..<columns { sums[column] += vector[row] * elements[row * columns + column] }
    }
    return sums
  }

  /// The entries in some rows and some columns, in their order.
  func block(rows: [Int], columns: [Int]) -> Matrix {
    Matrix(
      rows: rows.count, columns: columns.count,
      storage: rows.flatMap { row in columns.map { self[row, $0] } })
  }

  /// The sums of the columns.
  var columnSums: [Double] { leftTimes(Array(repeating: 1, count: rows)) }

  /// The sum of entries of two matrices of one shape, the second times a factor: A + f B.
  func adding(_ other: Matrix, times factor: Double = 1) -> Matrix {
    precondition(
      rows == other.rows && columns == other.columns,
      "\(rows) x \(columns) and \(other.rows) x \(other.columns) matrices cannot be added")
    return Matrix(
      rows: rows, columns: columns, storage: zip(elements, other.elements).map { $0 + factor * $1 })
  }

  /// The matrix with each row multiplied by its factor.
  func scalingRows(_ factors: [Double]) -> Matrix {
    var scaled = self
    for row in 0..<rows {
      for column in 0..<columns { scaled[row, column] *= factors[row] }
    }
    return scaled
  }

  /// Adds factor x left right' to the matrix.
  mutating func add(_ factor: Double, _ left: [Double], _ right: [Double]) {
    for row in 0..<rows where left[row] != 0 {
      for column in 0..<columns { self[row, column] += factor * left[row] * right[column] }
    }
  }

  /// A' M B for this matrix M, of matching shapes.
  func between(_ left: Matrix, _ right: Matrix) -> Matrix {
    BLAS.product(BLAS.product(left.transposed, self), right)
  }
}
