import HousingSim
import SimNumerics
import SimScenarios
import Testing

/// The baseline of Parkstad against the tables that it is fitted to, read here once more.
struct ParkstadBaselineTests {
  /// A cell of the baseline stock with its labels.
  private struct Cell {
    let zone: Zone
    let type: String
    let cohort: String
    let tenure: String
    let condition: String
    let label: String
    let heating: String
    let dwellings: Double
  }

  private static let scenario = Result { try ScenarioRuns.run("parkstad").scenario }
  private static let cells = Result { try cells(of: scenario.get()) }

  private static func cells(of scenario: Scenario) -> [Cell] {
    let (axes, stock) = (scenario.axes, scenario.housing.baseline)
    var cells: [Cell] = []
    for type in axes.dwellingTypes.indices {
      for state in 0..<axes.states.count {
        let labels = axes.states.axes.indices.map { axis in
          axes.states.axes[axis].labels.keys[axes.states.label(of: state, on: axis)]
        }
        for cohort in 0..<axes.baselineCohortCount {
          for zone in axes.zones.indices {
            cells.append(
              Cell(
                zone: axes.zones[zone], type: axes.dwellingTypes.keys[type],
                cohort: axes.cohorts.keys[cohort],
                tenure: labels[0], condition: labels[1], label: labels[2], heating: labels[3],
                dwellings: stock[type: type, state: state, cohort: cohort, zone: zone]))
          }
        }
      }
    }
    return cells
  }

  /// Dwellings by the texts that a key gives to each cell.
  private func sums(_ key: (Cell) -> [String]) throws -> [[String]: Double] {
    var sums: [[String]: Double] = [:]
    for cell in try Self.cells.get() { sums[key(cell), default: 0] += cell.dwellings }
    return sums
  }

  /// The rows of a table of the scenario as texts by column.
  private func rows(of file: String) throws -> [[String: String]] {
    let bytes = try DiskFiles().read("\(ScenarioRuns.packageRoot)/scenarios/parkstad/\(file).csv")
    let table = TableFile(bytes, path: file)
    let names = table.header.map(\.text)
    return (0..<table.rowCount).map { row in
      Dictionary(uniqueKeysWithValues: zip(names, table.row(row).map(\.text)))
    }
  }

  private func number(_ row: [String: String], _ column: String) throws -> Double {
    try #require(Double(row[column] ?? ""), "\(column) of \(row)")
  }

  @Test func `the region has 130,066 dwellings at the end of 2022`() throws {
    let result = try ScenarioRuns.run("parkstad")
    #expect(try Self.scenario.get().baselineYear == 2022)
    let dwellings = try #require(result.value("dwellings", year: 2022))
    #expect((dwellings - 130_066).magnitude < 1e-6)
    let cells = try Self.cells.get().reduce(0) { $0 + $1.dwellings }
    #expect((cells - 130_066).magnitude < 1e-6)
  }

  @Test func `every municipality, type and cohort has the dwellings of its row`() throws {
    let stock = try sums { [$0.zone.municipality, $0.type, $0.cohort] }
    let rows = try rows(of: "stock")
    #expect(rows.count == 7 * 4 * 5)
    for row in rows {
      let key = ["municipality", "dwelling_type", "cohort"].map { row[$0] ?? "" }
      let expected = try number(row, "dwellings")
      let found = stock[key] ?? 0
      #expect((found - expected).magnitude <= 1e-6, "\(key): \(found), not \(expected)")
    }
  }

  @Test func `fifteen zones have the dwellings of their rows`() throws {
    let zones = try sums { [$0.zone.key] }
    let rows = try rows(of: "zones")
    #expect(rows.count == 15 && zones.count == 15)
    for row in rows {
      let expected = try number(row, "dwellings")
      let found = zones[[row["zone"] ?? ""]] ?? 0
      #expect(
        (found - expected).magnitude <= 1e-6 * max(expected, 1),
        "\(row["zone"] ?? ""): \(found), not \(expected)")
    }
  }

  @Test func `tenures have their shares of every municipality, what is unknown spread in proportion`() throws
  {
    let tenures = try sums { [$0.zone.municipality, $0.tenure] }
    let all = try sums { [$0.zone.municipality] }
    var known: [String: Double] = [:]
    let rows = try rows(of: "tenure").filter { $0["tenure"] != "unknown" }
    for row in rows { known[row["municipality"] ?? "", default: 0] += try number(row, "share_percent") }
    #expect(known.values.contains { $0 != 100 })
    for row in rows {
      let municipality = row["municipality"] ?? ""
      let expected = try number(row, "share_percent") / (known[municipality] ?? 0)
      let found = (tenures[[municipality, row["tenure"] ?? ""]] ?? 0) / (all[[municipality]] ?? 0)
      #expect((found - expected).magnitude <= 1e-6, "\(row): \(found), not \(expected)")
    }
  }

  @Test func `energy labels have their shares of every type and cohort`() throws {
    let labels = try sums { [$0.type, $0.cohort, $0.label] }
    let all = try sums { [$0.type, $0.cohort] }
    let rows = try rows(of: "energy_labels")
    #expect(rows.count == 4 * 5 * 7)
    for row in rows {
      let group = [row["dwelling_type"] ?? "", row["cohort"] ?? ""]
      let expected = try number(row, "share")
      let found = (labels[group + [row["energy_label"] ?? ""]] ?? 0) / (all[group] ?? 0)
      #expect((found - expected).magnitude <= 1e-6, "\(group): \(found), not \(expected)")
    }
  }

  @Test func `heating has its shares of every municipality`() throws {
    let heating = try sums { [$0.zone.municipality, $0.heating] }
    let all = try sums { [$0.zone.municipality] }
    for row in try rows(of: "heating") {
      let municipality = row["municipality"] ?? ""
      let expected = try number(row, "share")
      let found = (heating[[municipality, row["heating"] ?? ""]] ?? 0) / (all[[municipality]] ?? 0)
      #expect((found - expected).magnitude <= 1e-6, "\(row): \(found), not \(expected)")
    }
  }

  @Test func `8,000 dwellings are poor, more often in focus areas and in private rent`() throws {
    let conditions = try sums { [$0.condition] }
    #expect(((conditions[["poor"]] ?? 0) - 8000).magnitude <= 8000e-6)
    #expect(((conditions[["fair"]] ?? 0) - 39_000).magnitude <= 39_000e-6)
    let byGroup = try sums { [$0.zone.group, $0.condition] }
    let groups = try sums { [$0.zone.group] }
    func poorShare(group: String) -> Double { (byGroup[[group, "poor"]] ?? 0) / (groups[[group]] ?? 0) }
    #expect(poorShare(group: "focus") > 1.1 * poorShare(group: "rest"))
    let byTenure = try sums { [$0.tenure, $0.condition] }
    let tenures = try sums { [$0.tenure] }
    func poorShare(tenure: String) -> Double { (byTenure[[tenure, "poor"]] ?? 0) / (tenures[[tenure]] ?? 0) }
    for other in ["owner_occupied", "housing_association"] {
      #expect(poorShare(tenure: "private_rent") > 1.1 * poorShare(tenure: other), "\(other)")
    }
  }

  @Test func `the fit holds every margin to a billionth`() throws {
    let baseline = try Self.scenario.get().baseline
    #expect(
      baseline.residuals.map(\.margin).sorted() == [
        "baseline.condition", "baseline.energy_labels", "baseline.heating", "baseline.stock",
        "baseline.tenure",
        "baseline.zones",
      ])
    for (margin, relative) in baseline.residuals { #expect(relative <= 1e-9, "\(margin)") }
  }
}
