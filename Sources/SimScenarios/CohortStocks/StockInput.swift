internal import HousingSim
internal import SimNumerics

/// The tables of a dynamic stock model after all checks.
struct StockInput {
  /// The table of years.
  let table: Table
  /// The table of the initial stock.
  let initial: Table?
  let periods: StockPeriods
  let model: CohortStockModel
}

/// Reads the tables of a dynamic stock model and notes every problem of all of them.
struct StockInputReader {
  /// Most rows of a table: survival by period and cohort then takes 200 MB, or 400 MB with an initial stock.
  private static let mostRows = 5000
  /// Most rows where results by cohort are wanted, two million of them.
  private static let mostRowsByCohort = 2000

  private let request: StockRequest
  private let files: any InputFiles
  private let lifetime: LifetimeText
  private(set) var problems: [ScenarioProblem] = []

  init(_ request: StockRequest, files: any InputFiles) {
    self.request = request
    self.files = files
    lifetime = LifetimeText(request.lifetime)
    problems = lifetime.problems
  }

  /// The input, or the problems of all files together.
  mutating func read() throws(ScenarioProblems) -> StockInput {
    let columns = schema(key: "year", value: request.givenColumn, isInitial: false)
    let table = readTable(request.path, as: columns)
    checkYears(table.file)
    checkParameters(table.file)
    let initial = readInitial(table.file)
    let curve = readCurve()
    guard problems.isEmpty, let years = table.table else { throw ScenarioProblems(problems) }
    do {
      let periods = try StockPeriods(years: (0..<years.rowCount).map { years.integer($0, "year") })
      let model = try CohortStockModel(
        periods: periods, lifetimes: lifetimes(years, initial, curve), timing: request.timing,
        hasFirstYearOutflow: request.hasFirstYearOutflow, initial: initial.map(Self.initialStock),
        negativeInflow: request.negativeInflow)
      return StockInput(table: years, initial: initial, periods: periods, model: model)
    } catch {
      throw ScenarioProblems([problem(of: error, years, initial)])
    }
  }

  /// The place and text of a problem that the model finds.
  func problem(of error: CohortStockError, _ table: Table, _ initial: Table?) -> ScenarioProblem {
    let given = request.givenColumn
    func inTable(_ period: Int, _ code: ProblemCode, _ found: String, _ remedy: String) -> ScenarioProblem {
      ScenarioProblem(code, at: table.location(period, given), key: given, found: found, remedy: remedy)
    }
    switch error {
    case .negativeInflow(let period, _, let found):
      return inTable(
        period, .infeasible, "needs an inflow of \(found.plainText), below 0",
        "give --negative-inflow allow, clip or early-retirement")
    case .unreachableStock(let period, _, let target, let survival):
      return inTable(
        period, .infeasible, "the stock \(target.plainText) cannot be reached",
        "of the inflow of this year \(survival.plainText) is left at its end; give another lifetime or --timing end"
      )
    case .overflow(let period, _):
      return inTable(period, .outOfRange, "a stock or flow is too large for a double", "give smaller numbers")
    case .initialStockOutlived(let cohort, _, let found):
      guard let initial else { break }
      return ScenarioProblem(
        .inconsistent, at: initial.location(cohort, "stock"), key: "stock",
        found: "is \(found.plainText), but the lifetime leaves nothing of this cohort at the start",
        remedy: "give a longer lifetime or leave the cohort out")
    default: break
    }
    return ScenarioProblem(.outOfRange, at: lifetime.location, key: "", found: "\(error)")
  }
}

// MARK: - Tables

extension StockInputReader {
  /// Reads a table and notes its problems.
  private mutating func readTable(
    _ path: String, as schema: TableSchema
  ) -> (file: TableFile?, table: Table?) {
    do {
      let file = TableFile(try files.read(path, limit: InputLimit.table), path: path)
      let reading = TableReader.read(file, as: schema)
      problems += reading.problems
      return (file, reading.table)
    } catch {
      problems.append(error.problem())
      return (nil, nil)
    }
  }

  /// The columns of the table of years, or of the initial stock.
  private func schema(key: String, value: String, isInitial: Bool) -> TableSchema {
    let mayBeNegative = !isInitial && request.mode == .inflowDriven && request.allowsNegativeInflow
    var columns = [
      TableColumn(key, .integer(.closed(-100_000...100_000))),
      TableColumn(value, .number(mayBeNegative ? .any : .nonNegative)),
    ]
    // Without a known distribution any parameter may be meant.
    let isKnown = lifetime.distribution != nil || lifetime.tablePath != nil
    let names = isKnown ? lifetime.openParameters : ["mean", "stddev", "shape", "scale"]
    columns += names.map {
      TableColumn($0, .number(.positive), isRequired: false, allowsEmptyCells: false)
    }
    return TableSchema(columns: columns)
  }

  private mutating func checkYears(_ file: TableFile?) {
    guard let file, let column = file.header.firstIndex(where: { $0.text == "year" }) else { return }
    checkLength(file, column, key: "year")
    checkIncrease(file, column, key: "year", maySkip: request.steps == .uneven)
  }

  private mutating func checkLength(_ file: TableFile, _ column: Int, key: String) {
    let most = request.byCohort ? Self.mostRowsByCohort : Self.mostRows
    guard file.rowCount > most else { return }
    problems.append(
      ScenarioProblem(
        .tooLarge, at: file.location(most, column), key: key, found: "the table has \(file.rowCount) rows",
        accepted: "at most \(most) are accepted" + (request.byCohort ? " with --cohorts" : "")))
  }

