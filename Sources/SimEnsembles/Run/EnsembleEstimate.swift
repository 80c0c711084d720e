/// What an ensemble would take, measured on a few of its members.
public struct EnsembleEstimate: Sendable {
  /// Members a second with all threads.
  public let membersPerSecond: Double
  /// The time of all members, in seconds.
  public let seconds: Double
  /// The memory of the statistics, in bytes.
  public let memory: Int
  /// The size of the file that a stopped run goes on from, in bytes.
  public let disk: Int
  /// The number of members of the whole ensemble.
  public let members: Int

  /// Runs blocks for about a second.
  ///
  /// - Throws: ``EnsembleError`` where a member has one.
  public init(_ ensemble: Ensemble, threads: Int) throws(EnsembleError) {
    let clock = ContinuousClock()
    let begin = clock.now
    var state = ensemble.emptyState
    // The first block of every thread fills caches and memory; it counts where there is no other.
    let blocks = Array(0..<min(ensemble.blockCount, threads))
    try ensemble.run(blocks: blocks, into: &state, threads: threads)
    var (ran, time) = (state.forest.members, begin.duration(to: clock.now))
    var next = blocks.count
    while next < ensemble.blockCount, time < .seconds(2) {
      let more = Array(next..<min(ensemble.blockCount, next + threads))
      let start = clock.now
      var sample = ensemble.emptyState
      try ensemble.run(blocks: more, into: &sample, threads: threads)
      if next == blocks.count { (ran, time) = (0, .zero) }
      ran += sample.forest.members
      time += start.duration(to: clock.now)
      next += more.count
    }
    members = ensemble.plan.members
    membersPerSecond = Double(ran) / max(time / .seconds(1), 1e-9)
    seconds = Double(members) / membersPerSecond
    memory = ensemble.statistics.bytes(members: members)
    disk = memory
  }

  /// The estimate in words.
  public var text: String {
    func rounded(_ value: Double) -> String { Self.short(value) }
    return """
      members              \(members)
      members a second     \(rounded(membersPerSecond))
      time of all members  \(rounded(seconds)) s
      memory               \(rounded(Double(memory) / 1e6)) MB for statistics
      disk                 \(rounded(Double(disk) / 1e6)) MB while it runs
      """
  }

  /// Three leading digits.
  private static func short(_ value: Double) -> String {
    guard value > 0 else { return "0" }
    var scale = 1.0
    while value * scale < 100 { scale *= 10 }
    let digits = (value * scale).rounded() / scale
    return digits == digits.rounded() ? "\(Int(digits))" : "\(digits)"
  }
}
