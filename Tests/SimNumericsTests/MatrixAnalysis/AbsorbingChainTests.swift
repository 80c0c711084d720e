import SimNumerics
import SimTestSupport
import Testing

@Suite struct AbsorbingChainTests {
  private func chain(_ rows: [[Double]]) throws -> AbsorbingChain {
    try AbsorbingChain(ProjectionMatrix(Matrix(rows: rows)))
  }

  @Test func `one state is left after a geometric time`() throws {
    let found = try chain([[0.75]])
    #expect(found.meanTime == [4] && found.varianceTime == [12] && found.variance.storage == [12])
    #expect(found.lastStateProbabilities == .success(.identity(1)))
  }

  @Test func `a state that is left at once takes one step for certain`() throws {
    let found = try chain([[0, 0], [0, 0]])
    #expect(found.spectralRadius == 0 && found.meanTime == [1, 1] && found.varianceTime == [0, 0])
  }

  @Test func `the gambler is ruined with the chances of the book`() throws {
    // Fair play with stakes 1, 2, 3 of 4: ruin has the chances 3/4, 1/2, 1/4.
    let found = try chain([[0, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0]])
    let ends = found.absorptionProbabilities(into: Matrix(rows: [[0.5, 0, 0], [0, 0, 0.5]]))
    expectClose(ends.storage, [0.75, 0.5, 0.25, 0.25, 0.5, 0.75], limit: 1e-14)
    expectClose(found.meanTime, [3, 4, 3], limit: 1e-14)
    expectClose(found.varianceTime, [8, 8, 8], limit: 1e-13)
  }

  @Test(arguments: [
    (Matrix(rows: [[1.0]]), 1.0), (Matrix(rows: [[0.5, 0], [0.5, 1]]), 1.0),
    (Matrix(rows: [[0, 2], [0.5, 0]]), 1.0), (Matrix(rows: [[1.5]]), 1.5),
  ])
  func `a radius of one or more is refused and named`(matrix: Matrix, radius: Double) throws {
    let part = try ProjectionMatrix(matrix)
    let error = #expect(throws: AbsorbingChainError.self) { try AbsorbingChain(part) }
    guard case .undefined(.radiusNotBelowOne(let found)) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    expectClose(found, radius, limit: 1e-14)
  }

  @Test func `columns above one have visits but no probabilities`() throws {
    let found = try chain([[0.2, 0.1], [0.9, 0.3]])
    #expect(found.lastStateProbabilities == .failure(.columnAboveOne(column: 1, sum: 0.2 + 0.9)))
  }

  @Test func `a part above the whole has no net reproductive rate`() throws {
    let found = try chain([[0.2, 0.1], [0.5, 0.3]])
    let whole = try ProjectionMatrix(Matrix(rows: [[0.2, 1], [0.4, 0.3]]))
    #expect(try found.netReproductiveRate(of: whole) == .failure(.partAboveWhole(row: 2, column: 1)))
    #expect(
      AbsorbingChain.generationTime(netReproductiveRate: 2, lambda: 1) == .failure(.noGenerationTime))
  }

  @Test func `absorption is certain and times add up for random chains`() throws {
    var random = SplitMix64(seed: 33)
    for _ in 0..<40 {
      let order = random.integer(in: 1...12)
      let transient = random.transientChain(order: order)
      let found = try AbsorbingChain(ProjectionMatrix(transient))
      let last = try found.lastStateProbabilities.get()
      for column in 0..<order {
        expectClose((0..<order).reduce(0) { $0 + last[$1, column] }, 1, limit: 1e-12)
      }
      #expect(found.variance.storage.allSatisfy { $0 >= 0 })
      let exit = try found.absorptionPerStep.get()
      let times = SojournTimes(transient: transient, exit: exit)
      expectClose(times.mean, found.meanTime, limit: 1e-11)
      expectClose(times.variance, found.varianceTime, limit: 1e-10)
    }
  }

  @Test func `a pattern of more moves than a chain has changes nothing`() throws {
    var random = SplitMix64(seed: 34)
    for _ in 0..<60 {
      let order = random.integer(in: 1...20)
      var transient = random.transientChain(order: order)
      for row in 0..<order {
        for column in 0..<order where random.chance(0.7) { transient[row, column] = 0 }
      }
      let exit = (0..<order).map { column in
        let onward = (0..<order).reduce(0) { $0 + transient[$1, column] }
        return random.chance(0.2) ? 0 : 1 - onward
      }
      let moves = (0..<order * order).compactMap { cell in
        transient[cell / order, cell % order] > 0 || random.chance(0.2)
          ? SojournPattern.Move(from: cell % order, to: cell / order) : nil
      }
      let found = SojournTimes(
        transient: transient, exit: exit, pattern: SojournPattern(order: order, moves: moves))
      let expected = SojournTimes(transient: transient, exit: exit)
      #expect(found == expected)
    }
  }

  @Test func `a narrow way out is kept exactly`() throws {
    // Half stays, half goes to the other state, and one in 1e18 leaves: invisible in 1 - column sum.
    let times = SojournTimes(transient: Matrix(rows: [[0.5, 0.5], [0.5, 0.5]]), exit: [1e-18, 1e-18])
    expectClose(times.mean, [1e18, 1e18], limit: 1e-14)
  }

  @Test func `states without certain way out last for ever, the others do not`() throws {
    // State 2 is never left; state 1 may end there; state 0 leads out only.
    let transient = Matrix(rows: [[0.5, 0, 0], [0, 0.5, 0], [0, 0.25, 1]])
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
      var turned = transient
      for row in 0..<3 { for column in 0..<3 { turned[row, column] = transient[order[row], order[column]] } }
      let times = SojournTimes(transient: turned, exit: order.map { [0.5, 0.25, 0][$0] })
      let expected = order.map { [2, Double.infinity, .infinity][$0] }
      #expect(times.mean == expected)
      #expect(times.variance == order.map { [2, Double.infinity, .infinity][$0] })
    }
    #expect(SojournTimes(transient: Matrix(rows: 0, columns: 0), exit: []).mean == [])
  }

  @Test func `two states that lead only to each other last for ever`() throws {
    let times = SojournTimes(
      transient: Matrix(rows: [[0, 1, 0.5], [1, 0, 0], [0, 0, 0]]), exit: [0, 0, 0.5])
    #expect(times.mean == [.infinity, .infinity, .infinity])
  }
}
