import SimEnsembles
import SimNumerics
import Testing

/// Sobol indices of models with known ones.
@Suite struct SobolIndicesTests {
  private func plan(
    _ model: TestModel, samples: Int, seed: UInt64 = 1, design: SampleDesign = .plain
  ) throws -> SobolPlan {
    try SobolPlan(
      seed: seed, factors: (0..<model.factors).map { "x\($0 + 1)" }, samples: samples, design: design)
  }

  @Test func `the closed forms are the published numbers`() {
    for (found, known) in zip(TestModel.ishigami.first, [0.3139, 0.4424, 0]) {
      #expect(abs(found - known) < 5e-5)
    }
    for (found, known) in zip(TestModel.ishigami.total, [0.5576, 0.4424, 0.2437]) {
      #expect(abs(found - known) < 5e-5)
    }
  }

  @Test(arguments: TestModel.all) func `errors lie within four standard errors, and these are small`(
    _ model: TestModel
  ) throws {
    for design in [SampleDesign.plain, .sobol] {
      let plan = try plan(model, samples: 1 << 14, design: design)
      let indices = try TestModel.forest([model], plan).indices
      for factor in 0..<model.factors {
        for (found, known) in [
          (indices.first[factor][0], model.first[factor]), (indices.total[factor][0], model.total[factor]),
        ] {
          // A factor without effect has indices and errors of exactly zero.
          #expect(
            abs(found.value - known) <= 4 * found.standardError, "\(model.name) \(factor): \(found), \(known)"
          )
          #expect(found.standardError < 0.02)
        }
      }
    }
  }

  @Test func `scrambled Sobol points bring the errors of Ishigami below 0.002`() throws {
    let plan = try plan(.ishigami, samples: 1 << 14, design: .sobol)
    let indices = try TestModel.forest([.ishigami], plan).indices
    for factor in 0..<3 {
      #expect(abs(indices.first[factor][0].value - TestModel.ishigami.first[factor]) < 0.002)
      #expect(abs(indices.total[factor][0].value - TestModel.ishigami.total[factor]) < 0.002)
    }
  }

  @Test(arguments: TestModel.all) func `intervals of 95 percent cover the index in 90 to 99 percent of plans`(
    _ model: TestModel
  ) throws {
    let plans = 400
    var covered = [Int](repeating: 0, count: 2 * model.factors)
    for seed in 0..<plans {
      let indices = try TestModel.forest([model], plan(model, samples: 1_024, seed: UInt64(seed))).indices
      for factor in 0..<model.factors {
        let first = try #require(indices.first[factor][0].interval())
        let total = try #require(indices.total[factor][0].interval())
        if first.contains(model.first[factor]) { covered[2 * factor] += 1 }
        if total.contains(model.total[factor]) { covered[2 * factor + 1] += 1 }
      }
    }
    for factor in 0..<model.factors where model.total[factor] > 0 {
      for count in covered[2 * factor...2 * factor + 1] {
        // 95 % with four standard deviations of the count, and a little for the skewness of few samples.
        #expect(count >= 360 && count <= 396, "\(model.name): \(covered) of \(plans)")
      }
    }
  }

  @Test func `the bytes do not depend on the order and the division of the blocks`() throws {
    let models = [TestModel.ishigami, .ishigami]
    let plan = try plan(.ishigami, samples: 150, design: .sobol)
    let whole = try TestModel.forest(models, plan, blockSize: 8)
    var random = RandomSource(ParameterStream(seed: 5, name: "order"), member: 0)
    for _ in 0..<10 {
      var parts = [SobolForest](repeating: SobolForest(layout: whole.layout), count: 3)
      for block in (0..<19).shuffled(using: &random) {
        let samples = block * 8..<min(block * 8 + 8, 150)
        try parts[Int.random(in: 0..<3, using: &random)].insert(
          outputs: TestModel.outputs(models, plan, samples: samples), samples: samples.count, block: block)
      }
      var joined = SobolForest(layout: whole.layout)
      for part in parts { try joined.merge(SobolForest(bytes: part.bytes)) }
      #expect(joined.bytes == whole.bytes)
    }
  }

  @Test func `absent values are left out of their cell alone, and cells do not touch each other`() throws {
    let plan = try plan(.ishigami, samples: 200)
    let outputs = TestModel.outputs([.ishigami], plan, samples: 0..<200)
    let layout = SobolLayout(cells: 2, factors: 3, blockSize: 200)
    var pairs: [Double] = []
    for (position, output) in outputs.enumerated() {
      // The second cell lacks one row of each sample from 100 on.
      let isAbsent = position / 5 >= 100 && position % 5 == position / 5 % 5
      pairs += [output, isAbsent ? .nan : output]
    }
    var both = SobolForest(layout: layout)
    try both.insert(outputs: pairs, samples: 200, block: 0)
    var half = SobolForest(layout: SobolLayout(cells: 1, factors: 3, blockSize: 200))
    try half.insert(outputs: Array(outputs.prefix(500)), samples: 100, block: 0)
    for factor in 0..<3 {
      #expect(both.indices.first[factor][1] == half.indices.first[factor][0])
      #expect(both.indices.total[factor][1] == half.indices.total[factor][0])
      #expect(both.indices.first[factor][0] != half.indices.first[factor][0])
    }
  }

  @Test func `an output that does not vary has no indices`() throws {
    var forest = SobolForest(layout: SobolLayout(cells: 1, factors: 1, blockSize: 4))
    #expect(forest.indices.first[0][0].value.isNaN && forest.indices.first[0][0].interval() == nil)
    try forest.insert(outputs: [Double](repeating: 3, count: 12), samples: 4, block: 0)
    #expect(forest.indices.variance == [0] && forest.indices.total[0][0].value.isNaN)
  }

  @Test func `the rows of a plan are A, B, and A with one factor from B`() throws {
    let plan = try plan(.linear, samples: 10, design: .sobol)
    var all = [Double](repeating: 0, count: plan.rows * 4)
    var row = [Double](repeating: 0, count: 4)
    #expect(plan.rows == 6 && plan.evaluations == 60)
    plan.points(sample: 3, into: &all)
    for number in 0..<6 {
      plan.point(sample: 3, row: number, into: &row)
      #expect(row == Array(all[4 * number..<4 * number + 4]))
      for factor in 0..<4 where number >= 2 {
        #expect(row[factor] == all[(factor == number - 2 ? 4 : 0) + factor])
      }
    }
    #expect(Set(all[0..<8]).count == 8)
  }
}
