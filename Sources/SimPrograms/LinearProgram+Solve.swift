extension LinearProgram {
  /// How far a plan of the solver may miss a bound, over its scale, before it no longer counts as a plan.
  static let acceptedViolation = 1e-6

  /// Solves the programme: Clp without whole columns, Cbc with them.
  ///
  /// The plan is checked here, not taken on trust: it must keep every row and column to 1e-6 of its scale, and it is
  /// `optimal` only when the search ended by itself and its cost meets the bound to a relative 1e-6. Both solvers run
  /// on one thread; without a time limit equal programmes give equal bits. Source: J. Forrest and R. Lougee-Heimer
  /// (2005), CBC user guide, INFORMS TutORials, https://doi.org/10.1287/educ.1053.0020.
  ///
  /// - Parameters:
  ///   - timeLimit: wall-clock seconds, above 0; infinite for no limit.
  ///   - start: a plan to begin with, one value per column; the search then keeps to what costs no more.
  /// - Returns: the status with the best plan and bound.
  public func solve(timeLimit: Double = .infinity, start: [Double]? = nil) -> ProgramResult {
    precondition(timeLimit > 0, "a time limit of \(timeLimit) s leaves no time")
    precondition(
      start.map { $0.count == columnCount } ?? true,
      "a start of \(start?.count ?? 0) values for \(columnCount) columns")
    guard rowCount > 0 else { return solveWithoutRows() }
    let clock = ContinuousClock.now
    let continuous = solveContinuous(timeLimit: timeLimit)
    guard isWhole.contains(true), continuous.status != .infeasible else { return continuous }
    let left = timeLimit - (clock.duration(to: .now) / .seconds(1))
    if continuous.status == .unbounded { return wholeStatusOfUnbounded(timeLimit: left) }
    guard left > 0 else { return bestKnown(start, bound: continuous.bound, isFinished: false) }
    return solveWhole(timeLimit: left, start: start, relaxedBound: continuous.bound)
  }

  /// Without rows each column stands at the bound where it costs least.
  private func solveWithoutRows() -> ProgramResult {
    var values: [Double] = []
    for (column, cost) in costs.enumerated() {
      let bounds = wholeBounds(column)
      guard bounds.lower <= bounds.upper else { return ProgramResult(.infeasible) }
      let nearZero = min(max(0, bounds.lower), bounds.upper)
      values.append(cost > 0 ? bounds.lower : cost < 0 ? bounds.upper : nearZero)
    }
    guard values.allSatisfy(\.isFinite) else { return ProgramResult(.unbounded) }
    let objective = cost(of: values)
    return ProgramResult(.optimal, values: values, objective: objective, bound: objective)
  }

  /// The bounds of a column, drawn in to whole numbers where it must be whole.
  private func wholeBounds(_ column: Int) -> (lower: Double, upper: Double) {
    let bounds = columnBounds[column]
    guard isWhole[column] else { return (bounds.lowerBound, bounds.upperBound) }
    return (bounds.lowerBound.rounded(.up), bounds.upperBound.rounded(.down))
  }

  private func solveContinuous(timeLimit: Double) -> ProgramResult {
    let answer = COIN.solveContinuous(columnForm, timeLimit: timeLimit)
    switch answer.ending {
    case .finished where violation(ofRelaxed: answer.values) <= Self.acceptedViolation:
      let objective = cost(of: answer.values)
      return ProgramResult(
        .optimal, values: answer.values, objective: objective, bound: min(answer.bound, objective),
        rowPrices: answer.rowPrices)
    case .stopped, .finished: return ProgramResult(.undecided)
    case .noPlanOrNoBound:
      // Without costs nothing is unbounded, so the answer to that programme tells the two apart.
      let any = COIN.solveContinuous(withoutCosts.columnForm, timeLimit: timeLimit)
      switch any.ending {
      case .finished: return ProgramResult(.unbounded)
      case .noPlanOrNoBound: return ProgramResult(.infeasible, bound: .infinity)
      case .stopped: return ProgramResult(.undecided)
      }
    }
  }

  /// A programme whose relaxation is unbounded is unbounded itself where a whole plan exists (Meyer 1974,
  /// https://doi.org/10.1007/BF01585518, for rational coefficients).
  private func wholeStatusOfUnbounded(timeLimit: Double) -> ProgramResult {
    guard timeLimit > 0 else { return ProgramResult(.undecided) }
    let any = withoutCosts.solve(timeLimit: timeLimit)
    switch any.status {
    case .infeasible: return any
    case .optimal, .feasible: return ProgramResult(.unbounded)
    case .unbounded, .undecided: return ProgramResult(.undecided)
    }
  }

  private func solveWhole(timeLimit: Double, start: [Double]?, relaxedBound: Double) -> ProgramResult {
    let answer = COIN.solveWhole(columnForm, timeLimit: timeLimit, start: start)
    let bound = max(relaxedBound, answer.bound)
    switch answer.ending {
    case .noPlanOrNoBound:
      guard let start, violation(of: start) <= Self.acceptedViolation else {
        return ProgramResult(.infeasible, bound: .infinity)
      }
      return bestKnown(start, bound: relaxedBound, isFinished: false)
    case .finished, .stopped:
      let found = answer.values.isEmpty ? nil : answer.values
      let best = [found, start].compactMap { $0 }.filter { violation(of: $0) <= Self.acceptedViolation }
        .min { cost(of: $0) < cost(of: $1) }
      return bestKnown(best, bound: bound, isFinished: answer.ending == .finished)
    }
  }

  /// The result for the best plan found, which is optimal only with both a search that ended and a closed gap.
  private func bestKnown(_ values: [Double]?, bound: Double, isFinished: Bool) -> ProgramResult {
    guard let values, violation(of: values) <= Self.acceptedViolation else {
      return ProgramResult(.undecided, bound: bound)
    }
    let objective = cost(of: values)
    // A sum of costs that cancel out can lie next to 0, where only the size of its terms tells what rounding is.
    let terms = zip(costs, values).map { ($0 * $1).magnitude }.max() ?? 0
    let closed = objective - bound <= 1e-9 * terms ? objective : min(bound, objective)
    let gap = ProgramResult.gap(objective: objective, bound: closed)
    let isProven = isFinished && gap <= ProgramResult.provenGap
    return ProgramResult(
      isProven ? .optimal : .feasible, values: values, objective: objective, bound: closed)
  }

  private func violation(ofRelaxed values: [Double]) -> Double { relaxed.violation(of: values) }

  /// The programme column by column, as the solvers take it.
  var columnForm: ColumnForm { ColumnForm(self) }
}

