import Foundation
import SimReports
import SimScenarios
import Testing

@Suite(
  .enabled(if: Browser.isAvailable, "no chromium (make setup-browser) or no plotly.js (make setup)"),
  .serialized)
struct BrowserTests {
  /// The report of results with every kind of chart, with what must live as long as it.
  private func report(_ language: SummaryLanguage) throws -> (results: MadeResults, page: URL) {
    let results = try MadeResults(tables: MadeResults.full, ensemble: ["members": 64, "shard": "1/1"])
    let path = try ReportWriter.write(
      results.path, language: language, plotly: try PlotlyLibrary(path: Browser.library))
    return (results, URL(filePath: path))
  }

  @Test(arguments: SummaryLanguage.allCases)
  func `every chart is drawn with a mark for every number, without a message or a request`(
    language: SummaryLanguage
  ) throws {
    let (results, file) = try report(language)
    defer { withExtendedLifetime(results) {} }
    let page = try BrowserPage(file)
    let wrong = try page.texts(PageScripts.wrongMarks)
    #expect(wrong == [])
    // Condition, label, tenure, type; programmes twice; map; Sankey, years, causes; hubs three times; carbon twice, costs;
    // fan, tornado twice, choices and map of sites.
    let drawn = try page.texts(PageScripts.drawnCharts)
    #expect(drawn.count == 4 + 2 + 1 + 3 + 3 + 3 + 5, "\(drawn)")
    #expect(page.messages == [])
    #expect(page.requests == [file.absoluteString])
    for section in try page.texts("[...document.querySelectorAll('main > section')].map(s => s.id)") {
      let picture = Browser.artefacts.appending(path: "\(language.rawValue)-\(section).png")
      try page.screenshot(of: "#\(section)", to: picture)
      #expect(try Data(contentsOf: picture).count > 2_000, "\(section)")
    }
  }

  @Test func `a run, a sensitivity analysis and results without most tables are drawn without a message`()
    throws
  {
    let few = ["summary.csv", "targets.csv"].reduce(into: [String: String]()) {
      $0[$1] = MadeResults.tables[$1]
    }
    let sensitivity = ["sensitivity.csv": try #require(MadeResults.full["sensitivity.csv"])]
    // A run has no chart of the choices of sites, and no map of how robust they are.
    for (tables, count) in [(MadeResults.full, 19), (sensitivity, 2), (few, 0)] {
      let results = try MadeResults(tables: tables)
      defer { withExtendedLifetime(results) {} }
      let path = try ReportWriter.write(
        results.path, language: .nl, plotly: try PlotlyLibrary(path: Browser.library))
      let page = try BrowserPage(URL(filePath: path))
      let (drawn, wrong) = (try page.texts(PageScripts.drawnCharts), try page.texts(PageScripts.wrongMarks))
      let places = try page.evaluate("document.querySelectorAll('[data-chart]').length") as? Int
      #expect(drawn.count == count && places == count && wrong == [], "\(drawn) \(wrong)")
      #expect(page.messages == [])
    }
  }

  @Test(arguments: SummaryLanguage.allCases, [false, true])
  func `every text has a contrast of 4.5 or more`(language: SummaryLanguage, isDark: Bool) throws {
    let (results, file) = try report(language)
    defer { withExtendedLifetime(results) {} }
    let page = try BrowserPage(file, isDark: isDark)
    #expect(try page.texts(PageScripts.weakTexts) == [])
    let paper = try page.evaluate("getComputedStyle(document.body).backgroundColor") as? String
    #expect(paper == (isDark ? "rgb(21, 24, 28)" : "rgb(255, 255, 255)"))
    // The measure finds what it looks for: grey on white has 3.5, and on the dark paper 5.
    _ = try page.evaluate("document.querySelector('h1').style.color = '#888888'")
    #expect(try page.texts(PageScripts.weakTexts).count == (isDark ? 0 : 1))
  }

  /// The wide pages: an ensemble with probabilities of targets, and a comparison of five results.
  private func widePages(in results: MadeResults) throws -> [URL] {
    let library = try PlotlyLibrary(path: Browser.library)
    let report = try ReportWriter.write(results.path, language: .nl, plotly: library)
    let comparison = results.folder.appending(path: "comparison.html")
    let set = try ResultSet(directory: results.path)
    try ComparisonReport(Array(repeating: set, count: 5), language: .nl).write(
      html: comparison.path, plotly: library)
    return [URL(filePath: report), comparison]
  }

  @Test func `on paper the pages are A4 and nothing is wider than their text`() throws {
    var tables = MadeResults.full
    tables["targets.csv"] = """
      target,indicator,period,goal,value,met,source,probability,probability_low,probability_high
      winkelvloer_onttrokken_in_de_hele_regio,dwellings,2023-2024,1234567,1234567.5,yes,,0.75,0.515,0.9

      """
    let results = try MadeResults(tables: tables, ensemble: ["members": 64, "shard": "1/1"])
    defer { withExtendedLifetime(results) {} }
    for file in try widePages(in: results) {
      // 210 mm less two margins of 14 mm, at 96 pixels an inch.
      let page = try BrowserPage(file, width: 688, isPrint: true)
      let wide = try page.texts(PageScripts.wideElements)
      #expect(wide == [], "\(file.lastPathComponent)")
      let pdf = String(decoding: try page.pdf(), as: UTF8.self)
      let boxes = pdf.ranges(of: "/MediaBox [").map { pdf[$0.upperBound...].prefix { $0 != "]" } }
      #expect(boxes.count > 1)
      for box in boxes {
        let numbers = box.split(separator: " ").compactMap { Double($0) }
        #expect(
          numbers.count == 4 && (numbers[2] - 595.28).magnitude < 1 && (numbers[3] - 841.89).magnitude < 1)
      }
    }
  }

