internal import CSimMath

/// Special functions and stock kernels of the C target on whole arrays.
///
/// Stocks and members are computed in groups of eight, one per lane, and each group alone: results do not depend on the
/// number of threads, nor on the position of a stock or the stocks beside it.
package enum VectorMath {
  /// A function of one number.
  enum Function {
    case complementaryError, normalUpperTail, exponential, logarithm
    case upperGammaRatio(shape: Double)
  }

  /// Applies a function to every entry of x.
  static func map(_ function: Function, _ x: [Double], into result: inout [Double]) {
    precondition(x.count == result.count, "\(x.count) arguments have no place in \(result.count) results")
    unsafe x.withUnsafeBufferPointer { x in
      unsafe result.withUnsafeMutableBufferPointer { result in
        let (from, to, count) = (x.baseAddress, result.baseAddress, x.count)
        switch function {
        case .complementaryError: unsafe sim_complementary_error(from, to, count)
        case .normalUpperTail: unsafe sim_normal_upper_tail(from, to, count)
        case .exponential: unsafe sim_exponential(from, to, count)
        case .logarithm: unsafe sim_logarithm(from, to, count)
        case .upperGammaRatio(let shape): unsafe sim_upper_gamma_ratio(shape, from, to, count)
        }
      }
    }
  }

  /// The least and the greatest entry; both are not numbers where an entry is not, and infinite for no entries.
  package static func extent(of x: [Double]) -> (least: Double, greatest: Double) {
    var (least, greatest) = (Double.infinity, -Double.infinity)
    unsafe x.withUnsafeBufferPointer { unsafe sim_extent($0.baseAddress, $0.count, &least, &greatest) }
    return (least, greatest)
  }

  /// Runs dynamic stock models of many stocks, totals only.
  ///
  /// The outflow is that of the balance, stock(t-1) + inflow(t) - stock(t); while no inflow is negative, what would
  /// fall below zero by rounding is zero. Cost: years x years / 2 multiply-adds per stock.
  ///
  /// - Parameters:
  ///   - driver: whether `values` are inflows or stocks.
  ///   - values: `years x stocks`, or `years` numbers that all stocks share; finite.
  ///   - lifetimes: one per stock, or one that all share.
  ///   - years: the number of years.
  ///   - stocks: the number of stocks.
  ///   - result: the stocks where inflows are given and the reverse, `years x stocks`, overwritten. Where S(0) is 0 the
  ///     inflow is not finite.
  ///   - outflow: `years x stocks`, overwritten.
  ///   - shares: the survival by age, S(0)...S(years - 1) of every stock, `years x stocks`, overwritten; empty where it is
  ///     not wanted.
  ///   - threads: how many groups of stocks may run side by side, 1 or more.
  /// - Returns: the least (or zero) and the greatest entry of the result (or zero), as ``extent(of:)`` gives them.
  @discardableResult
  package static func run(
    _ driver: StockDriver, _ values: [Double], lifetimes: AgeLifetimes, years: Int, stocks: Int,
    result: inout [Double], outflow: inout [Double], shares: inout [Double], threads: Int = 1
  ) -> (least: Double, greatest: Double) {
    precondition(
      years >= 0 && stocks >= 0 && (values.count == years * stocks || values.count == years),
      "\(values.count) values do not drive \(stocks) stocks for \(years) years")
    precondition(
      result.count == years * stocks && outflow.count == years * stocks
        && (shares.isEmpty || shares.count == years * stocks),
      "results of \(result.count), \(outflow.count) and \(shares.count) entries for \(years) years x \(stocks) stocks"
    )
    guard years > 0, stocks > 0 else { return (0, 0) }
    let survival = SurvivalColumns(lifetimes, years: years, stocks: stocks)
    let size = StockProblem.stocksPerBlock(years * stocks)
    // The columns before the first line of the caches are one block more.
    var extents = [Double](repeating: 0, count: ((stocks + size - 1) / size + 1) * 2)
    unsafe values.withUnsafeBufferPointer { values in
      unsafe result.withUnsafeMutableBufferPointer { result in
        unsafe outflow.withUnsafeMutableBufferPointer { outflow in
          unsafe extents.withUnsafeMutableBufferPointer { extents in
            unsafe shares.withUnsafeMutableBufferPointer { shares in
              let blocks = unsafe ColumnBlocks(stocks, size: size, of: result.baseAddress)
              let problem = unsafe StockProblem(
                driver: driver, values: values, survival: survival, years: years, stocks: stocks,
                blocks: blocks, result: result, outflow: outflow, shares: shares, extents: extents)
              Blocks.run(blocks, threads) { problem.run($0) }
            }
          }
        }
      }
    }
    return extent(of: extents)
  }

  /// An array whose entries are still to be written, all of them.
  ///
  /// With what the language and the system keep beside them, five numbers, it takes whole lines of the caches: arrays that
  /// are made one after the other start at the same place of a line, and a kernel can write lines of both side by side.
  package static func unwritten(_ count: Int) -> [Double] {
    let (line, beside) = (8, 5)
    let capacity = count == 0 ? 0 : (count + beside + line - 1) / line * line - beside
    return unsafe [Double](unsafeUninitializedCapacity: capacity) { buffer, written in
      unsafe sim_prefer_large_pages(buffer.baseAddress, count * 8)
      written = count
    }
  }
}

