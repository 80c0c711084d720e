import Foundation
import SimNumerics
import UrbanMine

// Exact siting of an ensemble against numpy, in one run:
//   siting-report [MEMBERS]
// The working directory is Benchmarks/ or the one above. Numbers are closed forms that the peer knows too.

/// What the peer prints.
struct Peer: Decodable {
  let seconds: Double
  let total: Double

  /// Runs numpy with a number of threads; `nil` where python3 or numpy is missing.
  static func run(members: Int, threads: Int) -> Peer? {
    let script = "peers/siting_numpy.py"
    let path = FileManager.default.fileExists(atPath: script) ? script : "Benchmarks/" + script
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let python = ProcessInfo.processInfo.environment["PEER_PYTHON"] ?? "python3"
    process.arguments = [python, path, String(members), String(zones), String(sites), String(threads)]
    let pipe = Pipe()
    process.standardOutput = pipe
    guard (try? process.run()) != nil else { return nil }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try? JSONDecoder().decode(Peer.self, from: output)
  }
}

let zones = 140
let sites = 33
let members = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000

let costs = Matrix(
  rows: zones, columns: sites,
  storage: (0..<zones * sites).map { (cell: Int) -> Double in
    let zone = cell / sites
    let site = cell % sites
    let mixed: Int = 37 * zone * zone + 101 * site * site + 53 * zone * site
    return 1 + Double(mixed % 997) / 50
  })
let amounts = Matrix(
  rows: members, columns: zones,
  storage: (0..<members * zones).map { (cell: Int) -> Double in
    let member = cell / zones
    let zone = cell % zones
    let mixed: Int = 31 * member + 17 * zone * (member % 89)
    return 1 + Double(mixed % 1009) / 10
  })

/// The best of three runs with a number of threads.
func measure(threads: Int) throws -> (seconds: Double, total: Double) {
  var best = (seconds: Double.infinity, total: 0.0)
  for _ in 0..<3 {
    let begin = ContinuousClock.now
    let options = try HubOptions(
      unitCosts: costs, kilometres: costs, fixedCosts: Array(repeating: 10_000, count: sites))
    let ranking = try options.evaluate(amounts: amounts, threads: threads)
    let seconds = begin.duration(to: .now) / .seconds(1)
    best = (min(best.seconds, seconds), ranking.leastCost.reduce(0, +))
  }
  return best
}

print("\(members) members x \(zones) zones x \(sites * (sites + 1) / 2) options; \(BLAS.configuration)")
var agrees = true
for threads in [1, 2] {
  let ours = try measure(threads: threads)
  guard let peer = Peer.run(members: members, threads: threads) else {
    print("\(threads) threads: \(String(format: "%.3f", ours.seconds)) s; numpy is missing")
    continue
  }
  agrees = agrees && abs(ours.total / peer.total - 1) < 1e-9
  print(
    "\(threads) threads: ours \(String(format: "%.3f", ours.seconds)) s, "
      + "numpy \(String(format: "%.3f", peer.seconds)) s, "
      + "numpy/ours \(String(format: "%.2f", peer.seconds / ours.seconds))")
}
exit(agrees ? 0 : 1)
