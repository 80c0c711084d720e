// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "parkstad-housing-sim",
  products: [
    .executable(name: "simrunner", targets: ["SimRunner"]),
    .library(name: "SimNumerics", targets: ["SimNumerics"]),
    .library(name: "HousingSim", targets: ["HousingSim"]),
    .library(name: "UrbanMine", targets: ["UrbanMine"]),
    .library(name: "SimPrograms", targets: ["SimPrograms"]),
    .library(name: "SimScenarios", targets: ["SimScenarios"]),
    .library(name: "SimEnsembles", targets: ["SimEnsembles"]),
    .library(name: "SimReports", targets: ["SimReports"]),
    .library(name: "SimCluster", targets: ["SimCluster"]),
  ],
  traits: [
    .trait(
      name: "MPI",
      description: "Ensembles on the ranks of an MPI job; needs the packages of packages.mpi.apt.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // System libraries, one module map each.
    .systemLibrary(
      name: "CSimBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(
      name: "CSimLAPACKE", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
    .systemLibrary(
      name: "CSimNetCDF", pkgConfig: "netcdf", providers: [.apt(["libnetcdf-dev"])]),
    .systemLibrary(
      name: "CSimXLSX", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CSimMPI", pkgConfig: "ompi-c", providers: [.apt(["libopenmpi-dev"])]),
    .systemLibrary(
      name: "CSimCBC", providers: [.apt(["coinor-libcbc-dev", "coinor-libclp-dev"])]),

    // Vector special functions and kernels in C; the incomplete gamma function of Boost.Math (headers only).
    .target(name: "CSimMath"),

    // The row of rooms: each imports only to its left.
    .target(
      name: "SimNumerics",
      dependencies: [
        "CSimBLAS", "CSimLAPACKE", "CSimMath", .product(name: "RealModule", package: "swift-numerics"),
      ],
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(name: "SimPrograms", dependencies: ["CSimCBC", "SimNumerics"]),
    .target(
      name: "HousingSim",
      dependencies: ["SimNumerics", .product(name: "RealModule", package: "swift-numerics")]),
    .target(
      name: "UrbanMine",
      dependencies: [
        "HousingSim", "SimNumerics", "SimPrograms",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .target(
      name: "SimScenarios",
      dependencies: [
        "SimNumerics", "HousingSim", "UrbanMine", "CSimNetCDF",
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "SimEnsembles",
      dependencies: [
        "SimNumerics", "SimScenarios", .product(name: "RealModule", package: "swift-numerics"),
      ]),
    // Beside the row: bytes between processes, and jobs of a cluster. Without the trait it does not look for MPI.
    .target(
      name: "SimCluster", dependencies: [.target(name: "CSimMPI", condition: .when(traits: ["MPI"]))]),
    .target(
      name: "SimReports",
      dependencies: [
        "CSimXLSX", "SimScenarios", .product(name: "Mustache", package: "swift-mustache"),
      ]),
    .executableTarget(
      name: "SimRunner",
      dependencies: [
        "SimCluster", "SimEnsembles", "SimReports", "SimScenarios",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Tests.
    .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
    .target(
      name: "SimTestSupport", dependencies: ["SimNumerics", "HousingSim"],
      path: "Tests/SimTestSupport"),
    .testTarget(
      name: "SimNumericsTests", dependencies: ["SimNumerics", "SimTestSupport"], exclude: ["Fixtures"]),
    .testTarget(name: "SimProgramsTests", dependencies: ["SimPrograms", "SimTestSupport"]),
    .testTarget(
      name: "HousingSimTests",
      dependencies: ["HousingSim", "SimNumerics", "SimTestSupport", "CAllocationCounter"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "UrbanMineTests",
      dependencies: ["UrbanMine", "SimNumerics", "SimPrograms", "SimTestSupport", "CAllocationCounter"]),
    .testTarget(name: "SimScenariosTests", dependencies: ["SimScenarios", "SimTestSupport"]),
    .testTarget(
      name: "SimEnsemblesTests",
      dependencies: ["SimEnsembles", "SimNumerics", "SimScenarios", "SimTestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(name: "SimClusterTests", dependencies: ["SimCluster"], exclude: ["Programs"]),
    // A job without a model, which Tests/Cluster/run starts on ranks.
    .executableTarget(name: "RankCheck", dependencies: ["SimCluster"], path: "Tests/Cluster/RankCheck"),
    .testTarget(
      name: "SimReportsTests", dependencies: ["SimReports", "SimScenarios"], exclude: ["Programs"]),
    // The built program.
    .testTarget(name: "SimRunnerTests", dependencies: ["SimRunner"]),
    // Only products, as a user of the package sees them.
    .testTarget(name: "EmbeddingTests", dependencies: ["SimNumerics", "HousingSim", "SimScenarios"]),
  ],
  cxxLanguageStandard: .cxx17
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
  ]
}
