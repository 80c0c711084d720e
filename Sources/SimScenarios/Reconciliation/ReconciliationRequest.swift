internal import Foundation
internal import SimNumerics
internal import UrbanMine

/// Measured flows and their balances as files state them, read and checked.
public struct ReconciliationRequest: Sendable {
  let network: FlowNetwork
  /// The names under `from` and `to` of each flow, those outside included.
  let ends: [(from: String, to: String)]
  /// The probability below which a misfit is refused.
  public let significance: Double

  /// The significance where no file gives one, as the catalogue has it.
  private static let defaultSignificance = 0.05

  /// Reads and checks flows.
  ///
  /// - Parameters:
  ///   - path: a CSV file of flows (`flow,from,to,tonnes,standard_error`), or a YAML file that names one with more.
  ///   - files: where files are read from.
  /// - Returns: the flows, ready to be reconciled.
  /// - Throws: ``ScenarioProblems`` with every problem of every file, in file order.
  public static func load(
    _ path: String, files: any InputFiles = DiskFiles()
  ) throws(ScenarioProblems) -> ReconciliationRequest {
    let rows = ReconciliationCatalogue.rows
    guard !path.lowercased().hasSuffix(".csv") else {
      var reader = ReconciliationReader(files: files)
      let network = reader.network(ofTable: path)
      guard let network, !reader.problems.hasErrors else { throw ScenarioProblems(reader.problems) }
      return ReconciliationRequest(
        network: network, ends: reader.ends, significance: defaultSignificance)
    }
    let file = ScenarioFile.read(path, files: files)
    guard let root = file.root else { throw ScenarioProblems(file.problems) }
    let view = ScenarioView(root, rows: rows)
    var reader = ReconciliationReader(
      files: files, problems: file.problems + CatalogueCheck.check(root, rows, isComplete: file.isComplete))
    let network = reader.network(view)
    let significance = view.number("significance").value
    guard let network, !reader.problems.hasErrors else { throw ScenarioProblems(reader.problems) }
    return ReconciliationRequest(network: network, ends: reader.ends, significance: significance)
  }

  /// Reconciles the flows.
  ///
  /// - Returns: the reconciled flows, or the reason why there are none.
  public func reconcile() -> ReconciliationAnswer {
    do {
      return ReconciliationAnswer(try network.reconciled(), of: self)
    } catch {
      return ReconciliationAnswer(infeasible: "\(error)", of: self)
    }
  }
}

/// Reconciled flows, as results show them.
public struct ReconciliationAnswer: Sendable, Equatable {
  /// The members `status`, `reason`, the test, `processes` and `flows`; `null` where there is no value.
  public let json: JSONValue
  /// One row per flow and quantity that has a value.
  public let table: ResultTable
  /// Whether the data agree with the balances, so that there are reconciled flows.
  public let isReconciled: Bool

  init(_ found: FlowReconciliation, of request: ReconciliationRequest) {
    let network = request.network
    let isSound = found.test.probability >= request.significance
    let flows = network.flows.indices.map { FlowAnswer($0, found, request, isSound: isSound) }
    isReconciled = isSound
    table = FlowAnswer.table(flows)
    let unobservable = flows.filter { $0.kind == .unobservable }.map { JSONValue.string($0.flow.key) }
    let negative = flows.filter { ($0.reconciled ?? 0) < 0 }.map { JSONValue.string($0.flow.key) }
    json = [
      "status": .string(isSound ? "reconciled" : "inconsistent"),
      "reason": isSound ? .null : .string(Self.reason(found, request)),
      "chi_square": .number(found.test.statistic),
      "degrees_of_freedom": .integer(found.test.degreesOfFreedom),
      "probability": .number(found.test.probability), "significance": .number(request.significance),
      "processes": .array(network.processes.map { .string($0) }), "unobservable": .array(unobservable),
      "negative": .array(negative), "flows": .array(flows.map(\.json)),
    ]
  }

