/// What is known about a column of transition probabilities: a Dirichlet distribution, which counts update in closed form.
///
/// With concentrations c(i), sum C, the mean of probability i is c(i) / C and its variance m(i) (1 - m(i)) / (C + 1).
/// Counts n(i) of dwellings that moved from one state to state i, the ones that stayed included, turn c into c + n.
/// The means always add up to one. A part of the column against the rest is a beta distribution, the case of two.
///
/// Source: A. Gelman and others (2013), Bayesian Data Analysis, 3rd edition, section 3.4.
public struct DirichletColumn: Sendable, Equatable {
  /// c, one above 0 for each state that can be reached.
  public let concentrations: [Double]

  /// Makes the distribution of its concentrations, one or more, each above 0.
  public init(concentrations: [Double]) {
    precondition(
      !concentrations.isEmpty && concentrations.allSatisfy { $0 > 0 && $0.isFinite },
      "concentrations \(concentrations) are not all above 0")
    self.concentrations = concentrations
  }

  /// Makes the distribution of one probability against all others.
  ///
  /// - Parameters:
  ///   - mean: the mean of the probability, above 0 and below 1.
  ///   - standardDeviation: above 0, its square below mean (1 - mean), which is the most that a mean allows.
  public init(mean: Double, standardDeviation: Double) {
    let members = mean * (1 - mean) / (standardDeviation * standardDeviation) - 1
    self.init(concentrations: [mean * members, (1 - mean) * members])
  }

  /// C, the sum of the concentrations: as many members as what is known is worth.
  public var total: Double { concentrations.reduce(0, +) }

  /// The mean of each probability; together 1.
  public var means: [Double] { concentrations.map { $0 / total } }

  /// The standard deviation of each probability.
  public var standardDeviations: [Double] {
    means.map { ($0 * (1 - $0) / (total + 1)).squareRoot() }
  }

  /// What is known after counts.
  ///
  /// - Parameter counts: n, one per state, 0 or more; counts of less weight need not be whole.
  /// - Returns: the Dirichlet distribution of c + n.
  public func updated(counts: [Double]) -> DirichletColumn {
    precondition(
      counts.count == concentrations.count && counts.allSatisfy { $0 >= 0 },
      "counts \(counts) of \(concentrations.count) states")
    return DirichletColumn(concentrations: zip(concentrations, counts).map(+))
  }
}
