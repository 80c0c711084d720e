public import SimScenarios

/// What the members have in common that miss a target.
public struct TargetDiscovery: Sendable, Equatable {
  /// The key of the target.
  public let target: String
  /// The finding in plain language.
  public let text: BilingualText
  /// The share of the misses that it covers, 0...1.
  public let coverage: Double
  /// The share of the members within it that miss, 0...1.
  public let density: Double

  static func all(of ensemble: Ensemble, _ state: EnsembleState) -> [TargetDiscovery] { [] }

  static func table(_ discoveries: [TargetDiscovery]) -> ResultTable {
    var table = ResultTable(
      fileName: "discovery.csv",
      columns: [
        ResultColumn("target", .text, longName: "target that is missed"),
        ResultColumn("where", .text, longName: "what the members have in common that miss it"),
        ResultColumn("coverage", .number, unit: "1", longName: "share of the misses that it covers"),
        ResultColumn("density", .number, unit: "1", longName: "share of the members within it that miss"),
      ])
    for discovery in discoveries {
      table.append(
        .text(discovery.target), .text(discovery.text.english), .number(discovery.coverage),
        .number(discovery.density))
    }
    return table
  }
}
