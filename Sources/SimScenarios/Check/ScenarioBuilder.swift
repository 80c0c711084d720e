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
    let file = ScenarioFile.read(path, files: files, overrides: overrides)
    guard let root = file.root else { throw ScenarioProblems(file.problems) }
    let found =
      file.problems + CatalogueCheck.check(root, ParameterCatalogue.rows, isComplete: file.isComplete)
    let builder = ScenarioBuilder(
      view: ScenarioView(root, rows: ParameterCatalogue.rows), files: files, problems: found)
    let scenario = builder.scenario(root: root, scenarioFiles: file.files)
    guard let scenario, !builder.problems.hasErrors else { throw ScenarioProblems(builder.problems) }
    return scenario
  }
}

/// Turns a checked tree and its tables into a scenario, and collects every problem on the way.
///
/// Each part has its own file; a part that others need (axes, stock, streams) is `nil` where it has problems, and what
/// builds on it is then left out, so that one mistake is reported once.
final class ScenarioBuilder {
  let view: ScenarioView
  let files: any InputFiles
  private(set) var problems: [ScenarioProblem]
  private(set) var tableFiles: [InputFile] = []
  var warnings: [String] = []
  var titles: [String: BilingualText] = [:]
  /// Dwellings per zone, from the table of zones.
  var zoneDwellings: [Double] = []

  init(view: ScenarioView, files: any InputFiles, problems: [ScenarioProblem]) {
    self.view = view
    self.files = files
    self.problems = problems
  }

  /// The scenario, or `nil` where problems leave nothing to build.
  func scenario(root: MarkedNode, scenarioFiles: [InputFile]) -> Scenario? {
    // A tree with wrong types or missing keys would only repeat those problems further down.
    guard !problems.hasErrors else {
      checkTablesAlone()
      return nil
    }
    guard let axes = stockAxes() else { return nil }
    let stock = readStock(axes)
    let baseline = stock.flatMap { baselineStock($0, axes) }
    let hazards = demolitionHazards(axes)
    let rules = transitionRules(axes)
    let programmes = programmes(axes)
    let construction = constructionLines(axes)
    let transformations = transformationLines(axes)
    let materials = readMaterials(axes)
    let hubs = materials.flatMap { readHubs(axes, $0) }
    let indicators = indicators(axes)
    problems += view.problems
    guard !problems.hasErrors, let stock, let baseline, let hazards, let materials, let hubs else {
      return nil
    }
    let housing = HousingInputs(
      axes: axes, baseline: baseline.stock, hazards: hazards, rules: rules, programmes: programmes,
      construction: construction, transformations: transformations)
    guard let model = housingModel(housing),
      let mine = mineModel(materials, hubs, stock, axes, accounts: model.accounts)
    else { return nil }
    let targets = targets(axes, lines: model.lines, indicators: indicators)
    guard !problems.hasErrors else { return nil }
    let name = view.text("name")
    return Scenario(
      name: name, title: title(of: view, key: name), titles: titles, housing: housing, housingModel: model,
      mineModel: mine, baseline: .init(iterations: baseline.iterations, residuals: baseline.residuals),
      stateAxes: .init(tenure: 0, condition: 1, energyLabel: 2, heating: 3), indicators: indicators,
      targets: targets, resolved: root, files: scenarioFiles + tableFiles,
      warnings: warnings)
  }

  private func housingModel(_ inputs: HousingInputs) -> HousingModel? {
    do {
      return try HousingModel(inputs)
    } catch {
      let owner =
        switch error {
        case .transitionColumnAboveOne, .probabilityOutOfRange: view["transitions"]
        case .hazardOutOfRange: view["demolition.rates"]
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

  /// Reads a table that the scenario names; its problems join the others.
  func table(_ key: String, _ schema: TableSchema) -> Table? {
    let place = view[key]
    guard let path = place.filePath() else { return nil }
    let reading = TableReader.read(path, files: files, as: schema, namedAt: place.location, key: key)
    problems += reading.problems
    if let file = reading.file { tableFiles.append(file) }
    return reading.table
  }

  /// The title of a part of the scenario in both languages; its key where it has none.
  func title(of place: ScenarioView, key: String) -> BilingualText {
    let dutch = place.optionalText("title_nl") ?? ""
    let english = place.optionalText("title_en") ?? ""
    return BilingualText(
      dutch: dutch.isEmpty ? (english.isEmpty ? key : english) : dutch,
      english: english.isEmpty ? (dutch.isEmpty ? key : dutch) : english)
  }

  /// Where the file itself has problems, still checks the tables that need nothing but the axes.
  private func checkTablesAlone() {
    guard
      CatalogueCheck.check(view.node ?? MarkedNode(.null, at: view.location), ParameterCatalogue.rows)
        .allSatisfy({
          !$0.key.hasPrefix("axes") && !$0.key.hasPrefix("baseline") && !$0.key.hasSuffix("_year")
        }),
      let axes = stockAxes()
    else { return }
    _ = readStock(axes)
    _ = demolitionHazards(axes)
    _ = readMaterials(axes)
  }
}
