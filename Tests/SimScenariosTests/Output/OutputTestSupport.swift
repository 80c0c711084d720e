import Foundation
import SimScenarios

/// The output error that a piece of code throws, or `nil` where it throws none or another one.
func outputError(of body: () throws -> Void) -> OutputError? {
  do {
    try body()
    return nil
  } catch {
    return error as? OutputError
  }
}

/// Bytes of UTF-8 as text.
func text(_ bytes: [UInt8]) -> String {
  String(decoding: bytes, as: UTF8.self)
}

/// A seeded generator (splitmix64, Steele, Lea and Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// Finite doubles of random bit patterns, so that all magnitudes, denormals included, occur.
  mutating func finiteDoubles(_ count: Int) -> [Double] {
    var doubles: [Double] = []
    while doubles.count < count {
      let double = Double(bitPattern: next())
      if double.isFinite { doubles.append(double) }
    }
    return doubles
  }
}

/// Runs something in a fresh directory that is removed afterwards.
func withScratchDirectory(_ body: (URL) throws -> Void) throws {
  let directory = URL.temporaryDirectory.appending(path: "output-tests-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: directory) }
  try body(directory.resolvingSymlinksInPath())
}

/// The path of an installed program, or `nil`.
func installedProgram(_ name: String) -> String? {
  let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
  return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
}

/// The exit code and standard output of a program.
func run(_ program: String, _ arguments: [String]) throws -> (code: Int32, output: String) {
  let process = Process()
  let pipe = Pipe()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  try process.run()
  let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}
