internal import Dispatch
public import SimScenarios
internal import Synchronization

/// Which uncertain numbers matter for the targets and the indicators of the region.
public struct SensitivityRun: Sendable {
  /// How importance is measured.
  public enum Method: String, Sendable, CaseIterable {
    /// Shares of the variance: Sobol indices of first and total order.
    case sobol
    /// Elementary effects: screening with few runs.
    case morris
  }

  /// One number that factors act on.
  struct Output: Sendable {
    let year: Int
    let key: String
    let cell: Int
  }

  /// The ensemble whose scenario and draws are used; its number of members has no meaning here.
  public let ensemble: Ensemble
  /// How importance is measured.
  public let method: Method
  /// The number of base samples, or of trajectories.
  public let samples: Int
  let outputs: [Output]
  private let sobol: SobolPlan
  private let morris: MorrisPlan

  /// Plans an analysis.
  ///
  /// - Parameters:
  ///   - plan: the scenario, what varies, and the seed.
  ///   - method: how importance is measured.
  ///   - samples: the number of base samples (Sobol) or trajectories (Morris), 2 or more.
  ///   - years: the years of the indicators; `nil` for the last years of the targets and of the scenario.
  ///   - threads: how many blocks of the central run may be computed side by side.
  /// - Throws: ``EnsembleError``.
  public init(
    _ plan: EnsemblePlan, method: Method, samples: Int, years: [Int]? = nil, threads: Int = 1
  ) throws(EnsembleError) {
    ensemble = try Ensemble(plan, threads: threads)
    self.method = method
    self.samples = samples
    let factors = ensemble.sampler.sample.factors
    do {
      sobol = try SobolPlan(
        seed: plan.seed, factors: factors, samples: samples,
        design: 2 * factors.count <= SobolSequence.availableDimensions ? .sobol : .latinHypercube)
      morris = try MorrisPlan(seed: plan.seed, factors: factors, trajectories: samples)
    } catch {
      throw .sampling(error)
    }
    let layout = ensemble.run.layout
    let central = ensemble.run.central
    let wanted = Set(years ?? central.targets.map(\.years.upperBound) + [central.scenario.lastYear])
    let goals = central.targets.enumerated().map { position, target in
      Output(
        year: target.years.upperBound, key: "target:\(target.key)", cell: layout.valueCell(target: position))
    }
    outputs =
      goals
      + wanted.sorted().flatMap { year in
        layout.series.filter { $0.firstYear <= year && year < $0.firstYear + $0.yearCount }.map {
          Output(year: year, key: $0.key, cell: layout.cell($0, year: year, position: layout.zones.count - 1))
        }
      }
  }

  /// The number of runs of the scenario.
  public var evaluations: Int { samples * (method == .sobol ? sobol.rows : morris.rows) }

  /// Base samples or trajectories in a block.
  private static let blockSize = 32

  /// Runs the analysis.
  ///
  /// - Parameters:
  ///   - threads: how many blocks may run side by side; the result does not depend on it.
  ///   - progress: called after every base sample with how many are done.
  /// - Returns: `sensitivity.csv`.
  /// - Throws: ``EnsembleError`` of the first block that has one.
  public func table(
    threads: Int = 1, progress: @escaping @Sendable (_ done: Int) -> Void = { _ in }
  ) throws(EnsembleError) -> ResultTable {
    let factors = sobol.factors.count
    let cells = outputs.count
    let blocks = (samples + Self.blockSize - 1) / Self.blockSize
    switch method {
    case .sobol:
      let layout = SobolLayout(cells: cells, factors: factors, blockSize: Self.blockSize)
      let forest = try forest(SobolForest(layout: layout), blocks, threads, progress) { rows, count in
        SobolNode(outputs: rows, samples: count, layout: layout)
      }
      return table(forest.indices)
    case .morris:
      let layout = MorrisScreening.layout(factors: factors, cells: cells, blockSize: Self.blockSize)
      let forest = try forest(StatisticsForest(layout: layout), blocks, threads, progress) { rows, count in
        StatisticsNode(outputs: rows, members: count, layout: layout)
      }
      return table(MorrisScreening(forest, factors: factors))
    }
  }

