import Foundation
import SimReports
import SimScenarios
import Testing

/// A headless browser; the tests are skipped where none is installed (`make setup-browser`).
enum Browser {
  static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
  static let library = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: PlotlyLibrary.place).path
  static var isAvailable: Bool { path != nil && FileManager.default.fileExists(atPath: library) }

  /// The page after its scripts have run, and what the browser wrote to its console; no name is resolved to any host.
  static func open(_ page: URL) throws -> (page: String, console: String) {
    let folder = page.deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(filePath: path ?? "")
    process.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--enable-logging=stderr",
      "--v=0",
      "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\(folder.appending(path: "browser").path)",
      "--window-size=1000,4000", "--dump-dom", page.absoluteString,
    ]
    let files = try ["dom", "console"].map { name in
      let file = folder.appending(path: name)
      try Data().write(to: file)
      return (file, try FileHandle(forWritingTo: file))
    }
    process.standardOutput = files[0].1
    process.standardError = files[1].1
    try process.run()
    process.waitUntilExit()
    let texts = try files.map { String(decoding: try Data(contentsOf: $0.0), as: UTF8.self) }
    return (texts[0], texts[1])
  }
}

@Suite(.enabled(if: Browser.isAvailable, "no chromium (make setup-browser) or no plotly.js (make setup)"))
struct BrowserTests {
  @Test(arguments: SummaryLanguage.allCases)
  func `every chart is drawn with a mark for every number, without a message or a request`(
    language: SummaryLanguage
  ) throws {
    let results = try MadeResults()
    let path = try ReportWriter.write(
      results.path, language: language, plotly: try PlotlyLibrary(path: Browser.library))
    let (page, console) = try Browser.open(URL(filePath: path))
    #expect(!console.contains("CONSOLE"), "\(console)")
    // Condition, tenure, type; programmes twice; hubs three times; costs.
    let charts = page.ranges(of: "class=\"chart js-plotly-plot\"").count
    #expect(charts == 3 + 2 + 3 + 1)
    // A bar for every number of a bar chart: stock 4 + 4 + 2,
    // programmes 3 + 2, refusals 8, costs 2. Lines have one path per series (one hub; received and
    // dispatched), and those two one each in their legend.
    let bars = page.ranges(of: "<g class=\"point\"").count
    #expect(bars == 4 + 4 + 2 + 3 + 2 + 8 + 2)
    #expect(page.ranges(of: "class=\"js-line\"").count == 1 + 2 + 2)
  }
}
