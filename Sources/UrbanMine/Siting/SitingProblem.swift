public import SimNumerics

/// A place whose amount must be served, such as a zone with its yearly tonnes.
public struct SitingDemand: Keyed, Equatable {
  /// The key that files and results use.
  public let key: String
  /// The amount to serve, in the unit of the capacities; 0 or more.
  public let amount: Double

  /// Makes a demand; ``SitingProblem`` checks the range.
  ///
  /// - Parameters:
  ///   - key: the key in files and results.
  ///   - amount: the amount to serve, in the unit of the capacities, such as t per year; 0 or more.
  public init(key: String, amount: Double) {
    self.key = key
    self.amount = amount
  }
}

/// A place where a hub can stand.
public struct CandidateSite: Keyed, Equatable {
  /// The key that files and results use.
  public let key: String
  /// The cost of opening a hub here, in the unit of the objective; 0 or more.
  public let fixedCost: Double
  /// The largest amount that a hub here serves, in the unit of the amounts, above 0; infinite for no limit.
  public let capacity: Double

  /// Makes a site; ``SitingProblem`` checks the ranges.
  ///
  /// - Parameters:
  ///   - key: the key in files and results.
  ///   - fixedCost: the cost of opening a hub here, in the unit of the objective, 0 or more.
  ///   - capacity: the largest amount that a hub here serves, above 0; infinite for no limit.
  public init(key: String, fixedCost: Double = 0, capacity: Double = .infinity) {
    self.key = key
    self.fixedCost = fixedCost
    self.capacity = capacity
  }
}

/// Whether a demand may be served by more than one site.
public enum SitingAssignment: String, Sendable, CaseIterable {
  /// Parts of a demand may go to different sites.
  case split
  /// A demand goes to one site as a whole.
  case single
}

/// What a plan makes as small as it can.
public enum SitingObjective: String, Sendable, CaseIterable {
  /// The fixed costs of the open sites and the costs of serving all amounts (p-median, facility location).
  case total
  /// The largest unit cost between a demand and the site that serves it (p-centre).
  case farthest
}

/// The choice of sites: which to open, and which demand each serves.
///
/// With y(j) = 1 for an open site and x(i, j) the share of demand i that site j serves:
///
///     total:     minimise  sum over j of f(j) y(j) + sum over i, j of a(i) c(i, j) x(i, j)
///     farthest:  minimise  largest c(i, j) with x(i, j) > 0
///     subject to sum over j of x(i, j) = 1,  0 <= x(i, j) <= y(j),
///                sum over i of a(i) x(i, j) <= K(j) y(j),  p <= sum over j of y(j) <= q
///
/// with amounts a, unit costs c, fixed costs f, capacities K and the accepted numbers of sites p...q. Sources:
/// S. L. Hakimi (1964), Operations Research 12:450-459, https://doi.org/10.1287/opre.12.3.450 (p-median, p-centre);
/// J. E. Beasley (1988), EJOR 33:314-325, https://doi.org/10.1016/0377-2217(88)90175-0 (capacities).
public struct SitingProblem: Sendable {
  /// The demands.
  public let demands: Axis<SitingDemand>
  /// The candidate sites.
  public let sites: Axis<CandidateSite>
  /// The cost of one unit, demands x sites; infinite where a site cannot serve a demand.
  public let unitCosts: Matrix
  /// How many sites may be open.
  public let openCount: ClosedRange<Int>
  /// Whether a demand may be split.
  public let assignment: SitingAssignment
  /// What is made small.
  public let objective: SitingObjective

