public import SimNumerics

/// The analysis of a projection matrix as one JSON object.
///
/// A quantity that is undefined for the matrix is `null`, and `reasons` says why under its name.
public struct MatrixReport: Sendable {
  private let whole: MatrixFile
  private let transitions: MatrixFile?
  private let reference: MatrixFile?

  /// Reads the matrices of a report.
  ///
  /// - Parameters:
  ///   - path: the projection matrix A, a CSV file without header.
  ///   - transitions: its transient part T of the same order, or `nil`.
  ///   - reference: a matrix B of the same order to compare it with, or `nil`.
  ///   - files: where they are read from.
  /// - Throws: ``ScenarioProblems`` with every problem of every file.
  public init(
    _ path: String, transitions: String? = nil, reference: String? = nil,
    files: some InputFiles = DiskFiles()
  ) throws(ScenarioProblems) {
    var problems: [ScenarioProblem] = []
    func read(_ path: String?) -> MatrixFile? {
      guard let path else { return nil }
      do {
        return try MatrixFile(path, files: files)
      } catch {
        problems += error.problems
        return nil
      }
    }
    let (first, second, third) = (read(path), read(transitions), read(reference))
    if let first {
      problems += [second, third].compactMap { $0?.orderProblem(against: first) }
    }
    guard let first, problems.isEmpty else { throw ScenarioProblems(problems) }
    (whole, self.transitions, self.reference) = (first, second, third)
  }

  /// The report as JSON text.
  ///
  /// - Returns: the text, with a line feed at the end of every line but the last.
  /// - Throws: ``NumericsError`` where LAPACK has no answer.
  public func text() throws(NumericsError) -> String {
    var members = MatrixMembers()
    let growth = try AsymptoticGrowth(whole.matrix)
    members.add(growth)
    members.add(try TransientBounds(growth))
    let start = Array(repeating: 1 / Double(growth.matrix.order), count: growth.matrix.order)
    members.add(try TransientStart(start, growth: growth))
    if let transitions { try members.add(transitions.matrix, partOf: growth) }
    if let reference {
      members.add(try LifeTableResponse.compare(whole.matrix, with: reference.matrix))
    }
    do {
      let bytes = try JSONWriter.bytes(of: members.json, fileName: "standard output")
      return String(decoding: bytes.dropLast(), as: UTF8.self)
    } catch {
      preconditionFailure("numbers that are not finite become null before they are written: \(error)")
    }
  }
}

/// The members of a report while they are collected.
private struct MatrixMembers {
  private var members: [JSONValue.Member] = []
  private var reasons: [JSONValue.Member] = []

  var json: JSONValue { .object(members + [JSONValue.Member("reasons", .object(reasons))]) }

  mutating func add(_ growth: AsymptoticGrowth) {
    set("order", .integer(growth.matrix.order))
    set("lambda", growth.lambda)
    set(
      "eigenvalues",
      .array(
        growth.eigenvalues.map { ["real": .number($0.real), "imaginary": .number($0.imaginary)] }))
    set("irreducible", .bool(growth.structure.isIrreducible))
    set("primitive", .bool(growth.structure.isPrimitive))
    set("ergodic", .bool(growth.isErgodic))
    set("period", .integer(growth.period))
    set("stable_distribution", growth.stableDistribution.map(Self.json))
    set("reproductive_value", growth.reproductiveValue.map(Self.json))
    set("damping_ratio", growth.dampingRatio.map(JSONValue.number))
    set("convergence_time", growth.convergenceTime.map(JSONValue.number))
    set("sensitivity", growth.sensitivity.map(Self.json))
    set("elasticity", growth.elasticity.map(Self.json))
  }

  mutating func add(_ bounds: TransientBounds) {
    set("reactivity", bounds.reactivity.map { .number($0.upper) })
    set("first_step_attenuation", bounds.reactivity.map { .number($0.lower) })
    set("max_amplification", bounds.maximumAmplification.map { .number($0.size) })
    set("max_amplification_step", bounds.maximumAmplification.map { .integer($0.step) })
    set("max_attenuation", bounds.maximumAttenuation.map { .number($0.size) })
    set("max_attenuation_step", bounds.maximumAttenuation.map { .integer($0.step) })
    set("inertia_upper", bounds.inertia.map { .number($0.upper) })
    set("inertia_lower", bounds.inertia.map { .number($0.lower) })
    set("kreiss_upper", bounds.kreiss.map { .number($0.upper) })
    set("kreiss_lower", bounds.kreiss.map { .number($0.lower) })
  }

  /// What the same share in every state leads to.
  mutating func add(_ start: TransientStart) {
    set("reactivity_from_equal_shares", start.reactivity.map(JSONValue.number))
    set("inertia_from_equal_shares", start.inertia.map(JSONValue.number))
    set("convergence_time_from_equal_shares", start.convergenceTime.map(JSONValue.integer))
  }

  mutating func add(_ transient: ProjectionMatrix, partOf growth: AsymptoticGrowth) throws(NumericsError) {
    let names = [
      "fundamental_matrix", "fundamental_variance", "mean_time", "variance_time", "absorption",
      "net_reproductive_rate", "generation_time",
    ]
    let chain: AbsorbingChain
    do {
      chain = try AbsorbingChain(transient)
    } catch {
      switch error {
      case .numerics(let error): throw error
      case .undefined(let reason):
        for name in names { set(name, .failure(reason)) }
        return
      }
    }
    let rate = try chain.netReproductiveRate(of: growth.matrix)
    set("fundamental_matrix", Self.json(chain.fundamentalMatrix))
    set("fundamental_variance", Self.json(chain.variance))
    set("mean_time", Self.json(chain.meanTime))
    set("variance_time", Self.json(chain.varianceTime))
    set("absorption", chain.lastStateProbabilities.map(Self.json))
    set("net_reproductive_rate", rate.map(JSONValue.number))
    set(
      "generation_time",
      rate.flatMap { AbsorbingChain.generationTime(netReproductiveRate: $0, lambda: growth.lambda) }
        .map(JSONValue.number))
  }

  mutating func add(_ response: Result<LifeTableResponse, UndefinedQuantity>) {
    set("ltre", response.map { Self.json($0.contributions) })
    set("ltre_sum", response.map { .number($0.sum) })
    set("ltre_residual", response.map { .number($0.residual) })
    set("reference_lambda", response.map { .number($0.referenceLambda) })
  }

  private mutating func set(_ name: String, _ value: JSONValue) {
    let isWritable = Self.isFinite(value)
    members.append(.init(name, isWritable ? value : .null))
    if !isWritable { reasons.append(.init(name, "a number is too large for a double")) }
  }

  private mutating func set(_ name: String, _ value: Double) { set(name, .number(value)) }

  private mutating func set(_ name: String, _ result: Result<JSONValue, UndefinedQuantity>) {
    switch result {
    case .success(let value): set(name, value)
    case .failure(let reason):
      members.append(.init(name, .null))
      reasons.append(.init(name, .string(reason.description)))
    }
  }

  private static func json(_ values: [Double]) -> JSONValue { .array(values.map(JSONValue.number)) }

  private static func json(_ matrix: Matrix) -> JSONValue {
    .array((0..<matrix.rows).map { row in .array((0..<matrix.columns).map { .number(matrix[row, $0]) }) })
  }

  private static func isFinite(_ value: JSONValue) -> Bool {
    switch value {
    case .number(let number): number.isFinite
    case .array(let values): values.allSatisfy(isFinite)
    case .object(let members): members.allSatisfy { isFinite($0.value) }
    case .string, .integer, .bool, .null: true
    }
  }
}
