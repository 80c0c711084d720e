internal import SimScenarios

/// What a page shows: figures in sections, and the words around them.
struct PageContent: Sendable {
  let language: SummaryLanguage
  let title: String
  let subtitle: String
  let sections: [ReportSection]

  func pick(_ dutch: String, _ english: String) -> String { language == .nl ? dutch : english }

  /// The page as HTML.
  ///
  /// - Parameter plotly: the library of the charts, or `nil`: then the page has tables only and says so.
  /// - Returns: the bytes of the file; equal content and library give equal bytes.
  /// - Throws: ``ReportError/template(_:)`` for a fault of this library.
  func html(plotly: PlotlyLibrary?) throws(ReportError) -> [UInt8] {
    let missing = pick(
      "De grafieken ontbreken: plotly.js is niet gevonden (make setup haalt het). Alle getallen staan in de tabellen.",
      "The charts are missing: plotly.js was not found (make setup fetches it). All numbers stand in the tables."
    )
    return try Page.render(
      [
        "language": language.rawValue, "title": title, "subtitle": subtitle,
        "skip": pick("Naar de inhoud", "To the content"), "contents": pick("Inhoud", "Contents"),
        "notices": plotly == nil ? [missing] : [String](), "style": PageStyle.text,
        "sections": try sections.map { section throws(ReportError) in try values(section, plotly != nil) },
        "footer": pick(
          "Gemaakt met parkstad-housing-sim \(PackageVersion.current). Alle getallen staan ook in CSV-bestanden.",
          "Made with parkstad-housing-sim \(PackageVersion.current). All numbers stand in CSV files as well."),
      ], plotly: plotly)
  }

  private func values(_ section: ReportSection, _ hasCharts: Bool) throws(ReportError) -> [String: Any] {
    [
      "id": section.id, "title": section.title, "intro": section.intro, "missing": lacking(section),
      "figures": try section.figures.map { figure throws(ReportError) in try values(figure, hasCharts) },
    ]
  }

  private func lacking(_ section: ReportSection) -> [String] {
    section.missing.map { pick("Niet in deze resultaten: \($0).", "Not in these results: \($0).") }
  }

  private func values(_ figure: Figure, _ hasCharts: Bool) throws(ReportError) -> [String: Any] {
    let file = figure.table.file
    var values: [String: Any] = [
      "id": figure.id, "title": figure.title, "note": figure.note, "file": file,
      "dataWord": pick("De getallen", "The numbers"),
      "caption": (figure.note.isEmpty ? "" : figure.note + " ") + pick("Bestand: \(file).", "File: \(file)."),
      "header": figure.table.header, "rows": HTMLText.rows(figure.table),
      "pivot": try HTMLText.source(figure.table), "folded": figure.isFolded,
    ]
    if hasCharts, let chart = figure.chart { values["chart"] = try HTMLText.script(chart) }
    return values
  }
}

extension PageContent {
  /// The page as Markdown with tables; figures that are folded away are left to their CSV files.
  var markdown: String {
    var lines = ["# \(Self.text(title))", "", Self.text(subtitle), ""]
    for section in sections {
      lines += ["## \(Self.text(section.title))", "", Self.text(section.intro), ""]
      lines += lacking(section).flatMap { [Self.text($0), ""] }
      for figure in section.figures where !figure.isFolded {
        lines += ["### \(Self.text(figure.title))", ""]
        if !figure.note.isEmpty { lines += [Self.text(figure.note), ""] }
        lines += Self.table(figure.table) + [""]
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func table(_ table: FigureTable) -> [String] {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let rule = table.header.indices.map { $0 < table.wordColumns ? "---" : "---:" }
    return [line(table.header.map(text)), line(rule)] + table.rows.map { line($0.map(text)) }
  }

  /// A text in which no character starts markup or ends a cell.
  private static func text(_ text: String) -> String {
    let marks = Set("\\`*_[]<>|#~")
    return text.reduce(into: "") { result, character in
      if character.isNewline {
        result += " "
      } else {
        if marks.contains(character) { result += "\\" }
        result.append(character)
      }
    }
  }
}
