internal import ArgumentParser
internal import SimScenarios

/// `simrunner check`: every problem of every file.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Reports every problem of every file; runs nothing.")

  @Argument(help: "The scenarios, YAML files.", completion: .file(extensions: ["yaml", "yml"]))
  var scenarios: [String]

  func run() throws {
    var failures: [ExitCode] = []
    for path in scenarios {
      do {
        let scenario = try Scenario.load(path)
        for warning in scenario.warnings { Terminal.message("\(path): warning: \(warning)") }
        Terminal.result("\(path): no problems in \(scenario.files.count) files")
      } catch {
        Terminal.message(error.description)
        failures.append(
          error.problems.allSatisfy { $0.isReadingFailure(of: path) } ? Exit.inputOutput : Exit.wrongInput)
      }
    }
    if failures.contains(Exit.wrongInput) { throw Exit.wrongInput }
    if let failure = failures.first { throw failure }
  }
}
