internal import HousingSim
internal import SimNumerics
internal import UrbanMine

/// The tables of emissions and costs, read and checked; `nil` where one has problems.
struct EffectTables {
  let production: Table?
  let vehicles: Table?
  let energy: Table?
  let fees: Table?
  let prices: Table?
}

extension ScenarioBuilder {
  /// Reads the tables of emissions and costs.
  ///
  /// - Parameters:
  ///   - axes: the axes of the stock.
  ///   - materials: the materials that the tables may name, `nil` where they are not known.
  /// - Returns: the tables, `nil` where the scenario has none.
  func effectTables(_ axes: StockAxes, _ materials: MaterialNames?) -> EffectTables? {
    guard view.has("effects") else { return nil }
    return EffectTables(
      production: productionTable(materials), vehicles: table("effects.carbon.transport", Self.vehicleSchema),
      energy: energyTable(axes), fees: priceTable("effects.cost.gate_fees", materials),
      prices: priceTable("effects.cost.material_prices", materials))
  }

  /// The factors of emissions and costs.
  ///
  /// - Parameters:
  ///   - tables: the tables, `nil` where the scenario has none.
  ///   - axes: the axes of the stock.
  ///   - streams: the streams of the mine, `nil` where they have problems.
  /// - Returns: the factors; `nil` where the scenario has none, or has problems, which are reported.
  func effects(_ tables: EffectTables?, _ axes: StockAxes, _ streams: MaterialStreams?) -> MineEffects? {
    guard let tables else { return nil }
    if let production = tables.production, !isMember { checkSource(of: production) }
    let transport = tables.vehicles.flatMap(transportFactor)
    guard let production = tables.production, let transport, let energy = tables.energy,
      let fees = tables.fees, let prices = tables.prices, let streams
    else { return nil }
    do {
      return MineEffects(
        carbon: try carbonFactors(production, transport: transport, streams),
        operation: try operationFactors(energy, axes),
        cost: try costFactors(fees: fees, prices: prices, streams))
    } catch {
      report(.inconsistent, view["effects"], found: "\(error)")
      return nil
    }
  }

  // MARK: - Carbon

  private static let routes = ["primary", "secondary"]

  /// The factors of production, by material and route.
  private func productionTable(_ materials: MaterialNames?) -> Table? {
    table(
      "effects.carbon.factors",
      TableSchema(
        columns: [
          materialColumn(materials), TableColumn("route", .label(Self.routes)),
          TableColumn("kg_co2e_per_kg", .triple(.nonNegative)), TableColumn("source", .text),
        ], keyColumns: ["material", "route"],
        completeness: materials.map {
          .combinations([
            LabelList(column: "material", labels: $0.bulk),
            LabelList(column: "route", labels: Self.routes),
          ])
        } ?? .none))
  }

  /// Reports rows of another source than the one that the scenario names.
  private func checkSource(of table: Table) {
    let place = view["effects.carbon.source"]
    let wanted = place.text()
    let found = table.texts("source")
    guard found.contains(wanted) else { return reportUnknownLabel(wanted, among: found.uniqued, place) }
    for (row, source) in found.enumerated() where source != wanted {
      report(
        .inconsistent, table, row, "source", found: "'\(source)' is another set of factors than '\(wanted)'",
        accepted: "one source in the whole table",
        remedy: "give every source a table of its own, and name it in effects.carbon.source")
    }
  }

  private func carbonFactors(
    _ table: Table, transport: Double, _ streams: MaterialStreams
  ) throws(MineInputError) -> CarbonFactors {
    let routes = table.positions("route")
    func factors(_ route: Int) -> [Double] {
      perStream(table, "kg_co2e_per_kg", streams) { routes[$0] == route }
    }
    return try CarbonFactors(
      streamCount: streams.count, primary: factors(0), secondary: factors(1),
      refurbishment: view.number("effects.carbon.refurbishment_kg_co2e_per_kg").value, transport: transport)
  }

  private static let vehicleSchema = TableSchema(
    columns: [
      TableColumn("vehicle", .text), TableColumn("kg_co2e_per_tonne_km", .triple(.nonNegative)),
    ], keyColumns: ["vehicle"])

  /// The emission of the vehicle of the scenario, in kg CO2e per t km.
  private func transportFactor(_ table: Table) -> Double? {
    let place = view["effects.carbon.vehicle"]
    let vehicles = (0..<table.rowCount).map { table.text($0, "vehicle") }
    guard let row = vehicles.firstIndex(of: place.text()) else {
      reportUnknownLabel(place.text(), among: vehicles, place)
      return nil
    }
    return table.number(row, "kg_co2e_per_tonne_km")
  }

