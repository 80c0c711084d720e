internal import SimNumerics

extension HousingInputs {
  /// The inputs with other rates of autonomous change.
  ///
  /// - Parameters:
  ///   - demolitionFactor: what every demolition share is multiplied by, 0 or more.
  ///   - probabilities: yearly probabilities of rules, by their keys; other rules stay as they are.
  /// - Returns: the inputs, all else as it is.
  /// - Throws: ``HousingInputError`` for the first share or probability outside 0...1.
  public func with(
    demolitionFactor: Double, probabilities: [String: Double]
  ) throws(HousingInputError) -> HousingInputs {
    var rules: [TransitionRule] = []
    for rule in self.rules {
      rules.append(
        try TransitionRule(
          key: rule.key, selection: rule.selection, target: rule.target,
          probability: probabilities[rule.key] ?? rule.probability, years: rule.years))
    }
    let (types, cohorts, groups) = (axes.dwellingTypes.count, axes.cohorts.count, hazards.classCount)
    let shares = hazards.shares
    let scaled = try DemolitionHazards(axes: axes, classOfState: hazards.classOfState) {
      demolitionFactor * shares[(($0 * types + $1) * groups + $2) * cohorts + $3]
    }
    return HousingInputs(
      axes: axes, baseline: baseline, hazards: scaled, rules: rules, programmes: programmes,
      construction: construction, transformations: transformations)
  }

  /// Whether two rules move dwellings out of the same states, cohorts and types in the same years.
  ///
  /// Their probabilities then stand in the same columns of the transition matrix, and in no others.
  ///
  /// - Parameters:
  ///   - first: the position of a rule.
  ///   - second: the position of another.
  /// - Returns: whether every dwelling that one may move can also be moved by the other.
  public func haveSameOrigin(_ first: Int, _ second: Int) -> Bool {
    let (one, other) = (rules[first], rules[second])
    return one.years == other.years && Set(one.selection.cohorts) == Set(other.selection.cohorts)
      && Set(one.movedRows(axes)) == Set(other.movedRows(axes))
  }
}
