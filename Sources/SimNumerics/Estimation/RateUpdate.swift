/// A count of events with the exposure that they come from.
public struct CountEvidence: Sendable, Equatable {
  /// y, the events that were counted, 0 or more, in events.
  public let count: Double
  /// s, the standard error of the count itself, in events, 0 where every event was seen; chance is not part
  /// of it.
  public let standardError: Double
  /// E, what the events are expected to be at a rate of one, above 0, in events.
  public let exposure: Double

  /// Makes evidence.
  ///
  /// - Parameters:
  ///   - count: y, 0 or more, in events.
  ///   - standardError: s, 0 or more, in events.
  ///   - exposure: E, above 0, in events at a rate of one.
  public init(count: Double, standardError: Double, exposure: Double) {
    precondition(
      count >= 0 && standardError >= 0 && exposure > 0,
      "a count of \(count) +- \(standardError) of \(exposure)")
    self.count = count
    self.standardError = standardError
    self.exposure = exposure
  }
}

/// What is known about a yearly rate.
public enum RateKnowledge: Sendable, Equatable {
  /// A rate of events that may come again and again: Poisson counts, a gamma distribution.
  case events(GammaRate)
  /// A probability of moving: binomial counts, the first entry of a Dirichlet column against all the rest.
  case moves(DirichletColumn)

  /// The mean of the rate, 1/year.
  public var mean: Double {
    switch self {
    case .events(let rate): rate.mean
    case .moves(let column): column.means[0]
    }
  }

  /// The standard deviation of the rate, 1/year.
  public var standardDeviation: Double {
    switch self {
    case .events(let rate): rate.standardDeviation
    case .moves(let column): column.standardDeviations[0]
    }
  }

  /// The distribution of the rate: gamma(a, scale 1 / b), or the beta distribution of the first entry against the rest.
  public var distribution: Distribution {
    switch self {
    case .events(let rate): .gamma(shape: rate.shape, scale: 1 / rate.exposure)
    case .moves(let column):
      .beta(alpha: column.concentrations[0], beta: column.total - column.concentrations[0])
    }
  }

  /// The variance that chance gives the number of events at a rate: r E, or E r (1 - r).
  ///
  /// - Parameters:
  ///   - rate: r, 0 or more; of a probability at most 1.
  ///   - exposure: E, what the events are expected to be at a rate of one, 0 or more.
  /// - Returns: the variance, in events squared.
  public func chance(rate: Double, exposure: Double) -> Double {
    switch self {
    case .events: rate * exposure
    case .moves: rate * (1 - rate) * exposure
    }
  }

  /// What is known after evidence with weights of 0 to 1.
  func updated(_ evidence: [CountEvidence], weights: [Double]) -> RateKnowledge {
    let count = zip(evidence, weights).reduce(0) { $0 + $1.1 * $1.0.count }
    let exposure = zip(evidence, weights).reduce(0) { $0 + $1.1 * $1.0.exposure }
    switch self {
    case .events(let rate): return .events(rate.updated(count: count, exposure: exposure))
    case .moves(let column):
      return .moves(column.updated(counts: [count, max(0, exposure - count)]))
    }
  }
}

/// A rate before and after counts of its events.
///
/// A count whose error s comes on top of chance has the variance c + s^2, c that of chance at the posterior mean, and
/// counts with the weight w = c / (c + s^2): w y events of an exposure w E. Without errors this is the closed form of the
/// conjugate distribution. The data alone say
///
///     rate = sum of w y / sum of w E,   and   chi-square = sum of (y - rate E)^2 / (c + s^2)
///
/// on one degree of freedom less than there are counts. Counts that contradict each other can be widened: all
/// variances times chi-square over its degrees of freedom (R. T. Birge 1932, Physical Review 40:207-227). Source of the
/// weights: P. McCullagh and J. A. Nelder (1989), Generalized Linear Models, chapter 9.
public struct RateUpdate: Sendable, Equatable {
  /// What was known before.
  public let prior: RateKnowledge
  /// What is known after.
  public let posterior: RateKnowledge
  /// The rate that the data alone say, 1/year; `nil` without evidence.
  public let dataRate: Double?
  /// Its standard deviation, after widening, 1/year; `nil` without evidence.
  public let dataDeviation: Double?
  /// Whether the counts agree but for chance and their errors.
  public let test: ChiSquareTest
  /// What all variances were multiplied by; 1 where nothing was widened.
  public let widening: Double
  /// Per count what it is above that which the rate of all data lets expect, over its standard deviation;
  /// without a unit.
  public let scores: [Double]

