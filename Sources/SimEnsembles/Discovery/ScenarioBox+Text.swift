/// A language of the sentences about a box.
public enum DiscoveryLanguage: String, Sendable, CaseIterable {
  /// English.
  case english = "en"
  /// Dutch, with a comma in numbers.
  case dutch = "nl"
}

extension ScenarioBox {
  /// When the outcome happens, such as "the reuse target is missed when dismantling share < 0.3 and opening year > 2026".
  ///
  /// - Parameters:
  ///   - outcome: the outcome as a clause, in the language.
  ///   - labels: the names of the parameters, in the language.
  ///   - language: the language.
  /// - Returns: a sentence without a full stop.
  public func sentence(
    outcome: String, labels: [String], language: DiscoveryLanguage = .english
  ) -> String {
    let conditions = restrictions.map { $0.text(labels[$0.parameter], language) }
    let (when, and) = language == .english ? ("when", "and") : ("als", "en")
    let text =
      conditions.count < 2
      ? conditions.joined()
      : conditions.dropLast().joined(separator: ", ") + " \(and) " + conditions[conditions.count - 1]
    return "\(outcome) \(when) \(text)"
  }

  /// Coverage and density in words.
  ///
  /// - Parameter language: the language.
  /// - Returns: a sentence without a full stop.
  public func evidence(language: DiscoveryLanguage = .english) -> String {
    let (coverage, density) = (percent(self.coverage), percent(self.density))
    switch language {
    case .english:
      return "this holds for \(coverage) % of the \(searchedOutcomes) members with this outcome (coverage);"
        + " \(density) % of the \(members) members it describes have the outcome (density)"
    case .dutch:
      return
        "dit geldt voor \(coverage) % van de \(searchedOutcomes) doorrekeningen met deze uitkomst (dekking);"
        + " \(density) % van de \(members) doorrekeningen die het beschrijft heeft de uitkomst (dichtheid)"
    }
  }

  private func percent(_ share: Double) -> Int { Int((100 * share).rounded()) }
}

extension BoxRestriction {
  /// The limit of a parameter in words.
  fileprivate func text(_ label: String, _ language: DiscoveryLanguage) -> String {
    switch (above, below) {
    case (let above?, let below?):
      let (between, and) = language == .english ? ("between", "and") : ("tussen", "en")
      return "\(label) \(between) \(number(above, language)) \(and) \(number(below, language))"
    case (let above?, nil): return "\(label) > \(number(above, language))"
    case (nil, let below?): return "\(label) < \(number(below, language))"
    case (nil, nil): return label
    }
  }

  /// The shortest digits, without `.0` after a whole number.
  private func number(_ value: Double, _ language: DiscoveryLanguage) -> String {
    if value.magnitude < 1e15, let whole = Int(exactly: value) { return "\(whole)" }
    let digits = "\(value)"
    return language == .dutch ? digits.replacing(".", with: ",") : digits
  }
}
