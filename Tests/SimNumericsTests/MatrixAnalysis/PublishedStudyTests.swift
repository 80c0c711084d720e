import SimNumerics
import SimTestSupport
import Testing

@Suite struct PublishedStudyTests {
  private struct Response: Decodable {
    struct Treatment: Decodable {
      let site: String
      let matrix: [[Double]]
      let lambda: Double
      let contributions: [[Double]]
      let sumOfContributions: Double
    }

    let referenceMatrix: [[Double]]
    let referenceLambda: Double
    let treatments: [Treatment]
  }

  @Test func `contributions to a difference in growth agree with the published ones`() throws {
    let study = try Fixtures.decode(Response.self, "ltre_monkeyflower_cardinalis.json")
    let reference = try ProjectionMatrix(Matrix(rows: study.referenceMatrix))
    #expect(study.treatments.count == 4)
    for treatment in study.treatments {
      let matrix = try ProjectionMatrix(Matrix(rows: treatment.matrix))
      let found = try LifeTableResponse.compare(matrix, with: reference).get()
      expectEach(
        [found.lambda, found.referenceLambda, found.sum],
        [treatment.lambda, study.referenceLambda, treatment.sumOfContributions])
      expectEach(found.contributions.storage, treatment.contributions.flatMap { $0 })
    }
  }

  private struct Environment: Decodable {
    let probabilities: [Double]
    let matrices: [String: [[Double]]]
    let meanMatrix: [[Double]]
    let meanMatrixLambda: Double
    let approx: Double
    let simCi95: [Double]

    func growth() throws -> StochasticGrowth {
      let sorted = try matrices.keys.sorted().compactMap {
        try matrices[$0].map(ProjectionMatrix.init(rows:))
      }
      return StochasticGrowth(sorted, probabilities: probabilities)
    }
  }

  @Test func `the small-noise approximation agrees with the published one`() throws {
    let study = try Fixtures.decode(Environment.self, "stochastic_hudsonia.json")
    let growth = try study.growth()
    expectClose(growth.meanMatrix.matrix.storage, study.meanMatrix.flatMap { $0 }, limit: 1e-14)
    expectEach([try AsymptoticGrowth(growth.meanMatrix).lambda], [study.meanMatrixLambda])
    expectEach([try growth.approximateRate(isSample: true).get()], [study.approx])
    // The four years as all there is vary less than the four years as a sample.
    #expect(try growth.approximateRate().get() > study.approx)
  }

  @Test func `a simulation of fifty thousand steps agrees with the published one`() throws {
    let study = try Fixtures.decode(Environment.self, "stochastic_hudsonia.json")
    var random = SplitMix64(seed: 3)
    let found = try study.growth().simulatedRate(steps: 50_000, using: &random).get()
    #expect(found.interval.overlaps(study.simCi95[0]...study.simCi95[1]))
    #expect(found.interval.contains(found.rate))
    let width = found.interval.upperBound - found.interval.lowerBound
    expectClose(width, study.simCi95[1] - study.simCi95[0], limit: 0.05)
  }

  private struct Cohort: Decodable {
    struct Strategies: Decodable {
      let mono: Mono
      let comb: Combined
    }

    struct Mono: Decodable {
      let matrixAllYears: [[Double]]
      let drugCostPerLivingPersonYear: Double
    }

    struct Combined: Decodable {
      let matrixYears12: [[Double]]
      let matrixLaterYears: [[Double]]
      let drugCostYears12: Double
      let drugCostLater: Double
    }

    struct Outcome: Decodable {
      let costHealthUndiscounted: Double
      let costDrugsUndiscounted: Double
      let costTotalDiscounted: Double
      let lifeYears: Double
      let occupancy: [[Double]]
    }

    struct Computed: Decodable {
      let mono: Outcome
      let comb: Outcome
      let icer: Double
    }

    let strategies: Strategies
    let stateCost: [Double]
    let initial: [Double]
    let cycles: Int
    let discountRateCost: Double
    let computed: Computed
  }

  @Test func `occupancy, costs and life years of an absorbing cohort agree with the published ones`() throws {
    let study = try Fixtures.decode(Cohort.self, "cohort_hiv_chancellor.json")
    let mono = try ProjectionMatrix(Matrix(rows: study.strategies.mono.matrixAllYears).transposed)
    let early = try ProjectionMatrix(Matrix(rows: study.strategies.comb.matrixYears12).transposed)
    let late = try ProjectionMatrix(Matrix(rows: study.strategies.comb.matrixLaterYears).transposed)
    let drug = study.strategies.mono.drugCostPerLivingPersonYear
    let first = try expect(study.computed.mono, study, drugs: { _ in drug }) { _ in mono }
    let combined = study.strategies.comb
    let second = try expect(
      study.computed.comb, study,
      drugs: { $0 <= 2 ? combined.drugCostYears12 : combined.drugCostLater }
    ) { $0 <= 2 ? early : late }
    expectEach([(second.cost - first.cost) / (second.years - first.years)], [study.computed.icer])
  }

  private func expect(
    _ outcome: Cohort.Outcome, _ study: Cohort, drugs: (Int) -> Double,
    transition: (Int) -> ProjectionMatrix
  ) throws -> (cost: Double, years: Double) {
    let trace = CohortTrace(start: study.initial, cycles: study.cycles, transition: transition)
    let living = [1.0, 1, 1, 0]
    let years = trace.total { _ in living }
    let health = trace.total { _ in study.stateCost }
    let cost = trace.total(discountedAt: study.discountRateCost) { cycle in
      zip(study.stateCost, living).map { $0 + drugs(cycle) * $1 }
    }
    expectEach(trace.occupancy.flatMap { $0 }, outcome.occupancy.flatMap { $0 })
    expectEach(
      [years, health, trace.total { cycle in living.map { $0 * drugs(cycle) } }, cost],
      [
        outcome.lifeYears, outcome.costHealthUndiscounted, outcome.costDrugsUndiscounted,
        outcome.costTotalDiscounted,
      ])
    return (cost, years)
  }
}

extension ProjectionMatrix {
  /// Makes a projection matrix of rows of equal length.
  fileprivate init(rows: [[Double]]) throws {
    try self.init(Matrix(rows: rows))
  }
}
