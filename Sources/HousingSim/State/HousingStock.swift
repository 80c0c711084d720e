internal import SimNumerics

/// Dwellings by type, quality state, cohort and zone: only what is stepped from year to year.
///
/// Totals, shares and indicators are functions of it and never stored in it.
public struct HousingStock: Sendable, Equatable {
  /// Where the cells stand.
  public let layout: StockLayout
  /// The number of leading cohorts that may hold dwellings; the others are still to be built.
  public internal(set) var activeCohorts: Int
  /// Dwellings, types x states x (cohorts x zones), each 0 or more.
  public internal(set) var dwellings: [Double]

  /// Makes an empty stock.
  ///
  /// - Parameters:
  ///   - layout: where the cells stand.
  ///   - activeCohorts: the number of leading cohorts that may hold dwellings, from 0 to all of the layout.
  public init(layout: StockLayout, activeCohorts: Int) {
    precondition(
      activeCohorts >= 0 && activeCohorts <= layout.cohortCount,
      "\(activeCohorts) active cohorts of \(layout.cohortCount)")
    self.layout = layout
    self.activeCohorts = activeCohorts
    dwellings = Array(repeating: 0, count: layout.count)
  }

  /// Makes a stock of cells.
  ///
  /// - Parameters:
  ///   - layout: where the cells stand.
  ///   - activeCohorts: the number of leading cohorts that hold dwellings.
  ///   - cells: dwellings, types x states x (active cohorts x zones), each 0 or more.
  public init(layout: StockLayout, activeCohorts: Int, cells: [Double]) {
    self.init(layout: layout, activeCohorts: activeCohorts)
    let columns = activeCohorts * layout.zoneCount
    precondition(
      cells.count == layout.rowCount * columns,
      "\(cells.count) cells do not fill \(layout.rowCount) rows of \(columns) columns")
    let extent = VectorMath.extent(of: cells)
    precondition(
      cells.isEmpty || extent.least >= 0 && extent.greatest < .infinity,
      "a cell cannot hold less than no dwelling, nor infinitely many")
    for row in 0..<layout.rowCount {
      let start = layout.offset(row: row, cohort: 0)
      VectorMath.copy(cells, row * columns..<(row + 1) * columns, to: &dwellings, at: start)
    }
  }

  /// Opens the cohort of the next simulated year, so that it may hold dwellings.
  public mutating func openNextCohort() {
    precondition(activeCohorts < layout.cohortCount, "all \(layout.cohortCount) cohorts are open")
    activeCohorts += 1
  }

  /// The dwellings in a cell.
  ///
  /// - Parameters:
  ///   - type: the position of the dwelling type, from 0.
  ///   - state: the quality state, from 0.
  ///   - cohort: the position of the cohort, from 0; only an active cohort can be set.
  ///   - zone: the position of the zone, from 0.
  /// - Returns: dwellings; only finite numbers of 0 or more can be set.
  public subscript(type type: Int, state state: Int, cohort cohort: Int, zone zone: Int) -> Double {
    get { dwellings[layout.offset(type: type, state: state, cohort: cohort, zone: zone)] }
    set {
      precondition(newValue >= 0 && newValue.isFinite, "a cell cannot hold \(newValue) dwellings")
      precondition(
        cohort < activeCohorts, "cohort \(cohort) cannot hold dwellings: only \(activeCohorts) are active")
      dwellings[layout.offset(type: type, state: state, cohort: cohort, zone: zone)] = newValue
    }
  }
}
