import SimNumerics
import SimTestSupport
import Testing

/// Whole columns of transitions, updated by counts of all their outcomes.
@Suite struct ColumnUpdateTests {
  private func year(_ counts: [Double], _ exposure: Double, errors: [Double]? = nil) -> ColumnEvidence {
    ColumnEvidence(counts: counts, standardErrors: errors ?? counts.map { _ in 0 }, exposure: exposure)
  }

  @Test func `full counts update a column in closed form`() {
    let prior = DirichletColumn(concentrations: [2, 3, 95])
    let update = ColumnUpdate(prior, evidence: [year([10, 30], 1_000), year([14, 25], 900)])
    #expect(update.posterior == DirichletColumn(concentrations: [26, 58, 1_916]))
    expectClose(update.posterior.means, [26, 58, 1_916].map { $0 / 2_000 })
    expectClose(update.dataRates, [24.0 / 1_900, 55.0 / 1_900])
    expectClose(update.dataDeviations[0], (24.0 / 1_900 * (1 - 24.0 / 1_900) / 1_900).squareRoot())
    #expect(ColumnUpdate(prior, evidence: []).posterior == prior)
    #expect(ColumnUpdate(prior, evidence: []).dataRates.isEmpty)
  }

  @Test func `with one outcome a column is a rate`() {
    var random = SplitMix64(seed: 31)
    for _ in 0..<200 {
      let column = DirichletColumn(mean: random.number(in: 0.01...0.5), standardDeviation: 0.02)
      let rows = (0..<random.integer(in: 0...4)).map { _ -> ColumnEvidence in
        let exposure = random.number(in: 10...2_000)
        return year(
          [exposure * random.number()], exposure, errors: [random.chance(0.5) ? 0 : random.number(in: 0...90)]
        )
      }
      let alone = RateUpdate(
        .moves(column),
        evidence: rows.map {
          CountEvidence(count: $0.counts[0], standardError: $0.standardErrors[0], exposure: $0.exposure)
        }, widensBelow: 0.001)
      let together = ColumnUpdate(column, evidence: rows, widensBelow: 0.001).rate(0)
      expectClose(together.posterior.mean, alone.posterior.mean, limit: 1e-11)
      expectClose(together.posterior.standardDeviation, alone.posterior.standardDeviation, limit: 1e-10)
      expectClose(together.widening, alone.widening, limit: 1e-9)
      expectClose(together.test.statistic, alone.test.statistic, limit: 1e-9)
      #expect(together.test.degreesOfFreedom == alone.test.degreesOfFreedom)
      #expect((together.dataRate == nil) == (alone.dataRate == nil))
      if let rate = alone.dataRate { expectClose(together.dataRate ?? -1, rate) }
    }
  }

  @Test func `a column stays stochastic, and one that is never seen to move loses its outcomes together`() {
    var random = SplitMix64(seed: 32)
    for _ in 0..<200 {
      let outcomes = random.integer(in: 1...6)
      let prior = DirichletColumn(
        concentrations: (0...outcomes).map { _ in random.number(in: 0.01...30) })
      let rows = (0..<random.integer(in: 1...5)).map { _ -> ColumnEvidence in
        let shares = (0...outcomes).map { _ in random.number() }
        let (sum, exposure) = (shares.reduce(0, +), random.number(in: 1...5_000))
        return year(
          shares.dropLast().map { $0 / sum * exposure }, exposure,
          errors: (0..<outcomes).map { _ in random.chance(0.5) ? 0 : random.number(in: 0...200) })
      }
      let known = ColumnUpdate(prior, evidence: rows, widensBelow: 0.001).posterior
      expectClose(known.means.reduce(0, +), 1)
      #expect(known.means.allSatisfy { $0 > 0 && $0 < 1 })
    }
    let none = ColumnUpdate(DirichletColumn(concentrations: [1, 4, 5]), evidence: [year([0, 0], 990)])
    expectClose(none.posterior.means, [0.001, 0.004, 0.995])
  }

