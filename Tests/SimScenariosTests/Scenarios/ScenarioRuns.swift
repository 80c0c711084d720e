import Foundation
import SimScenarios

/// The scenarios of the package with one run each, shared by all tests.
enum ScenarioRuns {
  /// The folder of the package.
  static let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The scenarios that `simrunner new` writes.
  static let small = ["small", "homes"]

  /// The names of the scenario files of the package in the order of their names, after the small ones.
  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: packageRoot + "/scenarios")) ?? []
    return small + files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  private static let runs: [String: Result<RunResult, any Error>] = Dictionary(
    uniqueKeysWithValues: names.map { name in (name, Result { try Simulation.run(load(name)) }) })

  /// The run of a scenario of ``names`` in one thread.
  static func run(_ name: String) throws -> RunResult {
    guard let run = runs[name] else { throw InputFileError(path: name, reason: .notFound) }
    return try run.get()
  }

  private static func load(_ name: String) throws -> Scenario {
    guard small.contains(name) else { return try Scenario.load("\(packageRoot)/scenarios/\(name).yaml") }
    return try Scenario.load("\(name).yaml", files: InMemoryFiles(SmallInput().files))
  }
}

/// What stands in the columns of a result table, added up by the texts of some of them.
struct ColumnSums {
  private var sums: [[String]: Double] = [:]

  /// Adds up a number column.
  ///
  /// - Parameters:
  ///   - column: the number column.
  ///   - table: the table.
  ///   - keys: the columns to tell rows apart by; `year` among them is written in digits.
  ///   - isCounted: whether a row is counted, by its texts in all text columns; all rows without it.
  init(
    of column: String, in table: ResultTable, by keys: [String],
    where isCounted: ([String: String]) -> Bool = { _ in true }
  ) {
    let numbers = table.numbers(of: column) ?? []
    let names = table.columns.filter { $0.kind != .number }.map(\.name)
    let texts = names.map { name in
      table.texts(of: name) ?? (table.integers(of: name) ?? []).map { String($0) }
    }
    for row in numbers.indices {
      let cells = Dictionary(uniqueKeysWithValues: zip(names, texts.map { $0[row] }))
      guard isCounted(cells) else { continue }
      sums[keys.map { cells[$0] ?? "" }, default: 0] += numbers[row]
    }
  }

  /// The sum under a key, 0 where no row has it.
  subscript(_ key: String...) -> Double { sums[key] ?? 0 }
  subscript(_ key: [String]) -> Double { sums[key] ?? 0 }

  /// All keys in order.
  var keys: [[String]] { sums.keys.sorted { $0.lexicographicallyPrecedes($1) } }
}
