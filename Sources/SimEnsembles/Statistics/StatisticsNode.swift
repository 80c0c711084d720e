internal import SimNumerics

/// The statistics of the members of some blocks: moments, and the values of every cell or a part of them.
///
/// Moments join by the pairwise update of T. F. Chan, G. H. Golub and R. J. LeVeque (1983), The American Statistician
/// 37:242-247. Values are kept while they are no more than the capacity k. Beyond, two ordered sets that stand for w
/// members a value join into one that stands for 2 w, by keeping every other value; nodes with an even index keep the
/// first, third, ..., those with an odd index the second, fourth, ... Source: J. I. Munro and M. S. Paterson (1980),
/// Selection and sorting with limited storage, Theoretical Computer Science 12:315-323; G. S. Manku, S. Rajagopalan and
/// B. G. Lindsay (1998), SIGMOD Record 27:426-435.
public struct StatisticsNode: ForestNode {
  /// The number of members, those with absent values included.
  public private(set) var members: Int
  /// Count, mean, sum of squared deviations, least and greatest value: `5 x cells`.
  private(set) var moments: [Double]
  /// Kept values in the order of the members, or sorted by cell where each stands for several members.
  private(set) var rows: VectorMath.CellRows
  /// By how many members the rank of a kept value may have been counted too low, and too high.
  private(set) var rankErrors: (low: Int, high: Int)

  /// The statistics of a block.
  ///
  /// - Parameters:
  ///   - outputs: `members x cells`, in the order of the members; not-a-number where a value is absent.
  ///   - members: the number of members, at most a block of the layout.
  ///   - layout: the shape.
  public init(outputs: [Double], members: Int, layout: StatisticsLayout) {
    precondition(
      members >= 0 && members <= layout.blockSize, "\(members) members in a block of \(layout.blockSize)")
    self.members = members
    moments = VectorMath.moments(of: outputs, members: members, cells: layout.cells)
    rows = VectorMath.CellRows(chunks: layout.capacity == 0 ? [] : [outputs], isSorted: false)
    rankErrors = (0, 0)
  }

  /// Joins a node and its right sibling.
  ///
  /// - Parameters:
  ///   - left: the node with the lower blocks.
  ///   - right: its sibling.
  ///   - position: the place of the node that they make.
  ///   - layout: the shape of both.
  /// - Returns: the statistics of all members of both.
  public static func joined(
    _ left: consuming StatisticsNode, _ right: StatisticsNode, at position: TreePosition,
    _ layout: StatisticsLayout
  ) -> StatisticsNode {
    var node = left
    node.members += right.members
    VectorMath.mergeMoments(&node.moments, right.moments)
    guard layout.capacity > 0 else { return node }
    guard position.level > layout.exactLevels else {
      node.rows.chunks += right.rows.chunks
      return node
    }
    let offset = position.index & 1
    node.rows = VectorMath.collapse(node.rows, right.rows, cells: layout.cells, offset: offset)
    // Of r values up to some point floor(r / 2) or ceiling(r / 2) are kept, each for twice as many members.
    let weight = layout.weight(level: position.level - 1)
    node.rankErrors.low += right.rankErrors.low + (offset == 1 ? weight : 0)
    node.rankErrors.high += right.rankErrors.high + (offset == 0 ? weight : 0)
    return node
  }

  /// Writes the node: members, rank errors, moments, number of rows, rows.
  ///
  /// - Parameter writer: the bytes, to whose end the node is added.
  public func write(to writer: inout ByteWriter) {
    writer.write(members)
    writer.write(rankErrors.low)
    writer.write(rankErrors.high)
    writer.write(moments)
    writer.write(rows.chunks.reduce(0) { $0 + $1.count })
    for chunk in rows.chunks { writer.write(chunk) }
  }

  /// Reads the node of a place.
  ///
  /// - Parameters:
  ///   - reader: the bytes, at the first number of the node; afterwards behind its last.
  ///   - position: the place of the node, which says whether its values are sorted.
  ///   - layout: the shape that the node was made for.
  /// - Throws: ``ForestError`` where the bytes do not hold one.
  public init(
    from reader: inout ByteReader, at position: TreePosition, _ layout: StatisticsLayout
  ) throws(ForestError) {
    members = try reader.integer("number of members", in: 0...1 << 48)
    rankErrors.low = try reader.integer("rank error", in: 0...1 << 48)
    rankErrors.high = try reader.integer("rank error", in: 0...1 << 48)
    moments = try reader.doubles(5 * layout.cells)
    let count = try reader.integer("number of values", in: 0...max(layout.capacity, 0) * layout.cells)
    guard count == 0 || count.isMultiple(of: layout.cells) else {
      throw .malformed("number of values: \(count)")
    }
    let values = try reader.doubles(count)
    rows = VectorMath.CellRows(
      chunks: layout.capacity == 0 ? [] : [values], isSorted: position.level > layout.exactLevels)
  }
}

/// The statistics of any set of blocks of members.
public typealias StatisticsForest = BlockForest<StatisticsNode>
