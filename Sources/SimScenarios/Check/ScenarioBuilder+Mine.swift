internal import HousingSim
internal import SimNumerics
internal import UrbanMine

extension ScenarioBuilder {
  /// The sites where hubs can stand.
  func siteTable() -> Table? {
    table(
      "mine.sites",
      TableSchema(
        columns: [
          TableColumn("site", .text), TableColumn("municipality", .text, isRequired: false),
          TableColumn("latitude", .number(.closed(-90...90))),
          TableColumn("longitude", .number(.closed(-180...180))),
          TableColumn("max_environmental_category", .number(.nonNegative), isRequired: false),
        ], keyColumns: ["site"]))
  }

  /// The hubs in the order of the file, placed at sites of the table; `nil` where that has problems.
  ///
  /// - Parameters:
  ///   - axes: the axes of the stock.
  ///   - sites: the table of sites, or `nil` where its problems are reported.
  ///   - materials: the materials that a capacity may name, `nil` where they are not known.
  ///   - yields: the yield of each material, empty where it is not known.
  /// - Returns: the hubs; those with an unknown site are reported and left out.
  func hubs(_ axes: StockAxes, sites: Table?, materials: MaterialNames?, yields: [Double]) -> [Hub]? {
    let names = sites.map { table in (0..<table.rowCount).map { table.text($0, "site") } }
    let known = names ?? self.names(["site"], of: "mine.sites")?.map { $0[0] }
    let hubs = view.entries("hubs").compactMap { key, place -> Hub? in
      if !isMember { titles["hub:\(key)"] = title(of: place, key: key) }
      let opening = place.integer("opening_year")
      if !axes.years.contains(opening) {
        report(
          .outOfRange, place["opening_year"], found: "is \(opening)",
          accepted:
            "a year from \(axes.years.lowerBound) to \(axes.years.upperBound) (first_year to last_year)")
      }
      let site = place.optionalText("site")
      if let site, let known, !known.contains(site) { reportUnknownLabel(site, among: known, place["site"]) }
      let capacities = capacities(place["capacities"], materials?.keys)
      // A hub that is still to be placed stands at the first site till then.
      guard let sites, let row = names?.firstIndex(where: { site == nil || $0 == site }) else { return nil }
      return hub(key, place, opening: opening, sites: sites, row: row, capacities, yields: yields)
    }
    return sites == nil ? nil : hubs
  }

  private func hub(
    _ key: String, _ place: ScenarioView, opening: Int, sites: Table, row: Int, _ capacities: [CapacityGroup],
    yields: [Double]
  ) -> Hub {
    let ownYield = place.optionalNumber("yield")?.value
    let mass = place.optionalNumber("maximum_stored_tonnes").map {
      Quantity<Tonnes>($0.value).kilograms
    }
    let hub = Hub(
      key: key, latitude: sites.number(row, "latitude"), longitude: sites.number(row, "longitude"),
      openingYear: opening, floorArea: Quantity(place.number("floor_area_m2").value),
      logisticsShare: place.number("logistics_share").value,
      stackHeightM: place.number("stack_height_m").value,
      fillShare: place.number("fill_share").value, capacities: capacities,
      yields: yields.map { ownYield ?? $0 }, leadTimeMonths: place.optionalInteger("lead_time_months") ?? 0,
      maximumStorageMonths: place.integer("maximum_storage_months"), maximumStoredMass: mass)
    if hub.storeVolume.value == 0 {
      report(
        .inconsistent, place, found: "the floor of this hub holds nothing",
        accepted: "a logistics_share below 1 and a fill_share above 0 are accepted")
    }
    return hub
  }

  private func capacities(_ place: ScenarioView, _ keys: [String]?) -> [CapacityGroup] {
    var taken: Set<String> = []
    return place.entries().map { _, group in
      let streams = group.names("materials").compactMap { name -> Int? in
        let stream = keys?.firstIndex(of: name)
        if let keys, stream == nil { reportUnknownLabel(name, among: keys, group["materials"]) }
        if !taken.insert(name).inserted {
          report(
            .duplicateKey, group["materials"], found: "'\(name)' stands in two capacities of this hub",
            accepted: "each material in one")
        }
        return stream
      }
      return CapacityGroup(
        streams: streams, massPerYear: Quantity<Tonnes>(group.number("tonnes_per_year").value).kilograms)
    }
  }

