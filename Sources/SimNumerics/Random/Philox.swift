/// The counter-based generator Philox4x64-10: 256 random bits as a function of a counter and a key.
///
/// Ten rounds of two 64-bit products with a key that grows by a Weyl sequence. There is no state: a result can be
/// computed alone, in any order and on any thread. Source: Salmon, Moraes, Dror and Shaw (2011), Parallel random
/// numbers: as easy as 1, 2, 3, SC'11, section 4.3.
public struct Philox: Sendable, Hashable {
  /// The key, two words.
  public let key: SIMD2<UInt64>

  /// A generator with a key.
  ///
  /// - Parameter key: any two words.
  public init(key: SIMD2<UInt64>) {
    self.key = key
  }

  /// The four words that belong to a counter; one bijection of the counters for each key.
  ///
  /// - Parameter counter: any four words.
  /// - Returns: four words, each uniform on 0...2^64 - 1.
  public func words(_ counter: SIMD4<UInt64>) -> SIMD4<UInt64> {
    var (state, key) = (counter, key)
    for _ in 0..<10 {
      let first = (0xd2e7_470e_e14c_6c93 as UInt64).multipliedFullWidth(by: state[0])
      let second = (0xca5a_8263_9512_1157 as UInt64).multipliedFullWidth(by: state[2])
      state = [
        second.high ^ state[1] ^ key[0], second.low,
        first.high ^ state[3] ^ key[1], first.low,
      ]
      key = key &+ [0x9e37_79b9_7f4a_7c15, 0xbb67_ae85_84ca_a73b]
    }
    return state
  }

  /// A number strictly between 0 and 1 from a word: (k + 1/2) / 2^52 with k the upper 52 bits.
  ///
  /// The half keeps 0 and 1 out, is exact in 53 bits, and makes the numbers symmetric about 1/2.
  ///
  /// - Parameter word: any word.
  /// - Returns: an odd multiple of 2^-53, from 2^-53 to 1 - 2^-53.
  public static func unit(_ word: UInt64) -> Double {
    (Double(word >> 12) + 0.5) * 0x1p-52
  }
}
