public import SimNumerics

/// A flow between two processes as it was measured, or not.
public struct NetworkFlow: Sendable, Equatable {
  /// The key of the flow.
  public let key: String
  /// The position of the process that it leaves, or `nil` where it comes from outside.
  public let from: Int?
  /// The position of the process that it enters, or `nil` where it goes outside.
  public let to: Int?
  /// The measured mass, in t, or `nil` where it was not measured.
  public let measured: Double?
  /// The standard error of the measurement, in t, 0 where it is exact.
  public let standardError: Double

  /// Makes a flow.
  ///
  /// - Parameters:
  ///   - key: the key of the flow.
  ///   - from: the position of the process that it leaves, or `nil` where it comes from outside.
  ///   - to: the position of the process that it enters, or `nil` where it goes outside.
  ///   - measured: the measured mass, in t, or `nil` where it was not measured.
  ///   - standardError: the standard error of the measurement, in t, 0 or more; 0 where it is exact.
  public init(key: String, from: Int?, to: Int?, measured: Double?, standardError: Double) {
    self.key = key
    self.from = from
    self.to = to
    self.measured = measured
    self.standardError = standardError
  }
}

/// A linear relation between flows: the sum of coefficient x flow is 0.
public struct FlowRelation: Sendable, Equatable {
  /// The key of the relation.
  public let key: String
  /// One coefficient per flow, without a unit.
  public let coefficients: [Double]

  /// Makes a relation.
  ///
  /// - Parameters:
  ///   - key: the key of the relation.
  ///   - coefficients: one per flow of the network, without a unit.
  public init(key: String, coefficients: [Double]) {
    self.key = key
    self.coefficients = coefficients
  }
}

/// Processes and the flows between them; in every process what enters also leaves.
///
/// A stock is a process outside: what it takes up is a flow to it. Measured flows b with standard errors s are reconciled
/// by
///
///     minimise the sum over measured flows of ((b(i) - x(i)) / s(i))^2
///     subject to   sum of x into a process = sum of x out of it,   and every relation,   and x(i) = b(i) where s(i) = 0
///
/// Sources: O. Cencic and H. Rechberger (2008), Material flow analysis with software STAN, Journal of Environmental
/// Engineering and Management 18:3-7; S. Narasimhan and C. Jordache (2000), Data Reconciliation and Gross Error
/// Detection, chapters 3 and 7.
public struct FlowNetwork: Sendable, Equatable {
  /// The keys of the processes that are balanced.
  public let processes: [String]
  /// The flows.
  public let flows: [NetworkFlow]
  /// Further relations.
  public let relations: [FlowRelation]

  /// Makes a network; the positions of flows and the number of coefficients must fit.
  ///
  /// - Parameters:
  ///   - processes: the keys of the processes that are balanced.
  ///   - flows: the flows, between positions of `processes` or from and to outside.
  ///   - relations: further relations, each with one coefficient per flow.
  public init(processes: [String], flows: [NetworkFlow], relations: [FlowRelation] = []) {
    precondition(
      flows.allSatisfy { flow in
        [flow.from, flow.to].allSatisfy { $0.map(processes.indices.contains) ?? true }
      } && relations.allSatisfy { $0.coefficients.count == flows.count },
      "the flows name processes other than \(processes), or a relation has other flows")
    self.processes = processes
    self.flows = flows
    self.relations = relations
  }

  /// The balances and relations, `(processes + relations) x flows`; what enters counts +1, what leaves -1.
  public var balances: Matrix {
    var matrix = Matrix(rows: processes.count + relations.count, columns: flows.count)
    for (column, flow) in flows.enumerated() {
      if let to = flow.to { matrix[to, column] += 1 }
      if let from = flow.from { matrix[from, column] -= 1 }
    }
    for (row, relation) in relations.enumerated() {
      for column in flows.indices { matrix[processes.count + row, column] = relation.coefficients[column] }
    }
    return matrix
  }

  /// Reconciles the measurements with the balances.
  ///
  /// - Returns: the best estimate of every flow that the data fix, and the test of the data.
  /// - Throws: ``ReconciliationError`` where exact flows contradict a balance or a relation.
  public func reconciled() throws(ReconciliationError) -> FlowReconciliation {
    let measured = flows.indices.filter { flows[$0].measured != nil && flows[$0].standardError > 0 }
    let exact = flows.indices.filter { flows[$0].measured != nil && flows[$0].standardError == 0 }
    var constraints = Matrix(
      rows: exact.count, columns: flows.count)
    for (row, flow) in exact.enumerated() { constraints[row, flow] = 1 }
    var design = Matrix(rows: measured.count, columns: flows.count)
    for (row, flow) in measured.enumerated() { design[row, flow] = 1 }
    let balances = balances
    let problem = LeastSquaresProblem(
      design: design, observed: measured.map { flows[$0].measured ?? 0 },
      standardErrors: measured.map { flows[$0].standardError },
      constraints: Matrix(
        rows: constraints.rows + balances.rows, columns: flows.count,
        storage: balances.storage + constraints.storage),
      exact: Array(repeating: 0, count: balances.rows) + exact.map { flows[$0].measured ?? 0 })
    do {
      return FlowReconciliation(try problem.solve(), measured: measured, exact: exact, of: self)
    } catch {
      guard case .contradictoryConstraints(let row, _) = error else { throw .estimation(error) }
      throw .contradiction(name(ofConstraint: row))
    }
  }

  /// The balance or relation in a row of the constraints; exact flows, which come last, only fail together with one.
  private func name(ofConstraint row: Int) -> String {
    let relation = row - processes.count
    if relation < 0 { return "the balance of '\(processes[row])'" }
    return relations.indices.contains(relation) ? "the relation '\(relations[relation].key)'" : "a balance"
  }
}

/// Why flows cannot be reconciled.
public enum ReconciliationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Exact flows leave no room for a balance or relation.
  case contradiction(String)
  /// The estimate does not exist.
  case estimation(EstimationError)

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .contradiction(let name): "the exact flows contradict each other: \(name) cannot close"
    case .estimation(let error): "\(error)"
    }
  }
}
