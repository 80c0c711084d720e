internal import ArgumentParser
internal import SimScenarios

/// `simrunner new`: a small scenario to start from.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Writes a small commented scenario that runs, and one with households and funding.")

  @Argument(help: "The directory to write it to; it must be empty or not exist.", completion: .directory)
  var directory: String

  func run() throws {
    do {
      let path = try ScenarioTemplate.write(to: directory)
      Terminal.result("Wrote \(path). Run it with: simrunner run \(path)")
      Terminal.result("homes.yaml beside it adds households and funding.")
    } catch {
      Terminal.message("simrunner: error: \(error)")
      throw Exit.inputOutput
    }
  }
}
