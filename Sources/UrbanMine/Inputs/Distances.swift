public import HousingSim
public import SimNumerics

/// One zone and one hub.
public struct ZoneHubPair: Sendable, Equatable {
  /// The position of the zone.
  public let zone: Int
  /// The position of the hub.
  public let hub: Int

  /// Makes a pair.
  ///
  /// - Parameters:
  ///   - zone: the position of the zone, from 0.
  ///   - hub: the position of the hub, from 0.
  public init(zone: Int, hub: Int) {
    self.zone = zone
    self.hub = hub
  }
}

/// The distances by road between zones and hubs, as an estimate from the great circle.
public struct Distances: Sendable, Equatable {
  /// The number of zones.
  public let zoneCount: Int
  /// The number of hubs.
  public let hubCount: Int
  /// Kilometres, zones x hubs.
  public let kilometres: [Double]

  /// The distance of a zone and a hub in km.
  ///
  /// - Parameters:
  ///   - zone: the position of the zone, from 0 and below ``zoneCount``.
  ///   - hub: the position of the hub, from 0 and below ``hubCount``.
  public subscript(zone: Int, hub: Int) -> Double { kilometres[zone * hubCount + hub] }

  /// Computes the distances.
  ///
  ///     km = detour x great circle distance
  ///
  /// A hub at the centre of a zone has distance 0 to it.
  ///
  /// - Parameters:
  ///   - zones: the zones with their centres.
  ///   - hubs: the hubs with their places.
  ///   - roadDetourFactor: the length by road over the length of the great circle, 1 or more.
  public init(zones: Axis<Zone>, hubs: Axis<Hub>, roadDetourFactor: Double) {
    zoneCount = zones.count
    hubCount = hubs.count
    var kilometres: [Double] = []
    for zone in zones {
      for hub in hubs {
        let greatCircle = GreatCircle.kilometres(
          latitude: zone.latitude, longitude: zone.longitude, toLatitude: hub.latitude,
          longitude: hub.longitude)
        kilometres.append(greatCircle * roadDetourFactor)
      }
    }
    self.kilometres = kilometres
  }

  /// All pairs from the shortest distance to the longest, ties by zone and then by hub.
  public var pairsNearestFirst: [ZoneHubPair] {
    kilometres.indices
      .sorted { kilometres[$0] == kilometres[$1] ? $0 < $1 : kilometres[$0] < kilometres[$1] }
      .map { ZoneHubPair(zone: $0 / hubCount, hub: $0 % hubCount) }
  }
}
