internal import SimNumerics

/// Which dwellings are meant: some rows (types and states), some cohorts, some zones.
public struct DwellingSelection: Sendable, Equatable {
  /// The rows of the stock layout, one per type and state, ascending.
  public let rows: [Int]
  /// The cohorts, ascending.
  public let cohorts: [Int]
  /// The zones, ascending.
  public let zones: [Int]
  /// The rows as ranges of neighbours.
  let rowRanges: [Range<Int>]

  /// Makes a selection from one condition per axis; a condition that is `nil` accepts everything.
  ///
  /// - Parameters:
  ///   - axes: the axes of the stock.
  ///   - zones: the accepted positions on the zone axis.
  ///   - dwellingTypes: the accepted positions on the axis of dwelling types.
  ///   - cohorts: the accepted positions on the cohort axis.
  ///   - labels: per state axis (by its position) the accepted positions of labels.
  public init(
    axes: StockAxes, zones: Set<Int>? = nil, dwellingTypes: Set<Int>? = nil, cohorts: Set<Int>? = nil,
    labels: [Int: Set<Int>] = [:]
  ) {
    let layout = axes.layout
    self.zones = axes.zones.indices.filter { zones?.contains($0) ?? true }
    self.cohorts = axes.cohorts.indices.filter { cohorts?.contains($0) ?? true }
    let rows = (0..<layout.rowCount).filter { row in
      guard dwellingTypes?.contains(layout.type(ofRow: row)) ?? true else { return false }
      let state = layout.state(ofRow: row)
      return axes.states.axes.indices.allSatisfy { axis in
        labels[axis]?.contains(axes.states.label(of: state, on: axis)) ?? true
      }
    }
    self.rows = rows
    rowRanges = Self.ranges(of: rows)
  }

  /// Whether no cell can match.
  public var isEmpty: Bool { rows.isEmpty || cohorts.isEmpty || zones.isEmpty }
}

extension DwellingSelection {
  /// The dwellings that both selections take.
  ///
  /// - Parameter other: another selection on the same axes.
  /// - Returns: rows, cohorts and zones that are in both.
  public func intersection(_ other: DwellingSelection) -> DwellingSelection {
    let rows = Set(other.rows)
    let cohorts = Set(other.cohorts)
    let zones = Set(other.zones)
    return DwellingSelection(
      rows: self.rows.filter(rows.contains), cohorts: self.cohorts.filter(cohorts.contains),
      zones: self.zones.filter(zones.contains))
  }

  private init(rows: [Int], cohorts: [Int], zones: [Int]) {
    self.rows = rows
    self.cohorts = cohorts
    self.zones = zones
    rowRanges = Self.ranges(of: rows)
  }

  private static func ranges(of rows: [Int]) -> [Range<Int>] {
    rows.reduce(into: []) { ranges, row in
      if let last = ranges.last, last.upperBound == row {
        ranges[ranges.count - 1] = last.lowerBound..<row + 1
      } else {
        ranges.append(row..<row + 1)
      }
    }
  }
}
