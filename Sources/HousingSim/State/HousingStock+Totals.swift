public import SimNumerics

extension HousingStock {
  /// All dwellings of the stock.
  public var total: Quantity<Dwellings> {
    var sum = 0.0
    for row in 0..<layout.rowCount {
      let start = layout.offset(row: row, cohort: 0)
      for cell in start..<start + activeCohorts * layout.zoneCount { sum += dwellings[cell] }
    }
    return Quantity(sum)
  }

  /// The dwellings of a selection, per zone.
  ///
  /// - Returns: dwellings, one entry per zone.
  public func totals(of selection: DwellingSelection) -> [Double] {
    var sums = [Double](repeating: 0, count: layout.zoneCount)
    addTotals(of: selection, to: &sums)
    return sums
  }

  /// The dwellings of a selection, over all zones.
  public func total(of selection: DwellingSelection) -> Double {
    var sum = 0.0
    for row in selection.rows {
      for cohort in selection.cohorts where cohort < activeCohorts {
        let start = layout.offset(row: row, cohort: cohort)
        for zone in selection.zones { sum += dwellings[start + zone] }
      }
    }
    return sum
  }

  /// Adds the dwellings of a selection to one sum per zone, with nothing allocated.
  func addTotals(of selection: DwellingSelection, to sums: inout [Double]) {
    for row in selection.rows {
      for cohort in selection.cohorts where cohort < activeCohorts {
        let start = layout.offset(row: row, cohort: cohort)
        for zone in selection.zones { sums[zone] += dwellings[start + zone] }
      }
    }
  }

  /// Writes the dwellings per type, cohort and zone, summed over the quality states.
  ///
  /// - Parameter sums: dwellings, types x cohorts x zones; what it held is replaced.
  func writeTotals(overStatesTo sums: inout [Double]) {
    precondition(sums.count == layout.typeCount * layout.columnCount)
    for cell in sums.indices { sums[cell] = 0 }
    let active = activeCohorts * layout.zoneCount
    for row in 0..<layout.rowCount {
      let start = layout.offset(row: row, cohort: 0)
      let target = layout.type(ofRow: row) * layout.columnCount
      for cell in 0..<active { sums[target + cell] += dwellings[start + cell] }
    }
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
      for cohort in 0..<activeCohorts {
        let start = layout.offset(row: row, cohort: cohort)
        for zone in 0..<layout.zoneCount {
          sums[zone * types * combinations + target] += dwellings[start + zone]
        }
      }
    }
    return sums
  }
}
