internal import SimNumerics

/// The shape of the statistics of an ensemble: how many output values a member has and what is kept of them.
public struct StatisticsLayout: ForestLayout {
  /// The kind of forest.
  public static let kind = "stat"

  /// The number of output values of a member, 0 or more.
  public let cells: Int
  /// The number of members of a block, a power of two; the last block of an ensemble may have fewer.
  public let blockSize: Int
  /// The number of values of a cell that a node keeps for quantiles: a power of two, at least a block; 0 for none.
  public let capacity: Int

  /// A layout.
  ///
  /// - Parameters:
  ///   - cells: the number of output values of a member, 0 or more.
  ///   - blockSize: the number of members of a block, a power of two.
  ///   - capacity: the number of values of a cell that a node keeps: a power of two, at least a block; 0 for
  ///     none.
  public init(cells: Int, blockSize: Int = 64, capacity: Int) {
    precondition(
      cells >= 0 && Self.isPower(blockSize)
        && (capacity == 0 || Self.isPower(capacity) && capacity >= blockSize),
      "\(cells) cells, blocks of \(blockSize), \(capacity) values kept")
    self.cells = cells
    self.blockSize = blockSize
    self.capacity = capacity
  }

  /// A layout whose forests take at most so much memory where that is possible, with quantiles as exact as it allows.
  ///
  /// - Parameters:
  ///   - cells: the number of output values of a member.
  ///   - members: the number of members of the whole ensemble, which all its shards have to name alike.
  ///   - bytes: the memory that a forest may take when its blocks come in order.
  ///   - blockSize: the number of members of a block, a power of two.
  public init(cells: Int, members: Int, bytes: Int, blockSize: Int = 64) {
    var capacity = max(blockSize, VectorMath.powerOfTwo(atLeast: members))
    while capacity > blockSize,
      Self(cells: cells, blockSize: blockSize, capacity: capacity).bytes(members: members) > bytes
    { capacity /= 2 }
    self.init(cells: cells, blockSize: blockSize, capacity: capacity)
  }

  /// The memory of a forest of so many members whose blocks come in order, at most.
  ///
  /// Values are kept whole up to the capacity, then once for each doubling of the members; two nodes more exist while
  /// siblings join; five moments for each node.
  ///
  /// - Parameter members: the number of members, 0 or more.
  /// - Returns: bytes.
  public func bytes(members: Int) -> Int {
    let doublings = max(0, VectorMath.powerOfTwo(atLeast: members).trailingZeroBitCount - blockSizeBits)
    let collapsing = max(0, doublings - exactLevels)
    let kept = members <= capacity ? min(members, capacity) : capacity * (collapsing + 3)
    return 8 * cells * (kept + 5 * (doublings + 2))
  }

  /// The level up to which a node holds every value of its members.
  var exactLevels: Int { capacity == 0 ? 0 : capacity.trailingZeroBitCount - blockSizeBits }

  /// How many members a kept value stands for at a level: 2^l.
  func weight(level: Int) -> Int { 1 << max(0, level - exactLevels) }

  private var blockSizeBits: Int { blockSize.trailingZeroBitCount }

  private static func isPower(_ number: Int) -> Bool { number > 0 && number & (number - 1) == 0 }

  /// The layout in words.
  public var description: String { "\(cells) cells in blocks of \(blockSize) with \(capacity) values kept" }

  /// Writes the layout.
  ///
  /// - Parameter writer: the bytes, to whose end three numbers are added.
  public func write(to writer: inout ByteWriter) {
    writer.write(cells)
    writer.write(blockSize)
    writer.write(capacity)
  }

  /// Reads a layout.
  ///
  /// - Parameter reader: the bytes, at the first number of the layout; afterwards behind its last.
  /// - Throws: ``ForestError`` where the bytes do not hold one.
  public init(from reader: inout ByteReader) throws(ForestError) {
    cells = try reader.integer("number of cells", in: 0...1 << 28)
    blockSize = try reader.integer("size of blocks", in: 1...1 << 28)
    capacity = try reader.integer("capacity", in: 0...1 << 28)
    guard Self.isPower(blockSize), capacity == 0 || Self.isPower(capacity) && capacity >= blockSize else {
      throw .malformed("layout: \(self)")
    }
  }
}
