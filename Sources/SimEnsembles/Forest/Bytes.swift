internal import SimNumerics

/// Numbers written one after the other, each of eight bytes with the lowest first.
public struct ByteWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []

  /// Nothing written.
  public init() {}

  /// Appends a whole number.
  ///
  /// - Parameter number: any whole number.
  public mutating func write(_ number: Int) { write(bits: UInt64(bitPattern: Int64(number))) }

  /// Appends numbers without their count.
  ///
  /// - Parameter values: the numbers, in order.
  public mutating func write(_ values: [Double]) { VectorMath.append(values, to: &bytes) }

  /// Writes a whole number over one that was written before.
  mutating func overwrite(_ number: Int, at position: Int) {
    for byte in 0..<8 { bytes[position + byte] = UInt8(truncatingIfNeeded: number >> (8 * byte)) }
  }

  /// Appends 64 bits.
  ///
  /// - Parameter bits: the bits.
  public mutating func write(bits: UInt64) {
    for shift in stride(from: 0, to: UInt64(64), by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
  }
}

/// Numbers read one after the other, as ``ByteWriter`` wrote them.
public struct ByteReader: Sendable {
  private let bytes: [UInt8]
  private let end: Int
  private var position = 0

  /// The first `end` bytes.
  init(_ bytes: [UInt8], end: Int) {
    self.bytes = bytes
    self.end = end
  }

  /// How many bytes are left.
  public var left: Int { end - position }

  /// The next whole number.
  ///
  /// - Returns: the number.
  /// - Throws: ``ForestError/length(expected:found:)`` where none is left.
  public mutating func integer() throws(ForestError) -> Int { Int(Int64(bitPattern: try bits())) }

  /// The next whole number, which has to lie in a range.
  ///
  /// - Parameters:
  ///   - what: what the number is, for the error.
  ///   - range: the accepted numbers, both ends included.
  /// - Returns: the number, within the range.
  /// - Throws: ``ForestError`` where none is left or it lies outside.
  public mutating func integer(_ what: String, in range: ClosedRange<Int>) throws(ForestError) -> Int {
    let number = try integer()
    guard range.contains(number) else { throw .malformed("\(what): \(number)") }
    return number
  }

  /// The next 64 bits.
  ///
  /// - Returns: the bits.
  /// - Throws: ``ForestError/length(expected:found:)`` where they are not left.
  public mutating func bits() throws(ForestError) -> UInt64 {
    try need(8)
    defer { position += 8 }
    return bytes[position..<position + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The next numbers.
  ///
  /// - Parameter count: how many, 0 or more.
  /// - Returns: as many numbers, in the order in which they were written.
  /// - Throws: ``ForestError/length(expected:found:)`` where so many are not left.
  public mutating func doubles(_ count: Int) throws(ForestError) -> [Double] {
    guard count <= left / 8 else { throw .length(expected: position + 8 * count, found: end) }
    defer { position += 8 * count }
    return VectorMath.doubles(in: bytes, from: position, count: count)
  }

  private func need(_ count: Int) throws(ForestError) {
    guard count <= left else { throw .length(expected: position + count, found: end) }
  }
}
