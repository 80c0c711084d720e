public import SimNumerics

/// A projection matrix in a CSV file without header: one row per line, entry (row i, column j) = from j to i.
public struct MatrixFile: Sendable {
  /// The largest order that is read.
  public static let largestOrder = 1_000
  /// The largest entry that is read; larger ones leave the range of doubles when they are multiplied.
  public static let largestEntry = 1e100

  /// The path as named.
  public let path: String
  /// The checked matrix.
  public let matrix: ProjectionMatrix

  /// Reads and checks a matrix.
  ///
  /// Commas separate, empty lines are passed by, blanks around numbers are taken away; numbers are from 0 to
  /// ``largestEntry``.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - files: where it is read from.
  /// - Throws: ``ScenarioProblems`` with every problem of the file, each with line and column of the text and the row
  ///   and column of the matrix.
  public init(_ path: String, files: some InputFiles) throws(ScenarioProblems) {
    let bytes: [UInt8]
    do {
      bytes = try files.read(path)
    } catch {
      throw ScenarioProblems([error.problem()])
    }
    var reader = MatrixReader(path: path)
    switch SourceText.read(bytes, path: path) {
    case .problem(let problem): reader.problems.append(problem)
    case .text(let text): reader.read(text)
    }
    guard reader.problems.isEmpty else { throw ScenarioProblems(reader.problems) }
    self.path = path
    do {
      matrix = try ProjectionMatrix(
        Matrix(rows: reader.rows.count, columns: reader.width, storage: reader.rows.flatMap { $0 }))
    } catch {
      throw ScenarioProblems([reader.problem(.inconsistent, "", found: error.description)])
    }
  }

  /// The problem of a matrix that has another order than one that it belongs to, or `nil`.
  func orderProblem(against whole: MatrixFile) -> ScenarioProblem? {
    guard matrix.order != whole.matrix.order else { return nil }
    return ScenarioProblem(
      .inconsistent, at: SourceLocation(path: path), found: "the matrix has \(matrix.order) rows and columns",
      accepted: "\(whole.path) has \(whole.matrix.order), and as many are accepted here")
  }
}

/// Splits the text of a matrix into numbers and notes everything that is wrong with it.
private struct MatrixReader {
  let path: String
  var problems: [ScenarioProblem] = []
  private(set) var rows: [[Double]] = []
  /// The number of columns of the first row.
  private(set) var width = 0

  init(path: String) { self.path = path }

  mutating func read(_ bytes: [UInt8]) {
    for (position, line) in Self.lines(bytes).enumerated() {
      let isEmpty = line.allSatisfy { $0 == " " || $0 == "\t" }
      if !isEmpty { readRow(line, line: position + 1) }
      if problems.contains(where: { $0.code == .tooLarge }) { return }
    }
    checkShape()
  }

  /// The lines of a text that ends them by LF, CRLF or CR.
  private static func lines(_ bytes: [UInt8]) -> [Substring] {
    String(decoding: bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
  }

  private mutating func readRow(_ text: Substring, line: Int) {
    if rows.isEmpty, !text.contains(","), text.contains(";") {
      problems.append(
        problem(
          .syntax, "", line: line, found: "the columns are separated by ';'",
          remedy: "separate them by commas"))
    }
    let row = rows.count + 1
    var numbers: [Double] = []
    var column = 1
    for cell in text.split(separator: ",", omittingEmptySubsequences: false) {
      let blanks = cell.prefix { $0 == " " || $0 == "\t" }.count
      let key = "row \(row), column \(numbers.count + 1)"
      numbers.append(number(cell, key, line: line, column: column + blanks))
      column += cell.count + 1
    }
    if rows.isEmpty { width = numbers.count }
    rows.append(numbers)
    if numbers.count != width {
      problems.append(
        problem(
          .raggedRow, "row \(row)", line: line, found: "the row has \(numbers.count) numbers",
          accepted: "the first row has \(width)"))
    }
    if row > MatrixFile.largestOrder || width > MatrixFile.largestOrder {
      problems.append(
        problem(
          .tooLarge, "", line: line,
          found: "the matrix has more than \(MatrixFile.largestOrder) rows or columns",
          accepted: "up to \(MatrixFile.largestOrder) are accepted"))
    }
  }

  private mutating func number(_ cell: Substring, _ key: String, line: Int, column: Int) -> Double {
    var text = cell.drop { $0 == " " || $0 == "\t" }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    let most = MatrixFile.largestEntry
    let (code, found): (ProblemCode, String)
    switch StrictNumber(String(text)) {
    case .number(let number) where (0...most).contains(number): return number
    case .number(let number):
      (code, found) = (.outOfRange, "is \(text), " + (number < 0 ? "below 0" : "above \(most)"))
    case .notFinite: (code, found) = (.notFinite, "is \(text), not a finite number")
    case .notANumber:
      (code, found) = text.isEmpty ? (.emptyCell, "is empty") : (.wrongType, "is '\(text)', not a number")
    }
    let isHeader = code == .wrongType && rows.isEmpty
    problems.append(
      problem(
        code, key, line: line, column: column, found: found,
        accepted: "a number from 0 to \(most) is accepted",
        remedy: isHeader ? "take a line of names away: a matrix has no header" : ""))
    return 0
  }

  private mutating func checkShape() {
    if rows.isEmpty {
      problems.append(problem(.emptyTable, "", found: "the file holds no numbers"))
    } else if rows.count != width {
      problems.append(
        problem(
          .inconsistent, "", found: "the matrix has \(rows.count) rows and \(width) columns",
          accepted: "as many rows as columns are accepted"))
    }
  }

  func problem(
    _ code: ProblemCode, _ key: String, line: Int = 1, column: Int = 1, found: String, accepted: String = "",
    remedy: String = ""
  ) -> ScenarioProblem {
    ScenarioProblem(
      code, at: SourceLocation(path: path, line: line, column: column), key: key, found: found,
      accepted: accepted, remedy: remedy)
  }
}
