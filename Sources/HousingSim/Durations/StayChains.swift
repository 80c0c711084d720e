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
  struct Treatment {
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
  /// Per state of the layout its position in the set, or `nil`.
  private let positions: [Int?]
  private let programmes: [ProgrammeView]
  /// Per cohort the position of its choice of programmes.
  private let choiceOfCohort: [Int]
  /// Per choice whether each programme selects the cohort.
  private let choices: [[Bool]]
  /// Per transition matrix and state of the set, where its dwellings are a year later.
  private let transitions: [[[(state: Int, share: Double)]]]

  init(model: HousingModel, states: [Int]) {
    self.model = model
    self.states = states
    var positions = [Int?](repeating: nil, count: model.layout.stateCount)
    for (position, state) in states.enumerated() { positions[state] = position }
    self.positions = positions
    let programmes = model.programmePlans.map { ProgrammeView($0, layout: model.layout) }
    self.programmes = programmes
    let chosen = (0..<model.layout.cohortCount).map { cohort in programmes.map { $0.cohorts[cohort] } }
    var choices: [[Bool]] = []
    choiceOfCohort = chosen.map { choice in
      if let known = choices.firstIndex(of: choice) { return known }
      choices.append(choice)
      return choices.count - 1
    }
    self.choices = choices
    transitions = (0..<model.projection.matrixCount).map { matrix in
      states.map { model.projection.transitions(of: $0, matrix: matrix) }
    }
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
    return SojournTimes(transient: chain, exit: exit)
  }

  /// A chain: the matrix P over the states of the set, column = from, row = to, and the probabilities of leaving it.
  func matrix(_ key: Key) -> (chain: Matrix, exit: [Double]) {
    let treatment = states.map { treated($0, key) }
    var chain = Matrix(rows: states.count, columns: states.count)
    var exit = [Double](repeating: 0, count: states.count)
    for (column, state) in states.enumerated() {
      let kept = key.rates.kept[model.projection.hazardClass(of: state)]
      exit[column] = 1 - kept
      for (next, share) in transitions[key.rates.transition][column] {
        let moved = kept * share
        guard let position = positions[next] else {
          exit[column] += moved
          continue
        }
        exit[column] += moved * treatment[position].exit
        for (row, part) in treatment[position].targets { chain[row, column] += moved * part }
      }
    }
    return (chain, exit)
  }

  /// Where the programmes take a dwelling of a state of the set: positions in the set with shares, and the share that
  /// leaves it.
  private func treated(_ state: Int, _ key: Key) -> (targets: [(Int, Double)], exit: Double) {
    guard let own = positions[state] else { preconditionFailure("state \(state) is not in the set") }
    var targets: [(Int, Double)] = []
    var untreated = 1.0
    var exit = 0.0
    for (programme, share) in zip(programmes, key.shares) where share > 0 {
      let row = model.layout.row(type: key.type, state: state)
      guard let selected = programme.rows[row] else { continue }
      let taken = untreated * share
      for action in programme.plan.actions where action.share > 0 {
        let part = taken * action.share
        let target =
          action.targets.isEmpty ? nil : positions[model.layout.state(ofRow: action.targets[selected])]
        guard let target else {
          exit += part
          continue
        }
        targets.append((target, part * action.remaining))
        exit += part * (1 - action.remaining)
      }
      untreated *= 1 - share
    }
    if untreated > 0 { targets.append((own, untreated)) }
    return (targets, exit)
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
