internal import Dispatch
internal import SimNumerics
internal import Synchronization

/// What a streamed projection asks about the dwellings of one type in a block of zones.
///
/// Blocks may be asked for in any order and side by side, so the answers must depend on the arguments alone.
public protocol StockBlockSource: Sendable {
  /// Fills in the stock of a type and zones at the end of the year before the first simulated one.
  ///
  /// - Parameters:
  ///   - stock: an empty stock of this type and these zones only, so that its type 0 is `type` and its first zone
  ///     `zones.lowerBound`; only its baseline cohorts may be filled.
  ///   - type: the position of the type on the axis of dwelling types.
  ///   - zones: the positions of the zones on the zone axis.
  func fill(_ stock: inout HousingStock, type: Int, zones: Range<Int>)

  /// Adds the dwellings that are built in a year; without this function nothing is built.
  ///
  /// - Parameters:
  ///   - stock: the stock of this type and these zones after demolition and change of state.
  ///   - yearIndex: the simulated year, counted from 0.
  ///   - cohort: the cohort of the dwellings that are built in this year.
  ///   - type: the position of the type on the axis of dwelling types.
  ///   - zones: the positions of the zones on the zone axis.
  func build(_ stock: inout HousingStock, yearIndex: Int, cohort: Int, type: Int, zones: Range<Int>)
}

extension StockBlockSource {
  /// Builds nothing.
  ///
  /// - Parameters:
  ///   - stock: the stock of this type and these zones; it stays as it is.
  ///   - yearIndex: the simulated year, counted from 0.
  ///   - cohort: the cohort of the dwellings that are built in this year.
  ///   - type: the position of the type on the axis of dwelling types.
  ///   - zones: the positions of the zones on the zone axis.
  public func build(_ stock: inout HousingStock, yearIndex: Int, cohort: Int, type: Int, zones: Range<Int>) {}
}

/// The totals over all zones that a streamed projection keeps.
public struct StreamedTotals: Sendable, Equatable {
  /// The number of simulated years, 0 or more.
  public let yearCount: Int
  /// The number of dwelling types.
  public let typeCount: Int
  /// The number of quality states.
  public let stateCount: Int
  /// Dwellings, (years + 1) x types x states: at the start and at the end of every year.
  public fileprivate(set) var dwellings: [Double]
  /// Dwellings demolished without any programme, in dwellings per year, years x types.
  public fileprivate(set) var demolished: [Double]

  fileprivate init(yearCount: Int, typeCount: Int, stateCount: Int) {
    self.yearCount = yearCount
    self.typeCount = typeCount
    self.stateCount = stateCount
    dwellings = Array(repeating: 0, count: (yearCount + 1) * typeCount * stateCount)
    demolished = Array(repeating: 0, count: yearCount * typeCount)
  }

  /// The dwellings of a type and a state after a number of years, 0 being the start.
  ///
  /// - Parameters:
  ///   - years: the number of simulated years that have passed, from 0 to ``yearCount``.
  ///   - type: the position of the dwelling type, from 0 and below ``typeCount``.
  ///   - state: the quality state, from 0 and below ``stateCount``.
  /// - Returns: dwellings, summed over cohorts and zones.
  public func dwellings(afterYears years: Int, type: Int, state: Int) -> Double {
    dwellings[(years * typeCount + type) * stateCount + state]
  }

  /// The dwellings of a type that are demolished in a year, counted from 0, in dwellings per year.
  ///
  /// - Parameters:
  ///   - yearIndex: the simulated year, counted from 0 and below ``yearCount``.
  ///   - type: the position of the dwelling type, from 0 and below ``typeCount``.
  /// - Returns: dwellings per year, summed over states, cohorts and zones.
  public func demolished(yearIndex: Int, type: Int) -> Double { demolished[yearIndex * typeCount + type] }

  /// All dwellings after a number of years, 0 being the start.
  ///
  /// - Parameter years: the number of simulated years that have passed, from 0 to ``yearCount``.
  /// - Returns: dwellings, summed over types, states, cohorts and zones.
  public func total(afterYears years: Int) -> Double {
    let rows = typeCount * stateCount
    return dwellings[years * rows..<(years + 1) * rows].reduce(0, +)
  }

