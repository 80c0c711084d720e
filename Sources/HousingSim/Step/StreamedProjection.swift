internal import Dispatch
internal import SimNumerics
internal import Synchronization

/// What a streamed projection asks about the dwellings of a block of zones.
///
/// Blocks may be asked for in any order and side by side, so the answers must depend on the arguments alone.
public protocol ZoneBlockSource: Sendable {
  /// Fills in the stock of the zones at the end of the year before the first simulated one.
  ///
  /// - Parameters:
  ///   - stock: an empty stock of these zones only, its first zone being `zones.lowerBound`; only its baseline
  ///     cohorts may be filled.
  ///   - zones: the positions of the zones on the zone axis.
  func fill(_ stock: inout HousingStock, zones: Range<Int>)

  /// Adds the dwellings that are built in a year; without this function nothing is built.
  ///
  /// - Parameters:
  ///   - stock: the stock of these zones after demolition and change of state.
  ///   - yearIndex: the simulated year, counted from 0.
  ///   - cohort: the cohort of the dwellings that are built in this year.
  ///   - zones: the positions of the zones on the zone axis.
  func build(_ stock: inout HousingStock, yearIndex: Int, cohort: Int, zones: Range<Int>)
}

extension ZoneBlockSource {
  /// Builds nothing.
  public func build(_ stock: inout HousingStock, yearIndex: Int, cohort: Int, zones: Range<Int>) {}
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

  fileprivate init(yearCount: Int, layout: StockLayout) {
    self.yearCount = yearCount
    typeCount = layout.typeCount
    stateCount = layout.stateCount
    dwellings = Array(repeating: 0, count: (yearCount + 1) * layout.rowCount)
    demolished = Array(repeating: 0, count: yearCount * layout.typeCount)
  }

  /// The dwellings of a type and a state after a number of years, 0 being the start.
  public func dwellings(afterYears years: Int, type: Int, state: Int) -> Double {
    dwellings[(years * typeCount + type) * stateCount + state]
  }

  /// The dwellings of a type that are demolished in a year, counted from 0, in dwellings per year.
  public func demolished(yearIndex: Int, type: Int) -> Double { demolished[yearIndex * typeCount + type] }

  /// All dwellings after a number of years, 0 being the start.
  public func total(afterYears years: Int) -> Double {
    let rows = typeCount * stateCount
    return dwellings[years * rows..<(years + 1) * rows].reduce(0, +)
  }

  fileprivate mutating func add(_ block: StreamedTotals) {
    for cell in dwellings.indices { dwellings[cell] += block.dwellings[cell] }
    for cell in demolished.indices { demolished[cell] += block.demolished[cell] }
  }

  /// Records the stock after a number of years, summed over cohorts and zones.
  fileprivate mutating func record(_ stock: HousingStock, afterYears years: Int) {
    let active = stock.activeCohorts * stock.layout.zoneCount
    for row in 0..<stock.layout.rowCount {
      let start = stock.layout.offset(row: row, cohort: 0)
      dwellings[years * stock.layout.rowCount + row] = BLAS.sum(stock.dwellings, over: start..<start + active)
    }
  }

  /// Records the demolition of a year, types x (cohorts x zones).
  fileprivate mutating func record(demolished cells: [Double], yearIndex: Int, columns: Int) {
    for type in 0..<typeCount {
      demolished[yearIndex * typeCount + type] = BLAS.sum(
        cells, over: type * columns..<(type + 1) * columns)
    }
  }
}

/// Autonomous demolition and change of state for more zones than fit in memory at once.
///
/// Zones do not influence each other in a ``Projection``, so each block of zones is taken through all years on its
/// own, in a buffer that suits the cache, and only its totals are kept:
///
///     totals(t, type, state) = sum over blocks of (sum over the cohorts and zones of the block)
///
/// The totals of the blocks are added in the order of the zones, whichever block is ready first, so the result
/// is the same to the last bit for any number of threads. It depends on `zonesPerBlock` in the last bits only.
public struct StreamedProjection: Sendable {
  /// The layout of a stock of all zones, which is never held.
  public let layout: StockLayout
  /// The number of simulated years that can be projected.
  public let yearCount: Int
  /// The number of zones of a block; the last block may have fewer.
  public let zonesPerBlock: Int
  private let baselineCohortCount: Int
  private let whole: Projection
  private let last: Projection

