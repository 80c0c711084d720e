internal import SimNumerics

/// The mass of the dwellings that the events of one year concern: floor area x intensity.
///
///     own(account, zone, stream) = sum over types, classes of m2 x kg/m2 of the dwelling
///     new(account, zone, stream) = sum over types of m2 x kg/m2 of a new dwelling of the type
///
/// It depends on areas and intensities, but on no share, hub or price: of the shares only on whether an account releases or
/// takes up anything at all, for what it does not is not weighed.
public struct EventMasses: Sendable, Equatable {
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
  /// Whether the content of the dwellings was weighed, one per account of ``accounts``.
  private(set) var hasOwn: [Bool] = []
  /// Whether that of new dwellings was.
  private(set) var hasNew: [Bool] = []

  /// Makes a year without events, with room for all accounts.
  init(_ inputs: MineInputs) {
    zoneCount = inputs.zones.count
    streamCount = inputs.streams.count
    let rows = inputs.profiles.count * zoneCount
    accounts.reserveCapacity(inputs.profiles.count)
    dwellings.reserveCapacity(inputs.profiles.count)
    hasOwn.reserveCapacity(inputs.profiles.count)
    hasNew.reserveCapacity(inputs.profiles.count)
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
    hasOwn.removeAll(keepingCapacity: true)
    hasNew.removeAll(keepingCapacity: true)
    accounts += areas.accounts
    dwellings += areas.dwellings
    for account in accounts {
      hasOwn.append(profiles[account].releases)
      hasNew.append(profiles[account].takesUp)
    }
    weighRows(
      areas.squareMetres, ownKgPerM2, accounts: hasOwn, rowsPerAccount: zoneCount, columns: streamCount,
      into: &own)
    weighRows(
      areas.areaByType, newKgPerM2, accounts: hasNew, rowsPerAccount: zoneCount, columns: streamCount,
      into: &new)
  }
}

/// Weighs the rows of the accounts that are wanted; what the others had is taken away.
private func weighRows(
  _ areas: [Double], _ kgPerM2: [Double], accounts isWanted: [Bool], rowsPerAccount: Int, columns: Int,
  into masses: inout [Double]
) {
  let count = isWanted.count * rowsPerAccount * columns
  masses.removeLast(max(0, masses.count - count))
  masses.append(contentsOf: repeatElement(0, count: count - masses.count))
  var position = 0
  while position < isWanted.count {
    let first = position
    while position < isWanted.count && isWanted[position] == isWanted[first] { position += 1 }
    let rows = first * rowsPerAccount..<position * rowsPerAccount
    if isWanted[first] {
      BLAS.multiply(
        areas, kgPerM2, into: &masses, rows: rows, inner: kgPerM2.count / max(1, columns), columns: columns)
    } else {
      VectorMath.clear(&masses, rows.lowerBound * columns..<rows.upperBound * columns)
    }
  }
}
