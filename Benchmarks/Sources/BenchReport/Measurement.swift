import BenchWorkloads
import Dispatch
import Foundation
import HousingSim
import Synchronization

/// One size of the projection and the best times found for it.
struct Measurement {
  let zones: Int
  let years: Int
  let streamed: Bool
  var best: [Int: Double] = [:]
  var peakMegabytes: [Int: Double] = [:]
  var checksum = 0.0
  var flops = 0.0

  init(zones: Int, years: Int, streamed: Bool) {
    self.zones = zones
    self.years = years
    self.streamed = streamed
  }

  /// What is projected, and how: all zones year by year, or block by block through all years.
  var name: String { "\(zones) zones, \(years) years, \(streamed ? "streamed" : "year by year")" }

  /// How the peer is asked for the same workload, one that is too large for its memory in blocks that suit numpy.
  var peerArgument: String { zones > 1_000 ? "\(zones):\(years):64" : "\(zones):\(years)" }

  func rate(threads: Int) -> Double { flops / (best[threads] ?? .infinity) / 1e9 }

  /// Runs the workload, each number of threads interleaved with dgemm, and keeps the best of each.
  mutating func measure(repeats: Int, reference: inout Reference) throws {
    let region = try SyntheticRegion(zones: zones, years: years)
    flops = region.flops
    if streamed {
      let projection = try StreamedProjection(axes: region.axes, hazards: region.hazards, rules: region.rules)
      try rounds(repeats, &reference) { [years] threads in
        let clock = ContinuousClock()
        let begin = clock.now
        let totals = projection.run(ClosedFormStock(), years: years, threads: threads)
        return (begin.duration(to: clock.now).seconds, totals.total(afterYears: years))
      }
    } else {
      var run = try ProjectionRun(region)
      try rounds(repeats, &reference) { threads in
        run.reset()
        let seconds = run.run(threads: threads)
        return (seconds, run.total)
      }
    }
  }

  private mutating func rounds(
    _ repeats: Int, _ reference: inout Reference, _ run: (Int) throws -> (seconds: Double, total: Double)
  ) throws {
    for _ in 0..<repeats {
      reference.measure()
      for threads in [1, 2] {
        ProcessMemory.resetPeak()
        let found = try run(threads)
        best[threads] = min(best[threads] ?? .infinity, found.seconds)
        peakMegabytes[threads] = ProcessMemory.peakMegabytes()
        checksum = found.total
      }
    }
  }
}

/// The dgemm of this OpenBLAS on one thread, and what two of them reach side by side on this machine.
struct Reference: ~Copyable {
  private var product = ReferenceProduct(order: 2_000)
  private(set) var best = 0.0
  private(set) var bestOfTwo = 0.0

  mutating func measure() {
    let seconds = product.run()
    best = max(best, product.flops / seconds / 1e9)
  }

  /// Two lanes at once: the speed-up of two threads that the machine allows at this moment.
  mutating func measureTwoLanes() {
    let sum = Mutex(0.0)
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      var product = ReferenceProduct(order: 1_200)
      var seconds = 0.0
      for _ in 0..<5 { seconds += product.run() }
      let rate = 5 * product.flops / seconds / 1e9
      sum.withLock { $0 += rate }
    }
    bestOfTwo = max(bestOfTwo, sum.withLock { $0 })
  }
}
