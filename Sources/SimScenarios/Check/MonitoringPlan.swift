internal import HousingSim
internal import SimNumerics

/// Observations and what they may change, read and checked.
struct MonitoringPlan {
  /// A rate that observed events may update.
  struct Rate {
    /// The dotted key of the rate in the scenario.
    let key: String
    /// The word under which its events are observed.
    let event: String
    /// The unit of the rate.
    let unit: String
    /// The position of its rule, or `nil` for demolition.
    let rule: Int?
    /// The rate before.
    var prior: RateKnowledge
  }

  /// The rates, in the order of the scenario.
  var rates: [Rate]
  /// The indicators with the drift of each, as a share a year.
  let drifts: [(indicator: String, share: Double)]
  /// The observations, in the order of their table.
  let observations: [Observation]
  /// Whether observations that contradict each other are widened instead of refused.
  let widens: Bool
  /// The rates that are updated together, as positions: those of one column, or one alone.
  var columns: [RateColumn] = []

  /// Rates whose counts are used together.
  struct RateColumn {
    /// Their positions among the rates.
    let rates: [Int]
    /// What is known about the column before; `nil` for a rate alone.
    let prior: DirichletColumn?
  }

  /// The probability below which observations contradict each other.
  static let contradiction = 0.001

  /// The last year that has an observation of an event or of a state.
  var lastYear: Int { observations.map(\.year).max() ?? Int.min }

  /// Observations of one indicator by area, each in the order of years, areas in the order of the table.
  func series(of indicator: String) -> [(area: ObservedArea, observations: [Observation])] {
    let all = observations.filter { $0.indicator == indicator }
    return all.map(\.area).uniqued.map { area in
      (area, all.filter { $0.area == area }.sorted { $0.year < $1.year })
    }
  }
}

/// What a run of the housing model alone says about the observed years.
struct ObservedRun {
  /// What autonomous events can happen to, by simulated year.
  private(set) var exposures: [AutonomousExposure] = []
  /// The dwellings of each selection by zone, from the end of the baseline year on: selections x years x zones.
  private(set) var totals: [[[Double]]]

  /// Runs the model to the end of a year.
  init(
    _ inputs: HousingInputs, selections: [DwellingSelection], to lastYear: Int
  ) throws(HousingInputError) {
    let model = try HousingModel(inputs)
    var state = model.makeState()
    var workspace = model.makeWorkspace()
    var year = model.makeYear()
    totals = selections.map { [state.stock.totals(of: $0)] }
    for index in 0..<inputs.axes.yearCount where inputs.axes.years.lowerBound + index <= lastYear {
      exposures.append(AutonomousExposure(inputs: inputs, stock: state.stock, yearIndex: index))
      model.step(&state, yearIndex: index, into: &year, using: &workspace, threads: 1)
      for (position, selection) in selections.enumerated() {
        totals[position].append(state.stock.totals(of: selection))
      }
    }
  }
}
