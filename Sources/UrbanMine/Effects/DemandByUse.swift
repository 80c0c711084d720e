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
  ///
  /// - Parameters:
  ///   - zone: the position of the zone, from 0 and below ``zoneCount``.
  ///   - stream: the position of the stream, from 0 and below ``streamCount``.
  public subscript(zone: Int, stream: Int) -> Double { newBuildShares[zone * streamCount + stream] }

  /// Computes the shares of a year.
  ///
  /// - Parameter harvest: what the events of the year take up.
  public init(_ harvest: YearHarvest) {
    zoneCount = harvest.zoneCount
    streamCount = harvest.streamCount
    var shares = Array(repeating: 0.0, count: harvest.demand.count)
    for cell in shares.indices where harvest.demand[cell] > 0 {
      shares[cell] = harvest.newBuildDemand[cell] / harvest.demand[cell]
    }
    newBuildShares = shares
  }
}
