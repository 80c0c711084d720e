internal import Mustache
public import SimScenarios

/// The report of a result directory: one HTML page that needs no network.
public struct Report: Sendable {
  let title: String
  let subtitle: String
  let sections: [ReportSection]
  private let context: ReportContext

  /// Makes the report of results.
  ///
  /// - Parameters:
  ///   - results: the results of a run or of an ensemble.
  ///   - language: the language of all words but those of the scenario's own texts.
  /// - Throws: ``ReportError`` where a table has not the form that it must have.
  public init(_ results: ResultSet, language: SummaryLanguage) throws(ReportError) {
    let context = try ReportContext(results, language)
    let scenario = results.scenario
    let name = scenario["name"]?.text ?? ""
    let own = scenario[language == .nl ? "title_nl" : "title_en"]?.text ?? ""
    title = own.isEmpty ? name : own
    let years = ["first_year", "last_year"].compactMap { scenario[$0]?.plainText }.joined(
      separator: "\u{2013}")
    let members = results.record.at("ensemble.members")?.plainText
    subtitle = [
      context.pick("Scenario \(name)", "Scenario \(name)"), years,
      members.map { context.pick("ensemble van \($0) berekeningen", "ensemble of \($0) runs") } ?? "",
    ].filter { !$0.isEmpty }.joined(separator: " \u{B7} ")
    sections = [
      try TargetsSection.make(context), try StockSection.make(context), try ProgrammesSection.make(context),
      try MapSection.make(context), try MaterialsSection.make(context), try HubsSection.make(context),
      try EffectsSection.make(context), try PeopleSection.make(context), try UncertaintySection.make(context),
      try SourcesSection.make(context), RecordSection.make(context),
    ]
    self.context = context
  }

  /// The page.
  ///
  /// - Parameter plotly: the text of `plotly.min.js`, or `nil`: then the page has tables only and says so.
  /// - Returns: the bytes of the HTML file; equal results and library give equal bytes.
  /// - Throws: ``ReportError/template(_:)`` for a fault of this library.
  public func html(plotly: PlotlyLibrary?) throws(ReportError) -> [UInt8] {
    let missing = context.pick(
      "De grafieken ontbreken: plotly.js is niet gevonden (make setup haalt het). Alle getallen staan in de tabellen.",
      "The charts are missing: plotly.js was not found (make setup fetches it). All numbers stand in the tables."
    )
    return try Page.render(
      [
        "language": context.words.language.rawValue, "title": title, "subtitle": subtitle,
        "skip": context.pick("Naar de inhoud", "To the content"),
        "contents": context.pick("Inhoud", "Contents"),
        "notices": plotly == nil ? [missing] : [String](), "style": PageStyle.text,
        "sections": try sections.map { section throws(ReportError) in try self.section(section, plotly != nil)
        },
        "footer": context.pick(
          "Gemaakt met parkstad-housing-sim \(PackageVersion.current). Alle getallen staan ook in de CSV-bestanden naast dit verslag.",
          "Made with parkstad-housing-sim \(PackageVersion.current). All numbers stand in the CSV files beside this report as well."
        ),
      ], plotly: plotly)
  }

  private func section(_ section: ReportSection, _ hasCharts: Bool) throws(ReportError) -> [String: Any] {
    let lacking = section.missing.map {
      context.pick("Niet in deze resultaten: \($0).", "Not in these results: \($0).")
    }
    return [
      "id": section.id, "title": section.title, "intro": section.intro, "missing": lacking,
      "figures": try section.figures.map { figure throws(ReportError) in try self.figure(figure, hasCharts) },
    ]
  }

  private func figure(_ figure: Figure, _ hasCharts: Bool) throws(ReportError) -> [String: Any] {
    let file = figure.table.file
    var values: [String: Any] = [
      "id": figure.id, "title": figure.title, "note": figure.note, "file": file,
      "dataWord": context.pick("De getallen", "The numbers"),
      "caption": (figure.note.isEmpty ? "" : figure.note + " ")
        + context.pick("Bestand: \(file).", "File: \(file)."),
      "header": figure.table.header, "rows": HTMLText.rows(figure.table),
      "pivot": try HTMLText.source(figure.table.pivot),
    ]
    if hasCharts, let chart = figure.chart { values["chart"] = try HTMLText.script(chart) }
    return values
  }
}

/// Renders pages.
enum Page {
  /// The bytes of a page of these values, with the charts' library where there is one.
  static func render(_ values: [String: Any], plotly: PlotlyLibrary?) throws(ReportError) -> [UInt8] {
    // The library has megabytes: it takes the place of a mark, not the way through the template.
    let mark = "@plotly@"
    var values = values
    if plotly != nil {
      values["library"] = mark
      values["script"] = PageScript.text
    }
    let page: String
    do {
      var library = MustacheLibrary()
      try library.register(PageTemplate.table, named: "table")
      try library.register(PageTemplate.page, named: "page")
      guard let text = library.render(values, withTemplate: "page") else {
        throw ReportError.template("it is not registered")
      }
      page = text
    } catch {
      throw .template("\(error)")
    }
    guard let plotly, let place = page.ranges(of: mark).last else { return Array(page.utf8) }
    return Array(page[..<place.lowerBound].utf8) + plotly.bytes + Array(page[place.upperBound...].utf8)
  }
}
