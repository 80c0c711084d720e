import SimNumerics
import SimTestSupport
import Testing

@Suite struct RateUpdateTests {
  private func evidence(_ count: Double, _ exposure: Double, error: Double = 0) -> CountEvidence {
    CountEvidence(count: count, standardError: error, exposure: exposure)
  }

  @Test func `full counts update in closed form`() {
    let gamma = GammaRate(mean: 1.2, standardDeviation: 0.6)
    let events = RateUpdate(.events(gamma), evidence: [evidence(30, 20), evidence(18, 16)])
    #expect(events.posterior == .events(gamma.updated(count: 48, exposure: 36)))
    expectClose(events.dataRate ?? 0, 48.0 / 36)
    expectClose(events.dataDeviation ?? 0, (48.0 / 36 / 36).squareRoot())
    let beta = DirichletColumn(mean: 0.02, standardDeviation: 0.01)
    let moves = RateUpdate(.moves(beta), evidence: [evidence(30, 1_000)])
    #expect(moves.posterior == .moves(beta.updated(counts: [30, 970])))
    expectClose(moves.dataDeviation ?? 0, (0.03 * 0.97 / 1_000).squareRoot())
    #expect(moves.test.degreesOfFreedom == 0)
  }

  @Test func `without evidence nothing changes`() {
    let prior = RateKnowledge.events(GammaRate(mean: 2, standardDeviation: 1))
    let update = RateUpdate(prior, evidence: [])
    #expect(update.posterior == prior && update.dataRate == nil && update.dataDeviation == nil)
    #expect(update.test.probability == 1 && update.widening == 1)
  }

  @Test func `an error of the count takes weight off it`() {
    let prior = RateKnowledge.events(GammaRate(mean: 1, standardDeviation: 1))
    let full = RateUpdate(prior, evidence: [evidence(300, 100)])
    let rough = RateUpdate(prior, evidence: [evidence(300, 100, error: 50)])
    let useless = RateUpdate(prior, evidence: [evidence(300, 100, error: 1e9)])
    #expect(full.posterior.mean > rough.posterior.mean && rough.posterior.mean > useless.posterior.mean)
    expectClose(useless.posterior.mean, 1, limit: 1e-9)
    #expect(full.posterior.standardDeviation < rough.posterior.standardDeviation)
    // The weight is c / (c + s^2) at the rate it leads to.
    let chance = rough.posterior.mean * 100
    let weight = chance / (chance + 2_500)
    expectClose(rough.posterior.mean, (1 + weight * 300) / (1 + weight * 100))
    // A count of nothing with an error still says that there is not much.
    let none = RateUpdate(prior, evidence: [evidence(0, 100, error: 5)])
    #expect(none.posterior.mean < 0.5 && none.dataRate == 0 && (none.dataDeviation ?? 0) > 0)
  }

  @Test func `counts that contradict each other are told and widened on request`() {
    let prior = RateKnowledge.events(GammaRate(mean: 1, standardDeviation: 1))
    let contrary = [evidence(10, 100), evidence(190, 100)]
    let kept = RateUpdate(prior, evidence: contrary)
    // (10 - 100)^2 / 100 twice, on one degree of freedom.
    expectClose(kept.test.statistic, 162)
    #expect(kept.widening == 1 && kept.test.probability < 1e-10)
    expectClose(kept.scores, [-9, 9])
    let widened = RateUpdate(prior, evidence: contrary, widensBelow: 0.001)
    expectClose(widened.widening, 162)
    expectClose(widened.posterior.mean, (1 + 200 / 162.0) / (1 + 200 / 162.0))
    #expect(widened.posterior.standardDeviation > kept.posterior.standardDeviation)
    expectClose(widened.dataDeviation ?? 0, (kept.dataDeviation ?? 0) * 162.0.squareRoot())
    let agreeing = RateUpdate(prior, evidence: [evidence(95, 100), evidence(105, 100)], widensBelow: 0.001)
    #expect(agreeing.widening == 1)
  }

  @Test func `more evidence never makes a rate less certain than its weight allows, and a share stays one`() {
    var random = SplitMix64(seed: 6)
    for _ in 0..<200 {
      let mean = random.number(in: 0.001...0.4)
      let column = DirichletColumn(mean: mean, standardDeviation: mean * random.number(in: 0.1...0.9))
      let rows = (0..<random.integer(in: 1...6)).map { _ -> CountEvidence in
        let exposure = random.number(in: 1...5_000)
        return evidence(
          exposure * random.number(), exposure, error: random.chance(0.5) ? 0 : random.number(in: 0...500))
      }
      let update = RateUpdate(.moves(column), evidence: rows)
      #expect(update.posterior.mean > 0 && update.posterior.mean < 1)
      let data = update.dataRate ?? -1
      let (low, high) = (min(mean, data), max(mean, data))
      #expect(update.posterior.mean >= low * (1 - 1e-9) && update.posterior.mean <= high * (1 + 1e-9))
    }
  }
}
