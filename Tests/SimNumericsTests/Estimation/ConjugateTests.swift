import SimNumerics
import SimTestSupport
import Testing

@Suite struct ConjugateTests {
  @Test func `a count moves a rate as its closed form says`() {
    let prior = GammaRate(mean: 2, standardDeviation: 1)
    expectClose([prior.shape, prior.exposure], [4, 2])
    let known = prior.updated(count: 11, exposure: 3)
    expectClose([known.mean, known.standardDeviation], [15.0 / 5, 15.0.squareRoot() / 5])
    // The upper tail of an exponential distribution.
    expectClose(
      GammaRate(shape: 1, exposure: 2).probability(above: 1.5), SpecialFunctions.exponential([-3])[0])
    #expect(GammaRate(shape: 3, exposure: 2).probability(above: 0) == 1)
  }

  @Test func `nothing observed changes nothing, and the order of counts has no effect`() {
    let prior = GammaRate(mean: 0.3, standardDeviation: 0.2)
    #expect(prior.updated(count: 0, exposure: 0) == prior)
    #expect(prior.updated(count: 0, exposure: 10).mean < prior.mean)
    let column = DirichletColumn(concentrations: [1, 2, 3])
    #expect(column.updated(counts: [0, 0, 0]) == column)
    #expect(
      column.updated(counts: [4, 0, 1]).updated(counts: [0, 2, 5])
        == column.updated(counts: [0, 2, 5]).updated(counts: [4, 0, 1]))
  }

  @Test func `counts move a column as its closed form says`() {
    let known = DirichletColumn(concentrations: [1, 2, 3]).updated(counts: [9, 0, 5])
    expectClose(known.means, [0.5, 0.1, 0.4])
    expectClose(known.standardDeviations, [0.25, 0.09, 0.24].map { ($0 / 21).squareRoot() })
    #expect(DirichletColumn(concentrations: [5]).means == [1])
  }

  @Test func `a column stays stochastic whatever is counted`() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<200 {
      let order = random.integer(in: 1...8)
      var column = DirichletColumn(concentrations: (0..<order).map { _ in random.number(in: 1e-3...50) })
      for _ in 0..<5 {
        column = column.updated(counts: (0..<order).map { _ in random.number(in: 0...1e6) })
      }
      expectClose(column.means.reduce(0, +), 1)
      #expect(column.means.allSatisfy { $0 > 0 && $0 <= 1 })
    }
  }

  @Test func `a mean and a deviation give the column that has them`() {
    var random = SplitMix64(seed: 4)
    for _ in 0..<100 {
      let mean = random.number(in: 0.001...0.999)
      let deviation = random.number(in: 0.05...0.95) * (mean * (1 - mean)).squareRoot()
      let column = DirichletColumn(mean: mean, standardDeviation: deviation)
      expectClose([column.means[0], column.standardDeviations[0]], [mean, deviation], limit: 1e-10)
      let rate = GammaRate(mean: mean, standardDeviation: deviation)
      expectClose([rate.mean, rate.standardDeviation], [mean, deviation])
    }
  }
}
