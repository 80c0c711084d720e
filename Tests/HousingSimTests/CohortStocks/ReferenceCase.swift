import Foundation
import HousingSim
import SimNumerics
import Testing

/// A case of the reference results of other packages; the fixture's README says what the fields are.
struct ReferenceCase: Decodable, Sendable, CustomTestStringConvertible {
  struct Span: Decodable { let from, to: Double }
  struct Column: Decodable { let values: [Double], largest: Double }
  struct Cohorts: Decodable { let entries: [[Double]], largest: [Double] }
  struct Member: Decodable { let dist: String, params: [String: Span] }

  let id, kind: String
  let dist, driver, inflowAt, by: String?
  let params: [String: Span]?
  let types: [Member]?
  let nPtsPerInterval, firstYear, count, historicCohorts: Int?
  let negativeInflowCorrect, unitDiagonal: Bool?
  let ltFactorByYear, ltFactorByCohort: Span?
  let unevenYears: [Int]?
  let positions: [Int]
  let columns: [String: Column]
  let survival: [[Double]]?
  let cohorts: Cohorts?
  let given, densities, rates, inflows: [Double]?
  let initial, shares, members, meanByRegionType: [[Double]]?

  var testDescription: String { id }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/dsm")

  /// Every case of the fixture.
  static let all: [ReferenceCase] = {
    let text = try? String(contentsOf: folder.appending(path: "cases.jsonl"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").compactMap {
      try? JSONDecoder().decode(ReferenceCase.self, from: Data($0.utf8))
    }
  }()

  static let drivers: [String: [Double]] = {
    let data = try? Data(contentsOf: folder.appending(path: "drivers.json"))
    return data.flatMap { try? JSONDecoder().decode([String: [Double]].self, from: $0) } ?? [:]
  }()

  static func named(_ id: String) -> ReferenceCase {
    guard let found = all.first(where: { $0.id == id }) else { preconditionFailure("no case \(id)") }
    return found
  }
}

extension ReferenceCase {
  var package: String { String(id.prefix { $0 != "_" }) }
  var years: [Int] { unevenYears ?? Array((firstYear ?? 0)..<(firstYear ?? 0) + (count ?? 0)) }
  var driverValues: [Double] { given ?? driver.flatMap { Self.drivers[$0] } ?? [] }
  /// The given inflow or stock as one column.
  var driverColumn: Matrix { Matrix(rows: driverValues.count, columns: 1, storage: driverValues) }

  var timing: InflowTiming {
    if let points = nPtsPerInterval { return .quadrature(points: points) }
    // The steps of flodym are in the middle unless the case says otherwise.
    return switch inflowAt ?? (package == "flodym" ? "middle" : "end") {
    case "start": .start
    case "middle": .middle
    default: .end
    }
  }

  var negativeInflow: NegativeInflow { negativeInflowCorrect == true ? .earlyRetirement : .allow }

  /// The lifetime at a share of the way from the first to the last cohort, year or age.
  static func lifetime(_ dist: String, _ params: [String: Span], at part: Double) -> Lifetime {
    func value(_ name: String) -> Double {
      guard let span = params[name] else { preconditionFailure("no parameter \(name)") }
      return span.from + (span.to - span.from) * part
    }
    return switch dist {
    case "Fixed": .fixed(mean: value("Mean"))
    case "Normal": .normal(mean: value("Mean"), standardDeviation: value("StdDev"))
    case "FoldedNormal": .foldedNormal(mean: value("Mean"), standardDeviation: value("StdDev"))
    case "LogNormal", "LogNormalCorrect":
      .lognormal(mean: value("Mean"), standardDeviation: value("StdDev"))
    case "Weibull": .weibull(shape: value("Shape"), scale: value("Scale"))
    case "Gamma": .gamma(shape: value("Shape"), scale: value("Scale"))
    default: preconditionFailure("no distribution \(dist)")
    }
  }

  func lifetime(at part: Double) -> Lifetime { Self.lifetime(dist ?? "", params ?? [:], at: part) }

  /// The lifetimes along the cohorts (or years, or ages) of the case.
  var lifetimeRow: [Lifetime] { parts(driverValues.count).map(lifetime(at:)) }

  func parts(_ count: Int) -> [Double] { (0..<count).map { Double($0) / Double(count - 1) } }

  var lifetimes: StockLifetimes {
    let isConstant = (params ?? [:]).values.allSatisfy { $0.from == $0.to }
    var lifetimes = isConstant ? StockLifetimes(lifetime(at: 0)) : StockLifetimes(byCohort: lifetimeRow)
    if by == "period" { lifetimes = StockLifetimes(byYear: lifetimeRow) }
    let parts = parts(driverValues.count)
    if let span = ltFactorByCohort {
      lifetimes.cohortFactors = parts.map { span.from + (span.to - span.from) * $0 }
    }
    if let span = ltFactorByYear {
      lifetimes.yearFactors = parts.map { span.from + (span.to - span.from) * $0 }
    }
    return lifetimes
  }

  /// The model of the case, where its conventions are those of this library.
  func model() throws -> CohortStockModel {
    try CohortStockModel(
      periods: StockPeriods(years: years), lifetimes: lifetimes, timing: timing,
      negativeInflow: negativeInflow)
  }
}
