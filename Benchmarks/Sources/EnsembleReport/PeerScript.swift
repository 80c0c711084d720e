import Foundation

/// A script of a peer, run by the interpreter that `PEER_PYTHON` names.
enum PeerScript {
  /// What the script prints; `nil` where the interpreter or the peer is missing.
  static func result<Result: Decodable>(of name: String, _ argument: Int) -> Result? {
    let script = "peers/" + name
    let path = FileManager.default.fileExists(atPath: script) ? script : "Benchmarks/" + script
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let python = ProcessInfo.processInfo.environment["PEER_PYTHON"] ?? "python3"
    process.arguments = [python, path, String(argument)]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try? JSONDecoder().decode(Result.self, from: output)
  }
}
