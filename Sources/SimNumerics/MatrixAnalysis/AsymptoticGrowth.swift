internal import RealModule

/// What a projection matrix does in the long run: its growth rate and everything that follows from its eigenvectors.
///
/// With A w = lambda w, v A = lambda v and lambda the largest eigenvalue, which by the theorem of Perron and Frobenius
/// is real and not negative:
///
///     sensitivity(i, j) = d lambda / d a(i, j) = v(i) w(j) / (v w)
///     elasticity(i, j)  = a(i, j) / lambda x sensitivity(i, j)
///
/// Zeros of the vectors are exact: the vector of the one class of states with the rate lambda comes from LAPACK, and
/// the states before and after it from linear systems.
///
/// Source: H. Caswell (2001), Matrix Population Models, 2nd ed., chapters 4 and 9; U. G. Rothblum (1975), Linear
/// Algebra and its Applications 12:281-292 (reducible matrices).
public struct AsymptoticGrowth: Sendable {
  /// The matrix.
  public let matrix: ProjectionMatrix
  /// Its classes of states.
  public let structure: MatrixStructure
  /// All eigenvalues, the dominant one first; computed class by class, so those of separate classes do not mix.
  public let eigenvalues: [Eigenvalue]
  /// The dominant eigenvalue, per step; 0 or more.
  public let lambda: Double
  /// The positions of the classes whose own dominant eigenvalue is lambda.
  public let dominantClasses: [Int]
  /// The stable distribution w: one share per state, summing to 1.
  public let stableDistribution: Result<[Double], UndefinedQuantity>
  /// The reproductive values v, one per state, scaled so that the first one that is not 0 is 1.
  public let reproductiveValue: Result<[Double], UndefinedQuantity>

  /// Eigenvalues that differ by less than this share of the largest one cannot be told apart.
  static let sameRate = 1e-12
  /// Eigenvalues below this share of the largest one count as 0.
  static let zeroRate = 1e-13

  /// Analyses a matrix.
  ///
  /// - Parameter matrix: the matrix, states x states, per step.
  /// - Throws: ``NumericsError/notConverged(routine:missing:)`` where LAPACK finds no eigenvalues.
  public init(_ matrix: ProjectionMatrix) throws(NumericsError) {
    let structure = MatrixStructure(matrix.matrix)
    var values: [Eigenvalue] = []
    var rates: [Double] = []
    for states in structure.classes {
      let block = matrix.matrix.block(rows: states, columns: states)
      let own = states.count == 1 ? [Eigenvalue(real: block[0, 0])] : try LAPACK.eigenvalues(block)
      values += own
      rates.append(own.map(\.real).max() ?? 0)
    }
    let lambda = rates.max() ?? 0
    self.matrix = matrix
    self.structure = structure
    self.lambda = lambda
    eigenvalues = Self.ordered(values, dominant: lambda)
    dominantClasses = rates.indices.filter { rates[$0] >= lambda * (1 - Self.sameRate) }
    if lambda == 0 {
      (stableDistribution, reproductiveValue) = (.failure(.noGrowth), .failure(.noGrowth))
    } else if dominantClasses.count > 1 {
      let several = UndefinedQuantity.severalDominantClasses(dominantClasses.count)
      (stableDistribution, reproductiveValue) = (.failure(several), .failure(several))
    } else {
      let core = structure.classes[dominantClasses[0]]
      let right = try DominantVector.right(matrix.matrix, lambda: lambda, core: core, structure)
      let left = try DominantVector.left(matrix.matrix, lambda: lambda, core: core, structure)
      let sum = right.reduce(0, +)
      let first = left.first { $0 > 0 } ?? 1
      stableDistribution = .success(right.map { $0 / sum })
      reproductiveValue = .success(left.map { $0 / first })
    }
  }

  /// The dominant eigenvalue first, also where rounding gives another one of its modulus a larger one.
  private static func ordered(_ values: [Eigenvalue], dominant: Double) -> [Eigenvalue] {
    var rest = values
    guard let position = rest.firstIndex(where: { $0.real == dominant && $0.imaginary == 0 }) else {
      return values.sorted(by: Eigenvalue.dominates)
    }
    let first = rest.remove(at: position)
    return [first] + rest.sorted(by: Eigenvalue.dominates)
  }

  /// Whether every start that is not zero grows at the rate lambda in the long run: every state reaches a class with
  /// that rate.
  public var isErgodic: Bool {
    lambda > 0
      && (0..<matrix.order).allSatisfy { state in
        dominantClasses.contains { structure.reaches(state, structure.classes[$0][0]) }
      }
  }

  /// The period with which the dominant class swings, 1 where it settles; 0 where nothing grows.
  public var period: Int { dominantClasses.map { structure.periods[$0] }.max() ?? 0 }

