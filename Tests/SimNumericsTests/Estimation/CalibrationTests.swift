import SimNumerics
import Testing

/// Simulation-based calibration: a truth is drawn from the prior, data from the truth, and draws from the posterior; the
/// rank of the truth among them is uniform where the update is right. Source: S. Talts and others (2018), Validating
/// Bayesian inference algorithms with simulation-based calibration, arXiv:1804.06788.
@Suite struct CalibrationTests {
  private let repetitions = 2_000
  private let draws = 19

  /// The probability of ranks at least as uneven as these by chance alone.
  private func evenness(_ ranks: [Int]) -> Double {
    let expected = Double(ranks.count) / Double(draws + 1)
    let statistic = (0...draws).reduce(0.0) { sum, rank in
      let difference = Double(ranks.count { $0 == rank }) - expected
      return sum + difference * difference / expected
    }
    return ChiSquareTest(statistic: statistic, degreesOfFreedom: draws).probability
  }

  /// Ranks of a gamma rate after Poisson counts; `factor` spoils the update where it is not 1.
  private func gammaRanks(_ name: String, factor: Double = 1) -> [Int] {
    let prior = GammaRate(mean: 0.8, standardDeviation: 0.3)
    return (0..<repetitions).map { member in
      var random = RandomDraws(name, member: member)
      let truth = random.gamma(shape: prior.shape) / prior.exposure
      var known = prior
      for exposure in [4.0, 0.5, 9] {
        known = known.updated(
          count: Double(random.poisson(mean: truth * exposure)), exposure: exposure * factor)
      }
      return (0..<draws).count { _ in random.gamma(shape: known.shape) / known.exposure < truth }
    }
  }

  @Test func `the rank of a rate of events is uniform`() {
    #expect(evenness(gammaRanks("rate")) > 0.001)
  }

  @Test func `a wrong update is found out`() {
    #expect(evenness(gammaRanks("rate", factor: 1.2)) < 1e-6)
  }

  @Test func `the rank of every transition probability is uniform`() {
    let prior = DirichletColumn(concentrations: [0.5, 2, 6])
    var ranks = Array(repeating: [Int](), count: 3)
    for member in 0..<repetitions {
      var random = RandomDraws("column", member: member)
      let truth = random.dirichlet(prior.concentrations)
      let known = prior.updated(counts: random.multinomial(15, truth))
      var below = [0, 0, 0]
      for _ in 0..<draws {
        let draw = random.dirichlet(known.concentrations)
        for entry in 0..<3 where draw[entry] < truth[entry] { below[entry] += 1 }
      }
      for entry in 0..<3 { ranks[entry].append(below[entry]) }
    }
    for entry in 0..<3 { #expect(evenness(ranks[entry]) > 0.001, "probability \(entry)") }
  }

  /// Ranks of the outcomes of a column after two years of counts, drawn in turn as members of an ensemble are; `factor`
  /// spoils the exposures where it is not 1.
  private func columnRanks(_ name: String, factor: Double = 1) -> [[Int]] {
    let prior = DirichletColumn(concentrations: [1.5, 3, 20])
    var ranks = Array(repeating: [Int](), count: 2)
    for member in 0..<repetitions {
      var random = RandomDraws(name, member: member)
      let truth = random.dirichlet(prior.concentrations)
      let years = [40, 25].map { exposure in
        ColumnEvidence(
          counts: Array(random.multinomial(exposure, truth).prefix(2)), standardErrors: [0, 0],
          exposure: Double(exposure) * factor)
      }
      let known = ColumnUpdate(prior, evidence: years).posterior
      let quantiles = [0, 1].map { QuantileFunction(known.conditional($0)) }
      var below = [0, 0]
      for _ in 0..<draws {
        let first = quantiles[0](random.uniform())
        let second = quantiles[1](random.uniform()) * (1 - first) / (1 - known.means[0])
        if first < truth[0] { below[0] += 1 }
        if second < truth[1] { below[1] += 1 }
      }
      for outcome in 0..<2 { ranks[outcome].append(below[outcome]) }
    }
    return ranks
  }

  @Test func `the ranks of the outcomes of a column that members draw are uniform`() {
    for (outcome, ranks) in columnRanks("joint column").enumerated() {
      #expect(evenness(ranks) > 0.001, "outcome \(outcome)")
    }
  }

  @Test func `a column with wrong exposures is found out`() {
    for ranks in columnRanks("joint column", factor: 1.5) { #expect(evenness(ranks) < 1e-6) }
  }

  @Test func `the rank of a smoothed level is uniform`() throws {
    let model = StateSpaceModel(
      transition: .identity(1), noise: Matrix(rows: 1, columns: 1, storage: [0.4]),
      observation: .identity(1), observationVariances: [1.5], initialMean: [3],
      initialCovariance: Matrix(rows: 1, columns: 1, storage: [2]), isDiffuse: [false])
    var ranks = [Int]()
    for member in 0..<repetitions {
      var random = RandomDraws("level", member: member)
      var level = 3 + 2.0.squareRoot() * random.normal()
      var (levels, observations) = ([Double](), [[Double?]]())
      for time in 0..<6 {
        levels.append(level)
        observations.append([time == 2 ? nil : level + 1.5.squareRoot() * random.normal()])
        level += 0.4.squareRoot() * random.normal()
      }
      let known = try KalmanFilter(model, observations: observations).smoothed()[2]
      let deviation = known.covariance[0, 0].squareRoot()
      ranks.append((0..<draws).count { _ in known.mean[0] + deviation * random.normal() < levels[2] })
    }
    #expect(evenness(ranks) > 0.001)
  }

  @Test func `the rank of a value under constraints is uniform`() throws {
    // Prior knowledge enters as observations: three flows of which the first is the sum of the others.
    var ranks = [Int]()
    for member in 0..<repetitions {
      var random = RandomDraws("flows", member: member)
      let parts = [5 + random.normal(), 3 + 0.5 * random.normal()]
      let whole = parts[0] + parts[1] + 0.8 * random.normal()
      let known = try LeastSquaresProblem(
        design: .identity(3), observed: [whole, 5, 3], standardErrors: [0.8, 1, 0.5],
        constraints: Matrix(rows: 1, columns: 3, storage: [1, -1, -1]), exact: [0]
      ).solve()
      let deviation = known.standardDeviations[1]
      ranks.append((0..<draws).count { _ in known.values[1] + deviation * random.normal() < parts[0] })
    }
    #expect(evenness(ranks) > 0.001)
  }
}