extension ColumnBlocks {
  /// Cuts the columns of a table, whose rows follow one another in memory, into blocks of whole lines of the caches, as far
  /// as all its rows start at the same place of a line.
  init(_ columns: Int, size: Int, of table: UnsafePointer<Double>?) {
    let line = 64
    let place = Int(bitPattern: table) % line
    let agree = columns % (line / 8) == 0 && place % 8 == 0
    self.init(columns, size: size, lead: agree && place > 0 ? (line - place) / 8 : 0)
  }
}

/// Room for the rows of one group of lanes, freed at the end.
@safe struct LaneRows: ~Copyable {
  static let lanes = Int(SIM_LANES)
  let start: UnsafeMutablePointer<Double>

  init(_ rows: Int) {
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: max(rows, 1) * Self.lanes * 8, alignment: 64)
    unsafe start = unsafe bytes.initializeMemory(as: Double.self, repeating: 0, count: rows * Self.lanes)
  }

  deinit { unsafe UnsafeMutableRawPointer(start).deallocate() }

  func row(_ row: Int) -> UnsafeMutablePointer<Double> { unsafe start + row * Self.lanes }
}

/// Many stocks and where their results go; groups write to parts that do not overlap, hence safe to share.
@safe private struct StockProblem: @unchecked Sendable {
  /// Stocks of a unit of work on totals: long rows where a result of so many entries is written past the caches.
  static func stocksPerBlock(_ entries: Int) -> Int { (isLarge(entries) ? 32 : 4) * LaneRows.lanes }
  /// Whether a result is larger than what caches keep until it is read.
  static func isLarge(_ entries: Int) -> Bool { entries >= 1 << 19 }
  static let lead = Int(SIM_LEAD)

  let driver: StockDriver
  let values: UnsafeBufferPointer<Double>
  let survival: SurvivalColumns
  let years: Int
  let stocks: Int
  let blocks: ColumnBlocks
  let result: UnsafeMutableBufferPointer<Double>
  let outflow: UnsafeMutableBufferPointer<Double>
  /// Where the survival by age goes; empty where it is not wanted.
  let shares: UnsafeMutableBufferPointer<Double>
  /// The least and the greatest entry of the result, two numbers for each unit of work.
  let extents: UnsafeMutableBufferPointer<Double>

  private var sharesDriver: Bool { unsafe values.count == years }

  /// Computes the blocks that a lane is given.
  func run(_ next: () -> Range<Int>?) {
    let column = LaneRows(years + 2 * Self.lead)
    let groups = blocks.size / LaneRows.lanes
    let given = LaneRows((sharesDriver ? 1 : groups) * years)
    let found = LaneRows(groups * years)
    let out = LaneRows(groups * years)
    let wantsShares = unsafe !shares.isEmpty
    let kept = LaneRows(wantsShares ? groups * years : 0)
    guard let result = unsafe result.baseAddress, let outflow = unsafe outflow.baseAddress,
      let extents = unsafe extents.baseAddress
    else { return }
    let streams: Int32 = Self.isLarge(years * stocks) ? 1 : 0
    let kernel = driver == .inflow ? unsafe sim_inflow_driven : unsafe sim_stock_driven
    var isFirst = true
    while let block = next() {
      if isFirst || !sharesDriver { unsafe gather(block.lowerBound, block.count, given.start) }
      let used = (block.count + LaneRows.lanes - 1) / LaneRows.lanes
      for group in 0..<used {
        let first = block.lowerBound + group * LaneRows.lanes
        if isFirst || !survival.isShared { unsafe survival.fill(column.row(Self.lead), first) }
        isFirst = false
        let row = group * years
        if wantsShares {
          unsafe kept.row(row).update(from: column.row(Self.lead), count: years * LaneRows.lanes)
        }
        unsafe kernel(
          column.start, given.row(sharesDriver ? 0 : row), found.row(row), out.row(row), years)
      }
      let extent = unsafe extents + blocks.block(from: block.lowerBound) * 2
      unsafe sim_extent(found.start, used * years * LaneRows.lanes, extent, extent + 1)
      unsafe sim_scatter(found.start, years, block.count, result + block.lowerBound, stocks, streams)
      unsafe sim_scatter(out.start, years, block.count, outflow + block.lowerBound, stocks, streams)
      if wantsShares, let shares = unsafe shares.baseAddress {
        unsafe sim_scatter(kept.start, years, block.count, shares + block.lowerBound, stocks, streams)
      }
    }
  }

  /// What drives eight stocks from `first` on, `[year][lane]`.
  private func gather(_ first: Int, _ count: Int, _ rows: UnsafeMutablePointer<Double>) {
    guard let start = unsafe values.baseAddress else { return }
    guard sharesDriver else {
      return unsafe sim_gather(start + first, stocks, count, years, rows, years * LaneRows.lanes)
    }
    for year in 0..<years {
      unsafe (rows + year * LaneRows.lanes).update(repeating: start[year], count: LaneRows.lanes)
    }
  }
}
