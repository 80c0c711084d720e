import Foundation

/// Members a second: of the default scenario, and of a small model beside experiments of the EMA workbench.
///
/// - Parameter quick: whether fewer members are run.
/// - Returns: whether one and two threads gave the same bytes everywhere.
/// - Throws: what the scenario or a member throws.
func reportMembers(quick: Bool) throws -> Bool {
  var scenarios = [
    try ScenarioMembers("all numbers vary", only: [], members: quick ? 64 : 256, askedRate: 100),
    try ScenarioMembers(
      "mine and effects vary", only: ScenarioMembers.mineAndEffects, members: quick ? 256 : 1_024,
      askedRate: 2_000),
  ]
  for position in scenarios.indices {
    for _ in 0..<(quick ? 1 : 3) {
      for threads in [1, 2] { try scenarios[position].measure(threads: threads) }
    }
  }
  print(
    "members of scenarios/parkstad.yaml | numbers | a second, 1 thread | 2 threads | asked | ratio | asked"
      + " | ms of a processor | dry run / run")
  for scenario in scenarios {
    let (one, two) = (scenario.rate(threads: 1), scenario.rate(threads: 2))
    let estimate = try scenario.estimateRatio(threads: 2)
    print(
      "\(scenario.name) | \(scenario.parameters) | \(figure(one, 1)) | \(figure(two, 1))"
        + " | \(figure(scenario.askedRate, 0)) | \(figure(two / one, 2)) | 1.85"
        + " | \(figure(scenario.processorMilliseconds, 2)) | \(figure(estimate, 2))")
  }
  let areSame = scenarios.allSatisfy { $0.bytes[1] == $0.bytes[2] }
  if !areSame { print("one and two threads differ") }
  return try reportSmallModel(quick: quick) && areSame
}

/// The small model with its memory, and the workbench on a small model of its own.
private func reportSmallModel(quick: Bool) throws -> Bool {
  let peer = EMARun.run(experiments: quick ? 1_000 : 5_000)
  let counts = quick ? [10_000, 100_000] : [100_000, 1_000_000]
  print(
    "8 states, 3 zones, 10 years: members | threads | seconds | a second | peak MB | ratio to EMA workbench")
  var means: [Int: [[Double]]] = [:]
  for (members, threads) in counts.flatMap({ count in [1, 2].map { (count, $0) } }) {
    guard let run = SmallModelRun.inOwnProcess(members: members, threads: threads) else { return false }
    let rate = Double(run.members) / run.seconds
    let ratio = peer.map { figure(rate * $0.seconds / Double($0.experiments), 1) } ?? "-"
    print(
      "\(run.members) | \(threads) | \(figure(run.seconds)) | \(figure(rate, 0)) | \(figure(run.peakMegabytes, 1))"
        + " | \(ratio)")
    means[members, default: []].append(run.means)
  }
  if let peer {
    let rate = Double(peer.experiments) / peer.seconds
    print(
      "peer: EMA workbench \(peer.version), \(figure(rate, 0)) experiments a second of its lake, one process")
  } else {
    print("peer: not measured, EMA workbench is missing")
  }
  return means.values.allSatisfy { runs in runs.allSatisfy { $0 == runs[0] } }
}