  /// Updates a rate.
  ///
  /// - Parameters:
  ///   - prior: what is known before.
  ///   - evidence: the counts; none leaves the rate as it is.
  ///   - limit: the probability below which counts that contradict each other are widened; 0 for never.
  public init(_ prior: RateKnowledge, evidence: [CountEvidence], widensBelow limit: Double = 0) {
    self.prior = prior
    let first = Self.settled(prior, evidence, widening: 1)
    let data = DataRate(evidence, first, working: prior)
    test = data.test
    scores = data.scores
    let isWidened = test.probability < limit
    widening = isWidened ? test.statistic / Double(test.degreesOfFreedom) : 1
    posterior = isWidened ? Self.settled(prior, evidence, widening: widening) : first
    dataRate = evidence.isEmpty ? nil : data.rate
    dataDeviation = evidence.isEmpty ? nil : data.deviation * widening.squareRoot()
  }

  init(
    prior: RateKnowledge, posterior: RateKnowledge, dataRate: Double?, dataDeviation: Double?,
    test: ChiSquareTest, widening: Double, scores: [Double]
  ) {
    self.prior = prior
    self.posterior = posterior
    self.dataRate = dataRate
    self.dataDeviation = dataDeviation
    self.test = test
    self.widening = widening
    self.scores = scores
  }

  /// The posterior whose mean gives the weights that it is made with.
  private static func settled(
    _ prior: RateKnowledge, _ evidence: [CountEvidence], widening: Double
  ) -> RateKnowledge {
    var known = prior
    for _ in 0..<200 {
      let rate = known.mean
      let weights = evidence.map { weight($0, prior, rate: rate) / widening }
      known = prior.updated(evidence, weights: weights)
      if (known.mean - rate).magnitude <= 1e-13 * known.mean { break }
    }
    return known
  }

  fileprivate static func weight(
    _ evidence: CountEvidence, _ knowledge: RateKnowledge, rate: Double
  ) -> Double {
    guard evidence.standardError > 0 else { return 1 }
    let chance = knowledge.chance(rate: rate, exposure: evidence.exposure)
    return chance / (chance + evidence.standardError * evidence.standardError)
  }
}

/// What the counts say without any prior.
private struct DataRate {
  let rate: Double
  let deviation: Double
  let scores: [Double]
  let test: ChiSquareTest

  init(_ evidence: [CountEvidence], _ posterior: RateKnowledge, working: RateKnowledge) {
    let weights = evidence.map { RateUpdate.weight($0, working, rate: posterior.mean) }
    let exposure = zip(evidence, weights).reduce(0) { $0 + $1.1 * $1.0.exposure }
    let found = exposure > 0 ? zip(evidence, weights).reduce(0) { $0 + $1.1 * $1.0.count } / exposure : 0
    // Without a single event the chance of one is that of the posterior.
    let spread = found > 0 ? found : posterior.mean
    let variances = evidence.map {
      working.chance(rate: spread, exposure: $0.exposure) + $0.standardError * $0.standardError
    }
    let total = zip(variances, weights).reduce(0) { $0 + $1.1 * $1.1 * $1.0 }
    scores = evidence.indices.map {
      let misfit = evidence[$0].count - found * evidence[$0].exposure
      return variances[$0] > 0 ? misfit / variances[$0].squareRoot() : 0
    }
    rate = found
    deviation = exposure > 0 ? total.squareRoot() / exposure : 0
    test = ChiSquareTest(
      statistic: scores.reduce(0) { $0 + $1 * $1 }, degreesOfFreedom: max(0, evidence.count - 1))
  }
}