  // MARK: - Operation

  private func energyTable(_ axes: StockAxes) -> Table? {
    func labels(_ axis: String) -> [String] {
      axes.states.axes.position(of: axis).map { axes.states.axes[$0].labels.keys } ?? []
    }
    return table(
      "effects.operation.energy_use",
      TableSchema(
        columns: [
          TableColumn("energy_label", .label(labels("energy_label"))),
          TableColumn("heating", .label(labels("heating"))),
          TableColumn("gas_m3_per_m2", .triple(.nonNegative)),
          TableColumn("electricity_kwh_per_m2", .triple(.nonNegative)),
        ], keyColumns: ["energy_label", "heating"],
        completeness: .allCombinations(of: ["energy_label", "heating"])))
  }

  private func operationFactors(
    _ table: Table, _ axes: StockAxes
  ) throws(MineInputError) -> OperationFactors {
    func count(_ axis: String) -> Int {
      axes.states.axes.position(of: axis).map { axes.states.axes[$0].labels.count } ?? 0
    }
    let heatings = count("heating")
    var gas = [Double](repeating: 0, count: count("energy_label") * heatings)
    var electricity = gas
    let (perGas, perElectricity) = (table.numbers("gas_m3_per_m2"), table.numbers("electricity_kwh_per_m2"))
    let (rows, columns) = (table.positions("energy_label"), table.positions("heating"))
    for row in 0..<table.rowCount {
      gas[rows[row] * heatings + columns[row]] = perGas[row]
      electricity[rows[row] * heatings + columns[row]] = perElectricity[row]
    }
    return try OperationFactors(
      labelCount: count("energy_label"), heatingCount: heatings, gasM3PerM2: gas,
      electricityKWhPerM2: electricity, gasKgPerM3: view.number("effects.operation.gas_kg_co2e_per_m3").value,
      electricityKgPerKWh: view.number("effects.operation.electricity_kg_co2e_per_kwh").value,
      electricityDeclinePerYear: view.number("effects.operation.electricity_decline_per_year").value)
  }

  // MARK: - Cost

  private func priceTable(_ key: String, _ materials: MaterialNames?) -> Table? {
    table(
      key,
      TableSchema(
        columns: [
          materialColumn(materials), TableColumn("euro_per_tonne", .triple(.nonNegative)),
          TableColumn("price_year", .integer(.closed(1900...2100))),
        ], keyColumns: ["material"],
        completeness: materials.map {
          .combinations([LabelList(column: "material", labels: $0.bulk)])
        } ?? .none))
  }

  private func costFactors(
    fees: Table, prices: Table, _ streams: MaterialStreams
  ) throws(MineInputError) -> CostFactors {
    func number(_ key: String) -> Double { view.number("effects.cost.\(key)").value }
    let factors = CostFactors(
      carefulDismantlingPerTonne: number("careful_dismantling_euro_per_tonne"),
      hubFixedPerYear: number("hub_fixed_euro_per_year"),
      hubHandlingPerTonne: number("hub_handling_euro_per_tonne"),
      hubBuildingPerM2: number("hub_building_euro_per_m2"), hubLandPerM2: number("hub_land_euro_per_m2"),
      interestPerYear: number("interest_per_year"),
      buildingLifetimeYears: view.integer("effects.cost.hub_building_lifetime_years"),
      transportPerTonneKm: number("transport_euro_per_tonne_km"),
      gateFeePerTonne: perStream(fees, "euro_per_tonne", streams) { _ in true },
      materialPricePerTonne: perStream(prices, "euro_per_tonne", streams) { _ in true })
    try factors.check(streamCount: streams.count)
    return factors
  }

  // MARK: - Streams

  /// The column of materials: those that are known, or any where they are not.
  private func materialColumn(_ materials: MaterialNames?) -> TableColumn {
    TableColumn("material", materials.map { .label($0.keys) } ?? .text)
  }

  /// One value per stream: that of its own row, or that of its material.
  private func perStream(
    _ table: Table, _ column: String, _ streams: MaterialStreams, where isMeant: (Int) -> Bool
  ) -> [Double] {
    // The labels of the column are the streams, which are known wherever the factors are asked for.
    var values = [Double](repeating: .nan, count: streams.count)
    let numbers = table.numbers(column)
    for (row, stream) in table.positions("material").enumerated() where isMeant(row) {
      values[stream] = numbers[row]
    }
    for (component, parent) in streams.parents.enumerated() where values[streams.bulkCount + component].isNaN
    {
      values[streams.bulkCount + component] = values[parent]
    }
    return values
  }
}
