internal import SimNumerics

/// Points in the unit cube: a uniform number for every member and every independent factor.
///
/// With ``SampleDesign/plain`` and ``SampleDesign/latinHypercube`` a number is a function of the seed, the name of the
/// factor and the member (of a hypercube also of the number of members) and of nothing else. With
/// ``SampleDesign/sobol`` the position of the factor among the factors counts as well: it chooses the dimension.
public struct UnitSample: Sendable {
  /// The seed of the ensemble.
  public let seed: UInt64
  /// The names of the factors, in their order.
  public let factors: [String]
  /// How the points are spread.
  public let design: SampleDesign
  /// The number of members, 1 or more.
  public let members: Int

  private let streams: [ParameterStream]
  private let permutations: [KeyedPermutation]
  private let scrambles: [OwenScramble]
  private let sequence: SobolSequence

  /// A sample.
  ///
  /// - Parameters:
  ///   - seed: the seed of the ensemble.
  ///   - factors: the names of the factors, all different.
  ///   - design: how the points are spread.
  ///   - members: the number of members, 1 or more; at most 2^32 but for the plain design.
  /// - Throws: ``SamplingError``.
  public init(
    seed: UInt64, factors: [String], design: SampleDesign, members: Int
  ) throws(SamplingError) {
    guard members >= 1 else { throw .noMembers(found: members) }
    let limit = 1 << 32
    guard design == .plain || members <= limit else { throw .tooManyMembers(found: members, limit: limit) }
    var seen: Set<String> = []
    for name in factors where !seen.insert(name).inserted { throw .repeatedName(name) }
    let dimensions = SobolSequence.availableDimensions
    guard design != .sobol || factors.count <= dimensions else {
      throw .tooManyFactors(found: factors.count, limit: dimensions)
    }
    self.seed = seed
    self.factors = factors
    self.design = design
    self.members = members
    streams = factors.map { ParameterStream(seed: seed, name: $0) }
    // Member -1 is nobody: its words are the keys of the design.
    var sources = streams.map { RandomSource($0, member: -1) }
    permutations =
      design == .latinHypercube
      ? sources.indices.map { KeyedPermutation(count: members, source: &sources[$0]) } : []
    scrambles = design == .sobol ? sources.indices.map { OwenScramble(key: sources[$0].next()) } : []
    sequence = SobolSequence(dimensions: design == .sobol ? factors.count : 0)
  }

  /// The uniform number of a member and a factor.
  ///
  /// - Parameters:
  ///   - member: the number of the member, from 0 to the number of members - 1.
  ///   - factor: the position of the factor.
  /// - Returns: a number strictly between 0 and 1.
  public func unit(member: Int, factor: Int) -> Double {
    precondition(member >= 0 && member < members, "member \(member) of \(members)")
    switch design {
    case .plain:
      return streams[factor].uniform(member: member)
    case .latinHypercube:
      let place = Double(permutations[factor](member))
      let inside = (place + streams[factor].uniform(member: member)) / Double(members)
      // Rounding must not reach the next interval.
      return min(inside, ((place + 1) / Double(members)).nextDown)
    case .sobol:
      return scrambles[factor](sequence.digits(index: UInt32(member), dimension: factor))
    }
  }

  /// The point of a member, one number per factor, written into an array.
  ///
  /// - Parameters:
  ///   - member: the number of the member, from 0 and below the number of members.
  ///   - units: one number strictly between 0 and 1 per factor, overwritten.
  public func point(member: Int, into units: inout [Double]) {
    precondition(units.count == factors.count, "\(units.count) numbers for \(factors.count) factors")
    guard design == .plain else {
      for factor in units.indices { units[factor] = unit(member: member, factor: factor) }
      return
    }
    precondition(member >= 0 && member < members, "member \(member) of \(members)")
    for factor in units.indices { units[factor] = streams[factor].uniform(member: member) }
  }
}
