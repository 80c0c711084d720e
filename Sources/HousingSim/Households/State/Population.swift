internal import SimNumerics

/// The inhabitants of municipalities by sex and single year of age, at the end of a year.
///
/// Shape: (sexes x ages) x municipalities, so that one matrix product takes all municipalities a year on.
public struct Population: Sendable, Equatable {
  /// The number of rows: sexes x single years of age.
  public static let rows = Sex.allCases.count * AgeSpan.count

  /// The number of municipalities.
  public let municipalityCount: Int
  /// Persons, rows x municipalities, the municipality contiguous.
  public internal(set) var persons: [Double]

  /// Makes a population without people.
  ///
  /// - Parameter municipalityCount: the number of municipalities, 0 or more.
  public init(municipalityCount: Int) {
    self.municipalityCount = municipalityCount
    persons = Array(repeating: 0, count: Self.rows * municipalityCount)
  }

  /// The row of a sex and an age.
  ///
  /// - Parameters:
  ///   - sex: the sex.
  ///   - age: the age, in years, 0...``AgeSpan/oldest``.
  /// - Returns: the row, 0..<``rows``.
  public static func row(_ sex: Sex, age: Int) -> Int { sex.position * AgeSpan.count + age }

  /// The persons of a sex and an age in a municipality.
  ///
  /// - Parameters:
  ///   - sex: the sex.
  ///   - age: the age, in years, 0...``AgeSpan/oldest``.
  ///   - municipality: the position of the municipality, from 0.
  public subscript(sex: Sex, age: Int, municipality: Int) -> Double {
    persons[Self.row(sex, age: age) * municipalityCount + municipality]
  }

  /// The persons of both sexes of an age in a municipality.
  ///
  /// - Parameters:
  ///   - age: the age, in years, 0...``AgeSpan/oldest``.
  ///   - municipality: the position of the municipality, from 0.
  /// - Returns: persons, 0 or more.
  public func persons(age: Int, municipality: Int) -> Double {
    self[.men, age, municipality] + self[.women, age, municipality]
  }

  /// The persons of a span of ages in a municipality.
  ///
  /// - Parameters:
  ///   - span: the ages.
  ///   - municipality: the position of the municipality, from 0.
  /// - Returns: persons, 0 or more.
  public func persons(_ span: AgeSpan, municipality: Int) -> Double {
    span.ages.reduce(0) { $0 + persons(age: $1, municipality: municipality) }
  }

  /// The persons of both sexes, ages x municipalities.
  var byAge: [Double] {
    var sums = Array(persons.prefix(AgeSpan.count * municipalityCount))
    VectorMath.add(persons, from: sums.count, times: 1, to: &sums, sums.indices)
    return sums
  }

  /// All persons per municipality.
  public var totals: [Double] {
    var totals = [Double](repeating: 0, count: municipalityCount)
    VectorMath.fold(persons, persons.indices, to: &totals)
    return totals
  }

  /// All persons.
  public var total: Double { totals.reduce(0, +) }
}