  /// The damping ratio rho = lambda / |lambda(2)|, 1 where the matrix swings for ever; moduli are not rounded.
  ///
  /// Source: Caswell (2001), section 4.7.
  public var dampingRatio: Result<Double, UndefinedQuantity> {
    guard lambda > 0 else { return .failure(.noGrowth) }
    guard dominantClasses.count == 1 else { return .success(1) }
    guard period == 1 else { return .success(1) }
    guard eigenvalues.count > 1, eigenvalues[1].modulus > lambda * Self.zeroRate else {
      return .failure(.noSecondEigenvalue)
    }
    return .success(lambda / eigenvalues[1].modulus)
  }

  /// The number of steps in which the dominant part becomes ten times as large against the second one:
  ///
  ///     t = log 10 / log rho
  ///
  /// Source: Caswell (2001), equation 4.97, with x = 10.
  public var convergenceTime: Result<Double, UndefinedQuantity> {
    if let reason = unsettled { return .failure(reason) }
    return dampingRatio.map { Double.log(10) / Double.log($0) }
  }

  /// d lambda / d a(i, j), `order x order`.
  public var sensitivity: Result<Matrix, UndefinedQuantity> {
    vectors.map { right, left in
      let scale = zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
      return Matrix(
        rows: right.count, columns: right.count,
        storage: left.flatMap { value in right.map { value * $0 / scale } })
    }
  }

  /// The share of lambda that every entry makes up, `order x order`, summing to 1.
  public var elasticity: Result<Matrix, UndefinedQuantity> {
    sensitivity.map { sensitivity in
      let entries = matrix.matrix.storage
      return Matrix(
        rows: matrix.order, columns: matrix.order,
        storage: zip(entries, sensitivity.storage).map { $0 / lambda * $1 })
    }
  }

  /// Both vectors, or the reason why there are none.
  var vectors: Result<(right: [Double], left: [Double]), UndefinedQuantity> {
    stableDistribution.flatMap { right in reproductiveValue.map { (right, $0) } }
  }

  /// Why the matrix does not settle to one distribution from every start, or `nil` where it does.
  var unsettled: UndefinedQuantity? {
    if lambda == 0 { return .noGrowth }
    if !structure.isIrreducible { return .reducible }
    return structure.isPrimitive ? nil : .imprimitive(period: period)
  }
}

/// Eigenvectors of the dominant eigenvalue of a matrix with one class of that rate.
enum DominantVector {
  /// The right vector: positive on the class and on the states that it reaches, 0 elsewhere.
  static func right(
    _ matrix: Matrix, lambda: Double, core: [Int], _ structure: MatrixStructure
  ) throws(NumericsError) -> [Double] {
    let after = (0..<matrix.rows).filter { structure.reaches(core[0], $0) && !core.contains($0) }
    return try vector(matrix, lambda: lambda, core: core, rest: after)
  }

  /// The left vector: positive on the class and on the states that reach it, 0 elsewhere.
  static func left(
    _ matrix: Matrix, lambda: Double, core: [Int], _ structure: MatrixStructure
  ) throws(NumericsError) -> [Double] {
    let before = (0..<matrix.rows).filter { structure.reaches($0, core[0]) && !core.contains($0) }
    return try vector(matrix.transposed, lambda: lambda, core: core, rest: before)
  }

  /// The vector of the class, continued to the states that it feeds: (lambda I - A(r, r)) x(r) = A(r, c) x(c).
  private static func vector(
    _ matrix: Matrix, lambda: Double, core: [Int], rest: [Int]
  ) throws(NumericsError) -> [Double] {
    var vector = [Double](repeating: 0, count: matrix.rows)
    let own = try perron(matrix.block(rows: core, columns: core), lambda: lambda)
    for (position, state) in core.enumerated() { vector[state] = own[position] }
    guard !rest.isEmpty else { return vector }
    let fed = matrix.block(rows: rest, columns: core).times(own)
    var system = matrix.block(rows: rest, columns: rest)
    for row in rest.indices {
      for column in rest.indices { system[row, column] = (row == column ? lambda : 0) - system[row, column] }
    }
    let found = try LAPACK.solve(system, Matrix(rows: rest.count, columns: 1, storage: fed))
    for (position, state) in rest.enumerated() { vector[state] = max(0, found[position, 0]) }
    return vector
  }

  /// The positive vector of an irreducible matrix.
  ///
  /// LAPACK is exact relative to the largest entry. Steps x <- A x / lambda, which only add up positive numbers, make
  /// small entries exact relative to themselves.
  private static func perron(_ block: Matrix, lambda: Double) throws(NumericsError) -> [Double] {
    guard block.rows > 1 else { return [1] }
    let system = try LAPACK.eigensystem(block)
    let position = system.values.indices.max { system.values[$0].real < system.values[$1].real } ?? 0
    var vector = (0..<block.rows).map { system.right[$0, position].magnitude }
    for _ in 0..<block.rows { vector = block.times(vector).map { $0 / lambda } }
    return vector
  }
}
