/// What is known about a siting problem.
public enum SitingStatus: Sendable, Equatable {
  /// A plan, and the proof that none is better (relative gap of 1e-6 at most).
  case optimal
  /// A plan, without the proof that it is the best.
  case feasible
  /// The proof that there is no plan, in words.
  case infeasible(String)
  /// Neither a plan nor the proof that there is none.
  case undecided

  /// The word for results.
  public var word: String {
    switch self {
    case .optimal: "optimal"
    case .feasible: "feasible"
    case .infeasible: "infeasible"
    case .undecided: "undecided"
    }
  }
}

/// The answer to a siting problem.
public struct SitingPlan: Sendable, Equatable {
  /// A part of a demand and the site that serves it.
  public struct Share: Sendable, Equatable {
    /// The position of the demand.
    public let demand: Int
    /// The position of the site.
    public let site: Int
    /// The amount, in the unit of the demand.
    public let amount: Double

    /// Makes a part.
    ///
    /// - Parameters:
    ///   - demand: the position of the demand, from 0.
    ///   - site: the position of the site, from 0.
    ///   - amount: the amount, in the unit of the demand.
    public init(demand: Int, site: Int, amount: Double) {
      self.demand = demand
      self.site = site
      self.amount = amount
    }
  }

  /// What is known.
  public let status: SitingStatus
  /// The value of the plan, added up from its sites and shares, in the unit of the given costs; infinite
  /// where there is none.
  public let objective: Double
  /// A proven lower bound on the value of every plan, in the same unit.
  public let bound: Double
  /// The positions of the open sites, ascending.
  public let open: [Int]
  /// Which site serves which demand, in the order of demands and sites.
  public let shares: [Share]
  /// How many times the search split the problem in two.
  public let branchCount: Int
}
