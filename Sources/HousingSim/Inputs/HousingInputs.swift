/// Everything that a housing model is made of, complete and in model units.
public struct HousingInputs: Sendable {
  /// The axes of the stock and the simulated years.
  public let axes: StockAxes
  /// The stock at the end of the year before the first simulated one.
  public let baseline: HousingStock
  /// The demolition that no programme asks for.
  public let hazards: DemolitionHazards
  /// The autonomous changes of state.
  public let rules: [TransitionRule]
  /// The programmes, in the order in which they take their dwellings.
  public let programmes: [Programme]
  /// The lines of new construction.
  public let construction: [ConstructionLine]
  /// The lines of transformation of other floor space.
  public let transformations: [TransformationLine]

  /// Makes the inputs.
  ///
  /// ``HousingModel/init(_:)`` checks that they fit together.
  ///
  /// - Parameters:
  ///   - axes: the axes of the stock and the simulated years.
  ///   - baseline: the stock at the end of the year before the first simulated one, in the layout of the axes.
  ///   - hazards: the demolition that no programme asks for, on the same axes.
  ///   - rules: the autonomous changes of state; those that leave one state must not add up to more than 1 a year.
  ///   - programmes: the programmes, in the order in which they take their dwellings.
  ///   - construction: the lines of new construction.
  ///   - transformations: the lines of transformation of other floor space.
  public init(
    axes: StockAxes, baseline: HousingStock, hazards: DemolitionHazards, rules: [TransitionRule] = [],
    programmes: [Programme] = [], construction: [ConstructionLine] = [],
    transformations: [TransformationLine] = []
  ) {
    self.axes = axes
    self.baseline = baseline
    self.hazards = hazards
    self.rules = rules
    self.programmes = programmes
    self.construction = construction
    self.transformations = transformations
  }
}
