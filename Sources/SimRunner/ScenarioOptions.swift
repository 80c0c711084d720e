internal import ArgumentParser
internal import SimScenarios

/// A scenario and the values that replace those of its file.
struct ScenarioOptions: ParsableArguments {
  @Argument(help: "The scenario, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Replaces a value of the scenario; may be repeated.", valueName: "key=value"))
  var overrides: [String] = []

  /// Reads and checks the scenario; prints every problem and exits with 65 (or 74 where it cannot be read).
  func load() throws -> Scenario {
    do {
      return try Scenario.load(scenario, overrides: overrides)
    } catch {
      Terminal.message(error.description)
      let isReading = error.problems.allSatisfy { $0.isReadingFailure(of: scenario) }
      throw isReading ? Exit.inputOutput : Exit.wrongInput
    }
  }
}

extension ScenarioProblem {
  /// Whether the scenario file itself could not be read at all.
  func isReadingFailure(of scenario: String) -> Bool {
    location.path == scenario && [.notFound, .isDirectory, .unreadable].contains(code)
  }
}
