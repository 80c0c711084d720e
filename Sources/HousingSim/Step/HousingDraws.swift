internal import SimNumerics

/// The chance events of one member of an ensemble, for ``HousingModel/step(_:yearIndex:into:using:drawing:threads:)``.
///
/// Every draw is a pure function of seed, member, the name of the event, the year and the cell, so that it does not depend
/// on threads, on order, or on what else is drawn.
public struct HousingDraws: Sendable, Equatable {
  /// The seed of the ensemble.
  public let seed: UInt64
  /// The number of the member, 0 or more.
  public let member: Int

  /// The events of a member.
  ///
  /// - Parameters:
  ///   - seed: the seed of the ensemble, any number.
  ///   - member: the number of the member, 0 or more.
  public init(seed: UInt64, member: Int) {
    precondition(member >= 0, "member \(member)")
    self.seed = seed
    self.member = member
  }

  /// The stream of an event.
  func stream(_ event: String) -> ParameterStream { ParameterStream(seed: seed, name: "housing: " + event) }

  /// The source of an event in a year.
  func source(_ stream: ParameterStream, yearIndex: Int, part: Int = 0) -> RandomSource {
    RandomSource(stream, member: member, index: yearIndex, part: part)
  }

  /// Rounding to whole dwellings with a start that belongs to an event in a year.
  func rounding(_ event: String, yearIndex: Int, part: Int = 0) -> SystematicRounding {
    var source = source(stream(event), yearIndex: yearIndex, part: part)
    return SystematicRounding(&source)
  }

  /// The whole dwellings of a year such that those of all years so far are the sum of the amounts, rounded.
  ///
  ///     whole(t) = round(a(0) + ... + a(t)) - round(a(0) + ... + a(t - 1))
  static func whole(_ amounts: [Double], yearIndex: Int) -> Double {
    var before = 0.0
    for year in 0..<yearIndex { before += amounts[year] }
    return (before + amounts[yearIndex] + 0.5).rounded(.down) - (before + 0.5).rounded(.down)
  }
}
