/// Parts of scenario files that several suites of tests write.
public enum TransitionTexts {
  /// The head of `transitions:` with two rules that leave the same dwellings: good ones of label G decay or are insulated.
  public static let twoOutcomes = """
    transitions:
      spoil:
        from: {condition: good, energy_label: G}
        to: {condition: poor}
        probability_per_year: {value: 0.02, low: 0.01, high: 0.04}
      insulate:
        from: {condition: good, energy_label: G}
        to: {energy_label: D}
        probability_per_year: {value: 0.05, low: 0.03, high: 0.08}

    """
}
