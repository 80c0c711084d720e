internal import SimNumerics

/// The cells of a stock that can ever hold dwellings.
///
/// The baseline may fill every cell of its cohorts. A cohort that is built later has the types and states of what is
/// built, and those that rules and programmes can move them to, whatever their numbers: a cell outside stays zero in all
/// years, so that every pass over the stock may leave it out.
struct ReachableCells: Sendable, Equatable {
  /// The layout of the stock.
  let layout: StockLayout
  /// Per row the columns that can hold dwellings.
  let rows: RowRuns
  /// All these cells, their sums booked by type and column.
  let all: CellRuns
  /// Those of every cohort behind the baseline.
  let newCohorts: [CellRuns]

  /// Finds the cells that can be reached.
  ///
  /// - Parameters:
  ///   - axes: the axes of the stock.
  ///   - built: the rows of new dwellings.
  ///   - moves: what moves dwellings, each with the rows that it moves and their targets, and the cohorts.
  init(axes: StockAxes, built: Set<Int>, moves: [RowMoves]) {
    layout = axes.layout
    var rowsOfMoves: [[Int]: Set<Int>] = [:]
    var cohorts = Array(repeating: [Range<Int>](), count: axes.layout.rowCount)
    for row in cohorts.indices where axes.baselineCohortCount > 0 {
      cohorts[row].append(0..<axes.baselineCohortCount)
    }
    for cohort in axes.baselineCohortCount..<axes.cohorts.count {
      let active = moves.indices.filter { moves[$0].cohorts.contains(cohort) }
      let reached = rowsOfMoves[active] ?? Self.closure(of: built, under: active.map { moves[$0] })
      rowsOfMoves[active] = reached
      for row in reached {
        if let last = cohorts[row].last, last.upperBound == cohort {
          cohorts[row][cohorts[row].count - 1] = last.lowerBound..<cohort + 1
        } else {
          cohorts[row].append(cohort..<cohort + 1)
        }
      }
    }
    let zones = axes.layout.zoneCount
    let rows = RowRuns(
      columns: axes.layout.columnCount,
      rows: cohorts.map { zones == 0 ? [] : $0.map { $0.lowerBound * zones..<$0.upperBound * zones } })
    self.rows = rows
    func runs(_ columns: Range<Int>) -> CellRuns {
      Self.runs(axes.layout, rows, 0..<axes.layout.rowCount, [columns])
    }
    all = runs(0..<axes.layout.columnCount)
    newCohorts = (axes.baselineCohortCount..<axes.cohorts.count).map { runs($0 * zones..<($0 + 1) * zones) }
  }

  /// The runs of a selection, in the order of its rows.
  func runs(of selection: DwellingSelection) -> CellRuns {
    var columns: [Range<Int>] = []
    for cohort in selection.cohorts {
      for zone in selection.zones {
        let column = cohort * layout.zoneCount + zone
        if let last = columns.last, last.upperBound == column {
          columns[columns.count - 1] = last.lowerBound..<column + 1
        } else {
          columns.append(column..<column + 1)
        }
      }
    }
    return Self.runs(layout, rows, selection.rows, columns)
  }

  private static func runs(
    _ layout: StockLayout, _ reach: RowRuns, _ rows: some Sequence<Int>, _ columns: [Range<Int>]
  ) -> CellRuns {
    var runs: [CellRuns.Run] = []
    for row in rows {
      for reached in reach[row] {
        for selected in columns {
          let part = selected.clamped(to: reached)
          guard !part.isEmpty else { continue }
          runs.append(
            CellRuns.Run(
              start: layout.offset(row: row, cohort: 0) + part.lowerBound, count: part.count,
              column: part.lowerBound, booked: layout.type(ofRow: row) * layout.columnCount + part.lowerBound
            ))
        }
      }
    }
    return CellRuns(runs)
  }

  private static func closure(of built: Set<Int>, under moves: [RowMoves]) -> Set<Int> {
    var reached = built
    var waiting = Array(built)
    while let row = waiting.popLast() {
      for move in moves {
        for target in move.targets[row] ?? [] where reached.insert(target).inserted { waiting.append(target) }
      }
    }
    return reached
  }
}

/// The rows that dwellings can be moved to, per row that they are in, and the cohorts for which that holds.
struct RowMoves {
  let targets: [Int: [Int]]
  let cohorts: Set<Int>
}

extension HousingInputs {
  /// The rows that new dwellings can have.
  var builtRows: Set<Int> {
    var mixes = construction.map(\.mix) + transformations.map(\.mix)
    for action in programmes.flatMap(\.actions) {
      if case .demolishAndReplace(_, _, let mix) = action.kind { mixes.append(mix) }
    }
    return Set(mixes.flatMap { $0.rows(axes.layout) })
  }
}

extension TransitionRule {
  /// The rows that the rule moves dwellings to, per row that they are in.
  func moves(_ axes: StockAxes) -> RowMoves {
    var targets: [Int: [Int]] = [:]
    for row in selection.rows {
      let target = target(of: axes.layout.state(ofRow: row), states: axes.states)
      targets[row] = [axes.layout.row(type: axes.layout.type(ofRow: row), state: target)]
    }
    return RowMoves(targets: targets, cohorts: Set(selection.cohorts))
  }
}
