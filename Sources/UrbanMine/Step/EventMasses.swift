internal import SimNumerics

/// The mass of the dwellings that the events of one year concern: floor area x intensity.
///
///     own(account, zone, stream) = sum over types, classes of m2 x kg/m2 of the dwelling
///     new(account, zone, stream) = sum over types of m2 x kg/m2 of a new dwelling of the type
///
/// It depends on areas and intensities, but on no share, hub or price.
public struct EventMasses: Sendable, Equatable {
  /// The number of zones.
  public let zoneCount: Int
  /// The number of streams.
  public let streamCount: Int
  /// The accounts with dwellings, as positions among the profiles.
  public private(set) var accounts: [Int] = []
  /// Dwellings per year, one per account of ``accounts``.
  public private(set) var dwellings: [Double] = []
  /// The content of the dwellings in kg per year, (accounts, zones) x streams.
  public private(set) var own: [Double] = []
  /// The content of new dwellings of the same types and area in kg per year, (accounts, zones) x streams.
  public private(set) var new: [Double] = []

  /// Makes a year without events, with room for all accounts.
  init(_ inputs: MineInputs) {
    zoneCount = inputs.zones.count
    streamCount = inputs.streams.count
    let rows = inputs.profiles.count * zoneCount
    accounts.reserveCapacity(inputs.profiles.count)
    dwellings.reserveCapacity(inputs.profiles.count)
    own.reserveCapacity(rows * streamCount)
    new.reserveCapacity(rows * streamCount)
  }

  /// Weighs the events of a year in place of what it held.
  ///
  /// - Parameters:
  ///   - areas: the floor area of the events.
  ///   - ownKgPerM2: kg/m2, (types, classes) x streams.
  ///   - newKgPerM2: kg/m2 of new dwellings, types x streams.
  mutating func weigh(_ areas: EventAreas, ownKgPerM2: [Double], newKgPerM2: [Double]) {
    accounts.removeAll(keepingCapacity: true)
    dwellings.removeAll(keepingCapacity: true)
    accounts += areas.accounts
    dwellings += areas.dwellings
    let rows = accounts.count * zoneCount
    resize(&own, to: rows * streamCount)
    resize(&new, to: rows * streamCount)
    BLAS.multiply(
      areas.squareMetres, ownKgPerM2, into: &own, rows: rows, inner: areas.typeCount * areas.classCount,
      columns: streamCount)
    BLAS.multiply(
      areas.areaByType, newKgPerM2, into: &new, rows: rows, inner: areas.typeCount, columns: streamCount)
  }

  /// Makes room for so many numbers, whatever they are, within the capacity.
  private func resize(_ masses: inout [Double], to count: Int) {
    if masses.count > count { masses.removeLast(masses.count - count) }
    while masses.count < count { masses.append(0) }
  }
}
