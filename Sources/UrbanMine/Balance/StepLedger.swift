internal import SimNumerics

/// The books of one step over all zones: what the balance is drawn up from.
///
/// One row of streams for every flow, then one for every cause, for every column of every hub, and for the stores of every
/// hub before and after the step.
package struct StepLedger: Sendable {
  /// The number of streams.
  package let streamCount: Int
  /// The number of hubs.
  package let hubCount: Int
  /// kg, rows x streams.
  package var values: [Double]

  private let rows: StepRows

  /// Makes empty books.
  package init(streamCount: Int, hubCount: Int) {
    self.streamCount = streamCount
    self.hubCount = hubCount
    rows = BookRow.rows(hubCount: hubCount)
    values = Array(repeating: 0, count: (BookRow.first(ofHub: hubCount) + 2 * hubCount) * streamCount)
  }

  /// The entries of a row in ``values``.
  package func range(_ row: BookRow) -> Range<Int> {
    let first = row.position(hubCount: hubCount) * streamCount
    return first..<first + streamCount
  }

  /// The mass of a row and stream in kg.
  package subscript(row: BookRow, stream: Int) -> Double {
    get { values[row.position(hubCount: hubCount) * streamCount + stream] }
    set { values[row.position(hubCount: hubCount) * streamCount + stream] = newValue }
  }

  /// A flow of a stream in kg.
  package subscript(flow: MaterialFlow, stream: Int) -> Double {
    get { self[.flow(flow), stream] }
    set { self[.flow(flow), stream] = newValue }
  }

  /// A cause of a stream in kg.
  package subscript(cause: UnusedCause, stream: Int) -> Double {
    get { self[.cause(cause), stream] }
    set { self[.cause(cause), stream] = newValue }
  }

  /// A column of a hub and stream in kg.
  package subscript(column: HubColumn, hub: Int, stream: Int) -> Double {
    get { self[.hub(hub, column), stream] }
    set { self[.hub(hub, column), stream] = newValue }
  }

  /// The entries of all columns of all hubs, hubs x columns x streams.
  var hubs: Range<Int> {
    BookRow.first(ofHub: 0) * streamCount..<BookRow.first(ofHub: hubCount) * streamCount
  }

  /// The entries of the stores before the step, hubs x streams; those after it follow.
  private var storesBefore: Range<Int> { hubs.upperBound..<hubs.upperBound + hubCount * streamCount }

  /// Empties the books of flows and keeps the stores.
  mutating func reset() { VectorMath.clear(&values, 0..<hubs.upperBound) }

  /// Books what follows from the movements of a step; equations at ``VectorMath``.
  ///
  /// - Parameters:
  ///   - yields: the share of received mass that is refurbished, hubs x streams.
  ///   - treatment: the shares of the ways of treatment, ways x streams.
  ///   - shape: the numbers of hubs and streams.
  mutating func close(yields: [Double], treatment: [Double], _ shape: StoreShape) {
    VectorMath.closeStep(&values, rows, yields: yields, treatment: treatment, shape)
  }

  /// Adds a row of masses per stream to a row of the books.
  mutating func add(_ kilograms: [Double], from start: Int = 0, times factor: Double = 1, to row: BookRow) {
    VectorMath.add(kilograms, from: start, times: factor, to: &values, range(row))
  }

  /// Opens the books of a step with what is the same in all steps; the stores after the last step become those before.
  mutating func begin(with standing: borrowing StepLedger) {
    let (before, count) = (storesBefore.lowerBound, storesBefore.count)
    for store in before..<before + count { values[store] = values[store + count] }
    VectorMath.copy(standing.values, 0..<hubs.upperBound, to: &values)
  }

  /// Takes the stores after the last step of other books as those before the first one of these.
  mutating func openStores(as other: StepLedger) {
    let after = storesBefore.upperBound..<storesBefore.upperBound + storesBefore.count
    VectorMath.copy(other.values, after, to: &values, at: storesBefore.lowerBound)
  }

  /// Takes the stores after the last step of other books as those after the last one of these.
  mutating func closeStores(as other: StepLedger) {
    let after = storesBefore.upperBound..<storesBefore.upperBound + storesBefore.count
    VectorMath.copy(other.values, after, to: &values, at: after.lowerBound)
  }
}

/// A row of the books.
package enum BookRow: Sendable {
  /// A flow of material.
  case flow(MaterialFlow)
  /// Why mass is not reused.
  case cause(UnusedCause)
  /// A column of a hub.
  case hub(Int, HubColumn)
  /// The store of a hub before the step.
  case storeBefore(Int)
  /// The store of a hub after the step.
  case storeAfter(Int)

  /// The position of the first column of a hub.
  static func first(ofHub hub: Int) -> Int {
    MaterialFlow.count + UnusedCause.count + hub * HubColumn.count
  }

  /// Where the rows of the books of a step stand.
  static func rows(hubCount: Int) -> StepRows {
    func position(_ row: BookRow) -> Int { row.position(hubCount: hubCount) }
    return StepRows(
      released: position(.flow(.released)), toHub: position(.flow(.toHub)),
      processLoss: position(.flow(.processLoss)), refurbishmentLoss: position(.cause(.refurbishmentLoss)),
      demandReused: position(.flow(.demandReused)), treated: position(.flow(.recycled)),
      columns: first(ofHub: 0), columnCount: HubColumn.count, stores: position(.storeAfter(0)),
      received: HubColumn.received.position, refurbished: HubColumn.refurbished.position,
      dispatched: HubColumn.dispatched.position, inStore: HubColumn.inStore.position,
      expired: HubColumn.expired.position)
  }

  /// The position of the row among all.
  func position(hubCount: Int) -> Int {
    switch self {
    case .flow(let flow): flow.position
    case .cause(let cause): MaterialFlow.count + cause.position
    case .hub(let hub, let column): Self.first(ofHub: hub) + column.position
    case .storeBefore(let hub): Self.first(ofHub: hubCount) + hub
    case .storeAfter(let hub): Self.first(ofHub: hubCount) + hubCount + hub
    }
  }
}
