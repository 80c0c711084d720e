/// A place in the fixed binary tree over the blocks of members.
///
/// Level 0 holds the blocks themselves; a node of level l and index i covers the blocks i 2^l ..< (i + 1) 2^l.
public struct TreePosition: Sendable, Hashable {
  /// How many times blocks were joined in pairs, from 0.
  public let level: Int
  /// The number of the node within its level, from 0.
  public let index: Int

  /// A place in the tree.
  ///
  /// - Parameters:
  ///   - level: how many times blocks were joined in pairs, 0...61.
  ///   - index: the node within its level, from 0 and below 2^(62 - level); any other place ends the program.
  public init(level: Int, index: Int) {
    precondition((0..<62).contains(level) && index >= 0 && index < 1 << (62 - level))
    self.level = level
    self.index = index
  }

  /// The blocks that a node covers.
  public var blocks: Range<Int> { index << level..<(index + 1) << level }

  /// The node that covers this one and its sibling.
  public var parent: TreePosition { TreePosition(level: level + 1, index: index / 2) }

  /// The other child of the parent.
  public var sibling: TreePosition { TreePosition(level: level, index: index ^ 1) }
}
