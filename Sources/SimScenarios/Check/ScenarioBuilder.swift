internal import HousingSim
internal import SimNumerics
internal import UrbanMine

extension Scenario {
  /// Reads, checks and resolves a scenario file with its tables.
  ///
  /// - Parameters:
  ///   - path: the YAML file.
  ///   - overrides: texts `key=value` that replace values of the file.
  ///   - files: where files are read from.
  /// - Returns: the scenario, ready to run.
  /// - Throws: ``ScenarioProblems`` with every problem of every file, in file order.
  public static func load(
    _ path: String, overrides: [String] = [], files: any InputFiles = DiskFiles()
  ) throws(ScenarioProblems) -> Scenario {
    try ScenarioBuilder.load(path, overrides: overrides, files: files).scenario
  }
}

/// Turns a checked tree and its tables into a scenario, and collects every problem on the way.
///
/// Each part has its own file. A part with problems is `nil`, and what can only be computed from it is left out, so that
/// one mistake is reported once; what can still be checked is checked, so that one mistake hides no other.
final class ScenarioBuilder {
  let view: ScenarioView
  let files: any InputFiles
  private let varied: VariedInputs
  private(set) var problems: [ScenarioProblem]
  private(set) var tableFiles: [InputFile] = []
  /// The tables that were read without problems, by the key that names them.
  private(set) var tables: [String: Table] = [:]
  /// The selections of dwellings by their dotted key.
  private var selections: [String: DwellingSelection] = [:]
  /// Whether a member of an ensemble is built, from a scenario that was checked.
  var isMember: Bool { !varied.tables.isEmpty }
  private var keyedTables: [String: KeyedTable] = [:]
  /// What the parts of the scenario became, once it is built.
  private(set) var parts: ScenarioParts?
  var warnings: [String] = []
  private var assumedRowCount = 0
  var titles: [String: BilingualText] = [:]
  /// The households, once they are projected; `nil` where the scenario has none, or they have problems.
  var households: HouseholdModel?
  /// Dwellings per zone, from the table of zones.
  var zoneDwellings: [Double] = []

  init(
    view: ScenarioView, files: any InputFiles, problems: [ScenarioProblem],
    varied: VariedInputs = VariedInputs()
  ) {
    self.view = view
    self.files = files
    self.problems = problems
    self.varied = varied
    selections = varied.selections
  }

  /// The selection of a place, made where it is not known yet.
  func selection(at key: String, _ make: () -> DwellingSelection) -> DwellingSelection {
    if let known = selections[key] { return known }
    let selection = make()
    selections[key] = selection
    return selection
  }

  /// Reads, checks and resolves a scenario file; the builder keeps what its parts became.
  static func load(
    _ path: String, overrides: [String], files: any InputFiles
  ) throws(ScenarioProblems) -> (builder: ScenarioBuilder, scenario: Scenario) {
    let file = ScenarioFile.read(path, files: files, overrides: overrides)
    guard let root = file.root else { throw ScenarioProblems(file.problems) }
    let found =
      file.problems + CatalogueCheck.check(root, ParameterCatalogue.rows, isComplete: file.isComplete)
    let builder = ScenarioBuilder(
      view: ScenarioView(root, rows: ParameterCatalogue.rows), files: files, problems: found)
    let scenario = builder.scenario(root: root, scenarioFiles: file.files)
    guard let scenario, !builder.problems.hasErrors else { throw ScenarioProblems(builder.problems) }
    return (builder, scenario)
  }

