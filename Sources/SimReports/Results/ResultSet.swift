public import SimScenarios

/// A complete result directory, read back and checked against the digests of its run record.
public struct ResultSet: Sendable {
  /// The path of the directory.
  public let directory: String
  /// `run.json`.
  public let record: JSONValue
  /// The names of the result files, in the order in which they were written.
  public let fileNames: [String]
  private let contents: [String: [UInt8]]

  /// Reads every file that the run record names.
  ///
  /// - Parameters:
  ///   - directory: the result directory of a run or of an ensemble.
  ///   - files: where it is read from.
  /// - Throws: ``ReportError`` where a file is missing or was changed after the run, where another version wrote the
  ///   results, or where they are one part of an ensemble.
  public init(directory: String, files: any InputFiles = DiskFiles()) throws(ReportError) {
    let path = directory + "/run.json"
    let bytes = try Self.read(path, files)
    guard let record = DecodedJSON.read(bytes) else {
      throw .notARecord(path: path, reason: "is not JSON")
    }
    guard let version = record.at("versions.package")?.text else {
      throw .notARecord(path: path, reason: "does not say which version wrote it")
    }
    guard version == PackageVersion.current else {
      throw .otherVersion(path: path, found: "version \(version)")
    }
    guard let outputs = record["outputs"]?.items else {
      throw .otherVersion(path: path, found: "a version that kept no digests of its results")
    }
    if let shard = record.at("ensemble.shard")?.text, shard != "1/1" {
      throw .part(path: path, shard: shard)
    }
    var contents: [String: [UInt8]] = [:]
    for output in outputs {
      guard let name = output["path"]?.text, let digest = output["sha256"]?.text, !name.contains("/") else {
        throw .notARecord(path: path, reason: "its outputs are not names with digests")
      }
      guard !Self.unread.contains(name) else { continue }
      let content = try Self.read(directory + "/" + name, files)
      guard Provenance.sha256(content) == digest else { throw .edited(path: directory + "/" + name) }
      contents[name] = content
    }
    let isRun = contents["targets.csv"] != nil && contents["summary.csv"] != nil
    guard isRun || contents["sensitivity.csv"] != nil else {
      throw .notARecord(path: path, reason: "its outputs lack targets.csv or summary.csv")
    }
    self.directory = directory
    self.record = record
    self.contents = contents
    fileNames = outputs.compactMap { $0["path"]?.text }.filter { !Self.unread.contains($0) }
  }

  /// Whether a result file is there.
  ///
  /// - Parameter fileName: the name of the file, such as `stock.csv`.
  /// - Returns: whether it is there.
  public func has(_ fileName: String) -> Bool { contents[fileName] != nil }

  /// A table, or `nil` where the results have no such file.
  ///
  /// - Parameter fileName: the name of the file, such as `stock.csv`.
  /// - Returns: the table, or `nil`.
  /// - Throws: ``ReportError/malformed(path:reason:)`` where a row has not as many cells as the header.
  public func table(_ fileName: String) throws(ReportError) -> ResultColumns? {
    guard let bytes = contents[fileName] else { return nil }
    return try ResultColumns(bytes, path: directory + "/" + fileName)
  }

  /// The bytes of a file, or `nil` where there is none.
  ///
  /// - Parameter fileName: the name of the file, such as `stock.csv`.
  /// - Returns: the bytes, or `nil`.
  public func bytes(_ fileName: String) -> [UInt8]? { contents[fileName] }

  /// Whether the results are those of an ensemble.
  public var isEnsemble: Bool { record["ensemble"].map { $0 != .null } ?? false }

  /// Whether the results are those of a sensitivity analysis alone.
  public var isSensitivity: Bool { contents["summary.csv"] == nil }

  /// The resolved scenario.
  public var scenario: JSONValue { record["scenario"] ?? .null }

  /// What no report shows and can be larger than memory: every number of every member.
  private static let unread: Set<String> = [MemberRows.fileName]

  private static func read(_ path: String, _ files: any InputFiles) throws(ReportError) -> [UInt8] {
    do {
      return try files.read(path, limit: 1 << 30)
    } catch {
      throw .unreadable(error)
    }
  }
}
