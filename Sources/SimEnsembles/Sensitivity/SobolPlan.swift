/// The points at which a model is evaluated for Sobol indices.
///
/// Every base sample has d + 2 rows for d factors: row 0 is a point A, row 1 an independent point B, and row 2 + i is A with
/// factor i taken from B. Source: A. Saltelli, P. Annoni, I. Azzini, F. Campolongo, M. Ratto and S. Tarantola (2010),
/// Variance based sensitivity analysis of model output, Computer Physics Communications 181:259-270.
public struct SobolPlan: Sendable {
  /// The names of the factors.
  public let factors: [String]
  /// The number of base samples.
  public let samples: Int
  private let sample: UnitSample

  /// A plan.
  ///
  /// - Parameters:
  ///   - seed: the seed.
  ///   - factors: the names of the factors, all different.
  ///   - samples: the number of base samples, 1 or more.
  ///   - design: how A and B are spread together over 2 d dimensions. The Sobol sequence gives the most accurate indices,
  ///     and intervals that are too wide rather than too narrow, since they take the base samples as independent.
  /// - Throws: ``SamplingError``.
  public init(
    seed: UInt64, factors: [String], samples: Int, design: SampleDesign = .sobol
  ) throws(SamplingError) {
    self.factors = factors
    self.samples = samples
    sample = try UnitSample(
      seed: seed, factors: factors.map { "A " + $0 } + factors.map { "B " + $0 }, design: design,
      members: samples)
  }

  /// The number of rows of a base sample: the number of factors and two.
  public var rows: Int { factors.count + 2 }

  /// The number of evaluations of the model.
  public var evaluations: Int { samples * rows }

  /// The point of a row.
  ///
  /// - Parameters:
  ///   - number: the number of the base sample, from 0.
  ///   - row: which of its rows, from 0.
  ///   - units: one number strictly between 0 and 1 per factor, overwritten.
  public func point(sample number: Int, row: Int, into units: inout [Double]) {
    let count = factors.count
    precondition(
      units.count == count && row >= 0 && row < rows, "row \(row) of \(rows), \(units.count) numbers")
    for factor in 0..<count {
      let isOfB = row == 1 || row == factor + 2
      units[factor] = sample.unit(member: number, factor: isOfB ? count + factor : factor)
    }
  }

  /// The points of all rows of a base sample, `rows x factors`, overwritten.
  ///
  /// - Parameters:
  ///   - number: the number of the base sample, from 0 and below ``samples``.
  ///   - units: one number strictly between 0 and 1 per row and factor, `rows x factors`.
  public func points(sample number: Int, into units: inout [Double]) {
    let count = factors.count
    precondition(units.count == rows * count, "\(units.count) numbers for \(rows) rows of \(count) factors")
    for factor in 0..<count {
      let ofA = sample.unit(member: number, factor: factor)
      for row in 0..<rows { units[row * count + factor] = ofA }
      let ofB = sample.unit(member: number, factor: count + factor)
      units[count + factor] = ofB
      units[(factor + 2) * count + factor] = ofB
    }
  }
}
