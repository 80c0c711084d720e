/// One pass over a table: reads its cells by the schema and notes every problem.
struct TableCheck {
  private let file: TableFile
  private let schema: TableSchema
  private(set) var columns: [String: StoredColumn] = [:]
  private var problems: [ScenarioProblem] = []
  private let indexOfColumn: [String: Int]
  private var nearestLabel: [String: String?] = [:]

  init(_ file: TableFile, _ schema: TableSchema) {
    self.file = file
    self.schema = schema
    let named = file.header.enumerated().map { ($1.text, $0) }
    indexOfColumn = Dictionary(named, uniquingKeysWith: { first, _ in first })
  }

  /// Checks the header, the cells and the set of rows; returns the problems.
  mutating func run() -> [ScenarioProblem] {
    guard !file.header.isEmpty else { return [] }
    checkHeader()
    for column in schema.columns { checkCells(of: column) }
    for name in TableSchema.freeColumns where columns[name] == nil {
      columns[name] = StoredColumn(index: indexOfColumn[name])
    }
    checkTriples()
    checkRepeatedRows()
    checkMissingRows()
    return problems
  }
}

// MARK: - Header

extension TableCheck {
  private var declaredNames: [String] {
    schema.columns.flatMap { column in
      if case .triple = column.kind {
        [column.name, column.name + "_low", column.name + "_high"]
      } else {
        [column.name]
      }
    }
  }

  private mutating func checkHeader() {
    let declared = declaredNames
    let known = Set(declared + TableSchema.freeColumns)
    let absent = declared.filter { indexOfColumn[$0] == nil }
    var seen: Set<String> = []
    for cell in file.header where !cell.text.isEmpty && !known.contains(cell.text) {
      guard seen.insert(cell.text).inserted else { continue }
      let remedy = NearestKey.nearest(to: cell.text, among: absent).map { "did you mean '\($0)'?" }
      problems.append(
        ScenarioProblem(
          .surplusColumn, at: file.location(of: cell), key: cell.text, found: "this column is not known",
          accepted: "columns are \(declared.joined(separator: ", "))", remedy: remedy ?? ""))
    }
    for column in schema.columns where column.isRequired && indexOfColumn[column.name] == nil {
      let first = file.header[0]
      problems.append(
        ScenarioProblem(
          .missingColumn, at: SourceLocation(path: file.path, line: first.line, column: first.column),
          key: column.name, found: "this column is missing",
          accepted: "the header has \(file.header.map(\.text).joined(separator: ", "))"))
    }
  }
}

// MARK: - Cells

extension TableCheck {
  private mutating func checkCells(of column: TableColumn) {
    let index = indexOfColumn[column.name]
    switch column.kind {
    case .text:
      columns[column.name] = StoredColumn(index: index)
      if let index { checkTexts(column, index) }
    case .label(let labels):
      var stored = StoredColumn(index: index, isLabel: true)
      if let index { stored.positions = positions(column, index, labels) }
      columns[column.name] = stored
    case .number(let range): readNumbers(column.name, range, column.allowsEmptyCells, isWhole: false)
    case .integer(let range): readNumbers(column.name, range, column.allowsEmptyCells, isWhole: true)
    case .triple(let range):
      readNumbers(column.name, range, column.allowsEmptyCells, isWhole: false)
      readNumbers(column.name + "_low", range, true, isWhole: false)
      readNumbers(column.name + "_high", range, true, isWhole: false)
    }
  }

  private mutating func checkTexts(_ column: TableColumn, _ index: Int) {
    guard !column.allowsEmptyCells else { return }
    for row in 0..<file.rowCount where !file.isRagged(row) {
      guard let cell = file.cell(row, index), cell.text.isEmpty else { continue }
      reportEmpty(cell, column.name, "a text is expected")
    }
  }

  private mutating func positions(_ column: TableColumn, _ index: Int, _ labels: [String]) -> [Int32] {
    nearestLabel = [:]
    let numbered = labels.enumerated().map { ($1, Int32($0)) }
    let positionOfLabel = Dictionary(numbered, uniquingKeysWith: { first, _ in first })
    return (0..<file.rowCount).map { row -> Int32 in
      guard let cell = file.cell(row, index) else { return -1 }
      if let position = positionOfLabel[cell.text] { return position }
      if file.isRagged(row) || (cell.text.isEmpty && column.allowsEmptyCells) { return -1 }
      return reportUnknown(cell, column.name, labels).flatMap { positionOfLabel[$0] }.map { -2 - $0 } ?? -1
    }
  }

