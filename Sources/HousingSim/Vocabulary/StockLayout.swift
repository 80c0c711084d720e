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
  ///
  /// - Parameters:
  ///   - typeCount: the number of dwelling types, 0 or more.
  ///   - stateCount: the number of quality states, 0 or more.
  ///   - cohortCount: the number of cohorts, those of the simulated years included, 0 or more.
  ///   - zoneCount: the number of zones, 0 or more.
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
  ///
  /// Positions are not checked here.
  ///
  /// - Parameters:
  ///   - type: the position of the dwelling type, from 0 and below ``typeCount``.
  ///   - state: the quality state, from 0 and below ``stateCount``.
  /// - Returns: the row, from 0 and below ``rowCount``.
  @inlinable public func row(type: Int, state: Int) -> Int { type * stateCount + state }

  /// The type of a row.
  ///
  /// - Parameter row: the row, from 0 and below ``rowCount``.
  /// - Returns: the position of the dwelling type, from 0.
  @inlinable public func type(ofRow row: Int) -> Int { row / stateCount }

  /// The state of a row.
  ///
  /// - Parameter row: the row, from 0 and below ``rowCount``.
  /// - Returns: the quality state, from 0.
  @inlinable public func state(ofRow row: Int) -> Int { row % stateCount }

  /// The offset of the first zone of a row and a cohort.
  ///
  /// Positions are not checked here.
  ///
  /// - Parameters:
  ///   - row: the row, from 0 and below ``rowCount``.
  ///   - cohort: the position of the cohort, from 0 and below ``cohortCount``.
  /// - Returns: the position of the cell, from 0.
  @inlinable public func offset(row: Int, cohort: Int) -> Int { row * columnCount + cohort * zoneCount }

  /// The offset of a cell.
  ///
  /// Positions are not checked here.
  ///
  /// - Parameters:
  ///   - type: the position of the dwelling type, from 0 and below ``typeCount``.
  ///   - state: the quality state, from 0 and below ``stateCount``.
  ///   - cohort: the position of the cohort, from 0 and below ``cohortCount``.
  ///   - zone: the position of the zone, from 0 and below ``zoneCount``.
  /// - Returns: the position of the cell, from 0 and below ``count``.
  @inlinable public func offset(type: Int, state: Int, cohort: Int, zone: Int) -> Int {
    offset(row: row(type: type, state: state), cohort: cohort) + zone
  }
}
