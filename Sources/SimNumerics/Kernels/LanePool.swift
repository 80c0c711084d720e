internal import Dispatch
internal import Synchronization

/// Helpers that work off short jobs beside the caller and stay awake for a moment between jobs.
///
/// A year of a small stock takes half a millisecond; waking a sleeping thread takes a tenth of that. A helper therefore
/// looks for the next job for up to ``patience`` before it goes to sleep. The units of a job write to different places, so
/// it does not matter which lane takes which unit.
final class LanePool: Sendable {
  static let shared = LanePool()
  /// How long a helper without work stays awake.
  private static let patience = Duration.microseconds(500)

  private let current = Mutex<Job?>(nil)
  private let generation = Atomic<Int>(0)
  private let awake = Atomic<Int>(0)

  /// Does units 0..<count of a job, at most `lanes` side by side, and returns when all are done.
  func run(count: Int, lanes: Int, unit: @escaping @Sendable (Int) -> Void) {
    let job = Job(count: count, helpers: lanes - 1, unit: unit)
    current.withLock { $0 = job }
    generation.add(1, ordering: .releasing)
    let asleep = min(lanes, count) - 1 - awake.load(ordering: .relaxed)
    for _ in 0..<max(0, asleep) { DispatchQueue.global().async { self.help() } }
    job.work()
    while !job.isDone {}
    current.withLock { if $0 === job { $0 = nil } }
  }

  /// The life of a helper: take part in every new job, go to sleep when none has come for a while.
  private func help() {
    awake.add(1, ordering: .relaxed)
    let clock = ContinuousClock()
    var seen = -1
    var deadline = clock.now + Self.patience
    while clock.now < deadline {
      let latest = generation.load(ordering: .acquiring)
      guard latest != seen else { continue }
      seen = latest
      guard let job = current.withLock({ $0 }), job.admitsHelper() else { continue }
      job.work()
      deadline = clock.now + Self.patience
    }
    awake.subtract(1, ordering: .relaxed)
  }

  /// Units that any lane may take, each taken once.
  private final class Job: Sendable {
    private let count: Int
    private let helpers: Int
    private let unit: @Sendable (Int) -> Void
    private let next = Atomic<Int>(0)
    private let done = Atomic<Int>(0)
    private let admitted = Atomic<Int>(0)

    init(count: Int, helpers: Int, unit: @escaping @Sendable (Int) -> Void) {
      self.count = count
      self.helpers = helpers
      self.unit = unit
    }

    var isDone: Bool { done.load(ordering: .acquiring) == count }

    func admitsHelper() -> Bool {
      admitted.add(1, ordering: .relaxed).oldValue < helpers
    }

    func work() {
      while true {
        let position = next.add(1, ordering: .relaxed).oldValue
        guard position < count else { return }
        unit(position)
        done.add(1, ordering: .releasing)
      }
    }
  }
}
