/// The books of one step: what every part of the step writes down, and what the balance is drawn up from.
package struct StepLedger: Sendable {
  /// The number of zones.
  package let zoneCount: Int
  /// The number of streams.
  package let streamCount: Int
  /// The number of hubs.
  package let hubCount: Int
  /// The flows of the step in kg, flows x streams x zones.
  package var materials: [Double]
  /// What is not reused, by cause, in kg, causes x streams x zones of release.
  package var unused: [Double]
  /// The columns of the hubs in kg, hubs x streams x columns.
  package var hubs: [Double]
  /// The stores before the step in kg, hubs x streams.
  package var storesBefore: [Double]
  /// The stores after the step in kg, hubs x streams.
  package var storesAfter: [Double]

  /// Makes empty books.
  package init(zoneCount: Int, streamCount: Int, hubCount: Int) {
    self.zoneCount = zoneCount
    self.streamCount = streamCount
    self.hubCount = hubCount
    materials = Array(repeating: 0, count: MaterialFlow.count * streamCount * zoneCount)
    unused = Array(repeating: 0, count: UnusedCause.count * streamCount * zoneCount)
    hubs = Array(repeating: 0, count: hubCount * streamCount * HubColumn.count)
    storesBefore = Array(repeating: 0, count: hubCount * streamCount)
    storesAfter = storesBefore
  }

  /// The offset of the first zone of a flow and stream in ``materials``.
  package func offset(_ flow: MaterialFlow, stream: Int) -> Int {
    (flow.position * streamCount + stream) * zoneCount
  }

  /// The offset of the first zone of a cause and stream in ``unused``.
  package func offset(_ cause: UnusedCause, stream: Int) -> Int {
    (cause.position * streamCount + stream) * zoneCount
  }

  /// The offset of a column of a hub and stream in ``hubs``.
  package func offset(_ column: HubColumn, hub: Int, stream: Int) -> Int {
    (hub * streamCount + stream) * HubColumn.count + column.position
  }

  /// Empties the books of flows; the stores after the last step become the stores before this one.
  package mutating func reset() {
    for position in materials.indices { materials[position] = 0 }
    for position in unused.indices { unused[position] = 0 }
    for position in hubs.indices { hubs[position] = 0 }
    for position in storesBefore.indices { storesBefore[position] = storesAfter[position] }
  }

  /// The sum of a flow of a stream over the zones, in kg.
  func total(_ flow: MaterialFlow, stream: Int) -> Double {
    let first = offset(flow, stream: stream)
    var sum = 0.0
    for position in first..<(first + zoneCount) { sum += materials[position] }
    return sum
  }

  /// The sum of a cause of a stream over the zones, in kg.
  func total(_ cause: UnusedCause, stream: Int) -> Double {
    let first = offset(cause, stream: stream)
    var sum = 0.0
    for position in first..<(first + zoneCount) { sum += unused[position] }
    return sum
  }
}

extension StepLedger {
  /// Books what a hub takes in from a zone, in kg: the mass received and what leaves refurbishment of it.
  mutating func book(received: Double, refurbished: Double, _ pair: ZoneHubPair, stream: Int) {
    materials[offset(.toHub, stream: stream) + pair.zone] += received
    materials[offset(.processLoss, stream: stream) + pair.zone] += received - refurbished
    unused[offset(.refurbishmentLoss, stream: stream) + pair.zone] += received - refurbished
    unused[offset(.changeOfStore, stream: stream) + pair.zone] += refurbished
    hubs[offset(.received, hub: pair.hub, stream: stream)] += received
    hubs[offset(.refurbished, hub: pair.hub, stream: stream)] += refurbished
  }

  /// Books what a hub refuses to a zone, in kg, for its capacity or its room.
  mutating func book(refused: Double, _ cause: UnusedCause, zone: Int, hub: Int, stream: Int) {
    let column: HubColumn = cause == .refusedCapacity ? .refusedCapacity : .refusedRoom
    unused[offset(cause, stream: stream) + zone] += refused
    hubs[offset(column, hub: hub, stream: stream)] += refused
  }
}