  /// The scenario, or `nil` where problems leave nothing to build.
  func scenario(root: MarkedNode, scenarioFiles: [InputFile]) -> Scenario? {
    let treeProblems = problems.filter { $0.severity == .error }
    let zones = zoneAxis()
    let materials = materialTables()
    let sites = siteTable()
    let boundaries = boundaries()
    guard treeProblems.isEmpty || hasSoundAxes, let zones, let axes = stockAxes(zones) else { return nil }
    let tables = stockTables(axes, materials)
    let effectTables = effectTables(axes, materials)
    let householdTables = householdTables(axes)
    let prices = fundingTable(axes)
    // A wrong key at the top leaves too much unsaid to judge the meaning of the rest.
    guard treeProblems.allSatisfy({ $0.key.contains(".") }) else { return nil }
    let problemsBefore = problems
    households = householdTables.flatMap { householdModel($0, axes) }
    let housing = housingInputs(axes, tables)
    let hubs = hubs(axes, sites: sites, materials: materials, yields: tables.content?.yields ?? [])
    let effects = effects(effectTables, axes, tables.content?.streams)
    checkSiting(sites, effects?.cost)
    let dismantling = dismantling(axes)
    let dispatch = dispatchPolicy(materials, hubs, effects?.cost)
    let funding = fundingInputs(prices, axes)
    let (indicators, mixes) = (indicators(axes), mixes(axes))
    let targets = targets(axes, lines: fundedLines, indicators: indicators, mixes: mixes)
    let plan = monitoringPlan(axes, indicators: indicators)
    let meaning = Array(problems.dropFirst(problemsBefore.count)) + view.problems
    problems = problemsBefore + Self.without(partsOf: treeProblems, meaning)
    guard !problems.hasErrors, let stock = tables.stock, let content = tables.content, let housing, let hubs,
      let (inputs, monitoring) = monitored(housing.inputs, plan, indicators),
      let model = housingModel(inputs),
      let unplaced = mineModel(
        content, hubs, stock, axes, accounts: model.accounts, dismantling: dismantling, dispatch: dispatch),
      let (mine, siting) = sited(unplaced, model, sites: sites, effects?.cost)
    else { return nil }
    if let names = materials, let margins = tables.margins {
      parts = ScenarioParts(
        names: names, stock: stock, margins: margins, fitting: housing.plan, content: content, sites: sites,
        dismantling: dismantling, tables: keyedTables, selections: selections)
    }
    let name = view.text("name")
    return Scenario(
      name: name, title: title(of: view, key: name), titles: titles, housing: inputs,
      housingModel: model, mineModel: mine, siting: siting, effects: effects, monitoring: monitoring,
      households: households,
      funding: funding.map {
        FundingModel($0, accounts: model.accounts, floorAreaM2: mine.inputs.floorAreaM2)
      }, baseline: housing.fit,
      stateAxes: .init(tenure: 0, condition: 1, energyLabel: 2, heating: 3), indicators: indicators,
      mixes: mixes, targets: targets, resolved: root, files: scenarioFiles + tableFiles,
      factors: factors(mine.inputs, baseline: inputs.baseline, effects, axes), warnings: warnings,
      assumedRowCount: assumedRowCount,
      places: places(Array(mine.inputs.hubs.items), sites: sites), boundaries: boundaries)
  }

  /// Leaves out problems of meaning in parts of the tree that have wrong types or missing keys: they would repeat them.
  private static func without(
    partsOf treeProblems: [ScenarioProblem], _ problems: [ScenarioProblem]
  ) -> [ScenarioProblem] {
    func part(_ problem: ScenarioProblem) -> String {
      problem.key.split(separator: ".").prefix(2).joined(separator: ".")
    }
    let parts = Set(treeProblems.map(part))
    return problems.filter { !parts.contains(part($0)) }
  }

  /// What the tables on the axes of the stock say; `nil` where a table has problems.
  private struct StockTables {
    let stock: StockTable?
    let margins: [Margin]?
    let seed: [Double]?
    let hazards: DemolitionHazards?
    let content: MaterialTables?
  }

  private func stockTables(_ axes: StockAxes, _ materials: MaterialNames?) -> StockTables {
    let stock = readStock(axes)
    let shape = SynthesisShape(axes: axes, municipalities: municipalities(axes))
    return StockTables(
      stock: stock, margins: tableMargins(stock ?? StockTable(unknownOn: shape), shape),
      seed: seedWeights(shape), hazards: demolitionHazards(axes),
      content: materials.flatMap { readMaterials(axes, $0) })
  }

  /// Whether the tree says which axes the stock has, so that the tables on them can be checked.
  private var hasSoundAxes: Bool {
    let root = view.node ?? MarkedNode(.null, at: view.location)
    return CatalogueCheck.check(root, ParameterCatalogue.rows).allSatisfy { problem in
      !["axes", "first_year", "last_year"].contains { problem.key == $0 || problem.key.hasPrefix($0 + ".") }
    }
  }

