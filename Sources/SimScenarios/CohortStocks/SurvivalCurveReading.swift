internal import HousingSim

/// What came of reading a table of survival by age.
struct SurvivalCurveReading {
  /// The curve, or `nil` where the table has problems.
  private(set) var curve: SurvivalCurve?
  private(set) var problems: [ScenarioProblem]
  /// The file with its bytes, or `nil` where it cannot be read.
  let file: InputFile?

  /// Reads a table with the columns `age` (years, from 0, increasing) and `survival` (never increasing).
  ///
  /// - Parameters:
  ///   - path: the table.
  ///   - files: where files are read from.
  ///   - place: where the table is named, for a file that cannot be read.
  ///   - key: the key that names it.
  init(_ path: String, files: any InputFiles, namedAt place: SourceLocation, key: String) {
    let schema = TableSchema(columns: [
      TableColumn("age", .number(.nonNegative)), TableColumn("survival", .number(.share)),
    ])
    let reading = TableReader.read(path, files: files, as: schema, namedAt: place, key: key)
    problems = reading.problems
    file = reading.file
    guard let table = reading.table else { return }
    for row in 0..<table.rowCount { check(table, row) }
    let rows = 0..<table.rowCount
    curve = try? SurvivalCurve(
      ages: rows.map { table.number($0, "age") }, shares: rows.map { table.number($0, "survival") })
  }

  private mutating func check(_ table: Table, _ row: Int) {
    let (age, share) = (table.number(row, "age"), table.number(row, "survival"))
    guard row > 0 else {
      if age != 0 { report(table, row, "age", "is \(age.plainText)", "the first age is 0") }
      return
    }
    let (lastAge, lastShare) = (table.number(row - 1, "age"), table.number(row - 1, "survival"))
    if age <= lastAge {
      report(
        table, row, "age", "\(age.plainText) does not come after \(lastAge.plainText)",
        "ages increase from row to row")
    }
    if share > lastShare {
      report(
        table, row, "survival", "increases from \(lastShare.plainText) to \(share.plainText)",
        "what has left does not come back")
    }
  }

  private mutating func report(
    _ table: Table, _ row: Int, _ column: String, _ found: String, _ accepted: String
  ) {
    problems.append(
      ScenarioProblem(
        .inconsistent, at: table.location(row, column), key: column, found: found, accepted: accepted))
  }
}
