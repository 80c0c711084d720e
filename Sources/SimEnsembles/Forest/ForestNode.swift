/// What is known of the members of some blocks, and how two neighbours join.
///
/// The result of joining depends on the two nodes and the place of their parent alone. Therefore what a ``BlockForest``
/// holds depends on which blocks it has seen and on nothing else.
public protocol ForestNode: Sendable {
  /// What all nodes of a forest have in common.
  associatedtype Layout: ForestLayout

  /// Joins a node and its right sibling.
  ///
  /// - Parameters:
  ///   - left: the node with the lower blocks.
  ///   - right: its sibling.
  ///   - position: the place of the parent.
  ///   - layout: what the nodes have in common.
  /// - Returns: the node of the parent.
  static func joined(_ left: consuming Self, _ right: Self, at position: TreePosition, _ layout: Layout)
    -> Self

  /// Writes the node.
  ///
  /// - Parameter writer: the bytes, to whose end the node is added.
  func write(to writer: inout ByteWriter)

  /// Reads the node of a place.
  ///
  /// - Parameters:
  ///   - reader: the bytes, at the first number of the node; afterwards behind its last.
  ///   - position: the place of the node.
  ///   - layout: what the nodes have in common.
  /// - Throws: ``ForestError`` where the bytes do not hold one.
  init(from reader: inout ByteReader, at position: TreePosition, _ layout: Layout) throws(ForestError)
}

/// What all nodes of a forest have in common, such as the number of cells.
public protocol ForestLayout: Sendable, Equatable, CustomStringConvertible {
  /// The kind of forest, which no other kind has: four letters.
  static var kind: String { get }

  /// Writes the layout.
  ///
  /// - Parameter writer: the bytes, to whose end the layout is added.
  func write(to writer: inout ByteWriter)

  /// Reads a layout.
  ///
  /// - Parameter reader: the bytes, at the first number of the layout; afterwards behind its last.
  /// - Throws: ``ForestError`` where the bytes do not hold one.
  init(from reader: inout ByteReader) throws(ForestError)
}

/// Why blocks, forests or bytes do not fit together.
public enum ForestError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A block is there already.
  case repeatedBlock(Int)
  /// Two forests were made for different layouts.
  case layoutsDiffer(String, String)
  /// The bytes are not those of a forest.
  case foreignBytes
  /// The bytes are those of another kind of forest.
  case kindDiffers(expected: String, found: String)
  /// The bytes were written in another form than this version reads.
  case version(expected: Int, found: Int)
  /// The bytes end too early, or go on after the end.
  case length(expected: Int, found: Int)
  /// A byte has changed since they were written.
  case damaged
  /// A number in the bytes cannot be.
  case malformed(String)

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .repeatedBlock(let block): "block \(block) is there already"
    case .layoutsDiffer(let one, let other): "statistics of \(one) cannot be joined with those of \(other)"
    case .foreignBytes: "these are not the bytes of statistics"
    case .kindDiffers(let expected, let found): "statistics of the kind \(found), not \(expected)"
    case .version(let expected, let found): "statistics in form \(found); this version reads form \(expected)"
    case .length(let expected, let found): "\(found) bytes where the statistics need \(expected)"
    case .damaged: "the statistics have changed since they were written: their checksum differs"
    case .malformed(let what): "the statistics hold an impossible \(what)"
    }
  }
}
