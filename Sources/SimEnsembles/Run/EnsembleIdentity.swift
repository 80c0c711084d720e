internal import SimScenarios

/// What two parts of one ensemble must have in common.
public struct EnsembleIdentity: Sendable, Equatable {
  /// The digest of the resolved scenario and its tables.
  public let scenarioDigest: String
  /// The version of the package that ran it.
  public let version: String
  /// The seed.
  public let seed: UInt64
  /// The number of members of the whole ensemble.
  public let members: Int
  /// How the members are spread, and whether their events are chance.
  public let design: String
  /// The digest of the names and distributions of the numbers that vary, in their order.
  public let parameterDigest: String

  private static let names = [
    "scenario", "version", "seed", "members", "design", "set of uncertain numbers",
  ]

  /// The facts in words, in the order in which they are compared.
  private var facts: [String] {
    [scenarioDigest, version, "\(seed)", "\(members)", design, parameterDigest]
  }

  /// Refuses a part of another ensemble.
  func check(_ other: EnsembleIdentity, at path: String) throws(EnsembleError) {
    for (position, name) in Self.names.enumerated() where facts[position] != other.facts[position] {
      throw .differs(what: name, one: facts[position], other: other.facts[position], path: path)
    }
  }

  /// The facts, one per line.
  var text: String { facts.joined(separator: "\n") }

  /// Reads what ``text`` gave; `nil` where it is something else.
  init?(_ text: String) {
    let facts = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard facts.count == Self.names.count, let seed = UInt64(facts[2]), let members = Int(facts[3]),
      members > 0
    else { return nil }
    scenarioDigest = facts[0]
    version = facts[1]
    self.seed = seed
    self.members = members
    design = facts[4]
    parameterDigest = facts[5]
  }

  init(_ plan: EnsemblePlan, _ family: ScenarioFamily) throws(EnsembleError) {
    do {
      scenarioDigest = try family.central.digest()
    } catch {
      throw .output(error)
    }
    version = PackageVersion.current
    seed = plan.seed
    members = plan.members
    design = plan.design.rawValue + (plan.isStochastic ? ", stochastic" : "")
    let names = family.parameters.map { "\($0.name) \($0.distribution) \($0.group ?? "")" }
    parameterDigest = Provenance.sha256(Array(names.joined(separator: "\n").utf8))
  }
}
