/// The scratch arrays of a year step, made once so that a step allocates nothing.
public struct HousingWorkspace: ~Copyable {
  /// The buffer that the stock swaps with.
  var spare: [Double]
  /// Autonomous demolition, types x (cohorts x zones).
  var demolished: [Double]
  /// Dwellings that a programme has treated this year, per cell of the stock.
  var treated: [Double]
  /// Dwellings that the current programme takes from each selected cell.
  var taken: [Double]
  /// Stock before the step, types x cohorts x zones.
  var before: [Double]
  /// Stock after the step, types x cohorts x zones.
  var after: [Double]
  /// Figures per zone of the current programme.
  var zones: ZoneFigures

  init(layout: StockLayout, largestSelection: Int) {
    spare = Array(repeating: 0, count: layout.count)
    treated = spare
    demolished = Array(repeating: 0, count: layout.typeCount * layout.columnCount)
    before = demolished
    after = demolished
    taken = Array(repeating: 0, count: largestSelection)
    zones = ZoneFigures(count: layout.zoneCount)
  }
}
