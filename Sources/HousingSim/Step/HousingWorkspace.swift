/// The scratch arrays of a year step, made once so that a step allocates nothing.
public struct HousingWorkspace: ~Copyable {
  /// The buffer that the stock swaps with.
  var spare: [Double]
  /// Autonomous demolition, types x (cohorts x zones).
  var demolished: [Double]
  /// Dwellings that a programme has treated this year, per cell of the stock.
  var treated: [Double]
  /// Whether anything is treated since ``treated`` was last emptied.
  var hasTreated = false
  /// Dwellings that the current programme takes from each selected cell.
  var taken: [Double]
  /// Stock before the step, types x cohorts x zones.
  var before: [Double]
  /// Stock at a moment of the step, or what a programme takes, types x cohorts x zones.
  var totals: [Double]
  /// Selected dwellings without those that are treated, types x cohorts x zones.
  var untreated: [Double]
  /// The share that the current programme takes from the untreated dwellings of every column.
  var shares: [Double]
  /// Figures per zone of the current programme.
  var zones: ZoneFigures

  init(layout: StockLayout, largestSelection: Int) {
    spare = Array(repeating: 0, count: layout.count)
    treated = spare
    demolished = Array(repeating: 0, count: layout.typeCount * layout.columnCount)
    before = demolished
    totals = demolished
    untreated = demolished
    shares = Array(repeating: 0, count: layout.columnCount)
    taken = Array(repeating: 0, count: largestSelection)
    zones = ZoneFigures(count: layout.zoneCount)
  }
}