  /// Checks and keeps a problem.
  ///
  /// - Parameters:
  ///   - demands: the demands, at least one.
  ///   - sites: the candidate sites, at least one.
  ///   - unitCosts: the cost of one unit, demands x sites, 0 or more; infinite where a site cannot serve.
  ///   - openCount: how many sites may be open, within 1...sites; `nil` where the fixed costs decide.
  ///   - assignment: whether a demand may be split.
  ///   - objective: what is made small; `farthest` knows no capacities below the sum of all amounts.
  /// - Throws: ``SitingError`` naming the first input that cannot be used.
  public init(
    demands: [SitingDemand], sites: [CandidateSite], unitCosts: Matrix, openCount: ClosedRange<Int>? = nil,
    assignment: SitingAssignment = .split, objective: SitingObjective = .total
  ) throws(SitingError) {
    precondition(
      unitCosts.rows == demands.count && unitCosts.columns == sites.count,
      "\(unitCosts.rows) x \(unitCosts.columns) costs for \(demands.count) demands and \(sites.count) sites")
    self.demands = try Self.axis(demands, of: "demand")
    self.sites = try Self.axis(sites, of: "sites")
    self.unitCosts = unitCosts
    self.assignment = assignment
    self.objective = objective
    let count = openCount ?? 1...max(1, sites.count)
    self.openCount = count
    guard !demands.isEmpty else { throw SitingError.empty("demand") }
    guard !sites.isEmpty else { throw SitingError.empty("sites") }
    guard count.lowerBound >= 1, count.upperBound <= sites.count else {
      throw SitingError.openCount(count, siteCount: sites.count)
    }
    try checkNumbers()
    if objective == .farthest, let site = sites.first(where: { $0.capacity < totalAmount }) {
      throw SitingError.capacityOfFarthest(site: site.key)
    }
  }

  private func checkNumbers() throws(SitingError) {
    for demand in demands {
      guard demand.amount >= 0, demand.amount.isFinite else {
        throw .outOfRange(
          "demand \(demand.key)", "amount", demand.amount, "a finite number that is not negative")
      }
    }
    for site in sites {
      guard site.fixedCost >= 0, site.fixedCost.isFinite else {
        throw .outOfRange(
          "site \(site.key)", "fixed cost", site.fixedCost, "a finite number that is not negative")
      }
      guard site.capacity > 0 else {
        throw .outOfRange("site \(site.key)", "capacity", site.capacity, "a number above 0")
      }
    }
    for row in 0..<demands.count {
      for column in 0..<sites.count where !(unitCosts[row, column] >= 0) {
        throw .outOfRange(
          "demand \(demands[row].key), site \(sites[column].key)", "unit cost", unitCosts[row, column],
          "a number that is not negative")
      }
    }
  }

  private static func axis<Item: Keyed>(_ items: [Item], of list: String) throws(SitingError) -> Axis<Item> {
    do throws(AxisError) {
      return try Axis(items)
    } catch {
      switch error {
      case .duplicateKey(let key): throw SitingError.duplicateKey(list: list, key: key)
      }
    }
  }

  /// The sum of all amounts, in their unit.
  public var totalAmount: Double { demands.reduce(0) { $0 + $1.amount } }

  /// Whether a site has a capacity that not every plan keeps by itself.
  public var isCapacitated: Bool { sites.contains { $0.capacity < totalAmount } }
}

/// Why a siting problem cannot be used.
public enum SitingError: Error, Equatable, CustomStringConvertible {
  /// A list has no entries.
  case empty(String)
  /// A key stands twice in a list.
  case duplicateKey(list: String, key: String)
  /// A number of an item lies outside its range: item, field, value, accepted.
  case outOfRange(String, String, Double, String)
  /// The numbers of open sites do not fit the sites.
  case openCount(ClosedRange<Int>, siteCount: Int)
  /// A site has a capacity that binds, and the objective does not count what a site serves.
  case capacityOfFarthest(site: String)

  /// The problem in one sentence, with what would be accepted.
  public var description: String {
    switch self {
    case .empty(let list): "\(list): there are no rows; give one at least"
    case .duplicateKey(let list, let key): "\(list): the id '\(key)' stands twice; ids must differ"
    case .outOfRange(let item, let field, let value, let accepted):
      "\(item): the \(field) is \(value); give \(accepted)"
    case .openCount(let count, let siteCount):
      "open: \(count.lowerBound) to \(count.upperBound) of \(siteCount) sites; give 1 to \(siteCount)"
    case .capacityOfFarthest(let site):
      "site \(site): it has a capacity, which the objective 'farthest' does not keep; give none, or take 'total'"
    }
  }
}
