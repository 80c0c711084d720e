import Dispatch
import Foundation
import HousingSim
import SimNumerics
import SimScenarios
import Synchronization
import UrbanMine

// Members of an ensemble in which only the mine and its effects vary, as ratios of one run on one machine:
//   mine-report [--quick]
// The working directory is Benchmarks/ or the one above.

let members = CommandLine.arguments.contains("--quick") ? 100 : 500
let rounds = 5
let file = "scenarios/parkstad.yaml"
let scenario = try Scenario.load(FileManager.default.fileExists(atPath: file) ? file : "../\(file)")
let record = try HousingRecord(scenario)
let masses = record.masses(of: scenario.mineModel)
let clock = ContinuousClock()

/// Runs members one after the other and says how long one takes, in ms.
func serial(_ masses: [EventMasses]?) throws -> Double {
  var runner = MineRunner(record, of: scenario)
  let time = try clock.measure {
    for _ in 0..<members {
      // Every member has inputs and a model of its own, as where a share, a hub or a price varies.
      let inputs = scenario.mineModel.inputs
      let model = MineModel(try inputs.with(streams: inputs.streams, hubs: inputs.hubs.items))
      try runner.run(model, effects: scenario.effects, masses: masses)
    }
  }
  return time / .milliseconds(members)
}

/// Runs members on two threads, each with memory of its own, and says how many end in a second.
func parallel(_ masses: [EventMasses]) -> Double {
  let done = Atomic<Int>(0)
  let time = clock.measure {
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      guard let model = try? scenario.mineModel.inputs.with() else { return }
      var runner = MineRunner(record, of: scenario)
      for _ in 0..<members {
        guard (try? runner.run(MineModel(model), effects: scenario.effects, masses: masses)) != nil else {
          return
        }
        done.add(1, ordering: .relaxed)
      }
    }
  }
  return Double(done.load(ordering: .relaxed)) / (time / .seconds(1))
}

var (shared, weighed, rate, full) = (Double.infinity, Double.infinity, 0.0, Double.infinity)
for _ in 0..<rounds {
  shared = min(shared, try serial(masses))
  weighed = min(weighed, try serial(nil))
  rate = max(rate, parallel(masses))
  let run = try clock.measure { _ = try Simulation.run(scenario) }
  full = min(full, run / .milliseconds(1))
}
func figure(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
print(
  "mine and effects of \(scenario.name), \(scenario.axes.yearCount) years, over one run of the housing model")
print("  member of the same intensities, one thread: \(figure(shared, 2)) ms")
print("  member of other intensities, one thread:    \(figure(weighed, 2)) ms")
print(
  "  members a second, two threads:              \(figure(rate, 0)), \(figure(rate * shared / 1000, 2)) times one"
)
print(
  "  plain run with housing and all tables:      \(figure(full, 0)) ms, \(figure(full / shared, 0)) members")

// What is measured must be the run that users see.
var runner = MineRunner(record, of: scenario)
try runner.run(scenario.mineModel, effects: scenario.effects, masses: masses)
let plain = try Simulation.run(scenario)
let agree = runner.values.heads.indices.allSatisfy { position in
  let series = runner.values.series(position)
  return plain.indicators.contains { $0.key == series.key && $0 == series }
}
print(agree ? "  both give the same bits" : "  the two do not give the same bits")
exit(agree ? 0 : 1)
