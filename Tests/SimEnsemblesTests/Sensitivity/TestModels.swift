import Foundation
import SimEnsembles

/// A model whose indices are known in closed form.
struct TestModel: Sendable {
  let name: String
  let factors: Int
  let first: [Double]
  let total: [Double]
  let evaluate: @Sendable (ArraySlice<Double>) -> Double

  /// T. Ishigami and T. Homma (1990): sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 on -pi...pi.
  static let ishigami = {
    let (a, b) = (7.0, 0.1)
    let pi4 = pow(Double.pi, 4)
    let one = 0.5 * (1 + b * pi4 / 5) * (1 + b * pi4 / 5)
    let two = a * a / 8
    let both = b * b * pi4 * pi4 * (1.0 / 18 - 1.0 / 50)
    let variance = one + two + both
    return TestModel(
      name: "Ishigami", factors: 3, first: [one / variance, two / variance, 0],
      total: [(one + both) / variance, two / variance, both / variance]
    ) { units in
      let x = units.map { (2 * $0 - 1) * .pi }
      return sin(x[0]) + a * sin(x[1]) * sin(x[1]) + b * pow(x[2], 4) * sin(x[0])
    }
  }()

  /// I. M. Sobol (1993), the g-function: the product of (|4 x - 2| + a) / (1 + a).
  static let product = {
    let weights = [0, 1, 4.5, 9, 99, 99]
    let parts = weights.map { 1 / (3 * (1 + $0) * (1 + $0)) }
    let variance = parts.reduce(1) { $0 * (1 + $1) } - 1
    return TestModel(
      name: "g", factors: 6, first: parts.map { $0 / variance },
      total: parts.map { $0 / (1 + $0) * (variance + 1) / variance }
    ) { units in
      zip(units, weights).reduce(1) { $0 * ((4 * $1.0 - 2).magnitude + $1.1) / (1 + $1.1) }
    }
  }()

  /// 1000 + x1 + 2 x2 + 3 x3 + 0 x4 with uniform factors: S = ST = c^2 / sum of c^2.
  static let linear = TestModel(
    name: "linear", factors: 4, first: [1, 4, 9, 0].map { $0 / 14 }, total: [1, 4, 9, 0].map { $0 / 14 }
  ) { units in 1_000 + zip(units, [1, 2, 3, 0]).reduce(0) { $0 + $1.0 * $1.1 } }

  static let all = [ishigami, product, linear]

  /// The outputs of the base samples of a block for models side by side as cells.
  static func outputs(_ models: [TestModel], _ plan: SobolPlan, samples: Range<Int>) -> [Double] {
    let count = plan.factors.count
    var units = [Double](repeating: 0, count: plan.rows * count)
    var outputs: [Double] = []
    for sample in samples {
      plan.points(sample: sample, into: &units)
      for row in 0..<plan.rows {
        outputs += models.map { $0.evaluate(units[row * count..<(row + 1) * count]) }
      }
    }
    return outputs
  }

  /// The sums of a whole plan.
  static func forest(
    _ models: [TestModel], _ plan: SobolPlan, blockSize: Int = 64
  ) throws -> SobolForest {
    var forest = SobolForest(
      layout: SobolLayout(cells: models.count, factors: plan.factors.count, blockSize: blockSize))
    for block in 0..<(plan.samples + blockSize - 1) / blockSize {
      let samples = block * blockSize..<min((block + 1) * blockSize, plan.samples)
      try forest.insert(
        outputs: outputs(models, plan, samples: samples), samples: samples.count, block: block)
    }
    return forest
  }
}
