public import HousingSim

/// What a dynamic stock model on a table is asked to do.
public struct StockRequest: Sendable {
  /// What the table gives.
  public enum Mode: String, Sendable, CaseIterable {
    /// The inflow, from which stock and outflow follow.
    case inflowDriven = "inflow-driven"
    /// The stock, from which inflow and outflow follow.
    case stockDriven = "stock-driven"
  }

  /// How long the periods of the table are.
  public enum Steps: String, Sendable, CaseIterable {
    /// One year each; a gap between years is a problem.
    case yearly
    /// From midway between a year and the one before it to midway between it and the next.
    case uneven
  }

  /// The table, a CSV file with the columns `year`, `inflow` or `stock`, and parameters by cohort.
  public var path: String
  /// What the table gives.
  public var mode: Mode
  /// The lifetime as `name:key=value,...`, such as `normal:mean=50,stddev=12`.
  public var lifetime: String
  /// When in its period the inflow enters.
  public var timing = InflowTiming.end
  /// What happens where an inflow is below zero.
  public var negativeInflow = NegativeInflow.refuse
  /// Whether something leaves in the period in which it enters.
  public var hasFirstYearOutflow = true
  /// A table of the initial stock with the columns `cohort` and `stock`, or `nil` for none.
  public var initial: String?
  /// Whether stock and outflow by cohort are wanted instead of totals.
  public var byCohort = false
  /// How long the periods of the table are.
  public var steps = Steps.yearly

  /// Makes a request with the defaults: inflow at the end, negative inflow refused, first-year outflow, no
  /// initial stock, totals, yearly steps.
  ///
  /// - Parameters:
  ///   - path: the table.
  ///   - mode: what the table gives.
  ///   - lifetime: `name:key=value,...`, with mean, deviation and scale in years; checked when the model is
  ///     run.
  public init(path: String, mode: Mode, lifetime: String) {
    self.path = path
    self.mode = mode
    self.lifetime = lifetime
  }

  /// Sets the timing by its name: `start`, `middle`, `end` or `quadratureN` with N from 2 to 10.
  ///
  /// - Parameter name: the name.
  /// - Returns: whether the name is known.
  public mutating func setTiming(_ name: String) -> Bool {
    let simple: [String: InflowTiming] = ["start": .start, "middle": .middle, "end": .end]
    if let timing = simple[name] {
      self.timing = timing
      return true
    }
    let prefix = "quadrature"
    guard name.hasPrefix(prefix), let points = Int(name.dropFirst(prefix.count)),
      InflowTiming.quadraturePoints.contains(points), name == prefix + String(points)
    else { return false }
    timing = .quadrature(points: points)
    return true
  }

  /// Sets what happens where an inflow is below zero by its name; one of ``negativeInflowNames``.
  ///
  /// - Parameter name: the name.
  /// - Returns: whether the name is known.
  public mutating func setNegativeInflow(_ name: String) -> Bool {
    guard let position = Self.negativeInflowNames.firstIndex(of: name) else { return false }
    negativeInflow = NegativeInflow.allCases[position]
    return true
  }

  /// The names of what can happen where an inflow is below zero.
  public static let negativeInflowNames = NegativeInflow.allCases.map { choice in
    choice == .earlyRetirement ? "early-retirement" : choice.rawValue
  }

  /// The column of the table that is given.
  var givenColumn: String { mode == .inflowDriven ? "inflow" : "stock" }

  /// Whether a given inflow may be below zero.
  var allowsNegativeInflow: Bool { negativeInflow == .allow || negativeInflow == .clip }
}
