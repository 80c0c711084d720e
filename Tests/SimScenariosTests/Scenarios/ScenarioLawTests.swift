import HousingSim
import SimNumerics
import SimScenarios
import Testing
import UrbanMine

/// Laws that hold in the result tables of every scenario of the package.
struct ScenarioLawTests {
  @Test func `the package has its scenarios of Parkstad`() {
    let kinds = ["", "-demolish", "-lifetime", "-no-policy", "-previous-deal", "-renovate"]
    #expect(Set(ScenarioRuns.names).isSuperset(of: kinds.map { "parkstad" + $0 }))
  }

  @Test(arguments: ScenarioRuns.names)
  func `every balance closes to a billionth of its scale`(name: String) throws {
    let result = try ScenarioRuns.run(name)
    try expectBalances(of: result)
    #expect(Set(result.balances.map(\.account)).isSuperset(of: ["dwellings", "material", "material_demand"]))
  }

  @Test(arguments: ScenarioRuns.names)
  func `no number of a result is negative`(name: String) throws {
    try expectNothingNegative(in: ScenarioRuns.run(name))
  }

  @Test(arguments: ScenarioRuns.names)
  func `rows of the region are the sum of the zones`(name: String) throws {
    let result = try ScenarioRuns.run(name)
    let columns = [
      ("stock.csv", "dwellings", ["year", "dwelling_type", "tenure", "condition"]),
      ("energy.csv", "dwellings", ["year", "energy_label", "heating"]),
      ("events.csv", "dwellings", ["year", "event", "programme", "dwelling_type"]),
      ("materials.csv", "tonnes", ["year", "material", "flow"]),
      ("unused.csv", "tonnes", ["year", "material", "cause"]),
    ]
    for (file, column, keys) in columns {
      let table = try #require(result.table(file))
      let zones = ColumnSums(of: column, in: table, by: keys) { $0["zone"] != Scenario.regionKey }
      let region = ColumnSums(of: column, in: table, by: keys) { $0["zone"] == Scenario.regionKey }
      #expect(zones.keys == region.keys, "\(file)")
      for key in region.keys { expectEqual(zones[key], region[key], "\(file) \(key)") }
      #expect(!region.keys.isEmpty)
    }
  }

