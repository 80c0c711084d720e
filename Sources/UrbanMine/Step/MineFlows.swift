internal import SimNumerics

/// What the mine did in one year, in kg; the storage is made once and reused every year.
public struct MineFlows: Sendable, Equatable {
  /// The number of zones.
  public let zoneCount: Int
  /// The number of streams.
  public let streamCount: Int
  /// The number of hubs.
  public let hubCount: Int
  /// The number of steps in the year.
  public let stepCount: Int
  /// What the events of the year release and take up.
  public internal(set) var harvest: YearHarvest
  /// kg per year, zones x streams x flows (``MaterialFlow``).
  public internal(set) var materials: [Double]
  /// kg per step (in store: kg at its end), steps x hubs x streams x columns (``HubColumn``).
  public internal(set) var hubs: [Double]
  /// kg per year, legs (``TransportLeg``) x zones x hubs x streams; the zone is where a leg starts or ends.
  public internal(set) var transport: [Double]
  /// The transport work of both legs in t km per year, by the zone where a leg starts or ends: the sum over hubs of
  /// tonnes x km by road.
  public internal(set) var tonneKilometres: [Double]
  /// kg per year, zones x streams x causes (``UnusedCause``); the zone is that of release.
  public internal(set) var unused: [Double]
  /// The worst balance of the steps of the year and of the year itself.
  public internal(set) var balance: MaterialBalance

  /// Makes flows of zero.
  init(zoneCount: Int, streamCount: Int, hubCount: Int, stepCount: Int, accountCount: Int) {
    self.zoneCount = zoneCount
    self.streamCount = streamCount
    self.hubCount = hubCount
    self.stepCount = stepCount
    harvest = YearHarvest(zoneCount: zoneCount, streamCount: streamCount, accountCount: accountCount)
    materials = Array(repeating: 0, count: zoneCount * streamCount * MaterialFlow.count)
    hubs = Array(repeating: 0, count: stepCount * hubCount * streamCount * HubColumn.count)
    transport = Array(repeating: 0, count: TransportLeg.count * zoneCount * hubCount * streamCount)
    tonneKilometres = Array(repeating: 0, count: zoneCount)
    unused = Array(repeating: 0, count: zoneCount * streamCount * UnusedCause.count)
    balance = MaterialBalance(streamCount: streamCount, hubCount: hubCount)
  }

  /// The offset of a cell in ``materials``.
  @inlinable public func offset(zone: Int, stream: Int, flow: MaterialFlow) -> Int {
    (zone * streamCount + stream) * MaterialFlow.count + flow.position
  }

  /// The offset of a cell in ``hubs``.
  @inlinable public func offset(step: Int, hub: Int, stream: Int, column: HubColumn) -> Int {
    ((step * hubCount + hub) * streamCount + stream) * HubColumn.count + column.position
  }

  /// The offset of a cell in ``transport``.
  @inlinable public func offset(leg: TransportLeg, zone: Int, hub: Int, stream: Int) -> Int {
    ((leg.position * zoneCount + zone) * hubCount + hub) * streamCount + stream
  }

  /// The offset of a cell in ``unused``.
  @inlinable public func offset(zone: Int, stream: Int, cause: UnusedCause) -> Int {
    (zone * streamCount + stream) * UnusedCause.count + cause.position
  }

  /// What a cause kept from reuse, of a stream released in a zone, in kg per year.
  public func mass(_ cause: UnusedCause, zone: Int, stream: Int) -> Double {
    unused[offset(zone: zone, stream: stream, cause: cause)]
  }

  /// What a cause kept from reuse over all zones, in kg per year.
  public func total(_ cause: UnusedCause, stream: Int) -> Double {
    var sum = 0.0
    for zone in 0..<zoneCount { sum += mass(cause, zone: zone, stream: stream) }
    return sum
  }

  /// A flow of a stream in a zone, in kg per year.
  public func mass(_ flow: MaterialFlow, zone: Int, stream: Int) -> Double {
    materials[offset(zone: zone, stream: stream, flow: flow)]
  }

  /// A column of a hub and stream in a step, in kg.
  public func mass(_ column: HubColumn, step: Int, hub: Int, stream: Int) -> Double {
    hubs[offset(step: step, hub: hub, stream: stream, column: column)]
  }

  /// What was moved between a zone and a hub, in kg per year.
  public func mass(_ leg: TransportLeg, zone: Int, hub: Int, stream: Int) -> Double {
    transport[offset(leg: leg, zone: zone, hub: hub, stream: stream)]
  }

  /// A flow of a stream over all zones, in kg per year.
  public func total(_ flow: MaterialFlow, stream: Int) -> Double {
    var sum = 0.0
    for zone in 0..<zoneCount { sum += mass(flow, zone: zone, stream: stream) }
    return sum
  }

  /// Sets every flow of the year to zero and keeps the storage; every step replaces its part of ``hubs``.
  mutating func reset() {
    for position in materials.indices { materials[position] = 0 }
    for position in transport.indices { transport[position] = 0 }
    for position in unused.indices { unused[position] = 0 }
    balance.reset()
  }

  /// Keeps what a step booked for the hubs.
  mutating func add(_ ledger: borrowing StepLedger, step: Int) {
    let first = step * ledger.hubs.count
    for position in ledger.hubs.indices { hubs[first + position] = ledger.hubs[position] }
  }

  /// Adds the tables up over the zones, and those of the hubs over the steps, into the books of the year.
  func addUp(into books: inout StepLedger) {
    books.reset()
    let (flows, causes, columns) = (books.materials.count, books.unused.count, books.hubs.count)
    for zone in 0..<zoneCount {
      Self.add(materials, from: zone * flows, to: &books.materials)
      Self.add(unused, from: zone * causes, to: &books.unused)
    }
    for step in 0..<stepCount { Self.add(hubs, from: step * columns, to: &books.hubs) }
  }

  /// Adds a part of a table to sums.
  private static func add(_ table: [Double], from first: Int, to sums: inout [Double]) {
    VectorMath.add(table, from: first, times: 1, to: &sums, sums.indices)
  }
}
