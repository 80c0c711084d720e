internal import SimNumerics

/// What decides which dwellings can move where: everything of the inputs of a model but its numbers.
///
/// Models of the same structure share all look-ups, and the states of one fit the others.
struct HousingStructure: Sendable, Equatable {
  /// A rule without its probability.
  private struct Rule: Equatable {
    let selection: DwellingSelection
    let target: [Int: Int]
    let years: ClosedRange<Int>
  }

  /// A programme without its numbers.
  private struct Plan: Equatable {
    let key: String
    let selection: DwellingSelection
    let countsTowards: String?
    let actions: [Action]
  }

  /// What an action does, without its numbers.
  private enum Action: Equatable {
    case improve(HousingEvent, [Int: Int])
    case convertTenure([Int: Int], [Int: Int])
    case demolish
    case demolishAndReplace([Int])
    case merge([Int: Int])

    init(_ kind: ProgrammeAction.Kind, _ layout: StockLayout) {
      switch kind {
      case .improve(let event, let floor): self = .improve(event, floor)
      case .convertTenure(let labels, let floor): self = .convertTenure(labels, floor)
      case .demolish: self = .demolish
      case .demolishAndReplace(_, _, let mix): self = .demolishAndReplace(mix.rows(layout))
      case .merge(_, let floor): self = .merge(floor)
      }
    }
  }

  /// New dwellings without their numbers.
  private struct Line: Equatable {
    let key: String
    let rows: [Int]
  }

  private let layout: StockLayout
  private let years: ClosedRange<Int>
  private let labelCounts: [Int]
  private let classOfState: [Int]
  private let rules: [Rule]
  private let programmes: [Plan]
  private let construction: [Line]
  private let transformations: [Line]

  init(_ inputs: HousingInputs) {
    let layout = inputs.axes.layout
    self.layout = layout
    years = inputs.axes.years
    labelCounts = inputs.axes.states.axes.map(\.labels.count)
    classOfState = inputs.hazards.classOfState
    rules = inputs.rules.map { Rule(selection: $0.selection, target: $0.target, years: $0.years) }
    programmes = inputs.programmes.map { programme in
      Plan(
        key: programme.key, selection: programme.selection, countsTowards: programme.countsTowards,
        actions: programme.actions.map { Action($0.kind, layout) })
    }
    construction = inputs.construction.map { Line(key: $0.key, rows: $0.mix.rows(layout)) }
    transformations = inputs.transformations.map { Line(key: $0.key, rows: $0.mix.rows(layout)) }
  }
}

extension DwellingMix {
  /// The row of every part.
  func rows(_ layout: StockLayout) -> [Int] { parts.map { layout.row(type: $0.type, state: $0.state) } }
}
