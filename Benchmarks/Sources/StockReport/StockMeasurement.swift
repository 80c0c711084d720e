import BenchWorkloads

/// The best times of one workload, ours and those of the peers, taken in turn.
struct StockMeasurement {
  let workload: StockWorkload
  private var ours: [Int: Double] = [:]
  private var peers: [String: [Int: Double]] = [:]
  /// The largest difference from a peer, as a share of the largest entry of its array.
  private(set) var difference = 0.0

  static let flodym = "flodym"

  init(_ workload: StockWorkload) { self.workload = workload }

  /// Compares the results and takes the times in turn.
  mutating func measure(_ server: PeerServer?, rounds: Int) throws {
    var run = try StockRun(workload)
    let forms = server?.forms.forms[workload.rawValue] ?? []
    if let server { try compare(&run, server, forms) }
    for round in 0..<rounds {
      for threads in [1, 2] {
        ours[threads] = min(ours[threads] ?? .infinity, try run.run(threads: threads).seconds)
        for form in forms where form != Self.flodym || round < 2 {
          guard let seconds = server?.seconds(workload.rawValue, form, threads: threads) else { continue }
          peers[form, default: [:]][threads] = min(peers[form]?[threads] ?? .infinity, seconds)
        }
      }
    }
  }

  private mutating func compare(_ run: inout StockRun, _ server: PeerServer, _ forms: [String]) throws {
    let found = try run.run(threads: 2).arrays
    for form in forms {
      guard let other = server.arrays(workload.rawValue, form) else {
        difference = .infinity
        continue
      }
      for (mine, theirs) in zip(found, other.arrays) {
        difference = max(
          difference, largestDifference(mine, theirs, every: other.every, columns: run.columns))
      }
    }
  }

  private func largestDifference(
    _ mine: [Double], _ theirs: [Double], every: Int, columns: Int
  ) -> Double {
    let picked = (columns + every - 1) / every
    guard mine.count / columns * picked == theirs.count else { return .infinity }
    var (largest, scale) = (0.0, 0.0)
    for position in theirs.indices {
      let (row, column) = position.quotientAndRemainder(dividingBy: picked)
      largest = max(largest, abs(mine[row * columns + column * every] - theirs[position]))
      scale = max(scale, abs(theirs[position]))
    }
    return scale > 0 ? largest / scale : largest
  }

  /// Seconds of ours.
  func seconds(_ threads: Int) -> Double { ours[threads] ?? .nan }

  /// The fastest form of numpy, scipy or numba with the same number of threads.
  func best(_ threads: Int) -> (form: String, seconds: Double)? {
    peers.filter { $0.key != Self.flodym }.compactMap { form, times in times[threads].map { (form, $0) } }
      .min { $0.1 < $1.1 }
  }

  /// Seconds of flodym, whose one thread is compared with each number of ours.
  var flodymSeconds: Double? { peers[Self.flodym]?.values.min() }
}
