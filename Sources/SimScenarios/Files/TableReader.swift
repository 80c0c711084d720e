/// What came of reading a table: the table where it has no errors, and every problem.
public struct TableReading: Sendable {
  /// The table, or `nil` where it has errors.
  public let table: Table?
  /// Every problem, in file order.
  public let problems: [ScenarioProblem]
  /// The file with its bytes, for hashing; `nil` where it cannot be read or was given as bytes.
  public let file: InputFile?
}

/// Checks tables against a schema and gives typed access to them.
public enum TableReader {
  /// Reads and checks a CSV file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - files: where files are read from.
  ///   - schema: what the table must look like.
  ///   - namedAt: the place that names the file, for the problem that it cannot be read.
  ///   - key: the key that names the file.
  /// - Returns: the table where it has no errors, and every problem.
  public static func read(
    _ path: String, files: any InputFiles, as schema: TableSchema, namedAt: SourceLocation? = nil,
    key: String = ""
  ) -> TableReading {
    do {
      let bytes = try files.read(path, limit: InputLimit.table)
      let reading = read(TableFile(bytes, path: path), as: schema)
      return TableReading(
        table: reading.table, problems: reading.problems, file: InputFile(path: path, bytes: bytes))
    } catch {
      return TableReading(table: nil, problems: [error.problem(namedAt: namedAt, key: key)], file: nil)
    }
  }

  /// Checks a parsed table against a schema.
  ///
  /// Reported in one pass: missing and surplus columns, unknown labels, texts that are not numbers, numbers out of
  /// range, empty cells, repeated rows, missing rows, and the problems of the file itself.
  ///
  /// - Parameters:
  ///   - file: the table as its file says it.
  ///   - schema: what the table must look like.
  /// - Returns: the table where it has no errors, and every problem in file order; without the file, which was read before.
  public static func read(_ file: TableFile, as schema: TableSchema) -> TableReading {
    var check = TableCheck(file, schema)
    let problems = (file.problems + check.run()).inFileOrder
    let table = problems.hasErrors ? nil : Table(file: file, columns: check.columns)
    return TableReading(table: table, problems: problems, file: nil)
  }
}
