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
  /// kg that are dismantled with care and that are taken up, zones x all streams.
  private var careful: [Double]
  private var demand: [Double]
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
    careful = Array(repeating: 0, count: inputs.streams.count * inputs.zones.count)
    demand = careful
  }

  /// Adds a year.
  ///
  /// - Parameter harvest: what the events of the year release and take up, in the zones and streams of the
  ///   inputs.
  public mutating func add(_ harvest: YearHarvest) {
    yearCount += 1
    VectorMath.add(harvest.careful, from: 0, times: 1, to: &careful, careful.indices)
    VectorMath.add(harvest.demand, from: 0, times: 1, to: &demand, demand.indices)
  }

  /// Tonnes a year that each zone brings to hubs and fetches from them, supply and use added up: the mean of the years.
  public var tonnesPerYear: [Double] {
    var tonnes = Array(repeating: 0.0, count: zoneCount)
    for row in streams.indices {
      let cells = stride(from: streams[row], to: careful.count, by: careful.count / max(1, zoneCount))
      let supplied = cells.reduce(0) { $0 + careful[$1] } * passing[row]
      let used = cells.reduce(0) { $0 + demand[$1] }
      let moved = min(supplied, used * accepted[row])
      guard moved > 0 else { continue }
      for (zone, cell) in cells.enumerated() {
        let share = careful[cell] * passing[row] / supplied + demand[cell] / used
        tonnes[zone] += Quantity<Kilograms>(moved * share / Double(max(1, yearCount))).tonnes.value
      }
    }
    return tonnes
  }
}
