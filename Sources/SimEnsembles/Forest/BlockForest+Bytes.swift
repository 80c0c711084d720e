internal import SimNumerics

extension BlockForest {
  /// The version of the form of the bytes.
  private static var version: Int { 1 }
  /// "SIMFORST" with the lowest byte first.
  private static var mark: UInt64 { 0x5453_524f_464d_4953 }

  /// The bytes of mark, version, kind, length and checksum, which no forest goes without.
  private static var frame: Int { 40 }

  /// The forest as bytes: mark, version, kind, length in bytes, layout, number of nodes, each node with its place, checksum.
  ///
  /// Every number has eight bytes, the lowest first. Forests with the same blocks have the same bytes.
  public var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(bits: Self.mark)
    writer.write(Self.version)
    writer.write(bits: Self.bits(ofKind: Node.Layout.kind))
    writer.write(0)
    layout.write(to: &writer)
    writer.write(entries.count)
    for entry in entries {
      writer.write(entry.position.level)
      writer.write(entry.position.index)
      entry.node.write(to: &writer)
    }
    writer.overwrite(writer.bytes.count + 8, at: 24)
    writer.write(bits: VectorMath.checksum(writer.bytes, count: writer.bytes.count))
    return writer.bytes
  }

  /// Reads a forest.
  ///
  /// - Parameter bytes: what ``bytes`` gave.
  /// - Throws: ``ForestError`` where the bytes are foreign, cut off, changed, or of another kind or version.
  public init(bytes: [UInt8]) throws(ForestError) {
    var reader = ByteReader(bytes, end: max(0, bytes.count - 8))
    try Self.checkFrame(bytes, &reader)
    self.init(layout: try Node.Layout(from: &reader))
    let count = try reader.integer("number of nodes", in: 0...1 << 40)
    for _ in 0..<count {
      let level = try reader.integer("level", in: 0...40)
      let index = try reader.integer("index", in: 0...(1 << (62 - level)) - 1)
      let position = TreePosition(level: level, index: index)
      try insert(try Node(from: &reader, at: position, layout), at: position)
    }
    guard reader.left == 0 else { throw .length(expected: bytes.count - reader.left, found: bytes.count) }
  }

  private static func checkFrame(_ bytes: [UInt8], _ reader: inout ByteReader) throws(ForestError) {
    guard bytes.count >= frame, try reader.bits() == mark else { throw .foreignBytes }
    let found = try reader.integer()
    guard found == version else { throw .version(expected: version, found: found) }
    let kind = try reader.bits()
    guard kind == bits(ofKind: Node.Layout.kind) else {
      throw .kindDiffers(expected: Node.Layout.kind, found: text(ofKind: kind))
    }
    let length = try reader.integer()
    guard length == bytes.count else { throw .length(expected: length, found: bytes.count) }
    var last = ByteReader(Array(bytes.suffix(8)), end: 8)
    guard try last.bits() == VectorMath.checksum(bytes, count: bytes.count - 8) else { throw .damaged }
  }

  private static func bits(ofKind kind: String) -> UInt64 {
    kind.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func text(ofKind bits: UInt64) -> String {
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }.filter { $0 != 0 }
    return String(decoding: bytes, as: UTF8.self)
  }
}
