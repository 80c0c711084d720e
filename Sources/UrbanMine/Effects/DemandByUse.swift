public import HousingSim
internal import SimNumerics

/// Which part of the demand for material is for new dwellings, per zone and stream.
///
///     taken up of an account = dwellings x m2 x kg/m2 of a new dwelling x share taken up
///     share                  = taken up by construction and replacement / taken up by all accounts
public struct DemandByUse: Sendable, Equatable {
  /// The number of zones.
  public let zoneCount: Int
  /// The number of streams.
  public let streamCount: Int
  /// The share for new dwellings, 0...1, zones x streams; 0 where there is no demand.
  public let newBuildShares: [Double]

  /// The share for new dwellings of a zone and stream, 0...1.
  public subscript(zone: Int, stream: Int) -> Double { newBuildShares[zone * streamCount + stream] }

  /// Computes the shares of a year.
  ///
  /// - Parameters:
  ///   - flows: dwellings per year of every account, of the accounts of the profiles.
  ///   - inputs: the inputs of the mine.
  public init(_ flows: YearFlows, of inputs: MineInputs) {
    zoneCount = inputs.zones.count
    streamCount = inputs.streams.count
    var new = Array(repeating: 0.0, count: zoneCount * streamCount)
    var all = new
    for (account, profile) in inputs.profiles.enumerated()
    where profile.takenUpShares.contains(where: { $0 > 0 }) {
      let isNew = profile.account.event == .construction || profile.account.event == .replacement
      for zone in 0..<zoneCount {
        for type in 0..<inputs.intensities.typeCount {
          let area = AccountArea.squareMetres(flows, account: account, type: type, zone: zone, inputs)
          guard area > 0 else { continue }
          for stream in 0..<streamCount {
            let mass =
              area * profile.takenUpShares[stream] * inputs.intensities[type, inputs.newBuildCohort, stream]
            all[zone * streamCount + stream] += mass
            if isNew { new[zone * streamCount + stream] += mass }
          }
        }
      }
    }
    newBuildShares = zip(new, all).map { $1 > 0 ? $0 / $1 : 0 }
  }
}

/// Floor area of the events of a year.
enum AccountArea {
  /// The floor area of the events of an account and type in a zone, over all cohorts, in m2 per year.
  static func squareMetres(
    _ flows: YearFlows, account: Int, type: Int, zone: Int, _ inputs: MineInputs
  ) -> Double {
    (0..<flows.cohortCount).reduce(0) { sum, cohort in
      sum + squareMetres(flows, account: account, type: type, cohort: cohort, zone: zone, inputs)
    }
  }

  /// The floor area of the events of an account, type and cohort in a zone, in m2 per year.
  static func squareMetres(
    _ flows: YearFlows, account: Int, type: Int, cohort: Int, zone: Int, _ inputs: MineInputs
  ) -> Double {
    let dwellings = flows.dwellings[flows.offset(account: account, type: type, cohort: cohort, zone: zone)]
    guard dwellings > 0 else { return 0 }
    return dwellings * inputs.floorAreaM2[(zone * flows.typeCount + type) * flows.cohortCount + cohort]
  }
}
