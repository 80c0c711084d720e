internal import SimScenarios

/// Results side by side: targets, indicators by year, inputs that differ, and where a difference in poor dwellings lies.
///
/// The first results are the reference; a difference is a value less that of the reference.
public struct Comparison: Sendable {
  /// A value of an indicator of the region in one of the results.
  public struct Indicator: Sendable, Equatable {
    /// The calendar year.
    public let year: Int
    /// The key of the indicator.
    public let indicator: String
    /// The unit of the values.
    public let unit: String
    /// The values, one per result; `nil` where a result has none.
    public let values: [Double?]
  }

  /// A target in the results.
  public struct Target: Sendable, Equatable {
    /// The key of the target.
    public let target: String
    /// The key of the indicator that is judged, first and last year, and the goal, of the first results that have the target.
    public let indicator, period, goal: String
    /// What was reached, one text per result; empty where a result has no such target.
    public let values: [String]
    /// `yes`, `no` or an empty text.
    public let met: [String]
  }

  /// A value of the scenario that is not the same in all results.
  public struct Input: Sendable, Equatable {
    /// The dotted key, or the path of a file whose content differs.
    public let key: String
    /// The texts, one per result; empty where a result has none.
    public let values: [String]
  }

  /// The names of the results: those of their scenarios, numbered where they repeat.
  public let names: [String]
  /// The targets, in the order of the first results that have each.
  public let targets: [Target]
  /// The indicators of the region, by year.
  public let indicators: [Indicator]
  /// The inputs that differ, sorted by key.
  public let inputs: [Input]
  /// Where the difference in poor dwellings lies, of every result but the first, by year and zone.
  public let poorDwellings: [PoorDwellingsTerm]

  /// Compares results.
  ///
  /// - Parameter results: two or more; the first is the reference.
  /// - Throws: ``ReportError/incomparable(_:)`` for fewer than two results, else for a table of another form.
  public init(_ results: [ResultSet]) throws(ReportError) {
    guard results.count >= 2 else { throw .incomparable("a comparison needs two result directories or more") }
    if let other = results.first(where: \.isSensitivity) {
      throw .incomparable(
        "\(other.directory): holds a sensitivity analysis; give directories of runs or ensembles")
    }
    names = Self.names(results)
    targets = try Self.targets(results)
    indicators = try Self.indicators(results)
    inputs = Self.inputs(results)
    var terms: [PoorDwellingsTerm] = []
    let reference = try PoorDwellings(results[0])
    for (position, other) in results.enumerated().dropFirst() {
      terms += PoorDwellings.difference(of: try PoorDwellings(other), from: reference, result: position)
    }
    poorDwellings = terms
  }

  private static func names(_ results: [ResultSet]) -> [String] {
    let own = results.map { $0.scenario["name"]?.text ?? "" }
    return own.enumerated().map { position, name in
      own.filter { $0 == name }.count > 1 ? "\(name) (\(position + 1))" : name
    }
  }

  private static func targets(_ results: [ResultSet]) throws(ReportError) -> [Target] {
    var order: [String] = []
    var found: [String: [(value: String, met: String)]] = [:]
    var plans: [String: [String]] = [:]
    for (position, result) in results.enumerated() {
      guard let table = try result.table("targets.csv"), let key = table.column("target"),
        let value = table.column("value"), let met = table.column("met")
      else { continue }
      for row in 0..<table.rowCount {
        let name = table.text(row, key)
        if found[name] == nil {
          order.append(name)
          plans[name] = ["indicator", "period", "goal"].map { column in
            table.column(column).map { table.text(row, $0) } ?? ""
          }
        }
        found[name, default: Array(repeating: ("", ""), count: results.count)][position] = (
          table.text(row, value), table.text(row, met)
        )
      }
    }
    return order.map { key in
      let plan = plans[key] ?? ["", "", ""]
      return Target(
        target: key, indicator: plan[0], period: plan[1], goal: plan[2],
        values: (found[key] ?? []).map(\.value), met: (found[key] ?? []).map(\.met))
    }
  }

  private static func indicators(_ results: [ResultSet]) throws(ReportError) -> [Indicator] {
    struct Key: Hashable {
      let year: Int
      let indicator: String
    }
    var order: [Key] = []
    var units: [Key: String] = [:]
    var values: [Key: [Double?]] = [:]
    for (position, result) in results.enumerated() {
      guard let table = try result.table("summary.csv"), let zone = table.column("zone"),
        let year = table.column("year"), let indicator = table.column("indicator"),
        let value = table.column("value"),
        let unit = table.column("unit")
      else { continue }
      for row in 0..<table.rowCount where table.text(row, zone) == "region" {
        let key = Key(year: Int(table.text(row, year)) ?? 0, indicator: table.text(row, indicator))
        if values[key] == nil { order.append(key) }
        units[key] = table.text(row, unit)
        values[key, default: Array(repeating: nil, count: results.count)][position] = try table.number(
          row, value)
      }
    }
    return order.map {
      Indicator(year: $0.year, indicator: $0.indicator, unit: units[$0] ?? "", values: values[$0] ?? [])
    }
  }

  private static func inputs(_ results: [ResultSet]) -> [Input] {
    var values: [String: [String]] = [:]
    func note(_ key: String, _ text: String, _ position: Int) {
      values[key, default: Array(repeating: "", count: results.count)][position] = text
    }
    for (position, result) in results.enumerated() {
      for (key, text) in flat(result.scenario, "") { note(key, text, position) }
      for file in result.record["inputs"]?.items ?? [] {
        guard let path = file["path"]?.text, path.hasSuffix(".csv") else { continue }
        note("SHA-256 of \(path)", file["sha256"]?.text ?? "", position)
      }
    }
    return values.filter { Set($0.value).count > 1 }.map { Input(key: $0, values: $1) }.sorted {
      $0.key < $1.key
    }
  }

  /// The plain values of a tree by dotted key; lists of plain values in brackets.
  private static func flat(_ value: JSONValue, _ key: String) -> [(String, String)] {
    switch value {
    case .object(let members): members.flatMap { flat($0.value, key.isEmpty ? $0.key : "\(key).\($0.key)") }
    case .array(let items) where items.allSatisfy { $0.members.isEmpty }:
      [(key, "[" + items.map(\.plainText).joined(separator: ", ") + "]")]
    case .array(let items): items.enumerated().flatMap { flat($0.element, "\(key)[\($0.offset)]") }
    default: [(key, value.plainText)]
    }
  }
}
