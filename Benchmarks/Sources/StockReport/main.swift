import BenchWorkloads
import Foundation

// Dynamic stock models beside Python, as ratios of one run on one machine:
//   stock-report [--quick] [WORKLOAD...]
// PEER_PYTHON names the interpreter; the working directory is Benchmarks/ or the one above.

let quick = CommandLine.arguments.contains("--quick")
let directory = FileManager.default.fileExists(atPath: "peers/dsm_peers.py") ? "." : "Benchmarks"
let python = ProcessInfo.processInfo.environment["PEER_PYTHON"] ?? "python3"
let server = PeerServer(python: python, script: directory + "/peers/dsm_peers.py")

if let server {
  let versions = server.forms.versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
  print("peers: " + versions.joined(separator: ", "))
} else {
  print("peers: not measured, \(python) with numpy and scipy is missing")
}

func figure(_ value: Double?, _ digits: Int) -> String {
  guard let value, value.isFinite else { return "-" }
  return String(format: "%.\(digits)f", value)
}

print("workload | threads | ours ms | best peer | its ms | ratio | flodym s | ratio | largest difference")
var agree = true
let chosen = CommandLine.arguments.dropFirst().compactMap(StockWorkload.init(rawValue:))
for workload in chosen.isEmpty ? StockWorkload.allCases : chosen {
  var measurement = StockMeasurement(workload)
  let rounds = [.groups, .tables, .newTables, .members].contains(workload) ? 6 : 25
  try measurement.measure(server, rounds: quick ? 3 : rounds)
  for threads in [1, 2] {
    let (ours, best) = (measurement.seconds(threads), measurement.best(threads))
    print(
      workload.title, threads, figure(ours * 1e3, 2), best?.form ?? "-",
      figure(best.map { $0.seconds * 1e3 }, 2),
      figure(best.map { $0.seconds / ours }, 1), figure(measurement.flodymSeconds, 2),
      figure(measurement.flodymSeconds.map { $0 / ours }, 0),
      server == nil ? "-" : String(format: "%.1e", measurement.difference), separator: " | ")
    if workload == .members {
      print("  \(figure(Double(StockRun.memberSteps) / ours / 1e6, 0)) million member-steps a second")
    }
  }
  agree = agree && measurement.difference <= 1e-9
}
let hasEnded = server?.hasEnded ?? false
if hasEnded { print("peers: Python ended before the last workload; what it did not answer is not measured") }
if !agree { print("results differ by more than 1e-9, or a peer gave none") }
exit(agree && !hasEnded ? 0 : 1)
