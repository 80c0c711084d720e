import HousingSim
import SimNumerics

/// The dynamic stock models that are measured beside Python; all numbers are assumptions of the benchmark.
public enum StockWorkload: String, CaseIterable, Sendable {
  /// 1,000 stocks with their own lifetimes and inflows, 150 years: stocks and outflows.
  case ownInflow = "own-inflow"
  /// 1,000 stocks with their own lifetimes and targets, 150 years: inflows and outflows.
  case ownStock = "own-stock"
  /// 10,000 samples of the lifetime of one stock with given inflow, 100 years: stocks and outflows.
  case samplesInflow = "samples-inflow"
  /// 10,000 samples of the lifetime of one stock with given target, 100 years: inflows and outflows.
  case samplesStock = "samples-stock"
  /// Stock and outflow by cohort of 1,000 stocks, 150 years, on demand: every cell is made once and added to its building
  /// period of 25 years.
  case groups
  /// The same cells written out as tables, in the memory of an earlier result.
  case tables
  /// The same in new memory, as a function that returns them has to.
  case newTables = "new-tables"
  /// 100,000 members with a 12 x 12 matrix each, 30 steps: the last states.
  case members

  /// What is computed, for the report.
  public var title: String {
    switch self {
    case .ownInflow: "1,000 stocks, 150 years, inflow-driven"
    case .ownStock: "1,000 stocks, 150 years, stock-driven"
    case .samplesInflow: "10,000 lifetimes of one stock, 100 years, inflow-driven"
    case .samplesStock: "10,000 lifetimes of one stock, 100 years, stock-driven"
    case .groups: "cohort tables of 1,000 stocks, 150 years, on demand"
    case .tables: "cohort tables of 1,000 stocks, 150 years, written out, kept memory"
    case .newTables: "cohort tables of 1,000 stocks, 150 years, written out, new memory"
    case .members: "100,000 members, 12 x 12, 30 steps"
    }
  }
}

/// One workload with its inputs, which can be run again and again.
public struct StockRun {
  private let workload: StockWorkload
  private let model: CohortStockModel
  private let driver: Matrix
  private let matrices: [Double]
  private let start: [Double]
  private var earlier: CohortStockResult?
  private var cells: (stocks: [Double], outflows: [Double]) = ([], [])
  private var sums = CohortSums()
  private static let buildingPeriods = stride(from: 0, to: 150, by: 25).map { $0..<$0 + 25 }

  /// The numbers of members and steps of the batch of matrices.
  public static let memberSteps = 3_000_000
  private static let members = 100_000
  private static let order = 12

  /// Makes the inputs.
  public init(_ workload: StockWorkload) throws {
    self.workload = workload
    let shared = workload == .samplesInflow || workload == .samplesStock
    let (years, stocks) = shared ? (100, 10_000) : (150, 1_000)
    let lifetimes = (0..<stocks).map { stock in
      let mean = 30 + 50 * Double((stock * 37) % 101) / 101
      let share = 0.2 + 0.2 * Double((stock * 13) % 31) / 31
      return Lifetime.normal(mean: mean, standardDeviation: mean * share)
    }
    model = try CohortStockModel(
      periods: StockPeriods(yearly: 1900...1899 + years), lifetimes: StockLifetimes(byStock: lifetimes),
      negativeInflow: .allow)
    let isTarget = workload == .ownStock || workload == .samplesStock
    driver = Self.driver(years, shared ? 1 : stocks, isTarget: isTarget)
    let isBatch = workload == .members
    matrices = isBatch ? Self.matrices() : []
    start = isBatch ? Self.states() : []
  }

  private static func driver(_ years: Int, _ columns: Int, isTarget: Bool) -> Matrix {
    var driver = Matrix(rows: years, columns: columns)
    for year in 0..<years {
      let t = Double(year)
      let bell = (t - 60) / 25
      let value = isTarget ? 1000 + 30_000 * t / (t + 60) : 100 + 400 / (1 + bell * bell)
      for stock in 0..<columns {
        driver[year, stock] = columns == 1 ? value : value * (0.5 + Double((stock * 7) % 17) / 17)
      }
    }
    return driver
  }

  private static func matrices() -> [Double] {
    (0..<members * order * order).map { position in
      let (member, entry) = position.quotientAndRemainder(dividingBy: order * order)
      let (row, column) = entry.quotientAndRemainder(dividingBy: order)
      return Double(1 + (member * 7 + row * 5 + column * 3) % 11) / (7 * Double(order))
    }
  }

  private static func states() -> [Double] {
    (0..<order * members).map { 1 + Double((($0 / members) * 3 + $0 % members) % 5) / 5 }
  }

  /// Runs the workload through the public functions of the library, in the memory of the run before.
  ///
  /// - Returns: seconds, and the arrays that the peers compute too.
  public mutating func run(threads: Int) throws -> (seconds: Double, arrays: [[Double]]) {
    let clock = ContinuousClock()
    if workload == .members {
      // A copy that is made here and not on the clock.
      var state = start.map { $0 }
      let begin = clock.now
      MatrixBatch.advance(
        &state, by: matrices, order: Self.order, members: Self.members, steps: 30, threads: threads)
      return (begin.duration(to: clock.now).seconds, [state])
    }
    if workload == .newTables {
      let begin = clock.now
      // The memory of the run before is given back on the clock, as the peers do.
      earlier = nil
      cells = ([], [])
      let result = try model.inflowDriven(driver, byCohort: true, threads: threads)
      if let cohorts = result.cohorts { cells = cohorts.packed(threads: threads) }
      let seconds = begin.duration(to: clock.now).seconds
      earlier = result
      return (seconds, [cells.stocks, cells.outflows])
    }
    if workload == .groups {
      let begin = clock.now
      try model.cohortSums(driver, ofCohorts: Self.buildingPeriods, into: &sums, threads: threads)
      return (begin.duration(to: clock.now).seconds, [sums.stocks, sums.outflows])
    }
    if earlier == nil { earlier = try model.inflowDriven(driver, byCohort: workload == .tables) }
    guard var result = earlier else { return (.nan, []) }
    // The only reference, so that the memory is written again.
    earlier = nil
    let begin = clock.now
    switch workload {
    case .ownStock, .samplesStock: try model.stockDriven(driver, into: &result, threads: threads)
    default: try model.inflowDriven(driver, into: &result, threads: threads)
    }
    if let cohorts = result.cohorts {
      cohorts.write(stocks: &cells.stocks, outflows: &cells.outflows, threads: threads)
    }
    let seconds = begin.duration(to: clock.now).seconds
    earlier = result
    switch workload {
    case .tables: return (seconds, [cells.stocks, cells.outflows])
    case .ownStock, .samplesStock: return (seconds, [result.inflow.storage, result.outflow.storage])
    default: return (seconds, [result.stock.storage, result.outflow.storage])
    }
  }

  /// The number of stocks of the arrays.
  public var columns: Int {
    workload == .members
      ? Self.members : (workload == .samplesInflow || workload == .samplesStock ? 10_000 : 1_000)
  }
}
