import SimEnsembles
import Testing

/// Morris screening.
@Suite struct MorrisTests {
  private func screening(
    trajectories: Int, factors: Int, _ model: (ArraySlice<Double>) -> [Double]
  ) throws -> MorrisScreening {
    let plan = try MorrisPlan(
      seed: 3, factors: (0..<factors).map { "x\($0)" }, trajectories: trajectories)
    let cells = model([0.5, 0.5, 0.5][...]).count
    let layout = MorrisScreening.layout(factors: factors, cells: cells, blockSize: 1)
    var forest = StatisticsForest(layout: layout)
    var units = [Double](repeating: 0, count: plan.rows * factors)
    for trajectory in (0..<trajectories).reversed() {
      plan.points(trajectory: trajectory, into: &units)
      let outputs = (0..<plan.rows).flatMap { model(units[$0 * factors..<($0 + 1) * factors]) }
      let effects = plan.effects(trajectory: trajectory, outputs: outputs, cells: cells)
      try forest.insert(outputs: effects, members: 1, block: trajectory)
    }
    return MorrisScreening(forest, factors: factors)
  }

  @Test func `a linear model has its coefficients as effects and no deviation`() throws {
    let found = try screening(trajectories: 20, factors: 3) { units in
      let x = Array(units)
      return [7 + x[0] - 2 * x[1], 4 * x[2]]
    }
    for (factor, effects) in [[1.0, 0], [-2, 0], [0, 4]].enumerated() {
      for (cell, effect) in effects.enumerated() {
        #expect(abs(found.mean[factor][cell].value - effect) < 1e-12)
        #expect(abs(found.meanMagnitude[factor][cell].value - effect.magnitude) < 1e-12)
        #expect(found.deviation[factor][cell].value < 1e-12)
      }
    }
  }

  @Test func `interactions show as deviation, and the intervals hold the closed form`() throws {
    // The effect of x1 in x1 (x2 - 1/2) is x2 - 1/2 with x2 at 1/8, 3/8, 5/8 or 7/8 before or after its own step.
    let found = try screening(trajectories: 4_000, factors: 3) { units in
      let x = Array(units)
      return [x[0] * (x[1] - 0.5)]
    }
    let mean = found.mean[0][0]
    #expect(abs(mean.value) <= 4 * mean.standardError && mean.standardError < 0.01)
    let magnitude = found.meanMagnitude[0][0]
    #expect(abs(magnitude.value - 0.25) <= 4 * magnitude.standardError)
    #expect(abs(found.deviation[0][0].value - (5.0 / 64).squareRoot()) < 0.005)
    #expect(found.meanMagnitude[2][0] == SensitivityEstimate(value: 0, standardError: 0))
  }

  @Test func `each step of a trajectory changes one factor by half, within the open unit cube`() throws {
    let plan = try MorrisPlan(seed: 8, factors: ["a", "b", "c", "d", "e"], trajectories: 200, levels: 6)
    var units = [Double](repeating: 0, count: 30)
    var starts: Set<Double> = []
    var firsts: Set<Int> = []
    for trajectory in 0..<200 {
      plan.points(trajectory: trajectory, into: &units)
      starts.insert(units[0])
      var changed: [Int] = []
      for row in 1..<6 {
        for factor in 0..<5 where units[row * 5 + factor] != units[(row - 1) * 5 + factor] {
          #expect(abs(abs(units[row * 5 + factor] - units[(row - 1) * 5 + factor]) - 0.5) < 1e-15)
          changed.append(factor)
        }
      }
      #expect(changed.sorted() == [0, 1, 2, 3, 4])
      firsts.insert(changed[0])
      #expect(units.allSatisfy { $0 > 0 && $0 < 1 })
    }
    #expect(starts.count == 6 && firsts.count == 5)
  }

  @Test func `plans without trajectories and with one name twice are refused`() {
    #expect(throws: SamplingError.noMembers(found: 0)) {
      try MorrisPlan(seed: 0, factors: ["a"], trajectories: 0)
    }
    #expect(throws: SamplingError.repeatedName("a")) {
      try MorrisPlan(seed: 0, factors: ["a", "a"], trajectories: 1)
    }
  }
}
