internal import ArgumentParser
internal import SimScenarios

/// `simrunner show`: the resolved scenario with the place of every value.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Prints the resolved scenario, each value with its place and origin.")

  @OptionGroup var options: ScenarioOptions

  func run() throws {
    let scenario = try options.load()
    for row in scenario.listing { Terminal.result(row.line) }
  }
}
