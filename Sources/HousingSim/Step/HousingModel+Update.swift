internal import SimNumerics

extension HousingModel {
  /// Takes on inputs that differ from those of the model by their numbers only, and keeps all look-ups.
  ///
  /// Every step then has the bits of a model made of the inputs. Numbers are probabilities and shares, quotas, budgets and
  /// amounts, hazards, delays and how things are divided over zones, and the dwellings of the baseline. Cost: one pass over
  /// the numbers; the baseline is not copied.
  ///
  /// - Parameter inputs: the inputs.
  /// - Returns: `true` where the model took them on; states, workspaces and years that it made still fit it. `false` where
  ///   the inputs have other axes, selections, labels or lines: the model is as it was, and a new one has to be made.
  /// - Throws: ``HousingInputError`` for the first input that no model can be made of; the model is then as it was.
  public mutating func update(_ inputs: HousingInputs) throws(HousingInputError) -> Bool {
    guard HousingStructure(inputs) == structure else { return false }
    Self.checkBaseline(inputs)
    for programme in inputs.programmes { try Checks.programme(programme, years: axes.yearCount) }
    for line in inputs.construction { try Checks.construction(line, years: axes.yearCount) }
    for line in inputs.transformations { try Checks.transformation(line, years: axes.yearCount) }
    try projection.replace(hazards: inputs.hazards, rules: inputs.rules)
    var mixes: [DwellingMix] = []
    for (position, programme) in inputs.programmes.enumerated() {
      programmePlans[position] = programmePlans[position].renumbered(programme, in: reach)
      for action in programme.actions {
        if case .demolishAndReplace(_, _, let mix) = action.kind { mixes.append(mix) }
      }
    }
    for (position, mix) in mixes.enumerated() {
      replacementPlans[position] = ReplacementPlan(mix: mix, account: replacementPlans[position].account)
    }
    constructionLines = inputs.construction
    transformationLines = inputs.transformations
    axes = inputs.axes
    baseline = inputs.baseline
    return true
  }

  /// Takes on another probability of a rule.
  ///
  /// - Parameters:
  ///   - probability: the share a year, 0...1.
  ///   - rule: the position of the rule in the inputs.
  /// - Throws: ``HousingInputError`` for a probability outside its range, or where the rules now move more than all
  ///   dwellings out of a state; the model is then as it was.
  public mutating func setProbability(_ probability: Double, ofRule rule: Int) throws(HousingInputError) {
    guard probability >= 0 && probability <= 1 else {
      throw HousingInputError.probabilityOutOfRange(rule: projection.key(ofRule: rule), found: probability)
    }
    try projection.replace(probability, ofRule: rule)
  }

  /// Takes on other probabilities of all rules at once.
  ///
  /// - Parameter probabilities: the shares a year, 0...1, one per rule in the order of the inputs.
  /// - Throws: ``HousingInputError`` for a probability outside its range, or where the rules now move more than all
  ///   dwellings out of a state; the model is then as it was.
  public mutating func setProbabilities(_ probabilities: [Double]) throws(HousingInputError) {
    for (rule, probability) in probabilities.enumerated() where !(probability >= 0 && probability <= 1) {
      throw HousingInputError.probabilityOutOfRange(rule: projection.key(ofRule: rule), found: probability)
    }
    try projection.replace(probabilities: probabilities)
  }

  /// Takes on another number of dwellings in a cell of the baseline.
  ///
  /// - Parameters:
  ///   - dwellings: 0 or more.
  ///   - type: the position of the dwelling type.
  ///   - state: the quality state.
  ///   - cohort: the position of a cohort of the baseline.
  ///   - zone: the position of the zone.
  public mutating func setBaseline(_ dwellings: Double, type: Int, state: Int, cohort: Int, zone: Int) {
    baseline[type: type, state: state, cohort: cohort, zone: zone] = dwellings
  }
}
