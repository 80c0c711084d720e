/// The Sobol sequence, a digital (t, s)-sequence in base 2 that fills the unit cube evenly.
///
/// Point i is the exclusive or of the direction numbers v(k) over the bits k of the Gray code of i. Within every aligned
/// run of 2^m points each dimension has exactly one point in each of the 2^m equal intervals, m <= 32. Source: I. M.
/// Sobol (1967), USSR Computational Mathematics and Mathematical Physics 7:86-112; P. Bratley and B. L. Fox (1988), ACM
/// Transactions on Mathematical Software 14:88-100; direction numbers of S. Joe and F. Y. Kuo (2008).
public struct SobolSequence: Sendable {
  /// The number of dimensions for which there are direction numbers.
  public static let availableDimensions = SobolDirections.dimensions

  /// The number of dimensions of this sequence.
  public let dimensions: Int
  /// v(1)...v(32) of every dimension, the binary digits of a fraction.
  private let directions: [UInt32]

  /// A sequence.
  ///
  /// - Parameter dimensions: from 0 to ``availableDimensions``.
  public init(dimensions: Int) {
    precondition(
      (0...Self.availableDimensions).contains(dimensions),
      "\(dimensions) dimensions of \(Self.availableDimensions)")
    self.dimensions = dimensions
    directions = Array(Self.table.prefix(32 * dimensions))
  }

  /// The direction numbers of all dimensions, unpacked once.
  private static let table: [UInt32] = {
    var reader = PackedBits(SobolDirections.packed)
    return (0..<availableDimensions).flatMap { dimension in
      dimension == 0 ? (0..<32).map { 1 << (31 - UInt32($0)) } : Self.directions(&reader)
    }
  }()

  /// The first 32 binary digits of a coordinate.
  ///
  /// - Parameters:
  ///   - index: the number of the point, from 0 to 2^32 - 1; point 0 is the origin.
  ///   - dimension: which coordinate, from 0.
  /// - Returns: the coordinate times 2^32.
  public func digits(index: UInt32, dimension: Int) -> UInt32 {
    var code = index ^ (index >> 1)
    var digits: UInt32 = 0
    while code != 0 {
      digits ^= directions[32 * dimension + code.trailingZeroBitCount]
      code &= code - 1
    }
    return digits
  }

  /// The direction numbers of the next dimension in the table.
  ///
  ///     v(k) = m(k) / 2^k for k <= s,   v(k) = a(1) v(k-1) ^ ... ^ a(s) v(k-s) ^ v(k-s) / 2^s
  private static func directions(_ reader: inout PackedBits) -> [UInt32] {
    let degree = reader.next(4)
    // a(1)...a(s - 1) from the highest bit on, a(s) = 1.
    let inner = reader.next(degree - 1)
    var result: [UInt32] = []
    for k in 1...degree {
      result.append(UInt32(2 * reader.next(k - 1) + 1) << (32 - UInt32(k)))
    }
    for k in degree..<32 {
      var value = result[k - degree] ^ (result[k - degree] >> UInt32(degree))
      for step in 1..<max(degree, 1) where inner >> (degree - 1 - step) & 1 == 1 { value ^= result[k - step] }
      result.append(value)
    }
    return result
  }
}

/// Numbers of a few bits each, read from text with six bits to a character (A-Z, a-z, 0-9, + and /).
private struct PackedBits {
  private var characters: [UInt8]
  private var position = 0

  init(_ text: String) {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var values = [UInt8](repeating: 0, count: 128)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    characters = text.utf8.map { values[Int($0)] }
  }

  /// The next number, highest bit first.
  mutating func next(_ bits: Int) -> Int {
    var value = 0
    for _ in 0..<bits {
      value = value << 1 | Int(characters[position / 6] >> UInt8(5 - position % 6) & 1)
      position += 1
    }
    return value
  }
}
