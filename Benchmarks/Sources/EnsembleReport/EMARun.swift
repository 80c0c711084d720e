import Foundation

/// Experiments of the EMA workbench on a small model of its own.
struct EMARun: Decodable {
  let version: String
  let experiments: Int
  let seconds: Double

  /// Runs the peer; `nil` where the interpreter or the workbench is missing.
  static func run(experiments: Int) -> EMARun? {
    let script = "peers/lake_ema.py"
    let path = FileManager.default.fileExists(atPath: script) ? script : "Benchmarks/" + script
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let python = ProcessInfo.processInfo.environment["PEER_PYTHON"] ?? "python3"
    process.arguments = [python, path, String(experiments)]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try? JSONDecoder().decode(EMARun.self, from: output)
  }
}
