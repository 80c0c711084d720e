import SimNumerics
import SimTestSupport
import Testing

@Suite struct BLASTests {
  @Test func `products of random shapes are the triple loop`() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<200 {
      let shape = (random.integer(in: 0...30), random.integer(in: 0...30), random.integer(in: 0...30))
      expectTripleLoop(rows: shape.0, inner: shape.1, columns: shape.2, &random)
    }
  }

  @Test(arguments: [
    (0, 0, 0), (0, 3, 2), (2, 3, 0), (1, 1, 1), (1, 9, 1), (1, 1, 9), (9, 1, 1), (126, 126, 15),
  ])
  func `products of edge shapes are the triple loop`(rows: Int, inner: Int, columns: Int) {
    var random = SplitMix64(seed: 4)
    expectTripleLoop(rows: rows, inner: inner, columns: columns, &random)
  }

  @Test func `a product over nothing is zero`() {
    let product = BLAS.product(Matrix(rows: 2, columns: 0), Matrix(rows: 0, columns: 3))
    #expect(product == Matrix(rows: 2, columns: 3, repeating: 0))
  }

  @Test func `a product replaces what the result held`() {
    var result = [Double.nan, .nan]
    BLAS.multiply([1, 2], [3, 4, 5, 6], into: &result, rows: 1, inner: 2, columns: 2)
    #expect(result == [13, 16])
    BLAS.multiply([], [], into: &result, rows: 1, inner: 0, columns: 2)
    #expect(result == [0, 0])
  }

  @Test func `the build of OpenBLAS is known`() {
    #expect(BLAS.configuration.contains("OpenBLAS"))
  }

  private func expectTripleLoop(rows: Int, inner: Int, columns: Int, _ random: inout SplitMix64) {
    let left = Matrix(
      rows: rows, columns: inner, storage: (0..<rows * inner).map { _ in random.number(in: -1...1) })
    let right = Matrix(
      rows: inner, columns: columns, storage: (0..<inner * columns).map { _ in random.number(in: -1...1) })
    var expected = Matrix(rows: rows, columns: columns)
    for row in 0..<rows {
      for column in 0..<columns {
        for step in 0..<inner { expected[row, column] += left[row, step] * right[step, column] }
      }
    }
    let found = BLAS.product(left, right)
    #expect(found.rows == rows && found.columns == columns)
    expectClose(
      found.storage, expected.storage, "the product of \(rows) x \(inner) and \(inner) x \(columns)")
  }
}
