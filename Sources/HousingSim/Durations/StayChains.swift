internal import SimNumerics

/// The chains of a set of quality states: one per type, group of cohorts with equal rates, and shares that the programmes
/// treat.
struct StayChains: Sendable {
  /// What decides a chain.
  struct Key: Hashable {
    let type: Int
    let rates: Rates
    /// Per programme the share that it treats; empty where none treats anything.
    let shares: [Double]
  }

  /// What decides demolition, change of state and the choice of programmes for a cohort.
  struct Rates: Hashable {
    let transition: Int
    let kept: [Double]
    /// The position of its choice of programmes among all different ones.
    let choice: Int
  }

  /// Zones by the shares of dwellings that the programmes treat, for every choice of programmes.
  struct Treatment: Equatable {
    /// Per choice and zone its class.
    let classes: [[Int]]
    /// Per choice and class the share that each programme treats; empty where none treats anything.
    let shares: [[[Double]]]
  }

  /// Cohorts that have the same rates in a year.
  struct Group {
    let rates: Rates
    var cohorts: [Int]
  }

  private let model: HousingModel
  private let states: [Int]
  private let programmes: [ProgrammeView]
  /// What the programmes do to the dwellings of every type and state of the set.
  private let treatments: TreatmentTable
  /// Per cohort the position of its choice of programmes.
  private let choiceOfCohort: [Int]
  /// Per choice whether each programme selects the cohort.
  private let choices: [[Bool]]
  /// Per state of the set the class that decides its demolition.
  private let hazardClasses: [Int]
  /// Per transition matrix where the dwellings of the set are a year later.
  private let transitions: [StateMoves]
  /// Which states of the set may lead where in any of the chains.
  private let pattern: SojournPattern

  init(model: HousingModel, states: [Int]) {
    self.model = model
    self.states = states
    var positions = [Int?](repeating: nil, count: model.layout.stateCount)
    for (position, state) in states.enumerated() { positions[state] = position }
    let programmes = model.programmePlans.map { ProgrammeView($0, layout: model.layout) }
    self.programmes = programmes
    hazardClasses = states.map { model.projection.hazardClass(of: $0) }
    treatments = TreatmentTable(programmes, model.layout, states, positions)
    transitions = (0..<model.projection.matrixCount).map { matrix in
      StateMoves(states.map { model.projection.transitions(of: $0, matrix: matrix) }, positions)
    }
    pattern = Self.pattern(transitions, treatments, stateCount: states.count)
    let chosen = (0..<model.layout.cohortCount).map { cohort in programmes.map { $0.cohorts[cohort] } }
    var choices: [[Bool]] = []
    choiceOfCohort = chosen.map { choice in
      if let known = choices.firstIndex(of: choice) { return known }
      choices.append(choice)
      return choices.count - 1
    }
    self.choices = choices
  }

  /// A state leads to where it may change to, and from there to where programmes may take it.
  private static func pattern(
    _ transitions: [StateMoves], _ treatments: TreatmentTable, stateCount: Int
  ) -> SojournPattern {
    var moves: Set<SojournPattern.Move> = []
    for matrix in transitions {
      for state in 0..<stateCount {
        for next in matrix[state] where matrix.targets[next] >= 0 {
          for target in treatments.targets(ofState: matrix.targets[next]) {
            moves.insert(SojournPattern.Move(from: state, to: target))
          }
        }
      }
    }
    return SojournPattern(order: stateCount, moves: moves)
  }

  /// The cohorts of a type in groups of equal rates, in the order of their first cohort.
  func groups(type: Int, yearIndex: Int, activeCohorts: Int) -> [Group] {
    var groups: [Group] = []
    var positions: [Rates: Int] = [:]
    for cohort in 0..<min(activeCohorts, model.axes.baselineCohortCount + yearIndex) {
      let rates = Rates(
        transition: model.projection.transitionIndex(yearIndex: yearIndex, type: type, cohort: cohort),
        kept: model.projection.keptShares(yearIndex: yearIndex, type: type, cohort: cohort),
        choice: choiceOfCohort[cohort])
      // Neighbours are often alike, and quicker to compare than to look up.
      if let last = groups.indices.last, groups[last].rates == rates {
        groups[last].cohorts.append(cohort)
      } else if let known = positions[rates] {
        groups[known].cohorts.append(cohort)
      } else {
        positions[rates] = groups.count
        groups.append(Group(rates: rates, cohorts: [cohort]))
      }
    }
    return groups
  }

