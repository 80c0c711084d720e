internal import SimNumerics

/// A programme with every look-up done: rows instead of labels, positions instead of keys.
///
/// Years and members share one plan, and none of its arrays is counted again for being read.
final class ProgrammePlan: Sendable {
  let programme: Programme
  /// The position of the programme among the outcome lines.
  let line: Int
  /// The position of the wider programme, if any.
  let wider: Int?
  let actions: [ActionPlan]
  /// The cells of the selection that can hold dwellings.
  let runs: CellRuns
  /// Per action the first cell that each run moves to; empty where it leaves the stock.
  let targetCells: [[Int]]
  /// The cells that count towards the share of a quota, where it has one.
  let counted: CellRuns

  init(
    programme: Programme, line: Int, wider: Int?, actions: [ActionPlan], runs: CellRuns = CellRuns([]),
    targetCells: [[Int]] = [], counted: CellRuns = CellRuns([])
  ) {
    self.programme = programme
    self.line = line
    self.wider = wider
    self.actions = actions
    self.runs = runs
    self.targetCells = targetCells
    self.counted = counted
  }

  /// The same plan with the cells of its selection.
  func located(in reach: ReachableCells) -> ProgrammePlan {
    let layout = reach.layout
    let runs = reach.runs(of: programme.selection)
    var positions: [Int: Int] = [:]
    for (position, row) in programme.selection.rows.enumerated() { positions[row] = position }
    let targetCells = actions.map { action -> [Int] in
      guard !action.targets.isEmpty else { return [] }
      return (0..<runs.count).map { run in
        let start = runs[run].start
        let row = start / layout.columnCount
        let target = positions[row].map { action.targets[$0] } ?? row
        return start + (target - row) * layout.columnCount
      }
    }
    return ProgrammePlan(
      programme: programme, line: line, wider: wider, actions: actions, runs: runs, targetCells: targetCells,
      counted: Self.counted(programme.quota, in: reach) ?? counted)
  }

  /// The same plan with the numbers of another programme of the same structure.
  func renumbered(_ programme: Programme, in reach: ReachableCells) -> ProgrammePlan {
    let isSame = programme.quota == self.programme.quota
    return ProgrammePlan(
      programme: programme, line: line, wider: wider,
      actions: zip(actions, programme.actions).map { $0.renumbered($1) }, runs: runs,
      targetCells: targetCells, counted: (isSame ? nil : Self.counted(programme.quota, in: reach)) ?? counted)
  }

  private static func counted(_ quota: ProgrammeQuota, in reach: ReachableCells) -> CellRuns? {
    guard case .reachShare(_, let selection, _, _) = quota else { return nil }
    return reach.runs(of: selection)
  }

  /// The rows that the programme moves dwellings to, per row that they are in.
  var moves: RowMoves {
    var targets: [Int: [Int]] = [:]
    for action in actions where !action.targets.isEmpty {
      for (row, target) in zip(programme.selection.rows, action.targets) {
        targets[row, default: []].append(target)
      }
    }
    return RowMoves(targets: targets, cohorts: Set(programme.selection.cohorts))
  }
}

/// An action with its target rows and accounts.
struct ActionPlan {
  /// The share of the treated dwellings.
  let share: Double
  /// For every selected row the row that a treated dwelling moves to; empty where it leaves the stock.
  let targets: [Int]
  /// What one treated dwelling leaves behind in the target row: 1, or 1/k for a merger.
  let remaining: Double
  /// The account of the treated dwellings.
  let account: Int
  /// The account of what a merger results in.
  let resultAccount: Int?
  /// The position of a merger among what leaves remainders.
  let merger: Int?
  /// The replacement line, its position among what leaves remainders, the number of new dwellings per demolished one, and
  /// the delay in years.
  let replacement: (line: Int, remainder: Int, ratio: Double, delay: Int)?

  /// The same plan with the numbers of another action of the same structure.
  func renumbered(_ action: ProgrammeAction) -> ActionPlan {
    var (remaining, replacement) = (remaining, replacement)
    switch action.kind {
    case .demolishAndReplace(let ratio, let delay, _):
      replacement = replacement.map { ($0.line, $0.remainder, ratio, delay) }
    case .merge(let count, _): remaining = 1 / count
    case .improve, .convertTenure, .demolish: break
    }
    return ActionPlan(
      share: action.share, targets: targets, remaining: remaining, account: account,
      resultAccount: resultAccount, merger: merger, replacement: replacement)
  }
}

