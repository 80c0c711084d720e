import Foundation
import SimNumerics
import Testing

/// A published projection matrix with its analyses, as its fixture says them.
struct PublishedModel: Decodable, CustomTestStringConvertible {
  struct Eigen: Decodable {
    let re: [Double]
    let im: [Double]
  }

  struct Fundamental: Decodable {
    let T: [[Double]]
    let F: [[Double]]
    let N: [[Double]]
    let `var`: [[Double]]
    let mean_time_to_absorption: [Double]
    let var_time_to_absorption: [Double]
  }

  struct Projection: Decodable {
    let totals_t0_to_t50: [Double]
    let vector_t50: [Double]
  }

  struct LongRun: Decodable {
    let lambda: Double
    let eigenvalues: Eigen
    let damping_ratio: Double
    let stable_stage: [Double]
    let reproductive_value: [Double]
    let sensitivities: [[Double]]
    let elasticities: [[Double]]
    let generation_time: Double?
    let net_reproductive_rate: Double?
    let fundamental: Fundamental?
    let projection_from_ones: Projection
  }

  struct Amplification: Decodable {
    let maxamp: Double
    let t: Int
  }

  struct Attenuation: Decodable {
    let maxatt: Double
    let t: Int
  }

  struct Damping: Decodable {
    let dr: Double
    let t: Double
  }

  struct ShortRun: Decodable {
    let is_irreducible: Bool
    let is_primitive: Bool
    let is_ergodic: Bool
    let initial_vector: [Double]?
    let reactivity_upper: Double?
    let reactivity_lower: Double?
    let reactivity_n0: Double?
    let inertia_upper: Double?
    let inertia_lower: Double?
    let inertia_n0: Double?
    let maxamp_bound: Amplification?
    let maxatt_bound: Attenuation?
    let kreiss_upper: Double?
    let kreiss_lower: Double?
    let cohenD_n0: Double?
    let keyfitzD_n0: Double?
    let projectionD_n0: Double?
    let convergence_time_n0: Int?
    let damping_ratio_with_time: Damping?
    let projected_total_t0_to_t50: [Double]?
  }

  struct Check: Decodable {
    let lambda: Double
    let damping_ratio_unrounded: Double
  }

  let name: String
  let matrix: [[Double]]
  let popbio: LongRun
  let popdemo: ShortRun
  let independent_check: Check

  var testDescription: String { name }

  /// The projection matrix.
  var projection: ProjectionMatrix { get throws { try ProjectionMatrix(Matrix(rows: matrix)) } }

  /// Every model among the fixtures.
  static let all: [PublishedModel] = {
    let others = ["cohort_", "ltre_", "stochastic_", "inverse_"]
    let names = (try? FileManager.default.contentsOfDirectory(atPath: Fixtures.folder.path)) ?? []
    let models = names.sorted().filter { name in
      name.hasSuffix(".json") && !others.contains { name.hasPrefix($0) }
    }
    return models.compactMap { try? Fixtures.decode(PublishedModel.self, $0) }
  }()
}

/// The fixtures of published matrices.
enum Fixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/matrix_models")

  static func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: name)))
  }
}

extension Matrix {
  /// Makes a matrix of rows of equal length.
  init(rows: [[Double]]) {
    self.init(rows: rows.count, columns: rows.first?.count ?? 0, storage: rows.flatMap { $0 })
  }
}

/// Expects that every number agrees with its expected one relative to itself, and zeros exactly.
///
/// Where ours is exactly zero, published numbers below 1e-14 of the largest one are taken for rounding of a zero.
func expectEach(
  _ found: [Double], _ expected: [Double], within limit: Double = 1e-10, _ what: String = "numbers",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(found.count == expected.count, "\(what) differ in length", sourceLocation: sourceLocation)
  let rounding = 1e-14 * (expected.map(\.magnitude).max() ?? 0)
  for (position, pair) in zip(found, expected).enumerated() {
    let slack = pair.0 == 0 ? rounding : limit * pair.1.magnitude
    #expect(
      (pair.0 - pair.1).magnitude <= slack,
      "\(what) differ at \(position): \(pair.0), not \(pair.1)", sourceLocation: sourceLocation)
  }
}