  /// Adds the totals of a block, which has one type only.
  fileprivate mutating func add(_ block: StreamedTotals, type: Int) {
    for years in 0...yearCount {
      for state in 0..<stateCount {
        dwellings[(years * typeCount + type) * stateCount + state] +=
          block.dwellings[years * stateCount + state]
      }
    }
    for year in 0..<yearCount { demolished[year * typeCount + type] += block.demolished[year] }
  }

  /// Records the stock of a block after a number of years, summed over cohorts and zones.
  fileprivate mutating func record(_ stock: HousingStock, afterYears years: Int) {
    let active = stock.activeCohorts * stock.layout.zoneCount
    for row in 0..<stock.layout.rowCount {
      let start = stock.layout.offset(row: row, cohort: 0)
      dwellings[years * stock.layout.rowCount + row] = BLAS.sum(stock.dwellings, over: start..<start + active)
    }
  }

  /// Records the demolition of a block in a year, one value per cohort and zone.
  fileprivate mutating func record(demolished cells: [Double], yearIndex: Int) {
    demolished[yearIndex] = BLAS.sum(cells, over: cells.indices)
  }
}

/// Autonomous demolition and change of state through all years, also for more zones than fit in memory at once.
///
/// Neither types nor zones influence each other in a ``Projection``, so each block, one type in a range of zones, is
/// taken through all years on its own, in a buffer that suits the cache, and only its totals are kept:
///
///     totals(t, type, state) = sum over blocks of the type of (sum over the cohorts and zones of the block)
///
/// The totals of the blocks are added in their order, whichever block is ready first, so the result is the same to
/// the last bit for any number of threads. It depends on `zonesPerBlock` in the last bits only.
public struct StreamedProjection: Sendable {
  /// The layout of a stock of all zones, which is never held.
  public let layout: StockLayout
  /// The number of simulated years that can be projected.
  public let yearCount: Int
  /// The number of zones of a block; the last block of a type may have fewer.
  public let zonesPerBlock: Int
  private let baselineCohortCount: Int
  /// Per type the projection of a whole block and that of the last one.
  private let projections: [(whole: Projection, last: Projection)]

  /// Computes shares kept and transition matrices for blocks of zones.
  ///
  /// - Parameters:
  ///   - axes: the axes of the stock, with all zones.
  ///   - hazards: the share of dwellings that is demolished every year.
  ///   - rules: the changes of state.
  ///   - zonesPerBlock: 1 or more. A lane holds two arrays of states x cohorts x `zonesPerBlock`; they are stepped
  ///     fastest where they fit in the cache together.
  /// - Throws: ``HousingInputError/transitionColumnAboveOne(type:cohort:state:year:sum:)`` where the rules move more
  ///   than all dwellings out of a state.
  public init(
    axes: StockAxes, hazards: DemolitionHazards, rules: [TransitionRule], zonesPerBlock: Int = 32
  ) throws(HousingInputError) {
    precondition(zonesPerBlock > 0, "blocks of \(zonesPerBlock) zones")
    layout = axes.layout
    yearCount = axes.yearCount
    baselineCohortCount = axes.baselineCohortCount
    let zones = max(1, min(zonesPerBlock, axes.zones.count))
    self.zonesPerBlock = zones
    let rest = axes.zones.count % zones
    projections = try axes.dwellingTypes.indices.map { type throws(HousingInputError) in
      let types = type..<type + 1
      let whole = try Projection(axes: axes, types: types, zoneCount: zones, hazards: hazards, rules: rules)
      guard rest > 0 else { return (whole, whole) }
      return (
        whole, try Projection(axes: axes, types: types, zoneCount: rest, hazards: hazards, rules: rules)
      )
    }
  }

  /// The number of blocks, each one type in a range of zones.
  public var blockCount: Int { layout.typeCount * ((layout.zoneCount + zonesPerBlock - 1) / zonesPerBlock) }

