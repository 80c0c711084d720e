internal import SimNumerics

/// The points at which a model is evaluated for Morris screening.
///
/// A trajectory starts at a random point of a grid and changes one factor after the other, in random order, by half of its
/// range up or down. The p levels of a factor are the middles of p equal intervals of 0...1, so that distributions without
/// bounds have finite values. Source: M. D. Morris (1991), Factorial sampling plans for preliminary computational
/// experiments, Technometrics 33:161-174.
public struct MorrisPlan: Sendable {
  /// The names of the factors.
  public let factors: [String]
  /// The number of trajectories.
  public let trajectories: Int
  /// The number of levels of a factor, even.
  public let levels: Int
  private let seed: UInt64

  /// A plan.
  ///
  /// - Parameters:
  ///   - seed: the seed.
  ///   - factors: the names of the factors, all different.
  ///   - trajectories: the number of trajectories, 1 or more.
  ///   - levels: the number of levels, even and 2 or more.
  /// - Throws: ``SamplingError``.
  public init(
    seed: UInt64, factors: [String], trajectories: Int, levels: Int = 4
  ) throws(SamplingError) {
    guard trajectories >= 1 else { throw .noMembers(found: trajectories) }
    precondition(levels >= 2 && levels.isMultiple(of: 2), "\(levels) levels")
    var seen: Set<String> = []
    for name in factors where !seen.insert(name).inserted { throw .repeatedName(name) }
    self.seed = seed
    self.factors = factors
    self.trajectories = trajectories
    self.levels = levels
  }

  /// The number of rows of a trajectory: the number of factors and one.
  public var rows: Int { factors.count + 1 }

  /// The points of all rows of a trajectory.
  ///
  /// - Parameters:
  ///   - trajectory: its number, from 0.
  ///   - units: `rows x factors`, numbers strictly between 0 and 1, overwritten.
  public func points(trajectory: Int, into units: inout [Double]) {
    let count = factors.count
    precondition(units.count == rows * count, "\(units.count) numbers for \(rows) rows of \(count) factors")
    let walk = walk(trajectory)
    for row in 0..<rows {
      for factor in 0..<count { units[row * count + factor] = walk.start[factor] }
      for changed in walk.order.prefix(row) { units[row * count + changed] += walk.steps[changed] }
    }
  }

  /// The elementary effects of a trajectory: the change of every output over the change of the factor's uniform number.
  ///
  /// - Parameters:
  ///   - trajectory: its number.
  ///   - outputs: `rows x cells`, not-a-number where a value is absent.
  ///   - cells: the number of output values of an evaluation.
  /// - Returns: `2 x factors x cells`: the effects in the unit of the output, then their magnitudes.
  public func effects(trajectory: Int, outputs: [Double], cells: Int) -> [Double] {
    precondition(outputs.count == rows * cells, "\(outputs.count) outputs for \(rows) rows x \(cells) cells")
    let walk = walk(trajectory)
    let size = factors.count * cells
    var effects = [Double](repeating: 0, count: 2 * size)
    for (row, factor) in walk.order.enumerated() {
      for cell in 0..<cells {
        let change = outputs[(row + 1) * cells + cell] - outputs[row * cells + cell]
        effects[factor * cells + cell] = change / walk.steps[factor]
        effects[size + factor * cells + cell] = (change / walk.steps[factor]).magnitude
      }
    }
    return effects
  }

  /// The start, the order of the factors and the signed step of each.
  private func walk(_ trajectory: Int) -> (start: [Double], order: [Int], steps: [Double]) {
    var source = RandomSource(ParameterStream(seed: seed, name: "Morris trajectories"), member: trajectory)
    let half = levels / 2
    var (start, steps): ([Double], [Double]) = ([], [])
    for _ in factors {
      // Half of the levels can be left upwards by half of the range, the others downwards.
      let level = Int.random(in: 0..<levels, using: &source)
      start.append((Double(level) + 0.5) / Double(levels))
      steps.append(level < half ? 0.5 : -0.5)
    }
    return (start, Array(factors.indices).shuffled(using: &source), steps)
  }
}

/// What elementary effects say about every factor and output value: factors x cells, in the unit of
/// the output value over the whole range of the factor.
public struct MorrisScreening: Sendable {
  /// mu: the mean effect; near zero also where effects of both signs cancel.
  public let mean: [[SensitivityEstimate]]
  /// mu*: the mean magnitude of the effect, the measure of importance. Source: F. Campolongo, J. Cariboni and A. Saltelli
  /// (2007), Environmental Modelling and Software 22:1509-1518.
  public let meanMagnitude: [[SensitivityEstimate]]
  /// sigma: the standard deviation of the effects, above zero where the factor interacts or its effect is not linear; its
  /// standard error is that of normal effects, sigma / sqrt(2 (n - 1)).
  public let deviation: [[SensitivityEstimate]]

  /// The statistics of effects that were streamed through a forest.
  ///
  /// - Parameters:
  ///   - forest: one member per trajectory, its cells those of ``MorrisPlan/effects(trajectory:outputs:cells:)``; no
  ///     quantiles are needed (``layout(factors:cells:blockSize:)``).
  ///   - factors: the number of factors.
  public init(_ forest: StatisticsForest, factors: Int) {
    precondition(forest.layout.cells.isMultiple(of: max(1, 2 * factors)))
    let cells = factors == 0 ? 0 : forest.layout.cells / (2 * factors)
    let moments = forest.moments
    let errors = moments.standardError
    func estimates(_ start: Int, _ estimate: (Int) -> SensitivityEstimate) -> [[SensitivityEstimate]] {
      (0..<factors).map { factor in (0..<cells).map { estimate(start + factor * cells + $0) } }
    }
    mean = estimates(0) { SensitivityEstimate(value: moments.mean[$0], standardError: errors[$0]) }
    meanMagnitude = estimates(factors * cells) {
      SensitivityEstimate(value: moments.mean[$0], standardError: errors[$0])
    }
    deviation = estimates(0) {
      let value = moments.standardDeviation[$0]
      return SensitivityEstimate(
        value: value, standardError: value / (2 * Double(moments.count[$0] - 1)).squareRoot())
    }
  }

  /// The layout of a forest of effects.
  ///
  /// - Parameters:
  ///   - factors: the number of factors, 0 or more.
  ///   - cells: the number of output values of an evaluation, 0 or more.
  ///   - blockSize: the number of trajectories of a block, a power of two.
  /// - Returns: a layout of `2 x factors x cells` cells that keeps no values for quantiles.
  public static func layout(factors: Int, cells: Int, blockSize: Int = 16) -> StatisticsLayout {
    StatisticsLayout(cells: 2 * factors * cells, blockSize: blockSize, capacity: 0)
  }
}
