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
  /// - Parameter selection: the selection, on the axes of the stock.
  /// - Returns: dwellings, one entry per zone.
  public func totals(of selection: DwellingSelection) -> [Double] {
    var sums = [Double](repeating: 0, count: layout.zoneCount)
    addTotals(of: selection, to: &sums)
    return sums
  }

  /// The dwellings of a selection, over all zones.
  ///
  /// - Parameter selection: the selection, on the axes of the stock.
  /// - Returns: dwellings.
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

  /// The dwellings per zone and per combination of labels on some state axes.
  ///
  /// - Parameters:
  ///   - states: the quality states of the stock.
  ///   - stateAxes: the positions of the axes to keep, in the order of the result.
  ///   - byType: whether the dwelling type is kept too.
  /// - Returns: dwellings, zones x (types where kept) x labels of the first axis x ... , the last contiguous.
  public func table(states: QualityStates, keeping stateAxes: [Int], byType: Bool) -> [Double] {
    var totals = StockTotals(layout: layout)
    totals.count(self)
    return totals.table(states: states, keeping: stateAxes, byType: byType)
  }
}
