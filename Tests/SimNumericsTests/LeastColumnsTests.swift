import SimNumerics
import SimTestSupport
import Testing

@Suite struct LeastColumnsTests {
  @Test func `the least columns are those of the product in double precision`() {
    var random = SplitMix64(seed: 21)
    for _ in 0..<30 {
      let rows = random.integer(in: 0...450)
      let inner = random.integer(in: 0...12)
      let columns = random.integer(in: 1...40)
      let left = matrix(rows, inner, &random)
      let right = matrix(inner, columns, &random)
      let found = BLAS.leastColumns(left, right, threads: 1)
      #expect(found == plain(left, right))
      #expect(BLAS.leastColumns(left, right, threads: 3) == found)
    }
  }

  @Test func `columns that single precision cannot tell apart are told apart`() {
    let left = Matrix(rows: 3, columns: 2, storage: [1, 1, 3, 5, 1e-3, 0])
    let near = 1 - 1e-12
    let right = Matrix(rows: 2, columns: 4, storage: [1, 1, near, 1, 1, 1, 1, near])
    let found = BLAS.leastColumns(left, right, threads: 1)
    #expect(found.columns == [2, 3, 2])
    #expect(found.values == [1 + near, 3 + 5 * near, 1e-3 * near])
  }

  @Test func `of equal columns the first is the least`() {
    let found = BLAS.leastColumns(
      Matrix(rows: 2, columns: 3, storage: [1, 2, 3, 0, 0, 0]), Matrix(rows: 3, columns: 5, repeating: 2),
      threads: 1)
    #expect(found.columns == [0, 0] && found.values == [12, 0])
  }

  @Test func `numbers far apart in size lose nothing`() {
    let left = Matrix(rows: 3, columns: 2, storage: [1e300, 0, 0, 1e-200, 1e-300, 1e-290])
    let right = Matrix(rows: 2, columns: 2, storage: [1e5, 2e5, 1e-5, 2e-6])
    let found = BLAS.leastColumns(left, right, threads: 1)
    #expect(found == plain(left, right))
  }

  private func matrix(_ rows: Int, _ columns: Int, _ random: inout SplitMix64) -> Matrix {
    Matrix(
      rows: rows, columns: columns,
      storage: (0..<rows * columns).map { _ in random.chance(0.2) ? 0 : random.number(in: 0...1000) })
  }

  private func plain(_ left: Matrix, _ right: Matrix) -> BLAS.LeastColumns {
    var found = BLAS.LeastColumns(columns: [], values: [])
    for row in 0..<left.rows {
      let sums = (0..<right.columns).map { column in
        (0..<left.columns).reduce(0) { $0 + left[row, $1] * right[$1, column] }
      }
      let least = sums.indices.min { sums[$0] < sums[$1] } ?? 0
      found.columns.append(Int32(least))
      found.values.append(sums[least])
    }
    return found
  }
}