  @Test func `the disagreement of years is the statistic of Pearson`() {
    let prior = DirichletColumn(concentrations: [1, 1, 8])
    let rows = [year([30, 50], 400), year([50, 30], 400)]
    let update = ColumnUpdate(prior, evidence: rows)
    // 40 expected of each outcome and 320 that stay: (10^2 / 40) four times.
    expectClose(update.test.statistic, 10)
    #expect(update.test.degreesOfFreedom == 2)
    let variance = 0.1 * 0.9 * 400
    expectClose(update.scores[0], [-10 / variance.squareRoot(), 10 / variance.squareRoot()])
    let more = ColumnUpdate(prior, evidence: [year([30, 70], 400), year([50, 30], 400)])
    // 40, 50 and 310 expected, off by 10, 20 and 10.
    expectClose(more.test.statistic, 2 * (100.0 / 40 + 400.0 / 50 + 100.0 / 310))
  }

  @Test func `years that contradict each other are widened on request`() {
    let prior = DirichletColumn(concentrations: [1, 1, 8])
    let rows = [year([10, 70], 400), year([70, 10], 400)]
    let kept = ColumnUpdate(prior, evidence: rows)
    let widened = ColumnUpdate(prior, evidence: rows, widensBelow: 0.001)
    #expect(kept.widening == 1 && kept.test.probability < 1e-6)
    expectClose(widened.widening, kept.test.statistic / 2)
    expectClose(widened.posterior.total, 10 + 800 / widened.widening)
    #expect(widened.posterior.standardDeviations[0] > kept.posterior.standardDeviations[0])
  }

  @Test func `where everything moves in every year the column still has a posterior and no contradiction`() {
    let update = ColumnUpdate(
      DirichletColumn(concentrations: [1, 1, 1]), evidence: [year([50, 50], 100), year([50, 50], 100)])
    expectClose(update.test.statistic, 0)
    #expect(update.posterior == DirichletColumn(concentrations: [101, 101, 1]))
  }

  @Test func `errors of the counts take weight off the whole year`() {
    let prior = DirichletColumn(concentrations: [2, 3, 95])
    let rough = ColumnUpdate(prior, evidence: [year([100, 10], 1_000, errors: [30, 5])])
    let useless = ColumnUpdate(prior, evidence: [year([100, 10], 1_000, errors: [1e9, 0])])
    let means = rough.posterior.means
    let chance = 1_000 * (means[0] * (1 - means[0]) + means[1] * (1 - means[1]))
    let weight = chance / (chance + 925)
    expectClose(rough.posterior.total, 100 + weight * 1_000, limit: 1e-10)
    expectClose(means[0], (2 + weight * 100) / (100 + weight * 1_000), limit: 1e-10)
    expectClose(useless.posterior.means, prior.means, limit: 1e-9)
  }

  @Test func `ranges of several outcomes make the column of the least certain one`() {
    let column = DirichletColumn(means: [0.1, 0.2], standardDeviations: [0.03, 0.01])
    expectClose(column.means, [0.1, 0.2, 0.7])
    // 0.09 / 0.0009 - 1 = 99 against 0.16 / 0.0001 - 1 = 1599.
    expectClose(column.total, 99)
    expectClose(column.standardDeviations[0], 0.03)
    #expect(column.standardDeviations[1] > 0.01)
    expectClose(column.marginal(1).standardDeviations[0], column.standardDeviations[1])
  }

  @Test func `probabilities that are drawn in turn have the moments of the column`() {
    let column = DirichletColumn(concentrations: [3, 5, 12])
    let draws = [column.conditional(0), column.conditional(1)]
    let means = column.means
    expectClose(draws.map(\.mean), [means[0], means[1]])
    let steps = 400
    var (sums, squares, product, count) = ([0.0, 0], [0.0, 0], 0.0, 0.0)
    let quantiles = draws.map(QuantileFunction.init)
    let lines = quantiles.map { quantile in
      (0..<steps).map { quantile((Double($0) + 0.5) / Double(steps)) }
    }
    for first in lines[0] {
      for drawn in lines[1] {
        let values = [first, drawn * (1 - first) / (1 - means[0])]
        for outcome in 0..<2 {
          sums[outcome] += values[outcome]
          squares[outcome] += values[outcome] * values[outcome]
        }
        product += values[0] * values[1]
        count += 1
      }
    }
    for outcome in 0..<2 {
      let mean = sums[outcome] / count
      expectClose(mean, means[outcome], limit: 1e-3)
      expectClose(
        (squares[outcome] / count - mean * mean).squareRoot(), column.standardDeviations[outcome], limit: 3e-3
      )
    }
    // The covariance of a Dirichlet distribution is -m(1) m(2) / (C + 1).
    expectClose(
      product / count - sums[0] * sums[1] / (count * count), -means[0] * means[1] / 21, limit: 1e-2)
  }
}