  @Test(arguments: ScenarioRuns.names)
  func `the stock adds up to the dwellings of the summary, by condition and by label`(name: String) throws {
    let result = try ScenarioRuns.run(name)
    let keys = ["year", "zone"]
    let summary = ColumnSums(of: "value", in: try #require(result.table("summary.csv")), by: keys) {
      $0["indicator"] == "dwellings"
    }
    let years = result.scenario.axes.yearCount + 1
    #expect(summary.keys.count == years * (result.scenario.axes.zones.count + 1))
    for file in ["stock.csv", "energy.csv"] {
      let stock = ColumnSums(of: "dwellings", in: try #require(result.table(file)), by: keys)
      #expect(stock.keys == summary.keys)
      for key in summary.keys { expectEqual(stock[key], summary[key], "\(file) \(key)") }
    }
  }

  @Test(arguments: ScenarioRuns.names)
  func `the events of a year close the stock of every zone`(name: String) throws {
    try expectEventsCloseStock(of: ScenarioRuns.run(name))
  }

  @Test(arguments: ScenarioRuns.names)
  func `the material of a year closes with what the hubs store`(name: String) throws {
    try expectMaterialCloses(of: ScenarioRuns.run(name))
  }

  @Test(arguments: ScenarioRuns.names)
  func `what is not reused has a cause in every zone and year`(name: String) throws {
    let result = try ScenarioRuns.run(name)
    let keys = ["year", "zone", "material"]
    let unused = ColumnSums(of: "tonnes", in: try #require(result.table("unused.csv")), by: keys)
    let flows = ColumnSums(
      of: "tonnes", in: try #require(result.table("materials.csv")), by: keys + ["flow"])
    for key in unused.keys {
      expectEqual(unused[key] + flows[key + ["reused"]], flows[key + ["released"]], "\(key)")
    }
    #expect(!unused.keys.isEmpty)
  }

  @Test(arguments: ScenarioRuns.names)
  func `every hub stores what it refurbishes and has not sent out`(name: String) throws {
    let result = try ScenarioRuns.run(name)
    let table = try #require(result.table("hubs.csv"))
    let keys = ["hub", "material", "year", "step"]
    let columns = ["in_store", "refurbished", "dispatched", "expired", "received"].map {
      ColumnSums(of: $0, in: table, by: keys)
    }
    let steps = result.scenario.mineModel.inputs.stepsPerYear
    for key in columns[0].keys {
      let (year, step) = (Int(key[2]) ?? 0, Int(key[3]) ?? 0)
      let before = step > 1 ? [key[2], "\(step - 1)"] : ["\(year - 1)", "\(steps)"]
      let stored = columns[0][Array(key[..<2]) + before]
      expectEqual(
        columns[0][key], stored + columns[1][key] - columns[2][key] - columns[3][key],
        scale: stored + columns[1][key], "\(key)"
      )
      #expect(columns[1][key] <= columns[4][key] * (1 + Tolerance.balance), "\(key)")
    }
  }

  @Test(arguments: ScenarioRuns.names)
  func `what was planned is done or missing with a cause`(name: String) throws {
    let table = try #require(ScenarioRuns.run(name).table("programmes.csv"))
    let planned = try #require(table.numbers(of: "planned"))
    let done = try #require(table.numbers(of: "done"))
    let shortfall = try #require(table.numbers(of: "shortfall"))
    let causes = try #require(table.texts(of: "cause"))
    for row in planned.indices {
      expectEqual(done[row] + shortfall[row], planned[row], "row \(row + 1) of programmes.csv")
      #expect(
        (shortfall[row] > 0) == !causes[row].isEmpty, "row \(row + 1): \(shortfall[row]) '\(causes[row])'")
    }
  }

  @Test(arguments: ScenarioRuns.names)
  func `results are the same bytes for any number of threads and when repeated`(name: String) throws {
    let first = try ScenarioRuns.run(name)
    let expected =
      try first.tables.map { try CSVWriter.bytes(of: $0) } + [try NetCDFWriter.bytes(of: first.netCDF)]
    for threads in [1, 2, 3, 7] {
      let result = try Simulation.run(first.scenario, threads: threads)
      let found =
        try result.tables.map { try CSVWriter.bytes(of: $0) } + [try NetCDFWriter.bytes(of: result.netCDF)]
      #expect(found.count == expected.count)
      for (position, bytes) in found.enumerated() where bytes != expected[position] {
        let file = position < result.tables.count ? result.tables[position].fileName : "results.nc"
        Issue.record("\(file) differs with \(threads) threads")
      }
    }
  }

  @Test func `a scenario that is read again is the same scenario`() throws {
    let (first, second) = (try SmallInput().load(), try SmallInput().load())
    #expect(first.housing.baseline == second.housing.baseline)
    #expect(first.resolved == second.resolved)
    #expect(try Simulation.run(first).tables == Simulation.run(second).tables)
  }
}

/// Expects two numbers to agree to a billionth of the larger one, or of a scale where that is larger.
func expectEqual(
  _ found: Double, _ expected: Double, scale: Double = 0, _ what: @autoclosure () -> String,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  let largest = max(found.magnitude, expected.magnitude, scale)
  guard !Tolerance.holds(residual: found - expected, scale: largest) else { return }
  Issue.record("\(what()): \(found), not \(expected)", sourceLocation: sourceLocation)
}

/// Expects every row of `balance.csv` to close to a billionth of its scale.
func expectBalances(
  of result: RunResult, sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
  let table = try #require(result.table("balance.csv"))
  let residuals = try #require(table.numbers(of: "residual"))
  let scales = try #require(table.numbers(of: "scale"))
  #expect(!residuals.isEmpty)
  let broken = residuals.indices.filter { !(residuals[$0].magnitude <= 1e-9 * scales[$0]) }
  #expect(
    broken.isEmpty, "rows \(broken.prefix(5).map { "\($0 + 1): \(residuals[$0]) of \(scales[$0])" })",
    sourceLocation: sourceLocation)
}

/// Expects no number in any result table to be negative, but for residuals of balances.
func expectNothingNegative(
  in result: RunResult, sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
  // What is avoided or saved is below 0.
  for table in result.tables where !["carbon.csv", "costs.csv"].contains(table.fileName) {
    let indicators = table.fileName == "summary.csv" ? table.texts(of: "indicator") : nil
    for column in table.columns where column.kind == .number && column.name != "residual" {
      let numbers = try #require(table.numbers(of: column.name))
      let causes = table.texts(of: "cause") ?? []
      let bad = numbers.indices.first { row in
        // What stores hold may fall; rounding of sums of causes is judged by their account in balance.csv.
        if table.fileName == "unused.csv" {
          return causes[row] != UnusedCause.changeOfStore.rawValue && numbers[row] < -1e-9
        }
        let isSigned = indicators.map {
          EffectIndicator(rawValue: $0[row])?.isSigned == true
            || HouseholdIndicator(rawValue: $0[row])?.isSigned == true
        }
        return !(numbers[row] >= 0) && isSigned != true
      }
      #expect(
        bad == nil,
        "\(table.fileName), \(column.name), row \((bad ?? 0) + 1): \(bad.map { numbers[$0] } ?? 0)",
        sourceLocation: sourceLocation)
    }
  }
}

