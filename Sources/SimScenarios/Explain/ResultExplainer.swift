internal import UrbanMine

/// Explains cells of a result directory from the files in it.
public struct ResultExplainer {
  let materials: ResultFile
  let unused: ResultFile
  let transport: ResultFile
  let cohorts: ResultFile
  let factors: ResultFile
  let stock: ResultFile
  let events: ResultFile
  let carbon: ResultFile
  let energy: ResultFile
  let costs: ResultFile
  let hubs: ResultFile
  /// The rows of `factors.csv` by what they hold for.
  let recorded: [[String]: ResultFile.Row]
  let zones: [String]

  /// Reads the files of a result directory that explanations need.
  ///
  /// - Parameters:
  ///   - directory: the result directory.
  ///   - files: where files are read from.
  /// - Throws: ``ExplainError`` where a file is missing or not as this version writes it.
  public init(directory: String, files: any InputFiles = DiskFiles()) throws(ExplainError) {
    func file(_ name: String, _ columns: String...) throws(ExplainError) -> ResultFile {
      try ResultFile(name, in: directory, files: files, columns: columns)
    }
    materials = try file("materials.csv", "year", "zone", "material", "flow", "tonnes")
    unused = try file("unused.csv", "year", "zone", "material", "cause", "tonnes")
    transport = try file("transport.csv", "year", "leg", "from", "to", "material", "tonnes")
    cohorts = try file(
      "event_cohorts.csv", "year", "zone", "event", "programme", "dwelling_type", "cohort", "dwellings")
    factors = try ResultFile(
      "factors.csv", in: directory, files: files,
      columns: Self.subjectColumns + ["value", "unit", "place", "source", "confidence", "note"])
    stock = try file("stock.csv", "year", "zone", "dwelling_type", "dwellings")
    events = try file("events.csv", "year", "zone", "event", "programme", "dwelling_type", "dwellings")
    carbon = try file("carbon.csv", "year", "zone", "source", "kg_co2e")
    energy = try file("energy_use.csv", "year", "zone", "energy_label", "heating", "floor_area_m2")
    costs = try file("costs.csv", "year", "programme", "item", "euro")
    hubs = try file("hubs.csv", "year", "hub")
    recorded = Dictionary(
      factors.rows(where: [:]).map { row in (Self.subjectColumns.map { row[$0] }, row) },
      uniquingKeysWith: { first, _ in first })
    zones = factors.texts(of: "zone").filter { !$0.isEmpty }
  }

  /// The columns of `factors.csv` that say what a number is and what it holds for.
  private static let subjectColumns = [
    "factor", "zone", "dwelling_type", "cohort", "event", "programme", "hub", "material", "energy_label",
    "heating", "year",
  ]

  /// What a factor holds for, in the order of the columns; empty where it does not depend on one.
  static func subject(_ kind: RecordedFactor.Kind, _ key: [String: String]) -> [String] {
    subjectColumns.map { $0 == "factor" ? kind.rawValue : key[$0] ?? "" }
  }

  /// The chain behind a cell.
  ///
  /// - Parameter cell: the cell; one of `materials.csv` without a row is zero.
  /// - Returns: the arithmetic, with the place of every number.
  /// - Throws: ``ExplainError`` for a cell that the results do not have.
  public func explain(_ cell: ResultCellQuery) throws(ExplainError) -> Explanation {
    let chain: Chain
    var value = 0.0
    switch cell.file {
    case .materials:
      chain = try materialChain(materialCell(cell))
      for row in materials.rows(where: cell.row) { value += try materials.number(row, "tonnes") }
    case .stock:
      chain = try stockChain(cell)
      for row in stock.rows(where: cell.row) { value += try stock.number(row, "dwellings") }
    case .carbon:
      value = try carbon.number(carbonRow(cell), "kg_co2e")
      chain = try carbonChain(cell)
    case .costs:
      value = try costs.number(costRow(cell), "euro")
      chain = try costChain(cell)
    }
    let words = ["\(cell.year)"] + cell.file.keys.map { cell[$0] }
    return Explanation(
      title: "\(cell.file.fileName), \(words.joined(separator: ", ")): \(value.plainText) \(cell.file.unit)",
      equation: chain.equation, terms: chain.terms, steps: chain.steps, remarks: chain.remarks,
      file: cell.file.fileName, unit: cell.file.unit, value: value)
  }

  private func materialCell(_ cell: ResultCellQuery) throws(ExplainError) -> MaterialCell {
    guard let flow = MaterialFlow(rawValue: cell["flow"]) else {
      throw ExplainError.unknownValue(
        key: "flow", value: cell["flow"], accepted: MaterialFlow.allCases.map(\.rawValue))
    }
    try check("zone", cell["zone"], among: zones + [Scenario.regionKey])
    try check("material", cell["material"], among: factors.texts(of: "material").filter { !$0.isEmpty })
    try check("year", "\(cell.year)", among: factors.texts(of: "year").filter { !$0.isEmpty })
    return MaterialCell(year: cell.year, zone: cell["zone"], material: cell["material"], flow: flow)
  }

  func check(_ key: String, _ value: String, among accepted: [String]) throws(ExplainError) {
    guard accepted.contains(value) else {
      throw ExplainError.unknownValue(key: key, value: value, accepted: accepted)
    }
  }

  /// The parts of an explanation that depend on the cell.
  struct Chain {
    var equation: String
    var terms: [Explanation.Term] = []
    var steps: [Explanation.Step] = []
    var remarks: [Explanation.Input] = []
  }

  private func materialChain(_ cell: MaterialCell) throws(ExplainError) -> Chain {
    switch cell.flow {
    case .released:
      return Chain(equation: Self.releasedWords, terms: try terms(cell, .released), remarks: [])
    case .reused:
      let terms = try terms(cell, .released)
      return Chain(
        equation: Self.releasedWords + "; reused = released - what each cause kept from reuse",
        terms: terms, steps: try causes(cell, of: terms), remarks: try shares(cell))
    case .recycled, .downcycled, .incinerated, .landfilled: return try treatment(cell)
    case .toHub: return Chain(equation: "sum over hubs", terms: try legs(cell, .toHub))
    case .processLoss: return try loss(cell)
    case .demand: return Chain(equation: Self.demandWords, terms: try terms(cell, .demand))
    case .demandReused: return Chain(equation: "sum over hubs", terms: try legs(cell, .fromHub))
    case .demandRecycled, .demandPrimary: return try rest(cell)
    }
  }

  static let releasedWords =
    "released = sum over events of dwellings x m2/dwelling x kg/m2 x share released / 1000"
  static let demandWords =
    "demand = sum over events of dwellings x m2/dwelling x kg/m2 of new dwellings x share taken up / 1000"
}
