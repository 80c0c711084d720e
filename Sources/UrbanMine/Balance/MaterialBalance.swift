package import SimNumerics

/// How well one equation holds.
public struct BalanceLine: Sendable, Equatable {
  /// The difference of the two sides in kg.
  public let residual: Double
  /// The largest magnitude in the equation in kg.
  public let scale: Double

  /// Makes a line.
  ///
  /// - Parameters:
  ///   - residual: the difference of the two sides, in kg.
  ///   - scale: the largest magnitude in the equation, in kg, 0 or more.
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
  public var released: [BalanceLine] { lines(.released) }
  /// The worst line of the demand, per stream.
  public var demand: [BalanceLine] { lines(.demand) }
  /// The worst line of the causes of what was not reused, per stream.
  public var unused: [BalanceLine] { lines(.unused) }
  /// The worst line of the store, per hub.
  public private(set) var hubs: [BalanceLine]

  /// The residuals of all streams in kg, then their scales, for each equation of the streams.
  private var worst: [Double]
  /// The residual and the scale of the stores, per hub.
  private var stores: [Double]
  private let streamCount: Int
  private let equations: BalanceEquations

  /// Makes a balance without any step.
  package init(streamCount: Int, hubCount: Int) {
    self.streamCount = streamCount
    worst = Array(repeating: 0, count: 2 * streamCount * BalanceEquations.streamEquations.count)
    hubs = Array(repeating: BalanceLine(residual: 0, scale: 0), count: hubCount)
    stores = Array(repeating: 0, count: 2 * hubCount)
    equations = BalanceEquations(hubCount: hubCount)
  }

  /// Whether two balances have the same worst lines.
  ///
  /// - Parameters:
  ///   - left: the one balance.
  ///   - right: the other one.
  /// - Returns: whether streams and hubs have the same residuals and scales.
  public static func == (left: MaterialBalance, right: MaterialBalance) -> Bool {
    left.worst == right.worst && left.hubs == right.hubs
  }

  /// The worst lines of an equation of the streams.
  private func lines(_ equation: MineBalanceError.Equation) -> [BalanceLine] {
    let position = BalanceEquations.streamEquations.firstIndex(of: equation) ?? 0
    return Self.lines(worst[2 * position * streamCount..<2 * (position + 1) * streamCount])
  }

  private static func lines(_ worst: ArraySlice<Double>) -> [BalanceLine] {
    let count = worst.count / 2
    return worst.prefix(count).indices.map { BalanceLine(residual: worst[$0], scale: worst[$0 + count]) }
  }

  /// Forgets the steps of the last year.
  package mutating func reset() {
    VectorMath.clear(&worst)
    for position in hubs.indices { hubs[position] = BalanceLine(residual: 0, scale: 0) }
  }

  /// Draws up the balance of a step and keeps it where it is the worst of the year so far.
  ///
  /// - Parameters:
  ///   - ledger: the books.
  ///   - streams: the streams of the books.
  ///   - hubAxis: the hubs of the books.
  ///   - year: the calendar year.
  ///   - step: the step of the year, from 0.
  /// - Throws: ``MineBalanceError`` naming the first stream or hub whose equation does not hold.
  package mutating func check(
    _ ledger: borrowing StepLedger, streams: Axis<MaterialStream>, hubs hubAxis: Axis<Hub>, year: Int,
    step: Int
  ) throws(MineBalanceError) {
    let holds = VectorMath.check(
      equations.streams, of: ledger.values, within: Self.tolerance, worst: &worst)
    if !holds, let failed = firstFailure(ledger.values) {
      throw MineBalanceError(
        failed.line, failed.equation, key: streams.items[failed.stream].key, year: year, step: step)
    }
    VectorMath.sum(equations.stores, of: ledger.values, width: streamCount, into: &stores)
    for hub in hubs.indices {
      let store = BalanceLine(residual: stores[2 * hub], scale: stores[2 * hub + 1])
      guard store.holds else {
        throw MineBalanceError(store, .store, key: hubAxis.items[hub].key, year: year, step: step)
      }
      if store.isWorse(than: hubs[hub]) { hubs[hub] = store }
    }
  }

  /// The first line that does not hold, stream by stream.
  private func firstFailure(
    _ books: [Double]
  ) -> (stream: Int, line: BalanceLine, equation: MineBalanceError.Equation)? {
    let drawn = zip(BalanceEquations.streamEquations, equations.ofStreams).map { equation, rows in
      var line = [Double](repeating: 0, count: 2 * streamCount)
      VectorMath.draw(rows, of: books, into: &line)
      return (equation, Self.lines(line[...]))
    }
    for stream in 0..<streamCount {
      for (equation, lines) in drawn where !lines[stream].holds { return (stream, lines[stream], equation) }
    }
    return nil
  }
}

/// The equations of the balance as rows of the books, made once.
private final class BalanceEquations: Sendable {
  /// What the equations of the streams are about, in their order.
  static let streamEquations: [MineBalanceError.Equation] = [.released, .demand, .unused]
  /// The equations of the streams.
  let ofStreams: [BookEquation]
  /// The same, one after the other.
  let streams: BookEquations
  /// One per hub.
  let stores: BookEquations

  init(hubCount: Int) {
    func positions(_ rows: [BookRow]) -> [Int] { rows.map { $0.position(hubCount: hubCount) } }
    func equation(_ added: [BookRow], less subtracted: [BookRow]) -> BookEquation {
      BookEquation(positions(added), less: positions(subtracted))
    }
    let before = (0..<hubCount).map { BookRow.storeBefore($0) }
    let after = (0..<hubCount).map { BookRow.storeAfter($0) }
    let gone: [MaterialFlow] = [.reused, .recycled, .downcycled, .incinerated, .landfilled, .processLoss]
    let released = equation([.flow(.released)] + before, less: gone.map { .flow($0) } + after)
    let demand = equation(
      [.flow(.demand)], less: [.flow(.demandReused), .flow(.demandRecycled), .flow(.demandPrimary)])
    // The change of stores is that which is measured from the lots.
    let causes = UnusedCause.allCases.filter { $0 != .changeOfStore }
    let unused = equation(
      [.flow(.released)] + before, less: [.flow(.reused)] + causes.map { .cause($0) } + after)
    ofStreams = [released, demand, unused]
    streams = BookEquations(ofStreams)
    stores = BookEquations(
      (0..<hubCount).map { hub in
        equation(
          [.storeBefore(hub), .hub(hub, .refurbished)],
          less: [.storeAfter(hub), .hub(hub, .dispatched), .hub(hub, .expired)])
      })
  }
}
