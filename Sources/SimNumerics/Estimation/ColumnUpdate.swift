/// Counts of every observed outcome of the dwellings in one state in a year.
public struct ColumnEvidence: Sendable, Equatable {
  /// y, the dwellings that took each outcome, 0 or more; the outcome that is not named (staying) is left out.
  public let counts: [Double]
  /// s, the standard error of each count, 0 where every move was seen; chance is not part of it.
  public let standardErrors: [Double]
  /// E, the dwellings that may move, above 0.
  public let exposure: Double

  /// Makes evidence.
  ///
  /// - Parameters:
  ///   - counts: y, one per outcome, 0 or more, in dwellings a year.
  ///   - standardErrors: s, as many, 0 or more, in the same unit.
  ///   - exposure: E, above 0, in dwellings.
  public init(counts: [Double], standardErrors: [Double], exposure: Double) {
    precondition(
      counts.count == standardErrors.count && exposure > 0
        && (counts + standardErrors).allSatisfy { $0 >= 0 },
      "counts of \(counts) +- \(standardErrors) of \(exposure)")
    self.counts = counts
    self.standardErrors = standardErrors
    self.exposure = exposure
  }
}

/// The probabilities of all outcomes of one state together, before and after counts: a whole column at once.
///
/// With c(i) the concentrations of k outcomes and c(0) of what stays, counts y(t, i) of the exposures E(t) lead to
///
///     Dirichlet(c)  ->  Dirichlet(c(i) + sum of w y(i), c(0) + sum of w (E - sum over i of y(i)))
///
/// so the column stays stochastic and the counts of one outcome also speak about the others. Where the counts have
/// errors s on top of chance, a year has the weight w = sum of v / sum of (v + s^2) over its outcomes, with
/// v = p (1 - p) E the variance of chance at the posterior mean p. With one outcome this is ``RateUpdate``, without
/// errors the conjugate closed form. Whether years agree is tested with the multinomial covariance,
///
///     chi-square = sum over t of d' S^-1 d,  d = y - p E,  S = diag(E p + s^2) - E p p'
///
/// at the column p that the data alone say, on k (years - 1) degrees of freedom; without errors this is the statistic of
/// Pearson. Source: A. Gelman and others (2013), Bayesian Data Analysis, 3rd edition, section 3.4; P. McCullagh and
/// J. A. Nelder (1989), Generalized Linear Models, chapters 5 and 9.
public struct ColumnUpdate: Sendable, Equatable {
  /// What was known before; what stays is the last entry.
  public let prior: DirichletColumn
  /// What is known after.
  public let posterior: DirichletColumn
  /// The probability of each outcome that the data alone say; empty without evidence.
  public let dataRates: [Double]
  /// Their standard deviations, after widening; empty without evidence.
  public let dataDeviations: [Double]
  /// Whether the years agree but for chance and the errors of their counts.
  public let test: ChiSquareTest
  /// What all variances were multiplied by; 1 where nothing was widened.
  public let widening: Double
  /// Per year and outcome the count less what the column of all data lets expect, over its standard deviation.
  public let scores: [[Double]]

  /// Updates a column.
  ///
  /// - Parameters:
  ///   - prior: what is known before: the outcomes in the order of the counts, then what stays.
  ///   - evidence: the years, each with a count of every outcome; none leaves the column as it is.
  ///   - limit: the probability below which years that contradict each other are widened; 0 for never.
  public init(_ prior: DirichletColumn, evidence: [ColumnEvidence], widensBelow limit: Double = 0) {
    let outcomes = prior.concentrations.count - 1
    precondition(
      evidence.allSatisfy { $0.counts.count == outcomes }, "counts of a column with \(outcomes) outcomes")
    self.prior = prior
    let first = Self.settled(prior, evidence, widening: 1)
    let data = DataColumn(evidence, outcomes: outcomes, at: first.means)
    test = data.test
    scores = data.scores
    let isWidened = test.probability < limit
    widening = isWidened ? test.statistic / Double(test.degreesOfFreedom) : 1
    posterior = isWidened ? Self.settled(prior, evidence, widening: widening) : first
    dataRates = data.rates
    dataDeviations = data.deviations.map { [widening] in $0 * widening.squareRoot() }
  }

