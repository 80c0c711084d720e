internal import SimNumerics

/// What the mine carries from step to step: the dated lots in the stores, and the clock.
///
/// A lot is the mass of one quality grade of a stream that came into a hub in one step, kept apart by zone of origin
/// and weighed as it leaves refurbishment. The lots of a hub and grade stand in a ring of slots: the lot of step k
/// stands in slot k mod (length of the ring of the hub), so that nothing moves when time passes. The youngest lots,
/// as many as the lead time has steps, are in refurbishment: they take room and cannot leave.
public struct MineState: Sendable, Equatable {
  /// The number of hubs.
  public let hubCount: Int
  /// The number of streams.
  public let streamCount: Int
  /// The position of the first grade of each stream among all grades, and the number of grades at the end.
  public let firstGrades: [Int]
  /// The number of slots that are laid out for each hub and grade: the length of the longest ring.
  public let slotCount: Int
  /// The number of zones.
  public let zoneCount: Int
  /// The mass of the lots in kg, hubs x grades of all streams x slots x zones of origin.
  public internal(set) var lots: [Double]
  /// What each lot weighs in kg over its zones, measured anew whenever the lot changes, hubs x grades x slots.
  var weights: [Double]
  /// The number of steps taken so far.
  public internal(set) var stepsTaken = 0
  /// The last step in which a new use asked for a grade, counted from 0; -1 where none has, per grade.
  var lastAsked: [Int]

  /// The number of grades of all streams.
  public var gradeCount: Int { firstGrades[streamCount] }

  /// Makes empty stores.
  init(hubCount: Int, firstGrades: [Int], slotCount: Int, zoneCount: Int) {
    self.hubCount = hubCount
    self.firstGrades = firstGrades
    streamCount = firstGrades.count - 1
    self.slotCount = slotCount
    self.zoneCount = zoneCount
    let grades = firstGrades[streamCount]
    lots = Array(repeating: 0, count: hubCount * grades * slotCount * zoneCount)
    weights = Array(repeating: 0, count: hubCount * grades * slotCount)
    lastAsked = Array(repeating: -1, count: grades)
  }

  /// Empties every store and goes back to before the first step.
  mutating func empty() {
    for position in lots.indices { lots[position] = 0 }
    for position in weights.indices { weights[position] = 0 }
    for grade in lastAsked.indices { lastAsked[grade] = -1 }
    stepsTaken = 0
  }

  /// The offset of the first zone of a lot in ``lots``.
  @inlinable public func offset(hub: Int, grade: Int, slot: Int) -> Int {
    ((hub * firstGrades[streamCount] + grade) * slotCount + slot) * zoneCount
  }

  /// The mass of a stream in the store of a hub in kg, over all its grades and lots.
  public func mass(hub: Int, stream: Int) -> Double {
    let first = lot(hub: hub, grade: firstGrades[stream], slot: 0)
    let end = lot(hub: hub, grade: firstGrades[stream + 1], slot: 0)
    var sum = 0.0
    for position in first..<end { sum += weights[position] }
    return sum
  }

  /// The position of a lot in ``weights``.
  func lot(hub: Int, grade: Int, slot: Int) -> Int {
    (hub * firstGrades[streamCount] + grade) * slotCount + slot
  }

  /// Weighs a lot anew.
  mutating func weigh(_ lot: Int) {
    weights[lot] = BLAS.sum(lots, over: lot * zoneCount..<(lot + 1) * zoneCount)
  }

  /// Takes a share of a lot out of all its zones of origin, 1 for all of it, and adds it up by zone.
  ///
  /// - Parameters:
  ///   - share: 0...1.
  ///   - lot: the position of the lot.
  ///   - sums: kg, whose `zoneCount` entries from `first` on the mass is added to.
  ///   - first: the entry of the first zone.
  /// - Returns: the mass in kg.
  mutating func take(_ share: Double, of lot: Int, into sums: inout [Double], from first: Int) -> Double {
    let (start, zones) = (lot * zoneCount, zoneCount)
    var (taken, left) = (0.0, 0.0)
    var masses = lots.mutableSpan
    var sums = sums.mutableSpan
    for zone in 0..<zones {
      let mass = masses[start + zone]
      let part = share < 1 ? mass * share : mass
      masses[start + zone] = mass - part
      sums[first + zone] += part
      taken += part
      left += mass - part
    }
    weights[lot] = left
    return taken
  }
}
