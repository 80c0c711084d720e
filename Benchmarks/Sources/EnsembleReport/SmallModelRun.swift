import BenchWorkloads
import Foundation
import SimEnsembles
import SimNumerics
import Synchronization

/// Members of a small model (8 states, 3 zones, 10 years): draws, the housing model, moments and quantiles of all cells.
struct SmallModelRun: Codable {
  let members: Int
  let threads: Int
  let seconds: Double
  let peakMegabytes: Double
  /// The mean of every cell, to compare runs by.
  let means: [Double]

  /// Runs the members on some threads, in blocks of 1,024, with about 2 MB of statistics.
  init(members: Int, threads: Int) throws {
    let begin = ContinuousClock.now
    let rules = try MemberWorkload(.tiny()).ruleCount
    let sampler = try Sampler(
      seed: 1,
      parameters: (0..<rules).map {
        UncertainParameter(name: "rule \($0)", distribution: .triangular(low: 0.005, mode: 0.01, high: 0.03))
      }, design: .plain, members: members)
    let cells = try MemberWorkload(.tiny()).cellCount
    let layout = StatisticsLayout(cells: cells, members: members, bytes: 2 << 20, blockSize: 1_024)
    let blocks = (members + layout.blockSize - 1) / layout.blockSize
    let next = Atomic<Int>(0)
    let joined = Mutex(StatisticsForest(layout: layout))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      guard var workload = try? MemberWorkload(.tiny()) else { return }
      var values = [Double](repeating: 0, count: rules)
      while true {
        let block = next.add(1, ordering: .relaxed).oldValue
        guard block < blocks else { break }
        let range = block * layout.blockSize..<min((block + 1) * layout.blockSize, members)
        var outputs: [Double] = []
        outputs.reserveCapacity(range.count * cells)
        for member in range {
          sampler.values(member: member, into: &values)
          try? workload.member(values, into: &outputs)
        }
        let node = StatisticsNode(outputs: outputs, members: range.count, layout: layout)
        joined.withLock { try? $0.insert(node, block: block) }
      }
    }
    let forest = joined.withLock { $0 }
    means = forest.moments.mean
    _ = forest.quantiles([0.05, 0.25, 0.5, 0.75, 0.95], threads: threads)
    self.members = forest.members
    self.threads = threads
    seconds = begin.duration(to: .now) / .seconds(1)
    peakMegabytes = ProcessMemory.peakMegabytes()
  }

  /// The same in a process of its own, so that the peak of its memory is its own; `nil` where it fails.
  static func inOwnProcess(members: Int, threads: Int) -> SmallModelRun? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = ["--small-model", "\(members)", "\(threads)"]
    let pipe = Pipe()
    process.standardOutput = pipe
    guard (try? process.run()) != nil else { return nil }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try? JSONDecoder().decode(SmallModelRun.self, from: output)
  }
}
