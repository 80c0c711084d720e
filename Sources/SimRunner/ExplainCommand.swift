internal import ArgumentParser
internal import SimScenarios

/// `simrunner explain`: the arithmetic behind one number.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Prints the arithmetic behind one cell of a result directory.",
    discussion: """
      The cell is written as one of these, its keys in any order:

      file=materials,year=2030,zone=region,material=wood,flow=reused
      file=stock,year=2030,zone=region,dwelling_type=apartment
      file=carbon,year=2030,zone=region,source=embodied_new_build
      file=costs,year=2030,programme=urban_mine,item=transport

      Of the stock, all tenures and conditions are taken together, for events are not counted by them. Of costs, the
      items of the Urban Mine are explained; those of funding are rounded to cents.
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
    case .unknownValue, .notExplained, .incomplete: Exit.wrongInput
    case .unreadable: Exit.inputOutput
    }
  }
}
