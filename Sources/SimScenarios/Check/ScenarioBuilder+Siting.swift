internal import HousingSim
internal import SimNumerics
internal import UrbanMine

extension ScenarioBuilder {
  /// The keys of the hubs that `siting` places.
  private var unplacedHubs: [String] {
    view.entries("hubs").filter { !$0.view.has("site") }.map(\.name)
  }

  /// Reports what `siting` and the hubs without a site ask of each other.
  ///
  /// - Parameters:
  ///   - sites: the table of sites, or `nil` where its problems are reported.
  ///   - prices: the prices of the Urban Mine, `nil` where the scenario has none or they have problems.
  func checkSiting(_ sites: Table?, _ prices: CostFactors?) {
    let siting = view["siting"]
    let unplaced = unplacedHubs
    guard siting.exists else {
      for key in unplaced {
        report(
          .missingKey, view["hubs.\(key)"], found: "the hub names no site",
          accepted: "a site of the table of sites, or a part 'siting' that chooses one, is expected")
      }
      return
    }
    // Without any hub the part lies idle, so that a scenario can take the hubs of another away.
    if unplaced.isEmpty, !view.entries("hubs").isEmpty {
      report(
        .inconsistent, siting, found: "every hub names its site, so there is nothing to choose",
        remedy: "take the site of a hub away, or this part")
    }
    checkFixedCost(siting, prices)
    if let sites, unplaced.count > sites.rowCount {
      report(
        .outOfRange, siting, found: "\(unplaced.count) hubs are to be placed at \(sites.rowCount) sites",
        accepted: "at most as many hubs as sites are accepted")
    }
  }

  /// Reports a fixed cost that is nowhere, and warns of one that stands in two places with two values.
  private func checkFixedCost(_ siting: ScenarioView, _ prices: CostFactors?) {
    let own = siting.optionalNumber("hub_fixed_euro_per_year")?.value
    if own == nil, !view.has("effects") {
      report(
        .missingKey, siting,
        found: "hub_fixed_euro_per_year is missing, and the scenario has no effects.cost",
        accepted: "a yearly cost in one of the two is accepted")
    }
    if let own, let general = prices?.hubFixedPerYear, own != general {
      let place = siting["hub_fixed_euro_per_year"]
      warnings.append(
        "\(place.location): \(place.key) is \(own), and effects.cost.hub_fixed_euro_per_year is \(general); "
          + "hubs are chosen with the first and paid with the second")
    }
  }

  /// Places the hubs that name no site; the model as it is where all do.
  ///
  /// What the hubs could move is simulated first (``HubThroughput``), over the years from the first opening on. All choices
  /// of one or two sites are evaluated exactly (``HubOptions``), more by branch and bound (``SitingProblem``).
  func sited(
    _ mine: MineModel, _ housing: HousingModel, sites: Table?, _ prices: CostFactors?
  ) -> (mine: MineModel, siting: HubSiting?)? {
    let unplaced = unplacedHubs
    guard view.has("siting"), !unplaced.isEmpty, let sites else { return (mine, nil) }
    let hubs = mine.inputs.hubs.items
    do {
      let toPlace = hubs.filter { unplaced.contains($0.key) }
      let tonnes = throughput(of: toPlace, housing, mine)
      let question = question(
        sites, mine.inputs, standing: hubs.filter { !unplaced.contains($0.key) }, tonnes, prices)
      let answer = try question.answer(count: toPlace.count)
      let places = zip(unplaced, question.bySize(answer.chosen.sites)).map {
        HubSiting.Place(hub: $0, site: $1)
      }
      let placed = hubs.map { hub in
        places.first { $0.hub == hub.key }.map { move(hub, to: $0.site, sites) } ?? hub
      }
      let siting = HubSiting(
        places: places, chosen: answer.chosen, options: answer.options, candidateCount: sites.rowCount,
        tonnesPerYear: tonnes.reduce(0, +) / 2,
        memberQuestion: toPlace.count > 2 ? nil : try memberQuestion(question, of: toPlace, mine.inputs))
      return (MineModel(try mine.inputs.with(hubs: placed, dispatch: mine.inputs.dispatch)), siting)
    } catch {
      report(.inconsistent, view["siting"], found: "\(error)")
      return nil
    }
  }

  func move(_ hub: Hub, to site: String, _ sites: Table) -> Hub {
    guard let row = sites.texts("site").firstIndex(of: site) else { return hub }
    return hub.at(latitude: sites.number(row, "latitude"), longitude: sites.number(row, "longitude"))
  }

  private func question(
    _ sites: Table, _ inputs: MineInputs, standing: [Hub], _ tonnes: [Double], _ prices: CostFactors?
  ) -> HubSitingQuestion {
    func kilometres(_ zone: Zone, _ latitude: Double, _ longitude: Double) -> Double {
      inputs.roadDetourFactor
        * GreatCircle.kilometres(
          latitude: zone.latitude, longitude: zone.longitude, toLatitude: latitude, longitude: longitude)
    }
    let table = inputs.zones.flatMap { zone in
      (0..<sites.rowCount).map {
        kilometres(zone, sites.number($0, "latitude"), sites.number($0, "longitude"))
      }
    }
    let nearest = inputs.zones.map { zone in
      standing.map { kilometres(zone, $0.latitude, $0.longitude) }.min() ?? .infinity
    }
    return HubSitingQuestion(
      siteKeys: sites.texts("site"),
      kilometres: Matrix(rows: inputs.zones.count, columns: sites.rowCount, storage: table),
      standing: nearest, tonnesPerYear: tonnes,
      prices: sitingPrices(prices))
  }

  /// What decides which sites are cheapest, beside the amounts: of `siting`, else of the effects.
  func sitingPrices(_ prices: CostFactors?) -> SitingPrices {
    SitingPrices(
      euroPerTonneKm: view.number("siting.transport_euro_per_tonne_km").value,
      euroPerHub: view["siting"].optionalNumber("hub_fixed_euro_per_year")?.value ?? prices?.hubFixedPerYear
        ?? 0)
  }

  private func memberQuestion(
    _ question: HubSitingQuestion, of hubs: [Hub], _ inputs: MineInputs
  ) throws(SitingError) -> MemberSiting {
    let options = try question.options()
    return MemberSiting(
      options: options, sites: options.options.map { $0.map { question.siteKeys[$0] } }, hubs: hubs,
      openingIndex: (hubs.map(\.openingYear).min() ?? inputs.firstYear) - inputs.firstYear,
      roadDetourFactor: inputs.roadDetourFactor, prices: question.prices)
  }

  /// Tonnes a year that each zone brings to hubs and fetches from them, supply and use added up.
  private func throughput(of hubs: [Hub], _ housing: HousingModel, _ mine: MineModel) -> [Double] {
    let inputs = mine.inputs
    let opening = hubs.map(\.openingYear).min() ?? inputs.firstYear
    var throughput = HubThroughput(of: hubs, inputs)
    var stock = housing.makeState()
    var workspace = housing.makeWorkspace()
    var year = housing.makeYear()
    for index in 0..<inputs.yearCount {
      housing.step(&stock, yearIndex: index, into: &year, using: &workspace, threads: 1)
      guard inputs.firstYear + index >= opening else { continue }
      throughput.add(mine.harvest(year.flows, yearIndex: index))
    }
    return throughput.tonnesPerYear
  }
}
