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

  /// How many members are looked at, and the least number of misses or hits that can say something.
  private static let mostMembers = 2000
  private static let fewest = 20

  /// Looks for causes of every target that some members miss and some meet.
  static func all(of ensemble: Ensemble, _ state: EnsembleState) -> [TargetDiscovery] {
    let targets = state.targetCount
    let members = targets == 0 ? 0 : min(mostMembers, state.met.count / targets)
    let missed = (0..<targets).map { target in (0..<members).map { state.met[$0 * targets + target] == 0 } }
    let mixed = missed.indices.filter { target in
      let count = missed[target].count { $0 }
      return count >= fewest && members - count >= fewest
    }
    guard !mixed.isEmpty else { return [] }
    let candidates = DiscoveryCandidates(ensemble, members: members)
    return mixed.flatMap { candidates.discoveries(of: $0, missed: missed[$0]) }
  }

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

/// The numbers in which causes are looked for: those of the scenario file, and the groups.
///
/// A single cell of a table moves little; cells that are drawn together are one group, whose position between its lowest (0)
/// and highest (1) draw is looked at.
private struct DiscoveryCandidates {
  private let ensemble: Ensemble
  private let labels: [String]
  private let values: [[Double]]

  init(_ ensemble: Ensemble, members: Int) {
    self.ensemble = ensemble
    var labels: [String] = []
    var values: [[Double]] = []
    var groups: Set<String> = []
    let sampler = ensemble.sampler
    for (position, parameter) in ensemble.family.parameters.enumerated() {
      if let group = parameter.group {
        guard groups.insert(group).inserted else { continue }
        labels.append(group.replacing("_", with: " ") + " (0-1)")
        values.append((0..<members).map { sampler.unit(member: $0, parameter: position) })
      } else if parameter.isOfFile {
        labels.append(parameter.name)
        values.append((0..<members).map { sampler.value(member: $0, parameter: position) })
      }
    }
    self.labels = labels
    self.values = values
  }

  func discoveries(of target: Int, missed: [Bool]) -> [TargetDiscovery] {
    let central = ensemble.run.central
    let key = central.targets[target].key
    guard let data = try? DiscoveryData(names: labels, values: values, hasOutcome: missed) else { return [] }
    let title = central.scenario.titles["target:\(key)"]
    return ScenarioDiscovery().boxes(data).map { box in
      func sentence(_ language: DiscoveryLanguage, _ outcome: String) -> String {
        "\(box.sentence(outcome: outcome, labels: labels, language: language)); \(box.evidence(language: language))"
      }
      return TargetDiscovery(
        target: key,
        text: BilingualText(
          dutch: sentence(.dutch, "\(title?.dutch ?? key): gemist"),
          english: sentence(.english, "\(title?.english ?? key): missed")),
        coverage: box.coverage, density: box.density)
    }
  }
}