/// New dwellings that stand in for demolished ones, with their mix and account.
struct ReplacementPlan {
  let mix: DwellingMix
  let account: Int
}

/// Turns programmes into plans and collects the accounts that they book to.
struct PlanBuilder {
  let axes: StockAxes
  var accounts: [EventAccount] = [EventAccount(event: .autonomousDemolition, programme: nil)]
  var replacements: [ReplacementPlan] = []
  /// How many actions leave remainders of whole dwellings.
  private(set) var remainderCount = 0

  init(axes: StockAxes) {
    self.axes = axes
  }

  mutating func account(_ event: HousingEvent, _ programme: String) -> Int {
    let account = EventAccount(event: event, programme: programme)
    if let known = accounts.firstIndex(of: account) { return known }
    accounts.append(account)
    return accounts.count - 1
  }

  mutating func plan(
    _ programme: Programme, line: Int, among programmes: [Programme]
  ) throws(HousingInputError) -> ProgrammePlan {
    try Checks.programme(programme, years: axes.yearCount)
    var wider: Int?
    if let key = programme.countsTowards {
      wider = programmes.firstIndex { $0.key == key }
      guard let position = wider, position > line else {
        throw HousingInputError.countsTowards(programme: programme.key, wider: key)
      }
    }
    let actions = programme.actions.map { action($0, of: programme) }
    return ProgrammePlan(programme: programme, line: line, wider: wider, actions: actions)
  }

  /// A new position among what leaves remainders.
  private mutating func remainder() -> Int {
    remainderCount += 1
    return remainderCount - 1
  }

  private mutating func action(_ action: ProgrammeAction, of programme: Programme) -> ActionPlan {
    let rows = programme.selection.rows
    switch action.kind {
    case .improve(let event, let floor):
      return moved(action, to: rows.map { improved($0, atLeast: floor) }, account(event, programme.key))
    case .convertTenure(let labels, let floor):
      return moved(
        action, to: rows.map { improved(relabelled($0, to: labels), atLeast: floor) },
        account(.tenureConversion, programme.key))
    case .demolish:
      return ActionPlan(
        share: action.share, targets: [], remaining: 0, account: account(.demolition, programme.key),
        resultAccount: nil, merger: nil, replacement: nil)
    case .demolishAndReplace(let ratio, let delay, let mix):
      let out = account(.demolition, programme.key)
      replacements.append(ReplacementPlan(mix: mix, account: account(.replacement, programme.key)))
      return ActionPlan(
        share: action.share, targets: [], remaining: 0, account: out, resultAccount: nil, merger: nil,
        replacement: (replacements.count - 1, remainder(), ratio, delay))
    case .merge(let count, let floor):
      return ActionPlan(
        share: action.share, targets: rows.map { improved($0, atLeast: floor) }, remaining: 1 / count,
        account: account(.mergeOut, programme.key), resultAccount: account(.mergeIn, programme.key),
        merger: remainder(), replacement: nil)
    }
  }

  private func moved(_ action: ProgrammeAction, to targets: [Int], _ account: Int) -> ActionPlan {
    ActionPlan(
      share: action.share, targets: targets, remaining: 1, account: account, resultAccount: nil, merger: nil,
      replacement: nil)
  }

  private func improved(_ row: Int, atLeast floor: [Int: Int]) -> Int {
    let state = axes.layout.state(ofRow: row)
    let labels = floor.keys.sorted().map { axis in
      (axis, min(floor[axis] ?? 0, axes.states.label(of: state, on: axis)))
    }
    return axes.layout.row(type: axes.layout.type(ofRow: row), state: moving(state, to: labels))
  }

  private func relabelled(_ row: Int, to labels: [Int: Int]) -> Int {
    let sorted = labels.keys.sorted().map { ($0, labels[$0] ?? 0) }
    return axes.layout.row(
      type: axes.layout.type(ofRow: row), state: moving(axes.layout.state(ofRow: row), to: sorted))
  }

  private func moving(_ state: Int, to labels: [(Int, Int)]) -> Int {
    labels.reduce(state) { axes.states.state($0, moving: $1.0, to: $1.1) }
  }
}
