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
    let transient: [[Double]]
    let fundamental: [[Double]]
    let variance: [[Double]]
    let meanTimeToAbsorption: [Double]
    let varTimeToAbsorption: [Double]

    private enum CodingKeys: String, CodingKey {
      case transient = "T"
      case fundamental = "N"
      case variance = "var"
      case meanTimeToAbsorption
      case varTimeToAbsorption
    }
  }

  struct Projection: Decodable {
    let totalsT0ToT50: [Double]
    let vectorT50: [Double]
  }

  struct LongRun: Decodable {
    let lambda: Double
    let eigenvalues: Eigen
    let dampingRatio: Double
    let stableStage: [Double]
    let reproductiveValue: [Double]
    let sensitivities: [[Double]]
    let elasticities: [[Double]]
    let generationTime: Double?
    let netReproductiveRate: Double?
    let fundamental: Fundamental?
    let projectionFromOnes: Projection
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
    let isIrreducible: Bool
    let isPrimitive: Bool
    let isErgodic: Bool
    let initialVector: [Double]?
    let reactivityUpper: Double?
    let reactivityLower: Double?
    let reactivityN0: Double?
    let inertiaUpper: Double?
    let inertiaLower: Double?
    let inertiaN0: Double?
    let maxampBound: Amplification?
    let maxattBound: Attenuation?
    let kreissUpper: Double?
    let kreissLower: Double?
    let cohendN0: Double?
    let keyfitzdN0: Double?
    let projectiondN0: Double?
    let convergenceTimeN0: Int?
    let dampingRatioWithTime: Damping?
    let projectedTotalT0ToT50: [Double]?
  }

  struct Check: Decodable {
    let lambda: Double
    let dampingRatioUnrounded: Double
  }

  let name: String
  let matrix: [[Double]]
  let popbio: LongRun
  let popdemo: ShortRun
  let independentCheck: Check

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
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(contentsOf: folder.appending(path: name)))
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
