internal import SimNumerics

/// A scenario whose uncertain numbers can be changed: read and checked once, members are built from numbers alone.
///
/// Shares that must add up to one (`actions.*.share`, `mix`, `zones.shares`, those of households) are scaled after they are drawn, so that
/// those that vary keep the sum of their central values. Rates that observed events update are drawn from what is then known
/// about them, those of one column of transitions together.
public struct ScenarioFamily: Sendable {
  /// The scenario with its central values.
  public let central: Scenario
  /// The numbers that vary, in the order of the values of a member.
  public let parameters: [ScenarioParameter]
  private let tree: ScenarioTree
  private let files: any InputFiles
  private let parts: ScenarioParts
  private let shareGroups: [ShareGroup]
  private let dependents: [DependentRate]
  /// The parts that read a number that varies.
  private let changedParts: Set<ScenarioPart>
  /// The positions of the parameters that are whole numbers.
  private let wholeNumbers: [Int]
  /// The numbers of the tree of which observations led to other ones; not-a-number for all others.
  private let observed: [Double]
  /// The parameters that stand in the file itself, with the position of their number in the tree.
  private let fileNumbers: [(parameter: Int, number: Int)]
  /// The columns of tables in which parameters stand, with the row and position of each.
  private let columns: [VariedColumn]
  /// The tables of the scenario, by the key that names them.
  private let tables: [String: Table]

  /// Reads and checks a scenario with its uncertain numbers.
  ///
  /// - Parameters:
  ///   - path: the YAML file.
  ///   - overrides: texts `key=value` that replace values of the file.
  ///   - files: where files are read from.
  /// - Returns: the scenario with what varies.
  /// - Throws: ``ScenarioProblems`` with every problem of every file.
  public static func load(
    _ path: String, overrides: [String] = [], files: any InputFiles = DiskFiles()
  ) throws(ScenarioProblems) -> ScenarioFamily {
    let (builder, scenario) = try ScenarioBuilder.load(path, overrides: overrides, files: files)
    guard let parts = builder.parts else { throw ScenarioProblems(builder.problems) }
    let known = CatalogueNode(rows: ParameterCatalogue.rows)
    let collector = ParameterCollector(
      scenario.resolved, known: known, tables: parts.tables, monitoring: scenario.monitoring)
    return ScenarioFamily(
      central: scenario, parameters: collector.parameters,
      tree: ScenarioTree(scenario.resolved, known: known), files: files, parts: parts)
  }

  private init(
    central: Scenario, parameters: [ScenarioParameter], tree: ScenarioTree, files: any InputFiles,
    parts: ScenarioParts
  ) {
    self.central = central
    self.parameters = parameters
    self.tree = tree
    self.files = files
    self.parts = parts
    shareGroups = ShareGroup.groups(of: parameters)
    dependents = DependentRate.rates(of: parameters, central.monitoring)
    changedParts = Set(parameters.compactMap(\.part))
    wholeNumbers = parameters.indices.filter { parameters[$0].isWhole }
    var observed = [Double](repeating: .nan, count: tree.numberCount)
    for (key, mean) in central.monitoring?.means ?? [:] {
      if let number = tree.numberPositions[key] { observed[number] = mean }
    }
    self.observed = observed
    fileNumbers = parameters.enumerated().compactMap { position, parameter in
      guard parameter.isOfFile, let number = tree.numberPositions[parameter.name] else { return nil }
      return (position, number)
    }
    columns = VariedColumn.columns(of: parameters)
    tables = parts.tables.mapValues(\.table)
  }

  /// The family in which only parameters whose name matches one of the patterns vary.
  ///
  /// - Parameter patterns: the patterns; without any nothing varies.
  /// - Returns: a family of the same central scenario.
  public func varying(_ patterns: [NamePattern]) -> ScenarioFamily {
    ScenarioFamily(
      central: central,
      parameters: parameters.filter { parameter in patterns.contains { $0.matches(parameter.name) } },
      tree: tree, files: files, parts: parts)
  }

  /// Whether members have housing flows of their own; otherwise they share those of the central scenario.
  public var variesHousing: Bool {
    !changedParts.isDisjoint(
      with: ScenarioPart.housing.union(ScenarioPart.floorAreas).union(ScenarioPart.inhabitants)
        .union([.funding]))
  }

  /// The values that a member runs with: whole numbers rounded, shares scaled to their sum, rates of one column to what the
  /// earlier ones leave.
  ///
  /// - Parameter drawn: one value per parameter, as drawn.
  /// - Returns: as many values, in the same order.
  public func settled(_ drawn: [Double]) -> [Double] {
    var values = drawn
    for position in wholeNumbers { values[position] = drawn[position].rounded() }
    for group in shareGroups { group.scale(&values) }
    for rate in dependents { rate.scale(&values) }
    return values
  }

