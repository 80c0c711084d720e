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
  ///
  /// - Parameter concentrations: c, one for each state that can be reached, in counts.
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

  /// Makes the distribution of the probabilities of several outcomes, and of what stays as the last entry.
  ///
  /// A Dirichlet distribution has one C for all. Of the C that each deviation s asks for, m (1 - m) / s^2 - 1, it takes the
  /// least, so that no outcome counts as better known than its deviation says.
  ///
  /// - Parameters:
  ///   - means: m, one per outcome, each above 0, together below 1.
  ///   - standardDeviations: s, as many, each above 0, its square below m (1 - m).
  public init(means: [Double], standardDeviations: [Double]) {
    let members = zip(means, standardDeviations).map { $0 * (1 - $0) / ($1 * $1) - 1 }
    let least = members.min() ?? 1
    let stays = 1 - means.reduce(0, +)
    self.init(concentrations: (means + [stays]).map { $0 * least })
  }

  /// C, the sum of the concentrations: as many members as what is known is worth.
  public var total: Double { concentrations.reduce(0, +) }

  /// The mean of each probability; together 1.
  public var means: [Double] { concentrations.map { $0 / total } }

  /// The standard deviation of each probability.
  public var standardDeviations: [Double] {
    means.map { ($0 * (1 - $0) / (total + 1)).squareRoot() }
  }

  /// One probability against all others: a beta distribution.
  ///
  /// - Parameter outcome: its position, from 0.
  /// - Returns: the column of its concentration and of the sum of the others.
  public func marginal(_ outcome: Int) -> DirichletColumn {
    let others = concentrations.enumerated().reduce(0) { $0 + ($1.offset == outcome ? 0 : $1.element) }
    return DirichletColumn(concentrations: [concentrations[outcome], others])
  }

  /// The distribution from which a probability is drawn while the earlier ones have their means.
  ///
  /// Given the earlier ones, a probability is the rest that they leave times a beta variable with
  /// (c(i), sum of the later c). Drawn in turn, each times (rest left) / (rest left on average), they are Dirichlet.
  /// Source: R. J. Connor and J. E. Mosimann (1969), Journal of the American Statistical Association 64:194-206.
  ///
  /// - Parameter outcome: its position, from 0; not the last, which is what stays.
  /// - Returns: the beta distribution from 0 to 1 - sum of the earlier means; its mean is that of the probability.
  public func conditional(_ outcome: Int) -> Distribution {
    .beta(
      alpha: concentrations[outcome], beta: concentrations[(outcome + 1)...].reduce(0, +), low: 0,
      high: 1 - means[..<outcome].reduce(0, +))
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
