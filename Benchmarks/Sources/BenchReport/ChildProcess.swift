import BenchWorkloads
import Foundation

/// Programs that bench-report starts: the numpy peer and the program that users run.
enum ChildProcess {
  /// What a finished program left.
  struct Outcome {
    let status: Int32
    let output: Data
    let seconds: Double
  }

  /// Runs a program found on the path and waits for it; `nil` where it cannot be started.
  static func run(_ arguments: [String], quiet: Bool) -> Outcome? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    if quiet { process.standardError = FileHandle.nullDevice }
    let clock = ContinuousClock()
    let begin = clock.now
    guard (try? process.run()) != nil else { return nil }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: output, seconds: begin.duration(to: clock.now).seconds)
  }

  /// The highest resident memory of any finished child, in MB of 2^20 bytes.
  static func peakMegabytes() -> Double {
    var usage = rusage()
    guard getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage) == 0 else { return .nan }
    return Double(usage.ru_maxrss) / 1024
  }
}

/// The same workloads in numpy.
struct NumpyPeer: Decodable {
  struct Workload: Decodable {
    let zones: Int
    let years: Int
    let seconds: Double
    let gflops: Double
    let checksum: Double
    let peakMb: Double
  }

  let numpy: String
  let dgemmGflops: Double
  let workloads: [Workload]

  /// Runs the peer; `nil` where python3 or numpy is missing.
  static func run(_ measurements: [Measurement], directory: String) -> NumpyPeer? {
    let script = directory + "/peers/projection_numpy.py"
    guard
      let outcome = ChildProcess.run(
        ["python3", script] + measurements.map(\.peerArgument), quiet: true), outcome.status == 0
    else { return nil }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try? decoder.decode(NumpyPeer.self, from: outcome.output)
  }

  func workload(like measurement: Measurement) -> Workload? {
    workloads.first { $0.zones == measurement.zones && $0.years == measurement.years }
  }
}

/// The whole program on a scenario: from the file to the written results.
struct WholeRun {
  let lines: [String]

  /// Runs `simrunner run` five times, each into a new directory.
  init(program: String, scenario: String) {
    guard FileManager.default.isExecutableFile(atPath: program) else {
      lines = ["simrunner run: not measured, there is no program at \(program)"]
      return
    }
    guard FileManager.default.fileExists(atPath: scenario) else {
      lines = ["simrunner run: not measured, there is no scenario at \(scenario)"]
      return
    }
    var times: [Double] = []
    for _ in 0..<5 {
      let directory = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: directory) }
      let outcome = ChildProcess.run([program, "run", scenario, "--out", directory.path], quiet: false)
      guard let outcome, outcome.status == 0 else {
        lines = ["simrunner run: failed with exit code \(outcome?.status ?? -1)"]
        return
      }
      times.append(outcome.seconds)
    }
    times.sort()
    let peak = ChildProcess.peakMegabytes()
    lines = [
      "simrunner run \(scenario): best \(Table.figure(times[0], 3)) s, median \(Table.figure(times[2], 3)) s "
        + "of 5, peak memory \(Table.figure(peak, 0)) MB"
    ]
  }
}
