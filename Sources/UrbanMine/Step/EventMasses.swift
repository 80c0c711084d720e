internal import SimNumerics

/// The mass of the dwellings that the events of one year concern: floor area x intensity.
///
///     own(account, zone, stream) = sum over types, classes of m2 x kg/m2 of the dwelling
///     new(account, zone, stream) = sum over types of m2 x kg/m2 of a new dwelling of the type
///
/// It depends on areas and intensities, but on no share, hub or price: of the shares only on whether an account releases or
/// takes up anything at all, for what it does not is not weighed.
public struct EventMasses: Sendable {
  /// The number of zones.
  public let zoneCount: Int
  /// The number of streams.
  public let streamCount: Int
  /// The accounts with dwellings, as positions among the profiles.
  public private(set) var accounts: [Int] = []
  /// Dwellings per year, one per account of ``accounts``.
  public private(set) var dwellings: [Double] = []
  /// The content of the dwellings in kg per year, (accounts, zones) x streams; 0 for accounts that release nothing.
  public private(set) var own: [Double] = []
  /// The content of new dwellings of the same types and area in kg per year, (accounts, zones) x streams; 0 for accounts
  /// that take up nothing.
  public private(set) var new: [Double] = []
  /// Whether the content was weighed, of dwellings and of new ones, one per account of ``accounts``.
  private(set) var isWeighed: [(own: Bool, new: Bool)] = []

  /// Makes a year without events, with room for all accounts.
  init(_ inputs: MineInputs) {
    zoneCount = inputs.zones.count
    streamCount = inputs.streams.count
    let rows = inputs.profiles.count * zoneCount
    accounts.reserveCapacity(inputs.profiles.count)
    dwellings.reserveCapacity(inputs.profiles.count)
    isWeighed.reserveCapacity(inputs.profiles.count)
    own.reserveCapacity(rows * streamCount)
    new.reserveCapacity(rows * streamCount)
  }

  /// Weighs the events of a year in place of what it held.
  ///
  /// - Parameters:
  ///   - areas: the floor area of the events.
  ///   - profiles: which accounts release and take up anything.
  ///   - ownKgPerM2: kg/m2, (types, classes) x streams.
  ///   - newKgPerM2: kg/m2 of new dwellings, types x streams.
  mutating func weigh(
    _ areas: EventAreas, _ profiles: [AccountProfile], ownKgPerM2: [Double], newKgPerM2: [Double]
  ) {
    accounts.removeAll(keepingCapacity: true)
    dwellings.removeAll(keepingCapacity: true)
    isWeighed.removeAll(keepingCapacity: true)
    accounts += areas.accounts
    dwellings += areas.dwellings
    for account in accounts { isWeighed.append((profiles[account].releases, profiles[account].takesUp)) }
    let count = accounts.count * zoneCount * streamCount
    Self.resize(&own, to: count)
    Self.resize(&new, to: count)
    for rows in rowRuns(where: \.own) {
      BLAS.multiply(
        areas.squareMetres, ownKgPerM2, into: &own, rows: rows, inner: areas.typeCount * areas.classCount,
        columns: streamCount)
    }
    for rows in rowRuns(where: \.new) {
      BLAS.multiply(
        areas.areaByType, newKgPerM2, into: &new, rows: rows, inner: areas.typeCount, columns: streamCount)
    }
  }

  /// The rows of neighbouring accounts that are weighed.
  private func rowRuns(where isWanted: (_ weighed: (own: Bool, new: Bool)) -> Bool) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for position in isWeighed.indices where isWanted(isWeighed[position]) {
      let rows = position * zoneCount..<(position + 1) * zoneCount
      if let last = runs.last, last.upperBound == rows.lowerBound {
        runs[runs.count - 1] = last.lowerBound..<rows.upperBound
      } else {
        runs.append(rows)
      }
    }
    return runs
  }

  /// Makes room for so many masses of zero, within the capacity.
  private static func resize(_ masses: inout [Double], to count: Int) {
    masses.removeLast(max(0, masses.count - count))
    VectorMath.clear(&masses)
    masses.append(contentsOf: repeatElement(0, count: count - masses.count))
  }
}

extension EventMasses: Equatable {
  /// Whether the same events have the same masses.
  public static func == (one: Self, other: Self) -> Bool {
    one.accounts == other.accounts && one.dwellings == other.dwellings && one.own == other.own
      && one.new == other.new && one.zoneCount == other.zoneCount && one.streamCount == other.streamCount
  }
}
