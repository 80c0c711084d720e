/// What a column of a table holds.
public enum ColumnKind: Sendable, Equatable {
  /// One of these labels, in the order of an axis.
  case label([String])
  /// Any text.
  case text
  /// A number in a range.
  case number(NumberRange)
  /// A whole number in a range.
  case integer(NumberRange)
  /// A number in a range, with optional columns `<name>_low` and `<name>_high` around it.
  case triple(NumberRange)
}

/// One column that a table may or must have.
public struct TableColumn: Sendable, Equatable {
  /// The name in the header.
  public let name: String
  /// What its cells hold.
  public let kind: ColumnKind
  /// Whether the header must name it.
  public let isRequired: Bool
  /// Whether its cells may be empty.
  public let allowsEmptyCells: Bool

  /// Makes a column; where nothing is said, only cells of an optional column may be empty.
  ///
  /// - Parameters:
  ///   - name: the name in the header.
  ///   - kind: what its cells hold.
  ///   - isRequired: whether the header must name it.
  ///   - allowsEmptyCells: whether its cells may be empty; `nil` for those of an optional column only.
  public init(_ name: String, _ kind: ColumnKind, isRequired: Bool = true, allowsEmptyCells: Bool? = nil) {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
    self.allowsEmptyCells = allowsEmptyCells ?? !isRequired
  }
}

/// Which rows a table must have.
public enum TableCompleteness: Sendable, Equatable {
  /// Any rows.
  case none
  /// A row for every combination of the labels of these label columns.
  case allCombinations(of: [String])
  /// A row for every combination of these labels, by label column.
  case combinations([LabelList])
}

/// Labels of one column that must occur.
public struct LabelList: Sendable, Equatable {
  /// The label column.
  public let column: String
  /// The labels that must occur.
  public let labels: [String]

  /// Makes a list of labels of a column.
  ///
  /// - Parameters:
  ///   - column: the name of a label column of the schema.
  ///   - labels: the labels that must occur, in order.
  public init(column: String, labels: [String]) {
    self.column = column
    self.labels = labels
  }
}

/// What a table must look like.
public struct TableSchema: Sendable, Equatable {
  /// Columns that every table may have: where a row comes from, how well it is known, a remark.
  public static let freeColumns = ["source", "confidence", "note"]

  /// The columns.
  public let columns: [TableColumn]
  /// The names of the columns that together tell rows apart; empty where rows may repeat.
  public let keyColumns: [String]
  /// Which rows must be there.
  public let completeness: TableCompleteness

  /// Makes a schema; key columns and completeness must name declared columns.
  ///
  /// - Parameters:
  ///   - columns: the columns that the table may or must have.
  ///   - keyColumns: the names of the columns that together tell rows apart; empty where rows may repeat.
  ///   - completeness: which rows must be there; it may name label columns only.
  public init(columns: [TableColumn], keyColumns: [String] = [], completeness: TableCompleteness = .none) {
    let names = columns.map(\.name)
    for key in keyColumns { precondition(names.contains(key), "key column \(key) is not among \(names)") }
    self.columns = columns
    self.keyColumns = keyColumns
    self.completeness = completeness
    for list in requiredLabels {
      precondition(
        labels(of: list.column) != nil, "column \(list.column) is not a label column among \(names)")
    }
  }

  /// The labels whose combinations must occur, by column.
  var requiredLabels: [LabelList] {
    switch completeness {
    case .none: []
    case .allCombinations(let columns): columns.map { LabelList(column: $0, labels: labels(of: $0) ?? []) }
    case .combinations(let lists): lists
    }
  }

  /// The columns that hold a number with its range: those of triples, and `central` between `low` and `high`.
  var ranges: [NumberColumns] {
    let names = columns.map(\.name)
    let long = ["low", "central", "high"].allSatisfy(names.contains)
    return columns.compactMap { column in
      guard case .triple = column.kind else { return nil }
      return NumberColumns(
        central: column.name, low: column.name + "_low", high: column.name + "_high")
    } + (long ? [NumberColumns(central: "central", low: "low", high: "high")] : [])
  }

  /// The labels of a label column, `nil` for other columns.
  func labels(of column: String) -> [String]? {
    guard case .label(let labels) = columns.first(where: { $0.name == column })?.kind else { return nil }
    return labels
  }
}

/// Three columns of a table that hold a number and its range.
struct NumberColumns: Sendable, Equatable {
  let central: String
  let low: String
  let high: String
}
