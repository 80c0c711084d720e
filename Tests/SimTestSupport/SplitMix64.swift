/// A small seeded generator, so that a test over random inputs sees the same inputs every time.
///
/// Source: G. L. Steele, D. Lea and C. H. Flood (2014), Fast splittable pseudorandom number generators, OOPSLA,
/// https://doi.org/10.1145/2660193.2660195.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Makes a generator; equal seeds give equal numbers.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number that is uniform in a range.
  public mutating func number(in range: ClosedRange<Double> = 0...1) -> Double {
    Double.random(in: range, using: &self)
  }

  /// A whole number that is uniform in a range.
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  /// `true` with a probability.
  public mutating func chance(_ probability: Double) -> Bool {
    number() < probability
  }

  /// Shares above zero that add up to one.
  public mutating func shares(_ count: Int) -> [Double] {
    let weights = (0..<count).map { _ in number(in: 0.05...1) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// A part of the positions below a number, at least one of them, or `nil` for no condition at all.
  public mutating func condition(below count: Int) -> Set<Int>? {
    guard chance(0.6) else { return nil }
    var positions: Set<Int> = [integer(in: 0...count - 1)]
    for position in 0..<count where chance(0.4) { positions.insert(position) }
    return positions
  }
}
