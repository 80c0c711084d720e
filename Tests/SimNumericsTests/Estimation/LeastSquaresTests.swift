import SimNumerics
import SimTestSupport
import Testing

@Suite struct LeastSquaresTests {
  private func solve(
    _ rows: [[Double]], _ observed: [Double], _ errors: [Double], constraints: [[Double]] = [],
    exact: [Double] = []
  ) throws -> LeastSquaresEstimate {
    let columns = (rows + constraints).first?.count ?? 0
    return try LeastSquaresProblem(
      design: Matrix(rows: rows.count, columns: columns, storage: rows.flatMap { $0 }), observed: observed,
      standardErrors: errors,
      constraints: Matrix(rows: constraints.count, columns: columns, storage: constraints.flatMap { $0 }),
      exact: exact
    ).solve()
  }

  @Test func `repeated measurements give their weighted mean`() throws {
    let found = try solve([[1], [1]], [10, 13], [1, 2])
    expectClose(found.values, [(10 + 13.0 / 4) / 1.25])
    expectClose(found.standardDeviations, [(1 / 1.25).squareRoot()])
    // (13 - 10)^2 / (1 + 4), on one degree of freedom; both residuals are the same surprise.
    expectClose(found.test.statistic, 9.0 / 5)
    #expect(found.test.degreesOfFreedom == 1)
    let scores = found.normalisedResiduals.map { ($0 ?? 0).magnitude }
    expectClose(scores, Array(repeating: (9.0 / 5).squareRoot(), count: 2))
  }

  @Test func `a constraint shares a misfit out by variance`() throws {
    // 100 measured in, 60 and 30 out: 10 are missing, and the variances are 1, 4 and 5.
    let found = try solve(
      [[1, 0, 0], [0, 1, 0], [0, 0, 1]], [100, 60, 30], [1, 2, 5.0.squareRoot()], constraints: [[1, -1, -1]],
      exact: [0])
    expectClose(found.values, [99, 64, 35])
    expectClose(found.test.statistic, 10)
    expectClose(found.standardDeviations.map { $0 * $0 }, [0.9, 2.4, 2.5])
  }

  @Test func `what nothing fixes is told apart`() throws {
    // x + y is measured, z is exact: x and y are open, and the sum is not tested.
    let found = try solve([[1, 1, 0]], [7], [0.5], constraints: [[0, 0, 2]], exact: [6])
    #expect(found.isDetermined == [false, false, true])
    expectClose([found.values[0] + found.values[1], found.values[2]], [7, 3])
    #expect(found.test.degreesOfFreedom == 0 && found.test.probability == 1)
    #expect(found.normalisedResiduals == [nil])
    #expect(found.standardDeviations[2] < 1e-12)
  }

  @Test func `without data the constraints alone speak`() throws {
    let found = try solve([], [], [], constraints: [[1, 1], [1, -1]], exact: [5, 1])
    expectClose(found.values, [3, 2])
    #expect(found.isDetermined == [true, true])
    let nothing = try solve([], [], [])
    #expect(nothing.values.isEmpty && nothing.test.degreesOfFreedom == 0)
  }

  @Test func `constraints that contradict each other are refused, repeated ones are not`() throws {
    let error = #expect(throws: EstimationError.self) {
      try self.solve([[1]], [1], [1], constraints: [[1], [2]], exact: [3, 8])
    }
    #expect(
      error?.description.hasPrefix("the exact constraints contradict each other: constraint ") == true)
    let repeated = try solve([[1]], [1], [1], constraints: [[1], [2]], exact: [3, 6])
    expectClose(repeated.values, [3])
  }

  @Test func `random problems satisfy the conditions of Lagrange`() throws {
    var random = SplitMix64(seed: 17)
    for _ in 0..<60 {
      let unknowns = random.integer(in: 1...8)
      let count = unknowns + random.integer(in: 0...6)
      let bound = random.integer(in: 0...unknowns - 1)
      func row() -> [Double] { (0..<unknowns).map { _ in random.number(in: -1...1) } }
      let rows = (0..<count).map { _ in row() }
      let constraints = (0..<bound).map { _ in row() }
      let observed = (0..<count).map { _ in random.number(in: -5...5) }
      let errors = (0..<count).map { _ in random.number(in: 0.01...10) }
      let exact = (0..<bound).map { _ in random.number(in: -5...5) }
      let found = try solve(rows, observed, errors, constraints: constraints, exact: exact)
      // (A' W A  C'; C  0) (x; l) = (A' W b; d), and the inverse holds the covariance.
      let order = unknowns + bound
      var system = Matrix(rows: order, columns: order)
      var right = Matrix(rows: order, columns: 1)
      for (position, row) in rows.enumerated() {
        let weight = 1 / (errors[position] * errors[position])
        for i in 0..<unknowns {
          right[i, 0] += weight * row[i] * observed[position]
          for j in 0..<unknowns { system[i, j] += weight * row[i] * row[j] }
        }
      }
      for (position, row) in constraints.enumerated() {
        right[unknowns + position, 0] = exact[position]
        for i in 0..<unknowns {
          system[i, unknowns + position] = row[i]
          system[unknowns + position, i] = row[i]
        }
      }
      let expected = try LAPACK.solve(system, right)
      expectClose(found.values, (0..<unknowns).map { expected[$0, 0] }, limit: 1e-6)
      let inverse = try LAPACK.solve(system, .identity(order))
      let covariance = (0..<unknowns).flatMap { i in (0..<unknowns).map { inverse[i, $0] } }
      expectClose(found.covariance.storage, covariance, limit: 1e-6)
      #expect(found.isDetermined.allSatisfy { $0 })
      #expect(found.test.degreesOfFreedom == count - unknowns + bound)
    }
  }

  @Test func `the chi-square test has its closed forms`() {
    expectClose(
      ChiSquareTest(statistic: 3, degreesOfFreedom: 2).probability, SpecialFunctions.exponential([-1.5])[0])
    expectClose(
      ChiSquareTest(statistic: 2.25, degreesOfFreedom: 1).probability,
      2 * SpecialFunctions.normalUpperTail([1.5])[0])
    #expect(ChiSquareTest(statistic: 0, degreesOfFreedom: 3).probability == 1)
  }

  @Test func `a singular system rebuilds its matrix from orthonormal bases`() throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<40 {
      let (rows, columns) = (random.integer(in: 1...9), random.integer(in: 1...9))
      let rank = random.integer(in: 0...min(rows, columns))
      func block(_ rows: Int, _ columns: Int) -> Matrix {
        Matrix(
          rows: rows, columns: columns, storage: (0..<rows * columns).map { _ in random.number(in: -1...1) })
      }
      let matrix = BLAS.product(block(rows, rank), block(rank, columns))
      let found = try LAPACK.singularSystem(matrix)
      #expect(found.rank == rank)
      let inverse = found.pseudoinverse(rank: rank)
      expectClose(
        BLAS.product(BLAS.product(matrix, inverse), matrix).storage, matrix.storage, limit: 1e-10)
      let open = found.nullSpace
      #expect(open.columns == columns - rank)
      #expect(BLAS.product(matrix, open).storage.allSatisfy { $0.magnitude < 1e-12 })
      expectClose(
        BLAS.product(open.transposed, open).storage, Matrix.identity(columns - rank).storage)
    }
    #expect(try LAPACK.singularSystem(Matrix(rows: 0, columns: 3)).nullSpace == .identity(3))
  }
}
