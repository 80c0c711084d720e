public import SimNumerics
internal import SimPrograms

/// A site of a plan over several periods.
public struct PeriodSite: Keyed, Equatable {
  /// The key that results use.
  public let key: String
  /// The cost of standing open for one period, in the unit of the objective; 0 or more.
  public let openCostPerPeriod: Double
  /// The capacities that can be chosen, in amount per period, smallest first, each above 0.
  public let capacitySteps: [Double]
  /// The cost of each capacity for one period, in the unit of the objective; 0 or more.
  public let stepCostsPerPeriod: [Double]
  /// What the store holds between two periods, in the unit of the amounts; 0 or more.
  public let storeCapacity: Double
  /// The cost of keeping one unit in store from one period to the next, in the unit of the objective; 0 or
  /// more.
  public let storeCost: Double

  /// Makes a site; ``PeriodSiting`` checks the ranges.
  ///
  /// - Parameters:
  ///   - key: the key in results.
  ///   - openCostPerPeriod: the cost of standing open for one period, 0 or more.
  ///   - capacitySteps: the capacities that can be chosen, in amount per period, smallest first, each above
  ///     0.
  ///   - stepCostsPerPeriod: the cost of each capacity for one period, as many, 0 or more.
  ///   - storeCapacity: what the store holds between two periods, in amount, 0 or more.
  ///   - storeCost: the cost of keeping one unit in store from one period to the next, 0 or more.
  public init(
    key: String, openCostPerPeriod: Double, capacitySteps: [Double], stepCostsPerPeriod: [Double],
    storeCapacity: Double, storeCost: Double
  ) {
    self.key = key
    self.openCostPerPeriod = openCostPerPeriod
    self.capacitySteps = capacitySteps
    self.stepCostsPerPeriod = stepCostsPerPeriod
    self.storeCapacity = storeCapacity
    self.storeCost = storeCost
  }
}

/// When to open which hubs, and how large, where what comes in may wait in a store.
///
/// With amounts a(i, t) that zones bring, o(j, k, t) = 1 where site j works at capacity step k in period t, x(i, j, t)
/// brought, z(j, t) refurbished and s(j, t) in store at the end of the period:
///
///     minimise  sum over j, k, t of (f(j) + g(j, k)) o(j, k, t) + sum of c(i, j) x(i, j, t) + sum of h(j) s(j, t)
///     sum over j of x(i, j, t) = a(i, t)                            everything is taken
///     s(j, t) = s(j, t - 1) + sum over i of x(i, j, t) - z(j, t),   s(j, -1) = 0, s(j, last) = 0
///     z(j, t) <= sum over k of K(k) o(j, k, t),  s(j, t) <= S(j) sum over k of o(j, k, t)
///     x(i, j, t) <= a(i, t) sum over k of o(j, k, t)
///     sum over k of o(j, k, t) <= 1,  sum over k >= l of o(j, k, t) >= the same in t - 1    no closing, no shrinking
///     sum over j, k of o(j, k, t) <= q
///
/// The programme goes to Cbc. Sources: D. J. Van Roy and D. Erlenkotter (1982), Management Science 28:1091-1105,
/// https://doi.org/10.1287/mnsc.28.10.1091 (opening in time); A. Shulman (1991), Operations Research 39:423-436,
/// https://doi.org/10.1287/opre.39.3.423 (capacity in steps).
public struct PeriodSiting: Sendable {
  /// The sites.
  public let sites: Axis<PeriodSite>
  /// The amount of each zone in each period, zones x periods.
  public let amounts: Matrix
  /// The cost of bringing one unit, zones x sites; infinite where a site cannot be reached.
  public let unitCosts: Matrix
  /// How many sites may be open at most.
  public let mostOpen: Int

