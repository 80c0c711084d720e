public import SimScenarios

/// A comparison as a page: HTML with charts, or Markdown with tables.
public struct ComparisonReport: Sendable {
  private let content: PageContent

  /// Makes the page of a comparison.
  ///
  /// - Parameters:
  ///   - results: two or more results; the first is the reference.
  ///   - language: the language of all words but those of the scenarios' own texts.
  /// - Throws: ``ReportError/incomparable(_:)`` for fewer than two results, else for a table of another form.
  public init(_ results: [ResultSet], language: SummaryLanguage) throws(ReportError) {
    let comparison = try Comparison(results)
    let context = try ReportContext(results[0], language)
    let sections = ComparisonSections(comparison: comparison, results: results, context: context)
    content = PageContent(
      language: language,
      title: context.pick("Scenario's vergeleken", "Scenarios compared"),
      subtitle: context.pick(
        "\(comparison.names.joined(separator: " · ")). Verschillen zijn ten opzichte van het eerste.",
        "\(comparison.names.joined(separator: " · ")). Differences are from the first."),
      sections: [
        try sections.targets(), try sections.indicators(), sections.poorDwellings(), sections.inputs(),
        sections.record(),
      ])
  }

  /// The page as HTML, as ``Report/html(plotly:)``.
  ///
  /// - Parameter plotly: the library that draws the charts, or `nil`: then the page has tables only and says
  ///   so.
  /// - Returns: the page, UTF-8.
  /// - Throws: ``ReportError/template(_:)`` for a fault of this library.
  public func html(plotly: PlotlyLibrary?) throws(ReportError) -> [UInt8] { try content.html(plotly: plotly) }

  /// The page as Markdown, without what is folded away in HTML.
  public var markdown: String { content.markdown }

  /// Writes the page as HTML.
  ///
  /// - Parameters:
  ///   - path: the file to make or replace.
  ///   - plotly: the library that draws the charts, or `nil`: then the page has tables only and says so.
  /// - Throws: ``ReportError/output(_:)`` where the file cannot be written; it is then left as it was.
  public func write(html path: String, plotly: PlotlyLibrary?) throws(ReportError) {
    try ReportWriter.write(try html(plotly: plotly), to: path)
  }

  /// Writes the page as Markdown.
  ///
  /// - Parameter path: the file to make or replace.
  /// - Throws: ``ReportError/output(_:)`` where the file cannot be written; it is then left as it was.
  public func write(markdown path: String) throws(ReportError) {
    try ReportWriter.write(Array(markdown.utf8), to: path)
  }
}
