internal import ArgumentParser
internal import SimReports
internal import SimScenarios

/// `simrunner report`: one page that shows results.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Writes report.html and report.xlsx into a result directory.",
    discussion:
      "The page opens from disk and needs no network. Its path is printed; the workbook stands beside it.")

  @Argument(
    help: "The result directory of a run, an ensemble or a sensitivity analysis.", completion: .directory)
  var directory: String

  @Option(help: "The language of the report: nl or en.", transform: SummaryLanguage.init(argument:))
  var language: SummaryLanguage = .nl

  @Flag(name: .customLong("no-workbook"), help: "Writes no report.xlsx.")
  var noWorkbook = false

  @OptionGroup var charts: ChartOptions

  func run() throws {
    try ReportCommand.orExit { () throws(ReportError) in
      Terminal.result(
        try ReportWriter.write(
          directory, language: language, plotly: try charts.library(), workbook: !noWorkbook))
    }
  }

  /// Runs a part of the work; prints its error and exits with its code.
  static func orExit<Value>(_ body: () throws(ReportError) -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      Terminal.message("simrunner: error: \(error)")
      switch error {
      case .unreadable, .output: throw Exit.inputOutput
      case .template: throw Exit.fault
      default: throw Exit.wrongInput
      }
    }
  }
}

/// Where the charts' library is.
struct ChartOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The file plotly.min.js for the charts (default: .deps/plotly, in the working directory or above the program).",
      valueName: "file"))
  var plotly: String?

  /// The library, or `nil` where none is named or found.
  func library() throws(ReportError) -> PlotlyLibrary? {
    guard let plotly else { return try PlotlyLibrary.find(besides: CommandLine.arguments[0]) }
    return try PlotlyLibrary(path: plotly)
  }
}

/// Whether a run writes its report, and how.
struct RunReportOptions: ParsableArguments {
  @Flag(name: .customLong("no-report"), help: "Writes no report.html.")
  var noReport = false

  @Option(help: "The language of the report: nl or en.", transform: SummaryLanguage.init(argument:))
  var reportLanguage: SummaryLanguage = .nl

  @Flag(help: "Writes report.xlsx too: every table as a sheet.")
  var workbook = false

  @OptionGroup var charts: ChartOptions

  func validate() throws {
    guard !noReport || !workbook else {
      throw ValidationError("--no-report and --workbook exclude each other; give one of them")
    }
  }

  /// Writes the report of results that were just written.
  func write(_ directory: String) throws {
    guard !noReport else { return }
    try ReportCommand.orExit { () throws(ReportError) in
      _ = try ReportWriter.write(
        directory, language: reportLanguage, plotly: try charts.library(), workbook: workbook)
    }
  }
}

extension SummaryLanguage {
  /// The language of an argument.
  init(argument: String) throws {
    guard let language = SummaryLanguage(rawValue: argument) else {
      throw ValidationError("the language is '\(argument)'; give nl or en")
    }
    self = language
  }
}
