import SimScenarios
import Testing

struct ScenarioProblemTests {
  private let place = SourceLocation(path: "a.yaml", line: 12, column: 9)

  @Test func `a problem reads as path, line, column, severity, key, found, accepted and remedy`() {
    let problem = ScenarioProblem(
      .outOfRange, at: place, key: "yield", found: "1.7 is out of range", accepted: "from 0 to 1 is expected",
      remedy: "1.7 % is 0.017")
    #expect(
      problem.description
        == "a.yaml:12:9: error: yield: 1.7 is out of range; from 0 to 1 is expected; 1.7 % is 0.017")
  }

  @Test func `empty parts leave no doubled separators`() {
    #expect(ScenarioProblem(.syntax, at: place, found: "x").description == "a.yaml:12:9: error: x")
    #expect(
      ScenarioProblem(.syntax, at: place, found: "x", remedy: "r").description == "a.yaml:12:9: error: x; r")
    let warning = ScenarioProblem(.syntax, severity: .warning, at: place, key: "k", found: "x")
    #expect(warning.description == "a.yaml:12:9: warning: k: x")
  }

  @Test func `problems come in file order, files by first appearance`() {
    func problem(_ path: String, _ line: Int, _ column: Int) -> ScenarioProblem {
      ScenarioProblem(.syntax, at: SourceLocation(path: path, line: line, column: column), found: "x")
    }
    let problems = ScenarioProblems([
      problem("z", 2, 1), problem("a", 1, 1), problem("z", 1, 9), problem("z", 1, 2),
    ])
    #expect(problems.problems.map(\.location.description) == ["z:1:2", "z:1:9", "z:2:1", "a:1:1"])
    #expect(problems.description == problems.problems.map(\.description).joined(separator: "\n"))
  }

  @Test func `problems of one place keep the order in which they were found`() {
    let found = (0..<40).map { ScenarioProblem(.syntax, at: place, found: "\($0)") }
    #expect(ScenarioProblems(found).problems == found)
  }

  @Test func `a warning alone is no error`() {
    #expect(![ScenarioProblem(.syntax, severity: .warning, at: place, found: "x")].hasErrors)
    #expect([ScenarioProblem(.syntax, at: place, found: "x")].hasErrors)
  }

  @Test func `places order by path, line and column`() {
    let places = [place, SourceLocation(path: "a.yaml", line: 2, column: 50), SourceLocation(path: "Z")]
    #expect(places.sorted().map(\.description) == ["Z:1:1", "a.yaml:2:50", "a.yaml:12:9"])
  }
}
