/// What is known about a programme after a solve.
public enum ProgramStatus: Sendable, Equatable {
  /// A plan, and the proof that none costs less (relative gap of ``ProgramResult/provenGap`` at most).
  case optimal
  /// A plan, without the proof that it is the best.
  case feasible
  /// The proof that no plan exists.
  case infeasible
  /// The proof that plans of any low cost exist.
  case unbounded
  /// Neither a plan nor the proof that there is none: the time ran out or the arithmetic failed.
  case undecided
}

/// The answer of a solve.
public struct ProgramResult: Sendable, Equatable {
  /// The largest relative gap between a plan and the bound at which the plan counts as proven.
  public static let provenGap = 1e-6

  /// What is known.
  public let status: ProgramStatus
  /// The best plan, one value per column; empty where there is none.
  public let values: [Double]
  /// The cost of the plan, added up from the values; infinite where there is none.
  public let objective: Double
  /// A proven lower bound on the cost of every plan; minus infinity where nothing is known.
  public let bound: Double
  /// For a programme without whole columns, the change of the least cost per unit of each row's bound; else empty.
  public let rowPrices: [Double]

  /// The gap between the plan and the bound: (objective - bound) / max(|objective|, |bound|), 0 where they are equal.
  public var gap: Double { Self.gap(objective: objective, bound: bound) }

  /// The gap of a plan with a cost and a bound; infinite where either is not known.
  ///
  /// - Parameters:
  ///   - objective: the cost of the plan.
  ///   - bound: what no plan can cost less than, in the same unit.
  /// - Returns: the gap as a share of the larger magnitude, 0...2; 0 also where the plan costs no more than the bound.
  public static func gap(objective: Double, bound: Double) -> Double {
    guard objective.isFinite, bound.isFinite else { return .infinity }
    guard objective > bound else { return 0 }
    return (objective - bound) / max(objective.magnitude, bound.magnitude)
  }

  init(
    _ status: ProgramStatus, values: [Double] = [], objective: Double = .infinity, bound: Double = -.infinity,
    rowPrices: [Double] = []
  ) {
    self.status = status
    self.values = values
    self.objective = objective
    self.bound = bound
    self.rowPrices = rowPrices
  }
}
