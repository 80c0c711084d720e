/// The random numbers of one named parameter: a draw is a pure function of seed, name, member and index.
///
/// The key of `Philox` is (seed, hash of the name), its counter (member, index, 0, 0). Draws therefore do not depend on
/// threads, shards, order or restarts, nor on which other parameters are uncertain.
public struct ParameterStream: Sendable, Hashable {
  let generator: Philox

  /// The stream of a parameter.
  ///
  /// - Parameters:
  ///   - seed: the seed of the ensemble.
  ///   - name: the name of the parameter; two names share a stream only if their hashes meet, which among n names
  ///     happens with a probability of about n^2 / 2^65.
  public init(seed: UInt64, name: String) {
    generator = Philox(key: [seed, Self.hash(name)])
  }

  /// The four words of a member.
  ///
  /// - Parameters:
  ///   - member: the number of the member, 0 or more.
  ///   - index: which of the draws of this member, 0 or more.
  /// - Returns: four words, each uniform on 0...2^64 - 1.
  public func words(member: Int, index: Int = 0) -> SIMD4<UInt64> {
    generator.words([UInt64(bitPattern: Int64(member)), UInt64(bitPattern: Int64(index)), 0, 0])
  }

  /// A number strictly between 0 and 1 for a member, with a resolution of 2^-52.
  ///
  /// - Parameters:
  ///   - member: the number of the member, 0 or more.
  ///   - index: which of the draws of this member, 0 or more.
  /// - Returns: a number of the form (k + 1/2) / 2^52.
  public func uniform(member: Int, index: Int = 0) -> Double {
    Philox.unit(words(member: member, index: index)[0])
  }

  /// The 64-bit FNV-1a hash of the UTF-8 bytes of a name.
  ///
  /// Each byte is joined by exclusive or, then multiplied by the prime 2^40 + 2^8 + 0xb3. It is the same on every machine
  /// and in every run, unlike `Hasher`. Source: Fowler, Noll and Vo, draft-eastlake-fnv.
  ///
  /// - Parameter name: any text.
  /// - Returns: the hash, 0...2^64 - 1.
  public static func hash(_ name: String) -> UInt64 {
    name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