  /// Reports parameters that a table and the option both give, and those that neither gives.
  private mutating func checkParameters(_ file: TableFile?) {
    guard let file, let first = file.header.first else { return }
    for name in lifetime.distribution?.parameterNames ?? [] {
      let cell = file.header.first { $0.text == name }
      if let cell, lifetime.parameters[name] != nil {
        // The schema does not know the column then; here stands why.
        problems.removeAll { $0.code == .surplusColumn && $0.location == file.location(of: cell) }
        problems.append(
          ScenarioProblem(
            .inconsistent, at: file.location(of: cell), key: name,
            found: "stands in the table and in --lifetime", remedy: "take it out of one of them"))
      } else if cell == nil, lifetime.parameters[name] == nil, lifetime.problems.isEmpty {
        problems.append(
          ScenarioProblem(
            .missingColumn, at: file.location(of: first), key: name,
            found: "stands neither in the table nor in --lifetime",
            remedy: "add a column with a value for every row, or \(name)= to --lifetime"))
      }
    }
  }

  /// Reports years that do not come after the row above, and gaps where there may be none.
  private mutating func checkIncrease(_ file: TableFile, _ column: Int, key: String, maySkip: Bool) {
    var previous: Double?
    for row in 0..<file.rowCount {
      // Years that are no whole numbers are reported with the columns.
      guard let cell = file.cell(row, column), case .number(let year) = StrictNumber(cell.text),
        year == year.rounded()
      else { continue }
      defer { previous = year }
      guard let last = previous else { continue }
      let place = file.location(of: cell)
      if year <= last {
        problems.append(
          ScenarioProblem(
            .inconsistent, at: place, key: key,
            found: "\(cell.text) does not come after \(last.plainText)",
            accepted: "\(key)s increase from row to row"))
      } else if year > last + 1 && !maySkip {
        let missing =
          year == last + 2 ? (last + 1).plainText : "\((last + 1).plainText) to \((year - 1).plainText)"
        problems.append(
          ScenarioProblem(
            .missingRow, at: place, key: key, found: "\(cell.text) follows \(last.plainText)",
            accepted: "without gaps", remedy: "add \(missing), or give --steps uneven"))
      }
    }
  }

  private mutating func readInitial(_ years: TableFile?) -> Table? {
    guard let path = request.initial else { return nil }
    let initial = readTable(path, as: schema(key: "cohort", value: "stock", isInitial: true))
    guard let file = initial.file, let column = file.header.firstIndex(where: { $0.text == "cohort" }) else {
      return nil
    }
    checkParameters(file)
    checkLength(file, column, key: "cohort")
    checkIncrease(file, column, key: "cohort", maySkip: true)
    guard let start = start(years) else { return initial.table }
    for row in 0..<file.rowCount {
      guard let cell = file.cell(row, column), case .number(let cohort) = StrictNumber(cell.text),
        cohort + 0.5 > start
      else { continue }
      problems.append(
        ScenarioProblem(
          .outOfRange, at: file.location(of: cell), key: "cohort",
          found: "\(cell.text) is not before the first period",
          accepted: "cohorts up to \((start - 0.5).rounded(.down).plainText) stand at its start"))
    }
    return initial.table
  }

  /// The moment at which the first period of a table starts.
  private func start(_ file: TableFile?) -> Double? {
    guard let file, let column = file.header.firstIndex(where: { $0.text == "year" }) else { return nil }
    let years = (0..<min(2, file.rowCount)).compactMap { row -> Int? in
      guard let cell = file.cell(row, column), case .number(let year) = StrictNumber(cell.text) else {
        return nil
      }
      return Int(exactly: year)
    }
    return (try? StockPeriods(years: years))?.bounds.first
  }
}

// MARK: - Lifetimes

extension StockInputReader {
  /// Reads the table of survival by age that the lifetime names.
  private mutating func readCurve() -> SurvivalCurve? {
    guard let path = lifetime.tablePath else { return nil }
    let reading = SurvivalCurveReading(path, files: files, namedAt: lifetime.location, key: "file")
    problems += reading.problems
    return reading.curve
  }

  /// The lifetimes of the cohorts, those of the initial stock first.
  private func lifetimes(_ years: Table, _ initial: Table?, _ curve: SurvivalCurve?) -> StockLifetimes {
    if let curve { return StockLifetimes(.table(curve)) }
    guard let distribution = lifetime.distribution else {
      preconditionFailure("a lifetime without problems has a distribution or a table")
    }
    func ofRow(_ table: Table, _ row: Int) -> Lifetime {
      let values = distribution.parameterNames.map { lifetime.parameters[$0] ?? table.number(row, $0) }
      return distribution.lifetime(values[0], values.count > 1 ? values[1] : 0)
    }
    guard !lifetime.openParameters.isEmpty else { return StockLifetimes(ofRow(years, 0)) }
    let tables = [initial, years].compactMap { $0 }
    return StockLifetimes(
      byCohort: tables.flatMap { table in (0..<table.rowCount).map { ofRow(table, $0) } })
  }

  private static func initialStock(_ table: Table) -> InitialStock {
    let rows = 0..<table.rowCount
    return InitialStock(
      cohorts: rows.map { table.integer($0, "cohort") },
      stock: Matrix(rows: table.rowCount, columns: 1, storage: rows.map { table.number($0, "stock") }))
  }
}
