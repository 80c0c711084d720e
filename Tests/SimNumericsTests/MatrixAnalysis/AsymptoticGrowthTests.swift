import SimNumerics
import SimTestSupport
import Testing

@Suite struct AsymptoticGrowthTests {
  private func growth(_ rows: [[Double]]) throws -> AsymptoticGrowth {
    try AsymptoticGrowth(ProjectionMatrix(Matrix(rows: rows)))
  }

  @Test func `a matrix of one state grows by its entry and has nothing to damp`() throws {
    let one = try growth([[1.5]])
    #expect(one.lambda == 1.5 && one.stableDistribution == .success([1]))
    #expect(one.reproductiveValue == .success([1]) && one.elasticity == .success(.identity(1)))
    #expect(one.dampingRatio == .failure(.noSecondEigenvalue))
    #expect(one.convergenceTime == .failure(.noSecondEigenvalue))
  }

  @Test(arguments: [[[0.0]], [[0, 0], [0, 0]], [[0, 1], [0, 0]]])
  func `where nothing is left in the end nothing is defined`(rows: [[Double]]) throws {
    let none = try growth(rows)
    #expect(none.lambda == 0 && !none.isErgodic && none.period == 0)
    #expect(none.stableDistribution == .failure(.noGrowth) && none.sensitivity == .failure(.noGrowth))
    #expect(none.dampingRatio == .failure(.noGrowth) && none.convergenceTime == .failure(.noGrowth))
    let bounds = try TransientBounds(none)
    #expect(throws: UndefinedQuantity.noGrowth) { try bounds.reactivity.get() }
    #expect(throws: UndefinedQuantity.noGrowth) { try bounds.inertia.get() }
  }

  @Test func `an imprimitive matrix has a distribution, and swings around it for ever`() throws {
    // Three eigenvalues of one modulus, two of them complex: the real one is the dominant one.
    let swing = try growth([[0, 0, 4], [0.5, 0, 0], [0, 0.5, 0]])
    expectClose(swing.lambda, 1, limit: 1e-14)
    expectClose(swing.eigenvalues.map(\.modulus), [1, 1, 1], limit: 1e-14)
    #expect(swing.eigenvalues[0].imaginary == 0 && swing.period == 3 && swing.isErgodic)
    expectClose(try swing.stableDistribution.get(), [4.0 / 7, 2.0 / 7, 1.0 / 7])
    expectClose(try swing.reproductiveValue.get(), [1, 2, 4])
    #expect(swing.dampingRatio == .success(1))
    #expect(swing.convergenceTime == .failure(.imprimitive(period: 3)))
    let bounds = try TransientBounds(swing)
    #expect(throws: UndefinedQuantity.imprimitive(period: 3)) { try bounds.maximumAmplification.get() }
    expectClose(try bounds.reactivity.get().upper, 4)
  }

  @Test func `two separate classes of one rate have no common distribution`() throws {
    for rows in [[[1.0, 0], [0, 1]], [[1, 0], [0.5, 1]]] {
      let twice = try growth(rows)
      #expect(twice.lambda == 1 && twice.stableDistribution == .failure(.severalDominantClasses(2)))
      #expect(twice.elasticity == .failure(.severalDominantClasses(2)) && twice.dampingRatio == .success(1))
      #expect(twice.isErgodic && twice.convergenceTime == .failure(.reducible))
    }
  }

  @Test func `a reducible matrix has exact zeros where nothing comes from or goes to`() throws {
    // State 0 feeds states 1 and 2, which feed each other; state 3 is fed by them.
    let chain = try growth([[0.5, 0, 0, 0], [0.2, 0, 1, 0], [0, 1.44, 0.2, 0], [0, 0.1, 0, 0.3]])
    let stable = try chain.stableDistribution.get()
    let value = try chain.reproductiveValue.get()
    #expect(stable[0] == 0 && stable.dropFirst().allSatisfy { $0 > 0 })
    #expect(value[3] == 0 && value[0] == 1 && value.dropLast().allSatisfy { $0 > 0 })
    #expect(!chain.isErgodic)
    expectVectors(chain)
    #expect(throws: UndefinedQuantity.notErgodic) { try TransientBounds(chain).reactivity.get() }
  }