/// A linear programme with its matrix column by column (compressed sparse columns).
struct ColumnForm {
  /// Where the entries of each column start, with the number of entries at the end.
  let starts: [Int32]
  /// The row of each entry.
  let rows: [Int32]
  /// The coefficient of each entry.
  let coefficients: [Double]
  let columnLower: [Double]
  let columnUpper: [Double]
  let costs: [Double]
  let rowLower: [Double]
  let rowUpper: [Double]
  /// The columns that must be whole.
  let wholeColumns: [Int32]

  init(_ program: LinearProgram) {
    var entries = Array(repeating: [(row: Int32, coefficient: Double)](), count: program.columnCount)
    for (row, terms) in program.rowTerms.enumerated() {
      for term in terms where term.coefficient != 0 {
        if entries[term.column].last?.row == Int32(row) {
          entries[term.column][entries[term.column].count - 1].coefficient += term.coefficient
        } else {
          entries[term.column].append((Int32(row), term.coefficient))
        }
      }
    }
    var next: Int32 = 0
    starts =
      [0]
      + entries.map { column in
        next += Int32(column.count)
        return next
      }
    rows = entries.flatMap { $0.map(\.row) }
    coefficients = entries.flatMap { $0.map(\.coefficient) }
    columnLower = program.columnBounds.map { Self.finite($0.lowerBound) }
    columnUpper = program.columnBounds.map { Self.finite($0.upperBound) }
    costs = program.costs
    rowLower = program.rowBounds.map { Self.finite($0.lowerBound) }
    rowUpper = program.rowBounds.map { Self.finite($0.upperBound) }
    wholeColumns = program.isWhole.indices.filter { program.isWhole[$0] }.map { Int32($0) }
  }

  /// COIN-OR writes "no limit" as the largest double.
  private static func finite(_ bound: Double) -> Double {
    bound.isFinite ? bound : bound < 0 ? -.greatestFiniteMagnitude : .greatestFiniteMagnitude
  }
}
