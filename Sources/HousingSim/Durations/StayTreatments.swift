/// Where the dwellings of every state of the set go: positions in the set with shares, -1 for every state outside.
struct StateMoves: Sendable {
  private(set) var targets: [Int] = []
  private(set) var shares: [Double] = []
  private var starts = [0]

  /// Makes moves of no state, with room for some.
  init(capacity: Int) {
    targets.reserveCapacity(capacity)
    shares.reserveCapacity(capacity)
  }

  init(_ moves: [[(state: Int, share: Double)]], _ positions: [Int?]) {
    for state in moves {
      for (next, share) in state { add(positions[next] ?? -1, share) }
      endState()
    }
  }

  mutating func add(_ target: Int, _ share: Double) {
    targets.append(target)
    shares.append(share)
  }

  /// What is added from now on belongs to the next state.
  mutating func endState() { starts.append(targets.count) }

  /// The moves of a state.
  subscript(state: Int) -> Range<Int> { starts[state]..<starts[state + 1] }
}

/// What the programmes do to the dwellings of every type and state of a set.
struct TreatmentTable: Sendable {
  /// What one action of a programme does to a dwelling.
  struct Entry: Sendable {
    let programme: Int
    /// The share of the treated dwellings.
    let share: Double
    /// The position in the set of what is left of it, -1 outside.
    let target: Int
    /// How much of it is left there.
    let remaining: Double
  }

  private let stateCount: Int
  private let typeCount: Int
  /// The actions of the programmes that select a type and state, in the order of programmes.
  private var entries: [Entry] = []
  private var starts = [0]

  init(_ programmes: [ProgrammeView], _ layout: StockLayout, _ states: [Int], _ positions: [Int?]) {
    stateCount = states.count
    typeCount = layout.typeCount
    for type in 0..<layout.typeCount {
      for state in states {
        let row = layout.row(type: type, state: state)
        for (position, programme) in programmes.enumerated() {
          guard let selected = programme.rows[row] else { continue }
          entries += programme.plan.actions.map { action in
            let left = action.targets.isEmpty ? nil : positions[layout.state(ofRow: action.targets[selected])]
            return Entry(
              programme: position, share: action.share, target: left ?? -1,
              remaining: left == nil ? 0 : action.remaining)
          }
        }
        starts.append(entries.count)
      }
    }
  }

  /// The states of the set that a dwelling of any type may be in after the programmes.
  func targets(ofState state: Int) -> [Int] {
    [state]
      + (0..<typeCount).flatMap { type in
        self[type, state].compactMap { entries[$0].target < 0 ? nil : entries[$0].target }
      }
  }

  private subscript(type: Int, state: Int) -> Range<Int> {
    starts[type * stateCount + state]..<starts[type * stateCount + state + 1]
  }

  /// Where programmes that treat some shares take the dwellings of a type, and the share of every state that leaves.
  func treated(type: Int, shares: [Double]) -> TreatedMoves {
    var moves = StateMoves(capacity: entries.count + stateCount)
    var exit = [Double](repeating: 0, count: stateCount)
    for state in 0..<stateCount {
      var (untreated, taken, programme) = (1.0, 0.0, -1)
      for position in self[type, state] where !shares.isEmpty {
        let entry = entries[position]
        if entry.programme != programme {
          programme = entry.programme
          taken = untreated * shares[programme]
          untreated *= 1 - shares[programme]
        }
        let part = taken * entry.share
        if part * entry.remaining > 0 { moves.add(entry.target, part * entry.remaining) }
        exit[state] += part * (1 - entry.remaining)
      }
      if untreated > 0 { moves.add(state, untreated) }
      moves.endState()
    }
    return TreatedMoves(moves: moves, exit: exit)
  }
}

/// Where programmes take the dwellings of a type.
struct TreatedMoves: Sendable {
  /// Where they go from every state of the set.
  let moves: StateMoves
  /// The share of every state that leaves.
  let exit: [Double]
}

/// What the programmes do to the dwellings of a type, by the shares that they treat: many chains have the same ones.
struct KnownTreatments {
  /// The dwelling type.
  let type: Int
  private var found: [(shares: [Double], treated: TreatedMoves)] = []

  init(type: Int) { self.type = type }

  /// What is known of some shares, found where it is not.
  mutating func treated(_ shares: [Double], by table: TreatmentTable) -> TreatedMoves {
    if let known = found.first(where: { $0.shares == shares }) { return known.treated }
    let treated = table.treated(type: type, shares: shares)
    found.append((shares, treated))
    return treated
  }
}

/// A programme with look-ups by row, cohort and zone.
struct ProgrammeView: Sendable {
  let plan: ProgrammePlan
  /// Per row of the layout its position in the selection, or `nil`.
  let rows: [Int?]
  /// Per cohort whether it is selected.
  let cohorts: [Bool]
  /// Per zone whether it is selected.
  let zones: [Bool]

  init(_ plan: ProgrammePlan, layout: StockLayout) {
    self.plan = plan
    let selection = plan.programme.selection
    var rows = [Int?](repeating: nil, count: layout.rowCount)
    for (position, row) in selection.rows.enumerated() { rows[row] = position }
    self.rows = rows
    cohorts = (0..<layout.cohortCount).map(selection.cohorts.contains)
    zones = (0..<layout.zoneCount).map(selection.zones.contains)
  }
}
