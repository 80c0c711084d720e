internal import SimNumerics

/// The work of moving reused products.
public enum TransportWork {
  /// The transport work of both legs of a zone in t km per year: sum over hubs and streams of tonnes x km by road.
  public static func tonneKilometres(of mine: MineFlows, zone: Int, distances: Distances) -> Double {
    var sum = 0.0
    for hub in 0..<mine.hubCount {
      var mass = 0.0
      for leg in TransportLeg.allCases {
        for stream in 0..<mine.streamCount { mass += mine.mass(leg, zone: zone, hub: hub, stream: stream) }
      }
      sum += (Quantity<Kilograms>(mass).tonnes * Quantity<Kilometres>(distances[zone, hub])).value
    }
    return sum
  }

  /// The transport work of both legs of all zones in t km per year.
  public static func tonneKilometres(of mine: MineFlows, distances: Distances) -> Double {
    (0..<mine.zoneCount).reduce(0) { $0 + tonneKilometres(of: mine, zone: $1, distances: distances) }
  }
}
