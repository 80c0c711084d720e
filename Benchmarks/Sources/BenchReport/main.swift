import BenchWorkloads
import Foundation
import SimNumerics

// Benchmarks as ratios of one run on one machine:
//   bench-report [--quick]
// SIMRUNNER names the program for the whole run; the working directory is Benchmarks/ or the one above.

let quick = CommandLine.arguments.contains("--quick")
let files = FileManager.default
let directory = files.fileExists(atPath: "peers/projection_numpy.py") ? "." : "Benchmarks"
let environment = ProcessInfo.processInfo.environment

// First, while this process is small: a child counts the memory of its parent until it starts its own program.
let wholeRun = WholeRun(
  program: environment["SIMRUNNER"] ?? directory + "/../.build/release/simrunner",
  scenario: directory + "/../scenarios/parkstad.yaml")

var reference = Reference()
var measurements = [
  Measurement(zones: 15, years: 28, streamed: false),
  Measurement(zones: 15, years: 28, streamed: true),
  Measurement(zones: 1_000, years: 28, streamed: false),
  Measurement(zones: 1_000, years: 28, streamed: true),
  Measurement(zones: quick ? 2_000 : 14_000, years: 10, streamed: true),
]
for position in measurements.indices {
  reference.measureTwoLanes()
  try measurements[position].measure(
    repeats: measurements[position].zones == 15 ? 30 : quick ? 2 : 6, reference: &reference)
}
reference.measureTwoLanes()
var members: [String] = []
for measurement in try MemberMeasurement.all() { members.append(try measurement.line(&reference)) }
let peer = NumpyPeer.run(measurements, directory: directory)

print("\(BLAS.configuration), \(ProcessInfo.processInfo.activeProcessorCount) processors")
print("dgemm 2000 x 2000 on one thread: \(Table.figure(reference.best, 1)) GFLOP/s")
print(
  "two dgemms side by side: \(Table.figure(reference.bestOfTwo / reference.best, 2)) times one, "
    + "what two threads can reach here")
var table = Table(header: [
  "projection", "threads", "s", "GFLOP/s", "of dgemm", "speed-up", "peak MB", "numpy s", "numpy GFLOP/s",
  "numpy peak MB", "numpy/ours",
])
for measurement in measurements {
  let other = peer?.workload(like: measurement)
  for threads in [1, 2] {
    let seconds = measurement.best[threads] ?? .nan
    table.add([
      measurement.name, String(threads), Table.figure(seconds, 4),
      Table.figure(measurement.rate(threads: threads), 1),
      Table.figure(measurement.rate(threads: threads) / reference.best, 2),
      Table.figure((measurement.best[1] ?? .nan) / seconds, 2),
      Table.figure(measurement.peakMegabytes[threads], 0), Table.figure(other?.seconds, 4),
      Table.figure(other?.gflops, 1), Table.figure(other?.peakMb, 0),
      Table.figure(other.map { $0.seconds / seconds }, 2),
    ])
  }
}
print(table.text)
if let peer {
  print("numpy \(peer.numpy), one thread, its own dgemm \(Table.figure(peer.dgemmGflops, 1)) GFLOP/s")
} else {
  print("numpy peer: not measured, python3 with numpy is missing")
}
members.forEach { print($0) }
wholeRun.lines.forEach { print($0) }

// Both programs must have computed the same.
var agree = true
for measurement in measurements {
  guard let other = peer?.workload(like: measurement) else { continue }
  let difference = abs(measurement.checksum / other.checksum - 1)
  print("\(measurement.name): \(measurement.checksum) dwellings at the end, numpy differs by \(difference)")
  agree = agree && difference <= 1e-9
}
exit(agree ? 0 : 1)
