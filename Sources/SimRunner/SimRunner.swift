internal import ArgumentParser
internal import SimScenarios

/// The command line of the simulation.
@main
struct SimRunner: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simrunner",
    abstract: "Simulates how a region's housing stock changes and what its Urban Mine yields.",
    discussion: """
      Results go to files or standard output, messages to standard error.
      Exit codes: 0 done; 2 the answer is no; 64 wrong arguments; 65 wrong input; 70 a fault of this program; \
      74 cannot read or write.
      """,
    version: "simrunner \(PackageVersion.current)",
    subcommands: [
      RunCommand.self, CheckCommand.self, ShowCommand.self, SchemaCommand.self, NewCommand.self,
      StockCommand.self, MatrixCommand.self, SiteCommand.self, ReconcileCommand.self,
      ExplainCommand.self, EnsembleCommand.self, MergeCommand.self, SensitivityCommand.self,
      SubmitCommand.self, ReportCommand.self, CompareCommand.self,
    ])
}
