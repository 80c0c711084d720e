/// Where the cells of a stock stand in memory; the only place that knows.
///
/// Shape: types x states x (cohorts x zones), the zone contiguous. All columns of one type (its cohorts and
/// zones) are multiplied by one transition matrix at once.
public struct StockLayout: Sendable, Equatable {
  /// The number of dwelling types.
  public let typeCount: Int
  /// The number of quality states.
  public let stateCount: Int
  /// The number of cohorts, those of the simulated years included.
  public let cohortCount: Int
  /// The number of zones.
  public let zoneCount: Int

  /// Makes a layout.
  public init(typeCount: Int, stateCount: Int, cohortCount: Int, zoneCount: Int) {
    self.typeCount = typeCount
    self.stateCount = stateCount
    self.cohortCount = cohortCount
    self.zoneCount = zoneCount
  }

  /// The number of cells.
  @inlinable public var count: Int { rowCount * columnCount }

  /// The number of rows, one per type and state.
  @inlinable public var rowCount: Int { typeCount * stateCount }

  /// The number of columns, one per cohort and zone.
  @inlinable public var columnCount: Int { cohortCount * zoneCount }

  /// The row of a type and a state.
  @inlinable public func row(type: Int, state: Int) -> Int { type * stateCount + state }

  /// The type of a row.
  @inlinable public func type(ofRow row: Int) -> Int { row / stateCount }

  /// The state of a row.
  @inlinable public func state(ofRow row: Int) -> Int { row % stateCount }

  /// The offset of the first zone of a row and a cohort.
  @inlinable public func offset(row: Int, cohort: Int) -> Int { row * columnCount + cohort * zoneCount }

  /// The offset of a cell.
  @inlinable public func offset(type: Int, state: Int, cohort: Int, zone: Int) -> Int {
    offset(row: row(type: type, state: state), cohort: cohort) + zone
  }
}