  /// The share of untreated selected dwellings that every programme treated in a zone.
  ///
  /// Shares are rounded to multiples of 2^-40, so that zones which differ by rounding only have one chain.
  func shares(_ outcomes: ProgrammeOutcomes?, zone: Int) -> [Double] {
    guard let outcomes else { return [] }
    return programmes.indices.map { position in
      guard programmes[position].zones[zone] else { return 0 }
      let share = outcomes.treatedShare[outcomes.offset(line: programmes[position].plan.line, zone: zone)]
      return (share * 0x1p40).rounded() * 0x1p-40
    }
  }

  /// The shares of ``shares(_:zone:)`` that a choice of programmes leaves; empty where none treats anything.
  private func own(_ shares: [Double], choice: Int) -> [Double] {
    let own = shares.indices.map { choices[choice][$0] ? shares[$0] : 0 }
    return own.contains { $0 > 0 } ? own : []
  }

  /// The zones in classes of equal shares.
  func treatment(_ outcomes: ProgrammeOutcomes?) -> Treatment {
    let all = (0..<model.layout.zoneCount).map { shares(outcomes, zone: $0) }
    var classes: [[Int]] = []
    var different: [[[Double]]] = []
    for choice in choices.indices {
      var known: [[Double]: Int] = [:]
      var shares: [[Double]] = []
      classes.append(
        all.map { zone in
          let own = own(zone, choice: choice)
          if let position = known[own] { return position }
          known[own] = shares.count
          shares.append(own)
          return shares.count - 1
        })
      different.append(shares)
    }
    return Treatment(classes: classes, shares: different)
  }

  /// The key of the chain of a group in a zone with these shares.
  func key(type: Int, group: Group, shares: [Double]) -> Key {
    Key(type: type, rates: group.rates, shares: own(shares, choice: group.rates.choice))
  }

  /// The times of a chain.
  func times(_ key: Key) -> SojournTimes {
    let (chain, exit) = matrix(key)
    return SojournTimes(transient: chain, exit: exit, pattern: pattern)
  }

  /// A chain: the matrix P over the states of the set, column = from, row = to, and the probabilities of leaving it.
  func matrix(_ key: Key) -> (chain: Matrix, exit: [Double]) {
    let order = states.count
    let treated = treatments.treated(type: key.type, shares: key.shares)
    let moves = transitions[key.rates.transition]
    var chain = [Double](repeating: 0, count: order * order)
    var exit = [Double](repeating: 0, count: order)
    for column in 0..<order {
      let kept = key.rates.kept[hazardClasses[column]]
      exit[column] = 1 - kept
      for move in moves[column] {
        let (next, moved) = (moves.targets[move], kept * moves.shares[move])
        guard next >= 0 else {
          exit[column] += moved
          continue
        }
        exit[column] += moved * treated.exit[next]
        for part in treated.moves[next] {
          chain[treated.moves.targets[part] * order + column] += moved * treated.moves.shares[part]
        }
      }
    }
    return (Matrix(rows: order, columns: order, storage: chain), exit)
  }
}

/// Where the dwellings of every state of the set go: positions in the set with shares, -1 for every state outside.
private struct StateMoves: Sendable {
  private(set) var targets: [Int] = []
  private(set) var shares: [Double] = []
  private var starts = [0]

  init() {}

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
private struct TreatmentTable: Sendable {
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
  func treated(type: Int, shares: [Double]) -> (moves: StateMoves, exit: [Double]) {
    var moves = StateMoves()
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
    return (moves, exit)
  }
}

/// A programme with look-ups by row, cohort and zone.
private struct ProgrammeView: Sendable {
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
