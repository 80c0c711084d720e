internal import SimNumerics

/// The mass that hubs could move if nothing were refused, from what events release and take up in the years of a run.
///
/// Each tonne travels to a hub and from it:
///
///     t(zone) = sum over materials m of M(m) (supply share(m, zone) + use share(m, zone)),
///     M(m) = lesser of supply and the demand that reuse may meet, in t per year
///
/// Supply is what is dismantled with care and passes inspection.
public struct HubThroughput: Sendable, Equatable {
  private let streams: [Int]
  private let passing: [Double]
  private let accepted: [Double]
  private let zoneCount: Int
  /// kg, streams x zones.
  private var supply: [Double]
  private var use: [Double]
  private var yearCount = 0

  /// Begins without any year.
  ///
  /// - Parameters:
  ///   - hubs: the hubs whose lines say which streams are taken.
  ///   - inputs: the inputs of the mine, with the streams and zones.
  public init(of hubs: [Hub], _ inputs: MineInputs) {
    streams = Set(hubs.flatMap { $0.capacities.flatMap(\.streams) }).sorted()
    passing = streams.map { inputs.streams.axis[$0].reusePotential }
    accepted = streams.map { inputs.streams.axis[$0].maximumReuseShareOfDemand }
    zoneCount = inputs.zones.count
    supply = Array(repeating: 0, count: streams.count * inputs.zones.count)
    use = supply
  }

  /// Adds a year.
  ///
  /// - Parameter harvest: what the events of the year release and take up, in the zones and streams of the
  ///   inputs.
  public mutating func add(_ harvest: YearHarvest) {
    yearCount += 1
    for row in streams.indices {
      for zone in 0..<zoneCount {
        let cell = zone * harvest.streamCount + streams[row]
        supply[row * zoneCount + zone] += passing[row] * harvest.careful[cell]
        use[row * zoneCount + zone] += harvest.demand[cell]
      }
    }
  }

  /// Tonnes a year that each zone brings to hubs and fetches from them, supply and use added up: the mean of the years.
  public var tonnesPerYear: [Double] {
    var tonnes = Array(repeating: 0.0, count: zoneCount)
    for row in streams.indices {
      let cells = row * zoneCount..<(row + 1) * zoneCount
      let supplied = cells.reduce(0) { $0 + supply[$1] }
      let used = cells.reduce(0) { $0 + use[$1] }
      let moved = min(supplied, used * accepted[row])
      guard moved > 0 else { continue }
      for zone in 0..<zoneCount {
        let share = supply[cells.lowerBound + zone] / supplied + use[cells.lowerBound + zone] / used
        tonnes[zone] += Quantity<Kilograms>(moved * share / Double(max(1, yearCount))).tonnes.value
      }
    }
    return tonnes
  }
}
