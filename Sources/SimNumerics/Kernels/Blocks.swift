internal import Dispatch
internal import Synchronization

/// Independent work in blocks of fixed size, side by side.
enum Blocks {
  /// Runs lanes of work, each of which takes block after block until none is left.
  ///
  /// Which lane takes a block does not matter for the block, so results do not depend on the number of threads.
  ///
  /// - Parameters:
  ///   - count: the number of items.
  ///   - size: the number of items of a block, 1 or more; the last block may be smaller.
  ///   - threads: how many lanes may run side by side, 1 or more.
  ///   - lane: the work of a lane; it calls its argument for the next block until that gives `nil`.
  static func run(_ count: Int, _ size: Int, _ threads: Int, _ lane: @Sendable (() -> Range<Int>?) -> Void) {
    let next = Atomic<Int>(0)
    let blocks = (count + size - 1) / size
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, blocks))) { _ in
      lane {
        let block = next.add(1, ordering: .relaxed).oldValue
        return block < blocks ? block * size..<min((block + 1) * size, count) : nil
      }
    }
  }
}
