internal import SimPrograms

/// The question whether a number of sites can reach every demand (set covering).
///
/// Source: C. Toregas, R. Swain, C. ReVelle and L. Bergman (1971), Operations Research 19:1363-1373,
/// https://doi.org/10.1287/opre.19.6.1363.
struct Covering {
  /// The answer to the question.
  enum Answer: Equatable {
    /// These sites reach every demand.
    case covered([Int])
    /// So many sites at least are needed.
    case needs(Int)
    /// The time ran out.
    case undecided
  }

  /// The sites that reach each demand, in order; supersets of another demand's sites are left out.
  private let rows: [[Int]]
  /// The sites that are worth opening, in order.
  private let sites: [Int]

  /// Notes who reaches whom and leaves out what follows from the rest.
  init(siteCount: Int, demandCount: Int, reaches: (_ site: Int, _ demand: Int) -> Bool) {
    var rows = BitTable(rows: demandCount, columns: siteCount)
    for demand in 0..<demandCount {
      for site in 0..<siteCount where reaches(site, demand) { rows.set(demand, site) }
    }
    var keptRows = Array(0..<demandCount)
    var keptSites = Array(0..<siteCount)
    var isReduced = true
    while isReduced {
      let before = (keptRows.count, keptSites.count)
      // A demand whose sites include all sites of another is reached along with it.
      keptRows = rows.withoutSupersets(keptRows)
      // A site whose demands are all reached by another need not open.
      let columns = rows.transposed(rows: keptRows, columns: keptSites)
      keptSites = columns.withoutSubsets(Array(keptSites.indices)).map { keptSites[$0] }
      rows.keepColumns(keptSites)
      isReduced = (keptRows.count, keptSites.count) != before
    }
    sites = keptSites
    let table = rows
    self.rows = keptRows.map { row in keptSites.filter { table.holds(row, $0) } }
  }

  /// Whether `count` sites at most reach every demand.
  func fits(_ count: Int, deadline: ContinuousClock.Instant?) -> Answer {
    guard rows.allSatisfy({ !$0.isEmpty }) else { return .needs(.max) }
    let cheap = greedy()
    if cheap.count <= count { return .covered(cheap) }
    var program = LinearProgram()
    var column: [Int: Int] = [:]
    for site in sites { column[site] = program.addColumn(cost: 1, bounds: 0...1, isWhole: true) }
    for row in rows {
      program.addRow(row.compactMap { column[$0].map { .init(1, $0) } }, bounds: 1...Double.infinity)
    }
    let relaxed = program.relaxed.solve()
    let fewest = (relaxed.bound - 1e-6).rounded(.up)
    if relaxed.status == .optimal, fewest > Double(count) { return .needs(Int(fewest)) }
    return search(program, count, deadline: deadline)
  }

  private func search(_ program: LinearProgram, _ count: Int, deadline: ContinuousClock.Instant?) -> Answer {
    let left = deadline.map { ContinuousClock.now.duration(to: $0) / .seconds(1) } ?? .infinity
    guard left > 0 else { return .undecided }
    let result = program.solve(timeLimit: left)
    let open = zip(sites, result.values).filter { $0.1 > 0.5 }.map(\.0)
    if result.status == .optimal || result.status == .feasible, open.count <= count { return .covered(open) }
    let fewest = (result.bound - 1e-6).rounded(.up)
    return fewest > Double(count) && fewest.isFinite ? .needs(Int(fewest)) : .undecided
  }

  /// Opens the site that reaches most of what is not reached yet, until all is.
  private func greedy() -> [Int] {
    var open: [Int] = []
    var left = rows
    while !left.isEmpty {
      var reach: [Int: Int] = [:]
      for row in left { for site in row { reach[site, default: 0] += 1 } }
      guard let site = sites.max(by: { (reach[$0] ?? 0, $1) < (reach[$1] ?? 0, $0) }) else { return open }
      open.append(site)
      left.removeAll { $0.contains(site) }
    }
    return open
  }
}

/// A table of yes and no, row by row in words of 64.
struct BitTable {
  private var words: [[UInt64]]
  private let wordCount: Int

  init(rows: Int, columns: Int) {
    wordCount = (columns + 63) / 64
    words = Array(repeating: Array(repeating: 0, count: wordCount), count: rows)
  }

  mutating func set(_ row: Int, _ column: Int) { words[row][column / 64] |= 1 << UInt64(column % 64) }

  func holds(_ row: Int, _ column: Int) -> Bool { words[row][column / 64] >> UInt64(column % 64) & 1 == 1 }

  /// Clears every column but these.
  mutating func keepColumns(_ columns: [Int]) {
    var mask = BitTable(rows: 1, columns: wordCount * 64)
    for column in columns { mask.set(0, column) }
    for row in words.indices {
      for word in 0..<wordCount { words[row][word] &= mask.words[0][word] }
    }
  }

  /// The columns as rows, for the listed rows and columns only.
  func transposed(rows: [Int], columns: [Int]) -> BitTable {
    var table = BitTable(rows: columns.count, columns: rows.count)
    for (target, row) in rows.enumerated() {
      for (source, column) in columns.enumerated() where holds(row, column) { table.set(source, target) }
    }
    return table
  }

  /// The rows that hold no other listed row; of equal rows the first stays.
  func withoutSupersets(_ rows: [Int]) -> [Int] {
    rows.filter { row in
      !rows.contains { other in
        other != row && isSubset(other, of: row) && (other < row || !isSubset(row, of: other))
      }
    }
  }

  /// The rows that no other listed row holds; of equal rows the first stays.
  func withoutSubsets(_ rows: [Int]) -> [Int] {
    rows.filter { row in
      !rows.contains { other in
        other != row && isSubset(row, of: other) && (other < row || !isSubset(other, of: row))
      }
    }
  }

  private func isSubset(_ row: Int, of other: Int) -> Bool {
    for word in 0..<wordCount where words[row][word] & ~words[other][word] != 0 { return false }
    return true
  }
}