  /// The inputs of the housing model with the fitted baseline.
  private func housingInputs(
    _ axes: StockAxes, _ tables: StockTables
  ) -> (inputs: HousingInputs, fit: Scenario.Baseline, plan: FittingPlan)? {
    let shape = SynthesisShape(axes: axes, municipalities: municipalities(axes))
    let condition = conditionMargin(tables.stock, shape)
    let rules = transitionRules(axes)
    let programmes = programmes(axes)
    let construction = constructionLines(axes)
    let transformations = transformationLines(axes)
    guard !problems.hasErrors, let stock = tables.stock, let margins = tables.margins, let condition,
      let seed = tables.seed, let hazards = tables.hazards
    else { return nil }
    let all = margins + [condition]
    guard let plan = baselineFitting(stock, axes, margins: all),
      let baseline = baselineStock(stock, shape, margins: all, seed: seed, plan: plan)
    else { return nil }
    let inputs = HousingInputs(
      axes: axes, baseline: baseline.stock, hazards: hazards, rules: rules, programmes: programmes,
      construction: construction, transformations: transformations)
    return (inputs, .init(iterations: baseline.iterations, residuals: baseline.residuals), plan)
  }

  private func housingModel(_ inputs: HousingInputs) -> HousingModel? {
    do {
      return try HousingModel(inputs)
    } catch {
      let owner =
        switch error {
        case .transitionColumnAboveOne, .probabilityOutOfRange: view["transitions"]
        case .hazardOutOfRange:
          view[view.has("demolition.lifetime") ? "demolition.lifetime" : "demolition.rates"]
        case .emptySelection(let key), .shareSum(let key, _), .countsTowards(let key, _),
          .outOfRange(let key, _, _):
          view["programmes.\(key)"]
        }
      let code: ProblemCode =
        if case .transitionColumnAboveOne = error { .columnAboveOne } else { .inconsistent }
      report(code, owner, found: "\(error)")
      return nil
    }
  }

  // MARK: - Problems

  /// Notes a problem at a place of the scenario file.
  func report(
    _ code: ProblemCode, _ place: ScenarioView, found: String, accepted: String = "", remedy: String = ""
  ) {
    problems.append(
      ScenarioProblem(
        code, at: place.location, key: place.key, found: found, accepted: accepted, remedy: remedy))
  }

  /// Notes a problem at a cell of a table.
  func report(
    _ code: ProblemCode, _ table: Table, _ row: Int, _ column: String, found: String, accepted: String = "",
    remedy: String = ""
  ) {
    problems.append(
      ScenarioProblem(
        code, at: table.location(row, column), key: column, found: found, accepted: accepted, remedy: remedy))
  }

  /// Adds the problems and the bytes of a file that a table names.
  func add(_ found: [ScenarioProblem], file: InputFile?) {
    problems += found
    if let file { tableFiles.append(file) }
  }

  /// Reads a table that the scenario names; its problems join the others.
  func table(_ key: String, _ makeSchema: @autoclosure () -> TableSchema) -> Table? {
    if let table = varied.changedTables[key] ?? varied.tables[key] { return table }
    let place = view[key]
    guard let path = place.filePath() else { return nil }
    let schema = makeSchema()
    let reading = TableReader.read(path, files: files, as: schema, namedAt: place.location, key: key)
    problems += reading.problems
    if let file = reading.file { tableFiles.append(file) }
    tables[key] = reading.table
    keyedTables[key] = reading.table.map {
      KeyedTable(table: $0, keyColumns: schema.keyColumns, ranges: schema.ranges)
    }
    if let table = reading.table,
      let column = table.file.header.firstIndex(where: { $0.text == "confidence" })
    {
      assumedRowCount += (0..<table.rowCount).count {
        table.file.cell($0, column)?.text == Confidence.assumption.rawValue
      }
    }
    return reading.table
  }

  /// The texts of some columns of a table that was read, row by row, where the table as a whole has problems.
  ///
  /// They name what other tables stand on, so that those can be checked all the same.
  func names(_ columns: [String], of key: String) -> [[String]]? {
    guard let path = view[key].filePath(), let file = tableFiles.last(where: { $0.path == path }) else {
      return nil
    }
    let content = TableFile(file.bytes, path: path)
    let indices = columns.compactMap { column in content.header.firstIndex { $0.text == column } }
    guard indices.count == columns.count else { return nil }
    let rows = (0..<content.rowCount).map { row in indices.map { content.cell(row, $0)?.text ?? "" } }
    let named = rows.filter { $0.first?.isEmpty == false }.uniqued
    return named.isEmpty ? nil : named
  }

  /// The title of a part of the scenario in both languages; its key where it has none.
  func title(of place: ScenarioView, key: String) -> BilingualText {
    let dutch = place.optionalText("title_nl") ?? ""
    let english = place.optionalText("title_en") ?? ""
    return BilingualText(
      dutch: dutch.isEmpty ? (english.isEmpty ? key : english) : dutch,
      english: english.isEmpty ? (dutch.isEmpty ? key : dutch) : english)
  }
}
