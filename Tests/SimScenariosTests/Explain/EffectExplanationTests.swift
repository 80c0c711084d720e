import SimScenarios
import SimTestSupport
import Testing

/// The chains behind emissions, costs and dwellings.
@Suite struct EffectExplanationTests {
  private struct Cell {
    let key: String
    let value: Double
  }

  private static func explainer(_ run: RunResult) throws -> ResultExplainer {
    let files = try run.tables.map { ("results/" + $0.fileName, try CSVWriter.bytes(of: $0)) }
    return try ResultExplainer(
      directory: "results", files: InMemoryFiles(Dictionary(uniqueKeysWithValues: files)))
  }

  private static func small(_ overrides: [String] = []) throws -> RunResult {
    try Simulation.run(try SmallInput(overrides: overrides).load())
  }

  /// The cells of a file that have a chain.
  private static func cells(_ file: ExplainedFile, _ run: RunResult) throws -> [Cell] {
    let (keys, column) =
      switch file {
      case .materials: (["year", "zone", "material", "flow"], "tonnes")
      case .stock: (["year", "zone", "dwelling_type"], "dwellings")
      case .carbon: (["year", "zone", "source"], "kg_co2e")
      case .costs: (["year", "programme", "item"], "euro")
      }
    let funding = ["acquisition", "transfer_tax", "works", "vat", "organisation", "sale"]
    let table = try #require(run.table(file.rawValue + ".csv"))
    let sums = ColumnSums(of: column, in: table, by: keys) { !funding.contains($0["item"] ?? "") }
    return sums.keys.map { values in
      let words = zip(keys, values).map { "\($0)=\($1)" }.joined(separator: ",")
      return Cell(key: "file=\(file.rawValue),\(words)", value: sums[values])
    }
  }

  /// Whether an amount is that of a cell; sums of both signs are judged against their largest part.
  private static func isClose(_ amount: Double, _ explanation: Explanation) -> Bool {
    let parts = explanation.terms.map(\.product.magnitude).max() ?? 0
    return abs(amount - explanation.value) <= 1e-12 * max(explanation.value.magnitude, parts)
  }

  private static func check(_ cell: Cell, _ explainer: ResultExplainer) throws {
    let explanation = try explainer.explain(ResultCellQuery(cell.key))
    #expect(abs(explanation.value - cell.value) <= 1e-12 * cell.value.magnitude, "\(cell.key)")
    #expect(isClose(explanation.recomputed, explanation), "\(cell.key): \(explanation.recomputed)")
    let printed = try PrintedChain.recompute(explanation.text)
    #expect(isClose(printed, explanation), "\(cell.key): \(printed)")
    let inputs = explanation.terms.flatMap(\.factors) + explanation.steps.map(\.input)
    let unplaced = Set(inputs.map(\.origin)).filter { !isPlaced($0) }
    #expect(unplaced.isEmpty, "\(cell.key)")
  }

  /// Whether an origin names a file and its line, and the source where the file is of the package; or what was set over
  /// the file, or a definition.
  private static func isPlaced(_ origin: String) -> Bool {
    let isDefinition =
      origin.hasPrefix("by definition") || origin == "the whole dwelling" || origin.hasPrefix("--set ")
    let isSourced = !origin.contains("scenarios/") || origin.contains(/:[0-9]+:[0-9]+; \S/)
    return isDefinition || isSourced && origin.contains(/[a-z_\-]+\.(csv|yaml):[0-9]+/)
  }

  // MARK: - Cells

  @Test(arguments: [ExplainedFile.stock, .carbon, .costs])
  func `the chain of every cell gives the cell, also from its printed numbers`(file: ExplainedFile) throws {
    let run = try Self.small([
      "programmes.restructure.careful_dismantling_share={2025: 0.25, 2028: 1}",
      "programmes.restructure.careful_dismantling_euro_per_dwelling=150",
      "effects.operation.electricity_decline_per_year=0.05",
    ])
    let explainer = try Self.explainer(run)
    let cells = try Self.cells(file, run)
    #expect(cells.count > 20)
    #expect(cells.contains { $0.value == 0 } == (file != .stock))
    for cell in cells { try Self.check(cell, explainer) }
  }

  @Test(arguments: ScenarioRuns.names)
  func `the chains of random cells of the scenarios of the package give the cells`(name: String) throws {
    let run = try ScenarioRuns.run(name)
    let explainer = try Self.explainer(run)
    var random = SplitMix64(seed: 7)
    let files: [ExplainedFile] = run.scenario.effects == nil ? [.stock] : [.stock, .carbon, .costs]
    for file in files {
      let cells = try Self.cells(file, run)
      let chosen = (0..<20).map { _ in cells[random.integer(in: 0...cells.count - 1)] }
      let zero = cells.first { $0.value == 0 }
      let region = cells.last { $0.key.contains("region") }
      for cell in chosen + [zero, region].compactMap(\.self) { try Self.check(cell, explainer) }
    }
  }