/// Expects the events of every year to close the stock of every zone, from the result tables alone.
func expectEventsCloseStock(of result: RunResult) throws {
  let stock = ColumnSums(
    of: "dwellings", in: try #require(result.table("stock.csv")), by: ["year", "zone"])
  let events = ColumnSums(
    of: "dwellings", in: try #require(result.table("events.csv")), by: ["year", "zone", "event"])
  for year in result.scenario.axes.years {
    for zone in result.scenario.axes.zones.keys + [Scenario.regionKey] {
      let change = HousingEvent.allCases.reduce(0) { sum, event in
        sum + event.stockEffect * events["\(year)", zone, event.rawValue]
      }
      let before = stock["\(year - 1)", zone]
      expectEqual(stock["\(year)", zone], before + change, "\(zone) in \(year)")
    }
  }
}

/// Expects the material of every year to close with what the hubs store, from the result tables alone.
func expectMaterialCloses(of result: RunResult) throws {
  let inputs = result.scenario.mineModel.inputs
  let flows = ColumnSums(
    of: "tonnes", in: try #require(result.table("materials.csv")), by: ["year", "material", "flow"]
  ) { $0["zone"] == Scenario.regionKey }
  let stores = ColumnSums(
    of: "in_store", in: try #require(result.table("hubs.csv")), by: ["year", "material"]
  ) {
    $0["step"] == "\(inputs.stepsPerYear)"
  }
  for year in result.scenario.axes.years {
    for material in inputs.streams.axis.keys {
      func flow(_ name: String) -> Double { flows["\(year)", material, name] }
      let fates = ["reused", "recycled", "downcycled", "incinerated", "landfilled", "process_loss"]
      let stored = stores["\(year)", material] - stores["\(year - 1)", material]
      expectEqual(
        flow("released"), fates.map(flow).reduce(stored, +), scale: stores["\(year)", material],
        "\(material) released in \(year)")
      expectEqual(
        flow("demand"), flow("demand_reused") + flow("demand_recycled") + flow("demand_primary"),
        "demand for \(material) in \(year)")
      expectEqual(flow("reused"), flow("demand_reused"), "\(material) reused in \(year)")
    }
  }
}
