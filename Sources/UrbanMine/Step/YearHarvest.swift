internal import HousingSim
internal import SimNumerics

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
      precondition(
        masses.hasOwn[position] || !profile.releases, "what \(profile.account) releases was not weighed")
      precondition(
        masses.hasNew[position] || !profile.takesUp, "what \(profile.account) takes up was not weighed")
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
    VectorMath.clear(&released)
    VectorMath.clear(&careful)
    VectorMath.clear(&demand)
    VectorMath.clear(&newBuildDemand)
    VectorMath.clear(&carefulByAccount)
    VectorMath.clear(&carefulDwellings)
  }

  private mutating func addReleased(
    _ masses: EventMasses, _ position: Int, _ shares: [Double], _ account: Int, careful share: Double
  ) {
    let first = position * zoneCount * streamCount
    let sum = VectorMath.collect(
      masses.own, from: first, times: shares, to: &released, part: share, to: &careful)
    guard share > 0 else { return }
    carefulByAccount[account] = share * sum
    carefulDwellings[account] = share * masses.dwellings[position]
  }

  private mutating func addTakenUp(
    _ masses: EventMasses, _ position: Int, _ shares: [Double], isNewBuild: Bool
  ) {
    let first = position * zoneCount * streamCount
    _ = VectorMath.collect(
      masses.new, from: first, times: shares, to: &demand, part: isNewBuild ? 1 : 0, to: &newBuildDemand)
  }
}
