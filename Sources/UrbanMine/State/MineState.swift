internal import SimNumerics

/// What the mine carries from step to step: the dated lots in the stores, and the clock.
///
/// A lot is what came into a hub in one step, kept apart by zone of origin and by quality grade of the streams, and weighed
/// as it leaves refurbishment. The lots of a hub stand in a ring of slots: the lot of step k stands in slot k mod (length
/// of the ring of the hub), so that nothing moves when time passes. The youngest lots, as many as the lead time has steps,
/// are in refurbishment: they take room and cannot leave.
public struct MineState: Sendable, Equatable {
  /// The number of hubs.
  public let hubCount: Int
  /// The number of slots that are laid out for each hub: the length of the longest ring.
  public let slotCount: Int
  /// The number of zones.
  public let zoneCount: Int
  /// The most quality grades that a stream has; the best grade of every stream has rank 0.
  public let rankCount: Int
  /// The number of streams.
  public let streamCount: Int
  /// The mass of the lots in kg, hubs x slots x zones of origin x ranks x streams.
  public internal(set) var lots: [Double]
  /// What each lot weighs in kg over its zones, measured anew whenever it changes, hubs x slots x ranks x streams.
  var weights: [Double]
  /// The number of steps taken so far.
  public internal(set) var stepsTaken = 0
  /// The last step in which a new use asked for a grade, counted from 0; -1 where none has, ranks x streams.
  var lastAsked: [Double]

  /// The number of grades of all streams, empty ranks included.
  var gradeCount: Int { rankCount * streamCount }

  /// Makes empty stores.
  init(hubCount: Int, slotCount: Int, zoneCount: Int, rankCount: Int, streamCount: Int) {
    self.hubCount = hubCount
    self.slotCount = slotCount
    self.zoneCount = zoneCount
    self.rankCount = rankCount
    self.streamCount = streamCount
    let grades = rankCount * streamCount
    lots = Array(repeating: 0, count: hubCount * slotCount * zoneCount * grades)
    weights = Array(repeating: 0, count: hubCount * slotCount * grades)
    lastAsked = Array(repeating: -1, count: grades)
  }

  /// Empties every store and goes back to before the first step.
  mutating func empty() {
    VectorMath.clear(&lots)
    VectorMath.clear(&weights)
    for grade in lastAsked.indices { lastAsked[grade] = -1 }
    stepsTaken = 0
  }

  /// The offset in ``lots`` of the first stream of a rank in a lot, of one zone of origin.
  ///
  /// Positions are not checked here.
  ///
  /// - Parameters:
  ///   - hub: the position of the hub, from 0 and below ``hubCount``.
  ///   - slot: the slot of the lot, from 0 and below ``slotCount``.
  ///   - zone: the position of the zone of origin, from 0 and below ``zoneCount``.
  ///   - rank: the rank of the quality grade, from 0 for the best and below ``rankCount``.
  /// - Returns: the position of the cell, from 0; the other streams follow.
  @inlinable public func offset(hub: Int, slot: Int, zone: Int, rank: Int) -> Int {
    (((hub * slotCount + slot) * zoneCount + zone) * rankCount + rank) * streamCount
  }

  /// The mass of a stream in the store of a hub in kg, over all its grades and lots.
  ///
  /// - Parameters:
  ///   - hub: the position of the hub, from 0 and below ``hubCount``.
  ///   - stream: the position of the stream, from 0 and below ``streamCount``.
  /// - Returns: kg, what is in refurbishment included.
  public func mass(hub: Int, stream: Int) -> Double {
    var sum = 0.0
    for row in 0..<slotCount * rankCount {
      sum += weights[(hub * slotCount * rankCount + row) * streamCount + stream]
    }
    return sum
  }

  /// The position of a lot among all.
  func lot(hub: Int, slot: Int) -> Int { hub * slotCount + slot }

  /// The entries of a lot in ``weights``.
  func grades(of lot: Int) -> Range<Int> { lot * gradeCount..<(lot + 1) * gradeCount }

  /// Whether anything is in a lot.
  func isFilled(_ lot: Int) -> Bool { weights[grades(of: lot)].contains { $0 > 0 } }

  /// Weighs a lot anew.
  mutating func weigh(_ lot: Int) {
    let size = zoneCount * gradeCount
    VectorMath.fold(lots, lot * size..<(lot + 1) * size, into: &weights, grades(of: lot))
  }
}
