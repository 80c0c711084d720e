internal import SimScenarios

/// The numbers of the scenario, assumptions and measurements apart, with source and confidence.
enum SourcesSection {
  static func make(_ context: ReportContext) throws(ReportError) -> ReportSection {
    var section = ReportSection(
      id: "sources", title: context.pick("Aannames en metingen", "Assumptions and measurements"),
      intro: context.pick(
        "Waar de getallen vandaan komen. Een aanname is een werkwaarde van dit project, met een bandbreedte.",
        "Where the numbers come from. An assumption is a working value of this project, with a range."))
    let values = sourced(context.results.scenario, "")
    let header = [
      context.pick("getal", "number"), context.pick("waarde", "value"), context.pick("van", "low"),
      context.pick("tot", "high"), context.pick("zekerheid", "confidence"), context.pick("bron", "source"),
    ]
    let assumed = values.filter { $0.confidence == "assumption" }
    let others = values.filter { $0.confidence != "assumption" }
    for (id, title, rows) in [
      ("sources-assumed", context.pick("Aannames", "Assumptions"), assumed),
      (
        "sources-measured",
        context.pick("Gemeten, gepubliceerd of afgeleid", "Measured, published or derived"), others
      ),
    ] {
      section.figures.append(
        Figure(
          id: id, title: title,
          note: context.pick(
            "\(rows.count) getallen van het scenario.", "\(rows.count) numbers of the scenario."),
          chart: nil,
          table: FigureTable(
            file: "run.json", pivot: nil, header: header,
            rows: rows.map { value in
              [
                value.key, value.value, value.low, value.high, context.words.name(value.confidence),
                value.source,
              ]
            }, wordColumns: 6)))
    }
    if let figure = try tables(context) { section.figures.append(figure) }
    return section
  }

  /// How many numbers of the tables have which confidence.
  private static func tables(_ context: ReportContext) throws(ReportError) -> Figure? {
    guard let table = try context.results.table("factors.csv"), let factor = table.column("factor"),
      let confidence = table.column("confidence")
    else { return nil }
    let (names, nameOfRow) = table.keys(factor)
    let (grades, gradeOfRow) = table.keys(confidence)
    var counts = [[Int]](repeating: Array(repeating: 0, count: grades.count), count: names.count)
    for row in 0..<table.rowCount { counts[nameOfRow[row]][gradeOfRow[row]] += 1 }
    let unknown = context.pick("niet vermeld", "not stated")
    return Figure(
      id: "sources-tables", title: context.pick("Getallen in tabellen", "Numbers in tables"),
      note: context.pick(
        "Hoeveel getallen achter materiaalstromen, uitstoot en kosten welke zekerheid hebben; elk staat met zijn bron in factors.csv.",
        "How many numbers behind flows of material, emissions and costs have which confidence; each stands with its source in factors.csv."
      ),
      chart: nil,
      table: FigureTable(
        file: "factors.csv", pivot: nil,
        header: [context.pick("soort", "kind")]
          + grades.map { $0.isEmpty ? unknown : context.words.name($0) },
        rows: names.indices.map { row in
          [context.words.name(names[row])] + counts[row].map { "\($0)" }
        }, wordColumns: 1))
  }

  private struct Sourced {
    let key: String
    let value: String
    let low: String
    let high: String
    let confidence: String
    let source: String
  }

  /// Every number of the scenario that says where it comes from, by key.
  private static func sourced(_ value: JSONValue, _ key: String) -> [Sourced] {
    if value["value"] != nil, value["source"] != nil || value["confidence"] != nil {
      func text(_ name: String) -> String { value[name]?.plainText ?? "" }
      return [
        Sourced(
          key: key, value: text("value"), low: text("low"), high: text("high"),
          confidence: text("confidence"),
          source: text("source"))
      ]
    }
    return value.members.flatMap { sourced($0.value, key.isEmpty ? $0.key : "\(key).\($0.key)") }
  }
}
