/// What the mine carries from step to step: the dated lots in the stores, and the clock.
///
/// A lot is the mass of a stream that came into a store in one step, kept apart by zone of origin. The lots of a hub
/// and stream stand in a ring of slots: the lot of step k stands in slot k mod (length of the ring of the hub), so
/// that nothing moves when time passes.
public struct MineState: Sendable, Equatable {
  /// The number of hubs.
  public let hubCount: Int
  /// The number of streams.
  public let streamCount: Int
  /// The number of slots that are laid out for each hub and stream: the length of the longest ring.
  public let slotCount: Int
  /// The number of zones.
  public let zoneCount: Int
  /// The mass of the lots in kg, hubs x streams x slots x zones of origin.
  public internal(set) var lots: [Double]
  /// The number of steps taken so far.
  public internal(set) var stepsTaken = 0

  /// Makes empty stores.
  init(hubCount: Int, streamCount: Int, slotCount: Int, zoneCount: Int) {
    self.hubCount = hubCount
    self.streamCount = streamCount
    self.slotCount = slotCount
    self.zoneCount = zoneCount
    lots = Array(repeating: 0, count: hubCount * streamCount * slotCount * zoneCount)
  }

  /// The offset of the first zone of a lot in ``lots``.
  @inlinable public func offset(hub: Int, stream: Int, slot: Int) -> Int {
    ((hub * streamCount + stream) * slotCount + slot) * zoneCount
  }

  /// The mass of one lot in kg, over all zones of origin.
  func mass(hub: Int, stream: Int, slot: Int) -> Double {
    let first = offset(hub: hub, stream: stream, slot: slot)
    var sum = 0.0
    for position in first..<(first + zoneCount) { sum += lots[position] }
    return sum
  }

  /// The mass of a stream in the store of a hub in kg.
  public func mass(hub: Int, stream: Int) -> Double {
    var sum = 0.0
    for slot in 0..<slotCount { sum += mass(hub: hub, stream: stream, slot: slot) }
    return sum
  }
}
