internal import SimNumerics

/// What is known of the members that have run: statistics of every cell, and which targets each of the first members met.
///
/// States with the same members are equal to the last bit, whoever ran them, and so are their bytes.
public struct EnsembleState: Sendable {
  /// How many members the record of met targets has room for: discovery looks at no more.
  public static let mostRecorded = 1 << 16

  /// Which ensemble it belongs to.
  public let identity: EnsembleIdentity
  /// Statistics of every cell.
  public private(set) var forest: BlockForest<StatisticsNode>
  /// For the first members, members x targets: 1 met, 0 missed, 2 not run.
  public private(set) var met: [UInt8]
  /// The number of targets.
  public let targetCount: Int

  /// A state without members.
  init(_ identity: EnsembleIdentity, layout: StatisticsLayout, targetCount: Int) {
    self.identity = identity
    self.targetCount = targetCount
    forest = BlockForest(layout: layout)
    met = Array(repeating: 2, count: min(identity.members, Self.mostRecorded) * targetCount)
  }

  /// The number of blocks of the whole ensemble.
  public var blockCount: Int {
    (identity.members + forest.layout.blockSize - 1) / forest.layout.blockSize
  }

  /// The blocks that have not run, as ranges that do not touch.
  ///
  /// - Parameter blocks: the blocks that are asked about.
  /// - Returns: those of them that are not there, ascending.
  public func missing(in blocks: Range<Int>) -> [Range<Int>] {
    var next = blocks.lowerBound
    var gaps: [Range<Int>] = []
    for done in forest.blocks where done.upperBound > blocks.lowerBound && done.lowerBound < blocks.upperBound
    {
      if done.lowerBound > next { gaps.append(next..<done.lowerBound) }
      next = max(next, done.upperBound)
    }
    if next < blocks.upperBound { gaps.append(next..<blocks.upperBound) }
    return gaps
  }

  /// Adds the members of a block.
  mutating func insert(
    _ node: StatisticsNode, met outcomes: [UInt8], block: Int
  ) throws(ForestError) {
    try forest.insert(node, block: block)
    let start = block * forest.layout.blockSize * targetCount
    for (position, outcome) in outcomes.enumerated() where start + position < met.count {
      met[start + position] = outcome
    }
  }

  /// Adds the members of another part of the same ensemble.
  ///
  /// - Parameters:
  ///   - other: the part.
  ///   - path: where it comes from, for the error.
  /// - Throws: ``EnsembleError`` where it belongs to another ensemble or has a member twice.
  public mutating func merge(_ other: EnsembleState, from path: String) throws(EnsembleError) {
    try identity.check(other.identity, at: path)
    do {
      try forest.merge(other.forest)
    } catch {
      throw .damaged(path: path, error)
    }
    for position in met.indices where other.met[position] != 2 { met[position] = other.met[position] }
  }

  /// The state as bytes: length of the head, head, record of met targets, checksum of these, forest.
  ///
  /// Every number has eight bytes, the lowest first.
  public var bytes: [UInt8] {
    let head = Array("\(targetCount)\n\(identity.text)".utf8)
    var length = ByteWriter()
    length.write(head.count)
    let front = length.bytes + head + met
    var checksum = ByteWriter()
    checksum.write(bits: VectorMath.checksum(front, count: front.count))
    return front + checksum.bytes + forest.bytes
  }

  /// Reads a state.
  ///
  /// - Parameter bytes: the bytes, as ``bytes`` gives them.
  /// - Throws: ``ForestError`` where the bytes are foreign, cut off or changed.
  public init(bytes: [UInt8]) throws(ForestError) {
    var reader = ByteReader(bytes, end: bytes.count)
    let length = try reader.integer("length of the head", in: 0...1 << 20)
    guard bytes.count >= 8 + length else { throw .length(expected: 8 + length, found: bytes.count) }
    let head = String(validating: bytes[8..<8 + length], as: UTF8.self)
    let parts = (head ?? "").split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let targets = Int(parts[0]), (0...1 << 20).contains(targets),
      let identity = EnsembleIdentity(String(parts[1]))
    else { throw .foreignBytes }
    let end = 8 + length + min(identity.members, Self.mostRecorded) * targets
    guard bytes.count >= end + 8 else { throw .length(expected: end + 8, found: bytes.count) }
    var checksum = ByteReader(Array(bytes[end..<end + 8]), end: 8)
    guard try checksum.bits() == VectorMath.checksum(bytes, count: end) else { throw .damaged }
    self.identity = identity
    targetCount = targets
    met = Array(bytes[8 + length..<end])
    forest = try BlockForest(bytes: Array(bytes[(end + 8)...]))
  }
}
