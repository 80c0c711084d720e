internal import ArgumentParser
internal import Foundation
internal import SimScenarios

/// `simrunner run`: simulates a scenario and writes its results.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Simulates a scenario and writes its results.")

  @OptionGroup var options: ScenarioOptions

  @Option(help: "The directory of the results (default: results/<name of the scenario>).")
  var out: String?

  @Option(
    help:
      "How many blocks are computed side by side (default: one per processor); the results do not depend on it."
  )
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @OptionGroup var output: OutputOptions

  @Flag(help: "Exits with 2 where a target is missed.")
  var requireTargets = false

  func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads is \(threads); give 1 to 1024")
    }
  }

  func run() throws {
    var clock = PhaseClock()
    let scenario = try options.load()
    clock.mark("read")
    let directory = out ?? "results/\(scenario.name)"
    var progress = ProgressLine(scenario.name, isShown: output.showsProgress)
    let result: RunResult
    do {
      result = try Simulation.run(scenario, threads: threads) { progress.show($0, of: $1) }
    } catch {
      progress.end()
      Terminal.message("simrunner: error: \(error); nothing was written; please report this")
      throw Exit.fault
    }
    progress.end()
    clock.mark("simulate")
    do {
      try ResultWriter.write(
        result, to: directory, threads: threads, phases: clock.phases + result.phases)
    } catch {
      Terminal.message("simrunner: error: \(error)")
      throw Exit.inputOutput
    }
    clock.mark("write")
    try output.reporting.write(directory)
    clock.mark("report")
    try report(result, directory: directory, clock)
    guard !requireTargets || result.targets.allSatisfy(\.isMet) else { throw Exit.no }
  }

  private func report(_ result: RunResult, directory: String, _ clock: PhaseClock) throws {
    guard !output.quiet else { return }
    if output.logJSON {
      for line in try RunLog.lines(
        of: result, directory: directory, phases: clock.phases + result.phases)
      {
        Terminal.message(line)
      }
    } else {
      Terminal.result(RunSummary(result, language: output.language).text(directory: directory))
    }
  }
}

/// Wall-clock time per phase of a run.
struct PhaseClock {
  private(set) var phases: [RunRecord.Phase] = []
  private var last = ContinuousClock.now

  /// Ends the phase that began at the last mark.
  mutating func mark(_ phase: String) {
    let now = ContinuousClock.now
    let time = last.duration(to: now).components
    phases.append(.init(phase, seconds: Double(time.seconds) + Double(time.attoseconds) * 1e-18))
    last = now
  }
}
