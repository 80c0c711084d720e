import SimNumerics
import SimTestSupport
import Testing

@Suite struct MatrixTests {
  @Test func `entries stand row after row`() {
    var matrix = Matrix(rows: 2, columns: 3, storage: [1, 2, 3, 4, 5, 6])
    #expect(matrix[0, 2] == 3)
    #expect(matrix[1, 0] == 4)
    matrix[1, 1] = 9
    #expect(matrix.storage == [1, 2, 3, 4, 9, 6])
  }

  @Test func `the transpose swaps rows and columns`() {
    let matrix = Matrix(rows: 2, columns: 3, storage: [1, 2, 3, 4, 5, 6])
    #expect(matrix.transposed == Matrix(rows: 3, columns: 2, storage: [1, 4, 2, 5, 3, 6]))
    #expect(matrix.transposed.transposed == matrix)
  }

  @Test(arguments: [0, 1, 4]) func `the identity leaves a matrix as it is`(order: Int) {
    var random = SplitMix64(seed: 1)
    let matrix = Matrix(rows: order, columns: 3, storage: (0..<order * 3).map { _ in random.number() })
    #expect(BLAS.product(.identity(order), matrix) == matrix)
  }

  @Test(arguments: [(0, 0), (0, 3), (3, 0)]) func `a matrix without entries is a matrix`(shape: (Int, Int)) {
    let matrix = Matrix(rows: shape.0, columns: shape.1)
    #expect(matrix.storage.isEmpty)
    #expect(matrix.transposed.rows == shape.1)
    #expect(matrix.transposed.columns == shape.0)
  }

  @Test func `one repeated value fills a matrix`() {
    #expect(Matrix(rows: 2, columns: 2, repeating: 7).storage == [7, 7, 7, 7])
    #expect(Matrix(rows: 1, columns: 2).storage == [0, 0])
  }
}
