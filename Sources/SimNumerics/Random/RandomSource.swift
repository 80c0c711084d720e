/// As many random words as are asked for, as a pure function of a named stream, a member and two indices.
///
/// The words come from the counters (member, index, part, 1), (member, index, part, 2), ... of the stream's generator,
/// which ``ParameterStream`` itself never uses. Two sources with different numbers are independent, so draws do not depend
/// on the order in which they are made, however many words each of them takes.
public struct RandomSource: Sendable, RandomNumberGenerator {
  private let generator: Philox
  private var counter: SIMD4<UInt64>
  private var words = SIMD4<UInt64>()
  /// The position of the next word; 4 when a new counter is due.
  private var position = 4

  /// A source at its beginning.
  ///
  /// - Parameters:
  ///   - stream: the stream of the seed and the name.
  ///   - member: the number of the member, 0 or more.
  ///   - index: which of the draws of this member, such as the year; 0 or more.
  ///   - part: which part of it, such as the cell; 0 or more.
  public init(_ stream: ParameterStream, member: Int, index: Int = 0, part: Int = 0) {
    generator = stream.generator
    counter = [
      UInt64(bitPattern: Int64(member)), UInt64(bitPattern: Int64(index)), UInt64(bitPattern: Int64(part)), 0,
    ]
  }

  /// The next word, uniform on 0...2^64 - 1.
  ///
  /// - Returns: the word.
  public mutating func next() -> UInt64 {
    if position == 4 {
      counter[3] &+= 1
      words = generator.words(counter)
      position = 0
    }
    defer { position += 1 }
    return words[position]
  }

  /// The next number strictly between 0 and 1, with a resolution of 2^-52.
  ///
  /// - Returns: a number of the form (k + 1/2) / 2^52.
  public mutating func uniform() -> Double {
    Philox.unit(next())
  }
}
