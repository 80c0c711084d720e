import SimNumerics
import SimTestSupport
import Testing

@Suite struct LAPACKTests {
  @Test func `a system of one equation is a division`() throws {
    let found = try LAPACK.solve(
      Matrix(rows: 1, columns: 1, storage: [4]), Matrix(rows: 1, columns: 2, storage: [2, -8]))
    #expect(found == Matrix(rows: 1, columns: 2, storage: [0.5, -2]))
  }

  @Test func `a system is solved row-major`() throws {
    // x + 2 y = 5 and 3 x + 4 y = 11 have the answer x = 1, y = 2.
    let found = try LAPACK.solve(
      Matrix(rows: 2, columns: 2, storage: [1, 2, 3, 4]), Matrix(rows: 2, columns: 1, storage: [5, 11]))
    expectClose(found.storage, [1, 2])
  }

  @Test func `rows are exchanged where the first pivot is zero`() throws {
    let found = try LAPACK.solve(
      Matrix(rows: 2, columns: 2, storage: [0, 1, 1, 0]), Matrix(rows: 2, columns: 1, storage: [3, 7]))
    #expect(found.storage == [7, 3])
  }

  @Test func `a system without equations or right sides has an empty answer`() throws {
    #expect(try LAPACK.solve(Matrix(rows: 0, columns: 0), Matrix(rows: 0, columns: 2)).storage == [])
    let none = try LAPACK.solve(.identity(3), Matrix(rows: 3, columns: 0))
    #expect(none == Matrix(rows: 3, columns: 0))
  }

  @Test(arguments: [
    (Matrix(rows: 1, columns: 1), 1),
    (Matrix(rows: 2, columns: 2, storage: [1, 2, 2, 4]), 2),
    (Matrix(rows: 3, columns: 3, storage: [2, 0, 0, 0, 0, 0, 0, 0, 5]), 2),
  ]) func `a singular matrix names the pivot that is zero`(matrix: Matrix, pivot: Int) {
    let error = #expect(throws: NumericsError.self) {
      try LAPACK.solve(matrix, Matrix(rows: matrix.rows, columns: 1, repeating: 1))
    }
    #expect(error == .singular(pivot: pivot))
    #expect(error?.description == "the matrix is singular: pivot \(pivot) is zero")
  }

  @Test func `random systems leave a residual of rounding only`() throws {
    var random = SplitMix64(seed: 11)
    for _ in 0..<50 {
      let order = random.integer(in: 1...40)
      let sides = random.integer(in: 1...5)
      var matrix = Matrix(rows: order, columns: order)
      for row in 0..<order {
        for column in 0..<order { matrix[row, column] = random.number(in: -1...1) }
        matrix[row, row] += Double(order)
      }
      let right = Matrix(
        rows: order, columns: sides, storage: (0..<order * sides).map { _ in random.number(in: -1...1) })
      let found = try LAPACK.solve(matrix, right)
      #expect(found.rows == order && found.columns == sides)
      expectClose(BLAS.product(matrix, found).storage, right.storage, limit: 1e-13)
    }
  }

  @Test func `a quarter turn has two imaginary eigenvalues, the positive one first`() throws {
    let turn = Matrix(rows: 2, columns: 2, storage: [0, -1, 1, 0])
    let values = try LAPACK.eigenvalues(turn)
    expectClose(values.map(\.real) + [1], [0, 0, 1])
    expectClose(values.map(\.imaginary), [1, -1])
    expectClose(Eigenvalue(real: 3e200, imaginary: 4e200).modulus, 5e200)
  }

  @Test func `eigenvectors solve their equation on both sides`() throws {
    // The eigenvalues are 5 and 2.
    let matrix = Matrix(rows: 2, columns: 2, storage: [4, 1, 2, 3])
    let found = try LAPACK.eigensystem(matrix)
    for (position, value) in found.values.enumerated() {
      let right = (0..<2).map { found.right[$0, position] }
      let left = (0..<2).map { found.left[$0, position] }
      let product = BLAS.product(matrix, Matrix(rows: 2, columns: 1, storage: right)).storage
      let other = BLAS.product(Matrix(rows: 1, columns: 2, storage: left), matrix).storage
      expectClose(product, right.map { value.real * $0 })
      expectClose(other, left.map { value.real * $0 })
    }
    expectClose(try LAPACK.eigenvalues(matrix).map(\.real), [5, 2])
  }

  @Test func `a matrix without rows has no eigenvalues`() throws {
    #expect(try LAPACK.eigenvalues(Matrix(rows: 0, columns: 0)).isEmpty)
    #expect(try LAPACK.eigensystem(Matrix(rows: 0, columns: 0)).values.isEmpty)
  }
}
