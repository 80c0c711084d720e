public import SimNumerics

/// Every choice of one or two sites, evaluated exactly for every member of an ensemble.
///
/// With the amount a(m, i) of zone i in member m, unit costs c(i, j), kilometres d(i, j) and fixed costs f(j), the
/// cost of an option S of one or two sites is
///
///     cost(m, S) = sum over j in S of f(j) + sum over i of a(m, i) least over j in S of c(i, j)
///     t-km(m, S) = sum over i of a(m, i) d(i, j*(i)),  j*(i) the site that serves zone i
///     regret(m, S) = cost(m, S) - least over all options of cost(m, .)
///
/// which for all members and options at once is a matrix product (members x zones) x (zones x options). Nothing is sampled or searched: the best option is the best of all.
public struct HubOptions: Sendable {
  /// The positions of the sites of each option: single sites in order, then pairs in order.
  public let options: [[Int]]
  /// The cost of one unit of each zone: zones x options.
  public let costs: Matrix
  /// The fixed costs of each option, in the unit of the given costs.
  public let fixedCosts: [Double]
  /// The kilometres of one unit of each zone to the site that serves it: zones x options.
  public let kilometres: Matrix

  /// The number of zones.
  public var zoneCount: Int { kilometres.rows }

  /// Lists and prices the options.
  ///
  /// - Parameters:
  ///   - unitCosts: the cost of one unit, zones x sites, finite and 0 or more.
  ///   - kilometres: the distances, zones x sites, finite and 0 or more.
  ///   - fixedCosts: the fixed cost of each site, finite and 0 or more.
  ///   - openCount: how many sites an option may have: 1...1, 1...2 or 2...2.
  /// - Throws: ``SitingError`` naming the first number or count that cannot be used.
  public init(
    unitCosts: Matrix, kilometres: Matrix, fixedCosts: [Double], openCount: ClosedRange<Int> = 1...2
  ) throws(SitingError) {
    let sites = fixedCosts.count
    precondition(
      unitCosts.columns == sites && kilometres.columns == sites && kilometres.rows == unitCosts.rows,
      "\(unitCosts.rows) x \(unitCosts.columns) costs and \(kilometres.rows) x \(kilometres.columns) kilometres "
        + "for \(sites) sites")
    guard openCount.lowerBound >= 1, openCount.upperBound <= min(2, sites) else {
      throw SitingError.openCount(openCount, siteCount: min(2, sites))
    }
    try Self.check(unitCosts, "unit cost")
    try Self.check(kilometres, "distance (km)")
    for (site, cost) in fixedCosts.enumerated() where !(cost >= 0 && cost.isFinite) {
      throw .outOfRange("site \(site)", "fixed cost", cost, "a finite number that is not negative")
    }
    var options: [[Int]] = []
    if openCount.contains(1) { options += (0..<sites).map { [$0] } }
    if openCount.contains(2) {
      for first in 0..<sites {
        for second in first + 1..<max(first + 1, sites) { options.append([first, second]) }
      }
    }
    self.options = options
    self.fixedCosts = options.map { $0.reduce(0) { $0 + fixedCosts[$1] } }
    (costs, self.kilometres) = Self.tables(options, unitCosts, kilometres)
  }

  private static func check(_ table: Matrix, _ field: String) throws(SitingError) {
    for row in 0..<table.rows {
      for column in 0..<table.columns where !(table[row, column] >= 0 && table[row, column].isFinite) {
        throw .outOfRange(
          "zone \(row), site \(column)", field, table[row, column], "a finite number that is not negative")
      }
    }
  }

  private static func tables(
    _ options: [[Int]], _ unitCosts: Matrix, _ kilometres: Matrix
  ) -> (Matrix, Matrix) {
    let zones = unitCosts.rows
    var costs = Matrix(rows: zones, columns: options.count)
    var distances = Matrix(rows: zones, columns: options.count)
    for (column, sites) in options.enumerated() {
      for zone in 0..<zones {
        // The first site serves where both cost the same.
        let first = sites[0]
        let last = sites[sites.count - 1]
        let serving = unitCosts[zone, last] < unitCosts[zone, first] ? last : first
        costs[zone, column] = unitCosts[zone, serving]
        distances[zone, column] = kilometres[zone, serving]
      }
    }
    return (costs, distances)
  }

  /// Evaluates every option for every member.
  ///
  /// - Parameters:
  ///   - amounts: members x zones, finite and 0 or more, in the unit of the unit costs.
  ///   - threads: how many blocks of members may run side by side; the result does not depend on it.
  /// - Returns: the best option and its cost of each member, and the ranking over all.
  /// - Throws: ``SitingError`` where an amount is negative or not finite, or no member is given.
  public func evaluate(amounts: Matrix, threads: Int = 1) throws(SitingError) -> OptionRanking {
    guard amounts.rows > 0 else { throw .empty("members") }
    precondition(
      amounts.columns == zoneCount, "amounts of \(amounts.columns) zones for options of \(zoneCount) zones")
    guard let least = BLAS.leastColumns(amounts, costs, offsets: fixedCosts, threads: threads) else {
      throw badAmount(amounts)
    }
    return OptionRanking(self, members: amounts, least)
  }

  /// The first amount that is negative or not finite, as an error.
  private func badAmount(_ amounts: Matrix) -> SitingError {
    let bad = amounts.storage.firstIndex { !($0 >= 0 && $0.isFinite) } ?? 0
    return .outOfRange(
      "member \(bad / max(1, zoneCount)), zone \(bad % max(1, zoneCount))", "amount", amounts.storage[bad],
      "a finite number that is not negative")
  }
}
