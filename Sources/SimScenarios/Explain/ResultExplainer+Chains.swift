internal import UrbanMine

extension ResultExplainer {
  /// Which side of the material flows a product of dwellings and factors stands on.
  enum Side {
    case released
    case demand

    var share: MaterialFactor.Kind { self == .released ? .releasedShare : .takenUpShare }
    var flow: MaterialFlow { self == .released ? .released : .demand }
  }

  // MARK: - Dwellings and factors

  /// The products that a released or demanded mass is the sum of; for the region its zones.
  func terms(_ cell: ResultCellQuery, _ side: Side) throws(ExplainError) -> [Explanation.Term] {
    guard cell.zone != Scenario.regionKey else { return try zoneTerms(cell, side.flow) }
    var terms: [Explanation.Term] = []
    for row in cohorts.rows(where: ["year": "\(cell.year)", "zone": cell.zone]) {
      let event = ["event": row["event"], "programme": row["programme"], "material": cell.material]
      guard let share = try factor(side.share, event) else { continue }
      let area = try needed(
        .floorArea, ["zone": cell.zone, "dwelling_type": row["dwelling_type"], "cohort": row["cohort"]])
      // What goes in is that of a new dwelling, whatever the cohort of the dwelling it goes into.
      let content = side == .released ? row["cohort"] : MaterialFactor.simulatedCohorts
      let intensity = try needed(
        .intensity,
        ["dwelling_type": row["dwelling_type"], "cohort": content, "material": cell.material])
      let dwellings = Explanation.Input(
        label: "dwellings", value: try cohorts.number(row, "dwellings"), unit: "dwellings", origin: row.place)
      let words = [row["event"], row["programme"], row["dwelling_type"], row["cohort"]]
      terms.append(
        Explanation.Term(
          label: words.filter { !$0.isEmpty }.joined(separator: " "), group: Self.account(row),
          factors: [dwellings, area, intensity, share], divisor: 1000))
    }
    return terms
  }

  private func zoneTerms(_ cell: ResultCellQuery, _ flow: MaterialFlow) throws(ExplainError) -> [Explanation
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
  private func factor(
    _ kind: MaterialFactor.Kind, _ key: [String: String]
  ) throws(ExplainError) -> Explanation.Input? {
    guard let row = factors.rows(where: key.merging(["factor": kind.rawValue]) { $1 }).first else {
      return nil
    }
    let origin = [row["place"], row["source"], row["confidence"], row["note"]].filter { !$0.isEmpty }
    return Explanation.Input(
      label: kind.rawValue.replacing("_", with: " "), value: try factors.number(row, "value"),
      unit: row["unit"], origin: origin.isEmpty ? row.place : origin.joined(separator: "; "))
  }

  private func needed(
    _ kind: MaterialFactor.Kind, _ key: [String: String]
  ) throws(ExplainError) -> Explanation.Input {
    guard let input = try factor(kind, key) else {
      let words = key.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      throw ExplainError.incomplete(file: "factors.csv", missing: "there is no \(kind.rawValue) of \(words)")
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
    _ cell: ResultCellQuery, _ terms: [Explanation.Term]
  ) throws(ExplainError) -> [Explanation.Step] {
    var steps: [Explanation.Step] = []
    let careful = ["factor": MaterialFactor.Kind.carefulShare.rawValue, "year": "\(cell.year)"]
    for row in factors.rows(where: careful) {
      let released = terms.filter { $0.group == Self.account(row) }.reduce(0) { $0 + $1.tonnes }
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
    _ cell: ResultCellQuery, of terms: [Explanation.Term]
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
  private func causes(_ cell: ResultCellQuery) throws(ExplainError) -> [Explanation.Step] {
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
  func shares(_ cell: ResultCellQuery) throws(ExplainError) -> [Explanation.Input] {
    var inputs: [Explanation.Input] = []
    inputs.append(try needed(.suitableShare, ["material": cell.material]))
    for row in factors.rows(
      where: ["factor": MaterialFactor.Kind.refurbishmentYield.rawValue, "material": cell.material])
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
  func legs(_ cell: ResultCellQuery, _ leg: TransportLeg) throws(ExplainError) -> [Explanation.Term] {
    var terms: [Explanation.Term] = []
    for row in transportRows(cell, leg) {
      let input = Explanation.Input(
        label: leg.rawValue, value: try transport.number(row, "tonnes"), unit: "t", origin: row.place)
      terms.append(Explanation.Term(label: "\(row["from"]) to \(row["to"])", factors: [input], divisor: 1))
    }
    return terms
  }

  private func transportRows(_ cell: ResultCellQuery, _ leg: TransportLeg) -> [ResultFile.Row] {
    var key = ["year": "\(cell.year)", "leg": leg.rawValue, "material": cell.material]
    if cell.zone != Scenario.regionKey { key[leg == .toHub ? "from" : "to"] = cell.zone }
    return transport.rows(where: key)
  }

  /// What is lost in refurbishment: what each hub received times what its yield leaves of it.
  func loss(_ cell: ResultCellQuery) throws(ExplainError) -> Chain {
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
  func treatment(_ cell: ResultCellQuery) throws(ExplainError) -> Chain {
    let kinds: [MaterialFlow: MaterialFactor.Kind] = [
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
  func rest(_ cell: ResultCellQuery) throws(ExplainError) -> Chain {
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
  private func own(_ cell: ResultCellQuery, _ flow: MaterialFlow) throws(ExplainError) -> [Explanation.Step] {
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
