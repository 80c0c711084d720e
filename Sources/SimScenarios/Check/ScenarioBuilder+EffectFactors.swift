internal import HousingSim
internal import SimNumerics
internal import UrbanMine

extension ScenarioBuilder {
  // MARK: - Emissions

  /// The factors of emissions, each with its origin.
  func recordedEmissions(
    _ effects: MineEffects, _ inputs: MineInputs, _ axes: StockAxes
  ) -> [RecordedFactor] {
    let vehicles = RowIndex(tables["effects.carbon.transport"], ["vehicle"])
    return productionFactors(effects.carbon, inputs) + [
      RecordedFactor(
        .refurbishmentEmission, .init(), effects.carbon.refurbishment, unit: "kg CO2e/kg",
        from: view.optionalNumber("effects.carbon.refurbishment_kg_co2e_per_kg")),
      RecordedFactor(
        .transportEmission, .init(), effects.carbon.transport, unit: "kg CO2e/t km",
        from: vehicles.number([view.text("effects.carbon.vehicle")], "kg_co2e_per_tonne_km")),
    ] + energyFactors(effects.operation, axes)
  }

  private func productionFactors(_ carbon: CarbonFactors, _ inputs: MineInputs) -> [RecordedFactor] {
    let rows = RowIndex(tables["effects.carbon.factors"], ["material", "route"])
    let routes: [(RecordedFactor.Kind, String, [Double])] = [
      (.primaryProduction, "primary", carbon.primary), (.secondaryProduction, "secondary", carbon.secondary),
    ]
    return routes.flatMap { kind, route, values in
      perMaterial(kind, values, unit: "kg CO2e/kg", inputs) { rows.number([$0, route], "kg_co2e_per_kg") }
    }
  }

  private func energyFactors(_ operation: OperationFactors, _ axes: StockAxes) -> [RecordedFactor] {
    let rows = RowIndex(tables["effects.operation.energy_use"], ["energy_label", "heating"])
    func labels(_ axis: String) -> [String] {
      axes.states.axes.position(of: axis).map { axes.states.axes[$0].labels.keys } ?? []
    }
    let heatings = labels("heating")
    let uses = labels("energy_label").enumerated().flatMap { label, labelKey in
      heatings.enumerated().flatMap { heating, heatingKey -> [RecordedFactor] in
        var subject = RecordedFactor.Subject()
        subject.energyLabel = labelKey
        subject.heating = heatingKey
        let cell = label * heatings.count + heating
        let row = [labelKey, heatingKey]
        return [
          RecordedFactor(
            .gasUse, subject, operation.gasM3PerM2[cell], unit: "m3/m2",
            from: rows.number(row, "gas_m3_per_m2")),
          RecordedFactor(
            .electricityUse, subject, operation.electricityKWhPerM2[cell], unit: "kWh/m2",
            from: rows.number(row, "electricity_kwh_per_m2")),
        ]
      }
    }
    let gas = RecordedFactor(
      .gasEmission, .init(), operation.gasKgPerM3, unit: "kg CO2e/m3",
      from: view.optionalNumber("effects.operation.gas_kg_co2e_per_m3"))
    return uses + [gas] + electricityFactors(operation, axes)
  }

  private func electricityFactors(_ operation: OperationFactors, _ axes: StockAxes) -> [RecordedFactor] {
    let first = view.optionalNumber("effects.operation.electricity_kg_co2e_per_kwh")
    let decline = view.optionalNumber("effects.operation.electricity_decline_per_year")
    return axes.years.enumerated().map { index, year in
      var subject = RecordedFactor.Subject()
      subject.year = "\(year)"
      let value = operation.electricityKgPerKWh(yearIndex: index)
      let words = "\(Self.words(first)) x (1 - decline)^\(index), decline \(Self.words(decline))"
      return RecordedFactor(
        .electricityEmission, subject, value, unit: "kg CO2e/kWh", from: first, note: words)
    }
  }

  // MARK: - Costs

  /// The unit prices of costs and savings, each with its origin.
  func recordedPrices(_ cost: CostFactors, _ inputs: MineInputs) -> [RecordedFactor] {
    let prices: [(RecordedFactor.Kind, Double, String)] = [
      (.hubFixed, cost.hubFixedPerYear, "euro/year"), (.hubHandling, cost.hubHandlingPerTonne, "euro/t"),
      (.hubBuilding, cost.hubBuildingPerM2, "euro/m2"), (.hubLand, cost.hubLandPerM2, "euro/m2"),
      (.interest, cost.interestPerYear, "1/year"),
      (.transportPrice, cost.transportPerTonneKm, "euro/t km"),
    ]
    let interest = view.optionalNumber("effects.cost.interest_per_year")
    let lifetime = view.optionalNumber("effects.cost.hub_building_lifetime_years")
    let charge = RecordedFactor(
      .yearlyCharge, .init(), cost.yearlyCharge, unit: "1/year", from: interest,
      note: "r / (1 - (1 + r)^-n), 1 / n where r = 0, with r = \(Self.words(interest)) and n = "
        + "\(Self.words(lifetime))")
    let fees = RowIndex(tables["effects.cost.gate_fees"], ["material"])
    let products = RowIndex(tables["effects.cost.material_prices"], ["material"])
    return prices.map { kind, value, unit in
      RecordedFactor(
        kind, .init(), value, unit: unit, from: view.optionalNumber("effects.cost.\(kind.rawValue)"))
    } + [charge] + dismantlingPrices(cost, inputs) + floorFactors(inputs)
      + perMaterial(.gateFee, cost.gateFeePerTonne, unit: "euro/t", inputs) {
        fees.number([$0], "euro_per_tonne")
      }
      + perMaterial(.materialPrice, cost.materialPricePerTonne, unit: "euro/t", inputs) {
        products.number([$0], "euro_per_tonne")
      }
  }

