internal import UrbanMine

/// Explains cells of a result directory from the files in it.
public struct ResultExplainer {
  let materials: ResultFile
  let unused: ResultFile
  let transport: ResultFile
  let cohorts: ResultFile
  let factors: ResultFile
  private let zones: [String]

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
    factors = try file(
      "factors.csv", "factor", "zone", "dwelling_type", "cohort", "event", "programme", "hub", "material",
      "year", "value", "unit", "place", "source", "confidence", "note")
    zones = factors.texts(of: "zone").filter { !$0.isEmpty }
  }

  /// The chain behind a cell.
  ///
  /// - Parameter cell: the cell; one without a row in the file is zero.
  /// - Returns: the arithmetic, with the place of every number.
  /// - Throws: ``ExplainError`` for a zone, material or year that the results do not have.
  public func explain(_ cell: ResultCellQuery) throws(ExplainError) -> Explanation {
    try check("zone", cell.zone, among: zones + [Scenario.regionKey])
    try check("material", cell.material, among: factors.texts(of: "material").filter { !$0.isEmpty })
    try check("year", "\(cell.year)", among: factors.texts(of: "year").filter { !$0.isEmpty })
    let key = [
      "year": "\(cell.year)", "zone": cell.zone, "material": cell.material, "flow": cell.flow.rawValue,
    ]
    var value = 0.0
    for row in materials.rows(where: key) { value += try materials.number(row, "tonnes") }
    let chain = try chain(cell)
    return Explanation(
      title: "materials.csv, \(cell.year), \(cell.zone), \(cell.material), \(cell.flow.rawValue): "
        + "\(value.plainText) t",
      equation: chain.equation, terms: chain.terms, steps: chain.steps, remarks: chain.remarks, value: value)
  }

  private func check(_ key: String, _ value: String, among accepted: [String]) throws(ExplainError) {
    guard accepted.contains(value) else {
      throw ExplainError.unknownValue(key: key, value: value, accepted: accepted)
    }
  }

  /// The parts of an explanation that depend on the flow.
  struct Chain {
    var equation: String
    var terms: [Explanation.Term] = []
    var steps: [Explanation.Step] = []
    var remarks: [Explanation.Input] = []
  }

  private func chain(_ cell: ResultCellQuery) throws(ExplainError) -> Chain {
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
