internal import SimNumerics

/// A programme with every look-up done: rows instead of labels, positions instead of keys.
struct ProgrammePlan {
  let programme: Programme
  /// The position of the programme among the outcome lines.
  let line: Int
  /// The position of the wider programme, if any.
  let wider: Int?
  let actions: [ActionPlan]

  /// The number of cells that the selection names.
  var cellCount: Int {
    programme.selection.rows.count * programme.selection.cohorts.count * programme.selection.zones.count
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
  /// The replacement line and the number of new dwellings per demolished one, and the delay in years.
  let replacement: (line: Int, ratio: Double, delay: Int)?
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
    try check(programme)
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

  private func check(_ programme: Programme) throws(HousingInputError) {
    guard !programme.selection.isEmpty else { throw HousingInputError.emptySelection(owner: programme.key) }
    try Checks.sharesAddUp(programme.actions.map(\.share), owner: "the actions of \(programme.key)")
    try Checks.distribution(programme.distribution, owner: programme.key)
    switch programme.quota {
    case .dwellings(let dwellings):
      try Checks.amounts(dwellings, years: axes.yearCount, "the quota", programme.key)
    case .reachShare(let share, _, _, _):
      try Checks.range(share, 0...1, "the share to reach", programme.key)
    }
    if let budget = programme.budget {
      try Checks.amounts(budget.euro, years: axes.yearCount, "the budget", programme.key)
      try Checks.amounts(
        budget.euroPerDwelling, years: axes.yearCount, above: true, "the cost per dwelling", programme.key)
    }
    for action in programme.actions {
      switch action.kind {
      case .demolishAndReplace(let ratio, let delay, let mix):
        try Checks.range(ratio, 0...Double.greatestFiniteMagnitude, "the replacement ratio", programme.key)
        try Checks.range(Double(delay), 0...Double(Int32.max), "the replacement delay", programme.key)
        try Checks.sharesAddUp(mix.parts.map(\.share), owner: "the replacements of \(programme.key)")
      case .merge(let count, _):
        try Checks.range(
          count, 1...Double.greatestFiniteMagnitude, "the number merged into one", programme.key)
      case .improve, .convertTenure, .demolish: break
      }
    }
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
        resultAccount: nil, replacement: nil)
    case .demolishAndReplace(let ratio, let delay, let mix):
      let out = account(.demolition, programme.key)
      replacements.append(ReplacementPlan(mix: mix, account: account(.replacement, programme.key)))
      return ActionPlan(
        share: action.share, targets: [], remaining: 0, account: out, resultAccount: nil,
        replacement: (line: replacements.count - 1, ratio: ratio, delay: delay))
    case .merge(let count, let floor):
      return ActionPlan(
        share: action.share, targets: rows.map { improved($0, atLeast: floor) }, remaining: 1 / count,
        account: account(.mergeOut, programme.key), resultAccount: account(.mergeIn, programme.key),
        replacement: nil)
    }
  }

  private func moved(_ action: ProgrammeAction, to targets: [Int], _ account: Int) -> ActionPlan {
    ActionPlan(
      share: action.share, targets: targets, remaining: 1, account: account, resultAccount: nil,
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

/// The checks that programmes and construction lines share.
enum Checks {
  static func sharesAddUp(_ shares: [Double], owner: String) throws(HousingInputError) {
    let sum = shares.reduce(0, +)
    guard shares.allSatisfy({ $0 >= 0 }), (sum - 1).magnitude <= Tolerance.balance else {
      throw HousingInputError.shareSum(owner: owner, sum: sum)
    }
  }

  static func distribution(_ distribution: ZoneDistribution, owner: String) throws(HousingInputError) {
    if case .shares(let shares) = distribution { try sharesAddUp(shares, owner: "the zones of \(owner)") }
  }

  static func construction(_ line: ConstructionLine, years: Int) throws(HousingInputError) {
    try sharesAddUp(line.mix.parts.map(\.share), owner: line.key)
    try distribution(line.distribution, owner: line.key)
    try amounts(line.dwellings, years: years, "the number of dwellings", line.key)
    if let need = line.need {
      try amounts(need.dwellings, years: years * need.groupCount, "the number of dwellings needed", line.key)
    }
  }

  static func transformation(_ line: TransformationLine, years: Int) throws(HousingInputError) {
    try sharesAddUp(line.mix.parts.map(\.share), owner: line.key)
    try distribution(line.distribution, owner: line.key)
    try range(line.shareToDwellings, 0...1, "the share that becomes dwellings", line.key)
    try amounts(line.floorArea, years: years, "the floor area", line.key)
    try amounts(
      [line.floorAreaPerDwelling.value], years: 1, above: true, "the floor area per dwelling", line.key)
  }

  /// Names the first yearly amount that is not finite, negative, or (where it must be `above` it) zero.
  static func amounts(
    _ values: [Double], years: Int, above: Bool = false, _ quantity: String, _ owner: String
  ) throws(HousingInputError) {
    precondition(
      values.count == years, "\(quantity) of \(owner) has \(values.count) values for \(years) years")
    for value in values where !(value >= 0 && value.isFinite) || above && value == 0 {
      throw HousingInputError.outOfRange(owner: owner, quantity: quantity, found: value)
    }
  }

  static func range(
    _ value: Double, _ range: ClosedRange<Double>, _ quantity: String, _ owner: String
  ) throws(HousingInputError) {
    guard range.contains(value) else {
      throw HousingInputError.outOfRange(owner: owner, quantity: quantity, found: value)
    }
  }
}
