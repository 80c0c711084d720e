/// The books of one step over all zones: what the balance is drawn up from.
package struct StepLedger: Sendable {
  /// The number of streams.
  package let streamCount: Int
  /// The number of hubs.
  package let hubCount: Int
  /// The flows of the step in kg, streams x flows.
  package var materials: [Double]
  /// What is not reused, by cause, in kg, streams x causes.
  package var unused: [Double]
  /// The columns of the hubs in kg, hubs x streams x columns.
  package var hubs: [Double]
  /// The stores before the step in kg, hubs x streams.
  package var storesBefore: [Double]
  /// The stores after the step in kg, hubs x streams.
  package var storesAfter: [Double]

  /// Makes empty books.
  package init(streamCount: Int, hubCount: Int) {
    self.streamCount = streamCount
    self.hubCount = hubCount
    materials = Array(repeating: 0, count: streamCount * MaterialFlow.count)
    unused = Array(repeating: 0, count: streamCount * UnusedCause.count)
    hubs = Array(repeating: 0, count: hubCount * streamCount * HubColumn.count)
    storesBefore = Array(repeating: 0, count: hubCount * streamCount)
    storesAfter = storesBefore
  }

  /// The offset of a flow and stream in ``materials``.
  package func offset(_ flow: MaterialFlow, stream: Int) -> Int {
    stream * MaterialFlow.count + flow.position
  }

  /// The offset of a cause and stream in ``unused``.
  package func offset(_ cause: UnusedCause, stream: Int) -> Int {
    stream * UnusedCause.count + cause.position
  }

  /// The offset of a column of a hub and stream in ``hubs``.
  package func offset(_ column: HubColumn, hub: Int, stream: Int) -> Int {
    (hub * streamCount + stream) * HubColumn.count + column.position
  }

  /// Empties the books of flows.
  mutating func reset() {
    for position in materials.indices { materials[position] = 0 }
    for position in unused.indices { unused[position] = 0 }
    for position in hubs.indices { hubs[position] = 0 }
  }

  /// Books where treated mass of a stream goes.
  mutating func treat(_ kilograms: Double, _ stream: Int, _ shares: TreatmentShares) {
    self[.recycled, stream] = kilograms * shares.recycled
    self[.downcycled, stream] = kilograms * shares.downcycled
    self[.incinerated, stream] = kilograms * shares.incinerated
    self[.landfilled, stream] = kilograms * shares.landfilled
  }

  /// Opens the books of a step with what is the same in all steps; the stores after the last step become those before.
  mutating func begin(with standing: borrowing StepLedger) {
    for position in materials.indices { materials[position] = standing.materials[position] }
    for position in unused.indices { unused[position] = standing.unused[position] }
    for position in hubs.indices { hubs[position] = standing.hubs[position] }
    for position in storesBefore.indices { storesBefore[position] = storesAfter[position] }
  }

  /// A flow of a stream in kg.
  subscript(flow: MaterialFlow, stream: Int) -> Double {
    get { materials[offset(flow, stream: stream)] }
    set { materials[offset(flow, stream: stream)] = newValue }
  }

  /// A cause of a stream in kg.
  subscript(cause: UnusedCause, stream: Int) -> Double {
    get { unused[offset(cause, stream: stream)] }
    set { unused[offset(cause, stream: stream)] = newValue }
  }

  /// A column of a hub and stream in kg.
  subscript(column: HubColumn, hub: Int, stream: Int) -> Double {
    get { hubs[offset(column, hub: hub, stream: stream)] }
    set { hubs[offset(column, hub: hub, stream: stream)] = newValue }
  }
}
