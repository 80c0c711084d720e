internal import UrbanMine

/// A flow of a material in a zone and year.
struct MaterialCell {
  let year: Int
  let zone: String
  let material: String
  let flow: MaterialFlow
}

extension ResultExplainer {
  /// Which side of the material flows a product of dwellings and factors stands on.
  enum Side {
    case released
    case demand

    var share: RecordedFactor.Kind { self == .released ? .releasedShare : .takenUpShare }
    var flow: MaterialFlow { self == .released ? .released : .demand }
  }

  // MARK: - Dwellings and factors

  /// The products that a released or demanded mass is the sum of; for the region its zones.
  func terms(_ cell: MaterialCell, _ side: Side) throws(ExplainError) -> [Explanation.Term] {
    guard cell.zone != Scenario.regionKey else { return try zoneTerms(cell, side.flow) }
    var terms: [Explanation.Term] = []
    for row in cohorts.rows(where: ["year": "\(cell.year)", "zone": cell.zone]) {
      guard let content = try content(of: row, cell.material, side) else { continue }
      terms.append(
        Explanation.Term(
          label: Self.words(row), group: Self.account(row), factors: content, divisor: 1000))
    }
    return terms
  }

  /// The numbers whose product is the kg of a material that the dwellings of a row release or take up; `nil` for none.
  func content(
    of row: ResultFile.Row, _ material: String, _ side: Side
  ) throws(ExplainError) -> [Explanation.Input]? {
    let event = ["event": row["event"], "programme": row["programme"], "material": material]
    guard let share = try factor(side.share, event) else { return nil }
    let area = try needed(
      .floorArea, ["zone": row["zone"], "dwelling_type": row["dwelling_type"], "cohort": row["cohort"]])
    // What goes in is that of a new dwelling, whatever the cohort of the dwelling it goes into.
    let cohort = side == .released ? row["cohort"] : RecordedFactor.simulatedCohorts
    let intensity = try needed(
      .intensity, ["dwelling_type": row["dwelling_type"], "cohort": cohort, "material": material])
    return [try input(row, of: cohorts, "dwellings", unit: "dwellings"), area, intensity, share]
  }

