import SimNumerics
import SimTestSupport
import Testing

@Suite struct TransitionEstimateTests {
  private func ones(_ like: Matrix) -> Matrix { Matrix(rows: like.rows, columns: like.columns, repeating: 1) }

  /// Years of states that a matrix makes from random starts, each start followed by one year.
  private func run(_ matrix: Matrix, years: Int, _ random: inout SplitMix64, noise: Double = 0) -> Matrix {
    var state = random.shares(matrix.rows).map { $0 * 100 }
    var rows = state
    for year in 1..<years {
      state = BLAS.product(matrix, Matrix(rows: matrix.rows, columns: 1, storage: state)).storage
      // New dwellings between the years keep the states apart, else all years would say the same.
      if year.isMultiple(of: 2) { state = state.map { max(0, $0 + noise * random.number(in: -1...1)) } }
      rows += state
    }
    return Matrix(rows: years, columns: matrix.rows, storage: rows)
  }

  @Test func `years without errors give the matrix back`() throws {
    let matrix = Matrix(rows: 3, columns: 3, storage: [0.9, 0.1, 0, 0.1, 0.6, 0.3, 0, 0.3, 0.7])
    var random = SplitMix64(seed: 2)
    let states = run(matrix, years: 7, &random)
    let found = try TransitionEstimate(states: states, standardErrors: ones(states))
    expectClose(found.matrix.storage, matrix.storage, limit: 1e-7)
    #expect(found.sumOfSquares < 1e-16)
  }

  @Test func `columns stay stochastic and no neighbour fits better`() throws {
    var random = SplitMix64(seed: 8)
    for _ in 0..<40 {
      let order = random.integer(in: 1...4)
      var matrix = Matrix(rows: order, columns: order)
      for column in 0..<order {
        for (row, share) in random.shares(order).enumerated() { matrix[row, column] = share }
      }
      let states = run(matrix, years: random.integer(in: 2...8), &random, noise: 60)
      let found = try TransitionEstimate(states: states, standardErrors: ones(states)).matrix
      expectNonNegative(found.storage)
      expectClose(
        found.transposed.storage.chunked(order).map { $0.reduce(0, +) }, Array(repeating: 1, count: order))
      let best = sum(found, states)
      for _ in 0..<50 {
        let column = random.integer(in: 0...order - 1)
        let (from, to) = (random.integer(in: 0...order - 1), random.integer(in: 0...order - 1))
        var other = found
        let moved = min(found[from, column], random.number(in: 0...0.05))
        other[from, column] -= moved
        other[to, column] += moved
        #expect(sum(other, states) >= best * (1 - 1e-9) - 1e-9)
      }
    }
  }

  private func sum(_ matrix: Matrix, _ states: Matrix) -> Double {
    (1..<states.rows).reduce(0) { total, year in
      let before = (0..<states.columns).map { states[year - 1, $0] }
      let next = BLAS.product(matrix, Matrix(rows: before.count, columns: 1, storage: before)).storage
      return next.indices.reduce(total) { $0 + (next[$1] - states[year, $1]) * (next[$1] - states[year, $1]) }
    }
  }

  @Test func `what cannot happen stays zero, and an empty column is refused`() throws {
    let states = Matrix(rows: 3, columns: 2, storage: [10, 5, 12, 3, 6, 9])
    let found = try TransitionEstimate(states: states, standardErrors: ones(states)) { to, from in to >= from
    }
    #expect(found.matrix[0, 1] == 0)
    expectClose(found.matrix[1, 1], 1)
    let error = #expect(throws: EstimationError.self) {
      try TransitionEstimate(states: states, standardErrors: self.ones(states)) { _, from in from != 1 }
    }
    #expect(error?.description == "no entry of column 2 may differ from zero")
  }

  @Test func `one state stays what it is`() throws {
    let states = Matrix(rows: 2, columns: 1, storage: [10, 7])
    let found = try TransitionEstimate(states: states, standardErrors: ones(states))
    #expect(found.matrix.storage == [1] && found.sumOfSquares == 9)
  }
}

extension Array {
  /// The array in pieces of a length.
  fileprivate func chunked(_ length: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: length).map { self[$0..<Swift.min($0 + length, count)] }
  }
}
