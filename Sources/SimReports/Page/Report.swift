public import SimScenarios

/// The report of a result directory: one HTML page that needs no network.
public struct Report: Sendable {
  private let content: PageContent

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
    let years = ["first_year", "last_year"].compactMap { scenario[$0]?.plainText }.joined(
      separator: "\u{2013}")
    let members = results.isSensitivity ? nil : results.record.at("ensemble.members")?.plainText
    let subtitle = [
      "Scenario \(name)", years,
      members.map { context.pick("ensemble van \($0) berekeningen", "ensemble of \($0) runs") } ?? "",
      results.isSensitivity ? context.pick("gevoeligheidsanalyse", "sensitivity analysis") : "",
    ].filter { !$0.isEmpty }.joined(separator: " \u{B7} ")
    content = PageContent(
      language: language, title: own.isEmpty ? name : own, subtitle: subtitle,
      sections: try Self.sections(context))
  }

  private static func sections(_ context: ReportContext) throws(ReportError) -> [ReportSection] {
    let end = [try SourcesSection.make(context), RecordSection.make(context)]
    guard !context.results.isSensitivity else { return [try SensitivitySection.make(context)] + end }
    return [
      try TargetsSection.make(context), try StockSection.make(context), try ProgrammesSection.make(context),
      try MapSection.make(context), try MaterialsSection.make(context), try HubsSection.make(context),
      try EffectsSection.make(context), try PeopleSection.make(context), try UncertaintySection.make(context),
    ] + end
  }

  /// The page.
  ///
  /// - Parameter plotly: the text of `plotly.min.js`, or `nil`: then the page has tables only and says so.
  /// - Returns: the bytes of the HTML file; equal results and library give equal bytes.
  /// - Throws: ``ReportError/template(_:)`` for a fault of this library.
  public func html(plotly: PlotlyLibrary?) throws(ReportError) -> [UInt8] { try content.html(plotly: plotly) }
}
