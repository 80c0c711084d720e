internal import UrbanMine

/// Turns a table of flows, alone or named by a YAML file, into a network, and collects every problem on the way.
struct ReconciliationReader {
  private let files: any InputFiles
  private(set) var problems: [ScenarioProblem]
  /// The names under `from` and `to` of each flow of the network, those outside included.
  private(set) var ends: [(from: String, to: String)] = []

  init(files: any InputFiles, problems: [ScenarioProblem] = []) {
    self.files = files
    self.problems = problems
  }

  /// The network of a table of flows alone.
  mutating func network(ofTable path: String) -> FlowNetwork? {
    let reading = TableReader.read(path, files: files, as: ReconciliationCatalogue.flows)
    problems += reading.problems
    guard let table = reading.table else { return nil }
    let processes = balanced(table)
    if processes.isEmpty {
      report(
        .inconsistent, table.location(0, "from"), "from, to", "no process has flows in and out",
        remedy: "name the same process under from and to")
    }
    return network(table, processes: processes, relations: [])
  }

  /// The network that a YAML file describes.
  mutating func network(_ view: ScenarioView) -> FlowNetwork? {
    let flows = table("flows", ReconciliationCatalogue.flows, view)
    let keys = flows.map { $0.texts("flow") }
    let relations = table("relations", ReconciliationCatalogue.relations(flows: keys), view)
    guard let flows else { return nil }
    var processes = balanced(flows)
    if view.has("processes") {
      processes = view.names("processes").uniqued
      checkNames(processes, flows, view["processes"])
    } else if processes.isEmpty {
      report(
        .inconsistent, view["flows"].location, "flows", "no process has flows in and out",
        remedy: "name the same process under from and to, or give processes")
    }
    return network(flows, processes: processes, relations: relations.map { self.relations($0, flows) } ?? [])
  }

  private mutating func table(_ key: String, _ schema: TableSchema, _ view: ScenarioView) -> Table? {
    guard let path = view[key].filePath() else { return nil }
    let reading = TableReader.read(path, files: files, as: schema, namedAt: view[key].location, key: key)
    problems += reading.problems
    return reading.table
  }

  /// The names that flows both enter and leave, in the order in which they first stand in the table.
  private func balanced(_ table: Table) -> [String] {
    let (sources, targets) = (table.texts("from"), table.texts("to"))
    let (entered, left) = (Set(targets), Set(sources))
    let all = zip(sources, targets).flatMap { [$0, $1] }.uniqued
    return all.filter { !$0.isEmpty && entered.contains($0) && left.contains($0) }
  }

  private mutating func checkNames(_ processes: [String], _ table: Table, _ place: ScenarioView) {
    let known = (table.texts("from") + table.texts("to")).filter { !$0.isEmpty }.uniqued
    for process in processes where !known.contains(process) {
      let nearest = NearestKey.nearest(to: process, among: known)
      report(
        .unknownLabel, place.location, place.key, "no flow enters or leaves '\(process)'",
        remedy: nearest.map { "did you mean '\($0)'?" } ?? "")
    }
  }

  private func relations(_ table: Table, _ flows: Table) -> [FlowRelation] {
    table.texts("relation").uniqued.map { key in
      var coefficients = Array(repeating: 0.0, count: flows.rowCount)
      for row in 0..<table.rowCount where table.text(row, "relation") == key {
        coefficients[table.position(row, "flow")] = table.number(row, "coefficient")
      }
      return FlowRelation(key: key, coefficients: coefficients)
    }
  }

  private mutating func network(
    _ table: Table, processes: [String], relations: [FlowRelation]
  ) -> FlowNetwork? {
    for row in 0..<table.rowCount { check(table, row, processes) }
    guard !problems.hasErrors else { return nil }
    ends = (0..<table.rowCount).map { (table.text($0, "from"), table.text($0, "to")) }
    let flows = (0..<table.rowCount).map { row in
      NetworkFlow(
        key: table.text(row, "flow"), from: processes.firstIndex(of: table.text(row, "from")),
        to: processes.firstIndex(of: table.text(row, "to")), measured: table.optionalNumber(row, "tonnes"),
        standardError: table.optionalNumber(row, "standard_error") ?? 0)
    }
    return FlowNetwork(processes: processes, flows: flows, relations: relations)
  }

  private mutating func check(_ table: Table, _ row: Int, _ processes: [String]) {
    let (source, target) = (table.text(row, "from"), table.text(row, "to"))
    let tonnes = table.optionalNumber(row, "tonnes")
    let error = table.optionalNumber(row, "standard_error")
    let flow = table.text(row, "flow")
    if source == target {
      report(
        .inconsistent, table.location(row, "from"), "from, to",
        source.isEmpty
          ? "'\(flow)' has no process" : "'\(flow)' enters the process that it leaves, '\(source)'",
        accepted: "two different ends are accepted, one of them empty for outside")
    } else if !problems.hasErrors, !processes.contains(source), !processes.contains(target) {
      report(
        .inconsistent, table.location(row, "from"), "from, to",
        "'\(flow)' touches no process that is balanced",
        accepted: "balanced are \(processes.joined(separator: ", "))",
        remedy: "take it out, or give the process a flow in and a flow out")
    }
    if tonnes != nil, error == nil {
      report(
        .emptyCell, table.location(row, "standard_error"), "standard_error",
        "'\(flow)' is measured without an error",
        accepted: "a number is expected", remedy: "give 0 where the mass is exact")
    }
    if tonnes == nil, error != nil {
      report(
        .emptyCell, table.location(row, "tonnes"), "tonnes", "'\(flow)' has a standard error and no mass",
        accepted: "both or neither is accepted")
    }
  }

  private mutating func report(
    _ code: ProblemCode, _ location: SourceLocation, _ key: String, _ found: String, accepted: String = "",
    remedy: String = ""
  ) {
    problems.append(
      ScenarioProblem(code, at: location, key: key, found: found, accepted: accepted, remedy: remedy))
  }
}
