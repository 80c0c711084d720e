internal import SimNumerics

/// Why a programme did less than it planned.
public struct ShortfallCause: OptionSet, Sendable, Hashable {
  /// The bits of the causes.
  public let rawValue: UInt8

  /// Makes a set of causes from its bits.
  ///
  /// - Parameter rawValue: the sum of the bits of the causes.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The money of the year was spent.
  public static let budget = ShortfallCause(rawValue: 1)
  /// The zone holds too few dwellings that meet the conditions.
  public static let tooFewEligible = ShortfallCause(rawValue: 2)
  /// Enough dwellings meet the conditions, but another programme treated them in the same year.
  public static let alreadyTreated = ShortfallCause(rawValue: 4)

  /// The words of the result files, joined by `;`.
  public var words: String {
    let names: [(ShortfallCause, String)] = [
      (.budget, "budget"), (.tooFewEligible, "too_few_eligible"), (.alreadyTreated, "already_treated"),
    ]
    return names.filter { contains($0.0) }.map(\.1).joined(separator: ";")
  }
}

/// What the programmes and construction lines planned and did in one year.
///
/// Shape of every array: lines x zones. A line is a programme, a construction line or a transformation line, in the
/// order of the scenario.
public struct ProgrammeOutcomes: Sendable, Equatable {
  /// The keys of the lines.
  public let lines: [String]
  /// The number of zones.
  public let zoneCount: Int
  /// Dwellings that were to be treated or built.
  public internal(set) var planned: [Double]
  /// Dwellings that were treated or built.
  public internal(set) var done: [Double]
  /// Dwellings that narrower programmes did on behalf of the line, on top of ``done``.
  public internal(set) var counted: [Double]
  /// The share of the selected and untreated dwellings that a programme treated, 0...1.
  public internal(set) var treatedShare: [Double]
  /// Other floor area withdrawn, in m2.
  public internal(set) var floorAreaWithdrawn: [Double]
  /// The causes of what is missing.
  public internal(set) var causes: [ShortfallCause]

  /// Makes outcomes in which nothing was planned.
  ///
  /// - Parameters:
  ///   - lines: the keys of the programmes, construction lines and transformation lines, in the order of the scenario.
  ///   - zoneCount: the number of zones, 0 or more.
  public init(lines: [String], zoneCount: Int) {
    self.lines = lines
    self.zoneCount = zoneCount
    let count = lines.count * zoneCount
    planned = Array(repeating: 0, count: count)
    done = Array(repeating: 0, count: count)
    counted = Array(repeating: 0, count: count)
    treatedShare = Array(repeating: 0, count: count)
    floorAreaWithdrawn = Array(repeating: 0, count: count)
    causes = Array(repeating: [], count: count)
  }

  /// The offset of a line and a zone in the arrays.
  ///
  /// Positions are not checked here.
  ///
  /// - Parameters:
  ///   - line: the position of the line, from 0.
  ///   - zone: the position of the zone, from 0 and below ``zoneCount``.
  /// - Returns: the position of the entry, the zones of a line standing next to each other.
  public func offset(line: Int, zone: Int) -> Int { line * zoneCount + zone }

  /// The sum over the zones of one of the arrays, for a line.
  ///
  /// - Parameters:
  ///   - values: one of the arrays, lines x zones.
  ///   - line: the position of the line, from 0; a line beyond the array ends the program.
  /// - Returns: the sum in the unit of the array.
  public func total(_ values: [Double], line: Int) -> Double {
    values[line * zoneCount..<(line + 1) * zoneCount].reduce(0, +)
  }

  mutating func reset() {
    VectorMath.clear(&planned)
    VectorMath.clear(&done)
    VectorMath.clear(&counted)
    VectorMath.clear(&treatedShare)
    VectorMath.clear(&floorAreaWithdrawn)
    for position in causes.indices { causes[position] = [] }
  }
}
