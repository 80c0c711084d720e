import Foundation
import SimEnsembles
import SimScenarios

/// Members of the default scenario in which some numbers vary.
struct ScenarioMembers {
  /// Only what the mine, its hubs, emissions, costs and the choice of sites read; floor areas of new dwellings apart, which
  /// the energy use of the stock needs as well.
  static let mineAndEffects = [
    "mine.*", "hubs.*", "effects.*", "siting.*", "materials.intensity*", "materials.component*",
    "materials.properties*", "materials.renovation_profiles*",
  ]

  let name: String
  let parameters: Int
  /// The members a second on two threads that are asked for.
  let askedRate: Double
  private let ensemble: Ensemble
  private(set) var bestSeconds: [Int: Double] = [:]
  /// The least time of a processor for all members on one thread, in seconds.
  private var bestProcessorSeconds = Double.infinity
  private(set) var bytes: [Int: [UInt8]] = [:]

  /// Reads the scenario and runs it with its central values.
  init(_ name: String, only: [String], members: Int, askedRate: Double) throws {
    self.askedRate = askedRate
    let path = "scenarios/parkstad.yaml"
    let scenario = FileManager.default.fileExists(atPath: path) ? path : "../" + path
    self.name = name
    ensemble = try Ensemble(EnsemblePlan(scenario: scenario, members: members, only: only))
    parameters = ensemble.family.parameters.count
  }

  /// Runs all members on some threads and keeps the best time.
  mutating func measure(threads: Int) throws {
    var state = ensemble.emptyState
    let (begin, processor) = (ContinuousClock.now, clock())
    try ensemble.run(blocks: Array(0..<ensemble.blockCount), into: &state, threads: threads)
    let seconds = begin.duration(to: .now) / .seconds(1)
    bestSeconds[threads] = min(seconds, bestSeconds[threads] ?? .infinity)
    if threads == 1 {
      let used = Double(clock() - processor) / Double(CLOCKS_PER_SEC)
      bestProcessorSeconds = min(used, bestProcessorSeconds)
    }
    bytes[threads] = state.bytes
  }

  /// Members a second.
  func rate(threads: Int) -> Double { Double(ensemble.plan.members) / (bestSeconds[threads] ?? .infinity) }

  /// The milliseconds of a processor that a member takes on one thread.
  var processorMilliseconds: Double { 1_000 * bestProcessorSeconds / Double(ensemble.plan.members) }

  /// What a dry run tells of the time of all members, over the best time.
  func estimateRatio(threads: Int) throws -> Double {
    try EnsembleEstimate(ensemble, threads: threads).seconds / (bestSeconds[threads] ?? .infinity)
  }
}
