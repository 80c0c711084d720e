internal import SimNumerics

/// A nested uniform scramble of binary fractions, fixed by a key.
///
/// Each binary digit is flipped or not by a random bit that belongs to all the digits before it. Every scrambled point is
/// uniform on the unit interval, and points that were spread evenly over the intervals of length 2^-m stay so. Source:
/// A. B. Owen (1995), Randomly permuted (t,m,s)-nets and (t,s)-sequences, Lecture Notes in Statistics 106:299-317; the
/// random bits come from a hash of the leading digits, as in I. Friedel and A. Keller (2002), Fast generation of
/// randomized low-discrepancy point sets.
struct OwenScramble: Sendable {
  private let hash: KeyedHash

  init(key: UInt64) {
    hash = KeyedHash(key: key)
  }

  /// The scrambled fraction.
  ///
  /// - Parameter digits: a fraction times 2^32; its digits beyond, all 0, come out as random bits too.
  /// - Returns: a number strictly between 0 and 1.
  func callAsFunction(_ digits: UInt32) -> Double {
    // A leading 1 tells apart prefixes of different lengths.
    var prefix: UInt64 = 1
    var flips: UInt32 = 0
    for depth in 0..<UInt32(32) {
      flips = flips << 1 | UInt32(truncatingIfNeeded: hash(prefix) >> 63)
      prefix = prefix << 1 | UInt64(digits >> (31 - depth) & 1)
    }
    return Philox.unit(UInt64(digits ^ flips) << 32 | hash(prefix) >> 32)
  }
}
