public import SimNumerics

/// One axis of a synthesised table.
public struct SynthesisAxis: Keyed {
  /// The key of the axis.
  public let key: String
  /// The labels in order.
  public let labels: Axis<Label>

  /// Makes an axis.
  ///
  /// - Parameters:
  ///   - key: the key of the axis, which no other axis of the table has.
  ///   - labels: the labels in order.
  public init(key: String, labels: Axis<Label>) {
    self.key = key
    self.labels = labels
  }
}

/// Known totals of a table over some of its axes.
public struct Margin: Sendable {
  /// One axis of a margin; its labels may be joined to groups, such as zones to municipalities.
  public struct AxisUse: Sendable {
    /// The key of the axis of the table.
    public let axis: String
    /// For every label of the axis, the position of its group.
    public let groupOfLabel: [Int]
    /// The keys of the groups.
    public let groups: Axis<Label>

    /// Uses an axis with its labels joined to groups.
    ///
    /// - Parameters:
    ///   - axis: the key of an axis of the table.
    ///   - groupOfLabel: the position of a group, one per label of that axis.
    ///   - groups: the keys of the groups.
    public init(axis: String, groupOfLabel: [Int], groups: Axis<Label>) {
      self.axis = axis
      self.groupOfLabel = groupOfLabel
      self.groups = groups
    }

    /// Uses an axis as it is.
    ///
    /// - Parameter axis: the axis of the table; every label is a group of its own.
    public init(_ axis: SynthesisAxis) {
      self.init(axis: axis.key, groupOfLabel: Array(axis.labels.indices), groups: axis.labels)
    }
  }

  /// The name of the margin, for messages.
  public let name: String
  /// The axes, in the order of the totals.
  public let axes: [AxisUse]
  /// The totals, each 0 or more: groups of the first axis x groups of the second x ... , the last contiguous.
  public let totals: [Double]

  /// Makes a margin.
  ///
  /// - Parameters:
  ///   - name: what messages call it.
  ///   - axes: the axes, in the order of the totals; they have to be axes of the table that is fitted.
  ///   - totals: each 0 or more: groups of the first axis x groups of the second x ... , the last contiguous.
  public init(name: String, axes: [AxisUse], totals: [Double]) {
    self.name = name
    self.axes = axes
    self.totals = totals
  }

  /// The sum of all totals, in their unit.
  public var sum: Double { totals.reduce(0, +) }

  /// The labels of a total as text, for messages: `municipality=heerlen tenure=private_rent`.
  func describe(_ position: Int) -> String {
    var rest = position
    var words: [String] = []
    for use in axes.reversed() {
      words.append("\(use.axis)=\(use.groups[rest % use.groups.count].key)")
      rest /= use.groups.count
    }
    return words.reversed().joined(separator: " ")
  }
}

/// A table that holds all its margins, and how it was reached.
public struct SynthesisFit: Sendable {
  /// The fitted cells: labels of the first axis x labels of the second x ... , the last contiguous.
  public let cells: [Double]
  /// How many rounds over all margins it took.
  public let iterations: Int
  /// Per margin, its name and the largest residual relative to the total that it belongs to, without a unit.
  public let residuals: [(margin: String, relative: Double)]
}

/// Why no table is fitted, or none holds all margins.
public enum SynthesisError: Error, Equatable, CustomStringConvertible {
  /// Two margins count different totals.
  case totalsDiffer(first: String, firstSum: Double, second: String, secondSum: Double)
  /// A margin names an axis that the table lacks; it has these.
  case unknownAxis(margin: String, axis: String, known: [String])
  /// A margin does not have one of its groups for every label of an axis of the table.
  case groupsDoNotFit(margin: String, axis: String, labels: Int, found: Int)
  /// A margin does not have one total for every combination of its groups.
  case totalCount(margin: String, cells: Int, found: Int)
  /// A total is negative or not a number.
  case totalOutOfRange(margin: String, cell: String, found: Double)
  /// A starting weight is negative or not a number.
  case seedOutOfRange(position: Int, found: Double)
  /// A total is above zero where the seed allows nothing.
  case noSupport(margin: String, cell: String, total: Double)
  /// The margins contradict each other: the fit stopped improving with these residuals, relative to their totals.
  case infeasible(margins: [String], worstCell: String, relative: Double, iterations: Int)

  /// The problem in one sentence.
  public var description: String {
    switch self {
    case .totalsDiffer(let first, let firstSum, let second, let secondSum):
      "the margins \(first) and \(second) count different totals: \(firstSum) and \(secondSum)"
    case .unknownAxis(let margin, let axis, let known):
      "the margin \(margin) uses the axis \(axis), which the table lacks; it has \(known.joined(separator: ", "))"
    case .groupsDoNotFit(let margin, let axis, let labels, let found):
      "the margin \(margin) needs one of its groups for each of the \(labels) labels of \(axis), and has \(found) "
        + "positions"
    case .totalCount(let margin, let cells, let found):
      "the margin \(margin) has \(found) totals for \(cells) combinations of its groups"
    case .totalOutOfRange(let margin, let cell, let found): "the margin \(margin) has \(found) at \(cell)"
    case .seedOutOfRange(let position, let found): "the seed has \(found) in cell \(position)"
    case .noSupport(let margin, let cell, let total):
      "the margin \(margin) wants \(total) at \(cell), where the seed and the other margins allow nothing"
    case .infeasible(let margins, let worstCell, let relative, let iterations):
      "the margins \(margins.joined(separator: ", ")) conflict: after \(iterations) iterations "
        + "\(worstCell) is still off by \(relative) of its total"
    }
  }
}
