import SimNumerics
import SimTestSupport
import Testing

@Suite struct LeastColumnsTests {
  @Test func `the least columns are those of the product in double precision`() {
    var random = SplitMix64(seed: 21)
    for _ in 0..<30 {
      let rows = random.integer(in: 0...450)
      let inner = random.integer(in: 0...12)
      let columns = random.chance(0.2) ? random.integer(in: 41...600) : random.integer(in: 1...40)
      let left = matrix(rows, inner, &random)
      let right = matrix(inner, columns, &random)
      let offsets = (0..<columns).map { _ in random.chance(0.5) ? 0 : random.number(in: 0...5_000) }
      let found = BLAS.leastColumns(left, right, offsets: offsets, threads: 1)
      #expect(found == plain(left, right, offsets))
      #expect(BLAS.leastColumns(left, right, offsets: offsets, threads: 3) == found)
    }
  }

  @Test func `columns that single precision cannot tell apart are told apart`() {
    let left = Matrix(rows: 3, columns: 2, storage: [1, 1, 3, 5, 1e-3, 0])
    let near = 1 - 1e-12
    let right = Matrix(rows: 2, columns: 4, storage: [1, 1, near, 1, 1, 1, 1, near])
    let found = BLAS.leastColumns(
      left, right, offsets: Array(repeating: 0, count: right.columns), threads: 1)
    #expect(found?.columns == [2, 3, 2])
    #expect(found?.values == [1 + near, 3 + 5 * near, 1e-3 * near])
  }

  @Test func `of equal columns the first is the least`() {
    let found = BLAS.leastColumns(
      Matrix(rows: 2, columns: 3, storage: [1, 2, 3, 0, 0, 0]), Matrix(rows: 3, columns: 5, repeating: 2),
      offsets: [1, 0, 0, 0, 0], threads: 1)
    #expect(found?.columns == [1, 1] && found?.values == [12, 0])
  }

  @Test func `numbers far apart in size lose nothing`() {
    let left = Matrix(rows: 3, columns: 2, storage: [1e300, 0, 0, 1e-200, 1e-300, 1e-290])
    let right = Matrix(rows: 2, columns: 2, storage: [1e5, 2e5, 1e-5, 2e-6])
    let found = BLAS.leastColumns(
      left, right, offsets: Array(repeating: 0, count: right.columns), threads: 1)
    #expect(found == plain(left, right, [0, 0]))
  }

  @Test func `sums of columns are refused where an entry is negative or no number`() {
    #expect(BLAS.columnSums(Matrix(rows: 0, columns: 2)) == [0, 0])
    for width in [1, 3, 8, 9] {
      let sound = (0..<width * 5).map { Double($0 % 13) }
      let sums = (0..<width).map { column in (0..<5).reduce(0) { $0 + sound[$1 * width + column] } }
      #expect(BLAS.columnSums(Matrix(rows: 5, columns: width, storage: sound)) == sums)
      for bad in [-1e-300, Double.nan, .infinity, -.infinity] {
        for position in [0, width * 2, width * 5 - 1] {
          var wrong = sound
          wrong[position] = bad
          #expect(BLAS.columnSums(Matrix(rows: 5, columns: width, storage: wrong)) == nil)
        }
      }
    }
  }

  private func matrix(_ rows: Int, _ columns: Int, _ random: inout SplitMix64) -> Matrix {
    Matrix(
      rows: rows, columns: columns,
      storage: (0..<rows * columns).map { _ in random.chance(0.2) ? 0 : random.number(in: 0...1000) })
  }

  private func plain(_ left: Matrix, _ right: Matrix, _ offsets: [Double]) -> BLAS.LeastColumns {
    var found = BLAS.LeastColumns(
      columns: [], values: [],
      leftSums: (0..<left.columns).map { column in (0..<left.rows).reduce(0) { $0 + left[$1, column] } })
    for row in 0..<left.rows {
      let sums = (0..<right.columns).map { column in
        (0..<left.columns).reduce(0) { $0 + left[row, $1] * right[$1, column] } + offsets[column]
      }
      let least = sums.indices.min { sums[$0] < sums[$1] } ?? 0
      found.columns.append(Int32(least))
      found.values.append(sums[least])
    }
    return found
  }
}
