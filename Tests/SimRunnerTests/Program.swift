import Foundation
import Testing

/// What a run of the built program left behind.
struct ProgramRun {
  let exitCode: Int32
  let output: String
  let messages: String
}

/// The built program, which stands beside the test bundle.
enum Program {
  /// The root of the package.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let path: URL = {
    let arguments = ProcessInfo.processInfo.arguments
    let bundle = arguments.first { $0.hasSuffix(".xctest") } ?? arguments[0]
    return URL(filePath: bundle).deletingLastPathComponent().appending(path: "simrunner")
  }()

  /// Runs `simrunner` with arguments, from a working directory, with variables added to the environment.
  static func run(
    _ arguments: [String], in directory: URL = root, adding variables: [String: String] = [:]
  ) throws -> ProgramRun {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = path
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    process.standardInput = FileHandle.nullDevice
    // Files, not pipes: a program that prints much must not wait for its reader.
    let streams = try ["out", "err"].map { name in
      let file = folder.appending(path: name)
      try Data().write(to: file)
      return (file, try FileHandle(forWritingTo: file))
    }
    process.standardOutput = streams[0].1
    process.standardError = streams[1].1
    try process.run()
    process.waitUntilExit()
    let texts = try streams.map { String(decoding: try Data(contentsOf: $0.0), as: UTF8.self) }
    return ProgramRun(exitCode: process.terminationStatus, output: texts[0], messages: texts[1])
  }

  /// Starts `simrunner` and does not wait for it.
  static func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = path
    process.arguments = arguments
    process.currentDirectoryURL = root
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}

/// A folder with the small scenario of `simrunner new`, removed at the end.
final class SmallRegion {
  let folder: URL
  var scenario: String { folder.appending(path: "small/small.yaml").path }
  var results: URL { folder.appending(path: "results") }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "simrunner-\(UUID().uuidString)")
    let made = try Program.run(["new", folder.appending(path: "small").path])
    try #require(made.exitCode == 0, "\(made.messages)")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Runs the scenario into ``results`` with further arguments.
  func run(_ arguments: [String] = [], out: String? = nil) throws -> ProgramRun {
    try Program.run(["run", scenario, "--out", out ?? results.path] + arguments)
  }

  /// What stands in ``folder``, hidden entries included.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  /// The bytes of every result file, by name.
  func bytes(of directory: URL? = nil) throws -> [String: Data] {
    let directory = directory ?? results
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: directory.appending(path: $0))) })
  }

  /// Writes a scenario that extends the small one.
  func extend(_ text: String, as name: String = "extended.yaml") throws -> String {
    let path = folder.appending(path: "small/\(name)")
    try Data("extends: small.yaml\n\(text)".utf8).write(to: path)
    return path.path
  }
}
