internal import SimNumerics

/// How well the account of dwellings closes in one year, per zone.
///
/// For every type and cohort of a zone:
///
///     residual = after - (before - demolished - merged away + built + transformed)
///
/// The residual of a zone is the largest one among its types and cohorts; the scale is the stock of the zone
/// before or after the year, whichever is larger.
public struct StockBalance: Sendable, Equatable {
  /// The largest residual per zone, in dwellings.
  public internal(set) var residual: [Double]
  /// The scale per zone, in dwellings.
  public internal(set) var scale: [Double]

  /// Makes a balance in which nothing is left over.
  ///
  /// - Parameter zoneCount: the number of zones, 0 or more.
  public init(zoneCount: Int) {
    residual = Array(repeating: 0, count: zoneCount)
    scale = residual
  }

  /// The first zone whose residual is more than rounding, or `nil` where the balance closes everywhere.
  public var firstBreach: Int? {
    residual.indices.first { !Tolerance.holds(residual: residual[$0], scale: scale[$0]) }
  }

  /// Compares stocks and events, with nothing allocated.
  ///
  /// - Parameters:
  ///   - before: dwellings before the year, types x cohorts x zones; afterwards what the events make of them.
  ///   - after: dwellings after the year, same shape.
  ///   - flows: the events of the year.
  ///   - effects: per account what an event adds to the number of dwellings, +1, 0 or -1.
  package mutating func close(
    before: inout [Double], after: [Double], flows: YearFlows, effects: [Double]
  ) {
    let cells = flows.typeCount * flows.cohortCount * flows.zoneCount
    precondition(before.count == cells && after.count == cells && effects.count == flows.accounts.count)
    VectorMath.clear(&residual)
    VectorMath.clear(&scale)
    // While the residuals are not known yet, their place holds the stock after the year.
    VectorMath.fold(before, before.indices, to: &scale)
    VectorMath.fold(after, after.indices, to: &residual)
    for zone in residual.indices {
      scale[zone] = max(scale[zone], residual[zone])
      residual[zone] = 0
    }
    for account in effects.indices where effects[account] != 0 {
      VectorMath.add(
        flows.dwellings, from: account * cells, times: effects[account], to: &before, before.indices)
    }
    // A residual that is not a number stays the worst one.
    VectorMath.findWorst(before, after, into: &residual)
  }
}
