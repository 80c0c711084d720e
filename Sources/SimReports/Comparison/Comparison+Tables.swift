public import SimScenarios

extension Comparison {
  /// The comparison as result tables: `targets.csv`, `indicators.csv`, `inputs.csv` and `poor_dwellings.csv`.
  public var tables: [ResultTable] { [targetTable, indicatorTable, inputTable, poorTable] }

  private func column(_ name: String, _ meaning: String) -> ResultColumn {
    ResultColumn(name, .text, longName: meaning)
  }

  private var targetTable: ResultTable {
    var table = ResultTable(
      fileName: "targets.csv",
      columns: [
        column("target", "target"), column("scenario", "scenario"), column("value", "what was reached"),
        column("met", "yes or no; empty without this target"),
      ])
    for target in targets {
      for (position, name) in names.enumerated() {
        table.append(
          .text(target.target), .text(name), .text(target.values[position]), .text(target.met[position]))
      }
    }
    return table
  }

  private var indicatorTable: ResultTable {
    var table = ResultTable(
      fileName: "indicators.csv",
      columns: [
        ResultColumn("year", .integer, longName: "calendar year"),
        column("indicator", "indicator of the region"),
        column("unit", "unit of value and difference"), column("scenario", "scenario"),
        ResultColumn("value", .number, unit: "as stated", longName: "value"),
        ResultColumn(
          "difference", .number, unit: "as stated", longName: "value less that of the first scenario"),
      ])
    for row in indicators {
      guard let reference = row.values[0] else { continue }
      for (name, value) in zip(names, row.values) {
        guard let value else { continue }
        table.append(
          .integer(row.year), .text(row.indicator), .text(row.unit), .text(name), .number(value),
          .number(value - reference))
      }
    }
    return table
  }

  private var inputTable: ResultTable {
    var table = ResultTable(
      fileName: "inputs.csv",
      columns: [
        column("key", "key of the scenario, or file"), column("scenario", "scenario"),
        column("value", "value; empty where the scenario has none"),
      ])
    for input in inputs {
      for (name, value) in zip(names, input.values) {
        table.append(.text(input.key), .text(name), .text(value))
      }
    }
    return table
  }

  private var poorTable: ResultTable {
    var table = ResultTable(
      fileName: "poor_dwellings.csv",
      columns: [
        ResultColumn("year", .integer, longName: "calendar year"), column("scenario", "scenario"),
        column("zone", "zone"),
        ResultColumn("by_number", .number, unit: "dwellings", longName: "from other numbers of dwellings"),
        ResultColumn("by_share", .number, unit: "dwellings", longName: "from other shares of poor ones"),
        ResultColumn("difference", .number, unit: "dwellings", longName: "difference in poor dwellings"),
      ])
    for term in poorDwellings {
      table.append(
        .integer(term.year), .text(names[term.result]), .text(term.zone), .number(term.byNumber),
        .number(term.byShare), .number(term.total))
    }
    return table
  }

  /// Writes the tables as CSV files.
  ///
  /// - Parameter directory: a new directory, or one that an earlier comparison has written.
  /// - Throws: ``ReportError/output(_:)``; an earlier comparison is then left as it was.
  public func write(to directory: String) throws(ReportError) {
    do {
      let output = try ResultDirectory(replacing: directory, marker: "indicators.csv")
      for table in tables { try output.write(table) }
      try output.commit()
    } catch {
      throw .output(error)
    }
  }
}
