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

  /// Cohorts that have the same rates in a year, as runs of neighbours.
  struct Group {
    let rates: Rates
    var runs: [Range<Int>]
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
      let moves = model.projection.transitions(matrix: matrix)
      return StateMoves(states.map { moves[$0] }, positions)
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
    var moves: [SojournPattern.Move] = []
    for matrix in transitions {
      for state in 0..<stateCount {
        for next in matrix[state] where matrix.targets[next] >= 0 {
          for target in treatments.targets(ofState: matrix.targets[next]) {
            moves.append(SojournPattern.Move(from: state, to: target))
          }
        }
      }
    }
    return SojournPattern(order: stateCount, moves: moves)
  }

  /// The cohorts of a type in groups of equal rates, in the order of their first cohort.
  func groups(type: Int, yearIndex: Int, activeCohorts: Int) -> [Group] {
    var groups: [Group] = []
    let limit = min(activeCohorts, model.axes.baselineCohortCount + yearIndex)
    for run in model.projection.equalCohorts(yearIndex: yearIndex, type: type, limit: limit) {
      for part in choiceOfCohort.equalRuns(of: run) {
        let rates = Rates(
          transition: model.projection.transitionIndex(
            yearIndex: yearIndex, type: type, cohort: part.lowerBound),
          kept: model.projection.keptShares(yearIndex: yearIndex, type: type, cohort: part.lowerBound),
          choice: choiceOfCohort[part.lowerBound])
        if let known = groups.firstIndex(where: { $0.rates == rates }) {
          groups[known].runs.append(part)
        } else {
          groups.append(Group(rates: rates, runs: [part]))
        }
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

  /// The memory that times of the chains are found in.
  func makeSolver() -> SojournSolver { SojournSolver(pattern: pattern) }

  /// Finds the times of a chain, with what is known of its type.
  func solve(_ key: Key, _ known: inout KnownTreatments, using solver: inout SojournSolver) {
    solver.clear()
    fill(key, known.treated(key.shares, by: treatments), &solver.transient, &solver.exit)
    solver.solve()
  }

  /// A chain: the matrix P over the states of the set, column = from, row = to, and the probabilities of leaving it.
  func matrix(_ key: Key) -> (chain: Matrix, exit: [Double]) {
    let order = states.count
    var chain = [Double](repeating: 0, count: order * order)
    var exit = [Double](repeating: 0, count: order)
    fill(key, treatments.treated(type: key.type, shares: key.shares), &chain, &exit)
    return (Matrix(rows: order, columns: order, storage: chain), exit)
  }

  /// Adds the probabilities of a chain to those of one that leads nowhere.
  private func fill(_ key: Key, _ treated: TreatedMoves, _ chain: inout [Double], _ exit: inout [Double]) {
    let order = states.count
    let moves = transitions[key.rates.transition]
    let (targets, shares) = (moves.targets.span, moves.shares.span)
    let (ends, endShares) = (treated.moves.targets.span, treated.moves.shares.span)
    let (kept, hazardClasses, left) = (key.rates.kept.span, hazardClasses.span, treated.exit.span)
    var chain = chain.mutableSpan
    var exit = exit.mutableSpan
    for column in 0..<order {
      let kept = kept[hazardClasses[column]]
      var out = 1 - kept
      for move in moves[column] {
        let (next, moved) = (targets[move], kept * shares[move])
        guard next >= 0 else {
          out += moved
          continue
        }
        out += moved * left[next]
        for part in treated.moves[next] {
          chain[ends[part] * order + column] += moved * endShares[part]
        }
      }
      exit[column] = out
    }
  }
}

extension [Int] {
  /// A range of positions as runs of neighbours with equal entries.
  fileprivate func equalRuns(of range: Range<Int>) -> [Range<Int>] {
    range.reduce(into: []) { runs, position in
      if let last = runs.last, self[position] == self[position - 1] {
        runs[runs.count - 1] = last.lowerBound..<position + 1
      } else {
        runs.append(position..<position + 1)
      }
    }
  }
}
