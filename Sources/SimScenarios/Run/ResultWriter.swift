internal import Dispatch
internal import SimNumerics
internal import Synchronization

/// Writes the results of a run to a directory, all or nothing.
public enum ResultWriter {
  /// Writes every result file into a temporary directory and renames it when complete.
  ///
  /// - Parameters:
  ///   - result: the results.
  ///   - path: the result directory, which is replaced.
  ///   - threads: the number of threads of the run, which also write the tables; the bytes do not depend on it.
  ///   - phases: the time of every phase so far, for the record.
  /// - Throws: ``OutputError``; previous results are then left as they were.
  public static func write(
    _ result: RunResult, to path: String, threads: Int, phases: [RunRecord.Phase]
  ) throws(OutputError) {
    let directory = try ResultDirectory(replacing: path)
    for (table, bytes) in zip(result.tables, texts(of: result.tables, threads: threads)) {
      try directory.write(try bytes.get(), as: table.fileName)
    }
    try directory.write(result.netCDF)
    var record = record(result, threads: threads, phases: phases)
    record.outputs = directory.outputs
    record.columns = RunRecord.columns(of: result.tables)
    try directory.write(try record.json(), as: "run.json")
    try directory.commit()
  }

  /// The bytes of every table, each made alone, so that they do not depend on the number of threads.
  private static func texts(of tables: [ResultTable], threads: Int) -> [Result<[UInt8], OutputError>] {
    let texts = Mutex([Result<[UInt8], OutputError>](repeating: .success([]), count: tables.count))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, tables.count))) { _ in
      var position = next.add(1, ordering: .relaxed).oldValue
      while position < tables.count {
        let text = Result { () throws(OutputError) in try CSVWriter.bytes(of: tables[position]) }
        texts.withLock { $0[position] = text }
        position = next.add(1, ordering: .relaxed).oldValue
      }
    }
    return texts.withLock { $0 }
  }

  /// The run record, without which results cannot be trusted or repeated.
  static func record(_ result: RunResult, threads: Int, phases: [RunRecord.Phase]) -> RunRecord {
    var record = RunRecord(
      scenario: JSONValue(result.scenario.resolved),
      inputs: result.scenario.files.map { InputRecord(path: $0.path, content: $0.bytes) }, threads: threads,
      openBLAS: BLAS.configuration, warnings: result.warnings, balances: result.balances, phases: phases)
    let fit = result.scenario.baseline
    record.baseline = [
      "iterations": .integer(fit.iterations),
      "relative_residuals": .object(fit.residuals.map { .init($0.margin, .number($0.relative)) }),
    ]
    return record
  }
}
