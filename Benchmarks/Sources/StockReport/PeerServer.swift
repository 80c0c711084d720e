import Foundation

/// The Python peers: a program that takes one command per line and answers with one line of JSON.
final class PeerServer {
  /// What the peers are and what they can run.
  struct Forms: Decodable {
    let versions: [String: String]
    let forms: [String: [String]]
  }

  private struct Timing: Decodable { let seconds: Double }
  private struct Saved: Decodable { let every: Int }

  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var received = Data()
  let forms: Forms

  /// Starts the peers; `nil` where Python or a package that all of them need is missing.
  ///
  /// A peer that ends is a write that fails, not the end of this program.
  init?(python: String, script: String) {
    signal(SIGPIPE, SIG_IGN)
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, script]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    try? input.fileHandleForWriting.write(contentsOf: Data("list\n".utf8))
    guard let line = Self.line(output.fileHandleForReading, &received),
      let forms = try? JSONDecoder().decode(Forms.self, from: line)
    else { return nil }
    self.forms = forms
  }

  deinit { try? input.fileHandleForWriting.close() }

  /// The seconds of one run of a form, `nil` where it failed.
  func seconds(_ workload: String, _ form: String, threads: Int) -> Double? {
    let answer: Timing? = ask("run \(workload) \(form) \(threads)")
    return answer?.seconds
  }

  /// The arrays of a form, and of which stocks they are: every n-th.
  func arrays(_ workload: String, _ form: String) -> (every: Int, arrays: [[Double]])? {
    let directory = FileManager.default.temporaryDirectory.appending(path: "peer-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    try? FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    guard let saved: Saved = ask("save \(workload) \(form) \(directory.path)") else { return nil }
    let arrays = (0..<2).compactMap { position -> [Double]? in
      guard let data = try? Data(contentsOf: directory.appending(path: "\(position)")) else { return nil }
      return data.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) }
    }
    return (saved.every, arrays)
  }

  /// Whether the peers have ended before they were told to; they answer no more.
  private(set) var hasEnded = false

  private func ask<Answer: Decodable>(_ command: String) -> Answer? {
    guard !hasEnded else { return nil }
    guard (try? input.fileHandleForWriting.write(contentsOf: Data((command + "\n").utf8))) != nil,
      let line = Self.line(output.fileHandleForReading, &received)
    else {
      hasEnded = true
      return nil
    }
    return try? JSONDecoder().decode(Answer.self, from: line)
  }

  private static func line(_ handle: FileHandle, _ received: inout Data) -> Data? {
    while true {
      if let end = received.firstIndex(of: UInt8(ascii: "\n")) {
        let line = received[..<end]
        received = Data(received[(end + 1)...])
        return Data(line)
      }
      let more = handle.availableData
      guard !more.isEmpty else { return nil }
      received.append(more)
    }
  }
}