  /// The prices of careful dismantling: those of a programme where it has its own, else the general one.
  private func dismantlingPrices(_ cost: CostFactors, _ inputs: MineInputs) -> [RecordedFactor] {
    let (perTonne, perDwelling) = (
      RecordedFactor.Kind.dismantlingPerTonne, RecordedFactor.Kind.dismantlingPerDwelling
    )
    return inputs.profiles.flatMap { profile -> [RecordedFactor] in
      guard profile.releasedShares.contains(where: { $0 > 0 }) else { return [] }
      var subject = RecordedFactor.Subject()
      subject.event = profile.account.event.rawValue
      subject.programme = profile.account.programme ?? ""
      guard let own = profile.dismantlingCost else {
        let general = view.optionalNumber("effects.cost.\(perTonne.rawValue)")
        return [
          RecordedFactor(
            perTonne, subject, cost.carefulDismantlingPerTonne, unit: "euro/t", from: general)
        ]
      }
      let place = profile.account.programme.map { view["programmes.\($0)"] } ?? view["mine"]
      let parts = [
        (perTonne, own.euroPerTonne, "euro/t"), (perDwelling, own.euroPerDwelling, "euro/dwelling"),
      ]
      return parts.compactMap { kind, value, unit in
        place.optionalNumber(kind.rawValue).map {
          RecordedFactor(kind, subject, value, unit: unit, from: $0)
        }
      }
    }
  }

  private func floorFactors(_ inputs: MineInputs) -> [RecordedFactor] {
    inputs.hubs.map { hub in
      var subject = RecordedFactor.Subject()
      subject.hub = hub.key
      return RecordedFactor(
        .hubFloor, subject, hub.floorArea.value, unit: "m2",
        from: view.optionalNumber("hubs.\(hub.key).floor_area_m2"))
    }
  }

  // MARK: - Baseline

  /// The dwellings of the baseline by zone and type, with the numbers that they are fitted to.
  func baselineFactors(_ baseline: HousingStock, _ axes: StockAxes) -> [RecordedFactor] {
    let zones = RowIndex(tables["baseline.zones"], ["zone"])
    var totals = StockTotals(layout: axes.layout)
    totals.count(baseline)
    let dwellings = totals.table(states: axes.states, keeping: [], byType: true)
    return axes.zones.enumerated().flatMap { zone, place in
      axes.dwellingTypes.enumerated().map { type, dwelling in
        var subject = RecordedFactor.Subject()
        subject.zone = place.key
        subject.dwellingType = dwelling.key
        return RecordedFactor(
          .baselineDwellings, subject, dwellings[zone * axes.dwellingTypes.count + type], unit: "dwellings",
          from: zones.number([place.key], "dwellings"),
          note: fitNote(municipality: place.municipality, dwellingType: dwelling.key))
      }
    }
  }

  private func fitNote(municipality: String, dwellingType: String) -> String {
    guard let stock = tables["baseline.stock"] else { return "" }
    let rows = (0..<stock.rowCount).filter {
      stock.text($0, "municipality") == municipality && stock.text($0, "dwelling_type") == dwellingType
    }
    let cells = rows.compactMap { stock.sourcedNumber($0, "dwellings") }
    let sources = cells.compactMap(\.source).uniqued.joined(separator: ", ")
    let places = cells.map { "\($0.location)" }.joined(separator: ", ")
    return "fitted to the dwellings of all types in the zone there, to the "
      + "\(cells.reduce(0) { $0 + $1.value }.plainText) of this type in \(municipality) (\(places); \(sources)) "
      + "and to the other tables of the baseline"
  }

  // MARK: - Origins

  /// One factor per stream: that of its own row, or that of the material it is made of.
  private func perMaterial(
    _ kind: RecordedFactor.Kind, _ values: [Double], unit: String, _ inputs: MineInputs,
    origin: (String) -> SourcedNumber?
  ) -> [RecordedFactor] {
    inputs.streams.axis.enumerated().map { position, stream in
      var subject = RecordedFactor.Subject()
      subject.material = stream.key
      let own = origin(stream.key)
      let note = own == nil ? stream.parent.map { "that of \($0)" } ?? "" : ""
      return RecordedFactor(
        kind, subject, values[position], unit: unit, from: own ?? stream.parent.flatMap(origin), note: note)
    }
  }

  /// A number with its place and source.
  private static func words(_ number: SourcedNumber?) -> String {
    guard let number else { return "" }
    let place = number.location.path == "default" ? "default" : "\(number.location)"
    let origin = [place, number.source ?? ""].filter { !$0.isEmpty }.joined(separator: "; ")
    return "\(number.value.plainText) (\(origin))"
  }
}
