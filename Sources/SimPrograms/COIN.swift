internal import CSimCBC
internal import SimNumerics
internal import Synchronization

/// The linear and integer solvers of COIN-OR, Clp and Cbc. All unsafe code of this module stands here.
enum COIN {
  /// How a solve ended.
  enum Ending {
    /// The search ended by itself with a plan.
    case finished
    /// The time ran out or the arithmetic failed.
    case stopped
    /// There is no plan, or plans of any low cost.
    case noPlanOrNoBound
  }

  /// What a solver says.
  struct Answer {
    let ending: Ending
    var values: [Double] = []
    var bound = -Double.infinity
    var rowPrices: [Double] = []
  }

  /// Cbc keeps the search that an interrupt would stop in a global variable, so one search runs at a time.
  private static let oneSearch = Mutex(())

  /// The least cost without whole columns, by Clp.
  static func solveContinuous(_ form: ColumnForm, timeLimit: Double) -> Answer {
    // Clp may call BLAS; this pins it to one thread.
    _ = BLAS.configuration
    guard let model = unsafe Clp_newModel() else { return Answer(ending: .stopped) }
    defer { unsafe Clp_deleteModel(model) }
    unsafe Clp_setLogLevel(model, 0)
    unsafe Clp_loadProblem(
      model, Int32(form.costs.count), Int32(form.rowLower.count), form.starts, form.rows, form.coefficients,
      form.columnLower, form.columnUpper, form.costs, form.rowLower, form.rowUpper)
    if timeLimit.isFinite { unsafe Clp_setMaximumSeconds(model, timeLimit) }
    unsafe Clp_initialSolve(model)
    switch unsafe Clp_status(model) {
    case 0:
      return unsafe Answer(
        ending: .finished, values: copy(Clp_getColSolution(model), form.costs.count),
        bound: Clp_getObjValue(model), rowPrices: copy(Clp_getRowPrice(model), form.rowLower.count))
    case 1, 2: return Answer(ending: .noPlanOrNoBound)
    default: return Answer(ending: .stopped)
    }
  }

  /// The least cost with whole columns, by Cbc.
  static func solveWhole(_ form: ColumnForm, timeLimit: Double, start: [Double]?) -> Answer {
    _ = BLAS.configuration
    return oneSearch.withLock { _ in search(form, timeLimit: timeLimit, start: start) }
  }

  private static func search(_ form: ColumnForm, timeLimit: Double, start: [Double]?) -> Answer {
    guard let model = unsafe Cbc_newModel() else { return Answer(ending: .stopped) }
    defer { unsafe Cbc_deleteModel(model) }
    unsafe Cbc_loadProblem(
      model, Int32(form.costs.count), Int32(form.rowLower.count), form.starts, form.rows, form.coefficients,
      form.columnLower, form.columnUpper, form.costs, form.rowLower, form.rowUpper)
    for column in form.wholeColumns { unsafe Cbc_setInteger(model, column) }
    unsafe Cbc_setLogLevel(model, 0)
    unsafe Cbc_setParameter(model, "timeMode", "elapsed")
    unsafe Cbc_setParameter(model, "ratioGap", "0")
    if timeLimit.isFinite { unsafe Cbc_setMaximumSeconds(model, timeLimit) }
    if let start {
      let positions = form.costs.indices.map { Int32($0) }
      unsafe Cbc_setMIPStartI(model, Int32(start.count), positions, start)
    }
    unsafe Cbc_solve(model)
    return unsafe answer(of: model, columns: form.costs.count)
  }

  private static func answer(of model: UnsafeMutableRawPointer, columns: Int) -> Answer {
    if unsafe Cbc_isProvenInfeasible(model) != 0 { return Answer(ending: .noPlanOrNoBound) }
    let hasEnded = unsafe Cbc_status(model) == 0 && Cbc_isProvenOptimal(model) != 0
    guard let best = unsafe Cbc_bestSolution(model) else {
      return unsafe Answer(ending: .stopped, bound: bound(of: model))
    }
    return unsafe Answer(
      ending: hasEnded ? .finished : .stopped, values: copy(best, columns), bound: bound(of: model))
  }

  /// The bound of the search; Cbc writes "not known" as a very large number of either sign.
  private static func bound(of model: UnsafeMutableRawPointer) -> Double {
    let bound = unsafe Cbc_getBestPossibleObjValue(model)
    return bound.magnitude < 1e40 ? bound : -.infinity
  }

  private static func copy(_ pointer: UnsafePointer<Double>?, _ count: Int) -> [Double] {
    unsafe Array(UnsafeBufferPointer(start: pointer, count: count))
  }
}
