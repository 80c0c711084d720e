internal import SimNumerics

/// What autonomous demolition and each rule of change can happen to in a year.
///
/// With N the stock at the end of the year before and h the share that is demolished,
///
///     demolitions(z)   = sum over the cells of zone z of h N           (in expectation)
///     exposed(rule, z) = sum over the cells that the rule moves of (1 - h) N
///
/// so that rule r is expected to move its probability times exposed(r, z).
public struct AutonomousExposure: Sendable, Equatable {
  /// Dwellings per zone that are expected to be demolished without a programme.
  public let demolitions: [Double]
  /// Dwellings that each rule may move, rules x zones; 0 in years in which a rule does not hold.
  public let exposed: [[Double]]

  /// Counts a stock.
  ///
  /// - Parameters:
  ///   - inputs: hazards and rules.
  ///   - stock: the stock at the end of the year before.
  ///   - yearIndex: the simulated year, counted from 0.
  public init(inputs: HousingInputs, stock: HousingStock, yearIndex: Int) {
    let axes = inputs.axes
    let layout = axes.layout
    precondition(stock.layout == layout, "the stock is laid out as \(stock.layout), not as \(layout)")
    let year = axes.years.lowerBound + yearIndex
    let moving = inputs.rules.map { rule in
      rule.years.contains(year) ? Set(rule.movedRows(axes)) : []
    }
    let cohorts = inputs.rules.map { Set($0.selection.cohorts) }
    var demolitions = [Double](repeating: 0, count: layout.zoneCount)
    var exposed = [[Double]](repeating: demolitions, count: inputs.rules.count)
    for row in 0..<layout.rowCount {
      let rules = moving.indices.filter { moving[$0].contains(row) }
      for cohort in 0..<stock.activeCohorts {
        let share = inputs.hazards.share(
          yearIndex: yearIndex, type: layout.type(ofRow: row), state: layout.state(ofRow: row),
          cohort: cohort, axes: axes)
        let start = layout.offset(row: row, cohort: cohort)
        for zone in 0..<layout.zoneCount {
          let dwellings = stock.dwellings[start + zone]
          demolitions[zone] += share * dwellings
          for rule in rules where cohorts[rule].contains(cohort) {
            exposed[rule][zone] += (1 - share) * dwellings
          }
        }
      }
    }
    self.demolitions = demolitions
    self.exposed = exposed
  }
}

extension TransitionRule {
  /// The rows that the rule moves to another state.
  func movedRows(_ axes: StockAxes) -> [Int] {
    selection.rows.filter { row in
      let state = axes.layout.state(ofRow: row)
      return target.contains { axis, label in axes.states.label(of: state, on: axis) != label }
    }
  }
}

extension DemolitionHazards {
  /// The share of dwellings of a type, state and cohort that is demolished in a year, 0...1.
  func share(yearIndex: Int, type: Int, state: Int, cohort: Int, axes: StockAxes) -> Double {
    let group = (yearIndex * axes.dwellingTypes.count + type) * classCount + classOfState[state]
    return shares[group * axes.cohorts.count + cohort]
  }
}
