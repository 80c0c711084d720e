internal import SimScenarios

/// Households, vacancy and monitoring, where the results have them.
enum PeopleSection {
  static func make(_ context: ReportContext) throws(ReportError) -> ReportSection {
    var section = ReportSection(
      id: "people", title: context.pick("Huishoudens en leegstand", "Households and vacancy"),
      intro: context.pick("Wie er woont en wat leeg staat.", "Who lives there and what stands empty."))
    let parts: [(pivot: Pivot, id: String, title: String, unit: String)] = [
      (
        Pivot(
          "households.csv", rows: ["year"], columns: .keys(of: "household_type", value: "households"),
          where: ["zone": ["region"]]), "households", context.pick("Huishoudens", "Households"),
        context.pick("huishoudens", "households")
      ),
      (
        Pivot(
          "vacancy.csv", rows: ["year"], columns: .measures(["occupied", "vacant"]),
          where: ["zone": ["region"]]),
        "vacancy", context.pick("Bewoond en leeg", "Occupied and vacant"),
        context.pick("woningen", "dwellings")
      ),
    ]
    for part in parts {
      let figure = try context.figure(
        part.id, part.title, context.pick("Hele regio, per jaar.", "Whole region, by year."), part.pivot,
        unit: part.unit
      ) { table in
        Chart.stackedBars(
          table, names: table.columns.map { context.words.name($0) }, x: table.rows.map { $0[0] },
          unit: part.unit)
      }
      if let figure { section.figures.append(figure) } else { section.missing.append(part.pivot.file) }
    }
    if let monitoring = try context.results.table("monitoring.csv") {
      section.figures.append(figure(monitoring, context))
    } else {
      section.missing.append("monitoring.csv")
    }
    return section
  }

  private static func figure(_ monitoring: ResultColumns, _ context: ReportContext) -> Figure {
    let rows = (0..<monitoring.rowCount).map { row in
      monitoring.header.indices.map { monitoring.text(row, $0) }
    }
    return Figure(
      id: "monitoring", title: "Monitoring",
      note: context.pick("Zoals in het bestand.", "As in the file."), chart: nil,
      table: FigureTable(
        file: "monitoring.csv", pivot: nil, header: monitoring.header, rows: rows,
        wordColumns: monitoring.header.count))
  }
}
