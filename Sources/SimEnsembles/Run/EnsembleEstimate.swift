internal import SimScenarios
internal import Synchronization

/// What an ensemble would take, measured on a few of its members.
public struct EnsembleEstimate: Sendable {
  /// Members a second with all threads.
  public let membersPerSecond: Double
  /// The time of all members, in seconds.
  public let seconds: Double
  /// The resident memory at its peak, in bytes: that of the process before any member, the statistics, the state while it
  /// is written (twice: as bytes, and as what the file takes), and the outputs of a block for every thread.
  public let memory: Int
  /// What it takes on disk at most, in bytes: the file that a stopped run goes on from, and the results; the rows of members
  /// twice, as they stand in the results and in the files of their blocks until these are removed.
  public let disk: Int
  /// The number of members of the whole ensemble.
  public let members: Int

  /// Runs blocks for about a second.
  ///
  /// - Parameters:
  ///   - ensemble: the ensemble.
  ///   - threads: how many blocks may run side by side, 1 or more.
  /// - Throws: ``EnsembleError`` where a member has one.
  public init(_ ensemble: Ensemble, threads: Int) throws(EnsembleError) {
    let resident = ProcessMemory.now ?? 0
    let clock = ContinuousClock()
    let begin = clock.now
    var state = ensemble.emptyState
    // The first block of every thread fills caches and memory; it counts where there is no other.
    let blocks = Array(0..<min(ensemble.blockCount, threads))
    let rowBytes = Mutex(0)
    let count: @Sendable ([UInt8], Int) -> Void = { rows, _ in rowBytes.withLock { $0 += rows.count } }
    try ensemble.run(blocks: blocks, into: &state, threads: threads, keeping: count)
    let bytesPerMember = Double(rowBytes.withLock { $0 }) / Double(max(1, state.forest.members))
    var (ran, time) = (state.forest.members, begin.duration(to: clock.now))
    var next = blocks.count
    while next < ensemble.blockCount, time < .seconds(2) {
      let more = Array(next..<min(ensemble.blockCount, next + threads))
      let start = clock.now
      var sample = ensemble.emptyState
      try ensemble.run(blocks: more, into: &sample, threads: threads, keeping: count)
      if next == blocks.count { (ran, time) = (0, .zero) }
      ran += sample.forest.members
      time += start.duration(to: clock.now)
      next += more.count
    }
    members = ensemble.plan.members
    membersPerSecond = Double(ran) / max(time / .seconds(1), 1e-9)
    seconds = Double(members) / membersPerSecond
    let layout = ensemble.statistics
    let statistics = layout.bytes(members: members)
    // The rows of a block grow by doubling, and stand three times while they are signed and written.
    let block = 8 * layout.cells + 5 * Int(bytesPerMember)
    memory = resident + 3 * statistics + block * min(members, layout.blockSize) * max(1, threads)
    disk = statistics + 2 * Int(bytesPerMember * Double(members)) + (try Self.resultBytes(ensemble))
  }

  /// The size of the results, in bytes: the tables of the run with central values, and the quantiles.
  private static func resultBytes(_ ensemble: Ensemble) throws(EnsembleError) -> Int {
    let rows = ensemble.run.layout.indicatorCellCount
    do {
      var bytes = rows * bytesPerQuantileRow
      for table in ensemble.run.central.tables { bytes += try CSVWriter.bytes(of: table).count }
      return bytes
    } catch {
      throw .output(error)
    }
  }

  /// A year, a zone, an indicator and seven numbers of up to 17 digits.
  private static let bytesPerQuantileRow = 128

  /// The estimate in words.
  public var text: String {
    func rounded(_ value: Double) -> String { Self.short(value) }
    return """
      members              \(members)
      members a second     \(rounded(membersPerSecond))
      time of all members  \(rounded(seconds)) s
      memory               \(rounded(Double(memory) / 1e6)) MB at the peak
      disk                 \(rounded(Double(disk) / 1e6)) MB, the file of a stopped run and the results
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
