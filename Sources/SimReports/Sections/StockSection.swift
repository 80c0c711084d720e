internal import SimScenarios

/// The dwellings over the years by condition, energy label and tenure.
enum StockSection {
  static func make(_ context: ReportContext) throws(ReportError) -> ReportSection {
    var section = ReportSection(
      id: "stock", title: context.pick("De woningen", "The dwellings"),
      intro: context.pick(
        "Hoe de voorraad verandert: woningen in de regio aan het eind van elk jaar.",
        "How the stock changes: dwellings in the region at the end of each year."))
    let parts: [(id: String, file: String, column: String, title: String)] = [
      ("stock-condition", "stock.csv", "condition", context.pick("Naar staat", "By condition")),
      ("stock-label", "energy.csv", "energy_label", context.pick("Naar energielabel", "By energy label")),
      ("stock-tenure", "stock.csv", "tenure", context.pick("Naar eigendom", "By tenure")),
      ("stock-type", "stock.csv", "dwelling_type", context.pick("Naar woningtype", "By dwelling type")),
    ]
    for part in parts {
      let pivot = Pivot(
        part.file, rows: ["year"], columns: .keys(of: part.column, value: "dwellings"),
        where: ["zone": ["region"]])
      let unit = context.pick("woningen", "dwellings")
      let figure = try context.figure(
        part.id, part.title,
        context.pick(
          "Woningen in de regio aan het eind van het jaar.", "Dwellings in the region at the end of the year."
        ),
        pivot, unit: unit
      ) { table in
        Chart.stackedBars(
          table, names: table.columns.map { context.words.name($0) }, x: table.rows.map { $0[0] }, unit: unit)
      }
      if let figure { section.figures.append(figure) } else { section.missing.append(part.file) }
    }
    return section
  }
}
