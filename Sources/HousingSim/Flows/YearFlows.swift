internal import SimNumerics

/// One account of events: what happened, and which programme or construction line made it happen.
public struct EventAccount: Sendable, Hashable {
  /// What happened.
  public let event: HousingEvent
  /// The key of the programme or construction line, or `nil` for autonomous events.
  public let programme: String?

  /// Makes an account.
  ///
  /// - Parameters:
  ///   - event: what happened.
  ///   - programme: the key of the programme or construction line that made it happen, or `nil` for autonomous events.
  public init(event: HousingEvent, programme: String?) {
    self.event = event
    self.programme = programme
  }
}

/// The events of one year, counted per account, dwelling type, cohort and zone.
///
/// Unit: dwellings per year, in expectation. Shape: accounts x types x cohorts x zones, the zone contiguous.
/// This is what leaves the housing model and enters the material model.
public struct YearFlows: Sendable, Equatable {
  /// The accounts, in the order of the first index.
  public let accounts: [EventAccount]
  /// The number of dwelling types.
  public let typeCount: Int
  /// The number of cohorts, simulated years included.
  public let cohortCount: Int
  /// The number of zones.
  public let zoneCount: Int
  /// Dwellings per year, accounts x types x cohorts x zones.
  public var dwellings: [Double]

  /// Makes empty flows.
  ///
  /// - Parameters:
  ///   - accounts: the accounts, in the order of the first index.
  ///   - typeCount: the number of dwelling types, 0 or more.
  ///   - cohortCount: the number of cohorts, simulated years included, 0 or more.
  ///   - zoneCount: the number of zones, 0 or more.
  public init(accounts: [EventAccount], typeCount: Int, cohortCount: Int, zoneCount: Int) {
    self.accounts = accounts
    self.typeCount = typeCount
    self.cohortCount = cohortCount
    self.zoneCount = zoneCount
    dwellings = Array(repeating: 0, count: accounts.count * typeCount * cohortCount * zoneCount)
  }

  /// The offset of a cell in ``dwellings``.
  ///
  /// Positions are not checked here.
  ///
  /// - Parameters:
  ///   - account: the position of the account, from 0.
  ///   - type: the position of the dwelling type, from 0 and below ``typeCount``.
  ///   - cohort: the position of the cohort, from 0 and below ``cohortCount``.
  ///   - zone: the position of the zone, from 0 and below ``zoneCount``.
  /// - Returns: the position of the cell, the zones of a cohort standing next to each other.
  @inlinable public func offset(account: Int, type: Int, cohort: Int, zone: Int) -> Int {
    ((account * typeCount + type) * cohortCount + cohort) * zoneCount + zone
  }

  /// Adds the events of an account to one sum per zone, with nothing allocated.
  ///
  /// - Parameters:
  ///   - account: the position of the account.
  ///   - sums: dwellings per year, one entry per zone.
  public func addTotals(account: Int, to sums: inout [Double]) {
    precondition(sums.count == zoneCount, "\(sums.count) sums for \(zoneCount) zones")
    let cells = typeCount * cohortCount * zoneCount
    VectorMath.fold(dwellings, account * cells..<(account + 1) * cells, to: &sums)
  }

  /// Sets every count to zero and keeps the storage.
  public mutating func reset() {
    VectorMath.clear(&dwellings)
  }
}
