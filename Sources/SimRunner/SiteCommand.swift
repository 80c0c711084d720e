internal import ArgumentParser
internal import SimScenarios

/// `simrunner site`: the best choice of sites, with its proof.
struct SiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site", abstract: "Chooses sites for hubs and proves the choice; JSON on standard output.",
    discussion: "The status is optimal only where it is proven, else feasible with the gap, or infeasible.")

  @Argument(help: "The problem, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var problem: String

  func run() throws {
    let request: SitingRequest
    do {
      request = try SitingRequest.load(problem)
    } catch {
      Terminal.message(error.description)
      let isReading = error.problems.allSatisfy { $0.isReadingFailure(of: problem) }
      throw isReading ? Exit.inputOutput : Exit.wrongInput
    }
    let answer = request.solve()
    let bytes: [UInt8]
    do {
      bytes = try JSONWriter.bytes(of: answer.json, fileName: problem)
    } catch {
      Terminal.message("simrunner: error: \(error); please report this")
      throw Exit.fault
    }
    Terminal.result(String(decoding: bytes.dropLast(), as: UTF8.self))
    guard answer.hasPlan else { throw Exit.no }
  }
}
