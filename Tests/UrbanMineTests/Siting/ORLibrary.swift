import Foundation
import SimNumerics
import UrbanMine

/// The location instances of OR-Library (J. E. Beasley 1990, https://doi.org/10.1057/jors.1990.166) with their optima.
///
/// They are read from `orlib` in the directory that SIM_REFERENCE names, or in `../shared/reference` beside the
/// package; they are not part of it.
enum ORLibrary {
  /// The directory of the instances, or `nil` where there is none.
  static let directory: String? = {
    var places: [String] = []
    if let named = ProcessInfo.processInfo.environment["SIM_REFERENCE"] { places.append(named) }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    places.append(package.deletingLastPathComponent().appendingPathComponent("shared/reference").path)
    return places.map { $0 + "/orlib" }.first {
      FileManager.default.fileExists(atPath: $0 + "/optima_pmed.csv")
    }
  }()

  /// Whether the instances are there.
  static var isPresent: Bool { directory != nil }

  /// The rows of a table of optima, by column name.
  static func optima(_ name: String) throws -> [[String: String]] {
    let lines = try text(name).split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  /// A p-median instance: the shortest paths between all vertices, each a demand of 1 and a site.
  ///
  /// Where an edge stands twice the last cost counts.
  static func pMedian(_ name: String, objective: SitingObjective) throws -> SitingProblem {
    let numbers = try numbers("pmed/\(name).txt")
    let count = Int(numbers[0])
    var paths = Array(repeating: Double.infinity, count: count * count)
    for vertex in 0..<count { paths[vertex * count + vertex] = 0 }
    for edge in 0..<Int(numbers[1]) {
      let from = Int(numbers[3 + 3 * edge]) - 1
      let to = Int(numbers[4 + 3 * edge]) - 1
      paths[from * count + to] = numbers[5 + 3 * edge]
      paths[to * count + from] = numbers[5 + 3 * edge]
    }
    shorten(&paths, count)
    let open = Int(numbers[2])
    return try SitingProblem(
      demands: (1...count).map { SitingDemand(key: "\($0)", amount: 1) },
      sites: (1...count).map { CandidateSite(key: "\($0)") },
      unitCosts: Matrix(rows: count, columns: count, storage: paths), openCount: open...open,
      objective: objective)
  }

  /// All shortest paths (R. W. Floyd 1962, https://doi.org/10.1145/367766.368168).
  private static func shorten(_ paths: inout [Double], _ count: Int) {
    for middle in 0..<count {
      let row = Array(paths[middle * count..<(middle + 1) * count])
      for from in 0..<count {
        let first = paths[from * count + middle]
        guard first.isFinite else { continue }
        for to in 0..<count where first + row[to] < paths[from * count + to] {
          paths[from * count + to] = first + row[to]
        }
      }
    }
  }

  /// A warehouse instance: the files give the cost of a whole demand.
  static func warehouses(_ name: String, capacity: Double) throws -> SitingProblem {
    let numbers = try numbers("cap/\(name).txt")
    let siteCount = Int(numbers[0])
    let demandCount = Int(numbers[1])
    let sites = (0..<siteCount).map { site in
      let own = numbers[2 + 2 * site]
      return CandidateSite(
        key: "\(site + 1)", fixedCost: numbers[3 + 2 * site], capacity: own.isNaN ? capacity : own)
    }
    var demands: [SitingDemand] = []
    var costs = Matrix(rows: demandCount, columns: siteCount)
    for row in 0..<demandCount {
      let start = 2 + 2 * siteCount + row * (siteCount + 1)
      demands.append(SitingDemand(key: "\(row + 1)", amount: numbers[start]))
      for site in 0..<siteCount { costs[row, site] = numbers[start + 1 + site] / numbers[start] }
    }
    return try SitingProblem(demands: demands, sites: sites, unitCosts: costs)
  }

  private static func text(_ name: String) throws -> String {
    try String(contentsOfFile: (directory ?? "") + "/" + name, encoding: .utf8)
  }

  /// The numbers of a file; a word that is none becomes "not a number".
  private static func numbers(_ name: String) throws -> [Double] {
    try text(name).split(whereSeparator: \.isWhitespace).map { Double($0) ?? .nan }
  }
}
