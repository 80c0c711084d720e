internal import ArgumentParser
internal import SimScenarios

/// `simrunner explain`: the arithmetic behind one number.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Prints the arithmetic behind one cell of a result directory.",
    discussion: """
      The cell is written file=materials,year=2030,zone=region,material=wood,flow=reused, in any order.
      """)

  @Argument(help: "The result directory of a run.", completion: .directory)
  var directory: String

  @Option(help: ArgumentHelp("The cell.", valueName: "key=value,..."))
  var cell: String

  func run() throws {
    do {
      let query = try ResultCellQuery(cell)
      Terminal.result(try ResultExplainer(directory: directory).explain(query).text)
    } catch {
      Terminal.message("simrunner: error: \(error)")
      throw Self.exit(for: error)
    }
  }

  private static func exit(for error: ExplainError) -> ExitCode {
    switch error {
    case .wrongForm: ExitCode.validationFailure
    case .unknownValue, .incomplete: Exit.wrongInput
    case .unreadable: Exit.inputOutput
    }
  }
}