  /// The material model, once the accounts of events are known.
  ///
  /// - Parameters:
  ///   - materials: what dwellings are made of.
  ///   - hubs: the hubs.
  ///   - stock: the table of the stock, with floor areas.
  ///   - axes: the axes of the stock.
  ///   - accounts: the accounts of events.
  ///   - dismantling: how carefully programmes dismantle, by their key.
  ///   - dispatch: how it is decided what the hubs take in and whom they serve.
  ///   - known: inputs of the same floor areas, for a member that changes none; `nil` for none.
  /// - Returns: the model, `nil` where its inputs do not fit together, which is reported.
  func mineModel(
    _ materials: MaterialTables, _ hubs: [Hub], _ stock: StockTable, _ axes: StockAxes,
    accounts: [EventAccount], dismantling: [String: Dismantling], dispatch: DispatchPolicy,
    like known: MineInputs? = nil
  ) -> MineModel? {
    // Nobody reads the warnings of a member.
    if !isMember { warnOfIdleLines(materials.streams) }
    let profiles = accounts.map { profile($0, materials, dismantling, axes) }
    let detour = view.number("mine.road_detour_factor").value
    do {
      if let known {
        return MineModel(
          try known.with(
            streams: materials.streams, intensities: materials.intensities, profiles: profiles, hubs: hubs,
            roadDetourFactor: detour, dispatch: dispatch))
      }
      return MineModel(
        try MineInputs(
          zones: axes.zones, streams: materials.streams, intensities: materials.intensities,
          newBuildCohort: materials.newBuildCohort, floorAreaM2: floorArea(stock, materials, axes),
          profiles: profiles, hubs: hubs, roadDetourFactor: detour, dispatch: dispatch,
          stepsPerYear: Int(view.text("mine.steps_per_year")) ?? 4, firstYear: axes.years.lowerBound,
          yearCount: axes.yearCount))
    } catch {
      report(.inconsistent, view["mine"], found: "\(error)")
      return nil
    }
  }

  /// Floor area per dwelling, zones x types x cohorts: of the municipality, or of new dwellings.
  private func floorArea(_ stock: StockTable, _ materials: MaterialTables, _ axes: StockAxes) -> [Double] {
    let cohorts = axes.baselineCohortCount
    return axes.zones.flatMap { zone in
      let municipality = stock.municipalities.firstIndex(of: zone.municipality) ?? 0
      return axes.dwellingTypes.indices.flatMap { type in
        axes.cohorts.indices.map { cohort in
          cohort < cohorts
            ? stock.floorArea[(municipality * axes.dwellingTypes.count + type) * cohorts + cohort]
            : materials.newFloorArea[type]
        }
      }
    }
  }

  /// What one event of an account releases and takes up.
  private func profile(
    _ account: EventAccount, _ materials: MaterialTables, _ dismantling: [String: Dismantling],
    _ axes: StockAxes
  ) -> AccountProfile {
    let way = dismantling[account.programme ?? Self.autonomous]
    let carefulShares = way?.shares ?? [Double](repeating: 0, count: axes.yearCount)
    let cost = way?.cost
    let name = Self.profileName(of: account.event)
    guard let shares = name.flatMap({ materials.profiles[$0] }) else {
      return .wholeDwelling(
        account, streamCount: materials.streams.count, carefulShares: carefulShares, dismantlingCost: cost)
    }
    return AccountProfile(
      account: account, releasedShares: shares.released, takenUpShares: shares.takenUp,
      carefulShares: carefulShares, dismantlingCost: cost)
  }

  /// The profile of the table of renovation profiles that an event has; `nil` where it concerns a whole dwelling.
  static func profileName(of event: HousingEvent) -> String? {
    switch event {
    case .renovation, .insulation, .gasFreeReady, .transformation: event.rawValue
    // A converted dwelling is renovated by its new owner.
    case .tenureConversion: "renovation"
    case .mergeOut: "merge"
    case .autonomousDemolition, .demolition, .mergeIn, .construction, .replacement: nil
    }
  }
}
