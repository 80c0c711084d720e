import Foundation
import SimScenarios
import Testing
import UrbanMine

@Suite struct ExplanationTests {
  /// The results of the small scenario with settings that make every cause and grade occur, in files in memory.
  private static let files: Result<InMemoryFiles, any Error> = Result {
    let input = SmallInput(overrides: [
      "hubs.town_hub.capacities.timber.tonnes_per_year=1.5", "hubs.town_hub.lead_time_months=3",
      "programmes.restructure.careful_dismantling_share={2025: 0.25, 2028: 1}",
    ])
    let result = try Simulation.run(try input.load())
    return InMemoryFiles(
      Dictionary(
        uniqueKeysWithValues: try result.tables.map {
          ("results/" + $0.fileName, try CSVWriter.bytes(of: $0))
        }))
  }

  private static func explainer() throws -> ResultExplainer {
    try ResultExplainer(directory: "results", files: try files.get())
  }

  private static func cells() throws -> [(key: String, tonnes: Double)] {
    let table = TableFile(try files.get().read("results/materials.csv"), path: "materials.csv")
    return (0..<table.rowCount).map { row in
      let cells = table.row(row).map(\.text)
      let key = "file=materials,year=\(cells[0]),zone=\(cells[1]),material=\(cells[2]),flow=\(cells[3])"
      return (key, Double(cells[4]) ?? .nan)
    }
  }

  @Test func `the chain of every cell gives the cell to a millionth of a millionth`() throws {
    let explainer = try Self.explainer()
    let cells = try Self.cells()
    #expect(cells.count > 300)
    for (key, tonnes) in cells {
      let explanation = try explainer.explain(ResultCellQuery(key))
      #expect(explanation.value == tonnes)
      #expect(abs(explanation.recomputed - tonnes) <= 1e-12 * explanation.scale, "\(key)")
    }
  }

  @Test func `the printed numbers alone give the cell`() throws {
    let explainer = try Self.explainer()
    for (key, tonnes) in try Self.cells() where key.contains("year=2027") {
      let explanation = try explainer.explain(ResultCellQuery(key))
      let printed = try PrintedChain.recompute(explanation.text)
      #expect(abs(printed - tonnes) <= 1e-12 * explanation.scale, "\(key)\n\(explanation.text)")
    }
  }

  @Test func `every number of a chain names its file and line`() throws {
    let text = try Self.explainer().explain(
      ResultCellQuery("file=materials,year=2027,zone=centre,material=timber_floor,flow=reused")
    ).text
    for place in [
      "event_cohorts.csv:", "tables/stock.csv:", "tables/component_ratios.csv:", "tables/components.csv:",
      "unused.csv:", "tables/material_properties.csv:",
    ] {
      #expect(text.contains(place), "\(place) in \(text)")
    }
    #expect(text.contains("x (1 - "))
    #expect(text.contains("t, collected: dismantled with care"))
    #expect(text.contains("t, suitable, offered to the hubs"))
  }

  @Test func `a cell without a row is zero and is explained as that`() throws {
    let explanation = try Self.explainer().explain(
      ResultCellQuery("file=materials,year=2025,zone=edge,material=concrete,flow=reused"))
    #expect(explanation.value == 0)
    #expect(abs(explanation.recomputed) <= 1e-12 * explanation.scale)
  }

  @Test(arguments: [
    ("year=2027", "--cell: the key 'file' is missing; write file=materials,year=YEAR,*"),
    ("file", "--cell: 'file' is not KEY=VALUE; *"),
    ("file=materials,file=materials", "--cell: the key 'file' stands twice; *"),
    (
      "file=hubs,year=1,zone=a,material=b,flow=reused",
      "--cell: file: there is no 'hubs'; materials, stock, carbon, costs are accepted"
    ),
    ("file=materials,year=x,zone=a,material=b,flow=reused", "--cell: 'x' is no year; *"),
    ("file=materials,yaer=1", "--cell: the key 'yaer' is not known; *"),
    (
      "file=materials,year=2027,zone=center,material=wood,flow=reused",
      "--cell: zone: there is no 'center'; centre, edge, region are accepted; did you mean 'centre'?"
    ),
    (
      "file=materials,year=2027,zone=centre,material=wood,flow=reuse",
      "--cell: flow: there is no 'reuse'; *did you mean 'reused'?"
    ),
    ("file=materials,year=1990,zone=centre,material=wood,flow=reused", "--cell: year: there is no '1990'; *"),
    (
      "file=materials,year=2027,zone=centre,material=iron,flow=reused",
      "--cell: material: there is no 'iron'; *"
    ),
  ])
  func `a cell that is not there is refused with what is`(cell: String, expected: String) throws {
    do {
      _ = try Self.explainer().explain(ResultCellQuery(cell))
      Issue.record("\(cell) was explained")
    } catch {
      let parts = expected.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
      #expect("\(error)".hasPrefix(parts[0]) && "\(error)".hasSuffix(parts[parts.count - 1]), "\(error)")
    }
  }

  @Test func `results of another version are refused by the file that lacks something`() throws {
    let known = try Self.files.get()
    var bytes: [String: [UInt8]] = [:]
    for name in ["materials.csv", "unused.csv", "transport.csv", "event_cohorts.csv", "factors.csv"] {
      bytes["results/" + name] = try known.read("results/" + name)
    }
    var missing = bytes
    missing["results/factors.csv"] = nil
    #expect(throws: ExplainError.self) {
      try ResultExplainer(directory: "results", files: InMemoryFiles(missing))
    }
    bytes["results/unused.csv"] = Array("year,zone,tonnes\n2025,centre,1\n".utf8)
    do {
      _ = try ResultExplainer(directory: "results", files: InMemoryFiles(bytes))
    } catch {
      #expect(
        "\(error)"
          == "results/unused.csv: the column material is missing; run the scenario again with this version")
    }
  }
}
