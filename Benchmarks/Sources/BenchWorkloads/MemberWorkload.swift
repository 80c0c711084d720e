import HousingSim
import SimNumerics

/// The housing part of one member of an ensemble: other numbers, then all years from the baseline, counted year by year.
public struct MemberWorkload: ~Copyable {
  /// The number of simulated years.
  public let years: Int
  /// The multiply-adds of the dense products of all years: states x states x columns in use.
  public let denseWork: Double
  private var model: HousingModel
  private let inputs: [HousingInputs]
  private var state: HousingState
  private var workspace: HousingWorkspace
  private var year: HousingYear
  private var totals: StockTotals

  /// Makes the arrays of a region whose programmes and lines are assumptions of the benchmark.
  public init(_ region: borrowing MemberRegion) throws {
    let inputs = [try region.inputs(scale: 1), try region.inputs(scale: 0.9)]
    let model = try HousingModel(inputs[0])
    self.inputs = inputs
    self.model = model
    state = model.makeState()
    workspace = model.makeWorkspace()
    year = model.makeYear()
    totals = StockTotals(layout: model.axes.layout)
    years = model.axes.yearCount
    let axes = model.axes
    let states = Double(axes.states.count)
    let columns = (0..<axes.yearCount).reduce(0) { $0 + axes.baselineCohortCount + $1 } * axes.zones.count
    denseWork = states * states * Double(columns * axes.dwellingTypes.count)
  }

  /// Runs members.
  ///
  /// - Parameters:
  ///   - members: how many.
  ///   - takesOnInputs: whether every member takes on complete inputs, or only the probability of one rule.
  /// - Returns: seconds for all of them, and the dwellings at the end of the last one.
  /// - Throws: `HousingInputError` where the inputs make no model.
  public mutating func run(
    members: Int, takesOnInputs: Bool
  ) throws -> (seconds: Double, dwellings: Double) {
    let clock = ContinuousClock()
    let begin = clock.now
    for member in 0..<members {
      if takesOnInputs {
        _ = try model.update(inputs[member % inputs.count])
      } else {
        try model.setProbability(0.01 + 0.0001 * Double(member % 100), ofRule: 0)
      }
      model.reset(&state)
      for index in 0..<years {
        model.step(&state, yearIndex: index, into: &year, using: &workspace)
        model.count(state.stock, into: &totals)
      }
    }
    return (begin.duration(to: clock.now).seconds, totals.dwellings.reduce(0, +))
  }

  /// The number of rules, each with a probability.
  public var ruleCount: Int { inputs[0].rules.count }

  /// The number of cells that a member gives: dwellings at the end, (types x states) x zones.
  public var cellCount: Int { totals.dwellings.count }

  /// Runs one member with other probabilities of all rules, and appends its cells.
  ///
  /// - Parameters:
  ///   - probabilities: one per rule.
  ///   - outputs: where the cells are appended.
  /// - Throws: `HousingInputError` where the rules move more than all dwellings out of a state.
  public mutating func member(_ probabilities: [Double], into outputs: inout [Double]) throws {
    try model.setProbabilities(probabilities)
    model.reset(&state)
    for index in 0..<years { model.step(&state, yearIndex: index, into: &year, using: &workspace) }
    model.count(state.stock, into: &totals)
    outputs += totals.dwellings
  }
}

/// A region for members: the shape of a real one, or a tiny one.
public struct MemberRegion: Sendable {
  private let axes: StockAxes

  /// A region of 126 states, 4 types, 15 zones and 28 years.
  public static func real() throws -> MemberRegion {
    MemberRegion(axes: try SyntheticRegion(zones: 15, years: 28).axes)
  }

  /// A region of 8 states (2 x 2 x 2), one type, 3 zones and 10 years.
  public static func tiny() throws -> MemberRegion {
    let stateAxes = try (0..<3).map {
      StateAxis(key: "axis\($0)", labels: try Axis([Label("good"), Label("poor")]))
    }
    return MemberRegion(
      axes: try StockAxes(
        zones: Axis(
          (0..<3).map { Zone(key: "z\($0)", municipality: "m", group: "g", latitude: 51, longitude: 6) }),
        dwellingTypes: Axis([DwellingType(key: "house", dwellingClass: "c")]),
        baselineCohorts: [Cohort(key: "old", firstYear: 1900, lastYear: 2019)],
        states: QualityStates(axes: Axis(stateAxes)), years: 2020...2029))
  }

  /// The inputs, all amounts multiplied by a scale.
  func inputs(scale: Double) throws -> HousingInputs {
    var baseline = HousingStock(layout: axes.layout, activeCohorts: axes.baselineCohortCount)
    for type in axes.dwellingTypes.indices {
      for state in 0..<axes.states.count {
        for cohort in 0..<axes.baselineCohortCount {
          for zone in axes.zones.indices {
            baseline[type: type, state: state, cohort: cohort, zone: zone] =
              scale * Double((31 * type + 17 * state + 7 * cohort + 3 * zone) % 11)
          }
        }
      }
    }
    let yearly = Array(repeating: 20 * scale, count: axes.yearCount)
    return HousingInputs(
      axes: axes, baseline: baseline,
      hazards: try DemolitionHazards(axes: axes, classOfState: Array(repeating: 0, count: axes.states.count))
      {
        _, type, _, cohort in scale * 0.001 * Double(1 + type) * (cohort < axes.baselineCohortCount ? 1 : 0.2)
      }, rules: try rules(scale), programmes: programmes(yearly),
      construction: [
        ConstructionLine(
          key: "new", dwellings: yearly,
          mix: DwellingMix(parts: [.init(type: 0, state: 0, share: 1)]), distribution: .proportional)
      ])
  }

  private func rules(_ scale: Double) throws -> [TransitionRule] {
    try axes.states.axes.indices.flatMap { axis in
      try (1..<axes.states.axes[axis].labels.count).map { label in
        try TransitionRule(
          key: "axis\(axis) to \(label)",
          selection: DwellingSelection(axes: axes, labels: [axis: [label - 1]]), target: [axis: label],
          probability: 0.01 * scale, years: axes.years)
      }
    }
  }

  private func programmes(_ yearly: [Double]) -> [Programme] {
    let worst = axes.states.axes[1].labels.count - 1
    let kinds: [ProgrammeAction.Kind] = [
      .improve(.renovation, atLeast: [1: 0]), .demolish, .merge(count: 2, atLeast: [1: 0]),
    ]
    return [
      Programme(
        key: "restructure", selection: DwellingSelection(axes: axes, labels: [1: [worst]]),
        quota: .dwellings(yearly), distribution: .proportional,
        actions: zip(kinds, [0.5, 0.25, 0.25]).map { ProgrammeAction(kind: $0.0, share: $0.1) }),
      Programme(
        key: "improve", selection: DwellingSelection(axes: axes, labels: [2: [1]]),
        quota: .dwellings(yearly), distribution: .proportional,
        actions: [ProgrammeAction(kind: .improve(.insulation, atLeast: [2: 0]), share: 1)]),
    ]
  }
}
