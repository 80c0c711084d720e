internal import ArgumentParser
internal import SimScenarios

/// `simrunner matrix`: the analysis of a projection matrix.
struct MatrixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matrix", abstract: "Analyses a projection matrix; prints JSON.",
    discussion: """
      Entry (row i, column j) is what one unit in state j adds to state i in a step. What is undefined for the matrix is \
      null, and `reasons` says why.
      """)

  @Argument(help: "The matrix, a CSV file without header.", completion: .file(extensions: ["csv"]))
  var matrix: String

  @Option(
    help: "Its transient part: adds the fundamental matrix, times to absorption and what follows from them.")
  var transitions: String?

  @Option(help: "A matrix to compare it with: adds what every entry contributes to the difference in growth.")
  var reference: String?

  func run() throws {
    let report: MatrixReport
    do {
      report = try MatrixReport(matrix, transitions: transitions, reference: reference)
    } catch {
      Terminal.message(error.description)
      let paths = [matrix, transitions, reference].compactMap { $0 }
      let isReading = error.problems.allSatisfy { problem in
        paths.contains { problem.isReadingFailure(of: $0) }
      }
      throw isReading ? Exit.inputOutput : Exit.wrongInput
    }
    do {
      Terminal.result(try report.text())
    } catch {
      Terminal.message("simrunner: error: \(error); please report this")
      throw Exit.fault
    }
  }
}
