internal import HousingSim
internal import UrbanMine

extension ResultExplainer {
  /// The row of a cell of `carbon.csv`.
  func carbonRow(_ cell: ResultCellQuery) throws(ExplainError) -> ResultFile.Row {
    guard let row = carbon.rows(where: cell.row).first else {
      let years = carbon.texts(of: "year")
      guard !years.isEmpty else { throw Self.noEffects(carbon) }
      try check("zone", cell["zone"], among: carbon.texts(of: "zone"))
      try check("source", cell["source"], among: CarbonSource.allCases.map(\.rawValue))
      throw ExplainError.unknownValue(key: "year", value: "\(cell.year)", accepted: years)
    }
    return row
  }

  /// What a source emits: flows times factors, and for the region the sum over its zones.
  func carbonChain(_ cell: ResultCellQuery) throws(ExplainError) -> Chain {
    guard let source = CarbonSource(rawValue: cell["source"]) else {
      throw ExplainError.unknownValue(
        key: "source", value: cell["source"], accepted: CarbonSource.allCases.map(\.rawValue))
    }
    guard cell["zone"] != Scenario.regionKey else { return try carbonOfZones(cell) }
    switch source {
    case .embodiedNewBuild: return try embodied(cell, isNewBuild: true)
    case .embodiedRenovation: return try embodied(cell, isNewBuild: false)
    case .reuseAvoidedProduction:
      return Chain(
        equation: "avoided = -sum over materials of t x kg/t x kg CO2e/kg of primary production",
        terms: try products(cell, .demandReused, by: .primaryProduction), steps: [Self.avoided])
    case .reuseRefurbishment:
      return Chain(
        equation: "refurbishment = sum over materials of t received by hubs x kg/t x kg CO2e/kg",
        terms: try products(cell, .toHub, by: .refurbishmentEmission))
    case .reuseTransport: return try transportEmission(cell)
    case .recycledInput, .recycledOutput:
      return Chain(
        equation:
          "recycled = sum over materials of t x kg/t x (kg CO2e/kg of secondary - of primary production)",
        terms: try recycled(cell, source == .recycledInput ? .demandRecycled : .recycled))
    case .operationGas, .operationElectricity: return try operation(cell, isGas: source == .operationGas)
    }
  }

  private func carbonOfZones(_ cell: ResultCellQuery) throws(ExplainError) -> Chain {
    var chain = Chain(equation: "\(cell["source"]) = sum over zones")
    for row in carbon.rows(where: ["year": "\(cell.year)", "source": cell["source"]])
    where row["zone"] != Scenario.regionKey {
      let emitted = try input(row, of: carbon, "kg_co2e", unit: "kg CO2e")
      chain.terms.append(Explanation.Term(label: row["zone"], factors: [emitted]))
    }
    return chain
  }

  // MARK: - Material

  /// Production of what dwellings take up, as if all were primary material; a term per group of dwellings and material.
  private func embodied(_ cell: ResultCellQuery, isNewBuild: Bool) throws(ExplainError) -> Chain {
    var chain = Chain(
      equation:
        "embodied = sum over events of dwellings x m2/dwelling x kg/m2 of new dwellings x share taken up x "
        + "kg CO2e/kg of primary production")
    let materials = factors.texts(of: "material").filter { !$0.isEmpty }
    for row in cohorts.rows(where: ["year": "\(cell.year)", "zone": cell["zone"]]) {
      let event = HousingEvent(rawValue: row["event"])
      guard (event == .construction || event == .replacement) == isNewBuild else { continue }
      for material in materials {
        guard let content = try content(of: row, material, .demand) else { continue }
        let production = try needed(.primaryProduction, ["material": material])
        chain.terms.append(
          Explanation.Term(label: Self.words(row) + ", \(material)", factors: content + [production]))
      }
    }
    return chain
  }