  /// Reports a label that is not allowed and returns the one that was probably meant.
  private mutating func reportUnknown(_ cell: TableCell, _ name: String, _ labels: [String]) -> String? {
    let shown = labels.prefix(12).joined(separator: ", ") + (labels.count > 12 ? ", ..." : "")
    guard !cell.text.isEmpty else {
      reportEmpty(cell, name, "one of \(shown) is expected")
      return nil
    }
    let nearest = nearestLabel[cell.text] ?? NearestKey.nearest(to: cell.text, among: labels)
    nearestLabel[cell.text] = .some(nearest)
    problems.append(
      ScenarioProblem(
        .unknownLabel, at: file.location(of: cell), key: name, found: "'\(cell.text)' is not known",
        accepted: "labels are \(shown)", remedy: nearest.map { "did you mean '\($0)'?" } ?? ""))
    return nearest
  }

  private mutating func readNumbers(
    _ name: String, _ range: NumberRange, _ allowsEmptyCells: Bool, isWhole: Bool
  ) {
    var stored = StoredColumn(index: indexOfColumn[name], isNumeric: true)
    if let index = stored.index {
      stored.numbers.reserveCapacity(file.rowCount)
      for row in 0..<file.rowCount {
        let cell = file.isRagged(row) ? nil : file.cell(row, index)
        stored.numbers.append(cell.flatMap { number(in: $0, name, range, allowsEmptyCells, isWhole) } ?? .nan)
      }
    }
    columns[name] = stored
  }

  private mutating func number(
    in cell: TableCell, _ name: String, _ range: NumberRange, _ allowsEmptyCells: Bool, _ isWhole: Bool
  ) -> Double? {
    let wanted =
      (isWhole ? "a whole number" : "a number") + (range == .any ? "" : ", \(range),") + " is expected"
    if cell.text.isEmpty {
      if !allowsEmptyCells { reportEmpty(cell, name, wanted) }
      return nil
    }
    switch StrictNumber(cell.text) {
    case .number(let number) where isWhole && number.rounded() != number:
      report(.wrongType, cell, name, "\(cell.text) is not a whole number", wanted)
    case .number(let number) where isWhole && abs(number) > 9e15:
      report(.outOfRange, cell, name, "\(cell.text) is too large", wanted)
    case .number(let number) where !range.contains(number):
      report(.outOfRange, cell, name, "\(cell.text) is out of range", wanted)
    case .number(let number): return number
    case .notFinite: report(.notFinite, cell, name, "'\(cell.text)' is not a finite number", wanted)
    case .notANumber:
      let hasComma = cell.text.contains(",") && !cell.text.contains(".")
      let remedy = hasComma ? "write the decimal point as ." : ""
      report(.wrongType, cell, name, "'\(cell.text)' is not a number", wanted, remedy)
    }
    return nil
  }

  private mutating func checkTriples() {
    for column in schema.columns {
      guard case .triple = column.kind, let central = columns[column.name], central.index != nil else {
        continue
      }
      for row in 0..<file.rowCount { checkTriple(column.name, row, central.numbers[row]) }
    }
  }

  private mutating func checkTriple(_ name: String, _ row: Int, _ value: Double) {
    let low = storedNumber(name + "_low", row)
    let high = storedNumber(name + "_high", row)
    if let low, low.number > value {
      report(.outOfRange, low.cell, name + "_low", "\(low.cell.text) is above \(name) \(value.plainText)", "")
    }
    if let high, high.number < value {
      report(
        .outOfRange, high.cell, name + "_high", "\(high.cell.text) is below \(name) \(value.plainText)", "")
    }
    if value.isNaN, let low, let high, low.number > high.number {
      report(
        .outOfRange, low.cell, name + "_low", "\(low.cell.text) is above \(name)_high \(high.cell.text)", "")
    }
  }

  private func storedNumber(_ name: String, _ row: Int) -> (number: Double, cell: TableCell)? {
    guard let stored = columns[name], let index = stored.index, !stored.numbers[row].isNaN else { return nil }
    return file.cell(row, index).map { (stored.numbers[row], $0) }
  }

