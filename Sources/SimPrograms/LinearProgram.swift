/// A linear programme, with whole columns a mixed-integer one: the least cost over columns that keep all rows.
///
///     minimise    c x
///     subject to  a <= A x <= b   (rows)
///                 l <=   x <= u   (columns), x(j) whole where the column is
///
/// The unit of a cost, a column and a row is the caller's. To maximise, give costs with the opposite sign.
public struct LinearProgram: Sendable {
  /// One entry of a row: a coefficient and the column it multiplies.
  public struct Term: Sendable, Equatable {
    /// The position of the column.
    public let column: Int
    /// The coefficient, finite.
    public let coefficient: Double

    /// Makes an entry of a row.
    ///
    /// - Parameters:
    ///   - coefficient: what the column is multiplied by, finite.
    ///   - column: the position of the column, from 0.
    public init(_ coefficient: Double, _ column: Int) {
      self.column = column
      self.coefficient = coefficient
    }
  }

  /// Numbers without limit on either side.
  public static let free: ClosedRange<Double> = -Double.infinity...Double.infinity

  /// The cost of one unit of each column.
  public private(set) var costs: [Double] = []
  /// The accepted values of each column.
  public private(set) var columnBounds: [ClosedRange<Double>] = []
  /// Whether each column must be whole.
  public private(set) var isWhole: [Bool] = []
  /// The accepted values of each row.
  public private(set) var rowBounds: [ClosedRange<Double>] = []
  /// The entries of each row.
  public private(set) var rowTerms: [[Term]] = []

  /// Makes a programme without columns and rows, whose least cost is 0.
  public init() {}

  /// The number of columns.
  public var columnCount: Int { costs.count }
  /// The number of rows.
  public var rowCount: Int { rowBounds.count }

  /// Adds a column.
  ///
  /// - Parameters:
  ///   - cost: the cost of one unit, finite.
  ///   - bounds: the accepted values; either end may be infinite.
  ///   - isWhole: whether the value must be a whole number.
  /// - Returns: the position of the column.
  @discardableResult
  public mutating func addColumn(
    cost: Double, bounds: ClosedRange<Double> = 0...Double.infinity, isWhole: Bool = false
  ) -> Int {
    precondition(cost.isFinite, "a cost is \(cost); a finite number is expected")
    costs.append(cost)
    columnBounds.append(bounds)
    self.isWhole.append(isWhole)
    return costs.count - 1
  }

  /// Adds a row.
  ///
  /// - Parameters:
  ///   - terms: the entries; entries of one column add up.
  ///   - bounds: the accepted values of their sum; either end may be infinite.
  /// - Returns: the position of the row.
  @discardableResult
  public mutating func addRow(_ terms: [Term], bounds: ClosedRange<Double>) -> Int {
    for term in terms {
      precondition(
        costs.indices.contains(term.column) && term.coefficient.isFinite,
        "\(term.coefficient) x column \(term.column) is no entry of a row over \(costs.count) columns")
    }
    rowTerms.append(terms)
    rowBounds.append(bounds)
    return rowBounds.count - 1
  }

  /// Replaces the cost of a column, such as for a second goal after the first is reached.
  ///
  /// - Parameters:
  ///   - cost: the cost of one unit, finite.
  ///   - column: the position of a column that was added.
  public mutating func setCost(_ cost: Double, ofColumn column: Int) {
    precondition(cost.isFinite, "a cost is \(cost); a finite number is expected")
    costs[column] = cost
  }

  /// Replaces the accepted values of a column; one value fixes it.
  ///
  /// - Parameters:
  ///   - bounds: the accepted values; either end may be infinite.
  ///   - column: the position of a column that was added.
  public mutating func setBounds(_ bounds: ClosedRange<Double>, ofColumn column: Int) {
    columnBounds[column] = bounds
  }

  /// Replaces the accepted values of a row.
  ///
  /// - Parameters:
  ///   - bounds: the accepted values of the sum of its entries; either end may be infinite.
  ///   - row: the position of a row that was added.
  public mutating func setBounds(_ bounds: ClosedRange<Double>, ofRow row: Int) {
    rowBounds[row] = bounds
  }

  /// The same programme without the demand that columns are whole.
  public var relaxed: LinearProgram {
    var copy = self
    copy.isWhole = Array(repeating: false, count: columnCount)
    return copy
  }

  /// The same programme in which everything costs nothing: it asks only whether a plan exists.
  public var withoutCosts: LinearProgram {
    var copy = self
    copy.costs = Array(repeating: 0, count: columnCount)
    return copy
  }

  /// The cost of a plan: c x.
  ///
  /// - Parameter values: one value per column.
  /// - Returns: the cost, in the unit of the costs.
  public func cost(of values: [Double]) -> Double {
    precondition(values.count == columnCount, "\(values.count) values for \(columnCount) columns")
    return zip(costs, values).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The largest amount by which a plan misses a bound of a column or row, or a whole number, each over its scale.
  ///
  /// The scale of a row is the largest magnitude among its terms and its bound, at least 1; that of a column its
  /// bound, at least 1.
  ///
  /// - Parameter values: one value per column.
  /// - Returns: 0 or more, without a unit; 0 where the plan keeps everything.
  public func violation(of values: [Double]) -> Double {
    precondition(values.count == columnCount, "\(values.count) values for \(columnCount) columns")
    var worst = 0.0
    for (column, value) in values.enumerated() {
      worst = max(worst, Self.excess(value, columnBounds[column], scale: 1))
      if isWhole[column] { worst = max(worst, abs(value - value.rounded())) }
    }
    for (terms, bounds) in zip(rowTerms, rowBounds) {
      let parts = terms.map { $0.coefficient * values[$0.column] }
      let scale = parts.map(\.magnitude).max() ?? 0
      worst = max(worst, Self.excess(parts.reduce(0, +), bounds, scale: scale))
    }
    return worst
  }

  /// How far a value lies outside its bounds, over the largest of the scale, the bound it misses and 1.
  private static func excess(_ value: Double, _ bounds: ClosedRange<Double>, scale: Double) -> Double {
    if value < bounds.lowerBound {
      return (bounds.lowerBound - value) / max(scale, bounds.lowerBound.magnitude, 1)
    }
    if value > bounds.upperBound {
      return (value - bounds.upperBound) / max(scale, bounds.upperBound.magnitude, 1)
    }
    return value.isNaN ? .infinity : 0
  }
}