  /// One outcome of the column as a rate of its own.
  ///
  /// - Parameter outcome: its position, from 0.
  /// - Returns: its beta distributions before and after, and the test of the column as a whole.
  public func rate(_ outcome: Int) -> RateUpdate {
    RateUpdate(
      prior: .moves(prior.marginal(outcome)), posterior: .moves(posterior.marginal(outcome)),
      dataRate: dataRates.isEmpty ? nil : dataRates[outcome],
      dataDeviation: dataDeviations.isEmpty ? nil : dataDeviations[outcome], test: test, widening: widening,
      scores: scores.map { $0[outcome] })
  }

  /// The posterior whose means give the weights that it is made with.
  private static func settled(
    _ prior: DirichletColumn, _ evidence: [ColumnEvidence], widening: Double
  ) -> DirichletColumn {
    var known = prior
    for _ in 0..<200 {
      let means = known.means
      var counts = means.map { _ in 0.0 }
      for year in evidence {
        let weight = weight(of: year, at: means) / widening
        for (outcome, count) in year.counts.enumerated() { counts[outcome] += weight * count }
        counts[counts.count - 1] += weight * max(0, year.exposure - year.counts.reduce(0, +))
      }
      known = prior.updated(counts: counts)
      if zip(known.means, means).allSatisfy({ ($0 - $1).magnitude <= 1e-13 * $1 }) { break }
    }
    return known
  }

  fileprivate static func weight(of year: ColumnEvidence, at means: [Double]) -> Double {
    let errors = year.standardErrors.reduce(0) { $0 + $1 * $1 }
    guard errors > 0 else { return 1 }
    let chance = zip(means, year.counts).reduce(0) { $0 + $1.0 * (1 - $1.0) * year.exposure }
    return chance / (chance + errors)
  }
}

/// What the counts say without any prior.
private struct DataColumn {
  let rates: [Double]
  let deviations: [Double]
  let scores: [[Double]]
  let test: ChiSquareTest

  init(_ evidence: [ColumnEvidence], outcomes: Int, at posterior: [Double]) {
    let weights = evidence.map { ColumnUpdate.weight(of: $0, at: posterior) }
    let exposure = zip(evidence, weights).reduce(0) { $0 + $1.1 * $1.0.exposure }
    let found = (0..<outcomes).map { outcome in
      exposure > 0 ? zip(evidence, weights).reduce(0) { $0 + $1.1 * $1.0.counts[outcome] } / exposure : 0
    }
    // Without a single event the chance of one is that of the posterior.
    let spread = zip(found, posterior).map { $0 > 0 ? $0 : $1 }
    func variance(_ year: ColumnEvidence, _ outcome: Int) -> Double {
      let error = year.standardErrors[outcome]
      return spread[outcome] * (1 - spread[outcome]) * year.exposure + error * error
    }
    deviations =
      exposure > 0
      ? (0..<outcomes).map { outcome in
        zip(evidence, weights).reduce(0) { $0 + $1.1 * $1.1 * variance($1.0, outcome) }.squareRoot()
          / exposure
      } : []
    rates = exposure > 0 ? found : []
    scores = evidence.map { year in
      (0..<outcomes).map { outcome in
        let misfit = year.counts[outcome] - found[outcome] * year.exposure
        let variance = variance(year, outcome)
        return variance > 0 ? misfit / variance.squareRoot() : 0
      }
    }
    test = ChiSquareTest(
      statistic: evidence.reduce(0) { $0 + Self.distance($1, found, spread) },
      degreesOfFreedom: outcomes * max(0, evidence.count - 1))
  }

  /// d' S^-1 d, with S^-1 by the formula of Sherman and Morrison (1950).
  private static func distance(_ year: ColumnEvidence, _ found: [Double], _ spread: [Double]) -> Double {
    var (own, cross, rest) = (0.0, 0.0, 1.0)
    for (outcome, count) in year.counts.enumerated() {
      let misfit = count - found[outcome] * year.exposure
      let error = year.standardErrors[outcome]
      let variance = spread[outcome] * year.exposure + error * error
      own += misfit * misfit / variance
      cross += spread[outcome] * misfit / variance
      rest -= year.exposure * spread[outcome] * spread[outcome] / variance
    }
    // Where all of it moves in every year, nothing is left that could differ.
    return own + (rest > 1e-12 ? year.exposure * cross * cross / rest : 0)
  }
}
