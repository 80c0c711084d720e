internal import ArgumentParser
internal import SimReports
internal import SimScenarios

/// `simrunner compare`: results side by side.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Shows result directories side by side; the first is the reference.",
    discussion:
      "Targets, indicators, where the difference in poor dwellings lies, and the inputs that differ.")

  @Argument(help: "Two or more result directories.", completion: .directory)
  var directories: [String]

  @Option(help: "A directory for the tables as CSV.")
  var out: String?

  @Option(
    help: ArgumentHelp("A page with charts and tables that opens without a network.", valueName: "file"))
  var html: String?

  @Option(help: ArgumentHelp("A page with tables, in Markdown.", valueName: "file"))
  var markdown: String?

  @Option(help: "The language of the pages: nl or en.", transform: SummaryLanguage.init(argument:))
  var language: SummaryLanguage = .nl

  @OptionGroup var charts: ChartOptions

  func run() throws {
    try ReportCommand.orExit { () throws(ReportError) in
      var results: [ResultSet] = []
      for directory in directories { results.append(try ResultSet(directory: directory)) }
      let comparison = try Comparison(results)
      if let out { try comparison.write(to: out) }
      if html != nil || markdown != nil {
        let report = try ComparisonReport(results, language: language)
        if let html { try report.write(html: html, plotly: try charts.library()) }
        if let markdown { try report.write(markdown: markdown) }
      }
      Terminal.result(comparison.text)
    }
  }
}
