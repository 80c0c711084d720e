import Foundation
import SimEnsembles
import Synchronization

/// Sobol indices of the Ishigami function: sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 with x uniform on -pi...pi.
struct IshigamiRun {
  /// The closed form (Ishigami and Homma 1990; a = 7, b = 0.1).
  static let first = [0.313905191147811, 0.442411144790041, 0]
  static let total = [0.557588855209959, 0.442411144790041, 0.243683664062148]

  let seconds: Double
  let evaluations: Int
  let indices: SobolIndices

  /// Points, evaluations, indices and intervals, by a number of threads that take blocks of base samples.
  init(samples: Int, threads: Int) throws {
    let blockSize = 1_024
    let begin = ContinuousClock.now
    let plan = try SobolPlan(seed: 1, factors: ["x1", "x2", "x3"], samples: samples)
    let layout = SobolLayout(cells: 1, factors: 3, blockSize: blockSize)
    let blocks = (samples + blockSize - 1) / blockSize
    let next = Atomic<Int>(0)
    let joined = Mutex(SobolForest(layout: layout))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var forest = SobolForest(layout: layout)
      while true {
        let block = next.add(1, ordering: .relaxed).oldValue
        guard block < blocks else { break }
        let range = block * blockSize..<min((block + 1) * blockSize, samples)
        let outputs = Self.outputs(plan, range)
        try? forest.insert(outputs: outputs, samples: range.count, block: block)
      }
      joined.withLock { try? $0.merge(forest) }
    }
    indices = joined.withLock { $0.indices }
    seconds = begin.duration(to: .now) / .seconds(1)
    evaluations = plan.evaluations
  }

  private static func outputs(_ plan: SobolPlan, _ samples: Range<Int>) -> [Double] {
    var units = [Double](repeating: 0, count: plan.rows * 3)
    var outputs: [Double] = []
    outputs.reserveCapacity(samples.count * plan.rows)
    for sample in samples {
      plan.points(sample: sample, into: &units)
      for row in 0..<plan.rows {
        let x1 = (2 * units[3 * row] - 1) * Double.pi
        let x2 = (2 * units[3 * row + 1] - 1) * Double.pi
        let x3 = (2 * units[3 * row + 2] - 1) * Double.pi
        let (sine, other) = (sin(x1), sin(x2))
        outputs.append(sine + 7 * other * other + 0.1 * x3 * x3 * x3 * x3 * sine)
      }
    }
    return outputs
  }

  /// The greatest distance from the closed form.
  var largestError: Double {
    zip(indices.first + indices.total, Self.first + Self.total).reduce(0) {
      max($0, abs($1.0[0].value - $1.1))
    }
  }

  /// Whether every interval of 99.99 % holds the closed form.
  var isRight: Bool {
    zip(indices.first + indices.total, Self.first + Self.total).allSatisfy { estimates, known in
      estimates[0].interval(confidence: 0.9999)?.contains(known) ?? false
    }
  }
}
