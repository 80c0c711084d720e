/// The shapes of a batch of equal blocks that are thinned out and multiplied by transition matrices.
///
/// A block is `order x columns`, row-major; its columns come in groups of `groupSize` (zones of one cohort). Members share
/// one plan, and none of its arrays is counted again for being read.
package final class BlockPlan: Sendable {
  /// A range of columns of one block and the matrix that multiplies it.
  package struct ProductRange: Sendable, Equatable {
    /// The columns of the block.
    package let columns: Range<Int>
    /// The position of the matrix among the factors.
    package let factor: Int

    package init(columns: Range<Int>, factor: Int) {
      self.columns = columns
      self.factor = factor
    }
  }

  /// The number of rows of a block, and the order of every factor.
  package let order: Int
  /// The number of columns of a block.
  package let columns: Int
  /// The number of columns that share one kept share.
  package let groupSize: Int
  /// For every row, the class that decides its kept share.
  package let classOfRow: [Int]
  /// The classes of the rows; then all rows ordered by class.
  let rowClasses: [Int]
  /// The number of classes.
  package let classCount: Int
  /// For every block, the ranges of columns that are multiplied; together they cover the active columns.
  package let blocks: [[ProductRange]]
  /// The number of leading columns in use; the others are left alone.
  package let active: Int
  /// Where the kept shares of this plan start in their array.
  package let keptStart: Int
  /// The pieces of work, in the order of the blocks; they do not depend on the number of threads.
  let units: [Unit]
  /// The last factor that a range names.
  private let lastFactor: Int

  /// A piece of work: columns of one block, few enough to stay in the cache, and the matrix that multiplies them.
  struct Unit: Sendable, Equatable {
    let block: Int
    let columns: Range<Int>
    let factor: Int
  }

  /// Columns of a unit, at most, where one group of columns is not more.
  private static let columnsPerUnit = 1_024

  package init(
    order: Int, columns: Int, groupSize: Int, classOfRow: [Int], classCount: Int, blocks: [[ProductRange]],
    active: Int, keptStart: Int
  ) {
    self.order = order
    self.columns = columns
    self.groupSize = groupSize
    self.classOfRow = classOfRow
    rowClasses =
      classOfRow
      + classOfRow.indices.sorted { (classOfRow[$0], $0) < (classOfRow[$1], $1) }
    self.classCount = classCount
    self.blocks = blocks
    self.active = active
    self.keptStart = keptStart
    units = Self.units(blocks, groupSize: groupSize)
    lastFactor = blocks.joined().map(\.factor).max() ?? -1
    check(classOfRow: classOfRow)
  }

  /// Cuts the product ranges at the ends of column groups.
  private static func units(_ blocks: [[ProductRange]], groupSize: Int) -> [Unit] {
    guard groupSize > 0 else { return [] }
    let step = max(groupSize, columnsPerUnit / groupSize * groupSize)
    return blocks.indices.flatMap { block in
      blocks[block].flatMap { range in
        Swift.stride(from: range.columns.lowerBound, to: range.columns.upperBound, by: step).map { first in
          Unit(
            block: block, columns: first..<min(first + step, range.columns.upperBound), factor: range.factor)
        }
      }
    }
  }

  /// The distance between two rows of a block, equal to the number of columns.
  package var stride: Int { columns }

  /// The number of column groups of a block.
  package var groups: Int { groupSize == 0 ? 0 : columns / groupSize }

  /// The multiply-adds of all products.
  func work(_ factors: BlockFactors) -> Int {
    units.reduce(0) { $0 + $1.columns.count * factors.work(of: $1.factor) }
  }

  /// Stops on a plan that does not fit its arrays: a defect of this library, never of its input.
  func check(factors: BlockFactors, kept: Int, source: Int, reach: RowRuns) {
    precondition(
      source == blocks.count * order * columns,
      "\(source) cells are not \(blocks.count) blocks of \(order) x \(columns)")
    precondition(
      keptStart >= 0 && kept >= keptStart + blocks.count * classCount * groups,
      "\(kept) shares do not reach \(keptStart) + \(blocks.count) x \(classCount) x \(groups)")
    precondition(
      factors.order == order && factors.count > lastFactor,
      "\(factors.count) factors of order \(factors.order) for \(lastFactor + 1) of order \(order)")
    precondition(
      reach.columns == columns && reach.rowCount == blocks.count * order,
      "the reach of \(reach.rowCount) x \(reach.columns) cells is not that of the plan")
  }

  /// Stops on ranges and classes that lie outside the plan.
  private func check(classOfRow: [Int]) {
    precondition(
      classOfRow.count == order && (groupSize == 0 || columns % groupSize == 0 && active % groupSize == 0))
    precondition(active >= 0 && active <= columns && classOfRow.allSatisfy { $0 >= 0 && $0 < classCount })
    for range in blocks.joined() {
      precondition(
        range.columns.lowerBound >= 0 && range.columns.upperBound <= active && range.factor >= 0
          && (groupSize == 0
            || range.columns.lowerBound % groupSize == 0 && range.columns.upperBound % groupSize == 0),
        "columns \(range.columns) with factor \(range.factor) lie outside the plan")
    }
  }
}