  private mutating func reportEmpty(_ cell: TableCell, _ name: String, _ wanted: String) {
    report(.emptyCell, cell, name, "the cell is empty", wanted)
  }

  private mutating func report(
    _ code: ProblemCode, _ cell: TableCell, _ name: String, _ found: String, _ accepted: String,
    _ remedy: String = ""
  ) {
    problems.append(
      ScenarioProblem(
        code, at: file.location(of: cell), key: name, found: found, accepted: accepted, remedy: remedy))
  }
}

// MARK: - Rows

extension TableCheck {
  /// Most missing rows that are named one by one.
  private static let mostNamedRows = 10
  /// Most combinations of labels that are looked for.
  private static let mostCombinations = 1e7

  private mutating func checkRepeatedRows() {
    let indices = schema.keyColumns.compactMap { indexOfColumn[$0] }
    guard !indices.isEmpty, indices.count == schema.keyColumns.count else { return }
    var firstRows: [[String]: Int] = [:]
    firstRows.reserveCapacity(file.rowCount)
    for row in 0..<file.rowCount where !file.isRagged(row) {
      let cells = indices.compactMap { file.cell(row, $0) }
      let key = cells.map(\.text)
      guard let first = firstRows[key] else {
        firstRows[key] = row
        continue
      }
      let named = zip(schema.keyColumns, key).map { "\($0)=\($1)" }.joined(separator: ", ")
      report(
        .duplicateRow, cells[0], schema.keyColumns.joined(separator: ", "), "the row \(named) stands twice",
        "the first is in line \(file.row(first).first?.line ?? 0)")
    }
  }

  private mutating func checkMissingRows() {
    let lists = schema.requiredLabels
    let combinations = lists.reduce(1.0) { $0 * Double($1.labels.count) }
    guard !lists.isEmpty, (1...Self.mostCombinations).contains(combinations), file.rowCount > 0,
      lists.allSatisfy({ indexOfColumn[$0.column] != nil }),
      let isPresent = presentCombinations(lists, count: Int(combinations))
    else { return }
    let missing = isPresent.indices.filter { !isPresent[$0] }
    let place = SourceLocation(path: file.path, line: file.row(file.rowCount - 1).first?.line ?? 1)
    let key = lists.map(\.column).joined(separator: ", ")
    for combination in missing.prefix(Self.mostNamedRows) {
      let name = Self.name(of: combination, lists)
      problems.append(ScenarioProblem(.missingRow, at: place, key: key, found: "the row \(name) is missing"))
    }
    let rest = missing.count - Self.mostNamedRows
    guard rest > 0 else { return }
    let found = rest == 1 ? "1 more row is missing" : "\(rest) more rows are missing"
    problems.append(ScenarioProblem(.missingRow, at: place, key: key, found: found))
  }

  /// Which combinations have a row; `nil` where the labels of a broken row cannot be told.
  private func presentCombinations(_ lists: [LabelList], count: Int) -> [Bool]? {
    var isPresent = Array(repeating: false, count: count)
    let ranks = lists.map { list in rankByPosition(list) }
    let positions = lists.map { columns[$0.column]?.positions ?? [] }
    var isCertain = file.isComplete || !file.problems.contains { $0.code == .syntax }
    for row in 0..<file.rowCount {
      var combination: Int? = 0
      for (list, ranks) in ranks.enumerated() {
        let position = Int(positions[list][row])
        if position == -1 { isCertain = false }
        let rank = position == -1 ? -1 : ranks[position >= 0 ? position : -2 - position]
        combination = rank < 0 ? nil : combination.map { $0 * lists[list].labels.count + rank }
      }
      if let combination { isPresent[combination] = true }
    }
    return isCertain ? isPresent : nil
  }

  /// For each label of a column its rank in the required list, -1 where it is not required.
  private func rankByPosition(_ list: LabelList) -> [Int] {
    (schema.labels(of: list.column) ?? []).map { list.labels.firstIndex(of: $0) ?? -1 }
  }

  private static func name(of combination: Int, _ lists: [LabelList]) -> String {
    var rest = combination
    var parts: [String] = []
    for list in lists.reversed() {
      parts.append("\(list.column)=\(list.labels[rest % list.labels.count])")
      rest /= list.labels.count
    }
    return parts.reversed().joined(separator: ", ")
  }
}
