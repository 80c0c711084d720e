internal import ArgumentParser
internal import Foundation
internal import SimEnsembles
internal import SimScenarios

/// `simrunner sensitivity`: which uncertain numbers matter.
struct SensitivityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract:
      "Says which uncertain numbers matter for targets and indicators: Sobol indices or Morris screening.",
    discussion: """
      Sobol takes samples x (factors + 2) runs, Morris samples x (factors + 1). Factors are the groups of \
      uncertainty.groups and the numbers without one; --only narrows them.
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Option(help: "Base samples (Sobol) or trajectories (Morris), 2 or more.")
  var samples: Int

  @Option(
    help: "sobol or morris.",
    transform: { text in
      guard let method = SensitivityRun.Method(rawValue: text) else {
        throw ValidationError("--method is '\(text)'; give sobol or morris")
      }
      return method
    })
  var method: SensitivityRun.Method = .sobol

  @Option(help: "The seed of all draws.")
  var seed: UInt64 = 1

  @Option(
    name: .customLong("only"), parsing: .singleValue,
    help: ArgumentHelp(
      "Varies only numbers of this name, with * for any characters; may be repeated.", valueName: "name"))
  var only: [String] = []

  @Option(name: .customLong("year"), help: "A year of the indicators; may be repeated.")
  var years: [Int] = []

  @Option(help: "The directory of the results (default: results/<name of the scenario>-sensitivity).")
  var out: String?

  @Option(help: "How many blocks run side by side (default: one per processor).")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard samples >= 2 else { throw ValidationError("--samples is \(samples); give 2 or more") }
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads is \(threads); give 1 to 1024")
    }
  }

  func run() throws {
    var clock = PhaseClock()
    let plan = EnsemblePlan(
      scenario: scenario.scenario, overrides: scenario.overrides, members: samples, seed: seed, only: only)
    let analysis = try EnsembleCommand.orExit { () throws(EnsembleError) in
      try SensitivityRun(
        plan, method: method, samples: samples, years: years.isEmpty ? nil : years, threads: threads)
    }
    clock.mark("read")
    let name = analysis.ensemble.family.central.name
    let line = SharedProgressLine(
      name, isShown: output.showsProgress)
    let table = try EnsembleCommand.orExit { () throws(EnsembleError) in
      try analysis.table(threads: threads) { line.show($0, of: analysis.samples) }
    }
    line.end()
    clock.mark("runs")
    let directory = out ?? "results/\(name)-sensitivity"
    try EnsembleCommand.orExit { () throws(OutputError) in
      try EnsembleWriter.write(
        table, of: analysis, to: directory, threads: threads, phases: clock.phases)
    }
    try output.reporting.write(directory)
    guard !output.quiet else { return }
    Terminal.result(
      SensitivitySummary(analysis, table, language: output.language).text(directory: directory))
  }
}
