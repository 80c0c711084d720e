internal import ArgumentParser
internal import SimScenarios

/// `simrunner reconcile`: measured tonnages made to meet their mass balances.
struct ReconcileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Reconciles measured tonnages with their mass balances; JSON on standard output.",
    discussion: """
      FILE is a table with the columns flow, from, to, tonnes and standard_error, or a YAML file that names one \
      (flows:), and processes, relations and significance. Measurements move by least squares, weighted by their \
      standard errors; flows without tonnes are estimated where the balances fix them. Data that contradict each \
      other are refused (exit code 2), and the flow with the largest normalised residual is named.
      """)

  @Argument(
    help: "The flows, a CSV or a YAML file.", completion: .file(extensions: ["csv", "yaml", "yml"]))
  var file: String

  @Option(help: ArgumentHelp("A CSV file to write as well.", valueName: "file"))
  var out: String?

  func run() throws {
    let request: ReconciliationRequest
    do {
      request = try ReconciliationRequest.load(file)
    } catch {
      Terminal.message(error.description)
      let isReading = error.problems.allSatisfy { $0.isReadingFailure(of: file) }
      throw isReading ? Exit.inputOutput : Exit.wrongInput
    }
    let answer = request.reconcile()
    let bytes: [UInt8]
    do {
      bytes = try JSONWriter.bytes(of: answer.json, fileName: file)
    } catch {
      Terminal.message("simrunner: error: \(error); please report this")
      throw Exit.fault
    }
    if answer.isReconciled, let out {
      do {
        try answer.write(to: out)
      } catch {
        Terminal.message("simrunner: error: \(error)")
        throw Exit.inputOutput
      }
    }
    Terminal.result(String(decoding: bytes.dropLast(), as: UTF8.self))
    guard answer.isReconciled else { throw Exit.no }
  }
}