  /// A row of events in words.
  static func words(_ row: ResultFile.Row) -> String {
    [row["event"], row["programme"], row["dwelling_type"], row["cohort"]].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  /// The number in a column of a result file.
  func input(
    _ row: ResultFile.Row, of file: ResultFile, _ column: String, label: String = "", unit: String
  ) throws(ExplainError) -> Explanation.Input {
    Explanation.Input(
      label: label.isEmpty ? column : label, value: try file.number(row, column), unit: unit,
      origin: row.place)
  }

  private func zoneTerms(_ cell: MaterialCell, _ flow: MaterialFlow) throws(ExplainError) -> [Explanation
    .Term]
  {
    let key = ["year": "\(cell.year)", "material": cell.material, "flow": flow.rawValue]
    var terms: [Explanation.Term] = []
    for row in materials.rows(where: key) where row["zone"] != Scenario.regionKey {
      let input = Explanation.Input(
        label: flow.rawValue, value: try materials.number(row, "tonnes"), unit: "t", origin: row.place)
      terms.append(Explanation.Term(label: row["zone"], factors: [input], divisor: 1))
    }
    return terms
  }

  /// A factor by the keys that it has, or `nil` where there is none.
  func factor(
    _ kind: RecordedFactor.Kind, _ key: [String: String]
  ) throws(ExplainError) -> Explanation.Input? {
    guard let row = recorded[Self.subject(kind, key)] else { return nil }
    let origin = [row["place"], row["source"], row["confidence"], row["note"]].filter { !$0.isEmpty }
    return Explanation.Input(
      label: kind.rawValue.replacing("_", with: " "), value: try factors.number(row, "value"),
      unit: row["unit"], origin: origin.isEmpty ? row.place : origin.joined(separator: "; "))
  }

  func needed(
    _ kind: RecordedFactor.Kind, _ key: [String: String] = [:]
  ) throws(ExplainError) -> Explanation.Input {
    guard let input = try factor(kind, key) else {
      let words = key.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      let subject = words.isEmpty ? "" : " of \(words)"
      throw ExplainError.incomplete(file: "factors.csv", missing: "there is no \(kind.rawValue)\(subject)")
    }
    return input
  }

  /// An event with its programme, in words.
  private static func account(_ row: ResultFile.Row) -> String {
    [row["event"], row["programme"]].filter { !$0.isEmpty }.joined(separator: " ")
  }

  // MARK: - From released to reused

  /// What is not dismantled with care, event by event: released x (1 - share).
  private func careless(
    _ cell: MaterialCell, _ terms: [Explanation.Term]
  ) throws(ExplainError) -> [Explanation.Step] {
    var steps: [Explanation.Step] = []
    let careful = ["factor": RecordedFactor.Kind.carefulShare.rawValue, "year": "\(cell.year)"]
    for row in factors.rows(where: careful) {
      let released = terms.filter { $0.group == Self.account(row) }.reduce(0) { $0 + $1.product }
      guard released > 0 else { continue }
      let share = try needed(
        .carefulShare, ["event": row["event"], "programme": row["programme"], "year": row["year"]])
      steps.append(
        Explanation.Step(
          operation: .subtract,
          input: Explanation.Input(
            label: "not dismantled with care by \(Self.account(row)): \(released.plainText) t x (1 - "
              + "\(share.value.plainText))", value: released * (1 - share.value), unit: "t",
            origin: share.origin)))
    }
    return steps
  }

  /// What each cause takes away from the released mass; in a zone careless dismantling event by event.
  func causes(
    _ cell: MaterialCell, of terms: [Explanation.Term]
  ) throws(ExplainError) -> [Explanation.Step] {
    var steps = try causes(cell)
    let careless = steps.firstIndex { $0.input.label == Self.words(.notDismantled) }
    if cell.zone != Scenario.regionKey {
      if let careless { steps.remove(at: careless) }
      steps = try self.careless(cell, terms) + steps
    }
    let unsuitable = steps.firstIndex { $0.input.label == Self.words(.refusedUnsuitable) }
    if let collected = steps.lastIndex(where: { $0.input.label.hasPrefix(Self.words(.notDismantled)) }) {
      steps[collected].reaches = "collected: dismantled with care"
    }
    if let unsuitable { steps[unsuitable].reaches = "suitable, offered to the hubs" }
    return steps
  }

  /// A cause in words.
  private static func words(_ cause: UnusedCause) -> String { cause.rawValue.replacing("_", with: " ") }

  /// What each cause takes away from the released mass, from `unused.csv`.
  private func causes(_ cell: MaterialCell) throws(ExplainError) -> [Explanation.Step] {
    let key = ["year": "\(cell.year)", "zone": cell.zone, "material": cell.material]
    var steps: [Explanation.Step] = []
    for row in unused.rows(where: key) {
      steps.append(
        Explanation.Step(
          operation: .subtract,
          input: Explanation.Input(
            label: row["cause"].replacing("_", with: " "), value: try unused.number(row, "tonnes"), unit: "t",
            origin: row.place)))
    }
    return steps
  }

  /// The shares that the causes come from.
  func shares(_ cell: MaterialCell) throws(ExplainError) -> [Explanation.Input] {
    var inputs: [Explanation.Input] = []
    inputs.append(try needed(.suitableShare, ["material": cell.material]))
    for row in factors.rows(
      where: ["factor": RecordedFactor.Kind.refurbishmentYield.rawValue, "material": cell.material])
    {
      let input = try needed(.refurbishmentYield, ["hub": row["hub"], "material": cell.material])
      inputs.append(
        Explanation.Input(
          label: "\(input.label), \(row["hub"])", value: input.value, unit: input.unit, origin: input.origin))
    }
    inputs.append(try needed(.acceptedShare, ["material": cell.material]))
    return inputs
  }

  /// What was moved between zones and hubs, a term per row of `transport.csv`.
  func legs(_ cell: MaterialCell, _ leg: TransportLeg) throws(ExplainError) -> [Explanation.Term] {
    var terms: [Explanation.Term] = []
    for row in transportRows(cell, leg) {
      let input = Explanation.Input(
        label: leg.rawValue, value: try transport.number(row, "tonnes"), unit: "t", origin: row.place)
      terms.append(Explanation.Term(label: "\(row["from"]) to \(row["to"])", factors: [input], divisor: 1))
    }
    return terms
  }

  private func transportRows(_ cell: MaterialCell, _ leg: TransportLeg) -> [ResultFile.Row] {
    var key = ["year": "\(cell.year)", "leg": leg.rawValue, "material": cell.material]
    if cell.zone != Scenario.regionKey { key[leg == .toHub ? "from" : "to"] = cell.zone }
    return transport.rows(where: key)
  }

  /// What is lost in refurbishment: what each hub received times what its yield leaves of it.
  func loss(_ cell: MaterialCell) throws(ExplainError) -> Chain {
    var chain = Chain(equation: "process loss = sum over hubs of received x (1 - yield)")
    for row in transportRows(cell, .toHub) {
      let yield = try needed(.refurbishmentYield, ["hub": row["to"], "material": cell.material])
      let received = Explanation.Input(
        label: "received", value: try transport.number(row, "tonnes"), unit: "t", origin: row.place)
      let lost = Explanation.Input(
        label: "lost share", value: 1 - yield.value, unit: "1",
        origin: "1 - \(yield.value.plainText); \(yield.origin)")
      chain.terms.append(
        Explanation.Term(label: "\(row["from"]) to \(row["to"])", factors: [received, lost], divisor: 1))
    }
    return chain
  }

  // MARK: - Treatment and demand

  /// Where the mass goes that is treated: all that is released, but for what hubs keep, use or lose.
  func treatment(_ cell: MaterialCell) throws(ExplainError) -> Chain {
    let kinds: [MaterialFlow: RecordedFactor.Kind] = [
      .recycled: .recycledShare, .downcycled: .downcycledShare, .incinerated: .incineratedShare,
      .landfilled: .landfilledShare,
    ]
    var chain = Chain(
      equation: Self.releasedWords
        + "; \(cell.flow.rawValue) = (released - reused - process loss - change of "
        + "store) x share of what is treated", terms: try terms(cell, .released))
    chain.steps += try own(cell, .reused) + own(cell, .processLoss)
    chain.steps += try causes(cell).filter { $0.input.label == Self.words(.changeOfStore) }
    if let kind = kinds[cell.flow] {
      chain.steps.append(.init(operation: .multiply, input: try needed(kind, ["material": cell.material])))
    }
    return chain
  }

  /// The demand that reuse leaves open: recycled material meets its share of the demand, primary material the rest.
  func rest(_ cell: MaterialCell) throws(ExplainError) -> Chain {
    let accepted = try needed(.acceptedShare, ["material": cell.material])
    let secondary = try needed(.secondaryShare, ["material": cell.material])
    var chain = Chain(
      equation: Self.demandWords, terms: try terms(cell, .demand), remarks: [accepted, secondary])
    if cell.flow == .demandRecycled, accepted.value + secondary.value <= 1 {
      chain.equation += "; recycled = demand x secondary share"
      chain.steps = [.init(operation: .multiply, input: secondary)]
      return chain
    }
    let other: MaterialFlow = cell.flow == .demandRecycled ? .demandPrimary : .demandRecycled
    chain.equation += "; \(cell.flow.rawValue) = demand - demand met from reuse - \(other.rawValue)"
    chain.steps = try own(cell, .demandReused) + own(cell, other)
    return chain
  }

  /// Takes away another flow of the same material, zone and year.
  private func own(_ cell: MaterialCell, _ flow: MaterialFlow) throws(ExplainError) -> [Explanation.Step] {
    let key = [
      "year": "\(cell.year)", "zone": cell.zone, "material": cell.material, "flow": flow.rawValue,
    ]
    var steps: [Explanation.Step] = []
    for row in materials.rows(where: key) {
      let input = Explanation.Input(
        label: flow.rawValue.replacing("_", with: " "), value: try materials.number(row, "tonnes"), unit: "t",
        origin: row.place)
      steps.append(.init(operation: .subtract, input: input))
    }
    return steps
  }
}