  init(infeasible reason: String, of request: ReconciliationRequest) {
    isReconciled = false
    table = FlowAnswer.table([])
    json = [
      "status": "infeasible", "reason": .string(reason), "chi_square": .null, "degrees_of_freedom": .null,
      "probability": .null, "significance": .number(request.significance),
      "processes": .array(request.network.processes.map { .string($0) }), "unobservable": [], "negative": [],
      "flows": [],
    ]
  }

  /// The refusal in words, with the flow whose normalised residual is largest.
  private static func reason(_ found: FlowReconciliation, _ request: ReconciliationRequest) -> String {
    let test =
      "chi-square is \(found.test.statistic.threeDigits) on \(found.test.degreesOfFreedom) degrees of freedom, "
      + "probability \(found.test.probability.threeDigits), below \(request.significance.plainText)"
    guard let suspect = found.suspect, let residual = found.normalisedResiduals[suspect] else { return test }
    return test
      + "; the largest normalised residual is \(residual.threeDigits), of '\(request.network.flows[suspect].key)'"
  }

  /// Writes the table to a file, which then is complete or as it was.
  ///
  /// - Parameter path: the file to make or replace.
  /// - Throws: ``OutputError`` where the file cannot be written.
  public func write(to path: String) throws(OutputError) {
    let bytes = try CSVWriter.bytes(of: table)
    try OutputError.naming(path, "writing the file") {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
  }
}

/// What the answer says about one flow.
private struct FlowAnswer {
  let flow: NetworkFlow
  let kind: FlowKnowledge
  let reconciled: Double?
  private let source: String
  private let target: String
  private let standardError: Double?
  private let normalisedResidual: Double?

  init(_ position: Int, _ found: FlowReconciliation, _ request: ReconciliationRequest, isSound: Bool) {
    flow = request.network.flows[position]
    kind = found.knowledge[position]
    (source, target) = request.ends[position]
    reconciled = isSound ? found.values[position] : nil
    standardError = isSound ? found.standardErrors[position] : nil
    normalisedResidual = found.normalisedResiduals[position]
  }

  /// The quantities in the order of the results.
  private var quantities: [(name: String, value: Double?)] {
    [
      ("measured", flow.measured), ("measured_standard_error", flow.measured.map { _ in flow.standardError }),
      ("reconciled", reconciled), ("standard_error", standardError),
      ("adjustment", flow.measured.flatMap { measured in reconciled.map { $0 - measured } }),
      ("normalised_residual", normalisedResidual),
    ]
  }

  var json: JSONValue {
    let ends: [JSONValue.Member] = [
      .init("flow", .string(flow.key)), .init("from", source.isEmpty ? .null : .string(source)),
      .init("to", target.isEmpty ? .null : .string(target)), .init("kind", .string(kind.rawValue)),
    ]
    return .object(ends + quantities.map { .init($0.name, $0.value.map { .number($0) } ?? .null) })
  }

  static func table(_ flows: [FlowAnswer]) -> ResultTable {
    var table = ResultTable(
      fileName: "reconciled.csv",
      columns: [
        ResultColumn("flow", .text, longName: "flow"),
        ResultColumn("from", .text, longName: "process that it leaves, empty for outside"),
        ResultColumn("to", .text, longName: "process that it enters, empty for outside"),
        ResultColumn("kind", .text, longName: "what the data say about it"),
        ResultColumn("quantity", .text, longName: "what the value is"),
        ResultColumn("value", .number, unit: "t; normalised residuals 1", longName: "value"),
      ])
    for flow in flows {
      for quantity in flow.quantities {
        guard let value = quantity.value else { continue }
        table.append(
          .text(flow.flow.key), .text(flow.source), .text(flow.target), .text(flow.kind.rawValue),
          .text(quantity.name), .number(value))
      }
    }
    return table
  }
}
