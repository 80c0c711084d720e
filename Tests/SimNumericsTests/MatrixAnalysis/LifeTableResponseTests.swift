import SimNumerics
import SimTestSupport
import Testing

@Suite struct LifeTableResponseTests {
  @Test func `a matrix does not differ from itself`() throws {
    let matrix = try ProjectionMatrix(Matrix(rows: [[0.2, 1.5], [0.4, 0.6]]))
    let found = try LifeTableResponse.compare(matrix, with: matrix).get()
    #expect(found.sum == 0 && found.residual == 0 && found.contributions.storage.allSatisfy { $0 == 0 })
  }

  @Test func `the residual is of third order in the difference`() throws {
    var random = SplitMix64(seed: 13)
    var sums = [0.0, 0]
    for _ in 0..<20 {
      let order = random.integer(in: 2...7)
      let reference = random.matrix(order: order, zeros: 0)
      let change = random.matrix(order: order, zeros: 0)
      let residuals = try [0.1, 0.05].map { size in
        let entries = zip(reference.storage, change.storage).map { $0 * (1 + size * ($1 - 0.5)) }
        let matrix = Matrix(rows: order, columns: order, storage: entries)
        return try LifeTableResponse.compare(ProjectionMatrix(matrix), with: ProjectionMatrix(reference))
          .get().residual.magnitude
      }
      for position in sums.indices { sums[position] += residuals[position] }
    }
    // Half the difference leaves an eighth of the residual, a quarter would be second order.
    #expect(sums[1] <= 0.15 * sums[0] && sums[0] > 0)
  }

  @Test func `exchanging the matrices turns the sign of every contribution`() throws {
    let first = try ProjectionMatrix(Matrix(rows: [[0.2, 1.5], [0.4, 0.6]]))
    let second = try ProjectionMatrix(Matrix(rows: [[0.3, 1.1], [0.4, 0.7]]))
    let there = try LifeTableResponse.compare(first, with: second).get()
    let back = try LifeTableResponse.compare(second, with: first).get()
    expectSameBits(there.contributions.storage.map { 0 - $0 }, back.contributions.storage.map { $0 + 0 })
  }

  @Test func `a mean of matrices is weighted`() throws {
    let (one, two) = (try ProjectionMatrix(Matrix(rows: [[1]])), try ProjectionMatrix(Matrix(rows: [[2]])))
    #expect(LifeTableResponse.mean([one, two]).matrix.storage == [1.5])
    #expect(LifeTableResponse.mean([one, two], weights: [3, 1]).matrix.storage == [1.25])
  }

  @Test func `zero matrices have no sensitivities to compare by`() throws {
    let zero = try ProjectionMatrix(Matrix(rows: [[0]]))
    #expect(throws: UndefinedQuantity.noGrowth) { try LifeTableResponse.compare(zero, with: zero).get() }
  }

  @Test func `an environment without change grows at one rate`() throws {
    let growth = StochasticGrowth([try ProjectionMatrix(Matrix(rows: [[0.2, 1.5], [0.4, 0.6]]))])
    var random = SplitMix64(seed: 1)
    let rate = try growth.approximateRate(isSample: true).get()
    expectClose(try growth.simulatedRate(steps: 10, using: &random).get().rate, rate, limit: 1e-12)
    let dying = StochasticGrowth([try ProjectionMatrix(Matrix(rows: [[0]]))])
    #expect(throws: UndefinedQuantity.noGrowth) { try dying.simulatedRate(steps: 2, using: &random).get() }
    #expect(throws: UndefinedQuantity.noGrowth) { try dying.approximateRate().get() }
  }
}
