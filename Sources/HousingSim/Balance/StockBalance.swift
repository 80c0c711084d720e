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
  ///   - before: dwellings before the year, types x cohorts x zones.
  ///   - after: dwellings after the year, same shape.
  ///   - flows: the events of the year.
  package mutating func close(before: [Double], after: [Double], flows: YearFlows) {
    let cells = flows.typeCount * flows.cohortCount * flows.zoneCount
    precondition(before.count == cells && after.count == cells)
    for zone in residual.indices {
      var start = 0.0
      var end = 0.0
      var worst = 0.0
      var cell = zone
      while cell < cells {
        var expected = before[cell]
        for account in flows.accounts.indices {
          expected += flows.accounts[account].event.stockEffect * flows.dwellings[account * cells + cell]
        }
        start += before[cell]
        end += after[cell]
        let left = after[cell] - expected
        // A residual that is not a number stays the worst one.
        if !(left.magnitude <= worst.magnitude), !worst.isNaN { worst = left }
        cell += flows.zoneCount
      }
      residual[zone] = worst
      scale[zone] = max(start, end)
    }
  }
}
