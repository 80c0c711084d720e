/// A random permutation of 0..<count that is fixed by a key and needs no memory for its entries.
///
/// In each round x has a partner, (k - x) mod count with k a number of the round, and a hash of the greater of both decides
/// whether they change places. Source: V. T. Hoang, B. Morris and P. Rogaway (2012), An enciphering scheme based on a
/// card shuffle, CRYPTO 2012, the swap-or-not shuffle.
struct KeyedPermutation: Sendable {
  private static let rounds = 32
  private let count: UInt64
  private let hashes: [KeyedHash]
  private let sums: [UInt64]

  /// - Parameters:
  ///   - count: how many numbers are permuted, 1 or more.
  ///   - source: where the keys of the rounds come from.
  init(count: Int, source: inout some RandomNumberGenerator) {
    self.count = UInt64(count)
    hashes = (0..<Self.rounds).map { _ in KeyedHash(key: source.next()) }
    sums = (0..<Self.rounds).map { _ in UInt64.random(in: 0..<UInt64(count), using: &source) }
  }

  /// Where a number of 0..<count goes.
  func callAsFunction(_ number: Int) -> Int {
    var place = UInt64(number)
    for round in 0..<Self.rounds {
      // Both choices are taken by masks: they are random, so no processor foresees a branch.
      let sum = sums[round]
      let partner = sum &- place &+ (count & mask(place > sum))
      place ^= (place ^ partner) & (0 &- (hashes[round](max(place, partner)) >> 63))
    }
    return Int(place)
  }

  /// All bits set, or none.
  private func mask(_ condition: Bool) -> UInt64 { condition ? .max : 0 }
}
