internal import ArgumentParser
internal import SimScenarios

/// `simrunner schema`: the catalogue of scenario keys.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints every key of a scenario: unit, range, default, meaning.",
    discussion: "One key more: `extends: other.yaml` inherits; maps merge, lists replace, null takes away.")

  @Flag(help: "Prints a JSON Schema instead, for editors.")
  var json = false

  func run() throws {
    Terminal.result(json ? try ParameterCatalogue.jsonSchema() : ParameterCatalogue.text)
  }
}