  @Test func `eigenvectors, sensitivities and elasticities hold for random matrices`() throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<60 {
      let matrix = random.matrix(order: random.integer(in: 1...15), zeros: 0.5)
      let found = try AsymptoticGrowth(ProjectionMatrix(matrix))
      guard case .success(let sensitivity) = found.sensitivity else { continue }
      expectVectors(found)
      expectClose(try found.elasticity.get().storage.reduce(0, +), 1, limit: 1e-12)
      #expect(sensitivity.storage.allSatisfy { $0 >= 0 })
    }
  }

  @Test func `a sensitivity is the slope of the growth rate`() throws {
    var random = SplitMix64(seed: 8)
    for _ in 0..<20 {
      let order = random.integer(in: 2...8)
      let matrix = random.matrix(order: order, zeros: 0.2)
      let (row, column) = (random.integer(in: 0...order - 1), random.integer(in: 0...order - 1))
      let step = 1e-4
      var (more, less) = (matrix, matrix)
      more[row, column] += 2 * step
      less[row, column] += 0
      var middle = matrix
      middle[row, column] += step
      let slope =
        (try AsymptoticGrowth(ProjectionMatrix(more)).lambda
          - AsymptoticGrowth(ProjectionMatrix(less)).lambda) / (2 * step)
      let sensitivity = try AsymptoticGrowth(ProjectionMatrix(middle)).sensitivity.get()
      #expect((slope - sensitivity[row, column]).magnitude < 1e-5)
    }
  }

  @Test(arguments: [
    (Matrix(rows: 0, columns: 0), MatrixProblem.empty),
    (Matrix(rows: 1, columns: 2), .notSquare(rows: 1, columns: 2)),
    (Matrix(rows: [[1, .nan], [0, 0]]), .notFinite(row: 1, column: 2)),
    (Matrix(rows: [[1, 0], [-0.5, 0]]), .negative(row: 2, column: 1, found: -0.5)),
  ]) func `what is no projection matrix is refused with its place`(matrix: Matrix, problem: MatrixProblem) {
    #expect(throws: problem) { try ProjectionMatrix(matrix) }
    #expect(ProjectionMatrix.problems(of: matrix) == [problem])
    #expect(!problem.description.isEmpty)
  }

  private func expectVectors(_ growth: AsymptoticGrowth) {
    guard let right = try? growth.stableDistribution.get(), let left = try? growth.reproductiveValue.get()
    else {
      Issue.record("no vectors")
      return
    }
    let matrix = growth.matrix.matrix
    let column = Matrix(rows: right.count, columns: 1, storage: right)
    let row = Matrix(rows: 1, columns: left.count, storage: left)
    expectClose(BLAS.product(matrix, column).storage, right.map { $0 * growth.lambda }, limit: 1e-11)
    expectClose(BLAS.product(row, matrix).storage, left.map { $0 * growth.lambda }, limit: 1e-11)
    expectClose(right.reduce(0, +), 1)
    #expect(left.first { $0 > 0 } == 1)
  }
}

extension SplitMix64 {
  /// A square matrix of numbers from 0 to 1, of which a share is 0.
  mutating func matrix(order: Int, zeros: Double) -> Matrix {
    Matrix(
      rows: order, columns: order,
      storage: (0..<order * order).map { _ in chance(zeros) ? 0 : number(in: 0.01...1) })
  }

  /// The transient part of a chain whose columns add up to less than 1.
  mutating func transientChain(order: Int) -> Matrix {
    var chain = matrix(order: order, zeros: 0.4)
    for column in 0..<order {
      let sum = (0..<order).reduce(0) { $0 + chain[$1, column] }
      let stays = number(in: 0...0.98)
      for row in 0..<order where sum > 0 { chain[row, column] *= stays / sum }
    }
    return chain
  }
}
