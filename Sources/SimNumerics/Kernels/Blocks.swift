internal import CSimMath
internal import Dispatch
internal import Synchronization

/// The columns of a table in blocks of fixed size, side by side.
///
/// Where the first column of a row does not start a line of the caches, the columns before the next line are a block of
/// their own: the other blocks consist of whole lines, which no two threads share.
struct ColumnBlocks: Sendable {
  let columns: Int
  /// The columns of a block, but for those at the ends.
  let size: Int
  /// The columns before the first line.
  let lead: Int

  /// Cuts columns into blocks of `size`, 1 or more, the first `lead` apart.
  init(_ columns: Int, size: Int, lead: Int = 0) {
    self.columns = columns
    self.size = size
    self.lead = min(lead, columns)
  }

  /// The number of blocks.
  var count: Int { (lead > 0 ? 1 : 0) + (columns - lead + size - 1) / size }

  /// The columns of a block.
  subscript(block: Int) -> Range<Int> {
    if block == 0 && lead > 0 { return 0..<lead }
    let start = lead + (lead > 0 ? block - 1 : block) * size
    return start..<min(start + size, columns)
  }

  /// The block that starts at a column.
  func block(from column: Int) -> Int {
    column < lead ? 0 : (column - lead) / size + (lead > 0 ? 1 : 0)
  }
}

/// Independent work in blocks of fixed size, side by side.
enum Blocks {
  /// How long the first lane waits for another one to start before it makes way.
  private static let patience = Duration.microseconds(50)

  /// Runs lanes of work, each of which takes block after block until none is left.
  ///
  /// Which lane takes a block does not matter for the block, so results do not depend on the number of threads.
  ///
  /// Some systems put a thread that is woken on the processor of the one that wakes it, where it waits for its turn while
  /// another processor has nothing to do; they mend that after milliseconds, longer than a whole run may take. So where no
  /// other lane has started for a while, the first one moves to another processor.
  ///
  /// - Parameters:
  ///   - blocks: the blocks of items.
  ///   - threads: how many lanes may run side by side, 1 or more.
  ///   - lane: the work of a lane; it calls its argument for the next block until that gives `nil`.
  static func run(_ blocks: ColumnBlocks, _ threads: Int, _ lane: @Sendable (() -> Range<Int>?) -> Void) {
    let (count, begin) = (blocks.count, ContinuousClock.now)
    let lanes = max(1, min(threads, count))
    let next = Atomic<Int>(0)
    let started = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: lanes) { _ in
      started.add(1, ordering: .relaxed)
      var isEarly = lanes > 1
      lane {
        let block = next.add(1, ordering: .relaxed).oldValue
        guard block < count else { return nil }
        if isEarly && begin.duration(to: .now) > patience {
          isEarly = false
          if started.load(ordering: .relaxed) == 1 { sim_make_way() }
        }
        return blocks[block]
      }
    }
  }

  /// Runs lanes of work on `count` items in blocks of `size`.
  static func run(_ count: Int, _ size: Int, _ threads: Int, _ lane: @Sendable (() -> Range<Int>?) -> Void) {
    run(ColumnBlocks(count, size: size), threads, lane)
  }
}