  /// Takes all zones through the years, block by block.
  ///
  /// - Parameters:
  ///   - source: the stock at the start and what is built.
  ///   - years: how many years, 0...`yearCount`.
  ///   - threads: how many blocks are stepped side by side, 1 or more; the result does not depend on it. Each of
  ///     these lanes reuses two arrays of one block.
  /// - Returns: the totals over all zones, at the start and for every year.
  public func run(_ source: some StockBlockSource, years: Int, threads: Int = 1) -> StreamedTotals {
    precondition(0...yearCount ~= years, "\(years) years of \(yearCount)")
    precondition(threads > 0, "\(threads) threads")
    let none = StreamedTotals(
      yearCount: years, typeCount: layout.typeCount, stateCount: layout.stateCount)
    guard blockCount > 0 else { return none }
    let queue = Mutex(BlockQueue(count: blockCount, totals: none))
    DispatchQueue.concurrentPerform(iterations: min(threads, blockCount)) { _ in
      var buffers = BlockBuffers(layout: projections[0].whole.layout, activeCohorts: baselineCohortCount)
      while let block = queue.withLock({ $0.next() }) {
        let totals = project(block, of: source, years: years, in: &buffers)
        queue.withLock { $0.finish(block, totals: totals) }
      }
    }
    return queue.withLock { $0.totals }
  }

  private func project(
    _ block: Int, of source: some StockBlockSource, years: Int, in buffers: inout BlockBuffers
  ) -> StreamedTotals {
    let type = block % layout.typeCount
    let first = block / layout.typeCount * zonesPerBlock
    let zones = first..<min(first + zonesPerBlock, layout.zoneCount)
    let projection = zones.count == zonesPerBlock ? projections[type].whole : projections[type].last
    buffers.empty(layout: projection.layout, activeCohorts: baselineCohortCount)
    source.fill(&buffers.stock, type: type, zones: zones)
    var totals = StreamedTotals(yearCount: years, typeCount: 1, stateCount: layout.stateCount)
    totals.record(buffers.stock, afterYears: 0)
    for year in 0..<years {
      projection.advance(
        &buffers.stock, yearIndex: year, spare: &buffers.spare, before: &buffers.before,
        demolished: &buffers.demolished, threads: 1)
      totals.record(demolished: buffers.demolished, yearIndex: year)
      buffers.stock.openNextCohort()
      source.build(
        &buffers.stock, yearIndex: year, cohort: baselineCohortCount + year, type: type, zones: zones)
      totals.record(buffers.stock, afterYears: year + 1)
    }
    return totals
  }
}

/// The arrays of one lane, emptied for every block and made anew only where the last block is smaller.
private struct BlockBuffers {
  var stock: HousingStock
  var spare: [Double]
  var before: [Double]
  var demolished: [Double]

  init(layout: StockLayout, activeCohorts: Int) {
    stock = HousingStock(layout: layout, activeCohorts: activeCohorts)
    spare = Array(repeating: 0, count: layout.count)
    before = Array(repeating: 0, count: layout.columnCount)
    demolished = before
  }

  mutating func empty(layout: StockLayout, activeCohorts: Int) {
    guard stock.layout == layout else {
      self = BlockBuffers(layout: layout, activeCohorts: activeCohorts)
      return
    }
    stock.activeCohorts = activeCohorts
    for cell in spare.indices { stock.dwellings[cell] = 0 }
    for cell in spare.indices { spare[cell] = 0 }
  }
}

/// Hands out blocks and adds up their totals in their order, keeping only those that came too early.
private struct BlockQueue {
  private(set) var totals: StreamedTotals
  private let count: Int
  private var handedOut = 0
  private var added = 0
  private var waiting: [Int: StreamedTotals] = [:]

  init(count: Int, totals: StreamedTotals) {
    self.count = count
    self.totals = totals
  }

  mutating func next() -> Int? {
    guard handedOut < count else { return nil }
    handedOut += 1
    return handedOut - 1
  }

  mutating func finish(_ block: Int, totals finished: StreamedTotals) {
    waiting[block] = finished
    while let ready = waiting.removeValue(forKey: added) {
      totals.add(ready, type: added % totals.typeCount)
      added += 1
    }
  }
}
