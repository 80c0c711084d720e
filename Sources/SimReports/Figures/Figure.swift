internal import SimScenarios

/// A chart with its data, or a table alone.
struct Figure: Sendable {
  /// The name in links, unique in the report.
  let id: String
  /// The heading.
  let title: String
  /// What is shown, in plain words, and its unit.
  let note: String
  /// The plotly figure, `nil` for a table alone.
  let chart: JSONValue?
  /// The numbers.
  let table: FigureTable
  /// Whether a table without a chart is shown only when asked for, because it is long.
  var isFolded = false
}

/// A table of the report.
struct FigureTable: Sendable {
  /// The file that the numbers come from.
  let file: String
  /// How the numbers are added up from it, for readers of the page that are programs; `nil` for rows as they stand.
  let pivot: Pivot?
  /// The heads of the columns.
  let header: [String]
  /// The texts of the cells.
  let rows: [[String]]
  /// How many columns at the left are words.
  let wordColumns: Int
  /// The keys of the rows, where these are not all rows of the pivot in the order of the file.
  var order: [[String]]?
}

/// A part of the report.
struct ReportSection: Sendable {
  let id: String
  let title: String
  let intro: String
  var figures: [Figure] = []
  /// Files that the results do not have, so that something is not shown.
  var missing: [String] = []
}

/// What the sections of a report are made with.
struct ReportContext: Sendable {
  let results: ResultSet
  let words: Words
  let format: NumberFormat

  init(_ results: ResultSet, _ language: SummaryLanguage) throws(ReportError) {
    self.results = results
    words = try Words(results, language)
    format = NumberFormat(language: language)
  }

  func pick(_ dutch: String, _ english: String) -> String { words.pick(dutch, english) }

  /// The table of a pivot with its numbers as text.
  ///
  /// - Parameters:
  ///   - table: the sums.
  ///   - pivot: what was added up.
  ///   - decimals: digits after the decimal mark.
  ///   - unit: the unit, put behind the head of every column.
  /// - Returns: the table with words at the left.
  func table(_ table: PivotTable, _ pivot: Pivot, decimals: Int, unit: String) -> FigureTable {
    let heads = table.columns.map {
      words.name($0) + (unit.isEmpty || unit == words.name($0) ? "" : " (\(unit))")
    }
    return FigureTable(
      file: pivot.file, pivot: pivot, header: pivot.rows.map { words.name($0) } + heads,
      rows: zip(table.rows, table.values).map { keys, values in
        zip(pivot.rows, keys).map { column, key in word(key, of: column) }
          + values.map { $0.map { format.text($0, decimals: decimals) } ?? "" }
      }, wordColumns: pivot.rows.count)
  }

  /// A key of a column in words; years and quarters stay as they are.
  func word(_ key: String, of column: String) -> String {
    switch column {
    case "year", "step": key
    case "zone": words.name(key, part: "zone")
    case "programme": words.programme(key)
    case "indicator": words.name(key, part: "indicators")
    default: words.name(key)
    }
  }

  /// An amount with its unit; shares are percentages.
  func amount(_ value: Double, unit: String) -> String {
    if unit == "1" { return format.text(value * 100, decimals: 1) + " %" }
    let shown = unit == "dwellings" ? "" : " " + unit.replacing("m2", with: "m\u{B2}")
    return format.text(value, decimals: 0) + (unit == "hubs" || unit.isEmpty ? "" : shown)
  }

  /// A figure of a pivot, or `nil` where the results do not have it.
  func figure(
    _ id: String, _ title: String, _ note: String, _ pivot: Pivot, decimals: Int = 0, unit: String,
    chart: (PivotTable) -> JSONValue?
  ) throws(ReportError) -> Figure? {
    guard let sums = try pivot.table(of: results) else { return nil }
    return Figure(
      id: id, title: title, note: note, chart: chart(sums),
      table: table(sums, pivot, decimals: decimals, unit: unit))
  }
}