  /// Tonnes of a flow times a factor per kg, a term per material.
  private func products(
    _ cell: ResultCellQuery, _ flow: MaterialFlow, by kind: RecordedFactor.Kind
  ) throws(ExplainError) -> [Explanation.Term] {
    try tonnes(cell, flow) { material throws(ExplainError) in
      try needed(kind, kind == .refurbishmentEmission ? [:] : ["material": material])
    }
  }

  private func recycled(
    _ cell: ResultCellQuery, _ flow: MaterialFlow
  ) throws(ExplainError) -> [Explanation.Term] {
    try tonnes(cell, flow) { material throws(ExplainError) in
      let secondary = try needed(.secondaryProduction, ["material": material])
      let primary = try needed(.primaryProduction, ["material": material])
      return Explanation.Input(
        label: "secondary - primary", value: secondary.value - primary.value, unit: secondary.unit,
        origin: "\(secondary.value.plainText) - \(primary.value.plainText): \(secondary.origin); less "
          + primary.origin)
    }
  }

  private func tonnes(
    _ cell: ResultCellQuery, _ flow: MaterialFlow,
    factor: (String) throws(ExplainError) -> Explanation.Input
  ) throws(ExplainError) -> [Explanation.Term] {
    let key = ["year": "\(cell.year)", "zone": cell["zone"], "flow": flow.rawValue]
    var terms: [Explanation.Term] = []
    for row in materials.rows(where: key) {
      let mass = try input(row, of: materials, "tonnes", unit: "t")
      terms.append(
        Explanation.Term(
          label: row["material"], factors: [mass, Self.kilograms, try factor(row["material"])]))
    }
    return terms
  }

  private func transportEmission(_ cell: ResultCellQuery) throws(ExplainError) -> Chain {
    var chain = Chain(equation: "transport = sum over legs from and to the zone of t km x kg CO2e/t km")
    let emission = try needed(.transportEmission)
    for row in transport.rows(where: ["year": "\(cell.year)"]) {
      let end = row["leg"] == TransportLeg.toHub.rawValue ? row["from"] : row["to"]
      guard end == cell["zone"] else { continue }
      chain.terms.append(try leg(row, emission))
    }
    return chain
  }

  /// The transport work of a leg times a factor.
  func leg(
    _ row: ResultFile.Row, _ factor: Explanation.Input
  ) throws(ExplainError) -> Explanation.Term {
    let work = try input(row, of: transport, "tonne_km", label: "transport work", unit: "t km")
    return Explanation.Term(
      label: "\(row["from"]) to \(row["to"]), \(row["material"])", factors: [work, factor])
  }

  // MARK: - Operation

  private func operation(_ cell: ResultCellQuery, isGas: Bool) throws(ExplainError) -> Chain {
    let unit = isGas ? "m3" : "kWh"
    var chain = Chain(
      equation:
        "operation = sum over labels and heatings of m2 x \(unit)/m2 x kg CO2e/\(unit), stock at the end of "
        + "the year")
    let emission =
      isGas ? try needed(.gasEmission) : try needed(.electricityEmission, ["year": "\(cell.year)"])
    for row in energy.rows(where: ["year": "\(cell.year)", "zone": cell["zone"]]) {
      let area = try input(row, of: energy, "floor_area_m2", unit: "m2")
      guard area.value != 0 else { continue }
      let key = ["energy_label": row["energy_label"], "heating": row["heating"]]
      let use = try needed(isGas ? .gasUse : .electricityUse, key)
      chain.terms.append(
        Explanation.Term(label: "\(row["energy_label"]) \(row["heating"])", factors: [area, use, emission]))
    }
    return chain
  }

  // MARK: - Definitions

  /// The kg in a tonne.
  private static let kilograms = Explanation.Input(
    label: "kg in a tonne", value: 1000, unit: "kg/t", origin: "by definition")

  /// The sign of what is avoided.
  static let avoided = Explanation.Step(
    operation: .multiply,
    input: Explanation.Input(
      label: "what is avoided is negative", value: -1, unit: "1", origin: "by definition of the file"))
}
