package import SimNumerics

/// How well one equation holds.
public struct BalanceLine: Sendable, Equatable {
  /// The difference of the two sides in kg.
  public let residual: Double
  /// The largest magnitude in the equation in kg.
  public let scale: Double

  /// Makes a line.
  public init(residual: Double, scale: Double) {
    self.residual = residual
    self.scale = scale
  }

  /// Whether the residual lies within the tolerance of the scale; never where a term is not finite.
  public var holds: Bool {
    scale.isFinite && abs(residual) <= MaterialBalance.tolerance * scale
  }

  /// Whether this line holds less well than another, relative to the scales.
  func isWorse(than other: BalanceLine) -> Bool {
    abs(residual) * max(other.scale, .leastNormalMagnitude)
      > abs(other.residual) * max(scale, .leastNormalMagnitude)
  }
}

/// The invariants of the mine, as the line of the worst step of a year, or of the year itself.
///
/// For every step and stream, over all zones and hubs:
///
///     released = reused + recycled + downcycled + incinerated + landfilled + process loss + change of stores
///     demand = reused + recycled + primary
///     released - reused = sum over the causes of what was not reused (``UnusedCause``)
///
/// and for every step and hub, over all streams:
///
///     change of store = refurbished - dispatched - expired
///
/// The same holds for the tables of the year as a whole. The stores are measured from the lots, not from what was booked.
public struct MaterialBalance: Sendable, Equatable {
  /// The residual that is accepted, as a share of the largest magnitude in an equation.
  public static let tolerance = 1e-9

  /// The worst line of the released mass, per stream.
  public private(set) var released: [BalanceLine]
  /// The worst line of the demand, per stream.
  public private(set) var demand: [BalanceLine]
  /// The worst line of the causes of what was not reused, per stream.
  public private(set) var unused: [BalanceLine]
  /// The worst line of the store, per hub.
  public private(set) var hubs: [BalanceLine]

  /// Makes a balance without any step.
  package init(streamCount: Int, hubCount: Int) {
    released = Array(repeating: BalanceLine(residual: 0, scale: 0), count: streamCount)
    demand = released
    unused = released
    hubs = Array(repeating: BalanceLine(residual: 0, scale: 0), count: hubCount)
  }

  /// Forgets the steps of the last year.
  package mutating func reset() {
    for position in released.indices { released[position] = BalanceLine(residual: 0, scale: 0) }
    for position in demand.indices { demand[position] = BalanceLine(residual: 0, scale: 0) }
    for position in unused.indices { unused[position] = BalanceLine(residual: 0, scale: 0) }
    for position in hubs.indices { hubs[position] = BalanceLine(residual: 0, scale: 0) }
  }

  /// Draws up the balance of a step and keeps it where it is the worst of the year so far.
  ///
  /// - Parameters:
  ///   - ledger: the books.
  ///   - streams: the streams of the books.
  ///   - moving: the positions of the streams to check, `nil` for all.
  ///   - hubAxis: the hubs of the books.
  ///   - year: the calendar year.
  ///   - step: the step of the year, from 0.
  /// - Throws: ``MineBalanceError`` naming the first stream or hub whose equation does not hold.
  package mutating func check(
    _ ledger: borrowing StepLedger, streams: Axis<MaterialStream>, moving: [Int]? = nil,
    hubs hubAxis: Axis<Hub>, year: Int, step: Int
  ) throws(MineBalanceError) {
    for position in 0..<(moving?.count ?? ledger.streamCount) {
      let stream = moving?[position] ?? position
      if let failed = draw(ledger, stream: stream) {
        throw MineBalanceError(
          failed.line, failed.equation, key: streams.items[stream].key, year: year, step: step)
      }
    }
    for hub in 0..<ledger.hubCount {
      let store = MaterialBalance.store(ledger, hub: hub)
      guard store.holds else {
        throw MineBalanceError(store, .store, key: hubAxis.items[hub].key, year: year, step: step)
      }
      if store.isWorse(than: hubs[hub]) { hubs[hub] = store }
    }
  }

  /// Draws up the lines of a stream and keeps the worst; returns the first one that does not hold.
  private mutating func draw(
    _ ledger: borrowing StepLedger, stream: Int
  ) -> (line: BalanceLine, equation: MineBalanceError.Equation)? {
    let released = MaterialBalance.released(ledger, stream: stream)
    guard released.holds else { return (released, .released) }
    let demand = MaterialBalance.demand(ledger, stream: stream)
    guard demand.holds else { return (demand, .demand) }
    let unused = MaterialBalance.unused(ledger, stream: stream)
    guard unused.holds else { return (unused, .unused) }
    if released.isWorse(than: self.released[stream]) { self.released[stream] = released }
    if demand.isWorse(than: self.demand[stream]) { self.demand[stream] = demand }
    if unused.isWorse(than: self.unused[stream]) { self.unused[stream] = unused }
    return nil
  }

  private static func released(_ ledger: borrowing StepLedger, stream: Int) -> BalanceLine {
    var sum = EquationSum()
    sum.add(ledger[.released, stream])
    sum.subtract(ledger[.reused, stream])
    sum.subtract(ledger[.recycled, stream])
    sum.subtract(ledger[.downcycled, stream])
    sum.subtract(ledger[.incinerated, stream])
    sum.subtract(ledger[.landfilled, stream])
    sum.subtract(ledger[.processLoss, stream])
    for hub in 0..<ledger.hubCount {
      sum.add(ledger.storesBefore[hub * ledger.streamCount + stream])
      sum.subtract(ledger.storesAfter[hub * ledger.streamCount + stream])
    }
    return sum.line
  }

  private static func demand(_ ledger: borrowing StepLedger, stream: Int) -> BalanceLine {
    var sum = EquationSum()
    sum.add(ledger[.demand, stream])
    sum.subtract(ledger[.demandReused, stream])
    sum.subtract(ledger[.demandRecycled, stream])
    sum.subtract(ledger[.demandPrimary, stream])
    return sum.line
  }

  /// The causes, with the change of stores as it is measured from the lots.
  private static func unused(_ ledger: borrowing StepLedger, stream: Int) -> BalanceLine {
    var sum = EquationSum()
    sum.add(ledger[.released, stream])
    sum.subtract(ledger[.reused, stream])
    let first = stream * UnusedCause.count
    for cause in 0..<UnusedCause.count where cause != UnusedCause.changeOfStore.position {
      sum.subtract(ledger.unused[first + cause])
    }
    for hub in 0..<ledger.hubCount {
      sum.add(ledger.storesBefore[hub * ledger.streamCount + stream])
      sum.subtract(ledger.storesAfter[hub * ledger.streamCount + stream])
    }
    return sum.line
  }

  private static func store(_ ledger: borrowing StepLedger, hub: Int) -> BalanceLine {
    var sum = EquationSum()
    for stream in 0..<ledger.streamCount {
      sum.add(ledger.storesBefore[hub * ledger.streamCount + stream])
      sum.subtract(ledger.storesAfter[hub * ledger.streamCount + stream])
      sum.add(ledger[.refurbished, hub, stream])
      sum.subtract(ledger[.dispatched, hub, stream])
      sum.subtract(ledger[.expired, hub, stream])
    }
    return sum.line
  }
}

/// The running sum of the terms of an equation, with the largest magnitude among them.
private struct EquationSum {
  private var sum = 0.0
  private var scale = 0.0

  mutating func add(_ term: Double) {
    sum += term
    scale = max(scale, abs(term))
  }

  mutating func subtract(_ term: Double) { add(-term) }

  var line: BalanceLine { BalanceLine(residual: sum, scale: scale) }
}