  @Test func `the Tab key reaches every link, table and list of numbers in the order of the page`() throws {
    let (results, file) = try report(.en)
    defer { withExtendedLifetime(results) {} }
    let page = try BrowserPage(file)
    let stops = try page.texts(PageScripts.tabStops)
    #expect(stops.count > 20)
    for stop in stops {
      try page.press("Tab", code: 9)
      let (reached, isSeen, outline) = try { ($0[0], $0[1], $0[2]) }(page.texts(PageScripts.stop))
      #expect(reached == stop && isSeen == "true" && outline != "none", "\(stop): \(reached)")
    }
  }

  @Test func `the first stop skips to the content, and a key opens the numbers of a chart`() throws {
    let (results, file) = try report(.en)
    defer { withExtendedLifetime(results) {} }
    let page = try BrowserPage(file)
    try page.press("Tab", code: 9)
    #expect(try page.texts("[document.activeElement.textContent]") == ["To the content"])
    try page.press("Enter", code: 13, text: "\r")
    #expect(try page.texts("[document.activeElement.id]") == ["content"])
    _ = try page.evaluate("document.querySelector('summary').focus()")
    try page.press("Enter", code: 13, text: "\r")
    #expect(try page.evaluate("document.querySelector('details').open") as? Bool == true)
  }

  @Test(arguments: SummaryLanguage.allCases)
  func `charts, tables and parts have names, heads have a scope, headings follow each other`(
    language: SummaryLanguage
  ) throws {
    let (results, file) = try report(language)
    defer { withExtendedLifetime(results) {} }
    let page = try BrowserPage(file)
    #expect(try page.texts(PageScripts.unsaid) == [])
    #expect(try page.texts("[document.documentElement.lang]") == [language.rawValue])
  }

  @Test func `a comparison is drawn whole, and asks nothing of a network`() throws {
    let (a, b) = (
      try MadeResults(tables: MadeResults.full), try MadeResults(title: "two", tables: MadeResults.full)
    )
    let report = try ComparisonReport(
      try [a, b].map { try ResultSet(directory: $0.path) }, language: .en)
    let file = a.folder.appending(path: "comparison.html")
    try report.write(html: file.path, plotly: try PlotlyLibrary(path: Browser.library))
    let page = try BrowserPage(file)
    let wrong = try page.texts(PageScripts.wrongMarks)
    #expect(wrong == [])
    // Two indicators, of which both are judged by a target, and the difference in poor dwellings.
    #expect(try page.texts(PageScripts.drawnCharts).count == 3)
    #expect(page.messages == [] && page.requests == [file.absoluteString])
    #expect(try page.texts(PageScripts.unsaid) == [] && page.texts(PageScripts.weakTexts) == [])
    try page.screenshot(of: "main", to: Browser.artefacts.appending(path: "en-comparison.png"))
  }
}
