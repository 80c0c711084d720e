internal import ArgumentParser
internal import SimScenarios

/// How the results of a run, an ensemble or an analysis are shown.
struct OutputOptions: ParsableArguments {
  @Option(
    help: "The language of the summary: nl or en.",
    transform: { text in
      guard let language = SummaryLanguage(rawValue: text) else {
        throw ValidationError("--language is '\(text)'; give nl or en")
      }
      return language
    })
  var language: SummaryLanguage = .en

  @Flag(help: "Prints nothing but problems.")
  var quiet = false

  @Flag(name: .customLong("log-json"), help: "Prints messages as one JSON object per line.")
  var logJSON = false

  @OptionGroup var reporting: RunReportOptions

  /// Whether a line of progress moves: at a terminal where nothing else was asked for.
  var showsProgress: Bool { !quiet && !logJSON && Terminal.isInteractive }
}
