internal import HousingSim

/// What the events of one year release and take up, before any hub.
///
///     released = sum over accounts of own mass x share released
///     careful  = sum over accounts of own mass x share released x share dismantled with care
///     demand   = sum over accounts of new mass x share taken up
public struct YearHarvest: Sendable, Equatable {
  /// The number of zones.
  public let zoneCount: Int
  /// The number of streams.
  public let streamCount: Int
  /// Released mass in kg per year, zones x streams.
  public private(set) var released: [Double]
  /// Released mass that is dismantled with care in kg per year, zones x streams.
  public private(set) var careful: [Double]
  /// Mass taken up in kg per year, zones x streams.
  public private(set) var demand: [Double]
  /// Mass taken up by construction and replacement in kg per year, zones x streams.
  public private(set) var newBuildDemand: [Double]
  /// Mass that is dismantled with care in kg per year, one per profile.
  public private(set) var carefulByAccount: [Double]
  /// Dwellings per year that release it, times the share that is dismantled with care, one per profile.
  public private(set) var carefulDwellings: [Double]

  /// Makes a year without events.
  init(zoneCount: Int, streamCount: Int, accountCount: Int) {
    self.zoneCount = zoneCount
    self.streamCount = streamCount
    released = Array(repeating: 0, count: zoneCount * streamCount)
    careful = released
    demand = released
    newBuildDemand = released
    carefulByAccount = Array(repeating: 0, count: accountCount)
    carefulDwellings = carefulByAccount
  }

  /// Collects a year in place of what it held.
  mutating func collect(_ masses: EventMasses, _ profiles: [AccountProfile], yearIndex: Int) {
    reset()
    for (position, account) in masses.accounts.enumerated() {
      let profile = profiles[account]
      if profile.releases {
        addReleased(
          masses, position, profile.releasedShares, account, careful: profile.carefulShares[yearIndex])
      }
      if profile.takesUp {
        let event = profile.account.event
        addTakenUp(
          masses, position, profile.takenUpShares, isNewBuild: event == .construction || event == .replacement
        )
      }
    }
  }

  private mutating func reset() {
    for cell in released.indices { released[cell] = 0 }
    for cell in careful.indices { careful[cell] = 0 }
    for cell in demand.indices { demand[cell] = 0 }
    for cell in newBuildDemand.indices { newBuildDemand[cell] = 0 }
    for account in carefulByAccount.indices {
      carefulByAccount[account] = 0
      carefulDwellings[account] = 0
    }
  }

  private mutating func addReleased(
    _ masses: EventMasses, _ position: Int, _ shares: [Double], _ account: Int, careful share: Double
  ) {
    let first = position * zoneCount * streamCount
    let sum = Self.add(masses.own, from: first, times: shares, to: &released, share, of: &careful)
    guard share > 0 else { return }
    carefulByAccount[account] = share * sum
    carefulDwellings[account] = share * masses.dwellings[position]
  }

  private mutating func addTakenUp(
    _ masses: EventMasses, _ position: Int, _ shares: [Double], isNewBuild: Bool
  ) {
    let first = position * zoneCount * streamCount
    let part = isNewBuild ? 1.0 : 0
    _ = Self.add(masses.new, from: first, times: shares, to: &demand, part, of: &newBuildDemand)
  }

  /// Adds the masses of an account times its share of every stream to a table, and a part of them to a second one.
  ///
  /// - Returns: the sum of what was added to the first table.
  private static func add(
    _ masses: [Double], from start: Int, times shares: [Double], to whole: inout [Double], _ part: Double,
    of other: inout [Double]
  ) -> Double {
    let (masses, shares) = (masses.span, shares.span)
    var whole = whole.mutableSpan
    var other = other.mutableSpan
    var (cell, sum) = (0, 0.0)
    while cell < whole.count {
      for stream in shares.indices {
        let mass = masses[start + cell] * shares[stream]
        whole[cell] += mass
        other[cell] += mass * part
        sum += mass
        cell += 1
      }
    }
    return sum
  }
}
