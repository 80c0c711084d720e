import BenchWorkloads
import Benchmark
import HousingSim

/// The sizes of the workloads: zones, years, and whether the zones are streamed in blocks.
private let sizes = [(zones: 15, years: 28), (zones: 1_000, years: 28)]
private let streamedSize = (zones: 14_000, years: 10)

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .cpuTotal, .peakMemoryResident], timeUnits: .milliseconds, warmupIterations: 1,
    maxDuration: .seconds(20), maxIterations: 10)

  Benchmark("dgemm 2000") { benchmark in
    var product = ReferenceProduct(order: 2_000)
    benchmark.startMeasurement()
    blackHole(product.run())
    benchmark.stopMeasurement()
  }

  for size in sizes {
    for threads in [1, 2] {
      Benchmark("projection, \(size.zones) zones, \(size.years) years, threads \(threads)") { benchmark in
        var run = try ProjectionRun(SyntheticRegion(zones: size.zones, years: size.years))
        benchmark.startMeasurement()
        blackHole(run.run(threads: threads))
        benchmark.stopMeasurement()
      }
    }
  }

  for threads in [1, 2] {
    Benchmark(
      "streamed projection, \(streamedSize.zones) zones, \(streamedSize.years) years, threads \(threads)"
    ) { benchmark in
      let region = try SyntheticRegion(zones: streamedSize.zones, years: streamedSize.years)
      let projection = try StreamedProjection(axes: region.axes, hazards: region.hazards, rules: region.rules)
      benchmark.startMeasurement()
      blackHole(projection.run(ClosedFormStock(), years: streamedSize.years, threads: threads))
      benchmark.stopMeasurement()
    }
  }
}
