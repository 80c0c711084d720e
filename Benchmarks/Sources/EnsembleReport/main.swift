import Foundation
import SimEnsembles

// Ensembles beside Python, in one run:
//   ensemble-report [--quick]
// PEER_PYTHON names the interpreter; the working directory is Benchmarks/ or the one above.

// A run of the small model in a process of its own.
if CommandLine.arguments.dropFirst().first == "--small-model", CommandLine.arguments.count == 4,
  let members = Int(CommandLine.arguments[2]), let threads = Int(CommandLine.arguments[3])
{
  print(
    String(
      decoding: try JSONEncoder().encode(SmallModelRun(members: members, threads: threads)), as: UTF8.self))
  exit(0)
}

let quick = CommandLine.arguments.contains("--quick")
let samples = quick ? 16_384 : 131_072

/// The fastest of some runs with a number of threads.
func fastest(threads: Int) throws -> IshigamiRun {
  var best = try IshigamiRun(samples: samples, threads: threads)
  for _ in 0..<(quick ? 1 : 4) {
    let next = try IshigamiRun(samples: samples, threads: threads)
    if next.seconds < best.seconds { best = next }
  }
  return best
}

func figure(_ value: Double, _ digits: Int = 3) -> String { String(format: "%.\(digits)f", value) }

let one = try fastest(threads: 1)
let peer = SALibRun.run(samples: samples)
let two = try fastest(threads: 2)

print("Sobol indices of the Ishigami function, \(one.evaluations) evaluations, points and intervals included")
print("threads | ours s | largest error | SALib s (points, evaluations, indices) | its largest error | ratio")
for (threads, ours) in [(1, one), (2, two)] {
  var columns = ["\(threads)", figure(ours.seconds), String(format: "%.1e", ours.largestError)]
  if let peer {
    let steps = [peer.seconds.points, peer.seconds.evaluations, peer.seconds.indices].map { figure($0) }
    columns += ["\(figure(peer.seconds.sum)) (\(steps.joined(separator: ", ")))"]
    columns += [String(format: "%.1e", peer.largestError), figure(peer.seconds.sum / ours.seconds, 1)]
  }
  print(columns.joined(separator: " | "))
}
if let peer {
  print("peer: SALib \(peer.version), one thread")
} else {
  print("peer: not measured, SALib is missing")
}
print("factor | S | 95 % | ST | 95 % | SALib S | 95 % | SALib ST | 95 %")
for factor in 0..<3 {
  let (first, total) = (two.indices.first[factor][0], two.indices.total[factor][0])
  var numbers = [first.value, 1.96 * first.standardError, total.value, 1.96 * total.standardError]
  if let peer {
    numbers += [
      peer.first[factor], peer.firstHalfWidth[factor], peer.total[factor], peer.totalHalfWidth[factor],
    ]
  }
  print((["x\(factor + 1)"] + numbers.map { figure($0, 4) }).joined(separator: " | "))
}

let sameForAnyThreads = one.indices.first == two.indices.first && one.indices.total == two.indices.total
if !sameForAnyThreads { print("one and two threads differ") }
if !(one.isRight && two.isRight) { print("an interval does not hold the closed form") }

let membersAreSame = try reportMembers(quick: quick)
exit(sameForAnyThreads && one.isRight && two.isRight && membersAreSame ? 0 : 1)
