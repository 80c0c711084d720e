internal import SimNumerics

/// The dwellings of a stock and their floor area by row and zone, over all cohorts: one pass over the stock, from which all
/// figures follow that tell no cohorts apart.
///
///     dwellings(r, z) = sum over c of n(r, c, z),   floor area(r, z) = sum over c of n(r, c, z) a(type of r, c, z)
public struct StockTotals: Sendable, Equatable {
  /// The layout of the stock.
  public let layout: StockLayout
  /// Dwellings, (types x states) x zones.
  public internal(set) var dwellings: [Double]
  /// Usable floor area in m2, same shape.
  public internal(set) var floorAreaM2: [Double]
  /// The number of cohorts that held dwellings when the stock was counted.
  public private(set) var activeCohorts = 0
  /// The dwellings of the newest of them, same shape.
  public private(set) var newest: [Double]
  /// The floor area of a dwelling, types x cohorts x zones.
  let areaPerDwelling: [Double]

  /// Makes totals of an empty stock.
  ///
  /// - Parameters:
  ///   - layout: the layout of the stocks that will be counted.
  ///   - floorAreaM2: m2 per dwelling, zones x types x cohorts; 0 for all where left out.
  public init(layout: StockLayout, floorAreaM2: [Double]? = nil) {
    self.layout = layout
    dwellings = Array(repeating: 0, count: layout.rowCount * layout.zoneCount)
    self.floorAreaM2 = dwellings
    newest = dwellings
    var area = [Double](repeating: 0, count: layout.typeCount * layout.columnCount)
    if let floorAreaM2 {
      let groups = layout.typeCount * layout.cohortCount
      precondition(
        floorAreaM2.count == area.count,
        "\(floorAreaM2.count) floor areas do not fit \(layout.zoneCount) zones x \(layout.typeCount) types x "
          + "\(layout.cohortCount) cohorts")
      for zone in 0..<layout.zoneCount {
        for group in 0..<groups { area[group * layout.zoneCount + zone] = floorAreaM2[zone * groups + group] }
      }
    }
    areaPerDwelling = area
  }

  /// Counts a stock of any cells.
  ///
  /// - Parameter stock: the stock, laid out as ``layout``.
  public mutating func count(_ stock: HousingStock) {
    count(stock, in: RowRuns(columns: layout.columnCount, allOf: layout.rowCount))
  }

  /// Counts a stock of which only some cells may not be zero.
  mutating func count(_ stock: HousingStock, in reach: RowRuns) {
    precondition(stock.layout == layout, "the stock is laid out as \(stock.layout), not as \(layout)")
    VectorMath.weigh(
      stock.dwellings, reach, active: stock.activeCohorts * layout.zoneCount, weights: areaPerDwelling,
      rowsPerWeight: layout.stateCount, sums: &dwellings, weighed: &floorAreaM2)
    activeCohorts = stock.activeCohorts
    guard activeCohorts > 0 else { return }
    VectorMath.copyColumns(
      (activeCohorts - 1) * layout.zoneCount..<activeCohorts * layout.zoneCount,
      of: stock.dwellings, reach, to: &newest)
  }

  /// The dwellings of a selection per zone, or `nil` where it tells cohorts apart.
  ///
  /// - Parameter selection: the selection, on the axes of the stock.
  /// - Returns: dwellings, one entry per zone.
  public func totals(of selection: DwellingSelection) -> [Double]? {
    guard selection.cohorts.count == layout.cohortCount else { return nil }
    let zones = 0..<layout.zoneCount
    var sums = [Double](repeating: 0, count: zones.count)
    for rows in selection.rowRanges {
      VectorMath.fold(dwellings, from: rows.lowerBound * zones.count, groups: rows.count, to: &sums, zones)
    }
    guard selection.zones.count < zones.count else { return sums }
    var selected = [Double](repeating: 0, count: zones.count)
    for zone in selection.zones { selected[zone] = sums[zone] }
    return selected
  }

  /// The dwellings per zone and per combination of labels on some state axes.
  ///
  /// - Parameters:
  ///   - states: the quality states of the stock.
  ///   - stateAxes: the positions of the axes to keep, in the order of the result.
  ///   - byType: whether the dwelling type is kept too.
  /// - Returns: dwellings, zones x (types where kept) x labels of the first axis x ... , the last contiguous.
  public func table(states: QualityStates, keeping stateAxes: [Int], byType: Bool) -> [Double] {
    let labels = stateAxes.map { states.axes[$0].labels.count }
    let combinations = labels.reduce(1, *)
    let types = byType ? layout.typeCount : 1
    var sums = [Double](repeating: 0, count: layout.zoneCount * types * combinations)
    for row in 0..<layout.rowCount {
      let state = layout.state(ofRow: row)
      let combination = zip(stateAxes, labels).reduce(0) { $0 * $1.1 + states.label(of: state, on: $1.0) }
      let target = (byType ? layout.type(ofRow: row) : 0) * combinations + combination
      for zone in 0..<layout.zoneCount {
        sums[zone * types * combinations + target] += dwellings[row * layout.zoneCount + zone]
      }
    }
    return sums
  }
}
