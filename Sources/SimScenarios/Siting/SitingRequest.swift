internal import SimNumerics
internal import UrbanMine

/// A siting problem as a file states it, read and checked.
public struct SitingRequest: Sendable {
  /// What is asked: one choice of sites, or a plan over periods.
  enum Problem: Sendable {
    case single(SitingProblem)
    case periods(PeriodSiting, demands: [String], periods: [Int])
  }

  let problem: Problem
  /// The longest search, in seconds.
  public let timeLimit: Double

  /// Reads and checks a siting problem with its tables.
  ///
  /// - Parameters:
  ///   - path: the YAML file: `demand`, `sites`, `costs` or `distances`, `open` and the rest of its catalogue; `amounts`
  ///     and `steps` for a plan over periods.
  ///   - files: where files are read from.
  /// - Returns: the problem, ready to solve.
  /// - Throws: ``ScenarioProblems`` with every problem of every file, in file order.
  public static func load(
    _ path: String, files: any InputFiles = DiskFiles()
  ) throws(ScenarioProblems) -> SitingRequest {
    let file = ScenarioFile.read(path, files: files)
    guard let root = file.root else { throw ScenarioProblems(file.problems) }
    let openIsMap = if case .mapping = root["open"]?.value { true } else { false }
    let rows = SitingCatalogue.rows(openIsMap: openIsMap)
    let found = file.problems + CatalogueCheck.check(root, rows, isComplete: file.isComplete)
    var reader = SitingReader(view: ScenarioView(root, rows: rows), files: files, problems: found)
    let request = reader.request()
    guard let request, !reader.problems.hasErrors else { throw ScenarioProblems(reader.problems) }
    return request
  }

  /// Solves the problem.
  ///
  /// - Returns: the plan, or the reason why there is none.
  public func solve() -> SitingAnswer {
    switch problem {
    case .single(let problem): SitingAnswer(problem.solve(timeLimit: timeLimit), of: problem)
    case .periods(let problem, let demands, let periods):
      SitingAnswer(problem.solve(timeLimit: timeLimit), of: problem, demands, periods)
    }
  }
}

/// The answer to a siting problem, as results show it.
public struct SitingAnswer: Sendable, Equatable {
  /// The members `status`, `reason`, `objective`, `bound`, `gap`, `open` and `assignment`, over periods also `plan`;
  /// `null` where there is no plan.
  public let json: JSONValue
  /// Whether there is a plan.
  public let hasPlan: Bool

  init(_ plan: SitingPlan, of problem: SitingProblem) {
    hasPlan = plan.objective.isFinite
    let assignment = plan.shares.map { share -> JSONValue in
      [
        "demand": .string(problem.demands[share.demand].key), "site": .string(problem.sites[share.site].key),
        "amount": .number(share.amount),
      ]
    }
    json = [
      "status": .string(plan.status.word), "reason": Self.reason(plan.status),
      "objective": Self.number(plan.objective), "bound": Self.number(plan.bound),
      "gap": Self.number(plan.gap), "open": .array(plan.open.map { .string(problem.sites[$0].key) }),
      "assignment": .array(assignment),
    ]
  }

  init(_ plan: PeriodPlan, of problem: PeriodSiting, _ demands: [String], _ periods: [Int]) {
    hasPlan = plan.objective.isFinite
    let open = hasPlan ? problem.sites.indices.filter { plan.opening(ofSite: $0) != nil } : []
    let stages = open.map { site -> JSONValue in
      let capacities = problem.sites[site].capacitySteps
      return [
        "site": .string(problem.sites[site].key),
        "opens": plan.opening(ofSite: site).map { .integer(periods[$0]) } ?? .null,
        "capacity": .array(plan.steps[site].map { $0.map { .number(capacities[$0]) } ?? .number(0) }),
        "stored": .array(plan.stored[site].map { .number($0) }),
      ]
    }
    let assignment = plan.flows.map { flow -> JSONValue in
      [
        "period": .integer(periods[flow.period]), "demand": .string(demands[flow.zone]),
        "site": .string(problem.sites[flow.site].key), "amount": .number(flow.amount),
      ]
    }
    json = [
      "status": .string(plan.status.word), "reason": Self.reason(plan.status),
      "objective": Self.number(plan.objective), "bound": Self.number(plan.bound),
      "gap": Self.number(plan.gap), "open": .array(open.map { .string(problem.sites[$0].key) }),
      "periods": .array(periods.map { .integer($0) }), "plan": .array(stages),
      "assignment": .array(assignment),
    ]
  }

  private static func number(_ value: Double) -> JSONValue { value.isFinite ? .number(value) : .null }

  private static func reason(_ status: SitingStatus) -> JSONValue {
    switch status {
    case .optimal: .null
    case .feasible: "the time ran out before the gap was closed"
    case .undecided: "the time ran out before a plan was found"
    case .infeasible(let words): .string(words)
    }
  }
}
