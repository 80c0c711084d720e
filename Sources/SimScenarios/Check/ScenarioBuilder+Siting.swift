internal import HousingSim
internal import SimNumerics
internal import UrbanMine

extension ScenarioBuilder {
  /// The keys of the hubs that `siting` places.
  private var unplacedHubs: [String] {
    view.entries("hubs").filter { !$0.view.has("site") }.map(\.name)
  }

  /// Reports what `siting` and the hubs without a site ask of each other.
  func checkSiting(_ sites: Table?) {
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
    if let sites, unplaced.count > sites.rowCount {
      report(
        .outOfRange, siting, found: "\(unplaced.count) hubs are to be placed at \(sites.rowCount) sites",
        accepted: "at most as many hubs as sites are accepted")
    }
  }

  /// Places the hubs that name no site; the model as it is where all do.
  ///
  /// What the hubs could receive is simulated first, without any hub: mass that is dismantled with care and passes
  /// inspection (supply), and where the same materials are asked for (use). Each tonne travels to a hub and from it:
  ///
  ///     t(zone) = sum over materials m of M(m) (supply share(m, zone) + use share(m, zone)),
  ///     M(m) = lesser of supply and the demand that reuse may meet, in t per year
  ///
  /// over the years from the first opening on. All choices of one or two sites are evaluated exactly
  /// (``HubOptions``), more by branch and bound (``SitingProblem``).
  func sited(_ mine: MineModel, _ housing: HousingModel, sites: Table?) -> (
    mine: MineModel, siting: HubSiting?
  )? {
    let unplaced = unplacedHubs
    guard view.has("siting"), !unplaced.isEmpty, let sites else { return (mine, nil) }
    let hubs = mine.inputs.hubs.items
    do {
      let empty = MineModel(try mine.inputs.with(hubs: [], dispatch: .nearestFirst))
      let toPlace = hubs.filter { unplaced.contains($0.key) }
      let tonnes = try throughput(of: toPlace, housing, empty)
      let question = question(
        sites, mine.inputs, standing: hubs.filter { !unplaced.contains($0.key) }, tonnes)
      let answer = try question.answer(count: toPlace.count)
      let places = zip(unplaced, question.bySize(answer.chosen.sites)).map {
        HubSiting.Place(hub: $0, site: $1)
      }
      let placed = hubs.map { hub in
        places.first { $0.hub == hub.key }.map { move(hub, to: $0.site, sites) } ?? hub
      }
      let siting = HubSiting(
        places: places, chosen: answer.chosen, options: answer.options, candidateCount: sites.rowCount,
        tonnesPerYear: tonnes.reduce(0, +) / 2)
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
    _ sites: Table, _ inputs: MineInputs, standing: [Hub], _ tonnes: [Double]
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
      euroPerTonneKm: view.number("siting.transport_euro_per_tonne_km").value,
      euroPerHub: view.number("siting.hub_fixed_euro_per_year").value)
  }

  /// Tonnes a year that each zone brings to hubs and fetches from them, supply and use added up.
  private func throughput(of hubs: [Hub], _ housing: HousingModel, _ mine: MineModel) throws(MineStepError)
    -> [Double]
  {
    let inputs = mine.inputs
    let opening = hubs.map(\.openingYear).min() ?? inputs.firstYear
    let taken = Set(hubs.flatMap { $0.capacities.flatMap(\.streams) }).sorted()
    var supply = Matrix(rows: taken.count, columns: inputs.zones.count)
    var use = supply
    try forEachYear(housing, mine) { year, flows in
      guard inputs.firstYear + year >= opening else { return }
      for (row, stream) in taken.enumerated() {
        let passing = inputs.streams.axis[stream].reusePotential
        for zone in inputs.zones.indices {
          supply[row, zone] += passing * flows.mass(.noHub, zone: zone, stream: stream)
          use[row, zone] += flows.mass(.demand, zone: zone, stream: stream)
        }
      }
    }
    let years = Double(max(1, inputs.firstYear + inputs.yearCount - opening))
    var tonnes = Array(repeating: 0.0, count: inputs.zones.count)
    for (row, stream) in taken.enumerated() {
      let supplied = inputs.zones.indices.reduce(0) { $0 + supply[row, $1] }
      let used = inputs.zones.indices.reduce(0) { $0 + use[row, $1] }
      let moved = min(supplied, used * inputs.streams.axis[stream].maximumReuseShareOfDemand)
      guard moved > 0 else { continue }
      for zone in inputs.zones.indices {
        let share = supply[row, zone] / supplied + use[row, zone] / used
        tonnes[zone] += Quantity<Kilograms>(moved * share / years).tonnes.value
      }
    }
    return tonnes
  }

  private func forEachYear(
    _ housing: HousingModel, _ mine: MineModel, _ body: (_ year: Int, _ flows: MineFlows) -> Void
  ) throws(MineStepError) {
    var stock = housing.makeState()
    var stores = mine.makeState()
    var housingWorkspace = housing.makeWorkspace()
    var mineWorkspace = mine.makeWorkspace()
    var housingYear = housing.makeYear()
    var mineYear = mine.makeFlows()
    for year in 0..<mine.inputs.yearCount {
      housing.step(&stock, yearIndex: year, into: &housingYear, using: &housingWorkspace, threads: 1)
      try mine.step(
        housingYear.flows, yearIndex: year, state: &stores, into: &mineYear, using: &mineWorkspace)
      body(year, mineYear)
    }
  }
}
