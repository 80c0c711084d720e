// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "parkstad-housing-sim-benchmarks",
  dependencies: [
    .package(name: "parkstad-housing-sim", path: ".."),
    // Without traits: no interposed malloc, no jemalloc.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    // What is measured, shared by both ways of measuring it.
    .target(
      name: "BenchWorkloads",
      dependencies: [
        .product(name: "SimNumerics", package: "parkstad-housing-sim"),
        .product(name: "HousingSim", package: "parkstad-housing-sim"),
      ]),

    // `swift package benchmark`: one entry per workload, for watching a single figure over time.
    .executableTarget(
      name: "Projection",
      dependencies: ["BenchWorkloads", .product(name: "Benchmark", package: "benchmark")],
      path: "Projection", plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),

    // `swift run bench-report`: all workloads interleaved with dgemm, as ratios of one run.
    .executableTarget(name: "bench-report", dependencies: ["BenchWorkloads"], path: "Sources/BenchReport"),

    // `swift run stock-report`: dynamic stock models interleaved with Python.
    .executableTarget(name: "stock-report", dependencies: ["BenchWorkloads"], path: "Sources/StockReport"),

    // `swift run siting-report`: exact siting of an ensemble beside numpy.
    .executableTarget(
      name: "siting-report",
      dependencies: [
        .product(name: "SimNumerics", package: "parkstad-housing-sim"),
        .product(name: "UrbanMine", package: "parkstad-housing-sim"),
      ], path: "Sources/SitingReport"),

    // `swift run ensemble-report`: ensembles beside Python.
    .executableTarget(
      name: "ensemble-report",
      dependencies: [
        "BenchWorkloads", .product(name: "SimEnsembles", package: "parkstad-housing-sim"),
        .product(name: "SimNumerics", package: "parkstad-housing-sim"),
      ], path: "Sources/EnsembleReport"),

    // `swift run mine-report`: members of an ensemble of the mine and its effects.
    .executableTarget(
      name: "mine-report",
      dependencies: [
        .product(name: "SimNumerics", package: "parkstad-housing-sim"),
        .product(name: "HousingSim", package: "parkstad-housing-sim"),
        .product(name: "UrbanMine", package: "parkstad-housing-sim"),
        .product(name: "SimScenarios", package: "parkstad-housing-sim"),
      ], path: "Sources/MineReport"),
  ]
)

for target in package.targets where target.type != .plugin {
  target.swiftSettings = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
}