  private func forest<Node: ForestNode>(
    _ empty: BlockForest<Node>, _ blocks: Int, _ threads: Int, _ progress: @escaping @Sendable (Int) -> Void,
    node: @escaping @Sendable (_ rows: [Double], _ count: Int) -> Node
  ) throws(EnsembleError) -> BlockForest<Node> {
    let shared = Mutex((forest: empty, failure: (block: Int, error: EnsembleError)?.none, done: 0))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, blocks))) { _ in
      var block = next.add(1, ordering: .relaxed).oldValue
      while block < blocks, shared.withLock({ $0.failure == nil }) {
        let first = block * Self.blockSize
        let range = first..<min(samples, first + Self.blockSize)
        do throws(EnsembleError) {
          let made = node(
            try rows(of: range) {
              progress(
                shared.withLock {
                  $0.done += 1; return $0.done
                })
            }, range.count)
          let failure: EnsembleError? = shared.withLock { shared in
            do throws(ForestError) {
              try shared.forest.insert(made, block: block)
              return nil
            } catch {
              return .statistics(error)
            }
          }
          if let failure { throw failure }
        } catch {
          shared.withLock { if $0.failure.map({ block < $0.block }) ?? true { $0.failure = (block, error) } }
        }
        block = next.add(1, ordering: .relaxed).oldValue
      }
    }
    let end = shared.withLock { $0 }
    if let failure = end.failure { throw failure.error }
    return end.forest
  }

  /// What is kept of some base samples: the outputs of their rows, or the elementary effects.
  private func rows(of range: Range<Int>, done: () -> Void) throws(EnsembleError) -> [Double] {
    let factors = sobol.factors.count
    let count = method == .sobol ? sobol.rows : morris.rows
    var units = [Double](repeating: 0, count: count * factors)
    var values = [Double](repeating: 0, count: ensemble.family.parameters.count)
    var runner = ensemble.run.makeRunner()
    var result: [Double] = []
    for sample in range {
      if method == .sobol {
        sobol.points(sample: sample, into: &units)
      } else {
        morris.points(trajectory: sample, into: &units)
      }
      var outputs: [Double] = []
      for row in 0..<count {
        ensemble.sampler.values(at: Array(units[row * factors..<(row + 1) * factors]), into: &values)
        try ensemble.evaluate(values, member: sample, &runner)
        for output in self.outputs { outputs.append(runner.cells[output.cell]) }
      }
      result +=
        method == .sobol
        ? outputs : morris.effects(trajectory: sample, outputs: outputs, cells: self.outputs.count)
      done()
    }
    return result
  }
}

// MARK: - Tables

extension SensitivityRun {
  /// The spread, as a share of the value, up to which an output is constant but for rounding.
  private static let rounding = 1e-9

  /// The outputs with the central values; 0 where there is none.
  private var centralValues: [Double] {
    let central = ensemble.run.central
    return outputs.map { output in
      if let target = central.targets.first(where: { "target:\($0.key)" == output.key }) {
        return target.value ?? 0
      }
      return central.value(output.key, year: output.year) ?? 0
    }
  }

  private func emptyTable(_ estimates: [(name: String, meaning: String)]) -> ResultTable {
    ResultTable(
      fileName: "sensitivity.csv",
      columns: [
        ResultColumn("year", .integer, longName: "calendar year; of a target the last one"),
        ResultColumn("output", .text, longName: "indicator of the region, or target:key"),
        ResultColumn("factor", .text, longName: "number that varies, or group of numbers"),
      ]
        + estimates.flatMap { name, meaning in
          [("", ""), ("_low", ", 95 % interval from"), ("_high", ", 95 % interval to")].map {
            ResultColumn(name + $0.0, .number, unit: "1", longName: meaning + $0.1)
          }
        })
  }

  /// Appends a row per output and factor, for which all estimates are defined.
  ///
  /// An output whose spread over the members is rounding has no rows: `varies` says of a cell and the magnitude of its central
  /// value whether it has any.
  private func fill(
    _ table: inout ResultTable, _ estimates: [[[SensitivityEstimate]]],
    varies: (_ cell: Int, _ rounding: Double) -> Bool
  ) {
    let central = centralValues
    for (cell, output) in outputs.enumerated() where varies(cell, Self.rounding * central[cell].magnitude) {
      for (factor, name) in sobol.factors.enumerated() {
        let own = estimates.map { $0[factor][cell] }
        let intervals = own.compactMap { $0.interval() }
        guard intervals.count == own.count else { continue }
        table.append(
          [.integer(output.year), .text(output.key), .text(name)]
            + zip(own, intervals).flatMap {
              [.number($0.value), .number($1.lowerBound), .number($1.upperBound)]
            })
      }
    }
  }

  private func table(_ indices: SobolIndices) -> ResultTable {
    var table = emptyTable([
      ("first", "share of the variance that the factor explains alone"),
      ("total", "share of the variance that is left while all other factors are known"),
    ])
    fill(&table, [indices.first, indices.total]) { cell, rounding in
      indices.variance[cell] > rounding * rounding
    }
    return table
  }

  private func table(_ screening: MorrisScreening) -> ResultTable {
    var table = emptyTable([
      ("mu", "mean effect of the whole range of the factor, in the unit of the output"),
      ("mu_star", "mean magnitude of the effect"),
      ("sigma", "standard deviation of the effect: interactions and curvature"),
    ])
    fill(&table, [screening.mean, screening.meanMagnitude, screening.deviation]) { cell, rounding in
      screening.meanMagnitude.contains { $0[cell].value > rounding }
    }
    return table
  }
}
