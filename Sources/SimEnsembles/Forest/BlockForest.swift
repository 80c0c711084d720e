/// What is known of any set of blocks of members, whatever the order in which they came.
///
/// It holds the largest nodes of the fixed tree whose blocks are all there: siblings join as soon as both are, the lower
/// blocks on the left. So forests with the same blocks are equal to the last bit, however the blocks were divided over
/// threads, ranks, shards and restarts, and however their forests were merged. Of n blocks in order at most log2 n + 1
/// nodes are held.
public struct BlockForest<Node: ForestNode>: Sendable {
  /// A node and its place.
  public struct Entry: Sendable {
    /// The place in the tree.
    public let position: TreePosition
    /// What is known of its blocks.
    public let node: Node
  }

  /// What all nodes have in common.
  public let layout: Node.Layout
  /// The nodes, by their blocks.
  public private(set) var entries: [Entry] = []

  /// A forest without blocks.
  ///
  /// - Parameter layout: what all nodes have in common.
  public init(layout: Node.Layout) {
    self.layout = layout
  }

  /// Adds what is known of a block.
  ///
  /// - Parameters:
  ///   - node: the node of the block.
  ///   - block: the number of the block, from 0.
  /// - Throws: ``ForestError/repeatedBlock(_:)`` where the block is there already; then nothing changes.
  public mutating func insert(_ node: Node, block: Int) throws(ForestError) {
    try insert(node, at: TreePosition(level: 0, index: block))
  }

  /// Adds the blocks of another forest.
  ///
  /// - Parameter other: a forest of other blocks.
  /// - Throws: ``ForestError`` where the layouts differ or a block is in both; then nothing changes.
  public mutating func merge(_ other: BlockForest) throws(ForestError) {
    guard layout == other.layout else { throw .layoutsDiffer("\(layout)", "\(other.layout)") }
    var result = self
    for entry in other.entries { try result.insert(entry.node, at: entry.position) }
    self = result
  }

  /// The blocks that are there, as ranges that do not touch.
  public var blocks: [Range<Int>] {
    entries.reduce(into: []) { ranges, entry in
      let blocks = entry.position.blocks
      if let last = ranges.last, last.upperBound == blocks.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<blocks.upperBound
      } else {
        ranges.append(blocks)
      }
    }
  }

  /// Whether a block is there.
  ///
  /// - Parameter block: the number of the block, from 0.
  /// - Returns: whether one of the nodes covers it.
  public func contains(block: Int) -> Bool {
    let next = firstEntry(from: block + 1)
    return next > 0 && entries[next - 1].position.blocks.contains(block)
  }

  /// Adds a node whose blocks are not there yet, and joins siblings as long as there are any.
  mutating func insert(_ node: Node, at position: TreePosition) throws(ForestError) {
    var place = firstEntry(from: position.blocks.lowerBound)
    if place > 0, entries[place - 1].position.blocks.upperBound > position.blocks.lowerBound {
      throw .repeatedBlock(position.blocks.lowerBound)
    }
    if place < entries.count, entries[place].position.blocks.lowerBound < position.blocks.upperBound {
      throw .repeatedBlock(entries[place].position.blocks.lowerBound)
    }
    var (node, position) = (node, position)
    while true {
      if position.index.isMultiple(of: 2) {
        guard place < entries.count, entries[place].position == position.sibling else { break }
        let right = entries.remove(at: place).node
        node = Node.joined(node, right, at: position.parent, layout)
      } else {
        guard place > 0, entries[place - 1].position == position.sibling else { break }
        place -= 1
        let left = entries.remove(at: place).node
        node = Node.joined(left, node, at: position.parent, layout)
      }
      position = position.parent
    }
    entries.insert(Entry(position: position, node: node), at: place)
  }

  /// The first entry whose blocks begin at a block or after it, by halving.
  private func firstEntry(from block: Int) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].position.blocks.lowerBound < block { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
