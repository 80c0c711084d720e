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
  /// kg per year, flows (``MaterialFlow``) x zones x streams.
  public internal(set) var materials: [Double]
  /// kg per step (in store: kg at its end), steps x hubs x columns (``HubColumn``) x streams.
  public internal(set) var hubs: [Double]
  /// kg per year, legs (``TransportLeg``) x zones x hubs x streams; the zone is where a leg starts or ends.
  public internal(set) var transport: [Double]
  /// The transport work of both legs in t km per year, by the zone where a leg starts or ends: the sum over hubs of
  /// tonnes x km by road.
  public internal(set) var tonneKilometres: [Double]
  /// kg per year, causes (``UnusedCause``) x zones x streams; the zone is that of release.
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
  ///
  /// Positions are not checked here.
  ///
  /// - Parameters:
  ///   - zone: the position of the zone, from 0 and below ``zoneCount``.
  ///   - stream: the position of the stream, from 0 and below ``streamCount``.
  ///   - flow: the flow.
  /// - Returns: the position of the cell, from 0.
  @inlinable public func offset(zone: Int, stream: Int, flow: MaterialFlow) -> Int {
    (flow.position * zoneCount + zone) * streamCount + stream
  }

  /// The offset of a cell in ``hubs``.
  ///
  /// Positions are not checked here.
  ///
  /// - Parameters:
  ///   - step: the step of the year, from 0 and below ``stepCount``.
  ///   - hub: the position of the hub, from 0 and below ``hubCount``.
  ///   - stream: the position of the stream, from 0 and below ``streamCount``.
  ///   - column: what is told of the hub.
  /// - Returns: the position of the cell, from 0.
  @inlinable public func offset(step: Int, hub: Int, stream: Int, column: HubColumn) -> Int {
    ((step * hubCount + hub) * HubColumn.count + column.position) * streamCount + stream
  }

  /// The offset of a cell in ``transport``.
  ///
  /// Positions are not checked here.
  ///
  /// - Parameters:
  ///   - leg: from zone to hub, or from hub to zone.
  ///   - zone: the position of the zone, from 0 and below ``zoneCount``.
  ///   - hub: the position of the hub, from 0 and below ``hubCount``.
  ///   - stream: the position of the stream, from 0 and below ``streamCount``.
  /// - Returns: the position of the cell, from 0.
  @inlinable public func offset(leg: TransportLeg, zone: Int, hub: Int, stream: Int) -> Int {
    ((leg.position * zoneCount + zone) * hubCount + hub) * streamCount + stream
  }

  /// The offset of a cell in ``unused``.
  ///
  /// Positions are not checked here.
  ///
  /// - Parameters:
  ///   - zone: the position of the zone of release, from 0 and below ``zoneCount``.
  ///   - stream: the position of the stream, from 0 and below ``streamCount``.
  ///   - cause: the cause.
  /// - Returns: the position of the cell, from 0.
  @inlinable public func offset(zone: Int, stream: Int, cause: UnusedCause) -> Int {
    (cause.position * zoneCount + zone) * streamCount + stream
  }

  /// What a cause kept from reuse, of a stream released in a zone, in kg per year.
  ///
  /// - Parameters:
  ///   - cause: the cause.
  ///   - zone: the position of the zone of release, from 0 and below ``zoneCount``.
  ///   - stream: the position of the stream, from 0 and below ``streamCount``.
  /// - Returns: kg per year.
  public func mass(_ cause: UnusedCause, zone: Int, stream: Int) -> Double {
    unused[offset(zone: zone, stream: stream, cause: cause)]
  }

  /// What a cause kept from reuse over all zones, in kg per year.
  ///
  /// - Parameters:
  ///   - cause: the cause.
  ///   - stream: the position of the stream, from 0 and below ``streamCount``.
  /// - Returns: kg per year.
  public func total(_ cause: UnusedCause, stream: Int) -> Double {
    var sum = 0.0
    for zone in 0..<zoneCount { sum += mass(cause, zone: zone, stream: stream) }
    return sum
  }

  /// A flow of a stream in a zone, in kg per year.
  ///
  /// - Parameters:
  ///   - flow: the flow.
  ///   - zone: the position of the zone, from 0 and below ``zoneCount``.
  ///   - stream: the position of the stream, from 0 and below ``streamCount``.
  /// - Returns: kg per year.
  public func mass(_ flow: MaterialFlow, zone: Int, stream: Int) -> Double {
    materials[offset(zone: zone, stream: stream, flow: flow)]
  }

  /// A column of a hub and stream in a step, in kg.
  ///
  /// - Parameters:
  ///   - column: what is told of the hub.
  ///   - step: the step of the year, from 0 and below ``stepCount``.
  ///   - hub: the position of the hub, from 0 and below ``hubCount``.
  ///   - stream: the position of the stream, from 0 and below ``streamCount``.
  /// - Returns: kg per step; what is in store in kg at the end of the step.
  public func mass(_ column: HubColumn, step: Int, hub: Int, stream: Int) -> Double {
    hubs[offset(step: step, hub: hub, stream: stream, column: column)]
  }

  /// What was moved between a zone and a hub, in kg per year.
  ///
  /// - Parameters:
  ///   - leg: from zone to hub, or from hub to zone.
  ///   - zone: the position of the zone where the leg starts or ends, from 0 and below ``zoneCount``.
  ///   - hub: the position of the hub, from 0 and below ``hubCount``.
  ///   - stream: the position of the stream, from 0 and below ``streamCount``.
  /// - Returns: kg per year.
  public func mass(_ leg: TransportLeg, zone: Int, hub: Int, stream: Int) -> Double {
    transport[offset(leg: leg, zone: zone, hub: hub, stream: stream)]
  }

  /// A flow of a stream over all zones, in kg per year.
  ///
  /// - Parameters:
  ///   - flow: the flow.
  ///   - stream: the position of the stream, from 0 and below ``streamCount``.
  /// - Returns: kg per year.
  public func total(_ flow: MaterialFlow, stream: Int) -> Double {
    var sum = 0.0
    for zone in 0..<zoneCount { sum += mass(flow, zone: zone, stream: stream) }
    return sum
  }

  /// Adds a flow up over the streams.
  ///
  /// - Parameters:
  ///   - flow: the flow.
  ///   - sums: kg per year, one per zone; overwritten.
  func addUp(_ flow: MaterialFlow, into sums: inout [Double]) {
    VectorMath.sumRows(
      materials, from: offset(zone: 0, stream: 0, flow: flow), width: streamCount, into: &sums)
  }

  /// Adds a flow up over the streams, each times its weight.
  ///
  /// - Parameters:
  ///   - flow: the flow.
  ///   - weights: one per stream.
  ///   - sums: kg per year x the unit of the weights, one per zone; overwritten.
  func weigh(_ flow: MaterialFlow, by weights: [Double], into sums: inout [Double]) {
    VectorMath.weighRows(
      materials, from: offset(zone: 0, stream: 0, flow: flow), by: weights, into: &sums)
  }

  /// Adds every flow of every zone up over the streams.
  ///
  /// - Parameter sums: kg per year, flows x zones; overwritten.
  public func addUpStreams(into sums: inout [Double]) {
    precondition(
      sums.count == MaterialFlow.count * zoneCount, "\(sums.count) sums for \(zoneCount) zones")
    VectorMath.sumRows(materials, width: streamCount, into: &sums)
  }

  /// Sets to zero what a year adds up and keeps the storage; all else is overwritten.
  mutating func reset() {
    let table = zoneCount * streamCount
    func cells(_ flow: MaterialFlow) -> Range<Int> { flow.position * table..<(flow.position + 1) * table }
    VectorMath.clear(&materials, cells(.reused))
    VectorMath.clear(&materials, cells(.demandRecycled))
    VectorMath.clear(&materials, cells(.demandPrimary))
    VectorMath.clear(&transport)
    VectorMath.clear(&unused)
    balance.reset()
  }

  /// Keeps what a step booked for the hubs.
  mutating func add(_ ledger: borrowing StepLedger, step: Int) {
    VectorMath.copy(ledger.values, ledger.hubs, to: &hubs, at: step * ledger.hubs.count)
  }

  /// Adds the tables up over the zones, and those of the hubs over the steps, into the books of the year.
  func addUp(into books: inout StepLedger) {
    let table = zoneCount * streamCount
    for flow in MaterialFlow.allCases {
      let first = flow.position * table
      VectorMath.fold(materials, first..<first + table, into: &books.values, books.range(.flow(flow)))
    }
    for cause in UnusedCause.allCases {
      let first = cause.position * table
      VectorMath.fold(unused, first..<first + table, into: &books.values, books.range(.cause(cause)))
    }
    VectorMath.fold(hubs, hubs.indices, into: &books.values, books.hubs)
  }
}
