import HousingSim
import SimScenarios
import Testing

/// Files that are not there, not text, not YAML or not CSV, and files that extend each other.
struct BadFileTests {
  private let table = "tables/new_build.csv"

  // MARK: - Files

  @Test func `a scenario that does not exist says so`() {
    var input = SmallInput()
    input.files[SmallInput.main] = nil
    input.expect(["small.yaml:1:1: error: the file 'small.yaml' does not exist"])
  }

  @Test func `a table that does not exist is reported where it is named`() {
    SmallInput("tables/tenure.csv", to: "tables/tenures.csv").expect(
      at: "tables/tenures.csv",
      "baseline.tenure: the file 'tables/tenures.csv' does not exist; a path is read relative to the file that names it"
    )
  }

  @Test func `a table that is a directory is reported where it is named`() {
    SmallInput("tables/tenure.csv", to: "tables").expect(
      at: "tables\n  energy", "baseline.tenure: 'tables' is a directory; give the path of a file")
  }

  @Test func `a table and a scenario that are not UTF-8 say where`() {
    var input = SmallInput()
    input.files[table]?.append(0xFF)
    input.expect(["tables/new_build.csv:4:1: error: *UTF-8*"])
    input = SmallInput()
    input.files[SmallInput.main]?.append(contentsOf: [0xC3, 0x28])
    input.expect(["small.yaml:*: error: *UTF-8*"])
  }

  @Test func `line ends of Windows and a byte order mark change nothing`() throws {
    let plain = try SmallInput().load()
    var input = SmallInput()
    for (path, bytes) in input.files {
      input.files[path] = [0xEF, 0xBB, 0xBF] + bytes.flatMap { $0 == 10 ? [13, 10] : [$0] }
    }
    let other = try input.load()
    #expect(other.housing.baseline == plain.housing.baseline)
    #expect(other.resolved == plain.resolved)
    let results = try [plain, other].map { try Simulation.run($0) }
    #expect(results[0].tables == results[1].tables)
    #expect(results[0].netCDF == results[1].netCDF)
  }

  @Test func `unfinished quotes in a table say where they begin`() {
    SmallInput("house,120,example", to: "house,120,\"example", in: table).expect(
      at: "\"example", in: table, "*")
  }

  // MARK: - YAML

  @Test func `a YAML mistake says where`() {
    SmallInput("quota: {dwellings: 80}", to: "quota: {dwellings: 80").expect(["small.yaml:*: error: *"])
    SmallInput("  tenure: [owner", to: "\ttenure: [owner").expect([
      "small.yaml:16:1: error: not YAML: *; indent with spaces, not tabs, *"
    ])
  }

  @Test func `a key that stands twice says where the first stands`() {
    SmallInput("last_year: 2030", to: "last_year: 2030\nfirst_year: 2026").expect(
      at: "first_year: 2026",
      "first_year: stands a second time in this map; the first is in line 7; keep one of them")
    SmallInput(
      "rates: tables/demolition_rates.csv", to: "rates: tables/demolition_rates.csv\n  rates: other.csv"
    ).expect(
      at: "rates: other.csv",
      "rates: stands a second time in this map; the first is in line 33; keep one of them")
  }

  @Test func `a bomb of aliases is refused quickly`() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...40 {
      let alias = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(alias)]\n"
    }
    var input = SmallInput()
    input.files[SmallInput.main] = Array(bomb.utf8)
    let clock = ContinuousClock()
    var problems: [String] = []
    let time = clock.measure { problems = input.problems() }
    #expect(time < .seconds(2))
    #expect(problems.contains { $0.hasPrefix("small.yaml:1:5: error: ") && $0.contains("anchor") })
    #expect(problems.count < 1000)
  }

  @Test(arguments: ["[", "{a: ", "- "])
  func `nesting without end is refused quickly`(opening: String) {
    var input = SmallInput()
    input.files[SmallInput.main] = Array(("x: " + String(repeating: opening, count: 50_000)).utf8)
    let clock = ContinuousClock()
    var problems: [String] = []
    let time = clock.measure { problems = input.problems() }
    #expect(time < .seconds(2))
    #expect(!problems.isEmpty && problems.count < 100)
    #expect(problems.allSatisfy { $0.hasPrefix("small.yaml:") && $0.contains(": error: ") })
  }

  // MARK: - Extends

  @Test func `files that extend each other in a circle are named`() {
    var input = SmallInput("name: small", to: "name: small\nextends: other.yaml")
    input.files["other.yaml"] = Array("extends: small.yaml\n".utf8)
    input.expect([
      "other.yaml:1:10: error: extends: the files extend each other in a circle: "
        + "small.yaml -> other.yaml -> small.yaml; take one 'extends' out"
    ])
  }

  @Test func `a scenario that extends itself is named`() {
    SmallInput("name: small", to: "name: small\nextends: small.yaml").expect(
      at: "small.yaml\n",
      "extends: the files extend each other in a circle: small.yaml -> small.yaml; take one 'extends' out")
  }

  @Test func `extending a missing file is reported where it is named`() {
    SmallInput("name: small", to: "name: small\nextends: base.yaml").expect(
      at: "base.yaml",
      "extends: the file 'base.yaml' does not exist; a path is read relative to the file that names it")
  }

  @Test func `a mistake in an extended file is reported in that file`() {
    var input = SmallInput()
    input.files["child.yaml"] = Array("extends: small.yaml\nname: child\nlast_year: 2028\n".utf8)
    do {
      _ = try Scenario.load("child.yaml", files: InMemoryFiles(input.files))
      Issue.record("the construction of 2026-2030 is accepted")
    } catch {
      #expect(
        error.description
          == input.place(of: "2030\n    dwellings")
          + ": error: construction.new_homes.to_year: is 2030; "
          + "a year from 2025 to 2028 (first_year to last_year)")
    }
  }
}
