import Foundation
import Testing

@Suite struct StockCommandTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "stock-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func write(_ text: String, as name: String) throws -> String {
    let file = folder.appending(path: name)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  private func run(_ arguments: String...) throws -> ProgramRun { try Program.run(["stock"] + arguments) }

  @Test func `totals go to standard output and messages to standard error`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let table = try write("year,inflow\n2000,10\n2001,20\n2002,0\n", as: "in.csv")
    let result = try run(table, "--mode", "inflow-driven", "--lifetime", "fixed:mean=2")
    #expect(result.exitCode == 0 && result.messages.isEmpty)
    #expect(result.output == "year,inflow,outflow,stock\n2000,10,0,10\n2001,20,0,30\n2002,0,10,20\n")
  }

  @Test func `the result goes to a file on demand`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let table = try write("year,stock\n2000,10\n2001,8\n", as: "in.csv")
    let out = folder.appending(path: "out.csv")
    let result = try run(
      table, "--mode", "stock-driven", "--lifetime", "fixed:mean=2", "--negative-inflow", "early-retirement",
      "--cohorts", "--out", out.path)
    #expect(result.exitCode == 0 && result.output.isEmpty, "\(result.messages)")
    let text = try String(contentsOf: out, encoding: .utf8)
    #expect(text == "year,cohort,stock,outflow\n2000,2000,10,0\n2001,2000,8,2\n2001,2001,0,0\n")
  }

  @Test func `every option is read`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let table = try write("year,inflow\n2000,10\n2005,10\n", as: "in.csv")
    let old = try write("cohort,stock\n1990,5\n", as: "old.csv")
    let result = try run(
      table, "--mode", "inflow-driven", "--lifetime", "weibull:shape=2,scale=40", "--timing", "quadrature4",
      "--first-year-outflow", "no", "--initial", old, "--steps", "uneven", "--negative-inflow", "clip")
    #expect(result.exitCode == 0, "\(result.messages)")
    let rows = result.output.split(separator: "\n").dropFirst().map { row in
      row.split(separator: ",").compactMap { Double($0) }
    }
    #expect(rows.count == 2)
    // Five years at 10 a year, all there at the end of their period, and what is left of the old stock.
    #expect(rows[0][3] > 54 && rows[0][3] < 55 && rows[0][2] < 0.2)
  }

  @Test func `wrong arguments give exit code 64`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let table = try write("year,inflow\n2000,10\n", as: "in.csv")
    let good = [table, "--mode", "inflow-driven", "--lifetime", "fixed:mean=2"]
    for wrong in [
      ["--timing", "quadrature11"], ["--negative-inflow", "ignore"], ["--first-year-outflow", "maybe"],
      ["--steps", "monthly"], ["--colour"],
    ] {
      let result = try Program.run(["stock"] + good + wrong)
      #expect(result.exitCode == 64 && result.output.isEmpty, "\(wrong)")
    }
    #expect(try run(table, "--mode", "flow", "--lifetime", "fixed:mean=2").exitCode == 64)
    #expect(try run(table, "--mode", "inflow-driven").exitCode == 64)
  }

  @Test func `wrong tables give exit code 65, with every problem and no output`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let table = try write("year,inflow\n2000,-1\n2000,nan\n", as: "in.csv")
    let result = try run(table, "--mode", "inflow-driven", "--lifetime", "fixed:mean=-2")
    #expect(result.exitCode == 65 && result.output.isEmpty)
    for place in [
      "\(table):2:6: error: ", "\(table):3:1: error: ", "\(table):3:6: error: ", ":1:12: error: ",
    ] {
      #expect(result.messages.contains(place), "\(place) in \(result.messages)")
    }
  }

  @Test func `files that cannot be read or written give exit code 74`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let missing = try run("/nowhere/in.csv", "--mode", "inflow-driven", "--lifetime", "fixed:mean=2")
    #expect(missing.exitCode == 74 && missing.messages.contains("/nowhere/in.csv"))
    let table = try write("year,inflow\n2000,1\n", as: "in.csv")
    let unwritable = try run(
      table, "--mode", "inflow-driven", "--lifetime", "fixed:mean=2", "--out", "/nowhere/out.csv")
    #expect(unwritable.exitCode == 74 && unwritable.messages.contains("/nowhere/out.csv"))
    let initial = try run(
      table, "--mode", "inflow-driven", "--lifetime", "fixed:mean=2", "--initial", "/nowhere/old.csv")
    #expect(initial.exitCode == 74)
  }
}