  /// Checks and keeps a problem.
  ///
  /// - Parameters:
  ///   - sites: the sites, at least one.
  ///   - amounts: zones x periods, finite and 0 or more.
  ///   - unitCosts: zones x sites, 0 or more; infinite where a site cannot be reached.
  ///   - mostOpen: how many sites may be open, 1...sites.
  /// - Throws: ``SitingError`` naming the first input that cannot be used.
  public init(sites: [PeriodSite], amounts: Matrix, unitCosts: Matrix, mostOpen: Int) throws(SitingError) {
    precondition(
      unitCosts.rows == amounts.rows && unitCosts.columns == sites.count,
      "\(unitCosts.rows) x \(unitCosts.columns) costs for \(amounts.rows) zones and \(sites.count) sites")
    do throws(AxisError) {
      self.sites = try Axis(sites)
    } catch {
      switch error {
      case .duplicateKey(let key): throw SitingError.duplicateKey(list: "sites", key: key)
      }
    }
    self.amounts = amounts
    self.unitCosts = unitCosts
    self.mostOpen = mostOpen
    guard !sites.isEmpty else { throw .empty("sites") }
    guard (1...sites.count).contains(mostOpen) else {
      throw .openCount(mostOpen...mostOpen, siteCount: sites.count)
    }
    for site in sites { try site.check() }
    for value in amounts.storage where !(value >= 0 && value.isFinite) {
      throw .outOfRange("zones", "amount", value, "a finite number that is not negative")
    }
    for value in unitCosts.storage where !(value >= 0) {
      throw .outOfRange("zones", "unit cost", value, "a number that is not negative")
    }
  }

  /// The number of periods.
  public var periodCount: Int { amounts.columns }
}

extension PeriodSite {
  fileprivate func check() throws(SitingError) {
    let item = "site \(key)"
    let amount = "a finite number that is not negative"
    guard !capacitySteps.isEmpty, capacitySteps.count == stepCostsPerPeriod.count else {
      throw .outOfRange(
        item, "number of capacity steps", Double(capacitySteps.count), "one cost for each step")
    }
    for (step, capacity) in capacitySteps.enumerated() {
      guard capacity > 0, capacity.isFinite, step == 0 || capacity > capacitySteps[step - 1] else {
        throw .outOfRange(item, "capacity", capacity, "finite numbers above 0, smallest first")
      }
    }
    for value in stepCostsPerPeriod + [openCostPerPeriod, storeCapacity, storeCost]
    where !(value >= 0 && value.isFinite) {
      throw .outOfRange(item, "cost or store", value, amount)
    }
  }
}

/// The answer to a siting problem over several periods.
public struct PeriodPlan: Sendable, Equatable {
  /// What is known.
  public let status: SitingStatus
  /// The cost over all periods, in the unit of the given costs; infinite where there is no plan.
  public let objective: Double
  /// A proven lower bound on the cost of every plan, in the same unit.
  public let bound: Double
  /// The capacity step at which each site works in each period, sites x periods; `nil` while it is closed.
  public let steps: [[Int?]]
  /// What each site has in store at the end of each period, sites x periods, in the unit of the amounts.
  public let stored: [[Double]]
  /// What is brought, in the order of periods, zones and sites, without what is zero.
  public let flows: [PeriodFlow]

  /// The relative gap between objective and bound, without a unit; infinite where there is no plan.
  public var gap: Double { ProgramResult.gap(objective: objective, bound: bound) }

  /// The period in which a site opens, or `nil` where it never does.
  ///
  /// - Parameter site: the position of the site, from 0.
  /// - Returns: the position of the period, from 0, or `nil`.
  public func opening(ofSite site: Int) -> Int? { steps[site].firstIndex { $0 != nil } }
}

/// What a zone brings to a site in a period of a plan.
public struct PeriodFlow: Sendable, Equatable {
  /// The row of the zone in the amounts.
  public let zone: Int
  /// The position of the site.
  public let site: Int
  /// The position of the period.
  public let period: Int
  /// The amount that is brought, above 0, in the unit of the amounts of the zones.
  public let amount: Double
}
