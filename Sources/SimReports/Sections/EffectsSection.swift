internal import SimScenarios

/// Carbon and money.
enum EffectsSection {
  static func make(_ context: ReportContext) throws(ReportError) -> ReportSection {
    var section = ReportSection(
      id: "effects", title: context.pick("Uitstoot en geld", "Carbon and money"),
      intro: context.pick(
        "Wat bouwen, wonen en hergebruik aan broeikasgas kosten of schelen, en wat de Urban Mine kost.",
        "What building, living and reuse cost or save in greenhouse gas, and what the Urban Mine costs."))
    let materials = ["embodied_new_build", "embodied_renovation"]
    let reuse = ["reuse_avoided_production", "reuse_refurbishment", "reuse_transport"]
    let operation = ["operation_gas", "operation_electricity"]
    let parts: [(id: String, sources: [String], title: String)] = [
      (
        "carbon-operation", operation,
        context.pick("Gas en stroom van woningen", "Gas and electricity of dwellings")
      ),
      (
        "carbon-materials", materials,
        context.pick("Materiaal van bouwen en renoveren", "Material of building and renovating")
      ),
      ("carbon-reuse", reuse, context.pick("Hergebruik: vermeden en gekost", "Reuse: avoided and spent")),
    ]
    for part in parts {
      let pivot = Pivot(
        "carbon.csv", rows: ["year"], columns: .keys(of: "source", value: "kg_co2e"),
        where: ["zone": ["region"], "source": part.sources])
      let note = context.pick(
        "Kilogram CO2e per jaar; onder nul is vermeden.", "Kilograms of CO2e a year; below zero is avoided.")
      if let figure = try context.figure(
        part.id, part.title, note, pivot, unit: "kg CO2e", chart: { bars($0, context, "kg CO2e") })
      {
        section.figures.append(figure)
      }
    }
    if section.figures.isEmpty { section.missing.append("carbon.csv") }
    try addMoney(to: &section, context)
    return section
  }

  private static func addMoney(to section: inout ReportSection, _ context: ReportContext) throws(ReportError)
  {
    for (file, column, id, title) in [
      ("costs.csv", "item", "costs", context.pick("Kosten en opbrengsten", "Costs and savings")),
      ("funding.csv", "source", "funding", context.pick("Dekking", "Funding")),
    ] {
      let pivot = Pivot(file, rows: ["year"], columns: .keys(of: column, value: "euro"))
      let note = context.pick("Euro per jaar; onder nul is bespaard.", "Euro a year; below zero is saved.")
      if let figure = try context.figure(
        id, title, note, pivot, unit: "euro", chart: { bars($0, context, "euro") })
      {
        section.figures.append(figure)
      } else {
        section.missing.append(file)
      }
    }
  }

  private static func bars(_ table: PivotTable, _ context: ReportContext, _ unit: String) -> JSONValue {
    Chart.stackedBars(
      table, names: table.columns.map { context.words.name($0) }, x: table.rows.map { $0[0] }, unit: unit)
  }
}
