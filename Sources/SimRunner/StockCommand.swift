internal import ArgumentParser
internal import SimScenarios

/// `simrunner stock`: a dynamic stock model on a table.
struct StockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stock", abstract: "Runs a dynamic stock model on a table.",
    discussion: """
      FILE has the columns year and inflow (or stock), and parameters of the lifetime by cohort that --lifetime leaves \
      out. The result has year, inflow, outflow and stock: flows per year, stock at the end of the year.
      Lifetimes: fixed:mean= normal:mean=,stddev= folded-normal:mean=,stddev= lognormal:mean=,stddev= (of the lifetime \
      itself) weibull:shape=,scale= gamma:shape=,scale= table:file= (columns age, survival).
      """)

  @Argument(help: "The table, a CSV file.", completion: .file(extensions: ["csv"]))
  var file: String

  @Option(
    help: "What the table gives: inflow-driven or stock-driven.",
    transform: { try StockCommand.choice($0, "--mode", StockRequest.Mode.allCases) })
  var mode: StockRequest.Mode

  @Option(help: ArgumentHelp("The lifetime.", valueName: "name:key=value,..."))
  var lifetime: String

  @Option(help: "When in its period the inflow enters: start, middle, end or quadratureN, N from 2 to 10.")
  var timing = "end"

  @Option(help: "What happens to an inflow below 0: refuse, allow, clip or early-retirement.")
  var negativeInflow = "refuse"

  @Option(
    help: "Whether something leaves in the year in which it enters: yes or no.",
    transform: { text in
      guard let isOn = ["yes": true, "no": false][text] else {
        throw ValidationError("--first-year-outflow is '\(text)'; give yes or no")
      }
      return isOn
    })
  var firstYearOutflow = true

  @Option(
    help: ArgumentHelp("The initial stock: a CSV file with the columns cohort and stock.", valueName: "file"))
  var initial: String?

  @Flag(help: "Gives stock and outflow by cohort instead of totals.")
  var cohorts = false

  @Option(
    help: "How long the periods are: yearly, or uneven (midway between the years of the table).",
    transform: { try StockCommand.choice($0, "--steps", StockRequest.Steps.allCases) })
  var steps: StockRequest.Steps = .yearly

  @Option(help: ArgumentHelp("The file to write instead of standard output.", valueName: "file"))
  var out: String?

  func validate() throws { _ = try request() }

  func run() throws {
    let table = try result(of: request())
    do {
      if let out {
        try StockTables.write(table, to: out)
      } else {
        Terminal.output(try StockTables.text(of: table))
      }
    } catch {
      Terminal.message("simrunner: error: \(error)")
      throw Exit.inputOutput
    }
  }

  private func result(of request: StockRequest) throws -> ResultTable {
    do {
      return try StockTables.run(request)
    } catch {
      Terminal.message(error.description)
      let named = [file, initial].compactMap { $0 }
      let isReading = error.problems.allSatisfy { problem in
        named.contains { problem.isReadingFailure(of: $0) }
      }
      throw isReading ? Exit.inputOutput : Exit.wrongInput
    }
  }

  private func request() throws -> StockRequest {
    var request = StockRequest(path: file, mode: mode, lifetime: lifetime)
    guard request.setTiming(timing) else {
      throw ValidationError("--timing is '\(timing)'; give start, middle, end or quadrature2 to quadrature10")
    }
    guard request.setNegativeInflow(negativeInflow) else {
      let names = StockRequest.negativeInflowNames.joined(separator: ", ")
      throw ValidationError("--negative-inflow is '\(negativeInflow)'; give one of \(names)")
    }
    request.hasFirstYearOutflow = firstYearOutflow
    request.initial = initial
    request.byCohort = cohorts
    request.steps = steps
    return request
  }

  /// The choice with a name.
  private static func choice<Choice: RawRepresentable<String>>(
    _ text: String, _ option: String, _ choices: [Choice]
  ) throws -> Choice {
    guard let choice = Choice(rawValue: text) else {
      let names = choices.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("\(option) is '\(text)'; give one of \(names)")
    }
    return choice
  }
}
