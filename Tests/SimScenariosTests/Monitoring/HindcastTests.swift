import Foundation
import SimScenarios
import Testing

/// The table of docs/hindcast.md beside what the scenario gives.
@Suite struct HindcastTests {
  /// Values by area and year that `monitoring.csv` has for a stage.
  private func values(_ table: ResultTable, stage: String, year: Int) -> [String: Double] {
    let texts = ["zone", "stage", "statistic"].map { table.texts(of: $0) ?? [] }
    let (years, numbers) = (table.integers(of: "year") ?? [], table.numbers(of: "value") ?? [])
    let rows = years.indices.filter { row in
      years[row] == year && texts[1][row] == stage && texts[2][row] == "mean"
    }
    return Dictionary(uniqueKeysWithValues: rows.map { (texts[0][$0], numbers[$0]) })
  }

  /// The first table of the page: the cells of every row by its first cell, numbers without their marks.
  private func page() throws -> [String: [Int]] {
    let path = "\(ScenarioRuns.packageRoot)/docs/hindcast.md"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let first = lines.drop { !$0.hasPrefix("| municipality") }.dropFirst(2).prefix { $0.hasPrefix("|") }
    return Dictionary(
      uniqueKeysWithValues: first.map { line in
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        return (
          cells[0], cells.dropFirst().compactMap { Int($0.replacing(",", with: "").replacing("+", with: "")) }
        )
      })
  }

  @Test func `the table of the hindcast is what the scenario gives`() throws {
    let table = try #require(try ScenarioRuns.run("parkstad-hindcast").table("monitoring.csv"))
    let start = values(table, stage: "prior", year: 2022)
    let run = values(table, stage: "prior", year: 2023)
    let seen = values(table, stage: "data", year: 2023)
    let page = try page()
    #expect(page.count == 8 && seen.count == 8)
    for (area, counted) in seen {
      let name = area.replacing("municipality:", with: "").capitalized
      let row = try #require(page[name], "\(name)")
      let (first, last) = (start[area] ?? 0, run[area] ?? 0)
      let expected = [first, last, counted, last - counted, first - counted].map { Int($0.rounded()) }
      #expect(row == expected, "\(name): \(expected)")
    }
  }

  @Test func `the municipalities add up to the region, counted and computed`() throws {
    let table = try #require(try ScenarioRuns.run("parkstad-hindcast").table("monitoring.csv"))
    for stage in ["prior", "data"] {
      let all = values(table, stage: stage, year: 2023)
      let region = all["region"] ?? 0
      let sum = all.filter { $0.key != "region" }.values.reduce(0, +)
      #expect((sum - region).magnitude < 1e-6)
    }
  }
}
