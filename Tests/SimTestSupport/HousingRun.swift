public import HousingSim
public import Testing

/// A model with its state, stepped year by year, for tests.
public struct HousingRun: ~Copyable {
  /// The model.
  public let model: HousingModel
  /// The state after the last step.
  public private(set) var state: HousingState
  /// The last year.
  public private(set) var year: HousingYear
  /// The number of years stepped so far.
  public private(set) var yearsDone = 0
  private var workspace: HousingWorkspace

  /// Makes a run that stands before its first year.
  public init(_ inputs: HousingInputs) throws(HousingInputError) {
    model = try HousingModel(inputs)
    state = model.makeState()
    year = model.makeYear()
    workspace = model.makeWorkspace()
  }

  /// Steps one year and expects that its dwellings add up and that no cell is negative.
  ///
  /// - Returns: the year.
  @discardableResult
  public mutating func step(threads: Int = 1, sourceLocation: SourceLocation = #_sourceLocation)
    -> HousingYear
  {
    let before = state.stock
    advance(threads: threads)
    expectStockBalance(before: before, after: state.stock, flows: year.flows, sourceLocation: sourceLocation)
    expectNonNegative(state.stock.dwellings, "the cells of the stock", sourceLocation: sourceLocation)
    return year
  }

  /// Steps one year and looks at nothing.
  public mutating func advance(threads: Int = 1) {
    model.step(&state, yearIndex: yearsDone, into: &year, using: &workspace, threads: threads)
    yearsDone += 1
  }
}
