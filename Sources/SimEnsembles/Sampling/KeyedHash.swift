/// A random function of a number that is fixed by a key: the same key and number always give the same 64 bits.
///
/// The key is added to the number times an odd constant, and the bits are mixed by two products. Source: the output function
/// of SplitMix64, G. L. Steele, D. Lea and C. H. Flood (2014), Fast splittable pseudorandom number generators, OOPSLA.
struct KeyedHash: Sendable {
  let key: UInt64

  func callAsFunction(_ number: UInt64) -> UInt64 {
    var bits = key &+ number &* 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}
