internal import UrbanMine

extension ResultExplainer {
  /// The row of a cell of `costs.csv`; those of funding are rounded to cents and have no chain.
  func costRow(_ cell: ResultCellQuery) throws(ExplainError) -> ResultFile.Row {
    let items = CostItem.allCases.map(\.rawValue)
    let found = costs.rows(where: cell.row).first
    if let found, items.contains(cell["item"]) { return found }
    let rows = costs.rows(where: ["year": "\(cell.year)"]).filter { items.contains($0["item"]) }
    let accepted = rows.filter { $0["programme"] == cell["programme"] }.map { $0["item"] }
    if found != nil {
      throw ExplainError.notExplained(
        "item: '\(cell["item"])' is money of funding in whole cents, which is not explained",
        accepted: accepted.isEmpty ? items : accepted)
    }
    guard costs.texts(of: "item").contains(where: items.contains) else { throw Self.noEffects(costs) }
    try check("year", "\(cell.year)", among: costs.texts(of: "year"))
    try check("programme", cell["programme"], among: rows.map { $0["programme"] }.uniqued)
    throw ExplainError.unknownValue(key: "item", value: cell["item"], accepted: accepted)
  }

  /// The error of a file that is empty, or has money of funding only.
  static func noEffects(_ file: ResultFile) -> ExplainError {
    .notExplained(
      "the scenario has no 'effects', from which cells of \(file.name) are computed",
      accepted: [ExplainedFile.materials, .stock].map(\.rawValue))
  }

  /// What an item costs or saves: quantities times unit prices.
  func costChain(_ cell: ResultCellQuery) throws(ExplainError) -> Chain {
    switch CostItem(rawValue: cell["item"]) {
    case .carefulDismantling: return try dismantling(cell)
    case .hubFixed:
      return Chain(
        equation: "hub_fixed = sum over open hubs of euro/year",
        terms: try openHubs(cell, [needed(.hubFixed)]))
    case .hubHandling:
      let price = try needed(.hubHandling)
      return Chain(
        equation: "hub_handling = sum over materials of t received x euro/t",
        terms: try tonnes(cell, .toHub) { _ in price })
    case .hubBuilding:
      return Chain(
        equation: "hub_building = sum over open hubs of m2 x euro/m2 x capital recovery factor",
        terms: try openHubs(cell, [needed(.hubBuilding), needed(.yearlyCharge)], perM2: true))
    case .hubLand:
      return Chain(
        equation: "hub_land = sum over open hubs of m2 x euro/m2 x rate of interest",
        terms: try openHubs(cell, [needed(.hubLand), needed(.interest)], perM2: true))
    case .transport: return try transportCost(cell)
    case .gateFeeAvoided: return try saving(cell, .gateFee)
    case .primaryMaterialAvoided: return try saving(cell, .materialPrice)
    case nil:
      throw ExplainError.unknownValue(
        key: "item", value: cell["item"], accepted: CostItem.allCases.map(\.rawValue))
    }
  }

  private func saving(_ cell: ResultCellQuery, _ kind: RecordedFactor.Kind) throws(ExplainError) -> Chain {
    Chain(
      equation: "\(cell["item"]) = -sum over materials of t reused x euro/t",
      terms: try tonnes(cell, .demandReused) { material throws(ExplainError) in
        try needed(kind, ["material": material])
      }, steps: [Self.avoided])
  }

  /// Tonnes of a flow in the region times a price, a term per material.
  private func tonnes(
    _ cell: ResultCellQuery, _ flow: MaterialFlow,
    price: (String) throws(ExplainError) -> Explanation.Input
  ) throws(ExplainError) -> [Explanation.Term] {
    let key = ["year": "\(cell.year)", "zone": Scenario.regionKey, "flow": flow.rawValue]
    var terms: [Explanation.Term] = []
    for row in materials.rows(where: key) {
      let mass = try input(row, of: materials, "tonnes", unit: "t")
      terms.append(Explanation.Term(label: row["material"], factors: [mass, try price(row["material"])]))
    }
    return terms
  }

  /// A term per hub that is open in the year: one hub, or its floor, times prices.
  private func openHubs(
    _ cell: ResultCellQuery, _ prices: [Explanation.Input], perM2: Bool = false
  ) throws(ExplainError) -> [Explanation.Term] {
    var terms: [Explanation.Term] = []
    for row in hubs.rows(where: ["year": "\(cell.year)"])
    where !terms.contains(where: { $0.label == row["hub"] }) {
      let one = Explanation.Input(label: "open", value: 1, unit: "hub", origin: row.place)
      let size = perM2 ? [one, try needed(.hubFloor, ["hub": row["hub"]])] : [one]
      terms.append(Explanation.Term(label: row["hub"], factors: size + prices))
    }
    return terms
  }

  private func transportCost(_ cell: ResultCellQuery) throws(ExplainError) -> Chain {
    var chain = Chain(equation: "transport = sum over legs of t km x euro/t km")
    let price = try needed(.transportPrice)
    for row in transport.rows(where: ["year": "\(cell.year)"]) { chain.terms.append(try leg(row, price)) }
    return chain
  }

  // MARK: - Careful dismantling

  /// What a programme dismantles with care times its price, per tonne and per dwelling.
  private func dismantling(_ cell: ResultCellQuery) throws(ExplainError) -> Chain {
    let programme = cell["programme"] == EffectsRecorder.mineKey ? "" : cell["programme"]
    var chain = Chain(
      equation:
        "careful_dismantling = sum over events of dwellings x m2/dwelling x kg/m2 x share released x share "
        + "dismantled with care x euro/t / 1000 (+ dwellings x share dismantled with care x euro/dwelling)")
    let materials = factors.texts(of: "material").filter { !$0.isEmpty }
    for row in cohorts.rows(where: ["year": "\(cell.year)", "programme": programme]) {
      let event = ["event": row["event"], "programme": programme]
      guard let share = try factor(.carefulShare, event.merging(["year": row["year"]]) { $1 }),
        share.value > 0
      else { continue }
      let label = "\(row["zone"]) " + Self.words(row)
      if let price = try factor(.dismantlingPerTonne, event) {
        for material in materials {
          guard let content = try content(of: row, material, .released) else { continue }
          chain.terms.append(
            Explanation.Term(
              label: "\(label), \(material)", factors: content + [share, price], divisor: 1000))
        }
      }
      if let price = try factor(.dismantlingPerDwelling, event) {
        let dwellings = try input(row, of: cohorts, "dwellings", unit: "dwellings")
        chain.terms.append(Explanation.Term(label: label, factors: [dwellings, share, price]))
      }
    }
    return chain
  }
}