  @Test func `the stock is told year by year from its baseline`() throws {
    let text = try Self.explainer(ScenarioRuns.run("parkstad")).explain(
      ResultCellQuery("file=stock,year=2025,zone=heerlen_noord,dwelling_type=terraced")
    ).text
    for part in [
      "baseline heerlen_noord: ", "- ", "2023 autonomous_demolition", "dwellings, at the end of 2023",
      "dwellings, at the end of 2024", "dwellings, at the end of 2025", "events.csv:",
      "scenarios/parkstad/zones.csv:3:", "scenarios/parkstad/stock.csv:",
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
    #expect(!text.contains("2026"))
  }

  @Test func `the baseline year of the stock is its baseline alone`() throws {
    let run = try Self.small()
    let explanation = try Self.explainer(run).explain(
      ResultCellQuery("file=stock,year=\(run.scenario.baselineYear),zone=region,dwelling_type=house"))
    #expect(explanation.steps.isEmpty && explanation.terms.count == 2 && explanation.value > 0)
  }

  @Test func `a factor that falls by year says from what it falls`() throws {
    let text = try Self.explainer(ScenarioRuns.run("parkstad")).explain(
      ResultCellQuery("file=carbon,year=2031,zone=heerlen_noord,source=operation_electricity")
    ).text
    #expect(text.contains("0.45 (") && text.contains(" x (1 - decline)^8, decline 0.05 ("), "\(text)")
  }

  @Test func `a component without a factor of its own names the material that gives it`() throws {
    let text = try Self.explainer(ScenarioRuns.run("parkstad")).explain(
      ResultCellQuery("file=carbon,year=2031,zone=heerlen_noord,source=reuse_avoided_production")
    ).text
    #expect(text.contains("; that of "), "\(text)")
  }

  @Test func `results without hubs are explained, their tables of transport without rows`() throws {
    let run = try ScenarioRuns.run("parkstad-no-policy")
    #expect(run.table("transport.csv")?.rowCount == 0)
    let explainer = try Self.explainer(run)
    let transport = try explainer.explain(
      ResultCellQuery("file=carbon,year=2031,zone=heerlen_noord,source=reuse_transport"))
    #expect(transport.value == 0 && transport.recomputed == 0 && transport.terms.isEmpty)
    let released = try explainer.explain(
      ResultCellQuery("file=materials,year=2031,zone=heerlen_noord,material=copper,flow=released"))
    #expect(released.value > 0 && Self.isClose(released.recomputed, released))
  }

  // MARK: - Refusals

  @Test(arguments: [
    (
      "file=stock,year=2027,zone=centre,dwelling_type=house,tenure=x",
      "--cell: the key 'tenure' is not known; write file=stock,year=YEAR,zone=ZONE,dwelling_type=DWELLING_TYPE "
        + "(all tenures and conditions together)"
    ),
    (
      "file=stock,year=2027,zone=centre,dwelling_type=castle",
      "--cell: dwelling_type: there is no 'castle'; *are accepted"
    ),
    (
      "file=carbon,year=2027,zone=center,source=operation_gas",
      "--cell: zone: there is no 'center'; *did you mean 'centre'?"
    ),
    (
      "file=carbon,year=2027,zone=centre,source=gas", "--cell: source: there is no 'gas'; *are accepted"
    ),
    (
      "file=carbon,year=1999,zone=centre,source=operation_gas",
      "--cell: year: there is no '1999'; *are accepted"
    ),
    (
      "file=costs,year=2027,programme=nobody,item=transport",
      "--cell: programme: there is no 'nobody'; urban_mine, restructure* are accepted"
    ),
    (
      "file=costs,year=2027,programme=restructure,item=transport",
      "--cell: item: there is no 'transport'; careful_dismantling are accepted"
    ),
    (
      "file=costs,year=2027,programme=restructure,item=works",
      "--cell: item: 'works' is money of funding in whole cents, which is not explained; careful_dismantling are "
        + "accepted"
    ),
    ("file=costs,year=1999,programme=urban_mine,item=transport", "--cell: year: there is no '1999'; *"),
  ])
  func `a cell that is not there is refused with what is`(cell: String, expected: String) throws {
    let explainer = try Self.explainer(ScenarioRuns.run("homes"))
    let error = #expect(throws: ExplainError.self) { try explainer.explain(ResultCellQuery(cell)) }
    let parts = expected.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    let text = error.map { "\($0)" } ?? ""
    #expect(text.hasPrefix(parts[0]) && text.hasSuffix(parts[parts.count - 1]), "\(text)")
  }

  @Test(arguments: [
    "file=carbon,year=2027,zone=centre,source=operation_gas",
    "file=costs,year=2027,programme=urban_mine,item=transport",
  ])
  func `without effects there is no chain of emissions and costs`(cell: String) throws {
    let explainer = try Self.explainer(Self.small(["effects=null"]))
    let error = #expect(throws: ExplainError.self) { try explainer.explain(ResultCellQuery(cell)) }
    #expect("\(error.map { "\($0)" } ?? "")".hasPrefix("--cell: the scenario has no 'effects', from which "))
  }
}
