internal import Foundation
internal import HousingSim
internal import SimNumerics

/// Dynamic stock models on tables: CSV in, CSV out.
public enum StockTables {
  /// Reads the tables of a request, runs the model and gives its result as a table.
  ///
  /// - Parameters:
  ///   - request: the tables, the lifetime and the options.
  ///   - files: where files are read from.
  /// - Returns: `year,inflow,outflow,stock`, or by cohort `year,cohort,stock,outflow`; flows per year, stocks at
  ///   the end of the period.
  /// - Throws: ``ScenarioProblems`` with every problem of the lifetime and of all files, each with its row and column.
  public static func run(
    _ request: StockRequest, files: any InputFiles = DiskFiles()
  ) throws(ScenarioProblems) -> ResultTable {
    var reader = StockInputReader(request, files: files)
    let input = try reader.read()
    do {
      let given = Matrix(
        rows: input.table.rowCount, columns: 1,
        storage: (0..<input.table.rowCount).map { input.table.number($0, request.givenColumn) })
      let result =
        request.mode == .inflowDriven
        ? try input.model.inflowDriven(given, byCohort: request.byCohort)
        : try input.model.stockDriven(given, byCohort: request.byCohort)
      return request.byCohort ? cohorts(of: result, input.model) : totals(of: result)
    } catch {
      throw ScenarioProblems([reader.problem(of: error, input.table, input.initial)])
    }
  }

  /// The text of a result table as CSV.
  ///
  /// - Parameter table: the table.
  /// - Returns: the header and one line per row.
  /// - Throws: ``OutputError`` for a number that is not finite.
  public static func text(of table: ResultTable) throws(OutputError) -> String {
    String(decoding: try CSVWriter.bytes(of: table), as: UTF8.self)
  }

  /// Writes a result table to a file, which then is complete or as it was.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - path: the file to make or replace.
  /// - Throws: ``OutputError`` where the file cannot be written.
  public static func write(_ table: ResultTable, to path: String) throws(OutputError) {
    let bytes = try CSVWriter.bytes(of: table)
    try OutputError.naming(path, "writing the file") {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
  }

  private static func totals(of result: CohortStockResult) -> ResultTable {
    var table = ResultTable(
      fileName: "stock.csv",
      columns: [
        ResultColumn("year", .integer, unit: "1", longName: "year of the period"),
        ResultColumn("inflow", .number, unit: "1/year", longName: "what enters"),
        ResultColumn("outflow", .number, unit: "1/year", longName: "what leaves"),
        ResultColumn("stock", .number, unit: "1", longName: "what is present at the end"),
      ])
    for (period, year) in result.periods.years.enumerated() {
      table.append(
        .integer(year), .number(result.inflow[period, 0]), .number(result.outflow[period, 0]),
        .number(result.stock[period, 0]))
    }
    return table
  }

  private static func cohorts(of result: CohortStockResult, _ model: CohortStockModel) -> ResultTable {
    var table = ResultTable(
      fileName: "cohorts.csv",
      columns: [
        ResultColumn("year", .integer, unit: "1", longName: "year of the period"),
        ResultColumn("cohort", .integer, unit: "1", longName: "year of entry"),
        ResultColumn("stock", .number, unit: "1", longName: "what is present at the end"),
        ResultColumn("outflow", .number, unit: "1/year", longName: "what leaves"),
      ])
    let entry = (model.initial?.cohorts ?? []) + result.periods.years
    guard let cohorts = result.cohorts else { return table }
    for (period, year) in result.periods.years.enumerated() {
      for cohort in 0..<cohorts.cohortCount(period: period) {
        table.append(
          .integer(year), .integer(entry[cohort]), .number(cohorts.stock(period: period, cohort: cohort)),
          .number(cohorts.outflow(period: period, cohort: cohort)))
      }
    }
    return table
  }
}