  /// What a member runs with.
  ///
  /// - Parameter drawn: one value per parameter.
  /// - Returns: the parts that its numbers change, and those of the scenario.
  /// - Throws: ``ScenarioProblems`` where the values cannot be used together, at the places of the central values.
  public func member(_ drawn: [Double]) throws(ScenarioProblems) -> ScenarioMember {
    precondition(
      drawn.count == parameters.count, "\(drawn.count) values for \(parameters.count) parameters")
    let values = settled(drawn)
    let builder = ScenarioBuilder(
      view: ScenarioView(tree, numbers: numbers(values)), files: files, problems: [], varied: inputs(values))
    guard let member = builder.member(of: central, parts, changing: changedParts) else {
      throw ScenarioProblems(builder.problems)
    }
    return member
  }

  /// Whether the events of members have a floor area or a weight of their own.
  var variesContent: Bool {
    changedParts.contains(.materials) || !changedParts.isDisjoint(with: ScenarioPart.floorAreas)
  }

  /// The numbers of the tree; rates that do not vary have the means that the observations led to.
  private func numbers(_ values: [Double]) -> [Double] {
    var all = observed
    for (parameter, number) in fileNumbers { all[number] = values[parameter] }
    return all
  }

  private func inputs(_ values: [Double]) -> VariedInputs {
    var inputs = VariedInputs(tables: tables, selections: parts.selections)
    for column in columns {
      guard let table = tables[column.table] else { continue }
      inputs.changedTables[column.table, default: table].replace(
        column.column, column.cells.lazy.map { (row: $0.row, value: values[$0.position]) })
    }
    return inputs
  }
}

/// A column of a table in which parameters stand.
private struct VariedColumn: Sendable {
  let table: String
  let column: String
  /// The rows of the parameters, with the position of each.
  private(set) var cells: [(row: Int, position: Int)] = []

  /// The columns of some parameters, in the order of the first of each.
  static func columns(of parameters: [ScenarioParameter]) -> [VariedColumn] {
    var columns: [VariedColumn] = []
    var known: [[String]: Int] = [:]
    for (position, parameter) in parameters.enumerated() {
      guard case .cell(let table, let column, let row) = parameter.place else { continue }
      let place = known[[table, column]] ?? columns.count
      if place == columns.count {
        known[[table, column]] = place
        columns.append(VariedColumn(table: table, column: column))
      }
      columns[place].cells.append((row, position))
    }
    return columns
  }
}

/// Parameters whose values are shares of one whole.
private struct ShareGroup: Sendable {
  private let members: [Int]
  private let central: [Double]

  /// The groups among parameters, by the map that their shares stand in.
  static func groups(of parameters: [ScenarioParameter]) -> [ShareGroup] {
    var members: [String: [Int]] = [:]
    for (position, parameter) in parameters.enumerated() {
      let whole = parameter.isOfFile ? whole(ofKey: parameter.name) : whole(ofCell: parameter.name)
      if let whole { members[whole, default: []].append(position) }
    }
    return members.keys.sorted().map { key in
      let positions = members[key] ?? []
      return ShareGroup(members: positions, central: positions.map { parameters[$0].central })
    }
  }

  /// Tables whose shares add up to one for each label of their first column.
  private static let shareTables = ["households.type_shares", "households.preferences"]

  /// The part of a table whose shares add up to one: `households.preferences[couple`.
  private static func whole(ofCell name: String) -> String? {
    guard name.hasSuffix(".share"), shareTables.contains(where: { name.hasPrefix($0 + "[") }) else {
      return nil
    }
    return name.split(separator: ",", maxSplits: 1).first.map(String.init)
  }

  /// The key of the map whose shares add up to one, or `nil` where the parameter is no such share.
  private static func whole(ofKey name: String) -> String? {
    let steps = name.split(separator: ".")
    guard steps.count > 3 else { return nil }
    if steps.last == "share", steps[steps.count - 3] == "actions" {
      return steps.dropLast(2).joined(separator: ".")
    }
    if steps[steps.count - 3] == "mix"
      || (steps[steps.count - 2] == "shares" && steps[steps.count - 3] == "zones")
    {
      return steps.dropLast().joined(separator: ".")
    }
    return nil
  }

  /// Scales the values so that they add up to what the central values do; central values where all are 0.
  func scale(_ values: inout [Double]) {
    let whole = central.reduce(0, +)
    let sum = members.reduce(0) { $0 + values[$1] }
    for (position, member) in members.enumerated() {
      values[member] = sum > 0 ? values[member] * (whole / sum) : central[position]
    }
  }
}