  /// Computes shares kept and transition matrices for blocks of zones.
  ///
  /// - Parameters:
  ///   - axes: the axes of the stock, with all zones.
  ///   - hazards: the share of dwellings that is demolished every year.
  ///   - rules: the changes of state.
  ///   - zonesPerBlock: 1 or more. A lane holds two arrays of types x states x cohorts x `zonesPerBlock`; they are
  ///     stepped fastest where they fit in the cache together.
  /// - Throws: ``HousingInputError/transitionColumnAboveOne(type:cohort:state:year:sum:)`` where the rules move more
  ///   than all dwellings out of a state.
  public init(
    axes: StockAxes, hazards: DemolitionHazards, rules: [TransitionRule], zonesPerBlock: Int = 8
  ) throws(HousingInputError) {
    precondition(zonesPerBlock > 0, "blocks of \(zonesPerBlock) zones")
    layout = axes.layout
    yearCount = axes.yearCount
    baselineCohortCount = axes.baselineCohortCount
    self.zonesPerBlock = max(1, min(zonesPerBlock, axes.zones.count))
    let rest = axes.zones.count % self.zonesPerBlock
    whole = try Projection(axes: axes, zoneCount: self.zonesPerBlock, hazards: hazards, rules: rules)
    last = rest == 0 ? whole : try Projection(axes: axes, zoneCount: rest, hazards: hazards, rules: rules)
  }

  /// The number of blocks of zones.
  public var blockCount: Int { (layout.zoneCount + zonesPerBlock - 1) / zonesPerBlock }

  /// Takes all zones through the years, block by block.
  ///
  /// - Parameters:
  ///   - source: the stock at the start and what is built.
  ///   - years: how many years, 0...`yearCount`.
  ///   - threads: how many blocks are stepped side by side, 1 or more; the result does not depend on it. Each of
  ///     these lanes reuses two arrays of one block.
  /// - Returns: the totals over all zones, at the start and for every year.
  public func run(_ source: some ZoneBlockSource, years: Int, threads: Int = 1) -> StreamedTotals {
    precondition(0...yearCount ~= years, "\(years) years of \(yearCount)")
    precondition(threads > 0, "\(threads) threads")
    let queue = Mutex(BlockQueue(count: blockCount, totals: StreamedTotals(yearCount: years, layout: layout)))
    DispatchQueue.concurrentPerform(iterations: min(threads, blockCount)) { _ in
      var buffers = BlockBuffers(layout: whole.layout, activeCohorts: baselineCohortCount)
      while let block = queue.withLock({ $0.next() }) {
        let totals = project(block, of: source, years: years, in: &buffers)
        queue.withLock { $0.finish(block, totals: totals) }
      }
    }
    return queue.withLock { $0.totals }
  }

  private func project(
    _ block: Int, of source: some ZoneBlockSource, years: Int, in buffers: inout BlockBuffers
  ) -> StreamedTotals {
    let first = block * zonesPerBlock
    let zones = first..<min(first + zonesPerBlock, layout.zoneCount)
    let projection = zones.count == zonesPerBlock ? whole : last
    buffers.empty(layout: projection.layout, activeCohorts: baselineCohortCount)
    source.fill(&buffers.stock, zones: zones)
    var totals = StreamedTotals(yearCount: years, layout: layout)
    totals.record(buffers.stock, afterYears: 0)
    for year in 0..<years {
      projection.advance(
        &buffers.stock, yearIndex: year, spare: &buffers.spare, demolished: &buffers.demolished)
      totals.record(
        demolished: buffers.demolished, yearIndex: year, columns: projection.layout.columnCount)
      buffers.stock.openNextCohort()
      source.build(&buffers.stock, yearIndex: year, cohort: baselineCohortCount + year, zones: zones)
      totals.record(buffers.stock, afterYears: year + 1)
    }
    return totals
  }
}

/// The arrays of one lane, emptied for every block and made anew only where the last block is smaller.
private struct BlockBuffers {
  var stock: HousingStock
  var spare: [Double]
  var demolished: [Double]

  init(layout: StockLayout, activeCohorts: Int) {
    stock = HousingStock(layout: layout, activeCohorts: activeCohorts)
    spare = Array(repeating: 0, count: layout.count)
    demolished = Array(repeating: 0, count: layout.typeCount * layout.columnCount)
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
      totals.add(ready)
      added += 1
    }
  }
}
